"""What several actors would leave together, where that is quickly found."""

from itertools import combinations
from typing import TYPE_CHECKING

from standoff.report.blocks import Block, Bullets, Cell, Column, Row, Section, Table
from standoff.report.rests import Rests
from standoff.report.sections import coalitions
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.engines.stability import CoalitionResult

LISTED = 8
"""Equilibria in the table."""

PAIRS = 2 * 10**8
"""Most pairs of states to compare over all coalitions: about a second."""


def section(analysis: Analysis) -> Section:
    """Return which coalitions of two or more would leave the status quo, and what none would.

    Parameters
    ----------
    analysis
        A crisis; only its stability is asked for.

    Returns
    -------
    Section
        Without blocks where there are too many coalitions and states for a report.
    """
    blank = Section("together", "What actors would leave together", ())
    movers = [name for name, actor in analysis.crisis.actors.items() if actor.options]
    together = [
        members for size in range(2, len(movers) + 1) for members in combinations(movers, size)
    ]
    states = analysis.problem.at_chance_status_quo().space.states
    if not together or len(together) * states**2 > PAIRS:
        return blank
    result = analysis.coalitions(together)
    rests = Rests(analysis)
    blocks: list[Block] = []
    leaving = tuple(coalitions.leaving(rests, result))
    if leaving:
        blocks.append(Bullets(leaving))
    if rests.ranked:
        blocks.append(table(rests, result))
    lead = coalitions.lead(result, rests.status_quo)
    return Section(blank.id, blank.title, tuple(blocks), lead)


def table(rests: Rests, result: "CoalitionResult") -> Table:
    """Return the equilibria, with whether a coalition would leave them all the same."""
    concepts = [concept for concept in result.stable if concept in rests.concepts]
    held = {c: set(result.stable_for_all(c).tolist()) for c in concepts}
    rows = []
    for state in rests.ranked[:LISTED]:
        by = rests.by(state)
        marks: list[Cell] = [state in held[c] if c in by else None for c in concepts]
        rows.append(Row((rests.told(state), *marks), state == rests.status_quo))
    columns = (
        Column("Differs from the status quo"),
        *(Column(concept, "mark") for concept in concepts),
    )
    note = "A dash: no equilibrium by that concept."
    return Table(columns, tuple(rows), "Equilibria that no coalition would leave either", note)
