"""How the cells of a table are written, alike in every format."""

import datetime as dt

from standoff.report.blocks import Cell, ColumnKind, Interval, Table
from standoff.report.prose import plain
from standoff.report.words import band_beside, day, months, months_beside, number, percent, points

NOTHING = "\N{EN DASH}"
"""What stands where there is no value."""

_NUMERIC: frozenset[ColumnKind] = frozenset({"number", "probability", "points", "months"})


def alignment(kind: ColumnKind) -> str:
    """Return how a column is aligned: `n` to the right, `h` on its shade, `d` for a date."""
    if kind in {"heat", "shade"}:
        return "h"
    if kind == "date":
        return "d"
    return "n" if kind in _NUMERIC else ""


def value_text(cell: Cell, kind: ColumnKind) -> str:
    """Return a cell's text without its band."""
    if isinstance(cell, Interval):
        return value_text(cell.value, kind)
    if cell is None or cell == "" or cell == ():
        return NOTHING
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, dt.date):
        return day(cell)
    if isinstance(cell, int | float):
        return _number_text(float(cell), kind)
    return plain(cell)


def _number_text(value: float, kind: ColumnKind) -> str:
    if kind in {"probability", "heat"}:
        return percent(value)
    if kind == "points":
        return points(value, short=True)
    return months(value) if kind == "months" else number(value)


def band_text(cell: Cell, kind: ColumnKind) -> str:
    """Return the band of a cell, or nothing."""
    if not isinstance(cell, Interval) or cell.low is None or cell.high is None:
        return ""
    if kind in {"probability", "heat"}:
        return band_beside(cell.value, cell.low, cell.high)
    if kind == "months":
        return months_beside(cell.value, cell.low, cell.high)
    return f"{_number_text(cell.low, kind)} to {_number_text(cell.high, kind)}"


def cell_text(cell: Cell, kind: ColumnKind) -> str:
    """Return a cell's text, with its band in brackets."""
    within = band_text(cell, kind)
    shown = value_text(cell, kind)
    return f"{shown} ({within})" if within else shown


def largest_shade(table: Table) -> float:
    """Return the largest number in the table's `shade` columns, or 1 if there is none above 0."""
    found = [
        float(cell)
        for row in table.rows
        for cell, column in zip(row.cells, table.columns, strict=True)
        if column.kind == "shade" and isinstance(cell, int | float)
    ]
    top = max(found, default=0.0)
    return top if top > 0 else 1.0


def shade_share(cell: Cell, kind: ColumnKind, largest: float) -> float:
    """Return how dark a cell is to be, 0 to 1."""
    value = cell.value if isinstance(cell, Interval) else cell
    if kind not in {"heat", "shade"} or not isinstance(value, int | float):
        return 0.0
    return max(0.0, min(1.0, float(value) / (largest if kind == "shade" else 1.0)))
