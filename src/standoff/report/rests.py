"""Where a crisis can come to rest, ranked for the reader: strongest and nearest first."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.report.figures import StateLine
from standoff.report.naming import Names
from standoff.report.prose import Prose, Span, Wording, listed, prose, strong
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.engines.stability import Evolution
    from standoff.engines.stability.routes import Route
    from standoff.engines.stability.wording import Wording as StateWording


@dataclass(frozen=True)
class Rests:
    """The equilibria of an analysis, strongest and nearest first.

    Attributes
    ----------
    analysis : Analysis
        Whose stability is told.
    """

    analysis: Analysis

    @cached_property
    def names(self) -> Names:
        """Names of the crisis."""
        return Names(self.analysis.crisis)

    @cached_property
    def concepts(self) -> tuple[str, ...]:
        """The concepts that were asked for."""
        return self.analysis.stability.concepts

    @cached_property
    def held(self) -> NDArray[np.bool_]:
        """Where each concept has an equilibrium, bool[C, N]."""
        stable = self.analysis.stability.stable
        return np.stack([stable[name].all(axis=0) for name in self.concepts])

    @cached_property
    def status_quo(self) -> int:
        """The status quo, numbered among the states where chance is as it was."""
        return self.analysis.problem.at_chance_status_quo().status_quo

    @cached_property
    def evolution(self) -> "Evolution":
        """The ways from the status quo to the equilibria."""
        return self.analysis.evolution

    @cached_property
    def words(self) -> "StateWording":
        """Moves in plain words."""
        from standoff.engines.stability.wording import Wording

        return Wording(self.analysis.problem.at_chance_status_quo())

    @cached_property
    def ranked(self) -> list[int]:
        """All equilibria: those by most concepts first, and among them the nearest."""
        found = np.flatnonzero(self.held.any(axis=0))
        far = np.iinfo(np.int32).max
        by_interest = self.evolution.distance(improving=True)[found]
        by_any_move = self.evolution.distance(improving=False)[found]
        keys = (
            found,
            np.where(by_any_move < 0, far, by_any_move),
            np.where(by_interest < 0, far, by_interest),
            -self.held[:, found].sum(axis=0),
        )
        return [int(s) for s in found[np.lexsort(keys)]]

    def by(self, state: int) -> tuple[str, ...]:
        """Return the concepts by which a state is an equilibrium."""
        return tuple(name for name, row in zip(self.concepts, self.held, strict=True) if row[state])

    def labels(self, state: int) -> list[str]:
        """Return what is on in a state."""
        return self.analysis.stability.space.label(state)

    def route(self, state: int) -> "Route | None":
        """Return a shortest way of improvements, else the way with the fewest sacrifices."""
        return self.evolution.shortest(state, improving=True) or self.evolution.least_resisted(
            state
        )

    def lines(self, state: int) -> tuple[StateLine, ...]:
        """Return the status quo as what is on, any other state as what differs from it."""
        if state == self.status_quo:
            return tuple(self._line(label, "") for label in self.labels(state))
        return self.difference(state)

    def difference(self, state: int) -> tuple[StateLine, ...]:
        """Return what has begun and what has ended in a state against the status quo."""
        here, quo = self.labels(state), self.labels(self.status_quo)
        still = {label.partition("=")[0] for label in here}
        begun = [self._line(label, "+") for label in here if label not in quo]
        ended = [self._line(label, "−") for label in quo if label.partition("=")[0] not in still]
        return (*begun, *ended)

    def far(self, state: int) -> int:
        """Return how many options and chance events differ from the status quo."""
        levels = self.analysis.stability.space.levels
        return int((levels[state] != levels[self.status_quo]).sum())

    def told(self, state: int) -> Prose:
        """Return a state for a table or list, as what differs from the status quo."""
        if state == self.status_quo:
            return prose(strong("The status quo"))
        return listed([self._marked(line) for line in self.difference(state)])

    def _marked(self, line: StateLine) -> Span:
        return Span(line.whole if line.text in self._shared else line.marked, tone=line.tone)

    @cached_property
    def _shared(self) -> set[str]:
        """Labels that options of several actors have, so that the actor must be named too."""
        labels = [self.names.thing(name) for name in self.names.symbols.options]
        return {label for label in labels if labels.count(label) > 1}

    def _line(self, label: str, sign: str) -> StateLine:
        name, equals, level = label.partition("=")
        thing, owner = self.names.thing(name), self.names.owner(name)
        return StateLine(
            f"{thing}: {level}" if equals else thing,
            self.names.tone(name),
            self.names.actor(owner) if owner else "",
            sign,
        )

    def changed(self, state: int, most: int = 3) -> Prose:
        """Return a state in words: `with “a” and “b” begun and “c” ended`."""
        lines = self.difference(state)
        parts: list[Wording] = []
        for sign, verb in (("+", "begun"), ("−", "ended")):
            found = [line for line in lines if line.sign == sign]
            told: list[Wording] = [Span(f"“{line.text}”", tone=line.tone) for line in found[:most]]
            if len(found) > most:
                told.append(f"{len(found) - most} more")
            if told:
                parts.append(prose(listed(told), f" {verb}"))
        return prose("with ", listed(parts)) if parts else prose("as in the status quo")
