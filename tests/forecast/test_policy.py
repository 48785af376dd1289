"""Products with implied policies against dense matrices."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.engines.forecast.equilibrium import rules_of
from standoff.engines.forecast.implied import make_cube
from standoff.engines.forecast.newton import Newton
from standoff.kernels.lanes import LANES
from standoff.kernels.policy import PLAIN, Lean, flip, spread
from tests.forecast.games import random_game
from tests.reference import forecast as slow

NONE = np.zeros(0)


def product(moves, rules, a, V, transposed):
    W = np.zeros_like(V)
    spread(
        moves,
        rules,
        a,
        transposed,
        0.7,
        V,
        W,
        make_cube(moves, rules),
        Lean(V, V, NONE, NONE, PLAIN),
    )
    return W / 0.7


SHAPES = {
    "free": {"options": [2, 3, 1]},
    "few feasible": {"options": [3, 3], "keep": 0.3},
    "ordered": {"options": [2, 2], "levels": 4},
    "needs": {"options": [3, 3], "needs": 4, "keep": 0.9},
    "one way": {"options": [3, 2], "directions": True, "needs": 2},
    "pairs": {"options": [6, 1], "keep": 0.05},
    "idle actor": {"options": [2, 0, 2], "chance": 1},
    "one state": {"options": [1, 1], "keep": 0.0},
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("precision", [0.0, 2.0, 16.0])
@pytest.mark.parametrize("transposed", [False, True])
def test_a_product_is_that_of_the_dense_policy(shape, precision, transposed):
    _, moves, game = random_game(**shape, seed=3, precision=precision)
    rules = rules_of(moves, game, game.utility)
    V = np.random.default_rng(0).normal(size=(moves.bits.shape[1], LANES))
    for a in range(len(game.tempo)):
        P = slow.choice(moves, game, a, game.utility[a])
        expected = (P.T if transposed else P) @ V
        np.testing.assert_allclose(product(moves, rules, a, V, transposed), expected, atol=1e-13)


@given(
    seed=st.integers(0, 10**6),
    keep=st.floats(0.1, 1),
    needs=st.integers(0, 5),
    one_way=st.booleans(),
)
@settings(max_examples=40)
def test_any_mixture_of_restrictions_is_respected(seed, keep, needs, one_way):
    shape = {"options": [3, 2], "levels": 3, "keep": keep, "needs": needs, "directions": one_way}
    _, moves, game = random_game(**shape, seed=seed)
    rules = rules_of(moves, game, game.utility)
    V = np.eye(moves.bits.shape[1])[:, :LANES]
    V = np.pad(V, ((0, 0), (0, LANES - V.shape[1])))
    for a in range(2):
        P = slow.choice(moves, game, a, game.utility[a])
        np.testing.assert_allclose(product(moves, rules, a, V, False), P @ V, atol=1e-13)
        np.testing.assert_allclose(product(moves, rules, a, V, True), P.T @ V, atol=1e-13)


def test_layers_are_used_where_own_options_need_one_another():
    _, moves, game = random_game([4, 1], seed=1, needs=3)
    rules = rules_of(moves, game, game.utility)
    assert rules.layers.max() > 1


def test_rows_of_a_policy_sum_to_one():
    _, moves, game = random_game([3, 3], seed=5, keep=0.7, needs=3, precision=16.0)
    rules = rules_of(moves, game, game.utility)
    ones = np.ones((moves.bits.shape[1], LANES))
    for a in range(2):
        np.testing.assert_allclose(product(moves, rules, a, ones, False), 1.0, atol=1e-13)


def test_without_precision_every_legal_move_is_as_likely_as_staying():
    _, moves, game = random_game([2, 2], seed=5, keep=0.8, precision=0.0, directions=True)
    rules = rules_of(moves, game, game.utility)
    states = moves.bits.shape[1]
    for a in range(2):
        for s in range(states):
            V = np.zeros((states, LANES))
            V[s] = 1.0
            row = product(moves, rules, a, V, True)[:, 0]
            options = 1 + sum(slow.legal(moves, a, s, t) for t in range(states))
            np.testing.assert_allclose(row[row > 0], 1 / options, rtol=1e-13)
            assert np.count_nonzero(row) == options


@pytest.mark.parametrize("transposed", [False, True])
def test_rows_far_below_the_best_of_their_group_keep_their_digits(transposed):
    _, moves, game = random_game([3, 2], seed=2, directions=True, needs=2)
    game = game._replace(precision=np.full(2, 400.0), utility=game.utility * 3)
    rules = rules_of(moves, game, game.utility)
    assert rules.lost.sum() > 0
    V = np.random.default_rng(0).normal(size=(moves.bits.shape[1], LANES))
    for a in range(2):
        P = slow.choice(moves, game, a, game.utility[a])
        expected = (P.T if transposed else P) @ V
        np.testing.assert_allclose(product(moves, rules, a, V, transposed), expected, atol=1e-11)


@pytest.mark.parametrize("transposed", [False, True])
def test_chance_flips_are_those_of_the_dense_generator(transposed):
    _, moves, game = random_game([2, 1], seed=4, keep=0.8, chance=2)
    rules = rules_of(moves, game, game.utility)
    V = np.random.default_rng(0).normal(size=(moves.bits.shape[1], LANES))
    W = np.zeros_like(V)
    flip(rules, transposed, 2.0, V, W)
    C = slow.flips(game)
    np.testing.assert_allclose(W, 2.0 * (C.T if transposed else C) @ V, atol=1e-13)


@pytest.mark.parametrize("options", [[2, 2, 1], [1] * 7, [1] * 9], ids=["3", "7", "9 actors"])
@pytest.mark.parametrize("extreme", [False, True])
def test_the_derivative_is_that_of_finite_differences(options, extreme):
    _, moves, game = random_game(options, seed=7, keep=0.8, needs=2, chance=1, directions=extreme)
    if extreme:
        game = game._replace(precision=np.full(len(options), 120.0), utility=game.utility * 3)
    rules = rules_of(moves, game, game.utility)
    newton = Newton(moves, game, rules, np.arange(len(options)), {})
    values, states = np.array(game.utility), moves.bits.shape[1]
    D = np.random.default_rng(1).normal(size=values.shape)

    def slack(at):
        newton.start_from(at)
        newton.evaluate(0.8)
        return newton.values_of(newton._slack)

    step = 1e-7 if extreme else 1e-5
    expected = (slack(values + step * D) - slack(values - step * D)) / (2 * step)
    newton.start_from(values)
    newton.evaluate(0.8)
    got = -newton.values_of(newton.response(0.8, D))
    assert got.shape == (len(options), states)
    np.testing.assert_allclose(got, expected, atol=1e-5 * np.abs(expected).max())
