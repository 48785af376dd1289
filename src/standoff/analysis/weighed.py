"""The draws, solved and weighed by all evidence; more of them are made where too few count."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.analysis.asker import Asker, by_scenario
from standoff.analysis.run import Progress
from standoff.analysis.sampler import Sampler
from standoff.analysis.solved import MakeEnsemble, Solved
from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.engines.evidence import FEW, Ledger, Sampling, Track, effective_sample
from standoff.errors import Fault

if TYPE_CHECKING:
    from standoff.engines.forecast.answer import Answer

Floats = NDArray[np.float64]


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
    return Sampler(asker, make, seed, progress, first).run()


def _first(asker: Asker, weights: Floats, answers: Sequence["Answer"], point: bool) -> Sampling:
    return Sampling(
        "enumerated" if point else "weighted",
        weights,
        np.arange(len(weights)),
        len(weights),
        effective_sample(weights),
        scenarios=by_scenario(asker.problem, answers),
    )


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
