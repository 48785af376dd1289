"""What actors would leave together: stability for coalitions."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from standoff.report.blocks import Block, Bullets, Cell, Column, Row, Section, Table
from standoff.report.prose import Prose, listed, prose
from standoff.report.rests import Rests
from standoff.report.words import counted, joined
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.engines.stability import CoalitionResult

LISTED = 12
"""States that are listed."""


def section(analysis: Analysis, result: "CoalitionResult") -> Section:
    """Return what each coalition would not leave, and what none of them would.

    Parameters
    ----------
    analysis
        The crisis.
    result
        Stability for some or all coalitions.
    """
    rests = Rests(analysis)
    blocks: list[Block] = [counts(rests, result)]
    departures = tuple(leaving(rests, result))
    if departures:
        blocks.append(Bullets(departures))
    lasting = table(rests, result)
    if lasting.rows:
        blocks.append(lasting)
    title = "What coalitions would leave"
    return Section("coalitions", title, tuple(blocks), lead(result, rests.status_quo))


def lead(result: "CoalitionResult", quo: int) -> Prose:
    """Say how many coalitions would leave the status quo."""
    together = [k for k, members in enumerate(result.coalitions) if len(members) > 1]
    asked = together or list(range(len(result.coalitions)))
    told = []
    for concept, stable in result.stable.items():
        leaving = sum(not stable[k, quo] for k in asked)
        told.append(f"{leaving or 'none'} by {concept}")
    kind = "coalition of two or more" if together else "coalition"
    plural = kind.replace("coalition", "coalitions")
    return prose(
        f"Of {counted(len(asked), kind, plural)}, those that would leave the status quo: ",
        f"{joined(told)}.",
    )


def counts(rests: Rests, result: "CoalitionResult") -> Table:
    """Return how many states each coalition would not leave."""
    columns = (Column("Coalition"), *(Column(concept, "number") for concept in result.stable))
    rows = []
    for k, members in enumerate(result.coalitions):
        numbers: list[Cell] = [float(np.count_nonzero(s[k])) for s in result.stable.values()]
        rows.append(Row((_members(rests, members), *numbers)))
    states = counted(result.space.states, "feasible state")
    caption = "States that a coalition would not leave"
    return Table(columns, tuple(rows), caption, f"Of {states}.")


def _members(rests: Rests, members: tuple[str, ...]) -> Prose:
    return listed([rests.names.spoken(actor) for actor in members])


def leaving(rests: Rests, result: "CoalitionResult") -> Iterator[Prose]:
    """Say which coalitions would leave the status quo."""
    for concept, stable in result.stable.items():
        leaving = [m for k, m in enumerate(result.coalitions) if not stable[k, rests.status_quo]]
        if leaving:
            told = [part for m in leaving for part in ("; ", _members(rests, m))][1:]
            yield prose(f"The status quo would be left, by {concept}: ", *told, ".")


def table(rests: Rests, result: "CoalitionResult") -> Table:
    """Return the states that none of the coalitions would leave, by concept."""
    held = {concept: set(result.stable_for_all(concept).tolist()) for concept in result.stable}
    states = sorted(set().union(*held.values()))
    states.sort(key=lambda state: -sum(state in found for found in held.values()))
    rows = []
    for state in states[:LISTED]:
        marks: list[Cell] = [state in found for found in held.values()]
        rows.append(Row((rests.told(state), *marks), state == rests.status_quo))
    columns = (
        Column("Differs from the status quo"),
        *(Column(concept, "mark") for concept in held),
    )
    more = len(states) - LISTED
    note = f"{counted(more, 'more', 'more')} in --json." if more > 0 else ""
    return Table(columns, tuple(rows), "States that none of these coalitions would leave", note)
