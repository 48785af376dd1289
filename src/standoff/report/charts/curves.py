"""Curves with bands, and the time axis under them."""

from markupsafe import Markup

from standoff.report.charts import svg
from standoff.report.charts.axes import Axis, tick_text, time_ticks
from standoff.report.charts.labels import SIZE, text_width
from standoff.report.figures import LineChart, Point, Series
from standoff.report.palette import Tone

DASHES = (None, "7 3", "2 3", "9 3 2 3", "4 2", "1 3")
"""The second mark, beside colour, that tells curves apart; in the order of the series."""


def extent(chart: LineChart) -> tuple[float, float]:
    """Return the first and the last month of the chart; they always differ."""
    found = [point.months for series in chart.series for point in series.points]
    found.extend(event.months for event in chart.events)
    low, high = min(found, default=0.0), max(found, default=1.0)
    if not chart.stepped:
        low = min(low, 0.0)
    if high <= low:
        return low, low + 1.0
    return low, high + 0.06 * (high - low) if chart.stepped else high


def highest(chart: LineChart, *, bands: bool) -> float:
    """Return the highest value to be drawn: of all bands, or of that of the leading curve only."""
    return max(
        (
            point.high if point.high is not None and (bands or series.leading) else point.value
            for series in chart.series
            for point in (*series.points, *series.before)
        ),
        default=1.0,
    )


def curve(series: Series, x: Axis, y: Axis, *, stepped: bool) -> list[tuple[float, float]]:
    """Return the corners of a curve, px."""
    return corners_of(series.points, x, y, stepped=stepped)


def corners_of(
    points: tuple[Point, ...], x: Axis, y: Axis, *, stepped: bool
) -> list[tuple[float, float]]:
    """Return the corners of a line through points, px."""
    return _corners([(p.months, p.value) for p in points], x, y, stepped)


def band_area(series: Series, x: Axis, y: Axis, *, stepped: bool) -> list[tuple[float, float]]:
    """Return the corners of a curve's band, px; empty if its band is not known throughout."""
    points = series.points
    upper = [(p.months, p.high) for p in points if p.high is not None]
    lower = [(p.months, p.low) for p in points if p.low is not None]
    if len(upper) != len(points) or len(lower) != len(points):
        return []
    return [*_corners(upper, x, y, stepped), *reversed(_corners(lower, x, y, stepped))]


def _corners(
    values: list[tuple[float, float]], x: Axis, y: Axis, stepped: bool
) -> list[tuple[float, float]]:
    corners: list[tuple[float, float]] = []
    for months, value in values:
        if stepped and corners:
            corners.append((x(months), corners[-1][1]))
        corners.append((x(months), y(value)))
    if stepped and corners:
        corners.append((x.stop, corners[-1][1]))
    return corners


def drawn_band(corners: list[tuple[float, float]], tone: Tone, css: str = "band") -> Markup:
    """Return a band as a pale area."""
    return svg.path(svg.through(corners) + "Z", fill=tone, opacity=0.16, css=css)


def grid(x: Axis, y: Axis, values: list[float], *, size: float = SIZE) -> Markup:
    """Return the horizontal rules with their percentages to the left."""
    parts = []
    for value in values:
        at = y(value)
        parts.append(svg.line(x.start, at, x.stop, at, tone="muted" if value == 0 else "rule"))
        shown = tick_text(value, "probability")
        parts.append(svg.text(x.start - 7, at, shown, size=size, anchor="end", tone="muted"))
    return Markup("").join(parts)


def time_axis(chart: LineChart, x: Axis, bottom: float, *, elapsed: bool = True) -> Markup:
    """Return the dates under the plot, and above each the months that have passed.

    A date that would touch the one before it is left out; its tick stays. What leads up to month 0 has
    no dates of its own.
    """
    parts = []
    low = 0.0 if chart.known else x.low
    found = time_ticks(chart.origin, low, x.high, x.stop - x(low))
    reached = -1e9
    for place, tick in enumerate(found):
        at = x(tick.months)
        parts.append(svg.line(at, bottom, at, bottom + 5, tone="muted"))
        wanted = elapsed or chart.origin is None
        shown = tick.elapsed if wanted and not chart.stepped else ""
        if shown and place == len(found) - 1 and shown != "now":
            shown = "1 month" if shown == "1" else f"{shown} months"
        needed = max(text_width(shown), text_width(tick.date))
        left, anchor = _anchored(at, needed, x)
        if left < reached + 8:
            continue
        reached = left + needed
        if shown:
            parts.append(svg.text(at, bottom + 15, shown, anchor=anchor, tone="muted"))
        drop = 31 if shown else 15
        parts.append(svg.text(at, bottom + drop, tick.date, anchor=anchor, tone="muted"))
    return Markup("").join(parts)


def _anchored(at: float, needed: float, x: Axis) -> tuple[float, str]:
    """Return where a text at a tick begins, and its anchor, so that it keeps to its plot."""
    if at - needed / 2 < x.start - 20:
        return at, "start"
    if at + needed / 2 > x.stop + 16:
        return at - needed, "end"
    return at - needed / 2, "middle"


def value_at(series: Series, months: float, *, stepped: bool = False) -> Point | None:
    """Return the curve's value at a time, between its points by a straight line; None outside."""
    points = series.points
    if not points or months < points[0].months - 1e-9:
        return None
    before = points[0]
    for point in points:
        if point.months > months + 1e-9:
            return before if stepped else _between(before, point, months)
        before = point
    return before if stepped or months <= before.months + 1e-9 else None


def _between(first: Point, second: Point, months: float) -> Point:
    share = (months - first.months) / (second.months - first.months)

    def mix(a: float | None, b: float | None) -> float | None:
        return None if a is None or b is None else a + share * (b - a)

    value = first.value + share * (second.value - first.value)
    return Point(months, value, mix(first.low, second.low), mix(first.high, second.high))
