"""Numbers by row and column, as a table shaded by size.

A table needs no drawing: it wraps its headings, is read aloud cell by cell, and can be copied.
"""

from standoff.report.blocks import Column, ColumnKind, Row, Table
from standoff.report.figures import Matrix
from standoff.report.words import number, percent


def describe(chart: Matrix) -> str:
    """Name the three largest numbers."""
    cells = [
        (value, chart.rows[i], chart.columns[j])
        for i, values in enumerate(chart.values)
        for j, value in enumerate(values)
        if value is not None
    ]
    if not cells:
        return "No numbers."
    cells.sort(key=lambda cell: -cell[0])
    shown = percent if chart.scale == "probability" else number
    largest = "; ".join(f"{row} / {column} {shown(v)}" for v, row, column in cells[:3])
    return f"Largest: {largest}."


def data(chart: Matrix) -> Table:
    """Return the numbers as a shaded table."""
    kind: ColumnKind = "heat" if chart.scale == "probability" else "shade"
    columns = (Column(chart.corner), *(Column(name, kind) for name in chart.columns))
    rows = tuple(Row((n, *v)) for n, v in zip(chart.rows, chart.values, strict=True))
    return Table(columns, rows, caption=chart.title, note=chart.note)
