"""Poisson numbers against scipy's own, which are slow to load."""

import numpy as np
import pytest
from scipy.stats import poisson

from standoff.kernels.jumps import chance_of, powers_for

EXPECTED = (0.0, 1e-6, 0.3, 1.0, 7.5, 100.0, 2_500.0, 90_000.0)


@pytest.mark.parametrize("left_out", [1e-11, 1e-14])
@pytest.mark.parametrize("jumps", EXPECTED)
def test_as_many_powers_as_the_tail_asks_for(jumps, left_out):
    powers = powers_for(jumps, left_out)
    assert poisson.sf(powers - 2, jumps) <= left_out
    assert powers == 2 or poisson.sf(powers - 3, jumps) > left_out


@pytest.mark.parametrize("jumps", EXPECTED)
def test_chances_are_those_of_the_distribution(jumps):
    powers = np.arange(powers_for(jumps, 1e-14))
    found = chance_of(powers, jumps)
    np.testing.assert_allclose(found, poisson.pmf(powers, jumps), rtol=1e-9, atol=1e-300)
    assert found.sum() == pytest.approx(1.0, abs=1e-9)
