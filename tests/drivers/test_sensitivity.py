"""Given-data sensitivity against cases whose answer is known."""

import numpy as np
import pytest

from standoff.crisis.build import build
from standoff.encode import encode, sample_draws
from standoff.engines import drivers
from standoff.engines.drivers.sensitivity import bins, correlation_ratio, pawn


@pytest.fixture
def rng():
    return np.random.default_rng(3)


def equal(n):
    return np.full(n, 1 / n)


def test_correlation_ratio_of_a_sum_is_the_share_of_each_part(rng):
    x = rng.random((20_000, 2))
    y = 3 * x[:, 0] + x[:, 1]
    weights = equal(len(y))
    assert correlation_ratio(x[:, 0], y, weights) == pytest.approx(0.9, abs=0.03)
    assert correlation_ratio(x[:, 1], y, weights) == pytest.approx(0.1, abs=0.03)


def test_an_input_without_influence_explains_nothing(rng):
    shares = [correlation_ratio(rng.random(400), rng.random(400), equal(400)) for _ in range(50)]
    assert np.mean(shares) < 0.02


def test_pawn_against_its_definition(rng):
    x, y = rng.random(300), rng.random(300)
    weights = rng.random(300)
    weights /= weights.sum()
    where = bins(x, weights)
    distances = []
    for k in np.unique(where):
        inside = where == k
        gaps = [
            abs(
                weights[inside & (y <= level)].sum() / weights[inside].sum()
                - weights[y <= level].sum()
            )
            for level in y
        ]
        distances.append(max(gaps))
    assert pawn(x, y, weights) == pytest.approx(np.median(distances), abs=1e-12)


def test_a_weight_is_as_good_as_copies(rng):
    x, y = rng.integers(0, 3, 60).astype(float), rng.random(60)
    copies = rng.integers(1, 4, 60)
    weighted = pawn(x, y, copies / copies.sum())
    repeated = pawn(np.repeat(x, copies), np.repeat(y, copies), equal(copies.sum()))
    assert weighted == pytest.approx(repeated, abs=1e-12)


def test_draws_without_weight_do_not_count():
    problem, draws = made()
    answers = np.array([[float(d.hypotheses["h"])] for d in draws])
    weights = np.zeros(len(draws))
    weights[:64] = 1 / 64
    found = drivers.solve(problem, draws, weights, answers)
    assert found.effective == pytest.approx(64)


def made():
    crisis = build(
        {
            "standoff": 1,
            "title": "t",
            "actors": {
                "a": {
                    "name": "A",
                    "options": {"x": {"needs": "h"}},
                    "preferences": [
                        {"prefer": "a.x", "weight": "1..5"},
                        {"prefer": "not a.x", "weight": "1..5"},
                    ],
                }
            },
            "hypotheses": {"h": {"claim": "It is so", "prior": 0.5}},
            "scenarios": {"s": {"title": "S", "when": "ever(a.x)"}},
        }
    )
    problem = encode(crisis)
    return problem, sample_draws(problem, 512, 0)


def test_the_drivers_of_a_made_answer_are_found_with_their_sign():
    problem, draws = made()
    column = problem.inputs.positions["a.weight[2]"]
    answers = np.array([[0.5 * d.hypotheses["h"] - 0.05 * d.values[column]] for d in draws])
    found = drivers.solve(problem, draws, equal(len(draws)), answers)
    first, second, *rest = found.scenarios["s"]
    assert (first.input, second.input) == ("h", "a.weight[2]")
    assert first.matters
    assert second.matters
    assert first.swing == pytest.approx(0.5, abs=0.03)
    assert second.swing < 0
    assert not any(driver.matters for driver in rest)
    assert first.path == ("hypotheses", "h")
    assert found.to_json()["scenarios"]["s"][0]["input"] == "h"
    assert len(found.to_pandas()) == len(found.scenarios["s"])


def test_relabelling_draws_changes_nothing():
    problem, draws = made()
    rng = np.random.default_rng(0)
    answers = rng.random((len(draws), 1))
    order = rng.permutation(len(draws))
    weights = rng.random(len(draws))
    weights /= weights.sum()
    one = drivers.solve(problem, draws, weights, answers)
    two = drivers.solve(problem, [draws[k] for k in order], weights[order], answers[order])
    for left, right in zip(one.scenarios["s"], two.scenarios["s"], strict=True):
        assert left.input == right.input
        assert left.importance == pytest.approx(right.importance, abs=1e-12)
