"""What is asked of every draw at once: all that weighs it, and all that the forecast wants to know."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.analysis.run import Progress
from standoff.encode.problem import Problem
from standoff.engines.evidence import Heavy, Soft, Track
from standoff.engines.forecast import Ensemble, asked

if TYPE_CHECKING:
    from standoff.engines.forecast.answer import Answer
    from standoff.engines.forecast.propagate import Start

Floats = NDArray[np.float64]


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


def by_scenario(problem: Problem, answers: Sequence["Answer"]) -> dict[str, Floats]:
    """Probability of each scenario within the horizon in each draw."""
    names = problem.crisis.scenarios
    return {
        name: np.array([one.followed.probability[-1, k] for one in answers])
        for k, name in enumerate(names)
    }
