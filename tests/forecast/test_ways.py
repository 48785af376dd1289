"""Which draws are simulated."""

import numpy as np
import pytest

from standoff.forecast.ways import choose


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
    assert np.mean(means) == pytest.approx(expected, abs=5 * np.std(means) / np.sqrt(300))


def test_scenarios_without_any_chance_change_nothing():
    weights = np.random.default_rng(2).random(40)
    plain = choose(weights, 10, 0)
    assert choose(weights, 10, 0, np.zeros((40, 3))) == plain
