"""A table in a terminal: headings of numbers are stacked where it would not fit otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Literal

from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.table import Table as Grid
from rich.text import Text

_JUSTIFY: dict[str, Literal["left", "right"]] = {"n": "right", "h": "right"}
_UNBOUNDED = 10_000

SHORT = 9
"""Characters of a heading that is never broken."""


@dataclass(frozen=True)
class Head:
    """The head of a column.

    Attributes
    ----------
    title : str
    alignment : str
        As `standoff.report.cells.alignment` has it; numbers are not broken over lines.
    whole : bool
        Whether cells are kept on one line all the same.
    """

    title: str
    alignment: str
    whole: bool = False

    @property
    def numeric(self) -> bool:
        """Whether the column holds numbers."""
        return self.alignment in _JUSTIFY


@dataclass(frozen=True)
class Line:
    """A row of cells, bold if it is stressed."""

    cells: Sequence[Text]
    stressed: bool = False


@dataclass(frozen=True)
class Fitted:
    """A table that makes room for its words: the headings of its numbers give way first."""

    heads: Sequence[Head]
    rows: Sequence[Line]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the table as wide as it is, or narrower where it must be."""
        titles = [head.title for head in self.heads]
        grid = self._grid(titles)
        room = options.update(max_width=_UNBOUNDED)
        if Measurement.get(console, room, grid).maximum > options.max_width:
            grid = self._grid([self._stacked(k) for k in range(len(titles))])
        yield grid

    def _stacked(self, k: int) -> str:
        """Break a heading over numbers into two lines, unless the numbers are as wide."""
        head = self.heads[k]
        if not head.numeric:
            return head.title
        width = max([SHORT, *(row.cells[k].cell_len for row in self.rows)])
        while len(lines := wrap(head.title, width, break_long_words=False)) > 2:
            width += 1
        return "\n".join(lines)

    def _grid(self, titles: Sequence[str]) -> Grid:
        grid = Grid(box=box.SIMPLE_HEAD, header_style="bold", show_edge=False, pad_edge=False)
        for head, title in zip(self.heads, titles, strict=True):
            grid.add_column(
                Text(title),
                justify=_JUSTIFY.get(head.alignment, "left"),
                no_wrap=head.numeric or head.whole,
                overflow="fold",
            )
        for row in self.rows:
            grid.add_row(*row.cells, style="bold" if row.stressed else None)
        return grid
