"""A dot with its band for each row, and beside it what the author's word stands for."""

from dataclasses import dataclass

from markupsafe import Markup

from standoff.report.blocks import Cell, Column, ColumnKind, Interval, Row, Table
from standoff.report.charts import svg
from standoff.report.charts.axes import Axis, probability_ticks, tick_text, ticks
from standoff.report.charts.labels import LINE, SIZE, text_width, wrap
from standoff.report.figures import RangeChart, RangeRow
from standoff.report.words import band, band_beside, joined, months, number, percent

_ROW_GAP = 12.0
_VALUE = 168.0
_STEP = LINE * SIZE


@dataclass(frozen=True)
class _Laid:
    """A row whose texts are broken into lines, with the height that they need."""

    row: RangeRow
    label: list[str]
    words: list[str]
    height: float


def draw(chart: RangeChart, width: float) -> svg.Drawing:
    """Draw the rows, their labels to the left where there is room, else above."""
    wide = width >= 560
    label_width = 216.0 if wide else width - 4
    start = label_width + 14 if wide else 8.0
    stop = width - _VALUE if wide else width - 96
    rules = _rules(chart)
    x = Axis(0, rules[-1], start, stop)
    if not wide and len(rules) % 2:
        rules = rules[:: (len(rules) - 1) // 2]
    rows: list[Markup] = []
    top = 24.0
    for row in chart.rows:
        laid = _laid(row, label_width, width - stop - 22, wide)
        rows.append(_row(chart, laid, x, top, wide))
        top += laid.height + _ROW_GAP
    bottom = top - _ROW_GAP / 2
    body = [_grid(chart, rules, x, bottom), *rows]
    return svg.Drawing(width, bottom + 4, Markup("").join(body))


def _laid(row: RangeRow, label_width: float, words_width: float, wide: bool) -> _Laid:
    label = wrap(row.label, label_width, lines=3 if wide else 2, bold=True)
    words = wrap(row.words, words_width, lines=2) if row.words else []
    beside = max(34.0 if row.said else 18.0, (1 + len(words)) * _STEP + 3)
    height = max(beside, len(label) * _STEP) if wide else len(label) * _STEP + 6 + beside
    return _Laid(row, label, words, height)


def _rules(chart: RangeChart) -> list[float]:
    if chart.limit is not None:
        return probability_ticks(1.0) if chart.limit == 1 else ticks(chart.limit, 4)
    if chart.scale == "probability":
        return probability_ticks(1.0)
    reach = max((max(row.value, row.high or 0.0) for row in chart.rows), default=1.0)
    return ticks(reach or 1.0, 4)


def axis_end(chart: RangeChart) -> float:
    """Return the value at which the axis ends."""
    return _rules(chart)[-1]


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


def _row(chart: RangeChart, laid: _Laid, x: Axis, top: float, wide: bool) -> Markup:
    row, text_height = laid.row, len(laid.label) * _STEP
    if wide:
        middle = top + laid.height / 2
        parts = [svg.lines(0, middle, laid.label, bold=True)]
    else:
        middle = top + text_height + 6 + (laid.height - text_height - 6) / 2
        parts = [svg.lines(0, top + text_height / 2, laid.label, bold=True, css="halo")]
    parts.append(_dot(row, x, middle - 8 if row.said else middle))
    if row.said:
        parts.append(_said(chart, row, x, middle + 9))
    value = value_words(chart, row.value)
    left = x.stop + (22 if wide else 14)
    first = middle - len(laid.words) * (_STEP + 1) / 2
    parts.append(svg.text(left, first, value, size=14, tone=row.tone, bold=True))
    within = within_words(chart, row)
    if within and wide:
        beside = left + max(46.0, text_width(value, 14, bold=True) + 8)
        parts.append(svg.text(beside, first, within, tone="muted"))
    if laid.words:
        below = first + 1 + (1 + len(laid.words)) * _STEP / 2
        parts.append(svg.lines(left, below, laid.words))
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


def value_words(chart: RangeChart, value: float) -> str:
    """Return a value in the chart's unit."""
    if chart.scale == "probability":
        return percent(value)
    return months(value) if chart.scale == "months" else number(value)


def within_words(chart: RangeChart, row: RangeRow) -> str:
    """Return a row's band in brackets, or nothing."""
    if row.low is None or row.high is None:
        return ""
    if chart.scale == "probability":
        within = band_beside(row.value, row.low, row.high)
        return f"({within})" if within else ""
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
    words = f"{row.label} {value_words(chart, row.value)}"
    within = within_words(chart, row)
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
