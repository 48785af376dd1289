"""Coalition stability against the definitions, and where a known tool goes wrong."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.coalition import Coalitions
from tests.stability.conflicts import all_states, conflicts, shape
from tests.stability.crises import DILEMMA

from standoff.encode import encode
from standoff.engines.stability import solve
from standoff.engines.stability.coalition import CONCEPTS, coalition_stable, solve_coalitions
from standoff.engines.stability.stable import stable_states
from standoff.errors import LimitReached, UsageError
from standoff.files.read import read_text


def masks(actors):
    """Every coalition."""
    numbers = np.arange(1, 2**actors)
    return [(number >> np.arange(actors)) & 1 == 1 for number in numbers]


def assert_like_twin(drawn):
    twin, coalitions = Coalitions(drawn.moves, drawn.rank), masks(drawn.actors)
    found = coalition_stable(drawn.moves, drawn.rank, coalitions)
    for concept in CONCEPTS:
        for mask, row in zip(coalitions, found[concept], strict=True):
            members = np.flatnonzero(mask).tolist()
            expected = [twin.held(concept, members, s) for s in twin.states]
            np.testing.assert_array_equal(row, expected, err_msg=f"{concept} {members}")


@settings(deadline=None)
@given(conflicts(most_actors=3, most_states=24))
def test_equals_the_definitions(drawn):
    assert_like_twin(drawn)


@settings(deadline=None)
@given(conflicts(most_actors=3, most_states=16, constrained=True))
def test_equals_the_definitions_where_moves_are_constrained(drawn):
    assert_like_twin(drawn)


@settings(deadline=None)
@given(conflicts(), st.data())
def test_a_single_actor_is_judged_as_ever(drawn, data):
    i = data.draw(st.integers(0, drawn.actors - 1))
    found = coalition_stable(drawn.moves, drawn.rank, [np.arange(drawn.actors) == i])
    alone = stable_states(drawn.moves, drawn.rank, CONCEPTS)
    for concept in CONCEPTS:
        np.testing.assert_array_equal(found[concept][0], alone[concept][i], err_msg=concept)


def test_a_coalition_moves_through_feasible_states_only():
    """Both would gain from both being on, but neither can begin alone, and nobody moves at once."""
    levels = all_states((2, 2)).tolist()
    both = [row in ([0, 0], [1, 1]) for row in levels]
    apart = shape([0, 1], [[0, 1], [0, 1]], feasible=both)
    pair = [np.array([True, True])]
    assert coalition_stable(apart.moves, apart.rank, pair)["R"].all()
    linked = shape([0, 1], [[0, 0, 0, 1], [0, 0, 0, 1]])
    assert not coalition_stable(linked.moves, linked.rank, pair)["R"][0, 0]


def test_an_escape_need_not_improve_on_the_answer():
    """From an answer worth 0 and 5 the pair escapes to 3 and 3, better than 2 and 2 before."""
    drawn = shape([0, 1, 2], [[2, 3, 1, 1, 1, 0, 1, 3], [2, 3, 1, 1, 1, 5, 1, 3], [0] * 8])
    found = coalition_stable(drawn.moves, drawn.rank, [np.array([True, True, False])])
    assert found["GMR"][0, 0]
    assert not found["SMR"][0, 0]
    assert_like_twin(drawn)


@pytest.fixture(scope="module")
def dilemma():
    return encode(read_text(DILEMMA + "status_quo: [a.talk, b.talk]\n"))


def test_together_they_would_leave_where_each_alone_stays(dilemma):
    both = ["a.talk", "b.talk"]
    assert both in solve(dilemma, ["R"]).to_json()["equilibria"]["R"]
    document = json.loads(json.dumps(solve_coalitions(dilemma).to_json()))
    assert [c["members"] for c in document["coalitions"]] == [["a"], ["b"], ["a", "b"]]
    assert both not in document["coalitions"][2]["stable"]["R"]
    assert document["stable_for_all"]["R"] == []
    assert document["stable_for_all"]["SEQ"] == [[]]
    result = solve_coalitions(dilemma, concepts=["R"])
    assert result.stable_for_all("R", smallest=2).tolist() == [0, 1, 2]


def test_named_coalitions(dilemma):
    result = solve_coalitions(dilemma, [["b", "a"], ["a", "b"]], ["GMR"])
    assert result.coalitions == (("a", "b"),)
    assert list(result.stable) == ["GMR"]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"coalitions": [["a", "bb"]]}, UsageError, "no actor 'bb'; did you mean 'b'"),
        ({"coalitions": [[]]}, UsageError, "a coalition needs members"),
        ({"concepts": ["SIM"]}, UsageError, "no stability concept 'SIM' here"),
        ({"limit": 3}, LimitReached, "3 coalitions in 4 states need 5e\\+01 comparisons"),
    ],
)
def test_refusals(dilemma, arguments, error, message):
    with pytest.raises(error, match=message):
        solve_coalitions(dilemma, **arguments)
