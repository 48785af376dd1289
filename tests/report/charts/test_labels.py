import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.report.charts.labels import clipped, spread, text_width, wrap

boxes = st.lists(st.tuples(st.floats(0, 300), st.floats(5, 40)), min_size=1, max_size=8)


@given(boxes)
def test_spread_labels_never_overlap(items: list[tuple[float, float]]) -> None:
    wanted, heights = [w for w, _ in items], [h for _, h in items]
    centres = spread(wanted, heights, 0, 400, gap=2)
    placed = sorted(zip(centres, heights, strict=True))
    for (c1, h1), (c2, h2) in itertools.pairwise(placed):
        assert c2 - c1 >= (h1 + h2) / 2 + 2 - 1e-6


@given(boxes)
def test_spread_labels_keep_to_their_room_and_order(items: list[tuple[float, float]]) -> None:
    wanted, heights = [w for w, _ in items], [h for _, h in items]
    room = sum(heights) + 2 * len(heights) + 50
    centres = spread(wanted, heights, 0, room, gap=2)
    assert all(c - h / 2 >= -1e-6 for c, h in zip(centres, heights, strict=True))
    assert all(c + h / 2 <= room + 1e-6 for c, h in zip(centres, heights, strict=True))
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    assert [centres[i] for i in order] == sorted(centres)


def test_labels_with_room_stay_where_they_are() -> None:
    assert spread([10, 50, 90], [10, 10, 10], 0, 100) == [10, 50, 90]


def test_two_labels_in_one_place_part_evenly() -> None:
    assert spread([50, 50], [10, 10], 0, 100, gap=2) == [44, 56]


@given(st.text(max_size=60), st.floats(30, 300))
def test_lines_fit_their_width(text: str, width: float) -> None:
    for line in wrap(text, width):
        assert text_width(line) <= width or len(line) == 1


@given(st.text(st.characters(categories=["L", "N"]), max_size=80))
def test_wrapping_loses_no_letter(text: str) -> None:
    assert "".join(wrap(text, 80, lines=99)) == text


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    rows = wrap("one two three four five six seven eight nine ten", 60, lines=2)
    assert len(rows) == 2
    assert rows[1].endswith("…")
    assert clipped("short", 100) == "short"
    assert clipped("a rather long piece of text", 60).endswith("…")


@pytest.mark.parametrize(("wide", "narrow"), [("W" * 5, "i" * 5), ("漢字", "ab"), ("É", "i")])
def test_wide_letters_take_more_room(wide: str, narrow: str) -> None:
    assert text_width(wide) > text_width(narrow)


def test_bold_and_larger_text_is_wider() -> None:
    assert text_width("abc", bold=True) > text_width("abc")
    assert text_width("abc", 14) > text_width("abc", 12)
    assert text_width("e\N{COMBINING ACUTE ACCENT}") == text_width("e")
