"""A report as GitHub Markdown: tables as tables, charts as their words and numbers."""

import re
from functools import singledispatch

from standoff.report import cells, words
from standoff.report.blocks import (
    Bullets,
    Callout,
    Cards,
    Column,
    Details,
    Facts,
    Interval,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Report,
    Row,
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
from standoff.report.prose import Prose, Span, prose

_ALERTS = {"note": "NOTE", "warning": "WARNING", "limits": "IMPORTANT"}


def render(report: Report) -> str:
    """Return the report as Markdown."""
    parts = [f"# {escaped(report.title)}"]
    if report.subtitle:
        parts.append(f"*{escaped(report.subtitle)}*")
    if report.meta:
        facts = (f"**{escaped(term)}:** {escaped(fact)}" for term, fact in report.meta)
        parts.append(" · ".join(facts))
    ordered = sorted(report.sections, key=lambda section: section.role != "headline")
    for section in ordered:
        parts.extend(_section(section))
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(section: Section) -> list[str]:
    parts = [f'<a id="{section.id}"></a>\n\n## {escaped(section.title)}']
    if section.lead:
        parts.append(written(section.lead))
    parts.extend(block(item) for item in section.blocks)
    return parts


def escaped(text: str) -> str:
    """Return text in which no character means anything to Markdown or HTML."""
    flat = " ".join(words.printable(text).split())
    safe = re.sub(r"([\\`*_\[\]|~$])", r"\\\1", flat)
    safe = safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    safe = re.sub(r"^(#{1,6}|[-+])(?=\s|$)", r"\\\1", safe)
    safe = re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", safe)
    return re.sub(r"(https?|www)([:.])", r"\1<!-- -->\2", safe)


def written(text: Prose | str) -> str:
    """Return prose as Markdown."""
    return "".join(_span(span) for span in prose(text))


def _span(span: Span) -> str:
    if span.kind == "code":
        return _code(span.text)
    core = span.text.strip()
    if not core:
        return span.text
    before = span.text[: len(span.text) - len(span.text.lstrip())]
    after = span.text[len(span.text.rstrip()) :]
    safe = escaped(core)
    if span.kind == "strong":
        safe = f"**{safe}**"
    elif span.kind == "emphasis":
        safe = f"*{safe}*"
    elif span.kind == "link":
        safe = f"[{safe}](#{span.target})"
    return f"{before}{safe}{after}"


def _code(text: str) -> str:
    flat = " ".join(words.printable(text).split())
    ticks = "`" * (1 + max((len(run) for run in re.findall(r"`+", flat)), default=0))
    pad = " " if "`" in flat else ""
    return f"{ticks}{pad}{flat}{pad}{ticks}"


@singledispatch
def block(item: object) -> str:
    """Return a block as Markdown."""
    raise TypeError(f"no Markdown for {type(item).__name__}")


@block.register
def _(item: Paragraph) -> str:
    return written(item.text)


@block.register
def _(item: Bullets) -> str:
    marks = (f"{n + 1}." if item.ordered else "-" for n in range(len(item.items)))
    return "\n".join(
        f"{mark} {written(text)}" for mark, text in zip(marks, item.items, strict=True)
    )


@block.register
def _(item: Facts) -> str:
    return "\n".join(f"- **{escaped(term)}:** {written(fact)}" for term, fact in item.rows)


@block.register
def _(item: Table) -> str:
    parts = [f"**{escaped(item.caption)}**"] if item.caption else []
    heads = " | ".join(escaped(column.title) for column in item.columns)
    rules = " | ".join("---:" if _right(column) else "---" for column in item.columns)
    lines = [f"| {heads} |", f"| {rules} |"]
    lines.extend(_row(row, item.columns) for row in item.rows)
    parts.append("\n".join(lines))
    if item.note:
        parts.append(f"*{escaped(item.note)}*")
    return "\n\n".join(parts)


def _right(column: Column) -> bool:
    return cells.alignment(column.kind) in {"n", "h"}


def _row(row: Row, columns: tuple[Column, ...]) -> str:
    shown = []
    for cell, column in zip(row.cells, columns, strict=True):
        if isinstance(cell, tuple) and cell:
            text = written(cell)
        elif column.kind == "code" and isinstance(cell, str) and cell:
            text = _code(cell).replace("|", "\\|")
        else:
            text = escaped(cells.cell_text(cell, column.kind))
        shown.append(f"**{text}**" if row.stressed and not isinstance(cell, tuple) else text)
    return f"| {' | '.join(shown)} |"


@block.register
def _(item: Callout) -> str:
    lines = [f"> [!{_ALERTS[item.kind]}]", f"> **{escaped(item.title)}**"]
    for text in item.text:
        lines.extend((">", f"> {written(text)}"))
    return "\n".join(lines)


@block.register
def _(item: KeyFigures) -> str:
    columns = (Column("Scenario"), Column("Probability", "probability"), Column("In words"))
    rows = tuple(
        Row((_named(f), Interval(f.probability, f.low, f.high), f.words)) for f in item.figures
    )
    return block(Table(columns, rows))


def _named(figure: KeyFigure) -> str:
    return f"{figure.label} ({figure.note})" if figure.note else figure.label


@block.register
def _(item: Storyline) -> str:
    parts = [f"**{escaped(item.title)}**"]
    steps = []
    for n, step in enumerate(item.steps):
        when = f" ({escaped(step.when)})" if step.when else ""
        steps.append(f"{n + 1}. **{escaped(step.actor)}** {escaped(step.text)}{when}")
    parts.append("\n".join(steps))
    if item.note:
        parts.append(f"*{escaped(item.note)}*")
    return "\n\n".join(part for part in parts if part)


@block.register
def _(item: Cards) -> str:
    parts = []
    for card in item.cards:
        kicker = f"{escaped(card.kicker)}: " if card.kicker else ""
        parts.append(f"### {kicker}{escaped(card.title)}")
        if card.figure:
            figure = card.figure
            within = words.band_beside(figure.probability, figure.low, figure.high)
            shown = f"{words.percent(figure.probability)}" + (f" ({within})" if within else "")
            said = f", {escaped(figure.words)}" if figure.words else ""
            parts.append(f"**{escaped(shown)}**{said} ({escaped(figure.label)})")
        parts.extend(block(inner) for inner in card.blocks)
    return "\n\n".join(parts)


@block.register
def _(item: Details) -> str:
    inside = "\n\n".join(block(inner) for inner in item.blocks)
    return f"<details>\n<summary>{escaped(item.summary)}</summary>\n\n{inside}\n\n</details>"


@block.register(ActorMap)
@block.register(HeatMap)
@block.register(LineChart)
@block.register(Matrix)
@block.register(RangeChart)
@block.register(StateMap)
@block.register(Timeline)
@block.register(Tornado)
def _(
    item: ActorMap | HeatMap | LineChart | Matrix | RangeChart | StateMap | Timeline | Tornado,
) -> str:
    table = data_table(item)
    bare = Table(table.columns, table.rows, note=table.note)
    return f"**Figure: {escaped(item.title)}**\n\n{escaped(description(item))}\n\n{block(bare)}"
