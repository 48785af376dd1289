"""An analysis as a whole report, in one of the formats."""

import json
from types import ModuleType
from typing import Literal

from standoff import __version__
from standoff.report import data, html, markdown
from standoff.report.blocks import Report, Section
from standoff.report.naming import Names
from standoff.report.sections import (
    actors,
    audit,
    cases,
    consequences,
    dilemma,
    drivers,
    equilibria,
    headline,
    method,
    motives,
    prerequisites,
    robustness,
    scenarios,
    signals,
    status_quo,
    steadying,
    stories,
    tipping,
    together,
    unknowns,
    watch,
)
from standoff.report.words import counted, day
from standoff.workbench import Analysis

Format = Literal["html", "md", "json"]


def write(analysis: Analysis, form: str = "html") -> str:
    """Return the report of an analysis as text.

    Parameters
    ----------
    analysis
        A crisis; the engines that the report needs are run.
    form
        `html`, `md` or `json`.
    """
    report = assemble(analysis)
    if form == "html":
        return html.render(report)
    if form == "md":
        return markdown.render(report)
    if form == "json":
        return json.dumps(data.to_data(report), indent=2, ensure_ascii=False) + "\n"
    raise ValueError(f"there is no format {form!r}; use html, md or json")


def assemble(analysis: Analysis) -> Report:
    """Return the report of an analysis as blocks."""
    crisis, names = analysis.crisis, Names(analysis.crisis)
    subtitle = f"What is stable, what is likely {names.until}, what the signals changed, and why"
    sections = tuple(part.section(analysis) for part in parts(analysis))
    return Report(crisis.title, subtitle, tuple(filter(_filled, sections)), meta(analysis))


def parts(analysis: Analysis) -> list[ModuleType]:
    """Return the sections in reading order; those about scenarios only where there are any."""
    told: list[ModuleType] = [headline]
    if analysis.crisis.scenarios:
        told += [scenarios, cases, stories]
    told += [motives, actors, equilibria]
    if not analysis.run.point:
        told.append(robustness)
    told += [status_quo, steadying, together]
    if signals.fits(analysis):
        told.append(signals)
    if analysis.crisis.scenarios:
        told += [prerequisites]
    if analysis.crisis.scenarios and analysis.crisis.consequences:
        told.append(consequences)
    if audit.fits(analysis):
        told.append(audit)
    if dilemma.fits(analysis):
        told.append(dilemma)
    if analysis.crisis.scenarios and not analysis.run.point:
        told.append(drivers)
    if analysis.crisis.scenarios:
        told += [tipping, watch]
    return [*told, unknowns, method]


def part_name(part: ModuleType) -> str:
    """Return what a part is called in an address: the name of its file."""
    return part.__name__.rpartition(".")[2]


def _filled(part: Section) -> bool:
    return bool(part.blocks)


def meta(analysis: Analysis) -> tuple[tuple[str, str], ...]:
    """Return what a reader must know to place the numbers: day, horizon, draws, seed, version."""
    crisis, names = analysis.crisis, Names(analysis.crisis)
    meta = [("As of", day(crisis.as_of))] if crisis.as_of else []
    meta.append(("Looks ahead", names.horizon))
    meta.append(("States", f"{analysis.problem.space.states:,}"))
    if analysis.run.point:
        meta.append(("Draws", "central values"))
    else:
        meta.append(("Draws", counted(analysis.run.draws, "draw").removesuffix(" draws")))
        meta.append(("Seed", str(analysis.run.seed)))
    return (*meta, ("standoff", __version__))
