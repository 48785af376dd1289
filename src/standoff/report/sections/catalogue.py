"""The shipped crises, and how they compare with what is published."""

from collections.abc import Sequence

from standoff.catalog import Case
from standoff.report.blocks import Block, Bullets, Column, Row, Section, Table
from standoff.report.prose import Wording, code, prose, strong
from standoff.report.words import clipped, counted, joined
from standoff.verification import Comparison, State

LONGEST = 64
"""Characters of a citation in the list."""


def section(cases: Sequence[Case]) -> Section:
    """Return the list of shipped crises."""
    columns = (Column("Name", "code"), Column("Title"), Column("Citation"))
    rows = tuple(
        Row((f"cases/{case.slug}", case.title, clipped(case.citation, LONGEST))) for case in cases
    )
    note = "The whole citation stands in the file: standoff cases NAME."
    return Section("cases", "Shipped crises", (Table(columns, rows, note=note),))


def verification(found: Sequence[Comparison]) -> Section:
    """Return each published list of states beside what was computed."""
    columns = (
        Column("Case", "code"),
        Column("Concept"),
        Column("Stable for"),
        Column("Published", "number"),
        Column("Computed", "number"),
        Column("Agree", "mark"),
    )
    rows = tuple(
        Row(
            (
                comparison.slug,
                comparison.concept,
                _stable_for(comparison),
                float(len(comparison.published)),
                float(len(comparison.computed)),
                comparison.agrees,
            )
        )
        for comparison in found
    )
    disagreeing = [comparison for comparison in found if not comparison.agrees]
    blocks: list[Block] = [Table(columns, rows)]
    if disagreeing:
        blocks.append(Bullets(tuple(prose(*_difference(c)) for c in disagreeing)))
    agree = len(found) - len(disagreeing)
    lead = prose(f"{agree} of {counted(len(found), 'published list')} agree.")
    return Section("verification", "Published and computed", tuple(blocks), lead)


def _stable_for(comparison: Comparison) -> str:
    """Return for whom the states are stable."""
    if not comparison.together:
        return comparison.actor or "everybody"
    coalitions = (" + ".join(members) for members in comparison.together)
    return f"everybody, {joined(coalitions)} as one"


def _difference(comparison: Comparison) -> list[Wording]:
    parts: list[Wording] = [code(comparison.slug), f" by {comparison.concept}"]
    if comparison.missing:
        parts += [": ", strong("published, not computed"), f" {_states(comparison.missing)}"]
    if comparison.extra:
        parts += [": ", strong("computed, not published"), f" {_states(comparison.extra)}"]
    return [*parts, f" ({comparison.citation})"]


def _states(states: tuple[State, ...]) -> str:
    return "; ".join(f"[{', '.join(state)}]" for state in states)
