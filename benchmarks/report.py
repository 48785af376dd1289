"""Processor time of each part of a whole report, nothing kept from an earlier run.

    python -m benchmarks.report
    python -m benchmarks.report --case korea-2017 --draws 256

Engines run when first asked for, so each is asked by itself before the section that shows it. Compilation is
not counted: a point forecast and all its sections come first.
"""

import argparse
from collections.abc import Callable
from time import process_time

import standoff as so
from standoff.report.assembly import part_name, parts
from standoff.workbench import Analysis


def engines(analysis: Analysis) -> dict[str, Callable[[], object]]:
    """Return what the sections wait for, each by itself, in the order of what builds on what."""
    found: dict[str, Callable[[], object]] = {
        "draws": lambda: analysis.weights,
        "forecast": lambda: analysis.forecast,
        "replay": lambda: analysis.replay,
    }
    if "dilemma" in {part_name(part) for part in parts(analysis)}:
        found["provocations"] = lambda: analysis.dilemma
    return found


def main(case: str, draws: int) -> None:
    crisis = so.load(f"cases/{case}")
    warm = Analysis(crisis, so.Run(point=True))
    for part in parts(warm):
        part.section(warm)
    analysis = Analysis(crisis, so.Run(draws=draws))
    steps = engines(analysis)
    steps |= {part_name(p): lambda p=p: p.section(analysis) for p in parts(analysis)}
    whole = 0.0
    for name, work in steps.items():
        began = process_time()
        work()
        spent = process_time() - began
        whole += spent
        if spent >= 0.1:
            print(f"{name:16s} {spent:7.1f} s", flush=True)
    print(f"{'whole report':16s} {whole:7.1f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--case", default="durand-line")
    parser.add_argument("--draws", type=int, default=64)
    main(**vars(parser.parse_args()))
