"""The posterior over draws against exact enumeration."""

from itertools import product
from math import isclose

import numpy as np

from standoff.crisis.build import build
from standoff.encode import encode, point_draws, sample_draws
from standoff.engines import evidence


def two_hypotheses(priors=(0.3, "0.5..0.9")):
    return build(
        {
            "standoff": 1,
            "title": "t",
            "as_of": "2023-01-06",
            "actors": {
                "a": {
                    "name": "A",
                    "options": {"x": {"needs": "h"}},
                    "preferences": [{"prefer": "a.x", "weight": 2, "given": "g"}],
                }
            },
            "hypotheses": {
                "h": {"claim": "H", "prior": priors[0]},
                "g": {"claim": "G", "prior": priors[1]},
            },
            "signals": [
                {"id": "s", "date": "2023-01-01", "summary": "s", "bears_on": {"h": 6, "g": 0.2}}
            ],
        }
    )


def enumerated(crisis):
    """Exact posterior by going through every combination of hypotheses."""
    ratio = evidence.ratios(crisis)
    prior = {name: h.prior.centre for name, h in crisis.hypotheses.items()}
    joint = {}
    for truth in product((True, False), repeat=len(prior)):
        mass = 1.0
        for (name, p), true in zip(prior.items(), truth, strict=True):
            mass *= p * ratio[name] if true else 1 - p
        joint[truth] = mass
    total = sum(joint.values())
    return {
        name: sum(mass for truth, mass in joint.items() if truth[k]) / total
        for k, name in enumerate(prior)
    }


def test_posterior_equals_enumeration():
    crisis = two_hypotheses()
    exact = enumerated(crisis)
    for name, belief in evidence.solve(crisis).hypotheses.items():
        assert isclose(belief.posterior, exact[name], rel_tol=1e-12)


def test_point_draws_carry_the_exact_posterior():
    crisis = two_hypotheses()
    draws = point_draws(encode(crisis))
    weight = evidence.draw_weights(draws, evidence.ratios(crisis))
    exact = enumerated(crisis)
    assert len(draws) == 4
    for name in crisis.hypotheses:
        held = sum(w for w, d in zip(weight, draws, strict=True) if d.hypotheses[name])
        assert isclose(held, exact[name], rel_tol=1e-12)


def test_sampled_draws_agree_with_the_exact_posterior_and_the_prior():
    crisis = two_hypotheses()
    draws = sample_draws(encode(crisis), 4096, 1, evidence.ratios(crisis))
    truth = np.array([[d.hypotheses[name] for name in crisis.hypotheses] for d in draws])
    exact = enumerated(crisis)
    after = evidence.draw_weights(draws, evidence.ratios(crisis)) @ truth
    before = evidence.draw_weights(draws, {}) @ truth
    np.testing.assert_allclose(after, list(exact.values()), atol=0.01)
    np.testing.assert_allclose(before, [0.3, 0.7], atol=0.01)


def test_the_tilt_keeps_the_effective_sample_large_before_and_after():
    crisis = two_hypotheses((0.05, 0.5))
    draws = sample_draws(encode(crisis), 1024, 1, evidence.ratios(crisis))
    for ratio in ({}, evidence.ratios(crisis)):
        weight = evidence.draw_weights(draws, ratio)
        assert 1 / (weight**2).sum() > 0.5 * len(draws)


def test_a_hypothesis_that_is_certain_stays_certain():
    crisis = two_hypotheses((1.0, 0.0))
    belief = evidence.solve(crisis).hypotheses
    assert (belief["h"].posterior, belief["g"].posterior) == (1.0, 0.0)
    draws = sample_draws(encode(crisis), 64, 0, evidence.ratios(crisis))
    assert all(d.hypotheses == {"h": True, "g": False} for d in draws)
