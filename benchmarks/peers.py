"""A point forecast's propagation against what others do, over sizes, in the same run.

The rivals, on the same model with the same rates:

- plain uniformisation with the transition matrix stored by SciPy, a vector a scenario;
- the Storm model checker with its sparse engine, where `stormpy` is installed.

Run with ``python -m benchmarks.peers [largest power]``; sizes are 2^10 states and up. Five actors
share the options; one year, five scenarios of the kind `ever`. Times are of the processor, the best
of some runs, after compiling; memory is what each holds besides the vectors it carries forward (of
Storm it is not known). Answers are compared before anything is printed.
"""

import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from scipy.sparse import coo_matrix
from scipy.stats import poisson

from standoff.crisis.build import build
from standoff.encode.draws import point_draws
from standoff.encode.problem import encode
from standoff.engines.forecast.equilibrium import rules_of
from standoff.engines.forecast.process import make_process
from standoff.engines.forecast.propagate import TRUNCATION, follow
from standoff.exchange.chain import choice_rates
from standoff.exchange.move_graph import single_moves
from standoff.kernels.uniformise import fastest_leaving

ACTORS, SCENARIOS, MONTHS = 5, 5, 12.0
MOST_STORM = 2**14
"""Storm reads text, which takes long for more states than this."""


def least_time(work, runs):
    """Least processor time of some runs, in seconds, and the answer."""
    times = []
    for _ in range(runs):
        began = time.process_time()
        answer = work()
        times.append(time.process_time() - began)
    return min(times), answer


def crisis_of(options):
    """Five actors that share so many options and want things at random."""
    rng = np.random.default_rng(options)
    actors, names = {}, []
    for a, own in enumerate(np.array_split(np.arange(options), ACTORS)):
        actors[f"a{a}"] = {"name": f"A{a}", "options": {f"o{k}": {} for k in own}}
        names += [f"a{a}.o{k}" for k in own]
    for record in actors.values():
        record["foresight"] = "myopic"
        pairs = [rng.choice(names, 2, replace=False) for _ in range(4)]
        record["preferences"] = [
            {"prefer": f"{'not ' * int(rng.integers(2))}({one} and {two})", "weight": 4.0 / 2**k}
            for k, (one, two) in enumerate(pairs)
        ]
    goals = [rng.choice(names, 4, replace=False) for _ in range(SCENARIOS)]
    scenarios = {
        f"s{k}": {"title": f"S{k}", "when": f"ever({' and '.join(goal)})"}
        for k, goal in enumerate(goals)
    }
    return build({"standoff": 1, "title": "Peers", "actors": actors, "scenarios": scenarios})


def transitions_of(moves, game, values):
    """Source, target and rate of every move."""
    parts = []
    for a in range(len(game.tempo)):
        blocks = list(single_moves(moves, a))
        source, target = (np.concatenate(column) for column in zip(*blocks, strict=True))
        parts.append((source, target, choice_rates(moves, game, a, values[a], source, target)))
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))


def stored(source, target, rate, states):
    """The uniformised matrix as SciPy holds it, transposed, and its rate."""
    leaving = np.bincount(source, rate, states)
    fastest = leaving.max()
    every = np.arange(states)
    rows, columns = np.concatenate([target, every]), np.concatenate([source, every])
    entries = np.concatenate([rate / fastest, 1.0 - leaving / fastest])
    matrix = coo_matrix((entries, (rows, columns)), shape=(states, states)).tocsr()
    matrix.sum_duplicates()
    return matrix, fastest


def plain(matrix, fastest, goals, start):
    """First passage to each of the goals, bool[N, E], by plain uniformisation."""
    jumps = fastest * MONTHS
    steps = int(poisson.isf(TRUNCATION, jumps)) + 2
    weights = poisson.pmf(np.arange(steps), jumps)
    X = np.zeros(goals.shape)
    X[start] = 1.0
    going = ~goals
    X *= going
    alive = np.zeros(goals.shape[1])
    for weight in weights:
        alive += weight * X.sum(axis=0)
        X = matrix @ X
        X *= going
    return 1.0 - alive


def by_storm(source, target, rate, goals, start):
    """Processor time and answers of Storm, reading apart; None where it is not installed."""
    try:
        import stormpy
    except ImportError:
        return None
    with tempfile.TemporaryDirectory() as folder:
        tra, lab = Path(folder) / "m.tra", Path(folder) / "m.lab"
        order = np.lexsort((target, source))
        lines = zip(*(x[order].tolist() for x in (source, target, rate)), strict=True)
        tra.write_text("ctmc\n" + "".join(f"{s} {t} {r!r}\n" for s, t, r in lines))
        names = [f"g{k}" for k in range(goals.shape[1])]
        rows = [
            " ".join([str(s), *(["init"] if s == start else []), *(names[k] for k in found)])
            for s in range(len(goals))
            if len(found := np.flatnonzero(goals[s])) or s == start
        ]
        head = f"#DECLARATION\ninit {' '.join(names)}\n#END\n"
        lab.write_text(head + "\n".join(rows) + "\n")
        model = stormpy.build_model_from_explicit(str(tra), str(lab))
    asked = [stormpy.parse_property(f'P=? [ F<={MONTHS} "{name}" ]') for name in names]
    return least_time(
        lambda: np.array(
            [float(stormpy.model_checking(model, one).get_value(start)) for one in asked]
        ),
        1,
    )


def held(*parts):
    """Memory of arrays, MB."""
    return sum(array.nbytes for part in parts for array in part) / 1e6


def measure(options):
    """Print one line of the table."""
    crisis = crisis_of(options)
    problem = encode(crisis)
    (draw,) = point_draws(problem)
    moves, game = problem.moves(draw.hypotheses), problem.game(draw)
    rules = rules_of(moves, game, game.utility)
    process = make_process(moves, rules)
    trees = [scenario.when.tree for scenario in crisis.scenarios.values()]
    goals = np.stack([problem.truth(tree.operand, {}) for tree in trees], axis=1)
    months, runs = np.array([MONTHS]), 3 if options < 14 else 2
    if options == 10:
        follow(problem, make_process(moves, rules), {}, trees, months, problem.start)
    ours, found = least_time(
        lambda: follow(problem, make_process(moves, rules), {}, trees, months, problem.start), runs
    )
    listing, edges = least_time(lambda: transitions_of(moves, game, game.utility), 1)
    storing, (matrix, fastest) = least_time(lambda: stored(*edges, problem.space.states), 1)
    assert np.isclose(fastest, fastest_leaving(rules))
    theirs, answer = least_time(lambda: plain(matrix, fastest, goals, problem.start), runs)
    np.testing.assert_allclose(found.probability[-1], answer, atol=1e-9)
    memory = held(moves, rules, [process.cube, *process.entries])
    matrix_memory = held([matrix.data, matrix.indices, matrix.indptr])
    storm = by_storm(*edges, goals, problem.start) if len(goals) <= MOST_STORM else None
    shown = f"{'-':>8} {'-':>7}"
    if storm is not None:
        np.testing.assert_allclose(storm[1], answer, atol=1e-6)
        shown = f"{storm[0]:8.3f} {storm[0] / ours:7.1f}"
    print(
        f"{len(goals):8,} {len(edges[0]):10,} {ours:8.3f} {memory:7.1f}"
        f" {theirs:8.3f} {listing + storing:8.3f} {matrix_memory:7.1f}"
        f" {theirs / ours:7.2f} {matrix_memory / memory:7.2f} {shown}",
        flush=True,
    )


def main():
    """Print the table."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else 17
    print(
        "                          standoff           stored by SciPy           ratios        Storm"
    )
    print(
        "  states      moves  seconds      MB  seconds  to make      MB    time  memory"
        "  seconds   ratio"
    )
    for options in range(10, largest + 1):
        measure(options)


if __name__ == "__main__":
    main()
