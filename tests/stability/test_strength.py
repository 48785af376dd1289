"""Degrees of stability: against the definitions, and what must follow from them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.pairwise import Degrees
from tests.stability.conflicts import conflicts, shape

from standoff.encode import encode
from standoff.engines.stability.stable import stable_states
from standoff.engines.stability.strength import (
    STRONG,
    UNSTABLE,
    degrees_of,
    solve_strength,
    stable_degrees,
)
from standoff.files.read import read_text

CONCEPTS = ("R", "GMR", "SMR", "SEQ", "SSEQ")


@settings(deadline=None, max_examples=60)
@given(conflicts(most_variables=4, most_states=12), st.sampled_from([(0,), (0, 1), (0, 1, 3)]))
def test_degrees_are_those_of_the_definitions(conflict, steps):
    degree = degrees_of(conflict.rank.astype(float), steps)
    found = stable_degrees(conflict.moves, conflict.rank, degree)
    highest = int(degree.max(initial=0))
    twins = [Degrees(conflict.moves, conflict.rank, degree, d) for d in range(highest + 1)]
    for concept in CONCEPTS:
        for i in range(conflict.actors):
            for s in range(len(conflict.levels)):
                holds = [twin.held(concept, i, s) for twin in twins]
                wanted = max((d for d, held in enumerate(holds) if held), default=UNSTABLE)
                assert found[concept][i, s] == wanted


@settings(deadline=None, max_examples=30)
@given(conflicts(most_variables=4, most_states=12))
def test_some_degree_is_the_usual_stability_and_nash_does_not_split(conflict):
    degree = degrees_of(conflict.rank.astype(float), (0, 1))
    found = stable_degrees(conflict.moves, conflict.rank, degree)
    usual = stable_states(conflict.moves, conflict.rank)
    for concept in CONCEPTS:
        assert np.array_equal(found[concept] > UNSTABLE, usual[concept])
        assert (found[concept][usual["R"]] == degree.max(initial=0)).all()
    assert set(np.unique(found["R"])) <= {UNSTABLE, degree.max(initial=0)}


# Row can dare; column, who loses by it, can answer. What the answer costs row is in its place.
@pytest.mark.parametrize(("answered", "degree"), [(4.0, UNSTABLE), (3.0, 0), (2.5, 1), (0.0, 2)])
def test_an_answer_deters_by_as_much_as_it_costs(answered, degree):
    utility = np.array([[3.0, 5.0, 0.0, answered], [3.0, 0.0, 0.0, 1.0]])
    conflict = shape([0, 1], (2 * utility).astype(int))
    found = stable_degrees(conflict.moves, conflict.rank, degrees_of(utility, (0, 1)), ["SEQ"])
    assert found["SEQ"][0, 0] == degree


def test_degrees_of_utilities():
    degree = degrees_of(np.array([[0.0, 0.5, 4.0]]), (0, 1))
    assert degree[0].tolist() == [[0, 1, 2], [-1, 0, 2], [-2, -2, 0]]


def test_degrees_and_ranks_must_agree():
    conflict = shape([0], [[0, 1]])
    degree = degrees_of(np.array([[1.0, 0.0]]), (0,))
    with pytest.raises(ValueError, match="disagree"):
        stable_degrees(conflict.moves, conflict.rank, degree)


DARE = """
standoff: 1
title: A dare
actors:
  north:
    name: North
    options: {dare: {}}
    preferences: [{prefer: north.dare, weight: 2}, {prefer: not south.strike, weight: 5}]
  south:
    name: South
    options: {strike: {}}
    ranking: [[], [north.dare, south.strike], [north.dare], [south.strike]]
"""


@pytest.mark.parametrize(("units", "degree"), [(2, STRONG), (3, 1)])
def test_weights_say_what_is_strong(units, degree):
    # Struck after its dare, North is 3 units worse off than without.
    found = solve_strength(encode(read_text(DARE)), units, ["R", "SEQ"])
    assert found.degrees["SEQ"][0, 0] == degree
    assert (0 in found.equilibria("SEQ", STRONG)) == (degree == STRONG)
    assert 0 in found.equilibria("SEQ")
    # South has no improvement there, and its ranking says nothing about how much.
    assert found.degrees["SEQ"][1, 0] == STRONG
    assert found.to_json()["units"] == units
