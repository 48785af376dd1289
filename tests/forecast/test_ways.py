"""Which draws are simulated, and the chances from a state."""

import numpy as np
import pytest

from standoff.crisis.build import build
from standoff.encode import encode, point_draws
from standoff.engines.forecast.ways import choose, simulated_chances
from standoff.language import parse


def test_few_draws_are_all_taken_at_their_weight():
    assert choose(np.array([1.0, 0.0, 3.0]), 24, 0) == [(0, 0.25, 1), (2, 0.75, 1)]


def test_many_draws_are_sampled_in_proportion_to_their_weight():
    weights = np.random.default_rng(0).random(100) ** 4
    chosen = choose(weights, 24, 3)
    assert sum(part for _, _, part in chosen) == 24
    assert sum(weight for _, weight, _ in chosen) == pytest.approx(1)
    heaviest = weights.argmax()
    assert {place: part for place, _, part in chosen}[heaviest] >= np.floor(
        24 * weights[heaviest] / weights.sum()
    )
    assert chosen == choose(weights, 24, 3)
    assert chosen != choose(weights, 24, 4)


@pytest.mark.parametrize("informed", [False, True])
def test_the_mean_over_the_sample_is_right_on_average(informed):
    rng = np.random.default_rng(1)
    weights = rng.random(60)
    by_draw = np.zeros((60, 2))
    by_draw[:, 0] = rng.random(60)
    by_draw[7, 1] = 0.5
    answer = rng.random(60)
    expected = weights @ answer / weights.sum()
    means = []
    for seed in range(300):
        chosen = choose(weights, 12, seed, by_draw if informed else None)
        assert not informed or 7 in [place for place, _, _ in chosen]
        means.append(sum(weight * answer[place] for place, weight, _ in chosen))
    assert np.mean(means) == pytest.approx(expected, abs=0.01)


def test_scenarios_without_any_chance_change_nothing():
    weights = np.random.default_rng(2).random(40)
    plain = choose(weights, 10, 0)
    assert choose(weights, 10, 0, np.zeros((40, 3))) == plain


def test_chances_from_a_state_are_simulated():
    problem = encode(
        build(
            {
                "standoff": 1,
                "title": "t",
                "actors": {"a": {"name": "A"}},
                "chance": {
                    "spark": {"rate": "1 per month"},
                    "fire": {"rate": "2 per month", "when": "spark"},
                },
            }
        )
    )
    (draw,) = point_draws(problem)
    nothing, spark = 0, 1
    states = np.array([nothing, nothing, spark], dtype=np.int32)
    scenarios = {"burns": parse("ever(fire)"), "not": parse("never(spark)")}
    found = simulated_chances(
        problem, draw, np.zeros((1, 4)), states, scenarios, months=1.5, paths=30_000, seed=0
    )
    assert found.shape == (2, 4)
    burns = 1 - 2 * np.exp(-1.5) + np.exp(-3)
    assert found[:, nothing] == pytest.approx([burns, np.exp(-1.5)], abs=0.02)
    assert found[:, spark] == pytest.approx([1 - np.exp(-3), 0], abs=0.02)
    assert np.isnan(found[:, 2:]).all()
