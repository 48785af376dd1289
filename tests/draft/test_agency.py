"""Common nouns count where they act, speak, own, are told or are acted against."""

import pytest

from standoff.draft.agency import owns, plays_a_part
from standoff.draft.locate import Span


def plays(text, noun):
    start = text.index(noun)
    return plays_a_part(text, Span(0, len(text)), Span(start, start + len(noun)))


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("The villagers blocked the road.", "villagers"),
        ("The union, which is small, has left.", "union"),
        ("Miners in the north say no.", "Miners"),
        ("It was blamed by the farmers.", "farmers"),
        ("The court’s ruling came late.", "court"),
        ("The minister told the growers nothing.", "growers"),
    ],
)
def test_whoever_plays_a_part_counts(text, noun):
    assert plays(text, noun)


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("The ship carried nine engineers.", "engineers"),
        ("A levy to protect growers.", "growers"),
        ("It seeks the release of the hostages.", "hostages"),
    ],
)
def test_whoever_is_only_there_does_not(text, noun):
    assert not plays(text, noun)


def test_what_stands_after_a_name_is_its_own():
    assert owns("name", "'s new ")
    assert owns("people", " ")
    assert not owns("name", " sent ")
    assert not owns("people", " could send ")
