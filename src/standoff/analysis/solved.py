"""Draws with their answers and the evidence on them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.engines.evidence import Ledger, Sampling
from standoff.engines.forecast import Ensemble

if TYPE_CHECKING:
    from standoff.engines.forecast.answer import Answer

Floats = NDArray[np.float64]
MakeEnsemble = Callable[[Sequence[Draw]], Ensemble]


@dataclass(frozen=True)
class Solved:
    """Draws with their answers.

    Attributes
    ----------
    ensemble : Ensemble
        The draws, D of them.
    answers : sequence of Answer
        To what the forecast asks.
    soft : float64[D, F]
        Probability of what each judgement and base rate is about.
    ledger : Ledger
        The draws with all evidence on them.
    sampling : Sampling
        How they were found.
    """

    ensemble: Ensemble
    answers: "Sequence[Answer]"
    soft: Floats
    ledger: Ledger
    sampling: Sampling
