"""Where the crisis can come to rest, and how it gets there from the status quo."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from standoff.report.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Paragraph,
    Row,
    Section,
    Table,
    paragraph,
)
from standoff.report.figures import StateMap, StateMove, StateNode
from standoff.report.onward import Onward
from standoff.report.prose import Prose, Span, Wording, listed, prose, strong
from standoff.report.rests import Rests
from standoff.report.words import counted, joined
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.engines.stability.routes import Route

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


def section(analysis: Analysis, *, by_actor: bool = False, onward: bool = True) -> Section:
    """Return the equilibria by concept and how they are reached.

    Parameters
    ----------
    analysis
        A crisis with its stability.
    by_actor
        Whether to add the states that are stable for each actor.
    onward
        Whether to mark the likeliest way on, for which the forecast is needed.
    """
    rests = Rests(analysis)
    blocks: list[Block] = [counts(rests)]
    if rests.ranked:
        blocks.append(
            paragraph(
                "The status quo: ",
                rests.names.state(rests.labels(rests.status_quo)),
                ". States below are told by what differs from it: + has begun, − has ended.",
            )
        )
        blocks.append(table(rests))
        drawn = state_map(rests)
        likely = Onward(rests) if onward else None
        if likely is not None:
            blocks.append(Paragraph(likely.words()))
            drawn = likely.on(drawn)
        if len(drawn.states) > 1:
            blocks.append(drawn)
        ways = _ways(rests)
        if ways:
            blocks.append(Bullets(tuple(ways)))
    if by_actor:
        blocks.append(stable_for_actors(rests))
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
    told = rests.changed(best)
    by = joined(rests.by(best))
    return prose(
        here, ". The strongest and nearest place to rest is the state ", told, f" (by {by})."
    )


def counts(rests: Rests) -> Table:
    """Return how many equilibria each concept has, and what it means."""
    columns = (
        Column("Concept"),
        Column("Equilibria", "number"),
        Column("Status quo is one", "mark"),
        Column("What it means"),
    )
    rows = tuple(
        Row((name, float(row.sum()), bool(row[rests.status_quo]), meaning(name)))
        for name, row in zip(rests.concepts, rests.held, strict=True)
    )
    states = counted(rests.analysis.stability.states, "feasible state")
    return Table(columns, rows, note=f"Of {states}, chance events as in the status quo.")


def meaning(concept: str) -> str:
    """Say what a concept asks of an equilibrium, in a line."""
    if concept in MEANINGS:
        return MEANINGS[concept]
    rule = ", each expecting the worst next mover" if concept.endswith("C") else ""
    if concept.startswith("NM"):
        return f"nobody would move, however far all look ahead{rule}"
    moves = concept.strip("LC")
    return f"nobody would move, all looking {counted(int(moves), 'move')} ahead{rule}"


def table(rests: Rests) -> Table:
    """Return the first equilibria with the concepts that hold there."""
    columns = (
        Column("Differs from the status quo"),
        *(Column(name, "mark") for name in rests.concepts),
    )
    rows = []
    for state in rests.ranked[:LISTED]:
        marks: list[Cell] = [bool(row[state]) or None for row in rests.held]
        rows.append(Row((_told(rests, state), *marks), stressed=state == rests.status_quo))
    more = len(rests.ranked) - LISTED
    note = "Equilibria by the most concepts first, and among them the nearest to the status quo."
    if more > 0:
        note += f" {counted(more, 'more', 'more')}, not shown; standoff stability --json has all."
    return Table(columns, tuple(rows), caption="The equilibria", note=note)


def _told(rests: Rests, state: int) -> Prose:
    if state == rests.status_quo:
        return prose(strong("The status quo"))
    spans: list[Wording] = []
    for line in rests.difference(state):
        spans += ["; " if spans else "", Span(line.marked, tone=line.tone)]
    return prose(*spans)


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
            rests.lines(state),
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


def _ways(rests: Rests) -> list[Prose]:
    """Say of the equilibria shown that moves of interest do not reach whose move is missing."""
    said: list[Prose] = []
    for state in rests.ranked[:DRAWN]:
        if state == rests.status_quo or rests.evolution.shortest(state, improving=True):
            continue
        name = prose("The state ", rests.changed(state))
        least = rests.evolution.least_resisted(state)
        if least is None:
            said.append(prose(name, " is out of reach: no sequence of moves leads there."))
            continue
        whose = [rests.evolution.actors[move.actor] for move in least.against_interest.moves]
        movers = list(dict.fromkeys(whose))
        who, theirs = (
            listed(list(map(rests.names.spoken, movers))),
            "its" if len(movers) == 1 else "their",
        )
        said.append(prose(name, " is reached only if ", who, f" moved against {theirs} interest."))
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
