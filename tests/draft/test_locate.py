"""Claimed words are found as they stand, or nearly; never where they do not stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.draft.locate import Span, locate

TEXT = (
    "The minister said: “We won’t yield – not now, not ever.” Observers doubt it.\n"
    "The army moved two brigades to the border on Sunday, and the palace kept silent.\n"
    "Observers doubt it. İzmir stayed calm."
)


@pytest.mark.parametrize(
    ("claimed", "found"),
    [
        ("kept silent", "kept silent"),
        ('"We won\'t yield - not now, not ever."', "We won’t yield – not now, not ever"),
        ("WE WON'T YIELD", "We won’t yield"),
        ("We won’t  yield –\nnot now", "We won’t yield – not now"),
        ("The army moved ... and the palace kept silent", None),
        (
            "The army moved two brigades to a border on Sunday",
            "The army moved two brigades to the border on Sunday",
        ),
        ("İzmir stayed", "İzmir stayed"),
    ],
)
def test_small_differences_are_allowed(claimed, found):
    span = locate(claimed, TEXT)
    assert span is not None
    if found is not None:
        assert span.of(TEXT) == found


def test_an_ellipsis_stands_for_what_lies_between():
    span = locate("The army moved [...] the palace kept silent", TEXT)
    assert span.of(TEXT).startswith("The army moved two brigades")
    assert span.of(TEXT).endswith("kept silent")


def test_an_ellipsis_does_not_reach_over_a_page():
    assert locate("start ... end", f"start {'x ' * 400} end") is None


@pytest.mark.parametrize(
    "claimed",
    [
        "",
        "  ",
        "...",
        "The navy moved",
        "yielded",
        "The army moved three divisions away from the coast on Monday",
    ],
)
def test_what_does_not_stand_there_is_not_found(claimed):
    assert locate(claimed, TEXT) is None


def test_of_several_places_the_nearest_is_taken():
    assert locate("Observers doubt it", TEXT).start < 80
    assert locate("Observers doubt it", TEXT, near=len(TEXT)).start > 100
    assert locate("OBSERVERS DOUBT IT", TEXT, near=len(TEXT)).start > 100


def test_a_character_that_folds_into_two_keeps_later_places():
    text = "ﬁrst ﬁve İİ then the palace"
    assert locate("THE PALACE", text).of(text) == "the palace"
    assert locate("five", text).of(text) == "ﬁve"


@given(st.text(alphabet="ab’'–- “”.\n", max_size=40), st.data())
def test_whatever_stands_in_a_text_is_found_verbatim(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end]
    span = locate(words, text, near=start)
    if words.strip():
        assert span == Span(start, end)
    else:
        assert span is None
