"""The likeliest way on from where the crisis stands, in words and on the map of states."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from standoff.report.figures import StateMap, StateMove, StateNode
from standoff.report.prose import Prose, Wording, prose, strong
from standoff.report.rests import Rests
from standoff.report.words import percent

if TYPE_CHECKING:
    from standoff.engines.forecast import LikelyPath

TODAY = "where it stands today"
EVEN = 0.5


@dataclass(frozen=True)
class Onward:
    """The likeliest way on, beside the places where the crisis can rest.

    Attributes
    ----------
    rests : Rests
        Numbers states as the map does: those where chance is as in the status quo.
    """

    rests: Rests

    @cached_property
    def way(self) -> "LikelyPath":
        """The way, as simulated."""
        return self.rests.analysis.likely_path

    @cached_property
    def states(self) -> list[int]:
        """The states of the way as the map numbers them, as far as they can be with chance at rest."""
        rest = self.rests.analysis.problem.at_chance_status_quo()
        whole = self.rests.analysis.problem.space
        chance = [k for k, variable in enumerate(whole.variables) if variable.actor < 0]
        found: list[int] = []
        for state in (self.way.start, *(move.state for move in self.way.moves)):
            row = np.array(whole.levels[state])
            row[chance] = rest.space.levels[rest.status_quo, chance]
            place = rest.space.index(row)
            if place < 0:
                break
            found.append(place)
        return found

    def words(self) -> Prose:
        """Return the way in a sentence or two, with the share of futures at each move."""
        names, way = self.rests.names, self.way
        if not way.moves:
            return prose(
                strong("The likeliest way on"),
                f" {names.until} is to stay: in {percent(way.rests)} of futures no move is made"
                " that is not taken back.",
            )
        parts: list[Wording] = [
            strong("The likeliest way on"),
            f" {names.until}, moves that are taken back left out: ",
        ]
        for place, move in enumerate(way.moves):
            told, share = move.step.sentence.removesuffix("."), percent(move.share)
            parts.append(f"; then {told} ({share})" if place else f"{told} ({share} of futures)")
        parts.append(". ")
        last = way.moves[-1].share
        if way.rests >= EVEN * last:
            parts.append(f"In {percent(way.rests)} it rests there.")
        elif last < EVEN:
            parts.append("It is the likeliest of many ways, not a likely one.")
        return prose(*parts)

    def on(self, chart: StateMap) -> StateMap:
        """Return the map with the way marked on it, and the states of the way that it lacks."""
        if not self.states:
            return chart
        told = (1.0, *(move.share for move in self.way.moves))
        shares = dict(zip(map(str, self.states), told, strict=False))
        nodes = {state.id: state for state in chart.states}
        for rung, state in enumerate(self.states):
            nodes.setdefault(str(state), self._node(state, rung))
        marked = {name: replace(nodes[name], likely=share) for name, share in shares.items()}
        moves = {(move.source, move.target): move for move in chart.moves}
        for ends, move in self._moves().items():
            moves[ends] = replace(moves[ends], likely=True) if ends in moves else move
        nodes = _in_rungs(nodes | marked, list(moves))
        order = sorted(nodes.values(), key=lambda state: (state.rung, int(state.id)))
        return StateMap(chart.title, tuple(order), tuple(moves.values()))

    def _node(self, state: int, rung: int) -> StateNode:
        rests = self.rests
        lines, by = rests.lines(state), rests.by(state)
        note = TODAY if rung == 0 and state != rests.status_quo else ""
        return StateNode(
            str(state), rung, lines, by, status_quo=state == rests.status_quo, note=note
        )

    def _moves(self) -> dict[tuple[str, str], StateMove]:
        names, ways = self.rests.names, self.rests.evolution
        found = {}
        for before, after, move in zip(self.states, self.states[1:], self.way.moves, strict=False):
            ends = str(before), str(after)
            mover = move.step.mover
            rank = ways.graph.rank[ways.actors.index(mover)]
            found[ends] = StateMove(
                *ends,
                names.actor(mover),
                names.actor_tone(mover),
                improves=bool(rank[after] > rank[before]),
                likely=True,
            )
        return found


def _in_rungs(nodes: dict[str, StateNode], moves: list[tuple[str, str]]) -> dict[str, StateNode]:
    """Put every state below all from which a move leads to it, unless moves lead round in a circle."""
    rungs = dict.fromkeys(nodes, 0)
    for _ in nodes:
        lower = {b for a, b in moves if rungs[b] <= rungs[a]}
        if not lower:
            return {name: replace(node, rung=rungs[name]) for name, node in nodes.items()}
        for name in lower:
            rungs[name] = 1 + max(rungs[a] for a, b in moves if b == name)
    return nodes
