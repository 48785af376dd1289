"""Dated signals in order, each with how far it pushed the answer up or down."""

import math

from markupsafe import Markup

from standoff.report.blocks import Cell, Column, Row, Table
from standoff.report.charts import svg
from standoff.report.charts.axes import Axis
from standoff.report.charts.labels import LINE, SIZE, clipped, wrap
from standoff.report.figures import Entry, Timeline
from standoff.report.palette import DOWN, UP, Tone
from standoff.report.words import counted, day, factor, joined, percent, points, short_day

_STEP = LINE * SIZE
_PAD = 12.0


def draw(chart: Timeline, width: float) -> svg.Drawing:
    """Draw a row for each signal: date, speaker, what was said, and the push as a bar."""
    wide = width >= 560
    text_left = 92.0 if wide else 16.0
    text_width_ = 330.0 if wide else width - text_left
    bars = (text_left + text_width_ + 24, width - 52) if wide else (60.0, width - 100)
    x = _axis(chart, *bars)
    parts: list[Markup] = []
    top = 40.0
    first = last = top
    for entry in chart.entries:
        rows = _texts(entry, text_width_, wide)
        height = len(rows) * _STEP + (0 if wide else 20)
        parts.append(_entry(chart, entry, rows, text_left, top, height, x, width, wide))
        first, last = min(first, top + _STEP / 2), top + _STEP / 2
        top += height + _PAD
    spine = 84.0 if wide else 6.0
    frame = [
        svg.line(spine, min(first, 46), spine, last, tone="rule", width=1.5),
        _head(chart, x, width, wide),
    ]
    return svg.Drawing(width, top, Markup("").join([*frame, *parts]))


def _axis(chart: Timeline, start: float, stop: float) -> Axis:
    """Return the axis of pushes; each side has at least a third of it, for its heading."""
    pushes = [entry.push for entry in chart.entries if entry.push is not None]
    pushes.extend(chart.reach or ())
    up, down = max([*pushes, 0.0]), -min([*pushes, 0.0])
    if up == down == 0:
        up = down = 1.0
    up, down = max(up, down / 2), max(down, up / 2)
    room = 34.0
    return Axis(-down, up, start + room, stop - room)


def _head(chart: Timeline, x: Axis, width: float, wide: bool) -> Markup:
    zero = x(0)
    parts = [
        svg.text(zero - 8, 24, "← lowers", anchor="end", tone=DOWN),
        svg.text(zero + 8, 24, "raises →", tone=UP),
    ]
    if chart.of:
        half = min(zero, width - zero) - 2
        name = clipped(chart.of, 2 * half, bold=True)
        parts.append(svg.text(zero, 8, name, anchor="middle", bold=True))
    if wide and any(entry.after is not None for entry in chart.entries):
        parts.append(svg.text(width, 24, "after", anchor="end", tone="muted"))
    return Markup("").join(parts)


def _texts(entry: Entry, width: float, wide: bool) -> list[tuple[str, str]]:
    head = entry.speaker if wide else f"{short_day(entry.date)}  {entry.speaker}"
    rows = [("head", clipped(head, width - 4, bold=True))]
    rows.extend(("text", line) for line in wrap(entry.text, width, lines=4))
    if entry.aside:
        rows.append(("aside", clipped(entry.aside, width)))
    return rows


def _entry(
    chart: Timeline,
    entry: Entry,
    rows: list[tuple[str, str]],
    left: float,
    top: float,
    height: float,
    x: Axis,
    width: float,
    wide: bool,
) -> Markup:
    first = top + _STEP / 2
    parts = [svg.circle(84.0 if wide else 6.0, first, 4.5, fill=entry.tone)]
    if wide:
        parts.append(svg.text(74, first, short_day(entry.date), anchor="end", tone="muted"))
    looks: dict[str, tuple[svg.Colour, bool]] = {
        "head": (entry.tone, True),
        "text": ("ink", False),
        "aside": ("muted", False),
    }
    for place, (kind, words) in enumerate(rows):
        tone, bold = looks[kind]
        parts.append(svg.text(left, first + place * _STEP, words, tone=tone, bold=bold))
    middle = top + height / 2 if wide else top + height - 8
    parts.append(_push(chart, entry, x, middle))
    if entry.after is not None:
        parts.append(svg.text(width, middle, percent(entry.after), anchor="end", bold=True))
    return svg.group(*parts, css="entry", data_key=entry.key or None)


def _push(chart: Timeline, entry: Entry, x: Axis, y: float) -> Markup:
    zero = x(0)
    parts = [svg.line(zero, y - 11, zero, y + 11, tone="muted")]
    if entry.push is None:
        parts.append(svg.text(zero + 8, y, "—", tone="muted"))
        return Markup("").join(parts)
    end = x(entry.push)
    tone: Tone = "muted" if not _moved(entry) else UP if entry.push > 0 else DOWN
    parts.append(svg.rectangle(min(zero, end), y - 6, abs(end - zero), 12, fill=tone))
    words = push_words(chart, entry, short=True)
    to_right = entry.push >= 0
    at = end + 6 if to_right else end - 6
    parts.append(svg.text(at, y, words, anchor="start" if to_right else "end", tone=tone))
    return Markup("").join(parts)


def push_words(chart: Timeline, entry: Entry, *, short: bool = False) -> str:
    """Return a push in the timeline's unit: points of probability, or a factor on the odds."""
    if entry.push is None:
        return "not computed"
    if chart.unit == "points":
        return points(entry.push, short=short)
    return factor(math.exp(entry.push)) + ("" if short else " on the odds")


def _moved(entry: Entry) -> bool:
    return entry.push is not None and abs(entry.push) >= 0.0005


def describe(chart: Timeline) -> str:
    """Say how many signals there are, which moved the answer most, and how many not at all."""
    if not chart.entries:
        return "No signals."
    first, last = chart.entries[0].date, chart.entries[-1].date
    said = f"{counted(len(chart.entries), 'signal')} from {day(first)} to {day(last)}."
    computed = [entry for entry in chart.entries if entry.push is not None]
    strongest = sorted((e for e in computed if _moved(e)), key=lambda e: -abs(e.push or 0.0))[:3]
    if strongest:
        pushes = joined(f"{e.speaker} on {day(e.date)} ({push_words(chart, e)})" for e in strongest)
        said += f" What moved {chart.of or 'the answer'} most: {pushes}."
    idle = sum(1 for entry in computed if not _moved(entry))
    if idle:
        said += f" {counted(idle, 'signal')} moved it not at all."
    return said


def data(chart: Timeline) -> Table:
    """Return the signals as a table."""
    columns = [
        Column("Date", "date"),
        Column("Speaker"),
        Column("Signal"),
        Column("Source"),
        Column(f"Push on {chart.of}" if chart.of else "Push"),
    ]
    with_after = any(entry.after is not None for entry in chart.entries)
    if with_after:
        columns.append(Column("After", "probability"))
    rows = []
    for entry in chart.entries:
        cells: list[Cell] = [
            entry.date,
            entry.speaker,
            entry.text,
            entry.aside,
            push_words(chart, entry),
        ]
        if with_after:
            cells.append(entry.after)
        rows.append(Row(tuple(cells)))
    return Table(tuple(columns), tuple(rows), caption=chart.title)
