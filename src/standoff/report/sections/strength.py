"""How firmly the equilibria hold: whether what deters costs much."""

from typing import TYPE_CHECKING

from standoff.report.blocks import Cell, Column, Row, Section, Table
from standoff.report.prose import Prose, prose
from standoff.report.rests import Rests
from standoff.report.words import counted, joined, number
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.engines.stability import StrengthResult

LISTED = 12
"""Equilibria that the table lists."""

STRONG = 2


def section(analysis: Analysis, result: "StrengthResult") -> Section:
    """Return the equilibria with how firmly they hold.

    Parameters
    ----------
    analysis
        The crisis.
    result
        How firmly each state is stable.
    """
    rests = Rests(analysis)
    return Section("strength", "How firmly it rests", (table(rests, result),), _lead(result))


def _lead(result: "StrengthResult") -> Prose:
    told = []
    for concept in result.degrees:
        firm = len(result.equilibria(concept, STRONG))
        told.append(f"{firm:,} of {len(result.equilibria(concept)):,} by {concept}")
    units = number(result.units)
    return prose(
        f"Strongly stable for everybody are {joined(told)}: whoever left would be strongly worse"
        f" off for it, by more than {units} units of utility, or would gain nothing by leaving."
    )


def table(rests: Rests, result: "StrengthResult") -> Table:
    """Return the equilibria, strong by most concepts first."""
    held = {c: set(result.equilibria(c).tolist()) for c in result.degrees}
    firm = {c: set(result.equilibria(c, STRONG).tolist()) for c in result.degrees}

    def firmness(state: int) -> tuple[int, int, int, int]:
        strong = sum(state in found for found in firm.values())
        return -strong, -sum(state in found for found in held.values()), rests.far(state), state

    states = sorted(set().union(*held.values()), key=firmness)
    rows = []
    for state in states[:LISTED]:
        marks: list[Cell] = [
            "strong" if state in firm[c] else "weak" if state in held[c] else None for c in held
        ]
        rows.append(Row((rests.told(state), *marks), state == rests.status_quo))
    more = len(states) - LISTED
    note = f"{counted(more, 'more', 'more')} in --json." if more > 0 else ""
    columns = (Column("Differs from the status quo"), *(Column(concept) for concept in held))
    return Table(columns, tuple(rows), "Equilibria", note)
