"""Names of a crisis in plain words."""

import pytest

from standoff.encode import encode
from standoff.encode.spoken import THIRD_PERSON, Spoken, listed
from standoff.files.read import read_text

CRISIS = """
standoff: 1
title: t
actors:
  us: {name: United States (with allies), options: {leave_soon: {}}}
  pk:
    name: Pakistan
    options:
      strike: {label: Air strikes}
      posture: {levels: [normal, alert, war]}
chance:
  flood: {label: A flood, rate: 1 per year}
"""


@pytest.fixture(scope="module")
def spoken():
    return Spoken(encode(read_text(CRISIS)))


def test_an_actor_by_id_or_place_without_brackets(spoken):
    assert spoken.actor("us") == spoken.actor(0) == "United States"


def test_labels_or_plain_letters(spoken):
    names = ("us.leave_soon", "pk.strike", "flood")
    assert [spoken.variable(name) for name in names] == ["leave soon", "Air strikes", "A flood"]


def test_what_differs_between_states(spoken):
    space = spoken.problem.space
    before, after = space.index([0, 1, 0, 0]), space.index([1, 0, 2, 0])
    turns = spoken.turns(before, after)
    assert turns == ((0, 0, 1), (1, 1, 0), (2, 0, 2))
    assert (
        spoken.changes(turns) == "begin “leave soon”, end “Air strikes” and raise “posture” to war"
    )
    back = spoken.changes(spoken.turns(after, before), THIRD_PERSON)
    assert back == "begins “Air strikes”, ends “leave soon” and lowers “posture” to normal"


def test_lists():
    assert [listed("abc"[:n]) for n in (1, 2, 3)] == ["a", "a and b", "a, b and c"]
