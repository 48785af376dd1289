"""Deeds on a day: by subject, by "by", by a part of somebody; not what is only held to have been."""

import pytest

from standoff.draft.rules import said
from standoff.draft.rules.done import CALENDAR, done_by, part_of
from tests.draft.scenes import found


@pytest.mark.parametrize(
    "words",
    [
        "on Monday", "last Thursday evening", "three weeks ago", "overnight", "4 May", "May 4",
        "hours after", "the following night", "by dawn", "in March", "since 2019", "on the 14th",
    ],
)  # fmt: skip
def test_words_for_a_day_are_known(words):
    assert CALENDAR.search(f"The army left {words} and went home").group().lower() == words.lower()


def test_a_day_needs_to_be_one():
    assert CALENDAR.search("The march of the army may be long, and one day it ends") is None


def test_the_doer_stands_after_by_or_before_the_verb():
    (signal,) = found(said.signals, "The wreck was raised by Sudan on 2 January.")
    assert (signal.speaker, signal.mode) == ("sudan", "deed")
    assert done_by("Two boats were sunk by the ")
    assert not done_by("It was widely considered to have been permitted by ")
    assert not done_by("The boats were seen near ")


def test_a_patrol_of_somebody_is_his():
    assert part_of("On 2 January a patrol of the ")
    assert not part_of("The road to the capital of the ")


def test_two_clauses_with_days_are_two_deeds():
    text = "Chad shut the road on 2 January; Sudan closed its airspace on 4 January."
    assert [s.speaker for s in found(said.signals, text)] == ["chad", "sudan"]
