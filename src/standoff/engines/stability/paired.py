"""A crisis posed for concepts that compare states pair by pair, and what their results share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from standoff.encode.problem import Problem
from standoff.encode.space import Space
from standoff.engines.stability.pairwise import CONCEPTS, check_size
from standoff.engines.stability.solver import check_concepts, settled
from standoff.kernels.layout import Moves


@dataclass(frozen=True, eq=False)
class PairedConflict:
    """A crisis posed for concepts that compare states pair by pair.

    Attributes
    ----------
    view : Problem
        The crisis with chance variables at their status quo, N states.
    concepts : tuple of str
        Of R, GMR, SMR, SEQ and SSEQ.
    hypotheses : mapping of str to bool
        A value for each.
    """

    view: Problem
    concepts: tuple[str, ...]
    hypotheses: Mapping[str, bool]

    @classmethod
    def of(
        cls, problem: Problem, concepts: Iterable[str], hypotheses: Mapping[str, bool] | None
    ) -> Self:
        """Pose a crisis.

        Raises
        ------
        UsageError
            If a concept or a hypothesis is not known.
        LimitReached
            If there are too many states to compare pair by pair.
        """
        known = check_concepts(concepts, CONCEPTS, far_sighted=False)
        values = settled(problem, hypotheses)
        view = problem.at_chance_status_quo()
        check_size(view.space.states)
        return cls(view, known, values)

    @cached_property
    def moves(self) -> Moves:
        """Moves of A actors among N states."""
        return self.view.moves(self.hypotheses)

    @cached_property
    def rank(self) -> NDArray[np.int32]:
        """Preference ranks at central values, int32[A, N], higher is better."""
        return self.view.stability_ranks(self.hypotheses)

    def told(self) -> dict[str, Any]:
        """Return the fields that every `PairedResult` has."""
        return {
            "actors": self.view.actors,
            "space": self.view.space,
            "hypotheses": self.hypotheses,
            "version": version("standoff"),
            "crisis_hash": self.view.crisis.hash,
        }


@dataclass(frozen=True, eq=False, kw_only=True)
class PairedResult:
    """What the results about N states and A actors share.

    Attributes
    ----------
    actors : tuple of str
        In file order.
    space : Space
        The feasible states, chance variables at their status quo.
    hypotheses : mapping of str to bool
        Values that the hypotheses were given.
    version : str
        Of standoff.
    crisis_hash : str
        Of the crisis, see `Crisis.hash`.
    """

    actors: tuple[str, ...]
    space: Space
    hypotheses: Mapping[str, bool]
    version: str
    crisis_hash: str

    def labels(self, states: NDArray[np.int64]) -> list[list[str]]:
        """Return what is on in each of some states."""
        return [self.space.label(int(state)) for state in states]

    def described(self, answer: Mapping[str, Any]) -> dict[str, Any]:
        """Return an answer as plain data, between the states and what it was computed from."""
        return {
            "states": self.space.states,
            **answer,
            "hypotheses": dict(self.hypotheses),
            "version": self.version,
            "crisis": self.crisis_hash,
        }
