"""A report as one self-contained HTML page.

The page loads nothing, runs no script, and says so in its own content security policy: the only
style allowed is the one it carries, by hash. Charts are in it twice, for a wide page and for a
telephone, and the style sheet shows one of them.
"""

import base64
import hashlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from standoff.report import cells, words
from standoff.report.appearance import style
from standoff.report.blocks import Cell, Column, KeyFigure, Report, Section, Table
from standoff.report.charts import NARROW, WIDE, data_table, description, drawing, gauge
from standoff.report.figures import Chart, Matrix
from standoff.report.palette import heat_step
from standoff.report.prose import Prose, Span, prose

_SHORT_CODE = 24
"""Characters of code that a table never breaks."""

_LONG_TEXT = 48
"""Characters of text from which on a cell asks for a wide column."""

_TAGS = {"strong": "strong", "emphasis": "em", "code": "code"}


def render(report: Report) -> str:
    """Return the report as an HTML document."""
    return _document("report.html.j2", report)


def excerpt(report: Report) -> str:
    """Return the sections as an HTML document without masthead and contents, to be framed."""
    return _document("excerpt.html.j2", report)


def _document(template: str, report: Report) -> str:
    css = style()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    made = _environment().get_template(template)
    return made.render(report=report, page=_Page(), css=Markup(css), style_hash=digest)


def fragment(report: Report) -> str:
    """Return the report's sections alone, for a page that brings its own frame and style."""
    template = _environment().get_template("sections.html.j2")
    return template.render(report=report, page=_Page())


def section(part: Section, number: str = "") -> str:
    """Return one section, for a page that is put together piece by piece.

    Parameters
    ----------
    part
        The section.
    number
        Stands before the number of each figure, so that figures of several sections differ.
    """
    template = _environment().get_template("section.html.j2")
    return template.render(part=part, page=_Page(number))


class _Page:
    """What is counted while a page is made: its figures."""

    def __init__(self, before: str = "") -> None:
        self.before = before
        self.figures = 0

    def next_figure(self) -> str:
        """Return the number of the figure that begins here."""
        self.figures += 1
        return f"{self.before}{self.figures}"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("standoff.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.filters.update(
        prose=prose_html,
        percent=words.percent,
        beside=_beside,
        kind=lambda block: type(block).__name__,
        described=description,
        data_table=data_table,
        gauge=_gauge,
    )
    made.tests["chart"] = lambda block: isinstance(block, Chart)
    made.tests["matrix"] = lambda block: isinstance(block, Matrix)
    made.globals.update(
        cell=_cell, drawing=_drawing, alignment=cells.alignment, shade=cells.largest_shade
    )
    return made


def prose_html(text: Prose | str) -> Markup:
    """Return prose as HTML, every text escaped."""
    return Markup("").join(_span(span) for span in prose(text))


def _span(span: Span) -> Markup:
    tone = Markup(' class="t-{}"').format(span.tone) if span.tone else Markup("")
    if span.kind == "link":
        return Markup('<a href="#{}"{}>{}</a>').format(span.target, tone, span.text)
    tag = _TAGS.get(span.kind, "span" if span.tone else "")
    if not tag:
        return escape(span.text)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), tone, span.text)


def _beside(figure: KeyFigure) -> str:
    return words.band_beside(figure.probability, figure.low, figure.high)


def _gauge(figure: KeyFigure) -> Markup:
    return gauge.draw(figure)


def _drawing(chart: Chart, number: str) -> Markup:
    wide = drawing(chart, WIDE, f"fig-{number}w", "wide")
    narrow = drawing(chart, NARROW, f"fig-{number}n", "narrow")
    return Markup("{}\n{}").format(wide, narrow)


def _cell(cell: Cell, column: Column, place: int, table: Table, largest: float) -> Markup:
    """Return one cell as a `th` (the first of a row) or a `td`."""
    names = [align] if (align := cells.alignment(column.kind)) else []
    if column.kind == "code" and isinstance(cell, str) and len(cell) <= _SHORT_CODE:
        names.append("d")
    if isinstance(cell, tuple) and place == 0:
        names.append("p")
    if len(cells.value_text(cell, column.kind)) > _LONG_TEXT:
        names.append("w")
    step = heat_step(cells.shade_share(cell, column.kind, largest))
    if step:
        names.append(f"heat-{step}")
    css = Markup(' class="{}"').format(" ".join(names)) if names else Markup("")
    if isinstance(cell, tuple) and cell:
        inside = prose_html(cell)
    elif column.kind == "code":
        inside = Markup("<code>{}</code>").format(cells.value_text(cell, column.kind))
    else:
        inside = escape(cells.value_text(cell, column.kind))
    within = cells.band_text(cell, column.kind)
    if within:
        inside += Markup(' <span class="within">{}</span>').format(within)
    if place == 0:
        return Markup('<th scope="row"{}>{}</th>').format(css, inside)
    return Markup("<td{}>{}</td>").format(css, inside)
