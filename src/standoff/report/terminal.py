"""A report in a terminal: the same blocks as tables, bars and text made for reading.

Everything is built of styled text and nothing of console markup, so brackets in a crisis file
stay brackets. Colours are the terminal's own sixteen, never the only mark; rich drops them when
the output is not a terminal or NO_COLOR is set.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import singledispatch

from rich import box
from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from standoff.report import cells, words
from standoff.report.blocks import (
    Block,
    Bullets,
    Callout,
    Card,
    Cards,
    Cell,
    Column,
    Details,
    Facts,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Report,
    Section,
    Storyline,
    Table,
)
from standoff.report.charts import data_table, description
from standoff.report.figures import (
    ActorMap,
    HeatMap,
    LineChart,
    Matrix,
    RangeChart,
    StateMap,
    Timeline,
    Tornado,
)
from standoff.report.palette import Tone
from standoff.report.prose import Prose, prose
from standoff.report.terminal_charts import Curves, Ranges, Swings
from standoff.report.terminal_table import Fitted, Head, Line
from standoff.report.words import printable

STYLES: dict[Tone, str] = {
    "blue": "bright_blue",
    "vermillion": "bright_red",
    "green": "green",
    "purple": "magenta",
    "brown": "yellow",
    "navy": "cyan",
    "slate": "default",
    "maroon": "red",
    "ink": "default",
    "muted": "dim",
}
LONGEST_HEAD = 12
"""Characters of a heading that a matrix shows over its column."""

_SPANS = {"strong": "bold", "emphasis": "italic", "code": "cyan"}
_CALLOUTS = {"note": "blue", "warning": "yellow", "limits": "dim"}


def show(*parts: Section | Report, console: Console | None = None) -> None:
    """Print reports or single sections, by default on standard output."""
    console = console or Console()
    for part in parts:
        console.print(rendered(part) if isinstance(part, Report) else section(part))


def rendered(report: Report) -> RenderableType:
    """Return the report as something that rich can print."""
    parts: list[RenderableType] = [Text(printable(report.title), style="bold")]
    if report.subtitle:
        parts.append(Text(printable(report.subtitle), style="dim"))
    if report.meta:
        facts = "  ".join(f"{printable(term)}: {printable(fact)}" for term, fact in report.meta)
        parts.append(Text(facts, style="dim"))
    ordered = sorted(report.sections, key=lambda section: section.role != "headline")
    parts.extend(section(part) for part in ordered)
    return Group(*parts)


def section(part: Section) -> RenderableType:
    """Return a section with its heading."""
    parts: list[RenderableType] = [
        Text(),
        Rule(Text(printable(part.title), style="bold"), align="left", style="dim"),
    ]
    if part.lead:
        parts.append(Padding(written(part.lead), (0, 0, 1, 0)))
    parts.extend(blocks(part.blocks))
    return Group(*parts)


def blocks(items: Iterable[Block]) -> list[RenderableType]:
    """Return blocks with a free line after each."""
    return [Padding(block(item), (0, 0, 1, 0)) for item in items]


def written(text: Prose | str) -> Text:
    """Return prose as styled text."""
    made = Text()
    for span in prose(text):
        styles = [_SPANS.get(span.kind, "")]
        if span.tone:
            styles.append(STYLES[span.tone])
        made.append(printable(span.text), style=" ".join(style for style in styles if style))
    return made


@singledispatch
def block(item: object) -> RenderableType:
    """Return a block as something that rich can print."""
    raise TypeError(f"no terminal form for {type(item).__name__}")


@block.register
def _(item: Paragraph) -> RenderableType:
    return written(item.text)


@block.register
def _(item: Bullets) -> RenderableType:
    grid = Grid.grid(padding=(0, 1, 0, 0))
    for place, text in enumerate(item.items):
        grid.add_row(f"{place + 1}." if item.ordered else "•", written(text))
    return grid


@block.register
def _(item: Facts) -> RenderableType:
    grid = Grid.grid(padding=(0, 2, 0, 0))
    for term, fact in item.rows:
        grid.add_row(Text(printable(term), style="dim"), written(fact))
    return grid


@block.register
def _(item: Table) -> RenderableType:
    heads = [
        Head(printable(column.title), cells.alignment(column.kind), column.kind == "code")
        for column in item.columns
    ]
    rows = [
        Line([_cell(*pair) for pair in zip(row.cells, item.columns, strict=True)], row.stressed)
        for row in item.rows
    ]
    parts: list[RenderableType] = []
    if item.caption:
        parts.append(Text(printable(item.caption), style="bold"))
    parts.append(Fitted(heads, rows))
    if item.note:
        parts.append(Text(printable(item.note), style="dim"))
    return Group(*parts)


def _cell(cell: Cell, column: Column) -> Text:
    if isinstance(cell, tuple) and cell:
        return written(cell)
    return Text(printable(cells.cell_text(cell, column.kind)))


@block.register
def _(item: Callout) -> RenderableType:
    inside = Group(*(written(text) for text in item.text))
    return Panel(
        inside,
        title=Text(printable(item.title), style="bold"),
        title_align="left",
        border_style=_CALLOUTS[item.kind],
        box=box.ROUNDED,
    )


@block.register
def _(item: KeyFigures) -> RenderableType:
    return Columns([_figure(figure) for figure in item.figures], padding=(1, 4), equal=True)


def _figure(figure: KeyFigure) -> RenderableType:
    top = Text(words.percent(figure.probability), style=f"bold {STYLES[figure.tone]}")
    if figure.words:
        top.append(f"  {printable(figure.words)}", style="bold")
    parts = [Text(printable(figure.label)), top]
    within = words.band_beside(figure.probability, figure.low, figure.high)
    notes = [f"range {within}" if within else "", printable(figure.note)]
    below = " · ".join(note for note in notes if note)
    if below:
        parts.append(Text(below, style="dim"))
    return Group(*parts)


@block.register
def _(item: Storyline) -> RenderableType:
    grid = Grid.grid(padding=(0, 2, 0, 0))
    for place, step in enumerate(item.steps):
        actor = Text(printable(step.actor), style=f"bold {STYLES[step.tone]}")
        grid.add_row(
            f"{place + 1}.",
            actor,
            Text(printable(step.text)),
            Text(printable(step.when), style="dim"),
        )
    parts: list[RenderableType] = [Text(printable(item.title), style="bold"), grid]
    if item.note:
        parts.append(Text(printable(item.note), style="dim"))
    return Group(*parts)


@block.register
def _(item: Cards) -> RenderableType:
    return Group(*(_card(card) for card in item.cards))


def _card(card: Card) -> RenderableType:
    inside: list[RenderableType] = []
    if card.figure:
        inside.append(Padding(_figure(card.figure), (0, 0, 1, 0)))
    inside.extend(block(item) for item in card.blocks)
    return Panel(
        Group(*inside),
        title=Text(
            printable(f"{card.kicker}: {card.title}" if card.kicker else card.title), "bold"
        ),
        title_align="left",
        border_style=STYLES[card.tone],
        box=box.ROUNDED,
    )


@block.register
def _(item: Details) -> RenderableType:
    return Group(Text(printable(item.summary), style="bold"), *blocks(item.blocks))


@block.register
def _(item: LineChart) -> RenderableType:
    return _chart(item.title, Curves(item, STYLES))


@block.register
def _(item: RangeChart) -> RenderableType:
    return _chart(item.title, Ranges(item, STYLES))


@block.register
def _(item: Tornado) -> RenderableType:
    return _chart(item.title, Swings(item))


@block.register(ActorMap)
@block.register(HeatMap)
@block.register(Matrix)
@block.register(StateMap)
@block.register(Timeline)
def _(item: ActorMap | HeatMap | Matrix | StateMap | Timeline) -> RenderableType:
    table = _numbered(data_table(item)) if isinstance(item, Matrix) else data_table(item)
    said = Text(printable(description(item)), style="dim") if isinstance(item, Timeline) else None
    return _chart(item.title, block(Table(table.columns, table.rows, note=table.note)), said)


def _numbered(table: Table) -> Table:
    """Number the columns of a matrix whose headings are long, and list the headings below."""
    first, *others = table.columns
    if max((len(column.title) for column in others), default=0) <= LONGEST_HEAD:
        return table
    heads = "; ".join(f"{k + 1} {column.title}" for k, column in enumerate(others))
    columns = (first, *(replace(column, title=str(k + 1)) for k, column in enumerate(others)))
    return Table(columns, table.rows, note=f"{heads}. {table.note}".strip())


def _chart(title: str, body: RenderableType, said: Text | None = None) -> RenderableType:
    parts: list[RenderableType] = [Text(printable(title), style="bold"), body]
    if said:
        parts.append(said)
    return Group(*parts)
