"""Loaded words, words held at arm's length, hedges."""

from standoff.draft.rules import wording
from tests.draft.scenes import found


def test_loaded_words_are_listed_once_with_all_their_places():
    text = "The regime in Chad bombed the camp. It is a brutal regime, the “saviours” said."
    found_here = {(w.words, w.sort) for w in found(wording.loaded, text)}
    assert found_here == {("regime", "person"), ("brutal", "act"), ("saviours", "scare")}


def test_speech_is_not_at_arms_length():
    text = (
        "Chad said that it “will not be moved by anyone at all”. The plan known as “Peace” goes on."
    )
    assert {w.words for w in found(wording.loaded, text)} == set()


def test_what_is_so_called_and_what_a_likelihood_is_quoted_as():
    text = "Chad sneered at the so-called “peace plan”. It rates a deal “an even chance”."
    assert {w.words for w in found(wording.loaded, text) if w.sort == "scare"} == {"peace plan"}


def test_hedges():
    text = "Chad reportedly left. Analysts say that it is so; it seems that the army stayed."
    assert [h.words for h in found(wording.hedges, text)] == [
        "reportedly",
        "Analysts say",
        "it seems",
    ]
