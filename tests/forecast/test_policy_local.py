"""The part of the derivative inside each state, against unit vectors and dense inverses."""

import numpy as np
import pytest

from standoff.engines.forecast.implied import make_rules
from standoff.engines.forecast.newton import Newton
from standoff.kernels.policy_local import eliminate
from tests.forecast.games import random_game


def at_utilities(options, dial, precision=2.0):
    _, moves, game = random_game(options, seed=7, keep=0.8, chance=1, precision=precision)
    newton = Newton(moves, game, make_rules(moves, game), np.arange(len(options)), {})
    newton.start_from(game.utility)
    newton.evaluate(dial)
    return newton


def local_matrices(newton, dial):
    """Matrices of all states, from the whole derivative in every unit direction."""
    seats, states = newton.values().shape
    found = np.zeros((states, seats, seats))
    for b in range(seats):
        for s in range(states):
            unit = np.zeros((seats, states))
            unit[b, s] = 1.0
            found[s, :, b] = newton.values_of(newton.response(dial, unit))[:, s]
    return found


@pytest.mark.parametrize("options", [[2, 2, 1], [1] * 6], ids=["3 actors", "6 actors"])
def test_the_inverse_is_that_of_the_derivative_inside_each_state(options):
    newton = at_utilities(options, 0.8)
    newton.correction(0.8, 0.5)
    expected = np.linalg.inv(local_matrices(newton, 0.8))
    np.testing.assert_allclose(newton._border.inverse, expected, rtol=2e-5, atol=2e-6)


def test_without_answering_rules_the_inverse_is_diagonal():
    newton = at_utilities([2, 2], 0.5)
    newton.correction(0.0, 0.5)
    expected = np.linalg.inv(local_matrices(newton, 0.0))
    np.testing.assert_allclose(newton._border.inverse, expected, rtol=2e-5, atol=1e-7)
    assert np.all(newton._border.inverse[:, 0, 1] == 0.0)


def test_elimination_exchanges_rows_and_refuses_what_is_singular():
    matrix = np.array([[0.0, 2.0, 1.0], [1.0, 0.0, 3.0], [4.0, 1.0, 0.0]])
    full = np.hstack([matrix, np.eye(3)])
    assert eliminate(full, 3, 1e-9)
    np.testing.assert_allclose(full[:, 3:], np.linalg.inv(matrix), atol=1e-14)
    assert not eliminate(np.hstack([np.ones((2, 2)), np.eye(2)]), 2, 1e-9)
