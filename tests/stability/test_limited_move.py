"""Limited-move and non-myopic stability against recursion, and on all 2 x 2 games."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.limited_move import Lookahead
from tests.stability.conflicts import conflicts, shape

from standoff.engines.stability.limited_move import limited_move_stable, non_myopic_stable
from standoff.engines.stability.stable import stable_states
from standoff.errors import LimitReached, UsageError

TWO = conflicts(most_actors=2, most_states=24).filter(lambda drawn: drawn.actors == 2)


@settings(deadline=None)
@given(TWO, st.integers(1, 7))
def test_limited_moves_equal_the_recursion(drawn, horizon):
    twin = Lookahead(drawn.moves, drawn.rank)
    found = limited_move_stable(drawn.moves, drawn.rank, horizon)
    expected = [[twin.limited(horizon, i, s) for s in twin.states] for i in (0, 1)]
    np.testing.assert_array_equal(found, expected)


@settings(deadline=None, max_examples=40)
@given(TWO)
def test_non_myopic_equals_the_recursion_far_out(drawn):
    twin = Lookahead(drawn.moves, drawn.rank)
    for h in range(150):
        for i in (0, 1):
            for s in twin.states:
                twin.end(h, i, s)
    found = non_myopic_stable(drawn.moves, drawn.rank)
    expected = [[twin.non_myopic(i, s) for s in twin.states] for i in (0, 1)]
    np.testing.assert_array_equal(found, expected)


@settings(deadline=None)
@given(conflicts())
def test_one_move_ahead_is_nash(drawn):
    found = limited_move_stable(drawn.moves, drawn.rank, 1, conservative=True)
    np.testing.assert_array_equal(found, stable_states(drawn.moves, drawn.rank, ["R"])["R"])


@settings(deadline=None)
@given(TWO, st.integers(1, 5))
def test_the_conservative_rule_is_the_rule_for_two(drawn, horizon):
    np.testing.assert_array_equal(
        limited_move_stable(drawn.moves, drawn.rank, horizon, conservative=True),
        limited_move_stable(drawn.moves, drawn.rank, horizon),
    )
    np.testing.assert_array_equal(
        non_myopic_stable(drawn.moves, drawn.rank, conservative=True),
        non_myopic_stable(drawn.moves, drawn.rank),
    )


def test_the_conservative_rule_expects_the_worst():
    """Actor 0 gains by acting; actor 1 would then help it, actor 2 would hurt it."""
    own = [1, 2, 5, 5, 0, 0, 0, 0]
    helper = [0, 0, 0, 1, 0, 0, 0, 0]
    foe = [0, 0, 0, 0, 0, 1, 0, 0]
    drawn = shape([0, 1, 2], [own, helper, foe])
    assert not limited_move_stable(drawn.moves, drawn.rank, 1, conservative=True)[0, 0]
    assert limited_move_stable(drawn.moves, drawn.rank, 2, conservative=True)[0, 0]
    meek = drawn._replace(rank=np.array([own, helper, [0] * 8]))
    assert not limited_move_stable(meek.moves, meek.rank, 2, conservative=True)[0, 0]


def strict_games():
    """The 78 ordinal 2 x 2 games: one of each class under swapping rows, columns and players."""
    seen = set()
    for row in permutations(range(4)):
        for column in permutations(range(4)):
            same = set()
            for f in ((0, 1, 2, 3), (1, 0, 3, 2), (2, 3, 0, 1), (3, 2, 1, 0)):
                r, c = [row[k] for k in f], [column[k] for k in f]
                swap = (0, 2, 1, 3)
                same |= {(*r, *c), (*(c[k] for k in swap), *(r[k] for k in swap))}
            if not same & seen:
                seen.add((*row, *column))
                yield [list(row), list(column)]


def test_the_78_games():
    """69 games have a Nash equilibrium; from four moves on, counts recur with period four."""
    games = [shape([0, 1], game) for game in strict_games()]
    assert len(games) == 78

    def with_equilibrium(solve):
        return sum(bool(solve(g.moves, g.rank).all(axis=0).any()) for g in games)

    counts = [
        with_equilibrium(lambda m, r, h=h: limited_move_stable(m, r, h)) for h in range(1, 13)
    ]
    assert counts[0] == 69
    assert sorted(counts[4:8]) == [56, 64, 71, 72]
    assert counts[4:8] == counts[8:12]
    assert with_equilibrium(non_myopic_stable) == 55


def test_refusals():
    three = shape([0, 1, 2], np.zeros((3, 8), int))
    with pytest.raises(UsageError, match="settled for two actors only"):
        limited_move_stable(three.moves, three.rank, 3)
    with pytest.raises(UsageError, match="settled for two actors only"):
        non_myopic_stable(three.moves, three.rank)
    two = shape([0, 1], [[3, 2, 1, 0], [0, 2, 1, 3]])
    with pytest.raises(UsageError, match="at least 1 move"):
        limited_move_stable(two.moves, two.rank, 0)
    with pytest.raises(LimitReached, match="does not repeat within 0 moves"):
        non_myopic_stable(two.moves, two.rank, longest=0)
