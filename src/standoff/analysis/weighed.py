"""The draws, solved and asked at once all that weighs them and all that the forecast wants to know.

Where the evidence leaves too few draws that count, sequential Monte Carlo makes more of them; what was
solved on the way is kept.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.analysis.run import Progress
from standoff.encode.draws import Draw, draws_at, sobol_points
from standoff.encode.problem import Problem
from standoff.engines.evidence import (
    FEW,
    MOST_SWEEPS,
    Cloud,
    Heavy,
    Ledger,
    Sampling,
    Soft,
    Tempered,
    Track,
    balanced,
    effective_sample,
    ratios,
    temper,
)
from standoff.engines.forecast import Ensemble, asked
from standoff.errors import Fault
from standoff.rng import generator

if TYPE_CHECKING:
    from standoff.engines.forecast.answer import Answer
    from standoff.engines.forecast.propagate import Start

Floats = NDArray[np.float64]
Truth = NDArray[np.bool_]
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


def heavy_evidence(
    track: Track | None,
    observed: Floats,
    soft: Sequence[Soft],
    answers: Floats,
    problem: Problem,
) -> tuple[Heavy, ...]:
    """Put judgements, base rates and the record of moves on the draws.

    Parameters
    ----------
    track : Track or None
        The record, L legs.
    observed : float64[D, L]
        Log likelihood of each leg in each draw.
    soft : sequence of Soft
        F judgements and base rates.
    answers : float64[D, F]
        Probability of what each is about, in each draw.
    problem : Problem
    """
    found = [
        Heavy(
            entry.kind,
            entry.id,
            None,
            entry.path,
            entry.source,
            entry.log_likelihood(answers[:, k]),
        )
        for k, entry in enumerate(soft)
    ]
    for k, leg in enumerate(track.legs if track else ()):
        assert track is not None
        source = problem.crisis.observed[leg.moves[0].entry].source if leg.moves else None
        kind = "observed" if leg.moves else "quiet"
        found.append(
            Heavy(kind, track.name(k), leg.until, track.path(k), source or "", observed[:, k])
        )
    return tuple(found)


class Asker:
    """What is asked of every draw, and how the answers weigh it.

    Parameters
    ----------
    problem : Problem
    soft : sequence of Soft
        Judgements and base rates.
    track : Track or None
        The record of observed moves.
    """

    def __init__(self, problem: Problem, soft: Sequence[Soft], track: Track | None) -> None:
        self.problem, self.soft, self.track = problem, soft, track
        self.trees, self.months = asked(problem.crisis)
        self._near = [s for s in soft if s.months <= self.months[-1]]

    @cached_property
    def _all_months(self) -> Floats:
        return np.unique([*self.months, *(s.months for s in self._near)])

    def ask(
        self, ensemble: Ensemble, progress: Progress | None
    ) -> tuple[list["Answer"], Floats, Floats]:
        """Solve draws.

        Returns
        -------
        list of Answer
            To what the forecast asks, D of them.
        float64[D, F]
            Probability of what each judgement and base rate is about.
        float64[D, L]
            Log likelihood of each leg of the record.
        """
        trees = [*self.trees, *(s.tree for s in self._near)]
        whole = ensemble.run(trees, self._all_months, progress=progress)
        rows = np.searchsorted(self._all_months, self.months)
        answers = [
            replace(
                one,
                followed=replace(
                    one.followed,
                    probability=one.followed.probability[rows][:, : len(self.trees)],
                ),
            )
            for one in whole
        ]
        soft = np.zeros((len(whole), len(self.soft)))
        for k, entry in enumerate(self.soft):
            if entry in self._near:
                row = np.searchsorted(self._all_months, entry.months)
                column = len(self.trees) + self._near.index(entry)
                soft[:, k] = [one.followed.probability[row, column] for one in whole]
            else:
                soft[:, k] = self._far(ensemble, entry, [one.start for one in whole])
        return answers, soft, np.array([one.observed for one in whole])

    def _far(self, ensemble: Ensemble, entry: Soft, starts: Sequence["Start"]) -> Floats:
        """Ask about a time past the horizon, apart, so that the forecast stays as it is."""
        months = np.array([entry.months])
        found = ensemble.run([entry.tree], months, lambda d: starts[d], occupancy=False)
        return np.array([one.followed.probability[-1, 0] for one in found])

    def heavy(self, soft: Floats, observed: Floats) -> tuple[Heavy, ...]:
        """Put the evidence other than signals on the draws."""
        return heavy_evidence(self.track, observed, self.soft, soft, self.problem)


def solve_draws(
    asker: Asker,
    draws: Sequence[Draw],
    make: MakeEnsemble,
    *,
    point: bool,
    seed: int,
    sampler: bool,
    progress: Progress | None,
) -> Solved:
    """Solve the draws and weigh them by all evidence; make more where few count.

    Parameters
    ----------
    asker : Asker
    draws : sequence of Draw
        The first draws.
    make : callable
        From draws to an ensemble that begins where the record leads.
    point : bool
        Whether the draws are every combination of hypotheses at central values.
    seed : int
    sampler : bool
        Whether sequential Monte Carlo may take over.
    progress : callable, optional
        Told how many draws are done, of how many.

    Raises
    ------
    CrisisError
        If what was observed cannot happen in any draw.
    """
    ensemble = make(draws)
    answers, soft, observed = asker.ask(ensemble, progress)
    if asker.track is not None:
        _refuse_impossible(asker.problem, asker.track, observed)
    ledger = Ledger(asker.problem.crisis, draws, asker.heavy(soft, observed))
    weights = ledger.weights()
    effective = effective_sample(weights)
    first = Solved(ensemble, answers, soft, ledger, _first(asker, weights, answers, point))
    movable = asker.problem.inputs.uncertain.any() or asker.problem.hypotheses
    if point or not sampler or not movable or effective >= FEW * len(draws):
        return first
    return _Sampler(asker, make, seed, progress, first).run()


def _first(asker: Asker, weights: Floats, answers: Sequence["Answer"], point: bool) -> Sampling:
    return Sampling(
        "enumerated" if point else "weighted",
        weights,
        np.arange(len(weights)),
        len(weights),
        effective_sample(weights),
        scenarios=_scenarios(asker.problem, answers),
    )


def _scenarios(problem: Problem, answers: Sequence["Answer"]) -> dict[str, Floats]:
    """Probability of each scenario within the horizon in each draw."""
    names = problem.crisis.scenarios
    return {
        name: np.array([one.followed.probability[-1, k] for one in answers])
        for k, name in enumerate(names)
    }


def _refuse_impossible(problem: Problem, track: Track, observed: Floats) -> None:
    """Refuse a record that no draw can follow, at the first move that none gets past."""
    passed = np.isfinite(observed)
    if passed.all(axis=1).any():
        return
    leg = int(passed.sum(axis=1).max())
    date, name = track.legs[leg].until, track.name(leg)
    message = (
        f"in no draw can this come about on {date}: {name}. Something bars it from where the record"
        " stands by then: the option's `needs` or `direction`, a rule under `impossible`, or a"
        " chance event's `when`. Mend the record or the rule, or leave this entry out"
    )
    raise problem.crisis.origin.error([Fault(message, track.path(leg))])


class _Sampler:
    """Sequential Monte Carlo over the draws of a crisis; see `standoff.engines.evidence.temper`."""

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
        kept = np.union1d(np.arange(count), found.origin)
        last = np.bincount(found.origin, minlength=len(self.draws))[kept].astype(float)
        soft, observed = np.concatenate(self.soft)[kept], np.concatenate(self.observed)[kept]
        heavy = self.asker.heavy(soft, observed)
        made = [self.draws[k] for k in kept]
        ledger = Ledger(self.problem.crisis, made, heavy)
        log_signals = ledger.truth @ np.log([self.ratio[name] for name in ledger.live])
        weight = balanced(
            np.array([draw.weight for draw in made]),
            log_signals + _total(heavy, len(made)),
            found.log_evidence,
            ((kept < count).astype(float), last),
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
            _scenarios(self.problem, answers),
        )
        return Solved(ensemble, answers, soft, ledger, sampling)


def _total(heavy: Sequence[Heavy], count: int) -> Floats:
    """Log likelihood of all but the signals, float64[D]."""
    return sum((piece.log_likelihood for piece in heavy), np.zeros(count))
