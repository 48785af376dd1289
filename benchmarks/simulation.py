"""Events a second that the simulation makes on one core.

The shipped crisis by default. Actors choose by their utilities, since the values by which they
choose change where paths go and not what an event costs. The first run, which loads or compiles the
kernel and fills the tables of visited states, is timed apart.

    python -m benchmarks.simulation
    python -m benchmarks.simulation --case cuban-missile-crisis --paths 500000
"""

import argparse
from time import process_time

from standoff.encode import encode, point_draws
from standoff.engines.forecast.simulation import simulate
from standoff.workbench import load


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--case", default="durand-line")
    options.add_argument("--paths", type=int, default=200_000)
    chosen = options.parse_args()
    problem = encode(load(f"cases/{chosen.case}"))
    draw = point_draws(problem)[0]
    values = problem.game(draw).utility
    for name in ("first run", "later run"):
        begin = process_time()
        paths = simulate(problem, draw, values, paths=chosen.paths)
        spent = process_time() - begin
        print(
            f"{name}: {problem.space.states:,} states, {len(paths):,} paths, {spent:.2f} s", end=""
        )
        print(f", {paths.events:,} events, {paths.events / spent / 1e6:.1f} million a second")


if __name__ == "__main__":
    main()
