"""A table in a terminal, made narrower where it would not fit otherwise."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import Literal

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table as Grid
from rich.text import Text

_JUSTIFY: dict[str, Literal["left", "right"]] = {"n": "right", "h": "right"}
_UNBOUNDED = 10_000
_BAND = re.compile(r"([^(±]+) ((?:\(|± ).+)")
_PLACE = re.compile(r"(.+):(\d+)")

SHORT = 9
"""Characters of a heading that is never broken."""

ENOUGH = 16
"""Characters in which words can be read."""

GAP = 3
"""Characters between columns."""


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
    """A table that makes room for its words where the terminal is narrow.

    First the headings of numbers are stacked, then bands stand below their numbers, then places in
    a file are told by their line alone.
    """

    heads: Sequence[Head]
    rows: Sequence[Line]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the table as wide as it is, or narrower where it must be."""
        table = self
        if table._width(_UNBOUNDED) > options.max_width:
            table = replace(self, heads=[self._stacked(k) for k in range(len(self.heads))])
        for narrower in (Fitted._with_bands_below, Fitted._with_lines_alone):
            if table._width(ENOUGH) > options.max_width:
                table = narrower(table)
        yield table._grid()

    def _width(self, enough: int) -> int:
        """Characters that all columns take together, words having `enough` at the most."""
        found = 0
        for k, head in enumerate(self.heads):
            texts = [head.title, *(row.cells[k].plain for row in self.rows)]
            longest = max(cell_len(line) for text in texts for line in text.split("\n"))
            if not head.numeric and not head.whole:
                word = max((cell_len(word) for text in texts for word in text.split()), default=0)
                longest = max(word, min(longest, enough))
            found += longest + GAP
        return found - GAP

    def _stacked(self, k: int) -> Head:
        """Break a heading over numbers into two lines, unless the numbers are as wide."""
        head = self.heads[k]
        if not head.numeric:
            return head
        width = max([SHORT, *(row.cells[k].cell_len for row in self.rows)])
        while len(lines := wrap(head.title, width, break_long_words=False)) > 2:
            width += 1
        return replace(head, title="\n".join(lines))

    def _with_bands_below(self) -> "Fitted":
        return self._changed(lambda head: head.numeric, _band_below)

    def _with_lines_alone(self) -> "Fitted":
        places = [
            place
            for k, head in enumerate(self.heads)
            if head.whole
            for row in self.rows
            if (place := _PLACE.fullmatch(row.cells[k].plain))
        ]
        if len({place[1] for place in places}) != 1:
            return self
        return self._changed(lambda head: head.whole, _line_alone)

    def _changed(self, chosen: Callable[[Head], bool], change: Callable[[Text], Text]) -> "Fitted":
        """Change the cells of some columns."""
        rows = [
            replace(
                row,
                cells=[
                    change(cell) if chosen(head) else cell
                    for head, cell in zip(self.heads, row.cells, strict=True)
                ],
            )
            for row in self.rows
        ]
        return replace(self, rows=rows)

    def _grid(self) -> Grid:
        grid = Grid(box=box.SIMPLE_HEAD, header_style="bold", show_edge=False, pad_edge=False)
        for head in self.heads:
            grid.add_column(
                Text(head.title),
                justify=_JUSTIFY.get(head.alignment, "left"),
                no_wrap=head.numeric or head.whole,
                overflow="fold",
            )
        for row in self.rows:
            grid.add_row(*row.cells, style="bold" if row.stressed else None)
        return grid


def _band_below(cell: Text) -> Text:
    """Put what stands in brackets, or after a plus and minus, on a line of its own."""
    found = _BAND.fullmatch(cell.plain)
    if found is None:
        return cell
    return Text("\n").join([cell[: found.end(1)], cell[found.start(2) :]])


def _line_alone(cell: Text) -> Text:
    found = _PLACE.fullmatch(cell.plain)
    return cell if found is None else cell[found.start(2) :]
