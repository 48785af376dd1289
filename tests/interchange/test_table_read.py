"""Reading a table of states as spreadsheets hold it; faults at their row and column."""

import numpy as np
import pytest

from standoff.errors import CrisisError
from standoff.files.interchange.table_read import read_table

DAM = """\
State,Syria/Release water,Syria/Escalate,Iraq/Attack,Syria rank,Iraq rank
1,N,N,N,1,4
2,Y,N,N,4,1
3,N,Y,N,2,6
"""
OPTIONS = (("Syria", "Release water"), ("Syria", "Escalate"), ("Iraq", "Attack"))


def rows(*lines):
    return "\n".join(lines) + "\n"


def is_the_dam(table):
    assert table.options == OPTIONS
    assert table.taken.tolist() == [[0, 0, 0], [1, 0, 0], [0, 1, 0]]
    assert {name: list(value) for name, value in table.preferences.items()} == {
        "Syria": [1, 4, 2],
        "Iraq": [4, 1, 6],
    }


@pytest.mark.parametrize(
    "text",
    [
        DAM,
        DAM.replace(",", ";"),
        DAM.replace(",", "\t"),
        DAM.replace("\n", "\r\n"),
        DAM.replace("Syria/", "Syria: ").replace("Iraq/", "Iraq: "),
        DAM.replace("Syria rank", "Rank (Syria)").replace("Iraq rank", "rank of Iraq"),
        DAM.replace("Syria rank", "SYRIA RANK"),
        DAM.replace("N", "0").replace("Y", "1"),
        DAM.replace("N", "off").replace("Y", "On"),
        DAM.replace("\n2", "\n\n,,,,,\n2"),
        '"State","Syria/Release water","Syria/Escalate","Iraq/Attack","Syria rank","Iraq rank"\n'
        + DAM.partition("\n")[2],
        rows(
            "Syria/Release water,Syria/Escalate,Iraq/Attack,Syria rank,Iraq rank",
            "N,N,N,1,4",
            "Y,N,N,4,1",
            "N,Y,N,2,6",
        ),
        rows(
            ",Syria,,Iraq,Rank,",
            "State,Release water,Escalate,Attack,Syria,Iraq",
            "1,N,N,N,1,4",
            "2,Y,N,N,4,1",
            "3,N,Y,N,2,6",
        ),
        rows(
            "No,Syria,,,Iraq,",
            ",Release water,Escalate,Rank,Attack,Rank",
            "1,N,N,1,N,4",
            "2,Y,N,4,N,1",
            "3,N,Y,2,N,6",
        ),
    ],
)
def test_what_a_spreadsheet_user_has_is_read(text):
    is_the_dam(read_table(text, None))


def test_bare_names_of_actors_need_the_meaning_of_the_numbers():
    text = DAM.replace(" rank", "")
    is_the_dam(read_table(text, "rank"))
    with pytest.raises(CrisisError, match=r"x\.csv:1:5: say what the numbers are: --preference"):
        read_table(text, None, "x.csv")


def test_two_rows_of_heads_with_bare_names_below():
    text = rows(",Syria,,Iraq,,", "State,Release water,Escalate,Attack,Syria,Iraq", "1,N,N,N,1,4")
    table = read_table(text, "utility")
    assert table.options == OPTIONS
    assert table.utility
    assert list(table.preferences) == ["Syria", "Iraq"]


def test_utilities_may_have_a_decimal_comma():
    text = "A/x;A payoff\nY;2,5\nN;-1\n"
    table = read_table(text, None)
    assert table.utility
    np.testing.assert_array_equal(table.preferences["A"], [2.5, -1])


def test_options_of_our_own_naming_are_known():
    text = "syria.release_water,iraq.attack,syria,iraq\nY,N,1,2\n"
    assert read_table(text, "rank").options == (("syria", "release_water"), ("iraq", "attack"))


def test_columns_that_say_nothing_are_listed():
    text = "A/x,Remarks,A rank\nY,who knows,1\n"
    assert read_table(text, None).ignored == ("Remarks",)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (DAM.replace("2,Y,N", "2,maybe,N"), "x.csv:3:2: column B ('Syria/Release water'): 'maybe'"),
        (DAM.replace("2,Y,N", "2,-,N"), "x.csv:3:2: column B ('Syria/Release water'): a dash"),
        (DAM.replace("2,Y,N", "2,,N"), "x.csv:3:2: column B ('Syria/Release water'): the cell is"),
        (DAM.replace("N,4,1", "N,best,1"), "x.csv:3:5: column E ('Syria rank'): 'best' is no"),
        (DAM.replace("N,4,1", "N,4"), "x.csv:3:6: column F ('Iraq rank'): the cell is empty"),
        (DAM.replace("N,4,1", "N,0,1"), "x.csv:3:5: column E ('Syria rank'): '0' is no rank"),
        (DAM.replace("N,4,1", "N,inf,1"), "is no number that can be used"),
        (DAM.replace("N,4,1", "N,4,1,9"), "x.csv:3:7: there are 7 cells under 6 heads"),
        (DAM.replace("3,N,Y,N", "3,Y,N,N"), "x.csv:4:2: this state stands in row 3 already"),
        (DAM.replace("Escalate", "Release Water"), "x.csv:1:3: column C: the option"),
        (DAM.replace("Iraq rank", "Syria payoff"), "column F: 'Syria' has two columns"),
        (DAM.replace("Iraq rank", "Irak"), "x.csv:1:6: column F: 'Irak' names no actor; did you"),
        (DAM.replace("Iraq rank", "Rank of Iran"), "names no actor; actors: Iraq, Syria"),
        (DAM.replace("Iraq rank", "Iraq utility"), "some columns are ranks and others utilities"),
        ("State,A,B\n1,2,3\n", "no column is an option"),
        (DAM.partition("\n")[0], "a row of heads and a row for each state"),
        (rows(",A,", "State,go,stay"), "there is no state under the heads"),
        ('A/x,"' + "y" * 200_000 + "\n1,2\n", "this is no table"),
    ],
)
def test_a_fault_is_told_at_its_row_and_column(text, what):
    with pytest.raises(CrisisError) as caught:
        read_table(text, None, "x.csv")
    assert what in str(caught.value)


def test_all_faults_are_told_at_once_but_not_without_end():
    with pytest.raises(CrisisError) as caught:
        read_table("A/x,A rank\n" + "maybe,best\n" * 50, None)
    assert len(caught.value.faults) == 20
