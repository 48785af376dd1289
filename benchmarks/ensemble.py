"""Draws side by side, draws that were kept, and the two limits that an analyst feels.

Wall and processor seconds for the draws of a shipped crisis: with one thread and with all cores, with
processes (started for it, and already running), and with everything kept from the run before.

    python -m benchmarks.ensemble
    python -m benchmarks.ensemble --case korea-2017 --draws 256
    python -m benchmarks.ensemble --goals

With ``--goals`` the shares of two limits instead, on two cores. A what-if on the case, at central values,
in a process that has solved the case: 0.3 s; beside it the same with nothing remembered. And 256 draws
of a crisis of some 10,000 states, 5 actors and five scenarios over a year: 40 s, from those draws that
are worked. The processor's share is what a quiet machine would come near to: its time over two cores.
"""

import argparse
import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
from joblib import Parallel, delayed

import standoff as so
from standoff.crisis.build import build
from standoff.crisis.model import Crisis
from standoff.engines.forecast import ensemble
from standoff.engines.forecast.answer import Question, Setting, Task, answer_draw
from standoff.engines.forecast.solver import asked
from standoff.engines.forecast.trail import Trails
from standoff.workbench import Analysis

WHATIF_SECONDS, DRAWS_SECONDS, DRAWS, CORES = 0.3, 40.0, 256, 2

CHANGES = (
    "pakistan.weight[1]=7",
    "taliban.weight[1]=3",
    "us.tempo=0.5 per month",
    "pakistan.precision=3",
    "us.quiet_support=off",
)


def large_crisis(seed: int = 0) -> Crisis:
    """Make a crisis of 5 actors with 14 options between them, some 10,000 states, and five scenarios."""
    rng = np.random.default_rng(seed)
    owned = {f"a{a}": [f"x{k}" for k in range(3 if a < 4 else 2)] for a in range(5)}
    options = [f"{actor}.{option}" for actor, mine in owned.items() for option in mine]

    def some(count: int) -> list[str]:
        return [str(name) for name in rng.choice(options, count, replace=False)]

    def wants() -> list[dict[str, object]]:
        texts = ["{} and not {}", "{} implies {}", "not {} or {}", "{} iff {}"]
        words = ["minor", "moderate", "moderate", "major"]
        pairs = zip(texts, words, strict=True)
        return [{"prefer": text.format(*some(2)), "weight": word} for text, word in pairs]

    actors = {
        actor: {
            "name": actor,
            "tempo": f"{rng.lognormal(0, 0.3):.2f} per month",
            "options": {option: {} for option in mine},
            "preferences": wants(),
        }
        for actor, mine in owned.items()
    }
    texts = ["ever({})", "ever({} and {})", "never({})", "ever({}) and never({})", "always(not {})"]
    return build(
        {
            "standoff": 1,
            "title": "A large crisis made at random",
            "horizon": "12 months",
            "actors": actors,
            "impossible": [" and ".join(some(3)) for _ in range(3)],
            "scenarios": {
                f"s{k}": {"title": text, "when": text.format(*some(text.count("{}")))}
                for k, text in enumerate(texts)
            },
        }
    )


def show(name: str, wall: float, processor: float, limit: float) -> None:
    """Print seconds and the shares of a limit that they are."""
    shares = f"{wall / limit:6.0%} {processor / CORES / limit:10.0%}"
    print(f"{name:40s} {wall:8.2f} {processor:10.2f} {shares}", flush=True)


def timed(work: Callable[[], object], times: int = 1) -> tuple[float, float]:
    """Least wall and processor seconds of some runs."""
    walls, processors = [], []
    for _ in range(times):
        wall, processor = perf_counter(), process_time()
        work()
        walls.append(perf_counter() - wall)
        processors.append(process_time() - processor)
    return min(walls), min(processors)


def goals(case: str, draws: int) -> None:
    """Print the shares of both limits."""
    crisis = so.load(f"cases/{case}")
    run = so.Run(point=True, jobs=CORES)

    def forecast(change: str) -> object:
        return Analysis(so.whatif(crisis, change), run).forecast

    print(f"{'':40s} {'wall':>8s} {'processor':>10s}  share of limit: wall, processor")
    _ = Analysis(crisis, run).forecast
    for change in CHANGES:
        show(f"what if {change}", *timed(partial(forecast, change), 3), WHATIF_SECONDS)
    remembered = ensemble.TRAILS
    for change in CHANGES:
        ensemble.TRAILS = Trails(0)
        show(f"  nothing remembered: {change}", *timed(partial(forecast, change)), WHATIF_SECONDS)
    ensemble.TRAILS = remembered
    large = large_crisis()
    states = Analysis(large).problem.space.states
    posed = so.Run(draws=draws, jobs=CORES)
    _ = Analysis(large, so.Run(draws=2, jobs=CORES)).forecast
    wall, processor = timed(lambda: Analysis(large, posed).forecast)
    scale = DRAWS / draws
    show(f"{DRAWS} draws of {states:,} states", wall * scale, processor * scale, DRAWS_SECONDS)


def measure(name: str, work: Callable[[], object]) -> None:
    wall, processor = perf_counter(), process_time()
    work()
    print(f"{name:32s} {perf_counter() - wall:8.2f} s {process_time() - processor:8.2f} s")


def main(case: str, draws: int) -> None:
    cores = os.cpu_count() or 1
    posed = Analysis(so.load(f"cases/{case}"), so.Run(draws=draws))
    trees, months = asked(posed.crisis)
    question = Question(tuple(trees), months)
    setting = Setting(posed.problem, None, None)
    start = posed.problem.start
    tasks = [Task(d, one, question, start, None) for d, one in enumerate(posed.first_draws)]
    answer_draw(setting, tasks[0])

    def side_by_side(workers: int, kind: str) -> Callable[[], object]:
        work = Parallel(n_jobs=workers, prefer=kind)
        return lambda: work(delayed(answer_draw)(setting, task) for task in tasks)

    print(f"{case}, {posed.problem.space.states:,} states, {draws} draws, {cores} cores")
    print(f"{'':32s} {'wall':>10s} {'processor':>10s}")
    measure("1 thread", side_by_side(1, "threads"))
    measure(f"{cores} threads", side_by_side(cores, "threads"))
    measure(f"{cores} processes, to be started", side_by_side(cores, "processes"))
    measure(f"{cores} processes, running", side_by_side(cores, "processes"))
    with tempfile.TemporaryDirectory() as folder:
        for name in ("forecast, nothing kept", "forecast, everything kept"):
            with so.Store(Path(folder) / "kept.sqlite") as store:
                run = so.Run(draws=draws, jobs=cores, store=store)
                measure(name, lambda run=run: so.forecast(posed.crisis, run))


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--case", default="durand-line")
    options.add_argument("--draws", type=int, default=32)
    options.add_argument("--goals", action="store_true", help="the shares of two limits instead")
    chosen = options.parse_args()
    (goals if chosen.goals else main)(chosen.case, chosen.draws)
