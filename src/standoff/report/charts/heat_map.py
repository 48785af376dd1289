"""A probability over two inputs as a grid of shaded cells, each with the mark of who leads there."""

from collections import Counter
from string import ascii_uppercase

from markupsafe import Markup

from standoff.report.blocks import Column, Row, Table
from standoff.report.charts import svg
from standoff.report.charts.labels import LINE, SIZE, text_width, wrap
from standoff.report.figures import HeatMap
from standoff.report.words import counted, joined, percent

_TALL = 46.0
"""Height of a cell, px."""

_FAINTEST, _DARKEST = 0.06, 0.42
"""Opacity of a cell at probability 0 and 1; dark text stays legible on both."""


def mark(chart: HeatMap, leader: int) -> str:
    """Return the letter that stands for a leading scenario; none where one leads everywhere."""
    return ascii_uppercase[leader % 26] if len(chart.leaders) > 1 else ""


def draw(chart: HeatMap, width: float) -> svg.Drawing:
    """Draw the grid with its settings at the left and below, and the leaders' names at the end."""
    wide = width >= 560
    start = max((text_width(row) for row in chart.rows), default=0.0) + 10
    start = min(start, 110.0 if wide else 64.0)
    across = (width - start - 2) / max(1, len(chart.columns))
    parts: list[Markup] = []
    top = 4.0
    down = wrap(f"↑ {chart.down}", width - 4, lines=2, bold=True)
    parts.append(svg.lines(0, top + len(down) * LINE * SIZE / 2, down, bold=True))
    top += len(down) * LINE * SIZE + 6
    for i, setting in enumerate(chart.rows):
        middle = top + (i + 0.5) * _TALL
        parts.append(svg.lines(start - 6, middle, wrap(setting, start - 8), anchor="end"))
        parts.extend(
            _cell(chart, i, j, start + j * across, top + i * _TALL, across)
            for j in range(len(chart.columns))
        )
    bottom = top + len(chart.rows) * _TALL
    below = [wrap(setting, across - 4) for setting in chart.columns]
    for j, words in enumerate(below):
        depth = len(words) * LINE * SIZE
        parts.append(
            svg.lines(start + (j + 0.5) * across, bottom + 5 + depth / 2, words, anchor="middle")
        )
    bottom += max((len(words) for words in below), default=1) * LINE * SIZE + 12
    along = wrap(f"→ {chart.across}", width - 4, lines=2, bold=True)
    parts.append(svg.lines(0, bottom + len(along) * LINE * SIZE / 2, along, bold=True))
    bottom += len(along) * LINE * SIZE + 8
    for text in _legend(chart):
        said = wrap(text, width - 4, lines=2)
        parts.append(svg.lines(0, bottom + len(said) * LINE * SIZE / 2, said, tone="muted"))
        bottom += len(said) * LINE * SIZE + 4
    return svg.Drawing(width, bottom + 4, Markup("").join(parts))


def _cell(chart: HeatMap, i: int, j: int, x: float, y: float, across: float) -> Markup:
    value, leader = chart.values[i][j], chart.leading[i][j]
    tone = chart.leaders[leader].tone
    opacity = _FAINTEST + (_DARKEST - _FAINTEST) * min(max(value, 0.0), 1.0)
    here = chart.centre == (i, j)
    outline = svg.rectangle(
        x + 1,
        y + 1,
        across - 2,
        _TALL - 2,
        fill=tone,
        opacity=opacity,
        stroke="ink" if here else None,
        stroke_width=2 if here else None,
    )
    letter = mark(chart, leader)
    middle = x + across / 2
    if not letter:
        return outline + svg.text(middle, y + _TALL / 2, percent(value), anchor="middle")
    return (
        outline
        + svg.text(middle, y + 15, letter, anchor="middle", bold=True)
        + svg.text(middle, y + 31, percent(value), anchor="middle")
    )


def _legend(chart: HeatMap) -> list[str]:
    said = [f"Per cent: {chart.of}." + (" Outlined: as it is." if chart.centre else "")]
    if len(chart.leaders) > 1:
        said += [
            f"{mark(chart, k)}: “{leader.label}” leads" for k, leader in enumerate(chart.leaders)
        ]
    return said


def describe(chart: HeatMap) -> str:
    """Say over which range the probability varies, and who leads in how many cells."""
    flat = [value for row in chart.values for value in row]
    said = (
        f"{chart.of} is between {percent(min(flat))} and {percent(max(flat))} over"
        f" {counted(len(flat), 'setting')} of two inputs: {chart.across}; and {chart.down}"
    )
    if chart.centre is not None:
        i, j = chart.centre
        said += f". As it is: {percent(chart.values[i][j])}"
    count = Counter(place for row in chart.leading for place in row)
    led = [f"“{chart.leaders[k].label}” in {n}" for k, n in count.most_common()]
    return f"{said}. Leading: {joined(led)}."


def data(chart: HeatMap) -> Table:
    """Return the probabilities with the marks of the leaders."""
    columns = (Column(f"{chart.down} ↓ / {chart.across} →"), *map(Column, chart.columns))
    rows = tuple(
        Row(
            (
                setting,
                *(
                    f"{percent(value)} {mark(chart, leader)}".strip()
                    for value, leader in zip(values, leaders, strict=True)
                ),
            )
        )
        for setting, values, leaders in zip(chart.rows, chart.values, chart.leading, strict=True)
    )
    return Table(columns, rows, caption=chart.title, note=" ".join(_legend(chart)))
