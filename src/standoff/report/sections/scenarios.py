"""How likely each scenario is over time, and beside it what the author said."""

from typing import TYPE_CHECKING

from standoff.report.blocks import Block, Cell, Column, Row, Section, Table, callout
from standoff.report.figures import Event, LineChart, Point, RangeChart, RangeRow, Series
from standoff.report.naming import said
from standoff.report.outlook import Outlook
from standoff.report.prose import Prose, prose, strong
from standoff.report.words import counted, joined, months, months_beside, percent, short_day
from standoff.settings import MONTH_DAYS
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.engines.forecast.result import Moments

MOMENTS = (1.0, 3.0, 6.0, 12.0)
"""Months at which the curves are read off."""


def section(analysis: Analysis, before: Analysis | None = None) -> Section:
    """Return the curves, the bands, and when each scenario would come about.

    Parameters
    ----------
    analysis
        Whose forecast is told.
    before
        The same crisis before a change, to be set beside it.
    """
    outlook = Outlook(analysis)
    earlier = Outlook(before) if before is not None else None
    if not outlook.estimates:
        note = callout("note", "No scenarios", "The file names no scenarios, so none are forecast.")
        return Section("scenarios", "Scenarios over time", (note,))
    blocks: list[Block] = [over_time(outlook, earlier), at_moments(outlook, earlier)]
    blocks.append(ranges(outlook))
    waits = waiting(outlook)
    if waits.rows:
        blocks.append(waits)
    return Section("scenarios", "Scenarios over time", tuple(blocks), _lead(outlook))


def _lead(outlook: Outlook) -> Prose:
    first = outlook.leading
    lead = prose(strong(first.title, first.tone), f" {outlook.names.until}: ", outlook.told(first))
    if len(outlook.ranked) > 1:
        second = outlook.ranked[1]
        lead = prose(
            lead, "; next, ", strong(second.title, second.tone), ": ", outlook.told(second)
        )
    return prose(lead, ". Scenarios can overlap, so their numbers need not add up to 100%.")


def over_time(outlook: Outlook, earlier: Outlook | None = None) -> LineChart:
    """Return the curves with the band of the likeliest scenario, and panels for the others."""
    known = earlier.estimates if earlier is not None else {}
    origin = outlook.analysis.crisis.as_of
    series = tuple(
        Series(
            estimate.title,
            _points(outlook, estimate.scenario),
            estimate.tone,
            leading=estimate is outlook.leading,
            key=estimate.scenario,
            before=_points(earlier, estimate.scenario)
            if earlier is not None and estimate.scenario in known
            else (),
        )
        for estimate in outlook.estimates.values()
    )
    with_bands = outlook.leading.low is not None
    panels = with_bands and 1 < len(series) <= 9
    marks = moments(outlook)
    return LineChart(
        _finding(outlook),
        series,
        origin,
        panels=panels,
        thresholds=marks,
        known=known_by_then(outlook),
    )


def known_by_then(outlook: Outlook) -> tuple[Event, ...]:
    """Return the dated signals that the forecast rests on, before it begins."""
    crisis = outlook.analysis.crisis
    origin = crisis.as_of
    if origin is None:
        return ()
    return tuple(
        Event(
            (signal.date - origin).days / MONTH_DAYS,
            key=signal.id,
            told=f"{short_day(signal.date)}: {signal.summary}",
        )
        for signal in crisis.signals
        if signal.date <= origin
    )


def moments(outlook: Outlook) -> tuple[float, ...]:
    """Return the months up to the horizon at which the curves are read off."""
    horizon = outlook.analysis.crisis.horizon.centre
    return tuple(month for month in MOMENTS if month <= horizon + 1e-9) or (horizon,)


def at_moments(outlook: Outlook, earlier: Outlook | None = None) -> Table:
    """Return each scenario's probability at a few times, and its change against an earlier one."""
    columns = [Column("Scenario")]
    for month in moments(outlook):
        columns.append(Column(months(month), "probability"))
        if earlier is not None:
            columns.append(Column("Points", "points"))
    rows = []
    for scenario, estimate in outlook.estimates.items():
        cells: list[Cell] = [estimate.title]
        for month in moments(outlook):
            now = outlook.at(scenario, month)
            cells.append(now)
            if earlier is not None:
                known = scenario in earlier.estimates
                cells.append(now.value - earlier.at(scenario, month).value if known else None)
        rows.append(Row(tuple(cells)))
    return Table(tuple(columns), tuple(rows), caption="How likely within")


def _points(outlook: Outlook, scenario: str) -> tuple[Point, ...]:
    return tuple(
        Point(
            float(point["months"] or 0.0),
            _value(outlook, point["months"] or 0.0, point["probability"] or 0.0),
            point["low"],
            point["high"],
        )
        for point in outlook.analysis.forecast.curve(scenario)
    )


def _value(outlook: Outlook, months: float, probability: float) -> float:
    return outlook.seen(probability) if months > 0 else probability


def _finding(outlook: Outlook) -> str:
    first = outlook.leading
    if len(outlook.ranked) == 1:
        return f"“{first.title}”: {percent(first.probability)} {outlook.names.until}"
    second = outlook.ranked[1]
    clear = first.low is not None and first.low > second.probability
    if clear or first.probability - second.probability > 0.1:
        return f"“{first.title}” is ahead, at {percent(first.probability)} {outlook.names.until}"
    one, two = percent(first.probability), percent(second.probability)
    return f"“{first.title}” and “{second.title}” lie close together: {one} and {two}"


def ranges(outlook: Outlook) -> RangeChart:
    """Return each scenario's number and band beside what the author's word stands for."""
    rows = []
    scenarios = outlook.analysis.crisis.scenarios
    for estimate in outlook.estimates.values():
        author = scenarios[estimate.scenario].author_says
        rows.append(
            RangeRow(
                estimate.title,
                estimate.probability,
                estimate.low,
                estimate.high,
                estimate.tone,
                estimate.words,
                said(author) if author else None,
            )
        )
    return RangeChart(_agreement(outlook), tuple(rows))


def _agreement(outlook: Outlook) -> str:
    spoken = [r for r in outlook.analysis.crisis.scenarios.values() if r.author_says is not None]
    if not spoken:
        return f"Each scenario {outlook.names.until}, with its range"
    apart = outlook.disagreements()
    if not apart:
        return "The forecast lies within what the author's words stand for"
    if len(apart) > 2:
        return f"Forecast and author differ on {len(apart)} of {counted(len(spoken), 'scenario')}"
    titles = joined(f"“{estimate.title}”" for estimate in apart)
    return f"Forecast and author differ on {titles}"


def waiting(outlook: Outlook) -> Table:
    """Return when each scenario that can only come about, not cease, would do so."""
    columns = (
        Column("Scenario"),
        Column("1 in 10 by", "months"),
        Column("Even chance by", "months"),
        Column("9 in 10 by", "months"),
        Column("Not by the end", "probability"),
        Column("If it comes about"),
    )
    rows = []
    for estimate in outlook.estimates.values():
        passage = outlook.analysis.forecast.first_passage(estimate.scenario)
        if passage is not None and passage.where_it_does is not None:
            moments = (passage.early, passage.median, passage.late)
            typical = _typical(passage.where_it_does)
            rows.append(Row((estimate.title, *moments, passage.never, typical)))
    note = (
        f"From the start of the forecast; – means not within {months_of(outlook)}. If it comes about:"
        " half of the ways have led there by then, and in brackets the middle 80% of them."
    )
    return Table(columns, tuple(rows), caption="When it would come about", note=note)


def _typical(when: "Moments") -> str:
    around = months_beside(when.median, when.early, when.late)
    return f"{months(when.median)} ({around})"


def months_of(outlook: Outlook) -> str:
    """Return the horizon in words."""
    return months(outlook.analysis.crisis.horizon.centre)
