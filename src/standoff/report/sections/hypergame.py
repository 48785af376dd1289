"""What is stable when actors do not see the same crisis, and what would surprise whom."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

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
    kinds: list[tuple[str, Callable[[str], NDArray[np.int64]]]] = [
        ("Equilibria", result.equilibria),
        ("Hidden from somebody", result.hidden),
    ]
    kinds += [
        (f"Expected by {rests.names.actor(actor)}", partial(_expected, result, actor))
        for actor in result.actors
    ]
    kinds.append(("If all saw it as it is", result.clear_sighted))
    columns = (Column("States"), *(Column(concept, "number") for concept in result.concepts))
    rows = []
    for kind, states in kinds:
        counts: list[Cell] = [float(len(states(concept))) for concept in result.concepts]
        rows.append(Row((kind, *counts)))
    note = "Everybody judges in its own game, as it sees the crisis."
    return Table(columns, tuple(rows), "How many states", note)


def _expected(result: "HypergameResult", actor: str, concept: str) -> NDArray[np.int64]:
    return result.expected(concept, actor)


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
