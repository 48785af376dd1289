"""How much seeing one thing tells of another: mutual information, in bits.

For an event X and a partition of what may come into atoms A, with joint probabilities p(x, a),

    I(X; A) = sum over x, a of p(x, a) log2( p(x, a) / (p(x) p(a)) )

(Cover and Thomas 2006, section 2.3). It is 0 when they are independent and never more than the
entropy of X, one bit at most for something that is seen or not. From N sampled paths the plain
estimate is too large by about ``(cells - rows - columns + 1) / (2 N ln 2)`` bits, counted over what
occurs (Miller 1955), which is taken off.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def mutual_information(joint: Floats) -> Floats:
    """Return the mutual information of rows and columns, in bits.

    Parameters
    ----------
    joint : float64[..., R, A]
        Joint probabilities, each table summing to 1.

    Returns
    -------
    float64[...]
        0 or more.
    """
    apart = joint.sum(axis=-1, keepdims=True) * joint.sum(axis=-2, keepdims=True)
    ratio = np.ones_like(joint)
    np.divide(joint, apart, out=ratio, where=(joint > 0) & (apart > 0))
    total: Floats = np.maximum((joint * np.log2(ratio)).sum(axis=(-2, -1)), 0.0)
    return total


def sampling_bias(joint: Floats, paths: float) -> float:
    """Return by how many bits the plain estimate from so many paths is too large on average.

    Parameters
    ----------
    joint : float64[R, A]
        Estimated joint probabilities.
    paths : float
        Effective number of paths; infinite for exact probabilities.
    """
    if not np.isfinite(paths) or paths <= 0:
        return 0.0
    cells = int((joint > 0).sum())
    rows, columns = int((joint.sum(axis=1) > 0).sum()), int((joint.sum(axis=0) > 0).sum())
    return float((cells - rows - columns + 1) / (2 * paths * np.log(2)))


def sampling_error(joint: Floats, paths: float) -> float:
    """Return the standard error in bits that sampling so many paths makes (delta method).

    Parameters
    ----------
    joint : float64[R, A]
        Estimated joint probabilities.
    paths : float
        Effective number of paths; infinite for exact probabilities.
    """
    if not np.isfinite(paths) or paths <= 0:
        return 0.0
    apart = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    occurs = joint > 0
    told = np.log2(joint[occurs] / apart[occurs])
    mean = float(joint[occurs] @ told)
    return float(np.sqrt(max(joint[occurs] @ (told - mean) ** 2, 0.0) / paths))
