"""How many jumps a uniformised process makes: Poisson, without the second that SciPy's own takes to load."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, pdtrc, xlogy

Floats = NDArray[np.float64]


def powers_for(jumps: float, left_out: float) -> int:
    """Powers ``0 .. K - 1`` of the chain beyond which no more than a given mass lies.

    Parameters
    ----------
    jumps : float
        Expected number of jumps, 0 or more.
    left_out : float
        Poisson mass that may lie at ``K - 1`` jumps and beyond; 1e-15 or more.

    Returns
    -------
    int
        K.
    """
    most = int(jumps + 10 * np.sqrt(jumps)) + 40
    return int(np.argmax(pdtrc(np.arange(most), jumps) <= left_out)) + 2


def chance_of(powers: NDArray[np.int64], jumps: Floats | float) -> Floats:
    """Chance of so many jumps where `jumps` are expected; the two are broadcast."""
    with np.errstate(under="ignore"):
        return np.asarray(np.exp(xlogy(powers, jumps) - gammaln(powers + 1.0) - jumps))
