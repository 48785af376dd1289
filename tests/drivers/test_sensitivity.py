"""Given-data sensitivity against cases whose answer is known."""

import numpy as np
import pytest

from standoff.crisis.build import build
from standoff.encode import encode, sample_draws
from standoff.engines import drivers


def equal(n):
    return np.full(n, 1 / n)


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
    assert first.importance_low <= first.importance <= first.importance_high
    assert rest[0].importance_low is None
    assert found.to_json()["scenarios"]["s"][0]["input"] == "h"
    assert len(found.to_pandas()) == len(found.scenarios["s"])


def test_every_number_and_hypothesis_that_is_not_known_is_covered():
    problem, draws = made()
    rng = np.random.default_rng(0)
    found = drivers.solve(problem, draws, equal(len(draws)), rng.random((len(draws), 1)))
    rows = [row.name for row in problem.inputs.rows if row.uncertain]
    assert {driver.input for driver in found.scenarios["s"]} == {*rows, *problem.hypotheses}


def test_what_works_only_together_is_flagged():
    problem, draws = made()
    column = problem.inputs.positions["a.weight[1]"]
    answers = np.array([[0.1 * (d.values[column] - 3) * d.hypotheses["h"]] for d in draws])
    found = drivers.solve(problem, draws, equal(len(draws)), answers)
    [pair] = found.interactions["s"]
    assert {pair.first, pair.second} == {"h", "a.weight[1]"}
    assert pair.contrast == pytest.approx(0.2, abs=0.02)
    assert found.to_json()["interactions"]["s"][0]["contrast"] == pair.contrast


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
