"""Time to solve the dynamic game and to carry a distribution forward, against states.

Run with ``python benchmarks/forecast.py [most options]``. For each size: one solution with
equilibrium foresight, and one year of uniformisation of five scenarios side by side, beside the same
number of products with a stored SciPy sparse matrix. Times are of the processor, the best of three,
after compiling.
"""

import sys
import time
from pathlib import Path

import numpy as np
from scipy.sparse import coo_matrix

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.forecast.games import random_game

from standoff.engines.forecast.equilibrium import Values, solve_values
from standoff.kernels.lanes import LANES
from standoff.kernels.layout import Game, Moves
from standoff.kernels.uniformise import advance, fastest_leaving

ACTORS = 5
SCENARIOS = 5
MONTHS = 12.0


def best_of_three(work):
    """Least processor time of three runs, in seconds."""
    times = []
    for _ in range(3):
        began = time.thread_time()
        work()
        times.append(time.thread_time() - began)
    return min(times)


def stored(moves: Moves, values: Values, rate: float):
    """The uniformised matrix as SciPy holds it, transposed, from unit vectors eight at a time."""
    states = moves.bits.shape[1]
    rows, columns, entries = [], [], []
    X, Y = np.zeros((1, states, LANES)), np.zeros((1, states, LANES))
    for first in range(0, states, LANES):
        X[:] = 0.0
        block = np.arange(first, min(states, first + LANES))
        X[0, block, block - first] = 1.0
        advance(moves, values.rules, rate, X, Y, values.cube)
        row, lane = np.nonzero(Y[0])
        rows.append(row)
        columns.append(first + lane)
        entries.append(Y[0, row, lane])
    where = (np.concatenate(rows), np.concatenate(columns))
    return coo_matrix((np.concatenate(entries), where), shape=(states, states)).tocsr()


def game_of(options: int) -> tuple[Moves, Game]:
    """Five actors that share so many options; seven states of ten are feasible."""
    shares = [len(part) for part in np.array_split(np.arange(options), ACTORS)]
    _, moves, game = random_game(shares, seed=0, keep=0.7, vital=4.0)
    return moves, game


def measure(options: int) -> None:
    """Print one line of the table."""
    moves, game = game_of(options)
    states = moves.bits.shape[1]
    values = solve_values(moves, game)
    solving = best_of_three(lambda: solve_values(moves, game))
    rate = fastest_leaving(values.rules)
    steps = int(rate * MONTHS + 7 * np.sqrt(rate * MONTHS)) + 1
    X, Y = np.full((1, states, LANES), 1 / states), np.zeros((1, states, LANES))
    implied = best_of_three(lambda: advance(moves, values.rules, rate, X, Y, values.cube)) * steps
    matrix = stored(moves, values, rate)
    many, one = np.ascontiguousarray(X[0, :, :SCENARIOS]), np.ascontiguousarray(X[0, :, 0])
    together = best_of_three(lambda: matrix @ many) * steps
    apart = best_of_three(lambda: [matrix @ one for _ in range(SCENARIOS)]) * steps
    print(
        f"{states:9,} {solving:9.3f} {values.products:9d} {values.residual:9.1e}"
        f" {implied:11.3f} {together:11.3f} {apart:11.3f} {matrix.data.nbytes * 1.5 / 1e6:9.1f}"
    )


def main() -> None:
    """Print the table."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 14
    solve_values(*game_of(5))
    print("                  solution                            a year of five scenarios")
    print(
        "   states   seconds  products  residual     implied      stored    one by one  matrix MB"
    )
    for options in range(8, most + 1, 2):
        measure(options)


if __name__ == "__main__":
    main()
