"""The sections of a view: those of the report, and what a page has of its own.

It stands apart from what answers requests because it needs the engines, which take a second to load;
a page is there before.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from standoff.errors import UsageError
from standoff.report import assembly, html
from standoff.report.blocks import Section
from standoff.report.outlook import Outlook
from standoff.report.sections import comparison, explanation, scenarios
from standoff.report.words import odds
from standoff.web import brief
from standoff.web.view import View
from standoff.workbench import Analysis

OWN = ("brief", "comparison")
"""Parts of the page that the report does not have."""

COMPARED = ("scenarios", *OWN)
"""Parts that set the view beside its baseline."""

Before = Callable[[], Analysis]
"""Gives the analysis of the baseline."""


@dataclass(frozen=True)
class Part:
    """A section of the page, ready to be shown."""

    name: str
    section: Section
    html: str


def names(view: View, analysis: Analysis) -> tuple[str, ...]:
    """Return the parts of a view in reading order."""
    own = ["comparison"] if view.changes != view.pinned else []
    listed = [assembly.part_name(part) for part in assembly.parts(analysis)]
    return (*listed[:1], *own, *listed[1:])


def part(view: View, outline: Analysis, name: str) -> Callable[[Analysis, Before], Part]:
    """Return what makes a part of a view from its analysis and that of its baseline.

    Raises
    ------
    UsageError
        If there is no such part.
    """
    modules = {assembly.part_name(module): module for module in assembly.parts(outline)}
    if name not in modules and name not in OWN:
        raise UsageError(f"there is no part called {name[:40]!r}")
    number = f"{[*modules, *OWN].index(name)}-" if name != "brief" else ""

    def work(analysis: Analysis, before: Before) -> Part:
        section = _section(analysis, before, name, modules, view)
        return Part(name, section, html.section(section, number))

    return work


def story(analysis: Analysis, state: int) -> Part:
    """Return why a state of the map is stable or not."""
    section = explained(analysis, state)
    return Part("state", section, html.section(section, f"s{state}-"))


def _section(
    analysis: Analysis,
    before: Before,
    name: str,
    modules: dict[str, ModuleType],
    view: View,
) -> Section:
    if name == "brief":
        return brief.section(analysis, before() if view.changes != view.pinned else None, modules)
    if name == "comparison":
        return comparison.section(before(), analysis, view.changes or ("the file as it is",))
    if name == "scenarios" and view.changes != view.pinned:
        return scenarios.section(analysis, before())
    section: Section = modules[name].section(analysis)
    return section


def numbers(analysis: Analysis, before: Analysis, view: View) -> dict[str, Any]:
    """Return every scenario's probability in numbers, words and odds, as plain data."""
    now, then = Outlook(analysis), Outlook(before)
    told = {}
    for name, estimate in now.estimates.items():
        known = then.estimates.get(name)
        told[name] = {
            "title": estimate.title,
            "tone": estimate.tone,
            "probability": estimate.probability,
            "low": estimate.low,
            "high": estimate.high,
            "words": estimate.words,
            "odds": odds(estimate.probability),
            "change": estimate.probability - known.probability if known else None,
        }
    return {
        "crisis": analysis.crisis.title,
        "as_of": analysis.crisis.as_of.isoformat() if analysis.crisis.as_of else None,
        "horizon_months": analysis.crisis.horizon.centre,
        "changes": list(view.changes),
        "compared_with": list(view.pinned),
        "draws": "central values" if analysis.run.point else analysis.run.draws,
        "seed": None if analysis.run.point else analysis.run.seed,
        "hash": analysis.crisis.hash,
        "leading": now.leading.scenario if told else None,
        "scenarios": told,
    }


def explained(analysis: Analysis, state: int) -> Section:
    """Return the story of a state of the map, given by its number there.

    Raises
    ------
    UsageError
        If there is no such state.
    """
    rest = analysis.problem.at_chance_status_quo()
    if not 0 <= state < rest.space.states:
        raise UsageError(f"there is no state {state}")
    labels = _without(rest.space.label(state), analysis.crisis.chance)
    return explanation.section(analysis, analysis.explain(", ".join(labels) or "nothing"))


def _without(labels: list[str], names: Iterable[str]) -> list[str]:
    left_out = set(names)
    return [label for label in labels if label.partition("=")[0] not in left_out]
