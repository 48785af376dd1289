"""Draws side by side, and draws that were kept.

Wall and processor seconds for the draws of a shipped crisis: with one thread and with all cores, with
processes (started for it, and already running), and with everything kept from the run before.

    python -m benchmarks.ensemble
    python -m benchmarks.ensemble --case korea-2017 --draws 256
"""

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

from joblib import Parallel, delayed

import standoff as so
from standoff.engines.forecast.answer import Question, Setting, Task, answer_draw
from standoff.engines.forecast.solver import asked
from standoff.workbench import Analysis


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
    chosen = options.parse_args()
    main(chosen.case, chosen.draws)
