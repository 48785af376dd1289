"""What is stable when nobody knows some preferences, by the attitude to what is not known."""

from typing import TYPE_CHECKING

from standoff.report.blocks import Cell, Column, Row, Section, Table, bullets
from standoff.report.prose import Prose, prose
from standoff.report.rests import Rests
from standoff.report.words import about, counted, joined
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.engines.stability import UnknownResult

LISTED = 12
"""Equilibria that the table lists."""

ATTITUDES = {
    "a": "leaves for what may be better, and only what is not better deters it",
    "b": "leaves for what is better only, and only what is not better deters it",
    "c": "leaves for what may be better, and what may be no better deters it",
    "d": "leaves for what is better only, and what may be no better deters it",
}


def section(analysis: Analysis, result: "UnknownResult") -> Section:
    """Return the equilibria under each attitude to what is not known.

    Parameters
    ----------
    analysis
        The crisis.
    result
        Equilibria under the four attitudes.
    """
    rests = Rests(analysis)
    meanings = bullets(*(f"{a}: everybody {meaning}." for a, meaning in ATTITUDES.items()))
    title = "What is stable whatever they may want"
    return Section("doubt", title, (table(rests, result), meanings), _lead(rests, result))


def _lead(rests: Rests, result: "UnknownResult") -> Prose:
    shares = [f"{about(result.share(a))} for {rests.names.actor(a)}" for a in result.actors]
    return prose(
        "Of the pairs of states, it is not known which is preferred for these shares: ",
        f"{joined(shares)}.",
    )


def table(rests: Rests, result: "UnknownResult") -> Table:
    """Return the equilibria, those under most attitudes first."""
    held = {
        concept: {a: set(result.equilibria(a, concept).tolist()) for a in ATTITUDES}
        for concept in result.concepts
    }

    def support(state: int) -> int:
        return sum(state in found for by in held.values() for found in by.values())

    every = set().union(*(found for by in held.values() for found in by.values()))
    states = sorted(every, key=lambda state: (-support(state), rests.far(state), state))
    rows = []
    for state in states[:LISTED]:
        marks: list[Cell] = [
            " ".join(a for a in ATTITUDES if state in held[concept][a]) or None for concept in held
        ]
        rows.append(Row((rests.told(state), *marks), state == rests.status_quo))
    more = len(states) - LISTED
    note = f"{counted(more, 'more', 'more')} in --json." if more > 0 else ""
    columns = (Column("Differs from the status quo"), *(Column(concept) for concept in held))
    return Table(columns, tuple(rows), "Attitudes under which it is an equilibrium", note)
