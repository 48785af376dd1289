"""Results that draw themselves in a notebook, as the report draws them.

The engines lie below this layer, so they do not draw: the notebook is told, by the name of each
kind of result, who does. A drawing is a page of its own in a frame, lest its style meet the
notebook's.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any, Protocol

from standoff.report.blocks import Block, Cell, Column, Interval, Report, Row, Section, Table
from standoff.report.figures import LineChart, Point, Series
from standoff.report.palette import SCENARIO_TONES

if TYPE_CHECKING:
    from standoff.engines.evidence import EvidenceResult
    from standoff.engines.forecast import ForecastResult
    from standoff.engines.stability import StabilityResult
    from standoff.workbench import Analysis

LISTED = 50
"""Equilibria that a table lists."""

_ENGINES = "standoff.engines"


class Formatter(Protocol):
    """The part of IPython's HTML formatter that is used."""

    def for_type_by_name(
        self, type_module: str, type_name: str, func: Callable[[Any], str]
    ) -> object:
        """Draw a type, known by its name, with a function."""


def register(formatter: Formatter) -> None:
    """Tell a notebook how results are drawn.

    Parameters
    ----------
    formatter
        IPython's formatter of ``text/html``.
    """
    for module, name, draw in (
        ("standoff.analysis.whole", "Analysis", analysis_html),
        (f"{_ENGINES}.forecast.result", "ForecastResult", forecast_html),
        (f"{_ENGINES}.stability.result", "StabilityResult", stability_html),
        (f"{_ENGINES}.evidence.posterior", "EvidenceResult", evidence_html),
    ):
        formatter.for_type_by_name(module, name, draw)


def analysis_html(analysis: "Analysis") -> str:
    """Draw the answer in short, the scenarios over time, and where the crisis can rest."""
    from standoff.report.sections import equilibria, headline, method, scenarios

    parts = [headline, scenarios, equilibria] if analysis.crisis.scenarios else [equilibria]
    sections = tuple(part.section(analysis) for part in parts)
    if analysis.crisis.scenarios:
        sections = (*sections, method.section(analysis))
    return _framed(Report(analysis.crisis.title, sections=sections), height=44)


def forecast_html(result: "ForecastResult") -> str:
    """Draw the curve of each scenario, by its name in the file."""
    ranked = sorted(result.scenarios, key=result.probability, reverse=True)
    series = [
        Series(
            name,
            tuple(Point(**point) for point in map(_point, result.curve(name))),
            SCENARIO_TONES[i % len(SCENARIO_TONES)],
            leading=name == ranked[0],
        )
        for i, name in enumerate(result.scenarios)
    ]
    columns = (Column("Scenario"), Column("Probability", "probability"))
    rows = (Row((name, _interval(result, name))) for name in ranked)
    blocks: list[Block] = [Table(columns, tuple(rows))]
    if series:
        blocks.insert(0, LineChart("Each scenario over time", tuple(series), None))
    return _result("Forecast", blocks, result, height=44)


def _point(point: dict[str, float | None]) -> dict[str, Any]:
    return {"value" if key == "probability" else key: value for key, value in point.items()}


def _interval(result: "ForecastResult", name: str) -> Interval:
    low, high = result.band(name) or (None, None)
    return Interval(result.probability(name), low, high)


def stability_html(result: "StabilityResult") -> str:
    """Draw the equilibria, and by which concepts each is one."""
    by = {name: set(map(int, result.equilibria(name))) for name in result.concepts}
    found = sorted(set().union(*by.values()), key=lambda s: (-_strength(s, by), s))
    columns = (Column("Equilibrium: what is on"), *(Column(name, "mark") for name in by))
    rows = []
    for state in found[:LISTED]:
        label = ", ".join(result.space.label(state)) or "nothing"
        marks: list[Cell] = [state in held for held in by.values()]
        rows.append(Row((label, *marks)))
    note = f"The first {LISTED} of {len(found)}." if len(found) > LISTED else ""
    return _result("Stability", [Table(columns, tuple(rows), note=note)], result)


def _strength(state: int, by: Mapping[str, set[int]]) -> int:
    return sum(state in held for held in by.values())


def evidence_html(result: "EvidenceResult") -> str:
    """Draw each hypothesis before and after the evidence."""
    columns = (
        Column("Hypothesis"),
        Column("Before", "probability"),
        Column("After", "probability"),
        Column("Points", "points"),
    )
    rows = (
        Row((name, belief.prior, belief.posterior, belief.posterior - belief.prior))
        for name, belief in result.hypotheses.items()
    )
    return _result("Evidence", [Table(columns, tuple(rows))], result)


def _result(title: str, blocks: list[Block], result: Any, height: int = 30) -> str:
    meta = [("Hash of the crisis", result.crisis_hash)]
    if version := getattr(result, "version", ""):
        meta.append(("standoff", version))
    section = Section(title.lower(), title, tuple(blocks))
    return _framed(Report(title, sections=(section,), meta=tuple(meta)), height)


def _framed(report: Report, height: int) -> str:
    from standoff.report.html import excerpt

    style = f"width: 100%; height: {height}em; border: 0; resize: vertical"
    page = escape(excerpt(report), quote=True)
    return f'<iframe title="{escape(report.title)}" style="{style}" srcdoc="{page}"></iframe>'
