"""Time and memory to solve the dynamic game and to carry a distribution forward, against states.

Run with ``python benchmarks/forecast.py [most options]`` (default 14; 20 gives 1,048,576 states). For
each size: one solution with equilibrium foresight, then a year of five scenarios. Times are of the
processor, the best of three for small sizes, after compiling; memory is the largest that the process
has held so far.

The last columns say which share of the memory bandwidth that one core reaches (a triad ``a = b + s c``
over large arrays, measured in the same run) a product with the generator moves to and fro. Where moves
are implied: for each actor a row of eight numbers is read, one is read and written, and the arrays of
the moves are read once. Where they are written down: one row is read and one written, and every
entry is read once. Small sizes stay in the caches, and can pass 100 %. Up to 2^14 states, the same
products with a stored SciPy sparse matrix are timed beside.
"""

import resource
import sys
import time
from pathlib import Path

import numpy as np
from numba import njit
from scipy.sparse import coo_matrix

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.forecast.games import random_game

from standoff.engines.forecast.equilibrium import Values, solve_values
from standoff.kernels.lanes import LANES
from standoff.kernels.layout import Game, Moves
from standoff.kernels.uniformise import advance, one_step
from standoff.kernels.written import Entries

ACTORS = 5
SCENARIOS = 5
MONTHS = 12.0
STORED = 2**14
OFTEN = 2**16


def least_time(work, times):
    """Least processor time of some runs, in seconds."""
    spent = []
    for _ in range(times):
        began = time.thread_time()
        work()
        spent.append(time.thread_time() - began)
    return min(spent)


@njit(nogil=True)
def triad(a, b, c):
    """Compute ``a = b + 3 c``."""
    for k in range(a.size):
        a[k] = b[k] + 3.0 * c[k]


def bandwidth() -> float:
    """Bytes a second that one core moves in a triad over 3 x 160 MB."""
    a, b, c = np.zeros(20_000_000), np.ones(20_000_000), np.ones(20_000_000)
    triad(a, b, c)
    return 3 * a.nbytes / least_time(lambda: triad(a, b, c), 3)


def stored(moves: Moves, values: Values, rate: float):
    """The uniformised matrix as SciPy holds it, transposed, from unit vectors eight at a time."""
    states = moves.bits.shape[1]
    rows, columns, entries = [], [], []
    X, Y = np.zeros((1, states, LANES)), np.zeros((1, states, LANES))
    for first in range(0, states, LANES):
        X[:] = 0.0
        block = np.arange(first, min(states, first + LANES))
        X[0, block, block - first] = 1.0
        advance(moves, values.rules, rate, X, Y, values.process.cube)
        row, lane = np.nonzero(Y[0])
        rows.append(row)
        columns.append(first + lane)
        entries.append(Y[0, row, lane])
    where = (np.concatenate(rows), np.concatenate(columns))
    return coo_matrix((np.concatenate(entries), where), shape=(states, states)).tocsr()


def game_of(options: int) -> tuple[Moves, Game]:
    """Make a game of five actors that share so many options; all states are feasible from 2^20 up."""
    shares = [len(part) for part in np.array_split(np.arange(options), ACTORS)]
    keep = 0.7 if options < 20 else 1.0
    _, moves, game = random_game(shares, seed=0, keep=keep, vital=4.0)
    return moves, game


def traffic(moves: Moves, entries: Entries) -> float:
    """Bytes that one product of eight lanes must move at least."""
    states = moves.bits.shape[1]
    if entries.source.size:
        return 2 * 8 * LANES * states + sum(part.nbytes for part in entries)
    arrays = sum(part.nbytes / ACTORS for part in (moves.members, moves.bits, moves.group))
    return ACTORS * (3 * 8 * LANES * states + arrays)


def measure(options: int, speed: float) -> None:
    """Print one line of the table."""
    moves, game = game_of(options)
    states = moves.bits.shape[1]
    times = 3 if states <= OFTEN else 1
    found: list[Values] = []
    solving = least_time(lambda: found.append(solve_values(moves, game)), times)
    values = found[-1]
    del found[:-1]
    process = values.process
    rate = process.rate
    steps = int(rate * MONTHS + 7 * np.sqrt(rate * MONTHS)) + 1
    X, Y = np.full((1, states, LANES), 1 / states), np.zeros((1, states, LANES))
    product = least_time(lambda: one_step(process, X, Y), 3)
    beside = ""
    if states <= STORED:
        matrix = stored(moves, values, rate)
        many = np.ascontiguousarray(X[0, :, :SCENARIOS])
        together = least_time(lambda: matrix @ many, 3) * steps
        beside = f"{together:9.3f} {matrix.data.nbytes * 1.5 / 1e6:9.1f}"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"{states:9,} {solving:9.3f} {values.products:9d} {values.residual:9.1e} {peak:8.2f}"
        f" {product * steps:9.3f} {traffic(moves, process.entries) / product / speed:9.0%} {beside}",
        flush=True,
    )


def main() -> None:
    """Print the table."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 14
    solve_values(*game_of(5))
    speed = bandwidth()
    print(f"a triad moves {speed / 1e9:.1f} GB/s on one core")
    print("                  solution                        a year of five scenarios")
    print("   states   seconds  products  residual  peak GB   seconds bandwidth   stored matrix MB")
    for options in range(8, most + 1, 2):
        measure(options, speed)


if __name__ == "__main__":
    main()
