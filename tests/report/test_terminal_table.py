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


def test_bands_and_places_give_way_before_words_are_broken() -> None:
    heads = (
        Head("What may be seen", ""),
        Head("Tells most of", ""),
        Head("If seen", "n"),
        Head("Bits", "n"),
        Head("Line", "", whole=True),
    )
    cells = (
        "Abandon the nuclear programme and admit inspectors",
        "Withdrawal against disarmament",
        "20% (3–40%)",
        "0.0067 ± 0.006",
        "korea-2017:36",
    )
    table = Fitted(heads, (Line([Text(cell) for cell in cells]),))
    wide = "\n".join(lines(table, 160))
    assert cells[2] in wide
    assert cells[3] in wide
    assert cells[4] in wide
    middling = "\n".join(lines(table, 72))
    assert "(3–40%)" in middling
    assert cells[2] not in middling
    assert cells[4] in middling
    narrow = "\n".join(lines(table, 66))
    assert cells[4] not in narrow
    for text in cells[:2]:
        assert all(word in narrow for word in text.split())


def test_places_in_several_files_keep_their_names() -> None:
    heads = (Head("Words", ""), Head("Line", "", whole=True))
    rows = [Line([Text("some words " * 5), Text(place)]) for place in ("first:1", "second:22")]
    assert "second:22" in "\n".join(lines(Fitted(heads, rows), 20))
