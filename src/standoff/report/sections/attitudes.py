"""What is stable for actors who wish others well or ill."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from standoff.report.blocks import Block, Bullets, Cell, Column, Row, Section, Table
from standoff.report.prose import Prose, listed, prose
from standoff.report.rests import Rests
from standoff.report.words import counted, joined
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.engines.stability import AttitudesResult

LISTED = 12
"""Equilibria that the table lists."""


def section(analysis: Analysis, result: "AttitudesResult") -> Section:
    """Return the equilibria for actors with attitudes.

    Parameters
    ----------
    analysis
        The crisis.
    result
        What is relationally stable.
    """
    rests = Rests(analysis)
    blocks: list[Block] = [Bullets(tuple(_attitudes(rests, result)))]
    found = table(rests, result)
    if found.rows:
        blocks.append(found)
    title = "Where it rests for those who mind how others fare"
    return Section("attitudes", title, tuple(blocks), _lead(rests, result))


def _lead(rests: Rests, result: "AttitudesResult") -> Prose:
    quo = [c for c in result.stable if rests.status_quo in result.equilibria(c)]
    held = f"is an equilibrium by relational {joined(quo)}" if quo else "is no equilibrium"
    return prose(
        "Each leaves only for what is right by everybody it minds: no worse for itself and for"
        f" those it wishes well, worse for those it wishes ill. The status quo then {held}."
    )


def _attitudes(rests: Rests, result: "AttitudesResult") -> Iterator[Prose]:
    """Say who wishes whom well or ill."""
    spoken = rests.names.spoken
    for i, one in enumerate(result.actors):
        for sign, how in ((1, "well"), (-1, "ill")):
            row = enumerate(result.attitudes[i].tolist())
            others = [spoken(result.actors[j]) for j, e in row if e == sign and j != i]
            if others:
                yield prose(spoken(one), f" wishes {how}: ", listed(others), ".")


def table(rests: Rests, result: "AttitudesResult") -> Table:
    """Return the equilibria, those by most concepts first."""
    held = {concept: set(result.equilibria(concept).tolist()) for concept in result.stable}
    states = sorted(
        set().union(*held.values()),
        key=lambda state: (
            -sum(state in found for found in held.values()),
            rests.far(state),
            state,
        ),
    )
    rows = []
    for state in states[:LISTED]:
        marks: list[Cell] = [state in found or None for found in held.values()]
        rows.append(Row((rests.told(state), *marks), state == rests.status_quo))
    more = len(states) - LISTED
    note = f"{counted(more, 'more', 'more')} in --json." if more > 0 else ""
    columns = (
        Column("Differs from the status quo"),
        *(Column(concept, "mark") for concept in held),
    )
    return Table(columns, tuple(rows), "Equilibria, by the relational concepts", note)
