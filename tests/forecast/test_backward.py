"""One pass backward against passes forward from every state, dense algebra and simulated paths."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standoff.engines.forecast import process
from standoff.engines.forecast.backward import look_back
from standoff.engines.forecast.propagate import follow
from standoff.engines.forecast.simulation import simulate
from standoff.language import parse
from tests.forecast.test_propagate import EXPRESSIONS, dense_generator, duel, solved
from tests.forecast.test_simulation import agree
from tests.reference.timed import timed_probability
from tests.strategies import crises

__all__ = ["duel"]  # a fixture


def backward(made, texts, months):
    problem, draw, _, values = made
    trees = [parse(text) for text in texts]
    return look_back(problem, values.process, draw.hypotheses, trees, months)


def forward(made, texts, months, start):
    problem, draw, _, values = made
    trees = [parse(text) for text in texts]
    at = np.array([months])
    found = follow(problem, values.process, draw.hypotheses, trees, at, start, occupancy=False)
    return found.probability[-1]


@pytest.mark.parametrize("written", [False, True])
@pytest.mark.parametrize("months", [0.3, 6.0])
def test_it_is_what_a_pass_forward_finds_from_every_state(duel, months, written, monkeypatch):
    monkeypatch.setattr(process, "pays", lambda _: written)
    *game, values = duel
    made = *game, replace(values)  # its process is made anew
    assert (made[-1].process.entries.source.size > 0) == written
    found = backward(made, EXPRESSIONS, months)
    for s in range(duel[0].space.states):
        np.testing.assert_allclose(
            found[:, s], forward(made, EXPRESSIONS, months, s), rtol=0, atol=1e-9
        )


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_against_the_slow_twin(duel, text):
    problem, draw, moves, values = duel
    G = dense_generator(moves, values.rules, values.process.cube, problem.space.states)
    found = backward(duel, [text], 5.5)[0]

    def truth(expression):
        return problem.truth(expression, draw.hypotheses)

    for s in (0, problem.start, problem.space.states - 1):
        twin = timed_probability(G, parse(text), truth, draw.hypotheses, s, 5.5)
        assert found[s] == pytest.approx(twin, abs=1e-9)


def test_a_spread_out_start_is_a_sum_over_states(duel):
    start = np.random.default_rng(1).dirichlet(np.ones(duel[0].space.states))
    np.testing.assert_allclose(
        backward(duel, EXPRESSIONS, 6.0) @ start,
        forward(duel, EXPRESSIONS, 6.0, start),
        rtol=0,
        atol=1e-9,
    )


def test_nothing_asked_is_nothing_answered(duel):
    assert backward(duel, [], 1.0).shape == (0, duel[0].space.states)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(crises(judgements=False), st.floats(0.05, 20))
def test_forward_and_backward_agree_on_random_crises(crisis, months):
    made = solved(crisis)
    states = made[0].space.states
    texts = [s.when.text for s in [*crisis.scenarios.values(), *crisis.consequences.values()]]
    if not texts or states > 300:
        return
    found = backward(made, texts, months)
    for s in {0, states // 2, states - 1}:
        np.testing.assert_allclose(found[:, s], forward(made, texts, months, s), rtol=0, atol=1e-9)


def test_shares_of_simulated_paths(duel):
    problem, draw, _, values = duel
    start, n = problem.space.states - 1, 20_000
    texts = EXPRESSIONS[:9]
    paths = simulate(problem, draw, values.q, paths=n, months=6.0, start=start)
    agree([paths.share(parse(t)).value for t in texts], backward(duel, texts, 6.0)[:, start], n)
