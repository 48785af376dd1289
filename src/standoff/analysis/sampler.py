"""Sequential Monte Carlo over the draws of a crisis, where the evidence leaves too few that count.

What is solved on the way is kept, and the first draws and the last ones are put together as draws of
one mixture; see `standoff.engines.evidence.temper`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.analysis.asker import Asker, by_scenario
from standoff.analysis.run import Progress
from standoff.analysis.solved import MakeEnsemble, Solved
from standoff.encode.draws import draws_at, sobol_points
from standoff.engines.evidence import (
    MOST_SWEEPS,
    Cloud,
    Heavy,
    Ledger,
    Sampling,
    Tempered,
    balanced,
    ratios,
    temper,
)
from standoff.rng import generator

if TYPE_CHECKING:
    from standoff.engines.forecast.answer import Answer

LEAST_SHARE = 1e-3
"""What counts for less among the last draws is left out."""

Floats = NDArray[np.float64]
Truth = NDArray[np.bool_]


class Sampler:
    """Makes draws where the evidence is."""

    def __init__(
        self,
        asker: Asker,
        make: MakeEnsemble,
        seed: int,
        progress: Progress | None,
        first: Solved,
    ) -> None:
        self.asker, self.make, self.seed, self.progress = asker, make, seed, progress
        self.problem, self.first = asker.problem, first
        self.ratio = ratios(self.problem.crisis)
        self.draws, self.answers = list(first.ledger.draws), list(first.answers)
        self.soft, self.observed = [first.soft], [self._observed(first.answers)]
        self.planned = 0

    @staticmethod
    def _observed(answers: Sequence["Answer"]) -> Floats:
        return np.array([one.observed for one in answers])

    def base(self, numbers: Floats, truth: Truth) -> tuple[Floats, Floats]:
        """Log prior of the hypotheses and log likelihood of the signals, float64[D] each."""
        inputs, live = self.problem.inputs, self.problem.hypotheses
        values = inputs.values(numbers)
        prior: Floats = np.zeros(len(numbers))
        with np.errstate(divide="ignore"):
            for k, name in enumerate(live):
                p = values[:, inputs.positions[f"{name}.prior"]]
                prior += np.log(np.where(truth[:, k], p, 1 - p))
        signals = truth.astype(np.float64) @ np.log([self.ratio[name] for name in live])
        return prior, signals

    def solve(self, numbers: Floats, truth: Truth) -> Floats:
        """Solve draws and return the log likelihood of all but the signals, float64[D]."""
        draws = draws_at(self.problem, numbers, truth, self.ratio)
        before = len(self.draws)

        def told(done: int, _: int) -> None:
            if self.progress is not None:
                self.progress(before + done, self.planned)

        ensemble = self.make(draws)
        answers, soft, observed = self.asker.ask(ensemble, told)
        self.draws += draws
        self.answers += answers
        self.soft.append(soft)
        self.observed.append(observed)
        return _total(self.asker.heavy(soft, observed), len(draws))

    def _plan(self, sweeps: int) -> None:
        self.planned = len(self.draws) + sweeps * len(self.first.ledger.draws)

    def run(self) -> Solved:
        """Temper the first draws, and put them and the last ones together."""
        first = self.first.ledger
        numbers, _ = sobol_points(self.problem, len(first.draws), self.seed)
        prior, signals = self.base(numbers, first.truth)
        cloud = Cloud(numbers, first.truth, prior + signals, _total(first.heavy, len(first.draws)))
        log_weight = first.log_weights(first.ratios(), ())
        rng = generator(self.seed, "temper")
        self.planned = (1 + MOST_SWEEPS) * len(first.draws)
        return self._together(temper(cloud, log_weight, self, rng, self._plan))

    def _together(self, found: Tempered) -> Solved:
        """Weigh the first draws and the last ones as draws of one mixture."""
        count = len(self.first.ledger.draws)
        counts = found.share > LEAST_SHARE
        kept = np.union1d(np.arange(count), found.origin[counts])
        last = np.bincount(found.origin, found.share * counts, len(self.draws))[kept]
        soft, observed = np.concatenate(self.soft)[kept], np.concatenate(self.observed)[kept]
        heavy = self.asker.heavy(soft, observed)
        made = [self.draws[k] for k in kept]
        ledger = Ledger(self.problem.crisis, made, heavy)
        log_signals = ledger.truth @ np.log([self.ratio[name] for name in ledger.live])
        weight = balanced(
            np.array([draw.weight for draw in made]),
            log_signals + _total(heavy, len(made)),
            found.log_evidence,
            ((kept < count).astype(float), last.astype(float)),
        )
        draws = [replace(d, weight=float(w)) for d, w in zip(made, weight, strict=True)]
        answers = [self.answers[k] for k in kept]
        ensemble = self.make(draws)
        ensemble.keep({place: answer.solution for place, answer in enumerate(answers)})
        ledger = replace(ledger, draws=draws)
        roots = np.arange(len(kept))
        born = {int(o): int(r) for o, r in zip(found.origin, found.root, strict=True)}
        for place, k in enumerate(kept):
            roots[place] = k if k < count else born[int(k)]
        sampling = Sampling(
            "tempered",
            ledger.weights(),
            roots,
            len(self.draws),
            self.first.sampling.effective,
            found.stages,
            found.log_evidence,
            by_scenario(self.problem, answers),
        )
        return Solved(ensemble, answers, soft, ledger, sampling)


def _total(heavy: Sequence[Heavy], count: int) -> Floats:
    """Log likelihood of all but the signals, float64[D]."""
    return sum((piece.log_likelihood for piece in heavy), np.zeros(count))
