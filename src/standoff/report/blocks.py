"""What a report is made of, free of any format.

An analysis becomes a `Report`: sections of blocks. Renderers turn the same blocks into an HTML
page, Markdown or a terminal, so blocks hold numbers and prose, never markup or layout. The
charts are in `standoff.report.figures`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from standoff.report.figures import Chart
from standoff.report.palette import Tone
from standoff.report.prose import Prose, Wording, prose

ColumnKind = Literal[
    "text", "number", "probability", "points", "date", "months", "mark", "heat", "shade", "code"
]
CalloutKind = Literal["note", "warning", "limits"]
SectionRole = Literal["headline", "body", "appendix"]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of prose."""

    text: Prose


@dataclass(frozen=True)
class Bullets:
    """A list of short points; numbered if their order matters."""

    items: tuple[Prose, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Facts:
    """Terms with what they are: seed, version, hash and the like."""

    rows: tuple[tuple[str, Prose], ...]


@dataclass(frozen=True)
class Interval:
    """A number with its band, in one cell of a table.

    Attributes
    ----------
    value, low, high
        In the unit of the column; the band may be unknown.
    """

    value: float
    low: float | None = None
    high: float | None = None


Cell = str | Prose | float | bool | dt.date | Interval | None


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    title
        The heading.
    kind
        What its cells hold, and so how they are written and aligned: probabilities from 0 to 1,
        `points` a change of probability, `months` a duration, `mark` a yes or no, `heat` a
        probability that is also shaded, `shade` a number shaded by its share of the largest.
    """

    title: str
    kind: ColumnKind = "text"


@dataclass(frozen=True)
class Row:
    """A row of a table; `stressed` for the one that the text speaks of."""

    cells: tuple[Cell, ...]
    stressed: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose first column names its rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse rows that do not fit the columns."""
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"{len(row.cells)} cells for {len(self.columns)} columns")


@dataclass(frozen=True)
class Callout:
    """A boxed remark: a note, a warning, or the limits of what is said."""

    kind: CalloutKind
    title: str
    text: tuple[Prose, ...]


@dataclass(frozen=True)
class KeyFigure:
    """A headline number.

    Attributes
    ----------
    label
        What it is the probability of.
    probability, low, high
        From 0 to 1; the band may be unknown.
    words
        The estimative word for it.
    note
        A few words more, such as `best case`.
    """

    label: str
    probability: float
    low: float | None = None
    high: float | None = None
    words: str = ""
    note: str = ""
    tone: Tone = "blue"


@dataclass(frozen=True)
class KeyFigures:
    """The headline numbers, side by side."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Step:
    """One move of a storyline."""

    actor: str
    text: str
    tone: Tone = "muted"
    when: str = ""


@dataclass(frozen=True)
class Storyline:
    """A sequence of moves, with a title and what share of the paths it stands for."""

    title: str
    steps: tuple[Step, ...]
    note: str = ""


@dataclass(frozen=True)
class Card:
    """One of several things that are set side by side, such as the best and the worst case."""

    kicker: str
    title: str
    blocks: tuple[Block, ...]
    figure: KeyFigure | None = None
    tone: Tone = "blue"


@dataclass(frozen=True)
class Cards:
    """Things to compare, side by side where there is room."""

    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Details:
    """What most readers skip: folded on a screen, open on paper."""

    summary: str
    blocks: tuple[Block, ...]


Block = (
    Paragraph | Bullets | Facts | Table | Callout | KeyFigures | Storyline | Cards | Details | Chart
)


@dataclass(frozen=True)
class Section:
    """A titled part of the report.

    Attributes
    ----------
    id
        Its name in links: lower-case letters, digits and hyphens.
    title
        The heading.
    blocks
        What it holds, in order.
    lead
        Its message in a sentence or two.
    role
        `headline` for the band at the top, `appendix` for what stands behind the answer.
    """

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    lead: Prose = ()
    role: SectionRole = "body"


@dataclass(frozen=True)
class Report:
    """A whole report.

    Attributes
    ----------
    title, subtitle
        What it is about.
    sections
        In reading order; a section of role `headline` comes first.
    meta
        What the reader must know to place it: as of, horizon, version, seed.
    language
        The language of the text, as a BCP 47 tag.
    """

    title: str
    subtitle: str = ""
    sections: tuple[Section, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    language: str = field(default="en")


def paragraph(*parts: Wording) -> Paragraph:
    """Return a paragraph of the parts."""
    return Paragraph(prose(*parts))


def bullets(*items: Wording, ordered: bool = False) -> Bullets:
    """Return a list of the items."""
    return Bullets(tuple(prose(item) for item in items), ordered)


def callout(kind: CalloutKind, title: str, *text: Wording) -> Callout:
    """Return a boxed remark with one paragraph for each text."""
    return Callout(kind, title, tuple(prose(part) for part in text))


def table(*columns: str | Column, rows: list[tuple[Cell, ...]], caption: str = "") -> Table:
    """Return a table; a column given by its title alone holds text."""
    heads = tuple(Column(c) if isinstance(c, str) else c for c in columns)
    return Table(heads, tuple(Row(cells) for cells in rows), caption)
