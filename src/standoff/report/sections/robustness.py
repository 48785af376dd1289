"""In what share of the draws each state is an equilibrium, and which preference decides it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from standoff.report.blocks import Block, Bullets, Cell, Column, Row, Section, Table
from standoff.report.naming import Names
from standoff.report.prose import Prose, prose
from standoff.report.rests import Rests
from standoff.report.words import about, counted, joined, number, percent, sampled
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.engines.stability import RobustResult
    from standoff.engines.stability.deciders import Decider

LISTED = 10
"""States in the table."""

TOLD = 5
"""States of which it is told what decides."""

NORMAL = 1.96
"""Standard errors on each side of a share that hold 95 % of a normal distribution."""


def section(analysis: Analysis) -> Section:
    """Return how robust the equilibria are over what is not known.

    Parameters
    ----------
    analysis
        A crisis with its draws.
    """
    rests = Rests(analysis)
    result = analysis.robust
    ranked = [int(state) for state in result.ranked()]
    blocks: list[Block] = []
    if ranked:
        blocks.append(table(rests, result, ranked))
    told = tuple(_decided(rests, result, ranked))
    if told:
        blocks.append(Bullets(told))
    return Section("robust", "How sure these places of rest are", tuple(blocks), _lead(rests))


def _lead(rests: Rests) -> Prose:
    result, quo = rests.analysis.robust, rests.status_quo
    shares = [f"{about(_share(result, c, quo))} by {c}" for c in result.concepts]
    draws = counted(len(result.which), "draw")
    return prose(
        f"Of {draws} of what is not known, the status quo is an equilibrium in {joined(shares)}."
    )


def table(rests: Rests, result: "RobustResult", ranked: list[int]) -> Table:
    """Return the share of draws in which a state is an equilibrium, by concept."""
    columns = (
        Column("Differs from the status quo"),
        *(Column(concept, "probability") for concept in result.concepts),
    )
    rows = []
    for state in ranked[:LISTED]:
        shares: list[Cell] = [_share(result, concept, state) for concept in result.concepts]
        rows.append(Row((rests.told(state), *shares), state == rests.status_quo))
    return Table(columns, tuple(rows), "Share of draws in which it is one", _note(result, ranked))


def _share(result: "RobustResult", concept: str, state: int) -> float:
    """Return a share of draws as it is told: what no draw shows may still be so."""
    share = result.share(concept, state)
    return share if result.exact else sampled(share, len(result.which))


def _note(result: "RobustResult", ranked: list[int]) -> str:
    if result.exact:
        note = "Central values, every combination of hypotheses."
    else:
        errors = [result.error(c, s) for c in result.concepts for s in ranked[:LISTED]]
        reach = percent(NORMAL * max(errors))
        sure = f"With 95% confidence right to {reach} either way; w" if max(errors) else "W"
        note = f"{sure}hat no draw shows is below {percent(result.resolution)}."
    more = len(ranked) - LISTED
    return f"{note} {counted(more, 'more', 'more')} in --json." if more > 0 else note


def _decided(rests: Rests, result: "RobustResult", ranked: list[int]) -> Iterator[Prose]:
    """Say for the first states and the most open concept what decides."""
    for state in ranked[:TOLD]:
        concept = min(result.concepts, key=lambda c: abs(result.share(c, state) - 0.5))
        found = [decider for decider in result.deciders(concept, state) if decider.clear]
        if not found:
            continue
        share = about(_share(result, concept, state))
        opening = f": an equilibrium by {concept} in {share} of draws, mostly where "
        yield prose(rests.told(state), opening, _where(rests.names, found[0]), ".")


def _where(names: Names, decider: "Decider") -> Prose:
    if decider.hypothesis:
        truth = "true" if decider.above else "false"
        return prose("“", names.thing(decider.name), f"” is {truth}")
    side = "above" if decider.above else "below"
    return prose(f"the {decider.label} is {side} {number(decider.threshold)}")
