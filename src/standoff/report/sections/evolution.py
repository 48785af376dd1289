"""How the crisis gets from its status quo to each equilibrium, and whose move is missing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from standoff.report.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Paragraph,
    Row,
    Section,
    Step,
    Storyline,
    Table,
)
from standoff.report.prose import Prose, listed, prose
from standoff.report.rests import Rests
from standoff.report.sections.equilibria import state_map
from standoff.report.words import counted, joined
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.engines.stability.routes import Move, Route

LISTED = 8
"""Equilibria in the table."""

TOLD = 4
"""Equilibria whose ways are told move by move."""

WAYS = 3
"""Sequences told of each kind unless asked for more."""


def section(analysis: Analysis, *, ways: int = WAYS) -> Section:
    """Return the ways from the status quo to the equilibria.

    Parameters
    ----------
    analysis
        A crisis with its stability.
    ways
        Most sequences to tell for each equilibrium and kind.
    """
    rests = Rests(analysis)
    if not rests.ranked:
        lead = prose("No state is an equilibrium by any of the concepts asked for.")
        return Section("ways-to-rest", "How it gets there", (), lead)
    blocks: list[Block] = [table(rests)]
    drawn = state_map(rests)
    if len(drawn.states) > 1:
        blocks.append(drawn)
    told = [state for state in rests.ranked if state != rests.status_quo][:TOLD]
    for state in told:
        blocks += _ways(rests, state, ways)
    return Section("ways-to-rest", "How it gets there", tuple(blocks), _lead(rests))


def _lead(rests: Rests) -> Prose:
    by_moves = rests.evolution.unreachable(improving=False)
    by_interest = rests.evolution.unreachable(improving=True)
    total = counted(len(rests.ranked), "equilibrium", "equilibria")
    if not by_interest:
        return prose(f"Moves that pay those who make them lead to all of {total}.")
    reached = len(rests.ranked) - len(by_interest)
    text = f"Of {total}, {reached:,} can be reached by moves that pay those who make them"
    if by_moves:
        text += f", and {len(by_moves):,} by no moves at all"
    return prose(text, ".")


def table(rests: Rests) -> Table:
    """Return how far each equilibrium is, and whose move is missing."""
    columns = (
        Column("Equilibrium"),
        Column("By"),
        Column("Moves", "number"),
        Column("Improvements only", "number"),
        Column("Whose move is missing"),
    )
    rows = []
    for state in rests.ranked[:LISTED]:
        here, name = state == rests.status_quo, rests.told(state)
        steps = [_steps(rests, state, improving) for improving in (False, True)]
        rows.append(Row((name, joined(rests.by(state)), *steps, missing(rests, state)), here))
    more = len(rests.ranked) - LISTED
    note = "Fewest moves from the status quo; an actor's own moves in a row count as one."
    note += " + has begun, − has ended."
    if more > 0:
        note += f" {counted(more, 'more', 'more')} in --json."
    return Table(columns, tuple(rows), note=note)


def _steps(rests: Rests, state: int, improving: bool) -> Cell:
    steps = int(rests.evolution.distance(improving=improving)[state])
    return "no way" if steps < 0 else float(steps)


def missing(rests: Rests, state: int) -> Cell:
    """Say who would have to move against its interest for a state to come about."""
    if rests.evolution.distance(improving=True)[state] >= 0:
        return None
    least = rests.evolution.least_resisted(state)
    if least is None:
        return "nobody can get there"
    whose = [rests.evolution.actors[move.actor] for move in least.against_interest.moves]
    return listed([rests.names.spoken(actor) for actor in dict.fromkeys(whose)])


def _ways(rests: Rests, state: int, ways: int) -> Iterator[Block]:
    """Tell the sequences to one equilibrium."""
    yield Paragraph(prose("To the state with ", rests.told(state), ":"))
    shown: set[tuple[tuple[int, int], ...]] = set()
    for improving in (True, False):
        found = rests.evolution.routes(state, improving, ways)
        new = [route for route in found.routes if _key(route) not in shown]
        shown |= {_key(route) for route in found.routes}
        kind = "Moves that all pay who makes them" if improving else "Any moves"
        for route in new:
            which = "the shortest way" if route is found.routes[0] else "another way"
            yield _storyline(rests, f"{kind}, {which}", route)
        least = None if found.routes or not improving else rests.evolution.least_resisted(state)
        if least is not None:
            shown.add(_key(least))
            yield _storyline(rests, "With the fewest moves against the mover's interest", least)
        if new and not found.complete:
            yield Bullets((prose(f"{kind}: there are more ways than the {ways} told."),))


def _key(route: "Route") -> tuple[tuple[int, int], ...]:
    return tuple((move.actor, move.after) for move in route.moves)


def _storyline(rests: Rests, title: str, route: "Route") -> Storyline:
    steps = tuple(_step(rests, place, move) for place, move in enumerate(route.moves))
    return Storyline(title, steps)


def _step(rests: Rests, place: int, move: "Move") -> Step:
    actor = rests.evolution.actors[move.actor]
    text = rests.words.move(move)
    if not move.improves:
        text += " (against its interest)"
    return Step(rests.names.actor(actor), text, rests.names.actor_tone(actor), f"move {place + 1}")
