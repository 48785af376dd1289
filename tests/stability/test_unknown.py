"""Unknown preferences: against the definitions, and what must follow from them."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.pairwise import Unknown
from tests.stability.conflicts import conflicts, ranking, shape
from tests.strategies import crises

from standoff.encode import encode
from standoff.encode.draws import sample_draws
from standoff.encode.preferences import ranks
from standoff.engines.stability import pairwise
from standoff.engines.stability.stable import stable_states
from standoff.engines.stability.unknown import DOUBT, solve_unknown, unknown_stable
from standoff.errors import LimitReached
from standoff.files.read import read_text

CONCEPTS = ("R", "GMR", "SMR", "SEQ", "SSEQ")


@st.composite
def doubtful(draw):
    """A conflict, and pairs of states of which nobody knows which is preferred."""
    drawn = draw(conflicts(most_variables=4, most_states=12))
    n = len(drawn.levels)
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    half = np.triu(rng.random((drawn.actors, n, n)) < draw(st.sampled_from([0.1, 0.5])), 1)
    return drawn, half | half.transpose(0, 2, 1)


@settings(deadline=None, max_examples=60)
@given(doubtful(), st.sampled_from("abcd"))
def test_unknown_preferences_are_those_of_the_definitions(drawn, attitude):
    conflict, unknown = drawn
    twin = Unknown(conflict.moves, conflict.rank, unknown, attitude)
    found = unknown_stable(conflict.moves, conflict.rank, unknown, attitude)
    for concept in CONCEPTS:
        wanted = [[twin.held(concept, i, s) for s in twin.states] for i in range(twin.actors)]
        assert found[concept].tolist() == wanted


@settings(deadline=None, max_examples=30)
@given(conflicts(most_variables=4, most_states=12), st.sampled_from("abcd"))
def test_with_nothing_unknown_all_attitudes_are_the_usual_concepts(conflict, attitude):
    n = len(conflict.levels)
    unknown = np.zeros((conflict.actors, n, n), bool)
    found = unknown_stable(conflict.moves, conflict.rank, unknown, attitude)
    usual = stable_states(conflict.moves, conflict.rank)
    for concept in CONCEPTS:
        assert np.array_equal(found[concept], usual[concept])


@settings(deadline=None, max_examples=30)
@given(doubtful())
def test_attitudes_differ_as_they_must(drawn):
    conflict, unknown = drawn
    a, b, c, d = (unknown_stable(conflict.moves, conflict.rank, unknown, x) for x in "abcd")
    assert np.array_equal(a["R"], c["R"])
    assert np.array_equal(b["R"], d["R"])
    for concept in CONCEPTS:
        for less, more in ((a, b), (a, c), (b, d), (c, d)):
            assert (more[concept] | ~less[concept]).all()


def test_only_the_bold_leave_for_what_is_not_known():
    # One actor, two states: it is not known which it prefers.
    conflict = shape([0], [[0, 0]])
    unknown = np.array([[[False, True], [True, False]]])
    stable = {x: unknown_stable(conflict.moves, conflict.rank, unknown, x)["R"] for x in "abcd"}
    assert {x: found.all() for x, found in stable.items()} == {
        "a": False,
        "b": True,
        "c": False,
        "d": True,
    }


def test_whether_the_unknown_deters():
    # Actor 0 gains by its option; actor 1 would answer, with an end that actor 0 may like or not.
    conflict = shape([0, 1], [ranking(1, 3, 0, 2), ranking(3, 1, 2, 0)])
    unknown = np.zeros((2, 4, 4), bool)
    unknown[0, 0, 3] = unknown[0, 3, 0] = True
    stable = {
        x: bool(unknown_stable(conflict.moves, conflict.rank, unknown, x)["SEQ"][0, 0])
        for x in "abcd"
    }
    assert stable == {"a": False, "b": False, "c": True, "d": True}


@pytest.mark.parametrize(
    ("unknown", "attitude", "message"),
    [
        ([[[False, True], [False, False]]], "a", "both ways"),
        ([[[True, False], [False, False]]], "a", "as good as itself"),
        ([[[False, True], [True, False]]], "e", "no attitude 'e'"),
    ],
)
def test_wrong_arguments(unknown, attitude, message):
    conflict = shape([0], [[0, 1]])
    with pytest.raises(ValueError, match=message):
        unknown_stable(conflict.moves, conflict.rank, np.array(unknown), attitude)


def test_too_many_states_to_compare(monkeypatch):
    monkeypatch.setattr(pairwise, "MOST_STATES", 1)
    conflict = shape([0], [[0, 1]])
    with pytest.raises(LimitReached, match="2 states are too many to compare pair by pair"):
        unknown_stable(conflict.moves, conflict.rank, np.zeros((1, 2, 2), bool), "a")


RAID = """
standoff: 1
title: A raid of unknown worth
actors:
  north:
    name: North
    options: {raid: {}}
    preferences: [{prefer: north.raid, weight: 0..4}, {prefer: not north.raid, weight: SHAME}]
  south: {name: South}
"""


@pytest.mark.parametrize(
    ("shame", "share", "quo"),
    [("1", 1.0, "bd"), ("0.1", 0.0, ""), ("5", 0.0, "abcd")],
)
def test_what_draws_order_either_way_is_unknown(shame, share, quo):
    problem = encode(read_text(RAID.replace("SHAME", shame)))
    draws = sample_draws(problem, 64, seed=2)
    found = solve_unknown(problem, draws, np.full(64, 1 / 64), ["R"])
    assert found.share("north") == share
    assert found.share("south") == 0
    assert "".join(a for a in "abcd" if 0 in found.equilibria(a, "R")) == quo
    assert found.to_json()["unknown"] == {"north": share, "south": 0.0}


@settings(deadline=None, max_examples=15)
@given(crises(max_states=10, chance=False, scenarios=False), st.integers(1, 40))
def test_pairs_are_counted_draw_by_draw_and_by_any_number_of_threads(crisis, count):
    problem = encode(crisis)
    draws = sample_draws(problem, count, seed=4)
    weights = np.random.default_rng(count).dirichlet(np.ones(count))
    hypotheses = problem.likely_hypotheses()
    told = []
    alone, other = (
        solve_unknown(
            problem, draws, weights, ["R"], jobs=jobs, progress=lambda *done: told.append(done)
        )
        for jobs in (1, 3)
    )
    assert np.array_equal(alone.unknown, other.unknown)
    assert told[-1] == (count, count)
    central = problem.stability_ranks(hypotheses)
    drawn = [ranks(problem.utility(d.values, hypotheses | d.hypotheses)) for d in draws]
    states = range(problem.space.states)
    for a in range(len(problem.actors)):
        for s, t in combinations(states, 2):
            better = sum(
                w for w, rank in zip(weights, drawn, strict=True) if rank[a, t] > rank[a, s]
            )
            worse = sum(
                w for w, rank in zip(weights, drawn, strict=True) if rank[a, t] < rank[a, s]
            )
            if min(abs(better - DOUBT), abs(worse - DOUBT)) < 1e-6:
                continue
            surprise = better > DOUBT and central[a, t] <= central[a, s]
            surprise |= worse > DOUBT and central[a, t] >= central[a, s]
            assert alone.unknown[a, s, t] == (surprise or min(better, worse) > DOUBT)
