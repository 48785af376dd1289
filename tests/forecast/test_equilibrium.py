"""Values of the dynamic game against dense solves."""

from itertools import pairwise

import numpy as np
import pytest

from standoff.engines.forecast import branch
from standoff.engines.forecast.branch import Follower
from standoff.engines.forecast.equilibrium import solve_values
from standoff.engines.forecast.newton import make_newton
from tests.forecast.games import entangled, pennies, random_game
from tests.reference import forecast as slow


def answer_gap(moves, game, q):
    return np.abs(slow.best_answer(moves, game, q) - q).max()


def test_a_myopic_actor_chooses_by_its_utility():
    _, moves, game = random_game([2, 2], seed=1, foresight=0)
    values = solve_values(moves, game)
    np.testing.assert_array_equal(values.q, game.utility)
    assert values.converged
    assert values.residual == 0.0


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_level_answers_the_level_below(level):
    _, moves, game = random_game([2, 2, 1], seed=2, keep=0.9, chance=1, foresight=level)
    values = solve_values(moves, game)
    np.testing.assert_allclose(values.q, slow.levels(moves, game, level)[level], atol=1e-8)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("vital", [2.0, 8.0])
def test_an_equilibrium_answers_itself(seed, vital):
    _, moves, game = random_game([2, 2, 2], seed=seed, keep=0.8, needs=2, chance=1, vital=vital)
    values = solve_values(moves, game)
    assert values.converged
    assert answer_gap(moves, game, values.q) <= values.residual + 1e-12 <= 2e-8


def test_the_residual_is_a_bound_and_not_the_tolerance():
    _, moves, game = random_game([2, 2], seed=3)
    values = solve_values(moves, game, tolerance=1e-3)
    assert answer_gap(moves, game, values.q) <= values.residual
    assert 1e-12 < values.residual <= 1e-3


def test_actors_of_different_foresight_answer_the_rules_that_are_used():
    foresight = np.array([0, 1, -1, -1])
    _, moves, game = random_game([1, 2, 2, 1], seed=4, foresight=foresight)
    values = solve_values(moves, game)
    np.testing.assert_array_equal(values.q[0], game.utility[0])
    np.testing.assert_allclose(values.q[1], slow.levels(moves, game, 1)[1][1], atol=1e-8)
    answer = slow.best_answer(moves, game, values.q)
    np.testing.assert_allclose(values.q[2:], answer[2:], atol=2e-8)


def test_where_plain_iteration_settles_it_settles_on_the_same_values():
    _, moves, game = random_game([2, 2], seed=6, vital=2.0, precision=1.0)
    plain = slow.iterate(moves, game, damping=1.0)
    assert plain is not None
    np.testing.assert_allclose(solve_values(moves, game).q, plain, atol=1e-7)


@pytest.mark.parametrize("precision", [2.0, 16.0, 64.0])
def test_matching_pennies_are_solved_on_the_principal_branch(precision):
    _, moves, game = pennies(precision)
    values = solve_values(moves, game)
    assert values.converged
    assert values.principal
    assert answer_gap(moves, game, values.q) < 2e-8


def test_an_ordinary_game_is_solved_where_plain_iteration_cycles():
    _, moves, game = random_game([2, 2], seed=0, keep=0.9, chance=1)
    assert slow.iterate(moves, game, damping=1.0, steps=300) is None
    values = solve_values(moves, game)
    assert values.converged
    assert values.principal
    assert answer_gap(moves, game, values.q) < 2e-8


def test_the_branch_is_followed_around_its_turns(monkeypatch):
    dials = []
    keep = Follower._keep

    def noting(follower, place, dial):
        dials.append(dial)
        keep(follower, place, dial)

    monkeypatch.setattr(Follower, "_keep", noting)
    _, moves, game = random_game([2, 2, 2], seed=1, keep=0.9, chance=1, precision=4.0)
    values = solve_values(moves, game)
    assert values.converged
    assert values.principal
    assert answer_gap(moves, game, values.q) < 2e-8
    falls = [later < earlier for earlier, later in pairwise(dials)]
    assert any(all(falls[i : i + 3]) for i in range(len(falls) - 2))


@pytest.mark.parametrize("seed", range(4))
def test_machines_with_vital_interests_are_solved(seed):
    _, moves, game = random_game([2, 2, 1], seed=seed, precision=16.0, vital=8.0)
    values = solve_values(moves, game)
    assert values.converged
    assert answer_gap(moves, game, values.q) < 2e-8


def test_a_time_limit_gives_an_honest_answer():
    _, moves, game = random_game([3, 3, 3], seed=1, precision=4.0)
    values = solve_values(moves, game, max_seconds=0.0)
    assert not values.converged
    assert answer_gap(moves, game, values.q) <= values.residual
    assert "not reached" in values.warning


def test_the_order_of_actors_does_not_matter():
    _, moves, game = random_game([2, 1, 2], seed=8, chance=1)
    order = [2, 0, 1]
    turned = type(moves)(*(field[order] for field in moves))
    shuffled = game._replace(
        utility=game.utility[order],
        tempo=game.tempo[order],
        precision=game.precision[order],
        discount=game.discount[order],
        foresight=game.foresight[order],
        effort=game.effort[order],
    )
    straight = solve_values(moves, game).q
    np.testing.assert_allclose(solve_values(turned, shuffled).q, straight[order], atol=1e-7)


def test_nothing_handed_in_is_changed():
    _, moves, game = random_game([2, 2], seed=9, chance=1)
    before = [np.array(field) for field in game]
    solve_values(moves, game)
    for field, kept in zip(game, before, strict=True):
        np.testing.assert_array_equal(field, kept)


def test_frozen_games_are_accepted():
    _, moves, game = random_game([2, 1], seed=9, chance=1)
    for field in game:
        field.flags.writeable = False
    assert solve_values(moves, game).converged


@pytest.mark.parametrize(("seed", "precision"), [(8, 4.0), (0, 16.0)])
def test_where_the_branch_bends_sharply_no_step_leaves_it(seed, precision, monkeypatch):
    moves, game = entangled(seed, precision)
    values = solve_values(moves, game)
    monkeypatch.setattr(branch, "CARES", (0.1,))
    careful = solve_values(moves, game)
    assert values.principal
    assert careful.principal
    np.testing.assert_allclose(values.q, careful.q, atol=1e-9)


def test_what_stands_as_it_was_evaluated_is_not_evaluated_again():
    _, moves, game = random_game([2, 1], seed=1)
    q = game.utility
    newton = make_newton(moves, game, np.array([0]), {1: q[1]})
    newton.start_from(q[:1])
    first, made = newton.evaluate(1.0), newton.products
    assert newton.evaluate(1.0) == first
    assert newton.products == made
    newton.fixed = {1: q[1] + np.arange(q.shape[1])}
    assert newton.evaluate(1.0) != first
    newton.fixed = {1: q[1]}
    newton.unknown[:] += 1e-3 * np.arange(newton.unknown.size)
    other = newton.evaluate(1.0)
    assert newton.evaluate(0.5) != other
    assert newton.products == made + 3
