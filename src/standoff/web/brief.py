"""The brief: one sentence, one chart, the numbers in words and odds, and what to watch."""

from collections.abc import Mapping
from dataclasses import replace
from types import ModuleType

from standoff.report.blocks import (
    Block,
    Column,
    Interval,
    KeyFigures,
    Row,
    Section,
    Table,
    paragraph,
)
from standoff.report.outlook import Outlook
from standoff.report.prose import strong
from standoff.report.sections import headline, scenarios
from standoff.report.words import odds
from standoff.workbench import Analysis

WATCH = ("watch", "watchlist", "indicators", "prerequisites")
"""Sections that say what to watch, the best first."""


def section(
    analysis: Analysis, before: Analysis | None, modules: Mapping[str, ModuleType]
) -> Section:
    """Return the brief.

    Parameters
    ----------
    analysis
        Whose forecast is told.
    before
        The same crisis before a change, to be drawn behind it.
    modules
        The sections that the report of the analysis has, by name.
    """
    outlook = Outlook(analysis)
    if not outlook.estimates:
        return replace(headline.section(analysis), id="brief")
    figures = tuple(
        outlook.key_figure(e, note=odds(e.probability)) for e in headline.chosen(outlook)
    )
    earlier = Outlook(before) if before is not None else None
    chart = replace(scenarios.over_time(outlook, earlier), panels=False)
    blocks: list[Block] = [KeyFigures(figures), chart, table(outlook)]
    blocks += watch(analysis, modules)
    return Section("brief", "In short", tuple(blocks), headline.lead(outlook), "headline")


def table(outlook: Outlook) -> Table:
    """Return every scenario in words, in numbers and as odds."""
    columns = (
        Column("Scenario"),
        Column("In words"),
        Column(outlook.names.until[:1].upper() + outlook.names.until[1:], "probability"),
        Column("That is"),
    )
    rows = tuple(
        Row((e.title, e.words, Interval(e.probability, e.low, e.high), odds(e.probability)))
        for e in outlook.ranked
    )
    return Table(columns, rows, caption="How likely, in words and numbers")


def watch(analysis: Analysis, modules: Mapping[str, ModuleType]) -> list[Block]:
    """Return what to watch, as the report tells it; nothing where it has no such section."""
    name = next((name for name in WATCH if name in modules), None)
    if name is None:
        return []
    told = modules[name].section(analysis)
    return [paragraph(strong(told.title)), *told.blocks[:1]] if told.blocks else []
