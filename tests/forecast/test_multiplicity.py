"""Other equilibria: found where a slow search finds them, verified, and reported."""

from dataclasses import asdict

import numpy as np
import pytest

from standoff.crisis.build import build
from standoff.encode import encode, point_draws
from standoff.encode.moves import build_moves
from standoff.engines.forecast import solve
from standoff.engines.forecast.equilibrium import solve_values
from standoff.engines.forecast.multiplicity import find_others, look_for_others
from standoff.kernels.layout import Game
from tests.forecast.games import pennies
from tests.reference import forecast as slow


def waiting(precision):
    """Each wants to meet at the other's place less than at its own, and to be apart least."""
    rows = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=np.uint8)
    moves = build_moves(rows, np.array([2, 2]), np.array([0, 1]), np.zeros(2, np.int64), {}, 2)
    game = Game(
        utility=np.array([[4.0, 0.0, 0.0, 2.0], [2.0, 0.0, 0.0, 4.0]]),
        tempo=np.ones(2),
        precision=np.full(2, precision),
        discount=np.full(2, 0.25),
        foresight=np.full(2, -1),
        effort=np.full((2, 1), 0.5),
        chance_to=np.zeros((0, 4), np.int32),
        chance_rate=np.zeros((0, 4)),
    )
    return moves, game


def slowly(moves, game, starts=60, steps=600):
    """Fixed points that damped iteration reaches from random values."""
    rng, found = np.random.default_rng(1), []
    for _ in range(starts):
        values = rng.uniform(0, 4, game.utility.shape)
        for _ in range(steps):
            change = slow.best_answer(moves, game, values) - values
            values = values + 0.5 * change
            if np.abs(change).max() < 1e-11:
                break
        else:
            continue
        if all(np.abs(values - other).max() > 1e-6 for other in found):
            found.append(values)
    return found


def test_all_that_a_slow_search_finds_is_found_and_is_an_equilibrium():
    moves, game = waiting(8.0)
    q = solve_values(moves, game).q
    others, tried, reached = find_others(moves, game, q)
    assert len(others) >= 2
    assert len(others) < reached <= tried
    mine = [q, *(values for values, _ in others)]
    for values, residual in others:
        gap = np.abs(slow.best_answer(moves, game, values) - values).max()
        assert gap <= residual + 1e-12 <= 2e-8
        assert sum(np.abs(values - known).max() < 1e-3 for known in mine) == 1
    expected = slowly(moves, game)
    assert len(expected) >= 2
    for values in expected:
        assert min(np.abs(values - known).max() for known in mine) < 1e-6


@pytest.mark.parametrize("made", [waiting(0.5), pennies(2.0)[1:]], ids=["waiting", "pennies"])
def test_none_is_claimed_where_there_is_one(made):
    moves, game = made
    others, tried, reached = find_others(moves, game, solve_values(moves, game).q)
    assert others == []
    assert reached == tried > 3


def test_a_time_limit_ends_the_search():
    moves, game = waiting(8.0)
    others, tried, _ = find_others(moves, game, solve_values(moves, game).q, max_seconds=0.0)
    assert others == []
    assert tried <= 1


def crisis(foresight="equilibrium"):
    actor = {"precision": 8, "foresight": foresight, "tempo": "1 per month"}
    mine = {"prefer": "not a.x and not b.x", "weight": 4}
    yours = {"prefer": "a.x and b.x", "weight": 4}
    return encode(
        build(
            {
                "standoff": 1,
                "title": "t",
                "actors": {
                    "a": {
                        "name": "A",
                        "options": {"x": {"effort": 0.5}},
                        "preferences": [mine, {**yours, "weight": 2}],
                        **actor,
                    },
                    "b": {
                        "name": "B",
                        "options": {"x": {"effort": 0.5}},
                        "preferences": [yours, {**mine, "weight": 2}],
                        **actor,
                    },
                },
                "status_quo": ["a.x"],
                "scenarios": {
                    "at_a": {"title": "A", "when": "first(not a.x and not b.x, before=a.x and b.x)"}
                },
            }
        )
    )


def test_the_forecast_reports_others_and_how_far_apart_they_are():
    problem = crisis()
    draws = point_draws(problem)
    result = solve(problem, draws, np.ones(1))
    found = result.solver.others
    assert found.found >= 2
    assert found.residual <= 1e-8
    assert 0.05 < found.apart <= 1.0
    assert result.to_json()["solver"]["others"] == asdict(found)
    assert solve(problem, draws, np.ones(1), others=False).solver.others is None


def test_nobody_looks_where_nobody_seeks_an_equilibrium():
    problem = crisis(foresight="myopic")
    assert look_for_others(problem, [], 12.0, problem.start) is None
