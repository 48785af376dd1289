"""Rules with every move written down, against dense matrices and against rules that are implied."""

import numpy as np
import pytest

from standoff.engines.forecast import linked
from standoff.engines.forecast import newton as methods
from standoff.engines.forecast.equilibrium import rules_of, solve_values
from standoff.engines.forecast.implied import make_cube, no_rules
from standoff.engines.forecast.linked import listed, make_links, pays
from standoff.engines.forecast.newton import Newton, make_newton
from standoff.kernels.lanes import LANES
from standoff.kernels.uniformise import advance, fastest_leaving
from standoff.kernels.written import Entries, step, write_entries
from tests.forecast.games import random_game
from tests.forecast.test_policy import SHAPES
from tests.forecast.test_policy_local import local_matrices
from tests.reference import forecast as slow

EIGHT = {"8 actors": {"options": [1] * 8}, "10 actors": {"options": [1] * 10, "keep": 0.3}}
ALL = {name: shape for name, shape in (SHAPES | EIGHT).items() if name != "one state"}


def linked_newton(moves, game):
    seats = np.arange(len(game.tempo))
    links = make_links(moves, game, seats)
    newton = Newton(moves, game, no_rules(game), seats, {}, links=links)
    newton.start_from(game.utility)
    return newton


@pytest.mark.parametrize("shape", ALL.values(), ids=ALL)
@pytest.mark.parametrize("precision", [0.0, 2.0, 16.0])
def test_what_values_lack_is_that_of_the_dense_generator(shape, precision):
    _, moves, game = random_game(**shape, seed=3, precision=precision)
    newton = linked_newton(moves, game)
    residual = newton.evaluate(0.7)
    G = slow.generator(moves, game, game.utility, 0.7)
    expected = (G @ game.utility.T).T
    np.testing.assert_allclose(newton.values_of(newton._slack), expected, atol=1e-12)
    assert residual == pytest.approx(float((np.abs(expected).T / game.discount).max()), abs=1e-12)


def test_rows_far_below_the_best_of_their_group_keep_their_digits():
    _, moves, game = random_game([3, 2], seed=2, directions=True, needs=2)
    game = game._replace(precision=np.full(2, 400.0), utility=game.utility * 3)
    assert rules_of(moves, game, game.utility).lost.sum() > 0
    newton = linked_newton(moves, game)
    newton.evaluate(1.0)
    expected = (slow.generator(moves, game, game.utility) @ game.utility.T).T
    np.testing.assert_allclose(newton.values_of(newton._slack), expected, atol=1e-10)


@pytest.mark.parametrize("options", [[2, 2, 1], [1] * 8, [1] * 9], ids=["3", "8", "9 actors"])
@pytest.mark.parametrize("dial", [0.0, 0.8])
def test_the_derivative_is_that_of_implied_rules_in_single_precision(options, dial):
    _, moves, game = random_game(options, seed=7, keep=0.8, needs=2, chance=1)
    change = np.random.default_rng(1).normal(size=game.utility.shape)
    found = []
    for newton in (
        linked_newton(moves, game),
        Newton(moves, game, rules_of(moves, game, game.utility), np.arange(len(options)), {}),
    ):
        newton.start_from(game.utility)
        newton.evaluate(0.8)
        found.append(newton.values_of(newton.response(dial, change)))
    np.testing.assert_allclose(*found, atol=2e-6 * np.abs(found[1]).max())


@pytest.mark.parametrize("dial", [0.0, 0.8])
def test_the_inverse_is_that_of_the_derivative_inside_each_state(dial):
    _, moves, game = random_game([2, 2, 1], seed=7, keep=0.8, chance=1)
    newton = linked_newton(moves, game)
    newton.evaluate(0.8)
    newton.correction(dial, 0.5)
    expected = np.linalg.inv(local_matrices(newton, dial)).transpose(0, 2, 1)
    np.testing.assert_allclose(newton.work.links.inverse[:, :, :3], expected, rtol=2e-4, atol=2e-5)
    assert np.all(newton.work.links.inverse[:, :, 3:] == 0)


def test_a_matrix_that_is_nearly_singular_is_replaced_by_its_diagonal():
    _, moves, game = random_game([2, 1], seed=7)
    newton = linked_newton(moves, game)
    newton.evaluate(0.8)
    links = newton.work.links
    leaving = (game.tempo[:, None] - links.stay).sum(axis=0)
    wanted = np.argmax(links.stay[0] > 0)
    push = 0.8 * game.precision[0] * links.stay[0, wanted]
    links.value[0, wanted, 0] = links.answer[0, 0, wanted, 0]
    links.value[0, wanted, 0] += (game.discount[0] + leaving[wanted]) / push
    newton.correction(0.8, 0.5)
    expected = np.diag(1 / (game.discount + leaving[wanted]))
    np.testing.assert_allclose(links.inverse[wanted, :, :2], expected, rtol=1e-4)


@pytest.mark.parametrize("shape", ALL.values(), ids=ALL)
def test_games_are_solved_alike(shape, monkeypatch):
    _, moves, game = random_game(**shape, seed=5, precision=4.0)
    monkeypatch.setattr(methods, "pays", lambda moves: True)
    written = solve_values(moves, game)
    monkeypatch.setattr(methods, "pays", lambda moves: False)
    implied = solve_values(moves, game)
    assert written.converged
    assert implied.converged
    np.testing.assert_allclose(written.q, implied.q, atol=2e-8)


def test_actors_of_every_foresight_are_written_down(monkeypatch):
    _, moves, game = random_game([2, 2, 1, 1], seed=5, foresight=[0, 1, 2, -1])
    monkeypatch.setattr(methods, "pays", lambda moves: True)
    written = solve_values(moves, game)
    monkeypatch.setattr(methods, "pays", lambda moves: False)
    np.testing.assert_allclose(written.q, solve_values(moves, game).q, atol=2e-8)


def test_moves_are_not_written_down_where_they_are_many(monkeypatch):
    _, moves, game = random_game([2, 2])
    assert pays(moves)
    assert make_newton(moves, game, np.arange(2), {}).work.links.target.size == 2 * 4 * 16
    monkeypatch.setattr(linked, "MOST_LINKS", 127)
    assert not pays(moves)
    assert make_newton(moves, game, np.arange(2), {}).work.links.target.size == 0
    assert not pays(random_game([6, 6])[1])


def test_where_nobody_can_move_there_is_nothing_to_write_down():
    _, moves, game = random_game(**SHAPES["one state"])
    assert not pays(moves)
    assert solve_values(moves, game).q == pytest.approx(game.utility)


def test_links_of_wide_actors_have_room_for_two_bytes():
    _, moves, game = random_game([10, 1], seed=1, keep=0.1, effort=0.1)
    links = make_links(moves, game, np.arange(2))
    assert links.code.max() > 255
    newton = linked_newton(moves, game)
    newton.evaluate(1.0)
    expected = (slow.generator(moves, game, game.utility) @ game.utility.T).T
    np.testing.assert_allclose(newton.values_of(newton._slack), expected, atol=1e-11)


def one_step(moves, rules, panels, rate):
    states, most = moves.bits.shape[1], len(listed(moves).target) + rules.chance_rate.size
    start, stay = np.zeros(states + 1, np.int64), np.zeros(states)
    source, chance = np.zeros(most, np.int32), np.zeros(most)
    write_entries(moves, rules, rate, start, source, chance, stay)
    X = np.random.default_rng(0).random((panels, states, LANES))
    found, expected = np.empty_like(X), np.empty_like(X)
    step(Entries(start, source, chance, stay), X, found)
    advance(moves, rules, rate, X, expected, make_cube(moves, rules))
    return found, expected


@pytest.mark.parametrize("shape", ALL.values(), ids=ALL)
@pytest.mark.parametrize("panels", [1, 2, 3])
def test_a_step_that_is_written_down_is_the_implied_one(shape, panels):
    _, moves, game = random_game(**shape, seed=3)
    rules = rules_of(moves, game, game.utility)
    np.testing.assert_allclose(
        *one_step(moves, rules, panels, max(fastest_leaving(rules), 1.0)), atol=1e-13
    )


def test_a_step_keeps_rows_whose_denominator_is_too_small():
    _, moves, game = random_game([3, 2], seed=2, directions=True, needs=2)
    game = game._replace(precision=np.full(2, 400.0), utility=game.utility * 3)
    rules = rules_of(moves, game, game.utility)
    assert rules.lost.sum() > 0
    np.testing.assert_allclose(*one_step(moves, rules, 1, 9.0), atol=1e-11)
