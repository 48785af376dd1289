"""Draws: determinism, means, and hypotheses weighted back to their priors."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import crises

from standoff.crisis.build import build
from standoff.encode import encode, point_draws, sample_draws
from standoff.errors import LimitReached


def believing(*priors, statements=()):
    """A crisis that depends on as many hypotheses as there are priors."""
    names = [f"h{k}" for k in range(len(priors))]
    wants = [{"prefer": "a.x", "weight": 1, "given": name} for name in names]
    return build(
        {
            "standoff": 1,
            "title": "T",
            "actors": {
                "a": {"name": "A", "options": {"x": {}}, "preferences": [*wants, *statements]}
            },
            "hypotheses": {
                name: {"claim": name, "prior": prior}
                for name, prior in zip(names, priors, strict=True)
            },
        }
    )


@given(crises(), st.integers(0, 1000))
def test_the_same_seed_gives_the_same_draws_and_another_seed_others(crisis, seed):
    problem = encode(crisis)
    once, again = (sample_draws(problem, 8, seed) for _ in range(2))
    other = sample_draws(problem, 8, seed + 1)
    for one, two in zip(once, again, strict=True):
        assert one.values.tolist() == two.values.tolist()
        assert (one.hypotheses, one.weight) == (two.hypotheses, two.weight)
    assert len(once) == 8
    differ = [a.values.tolist() != b.values.tolist() for a, b in zip(once, other, strict=True)]
    assert all(differ) == bool(problem.inputs.uncertain.any())


@given(crises())
def test_point_draws_are_every_combination_with_its_probability(crisis):
    problem = encode(crisis)
    draws = point_draws(problem)
    assert sum(draw.weight for draw in draws) == pytest.approx(1)
    for name in problem.hypotheses:
        prior = crisis.hypotheses[name].prior.centre
        true = sum(draw.weight for draw in draws if draw.hypotheses[name])
        assert true == pytest.approx(prior)
    for draw in draws:
        assert draw.values.tolist() == problem.inputs.point().tolist()
        assert tuple(draw.hypotheses) == problem.hypotheses
    assert len({tuple(draw.hypotheses.values()) for draw in draws}) == len(draws)


def test_what_a_prior_rules_out_is_not_drawn():
    assert [draw.hypotheses for draw in point_draws(encode(believing(0, 1)))] == [
        {"h0": False, "h1": True}
    ]
    for draw in sample_draws(encode(believing(0, 1)), 64, 0, tilt={"h0": 100.0, "h1": 0.01}):
        assert draw.hypotheses == {"h0": False, "h1": True}
        assert draw.weight == pytest.approx(1)


def test_too_many_hypotheses_for_every_combination():
    with pytest.raises(LimitReached, match=r"depends on 13 hypotheses.*leave --point out"):
        point_draws(encode(believing(*[0.5] * 13)))


@pytest.mark.parametrize("tilt", [None, {"h0": 10.0}, {"h0": 0.1, "h1": 3.0}])
@pytest.mark.parametrize("priors", [(0.3, 0.6), ("0.2..0.4", "unlikely"), (0.02, 0.97)])
def test_hypotheses_weighted_back_come_as_often_as_their_priors_say(priors, tilt):
    crisis = believing(*priors)
    draws = sample_draws(encode(crisis), 4096, 3, tilt)
    weight = np.array([draw.weight for draw in draws])
    assert weight.mean() == pytest.approx(1, abs=0.02)
    for name, hypothesis in crisis.hypotheses.items():
        true = np.array([draw.hypotheses[name] for draw in draws])
        share = (weight * true).sum() / weight.sum()
        assert share == pytest.approx(hypothesis.prior.centre, abs=0.02)


def test_a_tilt_draws_more_of_what_the_evidence_speaks_for():
    problem = encode(believing(0.1))
    plain, tilted = (
        np.mean([draw.hypotheses["h0"] for draw in sample_draws(problem, 1024, 0, tilt)])
        for tilt in (None, {"h0": 20.0})
    )
    assert plain == pytest.approx(0.1, abs=0.01)
    assert tilted == pytest.approx((0.1 + 2 / 2.9) / 2, abs=0.01)


def test_numbers_fill_their_ranges_evenly():
    crisis = believing(statements=[{"prefer": "a.x", "weight": "2..4"}])
    problem = encode(crisis)
    row = problem.inputs.positions["a.weight[1]"]
    values = np.sort([draw.values[row] for draw in sample_draws(problem, 256, 0)])
    assert ((values >= 2) & (values <= 4)).all()
    np.testing.assert_allclose(values, np.linspace(2, 4, 256), atol=0.02)


@pytest.mark.parametrize("draws", [1, 2, 3, 100, 256])
def test_any_number_of_draws(draws):
    assert len(sample_draws(encode(believing(0.5)), draws, 0)) == draws


def test_more_draws_go_on_where_fewer_stopped():
    problem = encode(believing(0.3, 0.6))
    few, many = sample_draws(problem, 64, 5), sample_draws(problem, 256, 5)
    for one, two in zip(few, many, strict=False):
        assert one.values.tolist() == two.values.tolist()
        assert one.hypotheses == two.hypotheses
