"""Tempered sequential Monte Carlo on targets that can be integrated by hand."""

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import qmc

from standoff.engines.evidence.temper import (
    MOST_SWEEPS,
    Cloud,
    balanced,
    distinct,
    next_temperature,
    resample,
    temper,
)

GRID = ndtri((np.arange(20_000) + 0.5) / 20_000)
PRIOR = 0.3


class Peak:
    """One hypothesis, `count` numbers; the evidence wants the first number near a place."""

    def __init__(self, place=(2.5, 1.0), width=0.25):
        self.place, self.width, self.solved = place, width, 0

    def log(self, scores, truth):
        where = np.where(truth, *self.place)
        return -0.5 * ((scores - where) / self.width) ** 2

    def base(self, numbers, truth):
        return np.log(np.where(truth[:, 0], PRIOR, 1 - PRIOR)), np.zeros(len(numbers))

    def solve(self, numbers, truth):
        self.solved += len(numbers)
        return self.log(ndtri(numbers[:, 0]), truth[:, 0])

    def exact(self):
        """Log evidence, posterior of the hypothesis, mean of the first score."""
        masses, means = [], []
        for truth, prior in ((True, PRIOR), (False, 1 - PRIOR)):
            weight = np.exp(self.log(GRID, np.full(len(GRID), truth)))
            masses.append(prior * weight.mean())
            means.append((weight @ GRID) / weight.sum())
        total = sum(masses)
        return (
            np.log(total),
            masses[0] / total,
            (masses[0] * means[0] + masses[1] * means[1]) / total,
        )


def run(model, seed, count=256, numbers=6):
    u = np.clip(
        qmc.Sobol(numbers + 1, rng=np.random.default_rng(seed)).random(count), 1e-9, 1 - 1e-9
    )
    truth = u[:, -1:] < PRIOR
    first = Cloud(u[:, :-1], truth, *_logs(model, u[:, :-1], truth))
    return first, temper(first, np.zeros(count), model, np.random.default_rng(seed))


def _logs(model, numbers, truth):
    return np.sum(model.base(numbers, truth), axis=0), model.solve(numbers, truth)


def estimate(model, seed):
    """Log evidence, hypothesis and mean score by all draws together, as the program has them."""
    asked = []
    solve = model.solve

    def recording(numbers, truth):
        asked.append((numbers, truth))
        return solve(numbers, truth)

    model.solve = recording
    first, found = run(model, seed)
    model.solve = solve
    numbers = np.concatenate([n for n, _ in asked])
    truth = np.concatenate([t for _, t in asked])
    count = len(first.numbers)
    kept = np.union1d(np.arange(count), found.origin)
    last = np.bincount(found.origin, found.share, len(numbers))[kept]
    log = model.log(ndtri(numbers[kept, 0]), truth[kept, 0])
    weight = balanced(np.ones(len(kept)), log, found.log_evidence, (kept < count, last))
    weight = weight * np.exp(log)
    weight /= weight.sum()
    scores = ndtri(numbers[kept, 0])
    return found, weight, truth[kept, 0], scores


def test_against_integration_by_hand():
    model = Peak()
    log_evidence, probability, mean = model.exact()
    runs = [estimate(Peak(), seed) for seed in range(12)]
    logs = np.array([found.log_evidence for found, *_ in runs])
    held = np.array([weight @ truth for _, weight, truth, _ in runs])
    scores = np.array([weight @ score for _, weight, _, score in runs])
    for values, exact in ((logs, log_evidence), (held, probability), (scores, mean)):
        error = values.std(ddof=1) / np.sqrt(len(values))
        assert values.mean() == pytest.approx(exact, abs=4 * error + 0.01)
    assert logs.std() < 0.3
    assert held.std() < 0.1


def test_it_leaves_more_draws_that_count_than_it_found():
    _, weight, *_ = estimate(Peak(), 3)
    first, _ = run(Peak(), 3)
    alone = np.exp(first.log_likelihood)
    alone /= alone.sum()
    assert 1 / (alone**2).sum() < 256 / 5
    assert 1 / (weight**2).sum() > 2 / (alone**2).sum()


def test_the_same_seed_gives_the_same_draws_and_the_cost_is_bounded():
    one, other = run(Peak(), 5)[1], run(Peak(), 5)[1]
    np.testing.assert_array_equal(one.origin, other.origin)
    np.testing.assert_array_equal(one.share, other.share)
    np.testing.assert_array_equal(one.root, other.root)
    np.testing.assert_allclose(one.share[:256] + one.share[256:], 1)
    assert one.stages == other.stages
    sharp = Peak(place=(3.5, 3.5), width=0.01)
    _, found = run(sharp, 1)
    assert found.stages[-1].temperature == 1
    assert found.solved <= MOST_SWEEPS * 256
    assert sharp.solved == found.solved + 256


def test_without_evidence_one_stage_suffices_and_nothing_is_lost():
    model = Peak()
    model.log = lambda scores, truth: np.zeros(len(scores))
    _, found = run(model, 0)
    assert found.log_evidence == pytest.approx(0)
    assert found.stages[0].temperature == 1
    assert found.stages[0].effective == pytest.approx(256)


def test_draws_that_cannot_be_are_left():
    model = Peak()
    model.log = lambda scores, truth: np.where(truth, 0.0, -np.inf)
    first, found = run(model, 2)
    assert first.truth[found.root].all()
    assert (found.share[256:] > 0).any()
    assert np.exp(found.log_evidence) == pytest.approx(PRIOR, abs=0.01)


def test_the_temperature_rises_to_where_the_effective_sample_is_halved():
    rng = np.random.default_rng(0)
    weight = np.full(100, -np.log(100))
    likelihood = 10 * rng.standard_normal(100)
    rise = next_temperature(weight, likelihood, 0.0, 50)
    after = np.exp(rise * likelihood)
    assert 0 < rise < 1
    assert after.sum() ** 2 / (after**2).sum() == pytest.approx(50, rel=1e-6)
    assert next_temperature(weight, likelihood, 0.0, 1) == 1
    assert next_temperature(weight, 0 * likelihood, 0.3, 4) == 1


def test_resampling_takes_each_as_often_as_its_weight_says():
    weight = np.array([0.5, 0.25, 0.0, 0.25])
    found = resample(weight, np.random.default_rng(0))
    np.testing.assert_array_equal(np.bincount(found, minlength=4), [2, 1, 0, 1])


def test_balanced_weights_of_first_draws_alone_and_of_last_draws_alone():
    weight, log = np.array([0.5, 2.0]), np.log([0.1, 0.4])
    both = balanced(weight, log, np.log(0.2), (np.ones(2), np.ones(2)))
    np.testing.assert_allclose(both, 2 / (0.5 / weight + 0.5 * np.exp(log) / 0.2))
    never = balanced(np.array([0.0]), np.array([0.0]), 0.0, (np.ones(1), np.zeros(1)))
    assert never.tolist() == [0.0]


def test_copies_count_by_kish():
    assert distinct(np.array([3, 3, 5, 7]), np.ones(4)) == pytest.approx(16 / 6)
    assert distinct(np.array([0, 1, 1, 2]), np.array([1.0, 0.5, 0.5, 0.0])) == pytest.approx(2)
