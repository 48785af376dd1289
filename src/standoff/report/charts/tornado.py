"""How far each uncertain input moves one probability, widest swing first."""

from markupsafe import Markup

from standoff.report.blocks import Column, Row, Table
from standoff.report.charts import svg
from standoff.report.charts.axes import Axis
from standoff.report.charts.labels import LINE, SIZE, clipped, text_width, wrap
from standoff.report.figures import Swing, Tornado
from standoff.report.palette import UP
from standoff.report.words import joined, percent

_BAR = 16.0
_GAP = 12.0


def ranked(chart: Tornado) -> list[Swing]:
    """Return the swings, widest first; equal ones keep their order."""
    return sorted(chart.swings, key=lambda s: -abs(s.at_high - s.at_low))


def draw(chart: Tornado, width: float) -> svg.Drawing:
    """Draw a bar for each input, its settings named at the bar's ends."""
    wide = width >= 560
    label_width = 210.0 if wide else width - 4
    room = 132.0 if wide else 92.0
    start = (label_width + 14 if wide else 0) + room
    x = Axis(*_reach(chart), start, width - room)
    parts: list[Markup] = []
    top = 26.0
    for swing in ranked(chart):
        label = wrap(swing.label, label_width, lines=3 if wide else 2, bold=True)
        text_height = len(label) * LINE * SIZE
        height = max(text_height, _BAR * 2) if wide else text_height + 4 + _BAR * 2
        middle = top + height / 2 if wide else top + text_height + 4 + _BAR
        centre = top + height / 2 if wide else top + text_height / 2
        drawn = (
            svg.lines(0, centre, label, bold=True),
            _bar(swing, chart.baseline, x, middle, room),
        )
        parts.append(svg.group(*drawn, css="swing", data_key=swing.key or None))
        top += height + _GAP
    base = x(chart.baseline)
    words = f"forecast {percent(chart.baseline)}"
    half = text_width(words) / 2
    at = min(max(base, half), width - half)
    parts.append(svg.text(at, 8, words, anchor="middle", tone="muted"))
    return svg.Drawing(width, top, Markup("").join(parts))


def _reach(chart: Tornado) -> tuple[float, float]:
    ends = [chart.baseline]
    for swing in chart.swings:
        ends.extend((swing.at_low, swing.at_high))
    low, high = min(ends), max(ends)
    return (low, high) if high > low else (low - 0.01, high + 0.01)


def _bar(swing: Swing, baseline: float, x: Axis, y: float, room: float) -> Markup:
    base, low, high = x(baseline), x(swing.at_low), x(swing.at_high)
    top = y - _BAR / 2
    parts = [
        svg.rectangle(
            min(base, low),
            top,
            abs(low - base),
            _BAR,
            fill=UP,
            opacity=0.22,
            stroke=UP,
            stroke_width=1,
        ),
        svg.rectangle(
            min(base, high), top, abs(high - base), _BAR, fill=UP, stroke=UP, stroke_width=1
        ),
    ]
    parts.append(svg.line(base, y - _BAR, base, y + _BAR, tone="ink", width=1.2))
    ends = sorted(
        [
            (swing.at_low, swing.low_setting),
            (swing.at_high, swing.high_setting),
        ],
        key=lambda end: end[0],
    )
    left = min(x(ends[0][0]), base) - 6
    right = max(x(ends[1][0]), base) + 6
    for (value, setting), at, anchor in ((ends[0], left, "end"), (ends[1], right, "start")):
        words = clipped(setting, room - 8)
        parts.append(svg.text(at, y - 8, percent(value), anchor=anchor, bold=True))
        parts.append(svg.text(at, y + 8, words, anchor=anchor, tone="muted"))
    return Markup("").join(parts)


def describe(chart: Tornado) -> str:
    """Say the forecast and how far each of the five widest swings carries it."""
    swings = ranked(chart)
    if not swings:
        return "No input moves it."
    said = joined(
        f"{s.label} from {percent(s.at_low)} ({s.low_setting}) to {percent(s.at_high)} "
        f"({s.high_setting})"
        for s in swings[:5]
    )
    return f"{chart.of} is forecast at {percent(chart.baseline)}. What moves it most: {said}."


def data(chart: Tornado) -> Table:
    """Return the inputs with their settings and what each gives."""
    columns = (
        Column("Input"),
        Column("Low setting"),
        Column("gives", "probability"),
        Column("High setting"),
        Column("gives", "probability"),
    )
    rows = tuple(
        Row((s.label, s.low_setting, s.at_low, s.high_setting, s.at_high)) for s in ranked(chart)
    )
    return Table(columns, rows, caption=chart.title)
