"""Shares of draws against a slow twin, and a crisis whose answer is known."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference import robust as slow
from tests.reference.stability import Conflict
from tests.strategies import crises

from standoff.encode import encode
from standoff.encode.draws import point_draws, sample_draws
from standoff.encode.preferences import ranks
from standoff.engines.stability import robust
from standoff.engines.stability.deciders import Parting
from standoff.engines.stability.robust import solve_robust
from standoff.engines.stability.solver import settled, solve
from standoff.errors import UsageError
from standoff.files.read import read_text
from standoff.kernels import threads

CONCEPTS = ("R", "GMR", "SMR", "SEQ", "SSEQ", "SIM")


@settings(deadline=None, max_examples=25)
@given(crises(max_states=12, scenarios=False), st.data())
def test_shares_are_those_of_the_slow_twin(crisis, data):
    problem = encode(crisis)
    draws = sample_draws(problem, 4, seed=1)
    weights = np.array(data.draw(st.lists(st.floats(0.1, 1), min_size=4, max_size=4)))
    found = solve_robust(problem, draws, weights / weights.sum(), CONCEPTS)
    view = problem.at_chance_status_quo()
    twins = []
    for draw in draws:
        values = settled(problem, draw.hypotheses)
        rank = ranks(view.utility(draw.values, values))
        twins.append(Conflict(view.moves(values), rank))
    for concept in CONCEPTS:
        for s in range(view.space.states):
            held = [all(twin.stable(concept, i, s) for i in range(twin.actors)) for twin in twins]
            assert found.held(concept, s).tolist() == held
            share, error = slow.share(held, weights)
            assert found.share(concept, s) == pytest.approx(share, abs=1e-12)
            assert found.error(concept, s) == pytest.approx(error, abs=1e-7)


@settings(deadline=None, max_examples=10)
@given(crises(max_states=12, scenarios=False))
def test_the_answer_does_not_depend_on_the_threads(crisis):
    problem = encode(crisis)
    draws = sample_draws(problem, 9, seed=3)
    weights = np.full(9, 1 / 9)
    told = []
    alone, *others = (
        solve_robust(
            problem,
            draws,
            weights,
            ("R", "SEQ"),
            jobs=jobs,
            progress=lambda *done: told.append(done),
        )
        for jobs in (1, 2, 5)
    )
    for other in others:
        assert np.array_equal(alone.which, other.which)
        assert np.array_equal(alone.patterns, other.patterns)
    assert told == [(d, 9) for d in range(1, 10)] * 3


def test_a_large_crisis_has_its_threads_to_itself(monkeypatch):
    monkeypatch.setattr(robust, "STATES_AT_ONCE", 1)
    problem = encode(read_text(RAID))
    draws = sample_draws(problem, 16, seed=5)
    weights = np.full(16, 1 / 16)
    allowed = []
    judge = robust.judge_concepts
    monkeypatch.setattr(
        robust, "judge_concepts", lambda *a: allowed.append(threads.allowed()) or judge(*a)
    )
    found = solve_robust(problem, draws, weights, ["R"], jobs=3)
    assert allowed == [3] * len(found.patterns)


@settings(deadline=None)
@given(st.data())
def test_separations_are_those_of_the_slow_twin(data):
    size = data.draw(st.integers(2, 12))

    def column(values):
        return data.draw(st.lists(values, min_size=size, max_size=size))

    held = np.array(column(st.booleans()))
    values = np.array([column(st.integers(0, 4)) for _ in range(3)], float).T
    weights = np.array(column(st.integers(1, 5)), float)
    parting = Parting(
        ("a", "b", "c"), ("A", "B", "C"), (False,) * 3, values, weights / weights.sum()
    )
    found = parting.deciders(held)
    if held.all() or not held.any():
        assert found == []
        return
    assert [d.separation for d in found] == sorted((d.separation for d in found), reverse=True)
    for decider in found:
        own = values[:, "abc".index(decider.name)]
        assert decider.separation == pytest.approx(slow.separation(own, held, weights))
        assert decider.difference == pytest.approx(slow.difference(own, held, weights))
        if decider.separation > 1 - 1e-12:
            assert ((own > decider.threshold) == (held == decider.above)).all()


RAID = """
standoff: 1
title: A raid that pays if the loot is worth more than the shame
actors:
  north:
    name: North
    options: {raid: {}}
    preferences:
      - {prefer: north.raid, weight: 0..4}
      - {prefer: not north.raid, weight: 1}
      - {prefer: not north.raid, weight: 9, given: watched}
  south: {name: South}
hypotheses:
  watched: {claim: The border is watched, prior: 0.2}
"""


@pytest.fixture(scope="module")
def raid():
    problem = encode(read_text(RAID))
    draws = sample_draws(problem, 1024, seed=5)
    weights = np.array([draw.weight for draw in draws])
    return solve_robust(problem, draws, weights / weights.sum(), ["R"])


def test_a_share_that_can_be_worked_out(raid):
    # It raids where the border is not watched (0.8) and the loot is worth more than 1 (3 of 4).
    assert raid.share("R", 1) == pytest.approx(0.6, abs=0.02)
    assert raid.error("R", 1) == pytest.approx(np.sqrt(0.6 * 0.4 / 1024), rel=0.1)
    assert raid.share("R", 0) + raid.share("R", 1) == pytest.approx(1)
    assert len(raid.patterns) == 2


def test_who_decides_can_be_worked_out(raid):
    weight, hypothesis = raid.deciders("R", 1)[:2]
    assert (weight.name, hypothesis.name) == ("north.weight[1]", "watched")
    assert hypothesis.difference == pytest.approx(-0.5, abs=0.03)
    assert weight.separation == pytest.approx(5 / 8, abs=0.03)
    assert weight.threshold == pytest.approx(1, abs=0.05)
    assert weight.above
    assert weight.clear
    assert hypothesis.clear


def test_central_values_give_the_equilibria_of_the_solver():
    problem = encode(read_text(RAID))
    draws = point_draws(problem)
    weights = np.array([draw.weight for draw in draws])
    found = solve_robust(problem, draws, weights, CONCEPTS, exact=True)
    assert found.share("R", 1) == pytest.approx(0.8)
    assert found.error("R", 1) == 0
    assert found.resolution == 0
    sure = solve_robust(problem, draws[1:], np.ones(1), CONCEPTS, exact=True)
    one = solve(problem, CONCEPTS, {"watched": False})
    for concept in CONCEPTS:
        assert np.flatnonzero(sure.shares[CONCEPTS.index(concept)]).tolist() == (
            one.equilibria(concept).tolist()
        )


def test_json(raid):
    document = json.loads(json.dumps(raid.to_json()))
    first = document["equilibria"]["R"][0]
    assert first["state"] == ["north.raid"]
    assert first["decided_by"]["input"] == "north.weight[1]"
    assert first["decided_by"]["threshold"] == pytest.approx(1, abs=0.05)
    assert document["draws"] == 1024
    assert document["effective"] <= 1024.5


def test_a_concept_that_was_not_asked_for(raid):
    with pytest.raises(UsageError, match="SEQ was not computed; computed: R"):
        raid.share("SEQ", 0)


def test_chance_alone_rarely_looks_clear():
    rng = np.random.default_rng(3)
    n, k = 200, 4
    seen = 0
    for _ in range(200):
        parting = Parting(
            tuple("abcd"), tuple("abcd"), (False,) * k, rng.random((n, k)), np.full(n, 1 / n)
        )
        seen += parting.deciders(rng.random(n) < 0.4)[0].clear
    assert seen <= 20
