"""Two crises side by side: what differs in the files and in the answers, and which change did it."""

from itertools import takewhile
from typing import Any

from standoff.analysis.comparison import Comparison
from standoff.analysis.credit import Reasons
from standoff.crisis.difference import Difference
from standoff.files.emit import flow
from standoff.report.blocks import (
    Block,
    Cell,
    Column,
    Details,
    Interval,
    Row,
    Section,
    Table,
    bullets,
    callout,
    paragraph,
)
from standoff.report.naming import Names
from standoff.report.outlook import Outlook
from standoff.report.prose import Prose, code, listed, prose, strong
from standoff.report.sections.comparison import shifts
from standoff.report.words import clipped, counted, joined, points

TOLD = 4
"""Scenarios whose parts are shown, those that move most."""

STATES = 3
"""Equilibria that are named."""

HEAD = 28
"""Characters of a scenario's title over its column."""

LONGEST = 60
"""Characters of a value in the table of differences."""

LEAD = 12
"""Characters shown at least before two long values begin to differ."""

_HOW = {
    "shapley": "Each change counts with the mean of what it adds over all orders of making them"
    " (Shapley value).",
    "in order": "The changes were made one after another in the order of the file; another order"
    " could split their joint effect otherwise.",
}


def section(comparison: Comparison, *, answers: bool = True) -> Section:
    """Return what differs.

    Parameters
    ----------
    comparison
        Two analyses.
    answers
        Whether the engines run, or only the files are compared.
    """
    blocks: list[Block] = []
    if not comparison.changes:
        blocks += _files(comparison)
    if not answers:
        return Section("comparison", _title(comparison), tuple(blocks), _count(comparison))
    if comparison.scenarios:
        blocks.append(_scenarios(comparison))
    told: list[Any] = [*shifts(comparison.before, comparison.after), *_only(comparison)]
    told += _equilibria(comparison)
    if told:
        blocks.append(bullets(*told))
    # a single change has done all of it, so there is nothing to split
    if comparison.scenarios and len(comparison.players) > 1 and comparison.reasons is not None:
        blocks += _reasons(comparison, comparison.reasons)
    return Section("comparison", _title(comparison), tuple(blocks), _lead(comparison))


def _title(comparison: Comparison) -> str:
    return "What if" if comparison.changes else "What differs"


def _count(comparison: Comparison) -> Prose:
    found = comparison.differences
    if not found:
        return prose("The two files mean the same.")
    idle = sum(not one.matters for one in found)
    rest = f", {idle} of them without effect on the forecast" if idle else ""
    return prose(f"{counted(len(found), 'difference').capitalize()}{rest}.")


def _lead(comparison: Comparison) -> Prose:
    found = comparison.scenarios
    changed = listed([code(change) for change in comparison.changes])
    begin = prose("With ", changed, ", ") if comparison.changes else _count(comparison)
    gap, no = ("", "no") if comparison.changes else (" ", "No")
    if not found:
        return prose(begin, gap, no, " scenario stands in both to compare.")
    most = max(found, key=lambda name: abs(found[name].points))
    if abs(found[most].points) < 0.0005:
        return prose(begin, gap, no, " scenario changes.")
    outlook = Outlook(comparison.after)
    title = strong(outlook.estimates[most].title, outlook.estimates[most].tone)
    return prose(begin, gap, title, f" moves most: {points(found[most].points)}.")


def _files(comparison: Comparison) -> list[Block]:
    found = comparison.differences
    counting = [one for one in found if one.matters]
    idle = [one for one in found if not one.matters]
    blocks: list[Block] = []
    if counting:
        blocks.append(_differences(counting, "What differs in the files"))
    if idle:
        table = _differences(idle, "")
        blocks.append(Details("Differences without effect on the forecast", (table,)))
    return blocks


def _differences(found: list[Difference], caption: str) -> Table:
    rows = [
        Row((one.name, *_sides(one), f"{one.before_at or '–'} → {one.after_at or '–'}"))
        for one in found
    ]
    columns = (Column("Where"), Column("First"), Column("Second"), Column("Line"))
    return Table(columns, tuple(rows), caption)


def _sides(one: Difference) -> tuple[Cell, Cell]:
    """Return both values; of long ones the part where they begin to differ."""
    if one.kind == "moved":
        return "another order", "another order"
    sides = [_value(one.before), _value(one.after)]
    alike = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(*sides, strict=False))))
    if alike > LONGEST // 2 and max(map(len, sides)) > LONGEST:
        start = sides[0].rfind(" ", 0, alike - LEAD) + 1
        sides = [f"… {side[start:]}" for side in sides]
    before, after = (clipped(side, LONGEST) for side in sides)
    return before, after


def _value(value: Any) -> str:
    """Write a value as it stands in a file, on one line."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return flow(value)[1:-1]
    return flow(value) if isinstance(value, bool | list | tuple) else str(value)


def _scenarios(comparison: Comparison) -> Table:
    first, second = Outlook(comparison.before).estimates, Outlook(comparison.after).estimates
    rows = []
    for name, contrast in comparison.scenarios.items():
        one, two = first[name], second[name]
        words = two.words if two.words == one.words else f"{one.words} → {two.words}"
        bands = "" if contrast.overlap is None else "overlap" if contrast.overlap else "apart"
        rows.append(
            Row(
                (
                    two.title,
                    Interval(one.probability, one.low, one.high),
                    Interval(two.probability, two.low, two.high),
                    contrast.points,
                    bands,
                    words,
                )
            )
        )
    heads = ("As it is", "Changed") if comparison.changes else ("First", "Second")
    columns = (
        Column("Scenario"),
        *(Column(head, "probability") for head in heads),
        Column("Points", "points"),
        Column("Bands"),
        Column("In words"),
    )
    return Table(columns, tuple(rows))


def _only(comparison: Comparison) -> list[str]:
    """Say which scenarios stand in one file only."""
    said = []
    for analysis, which in ((comparison.before, "first"), (comparison.after, "second")):
        names = Names(analysis.crisis)
        alone = [s for s in analysis.crisis.scenarios if s not in comparison.scenarios]
        if alone:
            titles = joined(f"“{names.scenario(s)}”" for s in alone)
            said.append(f"Only in the {which}: {titles}.")
    return said


def _equilibria(comparison: Comparison) -> list[str]:
    """Say which places of rest come and go."""
    sides = (
        ("gained", 0, Names(comparison.after.crisis)),
        ("lost", 1, Names(comparison.before.crisis)),
    )
    said = []
    for word, place, names in sides:
        by_state: dict[tuple[str, ...], list[str]] = {}
        for concept, found in comparison.equilibria.items():
            for state in found[place]:
                by_state.setdefault(tuple(state), []).append(concept)
        ranked = sorted(by_state, key=lambda state: -len(by_state[state]))
        for labels in ranked[:STATES]:
            where = names.state(list(labels))
            said.append(f"Equilibrium {word} ({', '.join(by_state[labels])}): {where}.")
        if len(ranked) > STATES:
            said.append(
                f"{counted(len(ranked) - STATES, 'more equilibrium', 'more equilibria')} {word}."
            )
    return said


def _reasons(comparison: Comparison, reasons: Reasons) -> list[Block]:
    if len(reasons.credits) == 1:
        return [
            paragraph("The changes fit together only all at once, so none has a part of its own.")
        ]
    names = Names(comparison.after.crisis)
    gap = {s: reasons.after[s] - reasons.before[s] for s in reasons.before}
    moved = [s for s in sorted(gap, key=lambda s: -abs(gap[s])) if abs(gap[s]) >= 0.0005][:TOLD]
    if not moved:
        return [
            paragraph("At the central values nothing changes, so no change has any part in it.")
        ]
    rows = [
        Row((_change(credit.changes), *(credit.shift[s] for s in moved)))
        for credit in sorted(reasons.credits, key=lambda c: -abs(c.shift[moved[0]]))
    ]
    rows.append(Row(("All together", *(gap[s] for s in moved)), stressed=True))
    columns = (
        Column("Change"),
        *(Column(clipped(names.scenario(s), HEAD), "points") for s in moved),
    )
    note = f"Points of the point forecast. {_HOW[reasons.method]}"
    table = Table(columns, tuple(rows), "Which change does what", note)
    if comparison.before.run.point:
        return [table]
    remark = callout(
        "note",
        "Central values",
        "The parts are worked out at central values, where they add up; the forecast above is over all that"
        " is not known, so its differences are a little different.",
    )
    return [table, remark]


def _change(changes: tuple[str, ...]) -> Prose:
    return listed([code(change) for change in changes])
