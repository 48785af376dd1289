"""Patterns for everything outside a set of states: exact, and none of them needlessly long."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.errors import LimitReached
from standoff.files.interchange.conditions import holds
from standoff.files.interchange.cover import MAX_OPTIONS, cover_outside, cover_states


@st.composite
def spaces(draw):
    options = draw(st.integers(0, 5))
    states = np.array(list(product([False, True], repeat=options)), dtype=bool)
    states = states.reshape(2**options, options)
    parts = draw(st.lists(st.sampled_from("aab-"), min_size=len(states), max_size=len(states)))
    return states, np.array(parts)


@given(spaces())
def test_the_patterns_hold_just_outside(space):
    states, part = space
    inside = part == "a"
    found = cover_outside(states[inside])
    assert [holds(found, state) for state in states] == (~inside).tolist()
    for cube in found:
        for literal in cube:
            wider = tuple(other for other in cube if other != literal)
            assert any(holds((wider,), state) for state in states[inside])


@given(spaces())
def test_a_condition_tells_two_sets_of_states_apart(space):
    states, part = space
    found = cover_states(states[part == "a"], states[part == "b"])
    assert all(holds(found, state) for state in states[part == "a"])
    assert not any(holds(found, state) for state in states[part == "b"])
    for cube in found:
        fewer = tuple(other for other in found if other != cube)
        assert not all(holds(fewer, state) for state in states[part == "a"])


def test_options_that_exclude_one_another_give_their_pairs():
    alone = np.vstack([np.zeros(4, bool), np.eye(4, dtype=bool)])
    found = cover_outside(alone)
    assert sorted(found) == sorted(
        ((a, True), (b, True)) for a in range(4) for b in range(a + 1, 4)
    )


def test_many_options_and_few_states_are_no_burden():
    rng = np.random.default_rng(0)
    states = rng.random((40, MAX_OPTIONS)) < 0.5
    found = cover_outside(states)
    assert not any(holds(found, state) for state in states)
    others = rng.random((500, MAX_OPTIONS)) < 0.5
    assert all(holds(found, state) for state in others)


def test_states_too_scattered_are_a_limit():
    states = np.random.default_rng(0).random((2000, 50)) < 0.5
    with pytest.raises(LimitReached, match="scattered"):
        cover_outside(states)


def test_more_options_than_a_number_holds_are_refused():
    with pytest.raises(ValueError, match="at most 62"):
        cover_outside(np.zeros((1, MAX_OPTIONS + 1), bool))
