"""What is stable when actors do not see the same crisis, and what would surprise whom."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from standoff.report.blocks import Block, Bullets, Cell, Column, Paragraph, Row, Section, Table
from standoff.report.prose import Prose, prose, strong
from standoff.report.rests import Rests
from standoff.report.words import counted, joined
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.engines.stability import HypergameResult

LISTED = 8
"""States that are listed for each actor."""


def section(analysis: Analysis) -> Section:
    """Return the equilibria as each actor sees them.

    Parameters
    ----------
    analysis
        A crisis whose `perceptions` say what actors do not see.
    """
    rests, result = Rests(analysis), analysis.hypergame
    if not analysis.crisis.perceptions:
        lead = prose("The file names no `perceptions`: everybody sees the crisis as it is.")
        return Section("hypergame", "What each of them sees", (table(rests, result),), lead)
    blocks: list[Block] = [Bullets(tuple(_mistakes(rests, result))), table(rests, result)]
    for concept in result.concepts:
        blocks += _concept(rests, result, concept)
    return Section("hypergame", "What each of them sees", tuple(blocks), _lead(rests, result))


def _lead(rests: Rests, result: "HypergameResult") -> Prose:
    quo = rests.status_quo
    rested = [c for c in result.concepts if quo in result.equilibria(c)]
    clear = [c for c in result.concepts if quo in result.clear_sighted(c)]
    here = f"an equilibrium by {joined(rested)}" if rested else "no equilibrium"
    there = f"by {joined(clear)}" if clear else "by none"
    return prose(
        f"As the actors see it, the status quo is {here}; if all saw the crisis as it is, {there}."
    )


def _mistakes(rests: Rests, result: "HypergameResult") -> Iterator[Prose]:
    """Say who is mistaken, and about what."""
    for actor, seen in rests.analysis.crisis.perceptions.items():
        blind = int((~result.sees[result.actors.index(actor)]).sum())
        if blind:
            of = counted(result.space.states, "state")
            yield prose(rests.names.spoken(actor), f" does not see {blind:,} of {of}.")
        for other in seen.believes:
            spoken = rests.names.spoken(actor), rests.names.spoken(other)
            yield prose(spoken[0], " is mistaken about what ", spoken[1], " wants.")


def table(rests: Rests, result: "HypergameResult") -> Table:
    """Return how many equilibria there are, hidden ones, and how many each actor expects."""
    columns = (
        Column("Concept"),
        Column("Equilibria", "number"),
        Column("Hidden from some", "number"),
        *(Column(f"{rests.names.actor(a)} expects", "number") for a in result.actors),
        Column("If all saw it as it is", "number"),
    )
    rows = []
    for concept in result.concepts:
        expected: list[Cell] = [float(len(result.expected(concept, a))) for a in result.actors]
        cells: list[Cell] = [
            concept,
            float(len(result.equilibria(concept))),
            float(len(result.hidden(concept))),
            *expected,
            float(len(result.clear_sighted(concept))),
        ]
        rows.append(Row(tuple(cells)))
    return Table(columns, tuple(rows), note="Of each in its own game; see the theory page.")


def _concept(rests: Rests, result: "HypergameResult", concept: str) -> Iterator[Block]:
    """Name the states that one concept speaks of."""
    yield Paragraph(prose(strong(concept)))
    told = [
        prose("Equilibria: ", _states(rests, result.equilibria(concept).tolist()), "."),
        prose("Hidden: ", _states(rests, result.hidden(concept).tolist()), "."),
    ]
    lasting = {*result.equilibria(concept).tolist(), *result.hidden(concept).tolist()}
    for actor in result.actors:
        vain = [s for s in result.expected(concept, actor).tolist() if s not in lasting]
        if vain:
            who = rests.names.spoken(actor)
            told.append(prose(who, " expects in vain: ", _states(rests, vain), "."))
    yield Bullets(tuple(told))


def _states(rests: Rests, states: Sequence[int]) -> Prose:
    if not states:
        return prose("none")
    parts: list[Prose] = [rests.told(state) for state in states[:LISTED]]
    spans = [part for told in parts for part in (prose(" / "), told)][1:]
    more = len(states) - LISTED
    return prose(*spans, f" / and {more:,} more" if more > 0 else "")
