"""What would change the answer: the smallest change of each input alone, and a map of two."""

import numpy as np
from numpy.typing import NDArray

from standoff.engines.tipping import Atlas, Goal, GoalResult, Hold, Lead, Tip, TippingResult
from standoff.errors import Path
from standoff.report.amounts import amount
from standoff.report.blocks import (
    Block,
    Column,
    Details,
    Row,
    Section,
    Table,
    bullets,
    callout,
)
from standoff.report.figures import HeatMap, Leader
from standoff.report.naming import Names
from standoff.report.phrases import input_label
from standoff.report.prose import Prose, code, prose, strong
from standoff.report.words import counted, joined, percent
from standoff.workbench import Analysis

TITLE = "What would change the answer"

TOLD = 5
"""Tipping points that are told in a sentence."""


def section(
    analysis: Analysis, found: TippingResult | None = None, atlas: Atlas | None = None
) -> Section:
    """Return tipping points, or a map of two inputs.

    Parameters
    ----------
    analysis
        A crisis.
    found
        Tipping points; by default those that are found quickly.
    atlas
        A map to show instead.
    """
    names = Names(analysis.crisis)
    if atlas is not None:
        return Section("tipping", TITLE, (heat_map(atlas, names),))
    found = found or analysis.tips
    if found is None:
        return Section("tipping", TITLE)
    blocks: list[Block] = []
    for result in found.goals:
        blocks += _goal(result, names)
    blocks.append(callout("limits", "How this was found", *_limits(found, names)))
    return Section("tipping", TITLE, tuple(blocks), _lead(found, names))


def _lead(found: TippingResult, names: Names) -> Prose:
    first = found.goals[0]
    if not first.tips:
        return prose(
            "Nothing that was tried changes ",
            _asked(first.goal, names),
            " anywhere within its plausible range.",
        )
    tip = first.tips[0]
    label = input_label(tip.span.path, names, tip.span.label)
    start, end = (amount(tip.span.path, value, names) for value in (tip.span.centre, tip.value))
    return prose(
        "The smallest single change of ",
        _asked(first.goal, names),
        ": ",
        strong(label),
        f" from {start} to {end}.",
    )


def _asked(goal: Goal, names: Names) -> Prose:
    title = strong(f"“{names.scenario(goal.scenario)}”", names.scenario_tone(goal.scenario))
    if isinstance(goal, Lead):
        return prose("which scenario leads (now ", title, ")")
    side = "above" if goal.above else "below"
    return prose("whether ", title, f" lies {side} {percent(goal.level)}")


def _goal(result: GoalResult, names: Names) -> list[Block]:
    goal = result.goal
    blocks: list[Block] = []
    if result.tips:
        blocks.append(
            bullets(*(told(tip, goal, names) for tip in result.tips[:TOLD]), ordered=True)
        )
        blocks.append(_tips(result.tips, goal, names))
    if result.holds:
        held = counted(len(result.holds), "input")
        summary = f"{held} that {'changes' if len(result.holds) == 1 else 'change'} nothing"
        blocks.append(Details(f"{summary} in the plausible range", (_holds(result, names),)))
    return blocks


def told(tip: Tip, goal: Goal, names: Names) -> Prose:
    """Return a tipping point in a sentence, with what to type to see it."""
    start, end = (amount(tip.span.path, value, names) for value in (tip.span.centre, tip.value))
    if isinstance(goal, Lead):
        then = f"“{names.scenario(tip.leader)}” leads with {percent(tip.answer[tip.leader])}"
    else:
        before, after = tip.answer_before[goal.scenario], tip.answer[goal.scenario]
        then = f"“{names.scenario(goal.scenario)}” passes {percent(goal.level)}"
        then += f" ({_fine(before)} to {_fine(after)})"
    doubt = "" if tip.verified else " The forecast run anew does not confirm it."
    return prose(
        strong(input_label(tip.span.path, names, tip.span.label)),
        f": from {start} to {end}, {_way(tip.share)}; then {then}.{doubt} Try ",
        code(" ".join(f'--set "{change}"' for change in tip.changes)),
        ".",
    )


def _fine(probability: float) -> str:
    return f"{100 * probability:.2f}%"


def _way(share: float) -> str:
    return f"{percent(abs(share))} of the way to the end of its range"


def _tips(tips: tuple[Tip, ...], goal: Goal, names: Names) -> Table:
    leads = isinstance(goal, Lead)
    rows = []
    for tip in tips:
        path = tip.span.path
        values = [amount(path, value, names) for value in (tip.span.centre, tip.value)]
        then = (names.scenario(tip.leader),) if leads else ()
        label = input_label(path, names, tip.span.label)
        rows.append(Row((label, *values, abs(tip.share), *then, names.place(path))))
    columns = (
        Column("Input"),
        Column("Now"),
        Column("Changes it at"),
        Column("Way", "probability"),
        *((Column("Then leads"),) if leads else ()),
        Column("Line", "code"),
    )
    note = "Way: the share of the way from now to the end of the plausible range."
    return Table(columns, tuple(rows), note=note)


def _range(one: Tip | Hold, names: Names) -> str:
    low, high = (_bare(one.span.path, v, names) for v in (one.span.low, one.span.high))
    return f"{low} to {high}"


def _bare(path: Path, value: float, names: Names) -> str:
    return amount(path, value, names).split(" (")[0]


def _holds(result: GoalResult, names: Names) -> Table:
    scenario = result.goal.scenario
    rows = [
        Row(
            (
                input_label(hold.span.path, names, hold.span.label),
                _range(hold, names),
                hold.at_low[scenario],
                hold.at_high[scenario],
                names.place(hold.span.path),
            )
        )
        for hold in result.holds
    ]
    columns = (
        Column("Input"),
        Column("Plausible"),
        Column("At the low end", "probability"),
        Column("At the high end", "probability"),
        Column("Line", "code"),
    )
    return Table(columns, tuple(rows), note=f"Probability of “{names.scenario(scenario)}”.")


def _limits(found: TippingResult, names: Names) -> tuple[Prose, ...]:
    texts = [
        prose(
            "Each input is changed alone in the point forecast, all else at its central value; the share of"
            " the way compares changes of different units. Every tipping point is confirmed by running the"
            f" changed file on both sides. {counted(found.forecasts, 'forecast')} made."
        )
    ]
    if found.left:
        source = names.crisis.origin.name or "FILE"
        texts.append(
            prose(
                f"Not tried: {counted(len(found.left), 'other input')}. ",
                code(f"standoff tipping {source} --top {found.looked_at + len(found.left)}"),
                " tries all.",
            )
        )
    return tuple(texts)


def heat_map(atlas: Atlas, names: Names) -> HeatMap:
    """Return a map of two inputs as a chart, the second input rising from the bottom up."""
    at = _nearest(atlas.rows, atlas.second.centre), _nearest(atlas.columns, atlas.first.centre)
    leading = atlas.leader
    shown = int(leading[at])
    present = [shown, *sorted(set(leading.ravel().tolist()) - {shown})]
    upside = range(len(atlas.rows) - 1, -1, -1)
    title = names.scenario(atlas.scenarios[shown])
    across, down = (
        input_label(span.path, names, span.label) for span in (atlas.first, atlas.second)
    )
    return HeatMap(
        title=_finding(atlas, present, names),
        of=title,
        across=across,
        down=down,
        columns=tuple(_bare(atlas.first.path, float(v), names) for v in atlas.columns),
        rows=tuple(_bare(atlas.second.path, float(atlas.rows[i]), names) for i in upside),
        values=tuple(tuple(map(float, atlas.probability[i, :, shown])) for i in upside),
        leading=tuple(tuple(present.index(int(k)) for k in leading[i]) for i in upside),
        leaders=tuple(_leader(atlas.scenarios[k], names) for k in present),
        centre=(len(atlas.rows) - 1 - at[0], at[1]),
    )


def _leader(scenario: str, names: Names) -> Leader:
    return Leader(names.scenario(scenario), names.scenario_tone(scenario))


def _finding(atlas: Atlas, present: list[int], names: Names) -> str:
    title = names.scenario(atlas.scenarios[present[0]])
    if len(present) == 1:
        return f"“{title}” leads whatever the two are within their plausible ranges"
    share = float((atlas.leader != present[0]).mean())
    other = joined(f"“{names.scenario(atlas.scenarios[k])}”" for k in present[1:])
    return f"“{title}” gives way to {other} in {percent(share)} of the map"


def _nearest(values: NDArray[np.float64], centre: float) -> int:
    return int(np.argmin(np.abs(values - centre)))
