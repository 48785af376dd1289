"""Where the crisis can come to rest, and how it gets there from the status quo."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.report.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Details,
    Facts,
    Row,
    Section,
    Table,
    paragraph,
)
from standoff.report.figures import StateLine, StateMap, StateMove, StateNode
from standoff.report.naming import Names
from standoff.report.prose import Prose, Wording, prose, strong
from standoff.report.words import counted, joined
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.stability import Evolution
    from standoff.stability.routes import Route

LISTED = 12
"""Equilibria that the table lists."""

DRAWN = 4
"""Equilibria that the map leads to."""

MEANINGS = {
    "R": "Nash: nobody can move to anything better",
    "GMR": "nobody would move, for fear of any answer, even one that hurts who gives it",
    "SMR": "as GMR, and no escape from the answer",
    "SEQ": "nobody would move, for fear of an answer that pays who gives it",
    "SSEQ": "as SEQ, and no escape from the answer",
    "SIM": "nobody would move, for fear that others move at the same time",
    "FH": "nobody would move, for fear of answers in turn or at the same time",
}


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
        from standoff.stability import evolve

        targets = np.flatnonzero(self.held.any(axis=0))
        return evolve(self.analysis.problem, targets, self.analysis.stability.hypotheses)

    @cached_property
    def ranked(self) -> list[int]:
        """All equilibria: those by most concepts first, and among them the nearest."""
        found = np.flatnonzero(self.held.any(axis=0))
        far = np.iinfo(np.int32).max
        near = self.evolution.distance(improving=True)[found]
        any_way = self.evolution.distance(improving=False)[found]
        keys = (
            found,
            np.where(any_way < 0, far, any_way),
            np.where(near < 0, far, near),
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


def section(analysis: Analysis, *, by_actor: bool = False) -> Section:
    """Return the equilibria by concept and how they are reached.

    Parameters
    ----------
    analysis
        A crisis with its stability.
    by_actor
        Whether to add the states that are stable for each actor.
    """
    rests = Rests(analysis)
    blocks: list[Block] = [counts(rests)]
    if rests.ranked:
        blocks.append(listed(rests))
        drawn = state_map(rests)
        if len(drawn.states) > 1:
            blocks.append(
                paragraph(
                    "Each state below is told by what differs from the status quo: + has begun, "
                    "− has ended."
                )
            )
            blocks.append(drawn)
        ways = _ways(rests)
        if ways:
            blocks.append(Bullets(tuple(ways)))
    if by_actor:
        blocks.append(stable_for_actors(rests))
    meanings = tuple((name, prose(MEANINGS[name])) for name in rests.concepts)
    blocks.append(Details("What the concepts mean", (Facts(meanings),)))
    return Section("stable", "Where it can come to rest", tuple(blocks), _lead(rests))


def _lead(rests: Rests) -> Prose:
    quo = rests.by(rests.status_quo)
    if quo:
        here = f"The status quo is an equilibrium by {joined(quo)}"
    else:
        here = "The status quo is no equilibrium: somebody would move"
    if not rests.ranked:
        return prose(here, ". No state is an equilibrium by any of the concepts asked for.")
    best = rests.ranked[0]
    if best == rests.status_quo:
        return prose(here, ", and no other state is one by more concepts.")
    return prose(
        here,
        ". The strongest and nearest place to rest: ",
        strong(rests.names.state(rests.labels(best))),
        f" (by {joined(rests.by(best))}).",
    )


def counts(rests: Rests) -> Table:
    """Return how many equilibria each concept has."""
    columns = (
        Column("Concept"),
        Column("Equilibria", "number"),
        Column("Status quo is one", "mark"),
    )
    rows = tuple(
        Row((name, float(row.sum()), bool(row[rests.status_quo])))
        for name, row in zip(rests.concepts, rests.held, strict=True)
    )
    states = counted(rests.analysis.stability.states, "feasible state")
    return Table(columns, rows, note=f"Of {states}, chance events as in the status quo.")


def listed(rests: Rests) -> Table:
    """Return the first equilibria with the concepts that hold there."""
    columns = (Column("What is on"), *(Column(name, "mark") for name in rests.concepts))
    rows = []
    for state in rests.ranked[:LISTED]:
        marks: list[Cell] = [bool(row[state]) or None for row in rests.held]
        rows.append(Row((_told(rests, state), *marks), stressed=state == rests.status_quo))
    more = len(rests.ranked) - LISTED
    note = "Equilibria by the most concepts first, and among them the nearest to the status quo."
    if more > 0:
        note += f" {counted(more, 'more', 'more')}, not shown; --json has all."
    return Table(columns, tuple(rows), caption="The equilibria", note=note)


def _told(rests: Rests, state: int) -> Prose:
    labels = rests.labels(state)
    text = rests.names.state(labels)
    return prose(strong("Status quo: "), text) if state == rests.status_quo else prose(text)


def state_map(rests: Rests) -> StateMap:
    """Return the map of ways from the status quo to the first equilibria."""
    routes = [(t, rests.route(t)) for t in rests.ranked[:DRAWN]]
    moves: dict[tuple[int, int], StateMove] = {}
    rungs = {rests.status_quo: 0}
    for _, route in routes:
        for place, move in enumerate(route.moves if route else ()):
            rungs[move.after] = max(rungs.get(move.after, 0), place + 1)
            actor = rests.evolution.actors[move.actor]
            moves[move.before, move.after] = StateMove(
                str(move.before),
                str(move.after),
                rests.names.actor(actor),
                rests.names.actor_tone(actor),
                improves=move.improves,
            )
    nodes = tuple(
        StateNode(
            str(state),
            rung,
            _lines(rests, state),
            rests.by(state),
            status_quo=state == rests.status_quo,
        )
        for state, rung in sorted(rungs.items(), key=lambda item: (item[1], item[0]))
    )
    return StateMap(_finding(rests, routes), nodes, tuple(moves.values()))


def _finding(rests: Rests, routes: "Sequence[tuple[int, Route | None]]") -> str:
    by_interest = [
        len(route.moves)
        for target, route in routes
        if route and target != rests.status_quo and not route.against_interest.moves
    ]
    if by_interest:
        steps = min(by_interest)
        if steps == 1:
            return "One move that pays who makes it leads to an equilibrium"
        return f"{steps} moves that pay those who make them lead to an equilibrium"
    if any(route and route.moves for _, route in routes):
        return "No equilibrium is reached by moves that all pay those who make them"
    return "The status quo, from which no way leads to another equilibrium"


def _lines(rests: Rests, state: int) -> tuple[StateLine, ...]:
    names, here, quo = rests.names, rests.labels(state), rests.labels(rests.status_quo)
    if state == rests.status_quo:
        return tuple(StateLine(names.setting(x), names.tone(x.partition("=")[0])) for x in here)
    begun = [("+ ", label) for label in here if label not in quo]
    ended = [("− ", label) for label in quo if label not in here]
    return tuple(
        StateLine(sign + names.setting(label), names.tone(label.partition("=")[0]))
        for sign, label in (*begun, *ended)
    )


def _ways(rests: Rests) -> list[Prose]:
    """Say of the equilibria shown that moves of interest do not reach whose move is missing."""
    said: list[Prose] = []
    for state in rests.ranked[:DRAWN]:
        if state == rests.status_quo or rests.evolution.shortest(state, improving=True):
            continue
        name = strong(rests.names.state(rests.labels(state)))
        least = rests.evolution.least_resisted(state)
        if least is None:
            said.append(prose(name, ": no sequence of moves leads there."))
            continue
        blocking = least.against_interest.moves
        whose: list[Wording] = [
            rests.names.spoken(rests.evolution.actors[move.actor]) for move in blocking
        ]
        parts = [part for who in whose for part in (prose(", "), prose(who))][1:]
        said.append(prose(name, " is reached only if ", *parts, " moved against its interest."))
    return said


def stable_for_actors(rests: Rests) -> Table:
    """Return how many states are stable for each actor, and the first of them."""
    result = rests.analysis.stability
    columns = (
        Column("Concept"),
        Column("Actor"),
        Column("Stable states", "number"),
        Column("What is on"),
    )
    rows = []
    for concept in rests.concepts:
        for actor in result.actors:
            found = result.stable_for(concept, actor)
            first = [rests.names.state(labels) for labels in result.labels(found[:LISTED])]
            told = " / ".join(first)
            if len(found) > LISTED:
                told += f" / and {len(found) - LISTED:,} more"
            rows.append(Row((concept, prose(rests.names.spoken(actor)), float(len(found)), told)))
    return Table(columns, tuple(rows), caption="Stable for each actor")
