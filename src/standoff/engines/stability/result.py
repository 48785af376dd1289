"""What the stability engine returns, with the names of the crisis restored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.encode.space import Space
from standoff.errors import UsageError
from standoff.tables import Tabular

Labels = list[str]
"""A state, as the sorted list of what is on."""


@dataclass(frozen=True, eq=False)
class StabilityResult(Tabular):
    """Which states are stable for whom, for A actors and N states.

    What it does not say: how likely any of these states is, or how the crisis would get there.

    Attributes
    ----------
    actors : tuple of str
        In file order.
    space : Space
        The feasible states, chance variables at their status quo.
    stable : mapping of str to bool[A, N]
        By concept: where the state is stable for each actor; frozen.
    hypotheses : mapping of str to bool
        Values that the hypotheses were given.
    method : str
        How it was computed.
    version : str
        Of standoff.
    crisis_hash : str
        Of the crisis, see `Crisis.hash`.
    """

    actors: tuple[str, ...]
    space: Space
    stable: Mapping[str, NDArray[np.bool_]]
    hypotheses: Mapping[str, bool]
    method: str
    version: str
    crisis_hash: str

    @property
    def states(self) -> int:
        """Number of feasible states N."""
        return self.space.states

    @property
    def concepts(self) -> tuple[str, ...]:
        """Concepts that were asked for."""
        return tuple(self.stable)

    def equilibria(self, concept: str) -> NDArray[np.int64]:
        """States that are stable for all actors, ascending, int64[K]."""
        return np.flatnonzero(self._of(concept).all(axis=0))

    def stable_for(self, concept: str, actor: str) -> NDArray[np.int64]:
        """States that are stable for one actor, ascending, int64[K]."""
        if actor not in self.actors:
            raise UsageError(f"there is no actor '{actor}'; actors: {', '.join(self.actors)}")
        return np.flatnonzero(self._of(concept)[self.actors.index(actor)])

    def _of(self, concept: str) -> NDArray[np.bool_]:
        if concept not in self.stable:
            raise UsageError(f"{concept} was not computed; computed: {', '.join(self.stable)}")
        return self.stable[concept]

    def labels(self, states: NDArray[np.integer]) -> list[Labels]:
        """What is on in each of the states."""
        return [self.space.label(int(s)) for s in states]

    def to_json(self, by_actor: bool = False) -> dict[str, Any]:
        """Return plain data, ready for `json.dumps`.

        Parameters
        ----------
        by_actor : bool
            Whether to add the states that are stable for each actor.

        Returns
        -------
        dict
            ``states``, ``equilibria`` by concept, ``stable`` by concept and actor if asked for,
            and what is needed to repeat it: ``hypotheses``, ``method``, ``version``, ``crisis``.
        """
        document: dict[str, Any] = {
            "states": self.states,
            "equilibria": {name: self.labels(self.equilibria(name)) for name in self.concepts},
        }
        if by_actor:
            document["stable"] = {
                name: {actor: self.labels(self.stable_for(name, actor)) for actor in self.actors}
                for name in self.concepts
            }
        return document | {
            "hypotheses": dict(self.hypotheses),
            "method": self.method,
            "version": self.version,
            "crisis": self.crisis_hash,
        }

    def to_columns(self) -> dict[str, Any]:
        """Return a table with a row a state, as columns.

        Returns
        -------
        dict
            ``state`` (what is on, as one text), then by concept ``SEQ``, whether it is an
            equilibrium, and ``SEQ.us``, whether it is stable for actor ``us``.
        """
        labels = (self.space.label(s) for s in range(self.states))
        columns: dict[str, Any] = {"state": [" ".join(label) for label in labels]}
        for name, stable in self.stable.items():
            columns[name] = stable.all(axis=0)
            columns |= {f"{name}.{a}": row for a, row in zip(self.actors, stable, strict=True)}
        return columns
