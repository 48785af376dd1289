"""What was made of something is held for a while, and told by identity."""

import numpy as np

from standoff.engines.forecast import lately
from standoff.engines.forecast.lately import Lately
from tests.forecast.games import random_game


def test_what_was_made_lately_is_not_made_again():
    made, held = [], Lately(most=2)

    def ask(thing, also=None):
        return held.of([thing], also, lambda: made.append(thing) or len(made))

    one, equal, third = [1], [1], [3]
    assert [ask(one), ask(one), ask(equal), ask(one), ask(third), ask(one)] == [1, 1, 2, 1, 3, 1]
    assert ask(equal) == 4
    assert ask(equal, "also") == 5


def test_things_are_held_so_that_no_other_has_their_identity():
    held = Lately(most=4)
    found = [held.of([np.array([k])], None, lambda k=k: k) for k in range(20)]
    assert found == list(range(20))


def test_what_is_large_is_made_anew(monkeypatch):
    made = []
    counted = lately.lately(lambda moves: made.append(moves))
    _, moves, _ = random_game([2, 1])
    counted(moves)
    counted(moves)
    assert len(made) == 1
    monkeypatch.setattr(lately, "MOST_STATES", 4)
    counted(moves)
    assert len(made) == 2
