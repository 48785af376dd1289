"""The answer in a few lines: what is likely, what is stable, what moved it, what carries it."""

from standoff.report.blocks import Block, Bullets, KeyFigures, Section
from standoff.report.outlook import Estimate, Outlook
from standoff.report.prose import Prose, link, prose, strong
from standoff.report.rests import Rests
from standoff.report.sections.drivers import carried_by
from standoff.report.sections.signals import moved_most
from standoff.report.words import joined
from standoff.workbench import Analysis

FIGURES = 6
"""Headline numbers that are shown; further scenarios are in their own section."""


def section(analysis: Analysis) -> Section:
    """Return the headline in words and numbers."""
    outlook = Outlook(analysis)
    blocks: list[Block] = []
    if outlook.estimates:
        figures = (outlook.key_figure(e, note=_note(outlook, e)) for e in chosen(outlook))
        blocks.append(KeyFigures(tuple(figures)))
    points = [_rest(analysis), *_forecast_points(analysis, outlook)]
    blocks.append(Bullets(tuple(point for point in points if point)))
    return Section("headline", "In short", tuple(blocks), lead(outlook), "headline")


def lead(outlook: Outlook) -> Prose:
    """Return the answer in one sentence: the likeliest scenario, and the worst case or the next."""
    if not outlook.estimates:
        return prose("The file names no scenarios; what is stable is told below.")
    first = outlook.leading
    said = prose("“", strong(first.title), "” is ", outlook.told(first), f" {outlook.names.until}")
    others = [e for e in (*outlook.case("best"), *outlook.case("worst")) if e is not first]
    worst = [e for e in others if e in outlook.case("worst")]
    if worst:
        gravest = max(worst, key=lambda e: e.probability)
        said = prose(said, "; the worst case, “", gravest.title, "”, ", outlook.told(gravest))
    elif len(outlook.ranked) > 1:
        second = outlook.ranked[1]
        said = prose(said, "; “", second.title, "” ", outlook.told(second))
    return prose(said, ".")


def chosen(outlook: Outlook, most: int = FIGURES) -> list[Estimate]:
    """Return the scenarios that get a headline number: the named cases, then the likeliest."""
    every = list(outlook.estimates.values())
    cases = [e for e in every if e in (*outlook.case("best"), *outlook.case("worst"))]
    rest = [e for e in outlook.ranked if e not in cases]
    kept = {e.scenario for e in (*cases, *rest)[:most]}
    return [e for e in every if e.scenario in kept]


def _note(outlook: Outlook, estimate: Estimate) -> str:
    record = outlook.analysis.crisis.scenarios[estimate.scenario]
    parts = []
    if record.case:
        parts.append(f"{record.case} case")
    if record.author_says is not None:
        parts.append(f"author: {record.author_says.text}")
    return ", ".join(parts)


def _rest(analysis: Analysis) -> Prose:
    rests = Rests(analysis)
    place = link("Where it can rest", "stable")
    if not rests.ranked:
        return prose(place, ": no state is an equilibrium.")
    quo = rests.by(rests.status_quo)
    best = rests.ranked[0]
    if best == rests.status_quo:
        return prose(place, f": in the status quo, an equilibrium by {joined(quo)}.")
    here = f"an equilibrium by {joined(quo)}" if quo else "no equilibrium"
    told = rests.changed(best)
    return prose(
        place, f": the status quo is {here}; the strongest and nearest is the state ", told, "."
    )


def _forecast_points(analysis: Analysis, outlook: Outlook) -> list[Prose]:
    if not outlook.estimates:
        return []
    points = []
    moved = moved_most(analysis)
    if moved:
        points.append(prose(link("What moved it", "signals"), ": ", moved))
    carried = carried_by(analysis)
    if carried:
        points.append(prose(link("What carries it", "drivers"), ": ", carried))
    apart = outlook.disagreements()
    if apart:
        titles = joined(f"“{estimate.title}”" for estimate in apart)
        points.append(
            prose(
                link("Where the author differs", "scenarios"),
                f": the forecast lies outside the author's word for {titles}.",
            )
        )
    return points
