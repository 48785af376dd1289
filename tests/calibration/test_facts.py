"""What a base rate and a judgement say, and what a probability costs against them."""

import numpy as np
import pytest
from scipy.stats import beta, binom

from standoff.engines.calibration import facts_of
from tests.calibration.rivals import crisis


def one(entry):
    return facts_of(crisis(rest=f"{entry}\n"))[0]


def rate(happened, of):
    return one(f"base_rates: [{{about: war, happened: {happened}, of: {of}}}]")


def judged(says):
    return one(f"judgements: [{{about: war, says: {says}, within: 3 months}}]")


@pytest.mark.parametrize(("happened", "of"), [(1, 6), (0, 75), (7, 8), (5, 5)])
def test_a_base_rate_costs_its_binomial_likelihood(happened, of):
    fact = rate(happened, of)
    p = np.array([0.02, 0.2, 0.5, 0.9])
    wanted = binom.logpmf(happened, of, min(max(happened / of, 1e-6), 1 - 1e-6))
    found = np.array([fact.loss(value) for value in p])
    assert found == pytest.approx(wanted - binom.logpmf(happened, of, p), abs=1e-3)
    assert fact.loss(happened / of) == pytest.approx(0, abs=1e-3)
    assert np.isfinite([fact.loss(0.0), fact.loss(1.0)]).all()


def test_the_range_of_a_base_rate_is_that_of_a_beta_distribution():
    fact = rate(1, 6)
    assert (fact.low, fact.high) == pytest.approx(tuple(beta.ppf([0.05, 0.95], 1.5, 5.5)))
    assert rate(0, 75).low == 0
    assert rate(5, 5).high == 1


def test_a_judgement_costs_nothing_inside_the_range_of_its_word():
    fact = judged("likely")
    assert (fact.low, fact.high) == (0.55, 0.8)
    assert fact.loss(0.6) == 0
    far = np.log(0.55 / 0.45) - np.log(0.2 / 0.8)
    assert fact.loss(0.2) == pytest.approx(far**2)
    assert fact.met(0.55)
    assert not fact.met(0.81)
    assert np.isfinite([fact.loss(0.0), fact.loss(1.0)]).all()


@pytest.mark.parametrize(
    ("says", "low", "high"),
    [("0.3", 0.295, 0.305), ("0", 0, 0.005), ("0.2..0.4", 0.2, 0.4), ("0.5 ± 0.1", 0.3355, 0.6645)],
)
def test_a_judgement_in_numbers(says, low, high):
    fact = judged(says)
    assert (fact.low, fact.high) == pytest.approx((low, high), abs=1e-4)


def test_times_and_names_of_scenarios_are_resolved():
    quiet = crisis()
    fact = judged("likely")
    assert fact.tree == quiet.scenarios["war"].when.tree
    assert fact.months == 3
    assert rate(1, 6).months == 12
    assert rate(1, 6).path == ("base_rates", 0)
