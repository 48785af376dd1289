import io

import pytest
from rich.console import Console
from rich.text import Text

from standoff.report import terminal
from standoff.report.blocks import Column, Row, Table
from standoff.report.terminal_table import Fitted, Head, Line

HEADS = (Head("Scenario", ""), Head("Even chance by", "n"), Head("Not by the very end", "n"))
ROWS = (Line([Text("The strait is closed to ships"), Text("3.3 months"), Text("65%")]),)


def lines(table: Fitted, width: int) -> list[str]:
    out = io.StringIO()
    Console(file=out, width=width).print(table)
    return [line.rstrip() for line in out.getvalue().splitlines()]


def test_headings_stay_on_one_line_where_there_is_room() -> None:
    shown = lines(Fitted(HEADS, ROWS), 80)
    assert "Even chance by   Not by the very end" in shown[0]
    assert shown[2] == "The strait is closed to ships       3.3 months                   65%"


def test_headings_of_numbers_give_way_before_words_do() -> None:
    shown = lines(Fitted(HEADS, ROWS), 58)
    assert [line.split() for line in shown[:2]] == [
        ["Even", "Not", "by", "the"],
        ["Scenario", "chance", "by", "very", "end"],
    ]
    assert shown[3] == "The strait is closed to ships   3.3 months          65%"


@pytest.mark.parametrize("width", [20, 30, 40, 60])
def test_it_never_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, lines(Fitted(HEADS, ROWS), width))) <= width


def test_a_table_without_rows_has_its_headings() -> None:
    assert "Scenario" in lines(Fitted(HEADS, ()), 40)[1]


def test_short_headings_are_never_broken() -> None:
    columns = (Column("Scenario"), Column("3 months", "probability"))
    table = Table(columns, (Row(("A long title " * 9, 0.25)),))
    out = io.StringIO()
    Console(file=out, width=60).print(terminal.block(table))
    assert "3 months" in out.getvalue()
