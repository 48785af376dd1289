"""What was made of moves is held for a while, and told by identity."""

import pytest

from standoff.engines.forecast import lately
from tests.forecast.games import random_game


@pytest.fixture
def ask():
    """A function of moves that counts how often anything is made."""
    made = []
    return lately.lately(lambda moves: made.append(moves) or len(made))


def moves_of(count):
    return [random_game([2, 1])[1] for _ in range(count)]


def test_what_was_made_lately_is_not_made_again(ask, monkeypatch):
    monkeypatch.setattr(lately, "MOST", 2)
    one, equal, third = moves_of(3)
    assert [ask(one), ask(one), ask(equal), ask(one), ask(third), ask(one)] == [1, 1, 2, 1, 3, 1]
    assert ask(equal) == 4


def test_moves_are_held_so_that_no_others_have_their_identity(ask):
    assert [ask(random_game([2, 1])[1]) for _ in range(40)] == list(range(1, 41))


def test_what_is_large_is_made_anew(ask, monkeypatch):
    (moves,) = moves_of(1)
    assert [ask(moves), ask(moves)] == [1, 1]
    monkeypatch.setattr(lately, "MOST_STATES", 4)
    assert [ask(moves), ask(moves)] == [2, 3]
