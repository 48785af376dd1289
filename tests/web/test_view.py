import datetime as dt

import pytest
from starlette.datastructures import QueryParams

from standoff.errors import UsageError
from standoff.web.view import MAX_CHANGES, View, read_view


def read(query: str) -> View:
    return read_view(QueryParams(query))


def test_an_address_says_what_a_page_shows() -> None:
    view = read("set=bold=true&off=upper.dam&pin=bold=false&as_of=2031-02-01&draft=abc&other=1")
    assert view == View(("bold=true", "upper.dam=off"), ("bold=false",), dt.date(2031, 2, 1), "abc")
    assert view.baseline == View(("bold=false",), (), dt.date(2031, 2, 1), "abc")


@pytest.mark.parametrize(
    "view",
    [
        View(),
        View(("a.weight[2]=3 ± 1", "b.tempo=2 per month", "c=off"), ("d=true",)),
        View(("x=a&b", "y=ä#%+ "), as_of=dt.date(2031, 1, 1), draft="0f"),
    ],
)
def test_what_is_written_reads_back(view: View) -> None:
    assert read(view.query) == View(
        tuple(c.strip() for c in view.changes), view.pinned, view.as_of, view.draft
    )


def test_of_several_changes_to_one_name_the_last_counts() -> None:
    assert read("set=a=1&set=b=2&off=a").changes == ("a=off", "b=2")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("set=nothing", "write NAME=VALUE"),
        ("set=a=", "write NAME=VALUE"),
        ("as_of=tomorrow", "write YYYY-MM-DD"),
        (f"set=a={'x' * 500}", "longer than"),
        ("&".join(f"set=a{i}=1" for i in range(MAX_CHANGES + 1)), "more than"),
    ],
)
def test_what_cannot_be_read_is_said(query: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        read(query)
