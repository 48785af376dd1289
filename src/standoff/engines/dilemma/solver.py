"""The security dilemma over the draws of an ensemble.

``K[a, b]`` is the expected number of extra hostile moves that actor ``a`` begins against ``b`` because
of one hostile option of ``b`` being on rather than off, for as long as it stays on (`provoke`). An
actor's several options count by how often the forecast has it begin them. The index is the spectral
radius of K's provoking part: the number of hostile acts that one of them breeds, as the
reproduction number of an epidemic is the spectral radius of its next-generation matrix (Diekmann,
Heesterbeek & Metz 1990). The security dilemma: Herz 1950; Jervis 1978; reactions as a linear
system: Richardson 1960.
"""

from collections.abc import Callable, Sequence
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.engines.dilemma.hostility import hostile_options, mutual
from standoff.engines.dilemma.provoke import provoked
from standoff.engines.dilemma.rates import Transitions
from standoff.engines.dilemma.result import DilemmaResult
from standoff.errors import UsageError

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]


def solve(
    problem: Problem,
    draws: Sequence[Draw],
    weights: Floats,
    values: Callable[[int], Floats],
    occupancy: Callable[[int], Floats],
    *,
    jobs: int = 1,
    seed: int | None = None,
    progress: Progress | None = None,
) -> DilemmaResult:
    """Find what hostile moves provoke.

    Parameters
    ----------
    problem : Problem
    draws : sequence of Draw
        D draws.
    weights : float64[D]
        Need not sum to 1.
    values : callable
        Value by which each actor chooses in a draw, float64[A, N], by the draw's place.
    occupancy : callable
        Share of the horizon that the forecast spends in each state in a draw, float64[N].
    jobs : int
        Draws that are worked on side by side; the numbers do not depend on it.
    seed : int, optional
        Of the draws; None for a point forecast.
    progress : callable, optional
        Told how many draws are done, of how many.

    Returns
    -------
    DilemmaResult

    Raises
    ------
    UsageError
        If no two actors have options against each other.
    LimitReached
        If there are too many transitions to write down.
    """
    options = hostile_options(problem)
    if not mutual(options):
        raise UsageError(
            "no two actors have options against each other, so nothing can spiral: say with"
            " `against: [actor, ...]` whom an option hurts"
        )
    horizon = problem.crisis.horizon.centre

    def one(place: int):  # type: ignore[no-untyped-def]
        transitions = Transitions.of(problem, draws[place], values(place))
        return provoked(problem.space, options, transitions, occupancy(place), horizon)

    from joblib import Parallel, delayed

    found = []
    work = Parallel(n_jobs=jobs, prefer="threads", return_as="generator")
    for done, answer in enumerate(work(delayed(one)(k) for k in range(len(draws))), 1):
        found.append(answer)
        if progress is not None:
            progress(done, len(draws))
    return DilemmaResult(
        actors=problem.actors,
        options=options,
        extra=np.array([answer.extra for answer in found]),
        begun=np.array([answer.begun for answer in found]),
        months=np.array([answer.months for answer in found]),
        weights=weights / weights.sum(),
        seed=seed,
        error=max(answer.error for answer in found),
        version=version("standoff"),
        crisis_hash=problem.crisis.hash,
    )
