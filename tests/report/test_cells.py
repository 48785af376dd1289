import datetime as dt

import pytest

from standoff.report.blocks import Cell, ColumnKind, Interval, table
from standoff.report.blocks import Column as Head
from standoff.report.cells import alignment, cell_text, largest_shade, shade_share
from standoff.report.prose import prose, strong


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        ("words", "text", "words"),
        (prose("a ", strong("b")), "text", "a b"),
        (None, "probability", "–"),
        ("", "text", "–"),
        (0.38, "probability", "38%"),
        (Interval(0.38, 0.2, 0.5), "probability", "38% (20–50%)"),
        (Interval(0.38), "probability", "38%"),
        (Interval(2.0, 1.0, 4.5), "months", "2 months (1–4.5)"),
        (-0.02, "points", "−2"),
        (1234.5, "number", "1,234"),
        (True, "mark", "yes"),
        (False, "mark", "no"),
        (dt.date(2031, 3, 14), "date", "14 March 2031"),
    ],
)
def test_cell_text(cell: Cell, kind: ColumnKind, text: str) -> None:
    assert cell_text(cell, kind) == text


def test_alignment() -> None:
    kinds: tuple[ColumnKind, ...] = ("number", "heat", "date", "text")
    assert [alignment(kind) for kind in kinds] == ["n", "h", "d", ""]


def test_shades_are_shares_of_the_largest() -> None:
    made = table("a", Head("b", "shade"), rows=[("x", 2.0), ("y", None), ("z", 4.0)])
    assert largest_shade(made) == 4.0
    assert shade_share(2.0, "shade", 4.0) == 0.5
    assert shade_share(0.3, "heat", 4.0) == 0.3
    assert shade_share("x", "shade", 4.0) == 0.0
    assert largest_shade(table("a", rows=[("x",)])) == 1.0


def test_rows_must_fit_their_columns() -> None:
    with pytest.raises(ValueError, match="2 cells for 1 columns"):
        table("a", rows=[("x", "y")])
