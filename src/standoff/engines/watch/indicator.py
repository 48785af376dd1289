"""From an indicator of the file to how probable it is to be seen, given what it is a sign of.

With the likelihood ratio LR of seeing it and the probability v of seeing it within a month on the
side that it speaks for, it is seen within T months with probability ``v_T = 1 - (1 - v)^T`` on that
side, and with ``v_T / LR`` on the other (``v_T LR`` for LR below 1, a sign against): the ratio stays
what the file says.
"""

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.model import Indicator
from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.errors import LimitReached
from standoff.language.tree import Expression, names

Floats = NDArray[np.float64]

MOST_FREE = 12
"""Hypotheses on which nothing depends that one indicator may name."""


def seen(indicator: Indicator, within: float) -> tuple[float, float]:
    """Return how probable it is that an indicator is seen.

    Parameters
    ----------
    indicator : Indicator
    within : float
        Months.

    Returns
    -------
    (float, float)
        If what it is a sign of does not hold, and if it does.
    """
    ratio = indicator.telling.centre
    most = 1 - (1 - indicator.visible.centre) ** within
    return (most / ratio, most) if ratio >= 1 else (most, most * ratio)


def belief(
    problem: Problem, draws: Sequence[Draw], tree: Expression, beliefs: Mapping[str, float]
) -> Floats:
    """Return how probable an expression over hypotheses is in each draw.

    Parameters
    ----------
    problem : Problem
    draws : sequence of Draw
        Length D.
    tree : Expression
        Without time operators.
    beliefs : mapping of str to float
        Probability, given the evidence, of hypotheses that the draws leave open.

    Returns
    -------
    float64[D]
    """
    free = sorted(names(tree) - set(problem.hypotheses))
    if len(free) > MOST_FREE:
        raise LimitReached(
            f"an indicator names {len(free)} hypotheses on which nothing depends; at most"
            f" {MOST_FREE} are gone through"
        )
    total = np.zeros(len(draws))
    for values in product((True, False), repeat=len(free)):
        chosen = dict(zip(free, values, strict=True))
        share = np.prod([beliefs[n] if true else 1 - beliefs[n] for n, true in chosen.items()])
        holds = [problem.truth(tree, {**draw.hypotheses, **chosen})[0] for draw in draws]
        total += share * np.array(holds, dtype=np.float64)
    return total
