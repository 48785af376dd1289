"""A dot with its band for each row, and beside it what the author's word stands for."""

from markupsafe import Markup

from standoff.report.blocks import Cell, Column, ColumnKind, Interval, Row, Table
from standoff.report.charts import svg
from standoff.report.charts.axes import Axis, probability_ticks, tick_text, ticks
from standoff.report.charts.labels import LINE, SIZE, text_width, wrap
from standoff.report.figures import RangeChart, RangeRow
from standoff.report.words import band, joined, months, number, percent

_ROW_GAP = 12.0
_VALUE = 168.0
_STEP = LINE * SIZE


def draw(chart: RangeChart, width: float) -> svg.Drawing:
    """Draw the rows, their labels to the left where there is room, else above."""
    wide = width >= 560
    label_width = 216.0 if wide else width - 4
    start = label_width + 14 if wide else 8.0
    stop = width - _VALUE if wide else width - 96
    rules = _rules(chart)
    x = Axis(0, rules[-1], start, stop)
    if not wide:
        rules = rules[:: max(1, (len(rules) - 1) // 2)] if len(rules) % 2 else rules
    rows: list[Markup] = []
    top = 24.0
    for row in chart.rows:
        label = wrap(row.label, label_width, lines=3 if wide else 2, bold=True)
        height = _row_height(row, len(label), wide)
        rows.append(_row(chart, row, label, x, top, height, width, wide))
        top += height + _ROW_GAP
    bottom = top - _ROW_GAP / 2
    body = [_grid(chart, rules, x, bottom), *rows]
    return svg.Drawing(width, bottom + 4, Markup("").join(body))


def _rules(chart: RangeChart) -> list[float]:
    if chart.limit is not None:
        return probability_ticks(1.0) if chart.limit == 1 else ticks(chart.limit, 4)
    if chart.scale == "probability":
        return probability_ticks(1.0)
    reach = max((max(row.value, row.high or 0.0) for row in chart.rows), default=1.0)
    return ticks(reach or 1.0, 4)


def _grid(chart: RangeChart, rules: list[float], x: Axis, bottom: float) -> Markup:
    parts = []
    for value in rules:
        at = x(value)
        parts.append(svg.line(at, 18, at, bottom))
        shown = tick_text(value, chart.scale)
        if value == rules[-1] and chart.scale == "months":
            shown += " months"
        anchor = "end" if value == rules[-1] and chart.scale == "months" else "middle"
        parts.append(svg.text(at, 8, shown, anchor=anchor, tone="muted"))
    return Markup("").join(parts)


def _row_height(row: RangeRow, label_lines: int, wide: bool) -> float:
    bars = 34.0 if row.said else 18.0
    if wide:
        return max(bars, label_lines * LINE * SIZE, 34.0 if row.words else 18.0)
    return label_lines * LINE * SIZE + 6 + max(bars, 34.0 if row.words else 18.0)


def _row(
    chart: RangeChart,
    row: RangeRow,
    label: list[str],
    x: Axis,
    top: float,
    height: float,
    width: float,
    wide: bool,
) -> Markup:
    text_height = len(label) * LINE * SIZE
    if wide:
        parts = [svg.lines(0, top + height / 2, label, bold=True)]
        middle = top + height / 2
    else:
        parts = [svg.lines(0, top + text_height / 2, label, bold=True, css="halo")]
        middle = top + text_height + 6 + (height - text_height - 6) / 2
    bar = middle - 8 if row.said else middle
    parts.append(_dot(row, x, bar))
    if row.said:
        parts.append(_said(chart, row, x, middle + 9))
    value = _value(chart, row.value)
    left = x.stop + (22 if wide else 14)
    words = wrap(row.words, width - left, lines=2) if row.words else []
    first = middle - 8 if words else middle
    parts.append(svg.text(left, first, value, size=14, tone=row.tone, bold=True))
    within = _within(chart, row)
    beside = left + max(46.0, text_width(value, 14, bold=True) + 8)
    if within and wide:
        parts.append(svg.text(beside, first, within, tone="muted"))
    if row.words:
        below = middle + 9 + (len(words) - 1) * _STEP / 2
        parts.append(svg.lines(left, below, words))
    return Markup("").join(parts)


def _dot(row: RangeRow, x: Axis, y: float) -> Markup:
    parts = []
    if row.low is not None and row.high is not None:
        low, high = x(row.low), x(row.high)
        parts.append(
            svg.rectangle(low, y - 4, high - low, 8, fill=row.tone, opacity=0.28, radius=4)
        )
    parts.append(svg.circle(x(row.value), y, 5.5, fill=row.tone, stroke="page", stroke_width=1.5))
    return Markup("").join(parts)


def _said(chart: RangeChart, row: RangeRow, x: Axis, y: float) -> Markup:
    if row.said is None:
        return Markup("")
    low, high = x(row.said.low), x(row.said.high)
    bracket = [(low, y - 4), (low, y + 4), (high, y + 4), (high, y - 4)]
    parts = [svg.path(svg.through(bracket), stroke="muted", width=1.3)]
    words = f"{chart.said_by}: {row.said.words}"
    needed = text_width(words)
    if high + 6 + needed <= x.stop + 4:
        parts.append(svg.text(high + 6, y + 1, words, tone="muted", css="halo"))
    elif low - 6 - needed >= x.start - 4:
        parts.append(svg.text(low - 6, y + 1, words, anchor="end", tone="muted", css="halo"))
    return Markup("").join(parts)


def _value(chart: RangeChart, value: float) -> str:
    if chart.scale == "probability":
        return percent(value)
    return months(value) if chart.scale == "months" else number(value)


def _within(chart: RangeChart, row: RangeRow) -> str:
    if row.low is None or row.high is None:
        return ""
    if chart.scale == "probability":
        return f"({band(row.low, row.high)})"
    return f"({number(row.low)}–{number(row.high)})"


def describe(chart: RangeChart) -> str:
    """Say each row's value, band and word, and where the author's word lies apart."""
    said = joined((_row_words(chart, row) for row in chart.rows), last="and")
    apart = [row.label for row in chart.rows if row.said and not _agrees(row)]
    text = f"{said}." if said else "No rows."
    if apart:
        text += f" The forecast lies outside what {chart.said_by} said for {joined(apart)}."
    return text


def _agrees(row: RangeRow) -> bool:
    return row.said is None or row.said.low <= row.value <= row.said.high


def _row_words(chart: RangeChart, row: RangeRow) -> str:
    words = f"{row.label} {_value(chart, row.value)}"
    within = _within(chart, row)
    if within:
        words += f" {within}"
    if row.words:
        words += f", {row.words}"
    return words


def data(chart: RangeChart) -> Table:
    """Return the rows as a table."""
    kinds: dict[str, ColumnKind] = {"probability": "probability", "months": "months"}
    columns = [Column("", "text"), Column("Forecast", kinds.get(chart.scale, "number"))]
    with_words = any(row.words for row in chart.rows)
    with_said = any(row.said for row in chart.rows)
    if with_words:
        columns.append(Column("In words"))
    if with_said:
        columns.append(Column(chart.said_by[:1].upper() + chart.said_by[1:]))
    rows = []
    for row in chart.rows:
        cells: list[Cell] = [row.label, Interval(row.value, row.low, row.high)]
        if with_words:
            cells.append(row.words)
        if with_said:
            cells.append(_said_words(row))
        rows.append(Row(tuple(cells)))
    return Table(tuple(columns), tuple(rows), caption=chart.title)


def _said_words(row: RangeRow) -> str:
    return f"{row.said.words} ({band(row.said.low, row.said.high)})" if row.said else ""
