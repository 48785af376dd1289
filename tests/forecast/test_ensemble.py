"""Ensembles: the same numbers however they are worked, weighted right, and kept to be asked again."""

import numpy as np
import pytest

from standoff.crisis.build import build
from standoff.encode import encode, point_draws, sample_draws
from standoff.engines.forecast import Ensemble, go_together, query, solve
from standoff.engines.forecast.consequences import evenly
from standoff.engines.forecast.result import weighted_band
from standoff.errors import LimitReached
from standoff.language import parse


@pytest.fixture(scope="module")
def problem():
    return encode(
        build(
            {
                "standoff": 1,
                "title": "t",
                "horizon": "6 months",
                "actors": {
                    "a": {
                        "name": "A",
                        "options": {"x": {}, "y": {"needs": "h"}},
                        "preferences": [
                            {"prefer": "a.x", "weight": "0.2..1"},
                            {"prefer": "a.y", "weight": "1..2"},
                        ],
                    },
                    "b": {
                        "name": "B",
                        "options": {"z": {}},
                        "preferences": [{"prefer": "a.x implies b.z"}, {"prefer": "not b.z"}],
                    },
                },
                "hypotheses": {"h": {"claim": "H", "prior": "0.2..0.6"}},
                "scenarios": {
                    "early": {"title": "F", "when": "ever(a.x) and never(a.y)"},
                    "second": {"title": "S", "when": "ever(a.y, within=3 months)"},
                },
                "consequences": {
                    "both": {"when": "ever(a.x and b.z)", "severity": 5},
                    "nothing": {"when": "ever(a.y) and never(a.y)", "severity": 9},
                },
            }
        )
    )


@pytest.fixture(scope="module")
def draws(problem):
    return sample_draws(problem, 24, 3)


def equal(n):
    return np.full(n, 1 / n)


@pytest.mark.parametrize("jobs", [2, 3])
def test_the_number_of_workers_changes_nothing(problem, draws, jobs):
    one = solve(problem, draws, equal(24), seed=3)
    other = solve(problem, draws, equal(24), seed=3, jobs=jobs)
    np.testing.assert_array_equal(one.curves, other.curves)
    np.testing.assert_array_equal(one.occupancy, other.occupancy)


def test_what_is_kept_answers_as_what_is_solved_anew(problem, draws):
    ensemble = Ensemble(problem, draws)
    first = solve(problem, draws, equal(24), seed=3, ensemble=ensemble)
    again = solve(problem, draws, equal(24), seed=3, ensemble=ensemble)
    np.testing.assert_allclose(first.curves, again.curves, atol=1e-12)
    months = np.array([6.0])
    lean = ensemble.run([parse("ever(a.x)")], months, occupancy=False)
    full = ensemble.run([parse("ever(a.x)")], months)
    for one, other in zip(lean, full, strict=True):
        assert one.followed.probability == pytest.approx(other.followed.probability, abs=1e-12)
        assert one.followed.time.sum() == 0


def test_weights_mix_the_draws(problem, draws):
    weights = np.random.default_rng(0).random(24)
    weights /= weights.sum()
    mixed = solve(problem, draws, weights, seed=3)
    alone = [solve(problem, [draw], equal(1), seed=3).probability("early") for draw in draws]
    assert mixed.probability("early") == pytest.approx(weights @ alone, abs=1e-9)
    low, high = mixed.band("early")
    assert low <= mixed.probability("early") <= high
    assert mixed.effective == pytest.approx(1 / (weights**2).sum())


def test_a_point_forecast_mixes_hypotheses_exactly(problem):
    cases = point_draws(problem)
    weights = np.array([draw.weight for draw in cases])
    result = solve(problem, cases, weights)
    assert len(cases) == 2
    assert result.point
    assert result.band("early") is None
    assert result.to_json()["scenarios"]["early"]["low"] is None
    parts = [solve(problem, [d], equal(1)).probability("second") for d in cases]
    assert result.probability("second") == pytest.approx(weights @ parts, abs=1e-12)


def test_query_equals_the_scenario(problem, draws):
    result = solve(problem, draws, equal(24), seed=3)
    tree = problem.crisis.scenarios["early"].when.tree
    answer = query(problem, tree, 6.0, draws=draws, weights=equal(24))
    assert answer.probability == pytest.approx(result.probability("early"), abs=1e-9)
    assert (answer.low, answer.high) == pytest.approx(result.band("early"), abs=1e-9)


def test_the_curve_ends_at_the_probability_and_tables_hold_it(problem, draws):
    result = solve(problem, draws, equal(24), seed=3)
    curve = result.curve("second")
    assert curve[0]["months"] == 0
    assert curve[-1]["probability"] == pytest.approx(result.probability("second"))
    assert len(result.to_pandas()) == 2 * len(curve)
    assert result.to_polars().shape == (2 * len(curve), 5)
    passage = result.first_passage("second")
    probability = result.probability("second")
    assert passage.never == pytest.approx(1 - probability)
    months, chance = np.array([[p["months"], p["probability"]] for p in curve]).T
    where = passage.where_it_does
    for moment, part in ((where.early, 0.1), (where.median, 0.5), (where.late, 0.9)):
        assert np.interp(moment, months, chance) == pytest.approx(part * probability)
    for moment, part in ((passage.early, 0.1), (passage.median, 0.5), (passage.late, 0.9)):
        assert (moment is None) == (probability < part)
        assert moment is None or np.interp(moment, months, chance) == pytest.approx(part)


def test_consequences_agree_with_the_exact_joint_probability(problem, draws):
    ensemble = Ensemble(problem, draws)
    counted = go_together(problem, draws, equal(24), lambda d: ensemble.solution(d).q, seed=5)
    scenario = problem.crisis.scenarios["early"].when.text
    joint = parse(f"({scenario}) and ever(a.x and b.z)")
    chosen = evenly(equal(24), 24)
    months = np.array([6.0])
    answers = ensemble.run([joint, parse(scenario)], months, chosen=chosen)
    both, alone = np.mean([a.followed.probability[-1] for a in answers], axis=0)
    found, error = counted.given["early"]["both"], counted.error("early", "both")
    assert abs(found - both / alone) < 4 * error
    assert counted.given["early"]["nothing"] == 0
    assert counted.severity["early"] == pytest.approx(5 * found)


def test_a_time_limit_says_how_far_it_came(problem, draws):
    with pytest.raises(LimitReached, match="of 24 draws were solved"):
        solve(problem, draws, equal(24), seed=3, max_seconds=1e-9)


def test_progress_is_told(problem, draws):
    told = []
    solve(
        problem, draws, equal(24), seed=3, progress=lambda done, total: told.append((done, total))
    )
    assert told == [(k, 24) for k in range(1, 25)]


def test_weighted_band_against_copies():
    rng = np.random.default_rng(1)
    values, copies = rng.random(50), rng.integers(1, 5, 50)
    repeated = np.sort(np.repeat(values, copies))
    low, high = weighted_band(values, copies / copies.sum())
    total = len(repeated)
    assert low == repeated[int(np.ceil(0.05 * total)) - 1]
    assert high == repeated[int(np.ceil(0.95 * total)) - 1]


def test_draws_are_chosen_evenly_by_weight():
    chosen = evenly(np.array([0.5, 0.25, 0.25]), 8)
    assert [chosen.count(k) for k in range(3)] == [4, 2, 2]


def test_a_spread_beginning_mixes_the_answers_from_each_state(problem, draws):
    ensemble = Ensemble(problem, draws[:2])
    trees, months = [parse("ever(a.x)"), parse("never(a.y) and at_end(b.z)")], np.array([0.0, 6.0])
    states = problem.space.states
    mass = np.random.default_rng(1).dirichlet(np.ones(states))
    mixed = ensemble.run(trees, months, mass)
    alone = [ensemble.run(trees, months, s) for s in range(states)]
    for d, answer in enumerate(mixed):
        for what in ("probability", "time"):
            expected = sum(m * getattr(alone[s][d].followed, what) for s, m in enumerate(mass))
            np.testing.assert_allclose(getattr(answer.followed, what), expected, atol=1e-9)


def test_each_draw_may_begin_where_its_own_past_leads(problem, draws):
    def begin(draw, process):
        return (1 if draw is draws[0] else 2), np.array([-3.0])

    ensemble = Ensemble(problem, draws[:2], begin=begin)
    tree, months = [parse("at_end(a.x)")], np.array([1.0])
    answers = ensemble.run(tree, months)
    assert [answer.start for answer in answers] == [1, 2]
    assert [answer.observed.tolist() for answer in answers] == [[-3.0], [-3.0]]
    assert [start for start, _ in ensemble.begun(begin)] == [1, 2]
    named = Ensemble(problem, draws[:2]).run(tree, months, lambda d: d + 1)
    for one, other in zip(answers, named, strict=True):
        np.testing.assert_array_equal(one.followed.probability, other.followed.probability)
