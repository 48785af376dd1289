"""The tables and charts of a section as comma-separated values, numbers unrounded.

A text that a spreadsheet would take for a formula gets an apostrophe in front.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence

from standoff.report.blocks import (
    Block,
    Card,
    Cards,
    Cell,
    Column,
    Details,
    Interval,
    Section,
    Table,
)
from standoff.report.charts import data_table
from standoff.report.figures import Chart
from standoff.report.prose import plain

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sheets(section: Section) -> str:
    """Return every table and chart of a section, one below the other, each under its title."""
    return "\r\n".join(sheet(table) for table in tables(section.blocks))


def tables(blocks: Sequence[Block]) -> Iterator[Table]:
    """Yield the tables among blocks, those of the charts and of what is folded included."""
    for block in blocks:
        match block:
            case Table():
                yield block
            case Details(blocks=inside):
                yield from tables(inside)
            case Cards(cards=cards):
                yield from _in_cards(cards)
            case _ if isinstance(block, Chart):
                yield data_table(block)


def _in_cards(cards: Sequence[Card]) -> Iterator[Table]:
    for card in cards:
        yield from tables(card.blocks)


def charts(blocks: Sequence[Block]) -> Iterator[Chart]:
    """Yield the charts among blocks in the order in which they are numbered."""
    for block in blocks:
        match block:
            case Details(blocks=inside):
                yield from charts(inside)
            case Cards(cards=cards):
                for card in cards:
                    yield from charts(card.blocks)
            case _ if isinstance(block, Chart):
                yield block


def sheet(table: Table) -> str:
    """Return one table; a number with a band takes three columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if table.caption:
        writer.writerow([_text(table.caption)])
    banded = [_has_band(table, place) for place in range(len(table.columns))]
    writer.writerow(
        [
            name
            for column, wide in zip(table.columns, banded, strict=True)
            for name in _head(column, wide)
        ]
    )
    for row in table.rows:
        writer.writerow(
            [
                value
                for cell, wide in zip(row.cells, banded, strict=True)
                for value in _values(cell, wide)
            ]
        )
    return out.getvalue()


def _has_band(table: Table, place: int) -> bool:
    cells = (row.cells[place] for row in table.rows)
    return any(isinstance(cell, Interval) and cell.low is not None for cell in cells)


def _head(column: Column, wide: bool) -> list[str]:
    title = _text(column.title)
    return [title, f"{title} low", f"{title} high"] if wide else [title]


def _values(cell: Cell, wide: bool) -> list[str]:
    if isinstance(cell, Interval):
        found = [cell.value, cell.low, cell.high] if wide else [cell.value]
        return ["" if value is None else repr(value) for value in found]
    return [_value(cell), "", ""] if wide else [_value(cell)]


def _value(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case int() | float():
            return repr(cell)
        case dt.date():
            return cell.isoformat()
        case str():
            return _text(cell)
        case tuple():
            return _text(plain(cell))
        case _:
            return ""


def _text(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
