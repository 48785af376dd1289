"""Branches followed beside a branch nearby end where they end when they are followed alone."""

import numpy as np
import pytest

from standoff.crisis.build import build
from standoff.encode import encode, point_draws
from standoff.engines.forecast import Ensemble, answer
from standoff.engines.forecast import ensemble as at_work
from standoff.engines.forecast.equilibrium import solve_values
from standoff.engines.forecast.trail import Beside, Guides, Trail, Trails
from standoff.language import parse
from standoff.store import Store
from tests.forecast.games import random_game


def changed(game, kind, rng):
    name = ("utility", "tempo", "precision")[kind]
    numbers = np.array(getattr(game, name))
    numbers[rng.integers(len(numbers))] *= rng.uniform(0.6, 1.6)
    return game._replace(**{name: numbers})


@pytest.mark.parametrize("precision", [2.0, 8.0])
@pytest.mark.parametrize("kind", [0, 1, 2], ids=["utility", "tempo", "precision"])
def test_a_guide_changes_the_way_and_not_the_end(precision, kind):
    guided, alone, rng = 0, 0, np.random.default_rng(kind)
    for seed in range(8):
        _, moves, game = random_game([2, 2, 1], seed=seed, keep=0.9, precision=precision)
        trail = solve_values(moves, game).way.trail
        if trail is None:
            continue
        other = changed(game, kind, rng)
        beside, cold = solve_values(moves, other, guide=trail), solve_values(moves, other)
        assert beside.principal
        assert beside.converged
        np.testing.assert_allclose(beside.q, cold.q, atol=1e-10)
        guided, alone = guided + beside.way.steps, alone + cold.way.steps
    assert 0 < guided < alone


def test_a_guide_that_misleads_is_left():
    _, moves, game = random_game([2, 2, 1], seed=1)
    trail = solve_values(moves, game).way.trail
    noise = np.random.default_rng(0).normal(size=trail.unknown.shape).astype(np.float32)
    wild = Trail(trail.dial, 50 * noise * trail.unknown)
    beside = solve_values(moves, game, guide=wild)
    assert beside.principal
    np.testing.assert_allclose(beside.q, solve_values(moves, game).q, atol=1e-10)


def test_a_trail_passes_through_its_points_and_between_them():
    dial = np.array([0.0, 0.2, 0.5, 0.9, 1.0])
    trail = Trail(dial, np.stack([dial**3, 1 - dial], axis=1).astype(np.float32))
    for at in (0.0, 0.5, 1.0):
        np.testing.assert_allclose(trail.at(at), [at**3, 1 - at], atol=1e-7)
    np.testing.assert_allclose(trail.at(0.33), [0.33**3, 0.67], atol=1e-6)
    np.testing.assert_allclose(trail.at(0.95), [0.95**3, 0.05], atol=1e-6)


def test_the_oldest_are_forgotten():
    trails = Trails(most_bytes=16_000)
    trail = Trail(np.array([0.0, 1.0]), np.zeros((2, 200), dtype=np.float32))
    for key in range(12):
        trails.keep(key, trail)
        trails.find(0)
    assert trails.find(0) is not None
    assert trails.find(1) is None
    assert trails.find(11) is not None
    trails.keep("large", Trail(trail.dial, np.zeros((2, 2000), dtype=np.float32)))
    assert trails.find("large") is None


def test_a_changed_crisis_is_solved_beside_the_one_before(monkeypatch):
    def problem(weight):
        a = {
            "name": "A",
            "options": {"x": {}},
            "preferences": [{"prefer": "a.x", "weight": weight}],
        }
        wants = [{"prefer": "a.x implies b.z", "weight": 3}, {"prefer": "not b.z", "weight": 1}]
        b = {"name": "B", "options": {"z": {}}, "preferences": wants}
        return encode(build({"standoff": 1, "title": "t", "actors": {"a": a, "b": b}}))

    guides = []

    def solve(*given, guide=None):
        guides.append(guide)
        return solve_values(*given, guide=guide)

    monkeypatch.setattr(at_work, "TRAILS", Trails())
    monkeypatch.setattr(answer, "solve_values", solve)
    tree, months = [parse("ever(b.z)")], np.array([6.0])

    def ask(weight, recall):
        made = problem(weight)
        return Ensemble(made, point_draws(made), recall=recall).run(tree, months)[0]

    ask(2, True)
    beside, alone = ask(2.5, True), ask(2.5, False)
    assert [guide is None for guide in guides] == [True, False, True]
    np.testing.assert_allclose(beside.solution.q, alone.solution.q, atol=1e-10)
    assert beside.followed.probability == pytest.approx(alone.followed.probability, abs=1e-10)


def level(value):
    """A branch whose unknowns are the same at every dial."""
    return Trail(np.array([0.0, 0.5, 1.0]), np.full((3, 2), value, dtype=np.float32))


def test_a_game_is_guided_by_its_own_branch_moved_as_one_like_it_has_moved():
    keys = [(g, h, k) for g in (0, 1) for h in (0, 1) for k in (0, 1)]
    trails = Trails()
    for key in keys:
        if key != (0, 1, 1):
            trails.keep(key, level(10 * key[0]))
    guides = Guides(trails)
    guides.passed((0, 0, 0), level(1))
    guides.passed((1, 1, 0), level(12))
    assert guides.find((0, 0, 1)).at(0.3) == pytest.approx(0)
    guides.learning = False
    assert guides.find((0, 0, 1)).at(0.3) == pytest.approx(1)
    assert guides.find((1, 1, 1)).at(0.3) == pytest.approx(12)
    assert isinstance(guides.find((1, 1, 1)), Beside)
    assert guides.find((0, 1, 1)) is None
    guides.passed((0, 1, 1), level(7))
    assert trails.find((0, 1, 1)).at(0.3) == pytest.approx(7)
    guides.passed((1, 0, 0), None)
    assert trails.find((1, 0, 0)).at(0.3) == pytest.approx(10)


def many_games(weight):
    a = {
        "name": "A",
        "options": {"x": {}, "y": {}},
        "preferences": [
            {"prefer": "a.x", "weight": weight},
            {"prefer": "not a.y", "given": "g", "weight": 2},
            {"prefer": "a.y iff b.z", "given": "h", "weight": 1},
            {"prefer": "a.x implies a.y", "given": "k", "weight": 1.5},
        ],
    }
    wants = [{"prefer": "a.x implies b.z", "weight": 3}, {"prefer": "not b.z", "weight": 1}]
    b = {"name": "B", "options": {"z": {}}, "preferences": wants}
    hypotheses = {name: {"claim": name, "prior": 0.4} for name in "ghk"}
    given = {"standoff": 1, "title": "t", "actors": {"a": a, "b": b}, "hypotheses": hypotheses}
    return encode(build(given))


@pytest.fixture
def ask(monkeypatch):
    """Ask about a changed crisis, in a process that has solved it as it was."""
    trees, months = [parse("ever(b.z)"), parse("never(a.y)")], np.array([6.0])

    def asked(weight, jobs=1, recall=True, store=None):
        monkeypatch.setattr(at_work, "TRAILS", Trails())
        before, made = many_games(2), many_games(weight)
        Ensemble(before, point_draws(before), recall=recall).run(trees, months)
        ensemble = Ensemble(made, point_draws(made), jobs, recall=recall, store=store)
        return ensemble.run(trees, months)

    return asked


def test_all_games_of_a_changed_crisis_come_to_what_they_come_to_alone(ask):
    beside, alone = ask(3), ask(3, recall=False)
    assert all(one.solution.guided for one in beside)
    assert not any(one.solution.guided for one in alone)
    for one, other in zip(beside, alone, strict=True):
        np.testing.assert_allclose(one.solution.q, other.solution.q, atol=1e-10)
        np.testing.assert_allclose(one.followed.probability, other.followed.probability, atol=1e-10)


def test_what_guides_does_not_hang_on_how_many_work(ask):
    for one, other in zip(ask(3), ask(3, jobs=3), strict=True):
        np.testing.assert_array_equal(one.solution.q, other.solution.q)


def test_what_hangs_on_runs_before_is_not_kept(ask, tmp_path):
    with Store(tmp_path / "kept") as store:
        ask(3, store=store)
        made = many_games(3)
        fresh = Ensemble(made, point_draws(made), store=store)
        assert [fresh._known(d) for d in range(len(fresh.draws))] == [None] * len(fresh.draws)
