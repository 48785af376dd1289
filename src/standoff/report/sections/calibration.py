"""The global numbers fitted to base rates and judgements: before, after, and what that means."""

from typing import TYPE_CHECKING

from standoff.crisis.model import Crisis
from standoff.report.blocks import Block, Callout, Column, Row, Section, Table, callout
from standoff.report.naming import Names
from standoff.report.phrases import phrase
from standoff.report.prose import Prose, prose, strong
from standoff.report.words import counted, joined, number, percent

if TYPE_CHECKING:
    from standoff.engines.calibration import Calibration, Fact, Factor, Fitted

LISTED = 12
"""Changed values in the table."""

PLURAL = {"tempo": "All tempos", "precision": "All precisions", "effort": "All efforts"}

LIMITS = (
    "The fitted numbers are judgements fitted to a few facts. That the facts are met does not show"
    " that the model is right, and it is no test of it: other numbers may meet them as well, and what"
    " actors want and can do was not touched.",
    "A fact that is still not met points to something that these few factors cannot mend, such as a"
    " weight, a prerequisite or a missing option.",
)


def section(crisis: Crisis, result: "Calibration") -> Section:
    """Return what calibration found.

    Parameters
    ----------
    crisis
        The crisis as it was.
    result
        The fitted factors, with every fact before and after.
    """
    names = Names(crisis)
    blocks: list[Block] = [facts(names, result), factors(result)]
    if result.changes:
        blocks.append(values(result))
    if remarks := _remarks(result):
        blocks.append(Callout("warning", "How far the search went", remarks))
    blocks.append(callout("limits", "What this does not guarantee", *LIMITS))
    return Section("calibration", "Calibration", tuple(blocks), _lead(result))


def _lead(result: "Calibration") -> Prose:
    before = sum(fitted.met_before for fitted in result.facts)
    after = sum(fitted.met for fitted in result.facts)
    every = counted(len(result.facts), "base rate or judgement", "base rates and judgements")
    if not result.improved:
        return prose(
            f"Of {every}, {before or 'none'} {'is' if before == 1 else 'are'} met by the values in"
            " the file, and no common factors on them do better."
        )
    turned = [
        f"{name} × {number(factor.factor)}"
        for name, factor in result.factors.items()
        if abs(factor.factor - 1) >= 0.005
    ]
    return prose(
        f"Of {every}, {before or 'none'} {'is' if before == 1 else 'are'} met by the values in the"
        f" file and {after or 'none'} with ",
        strong(joined(turned)),
        f". The misfit falls from {number(result.loss_before)} to {number(result.loss)}.",
    )


def facts(names: Names, result: "Calibration") -> Table:
    """Return every base rate and judgement with the model's probability before and after."""
    columns = (
        Column("Base rate or judgement"),
        Column("Within", "months"),
        Column("Should be"),
        Column("As it is", "probability"),
        Column("Fitted", "probability"),
        Column("Met"),
    )
    rows = [
        Row(
            (
                _about(names, fitted.fact),
                fitted.fact.months,
                target(fitted.fact),
                fitted.before,
                fitted.after,
                _met(fitted),
            )
        )
        for fitted in result.facts
    ]
    note = "A base rate is met within its 90% range, a judgement within the range of its word."
    return Table(columns, tuple(rows), "Facts before and after", note)


def _about(names: Names, fact: "Fact") -> Prose:
    if fact.about in names.crisis.scenarios:
        return prose(names.scenario(fact.about))
    return phrase(fact.tree, names)


def target(fact: "Fact") -> str:
    """Return what a fact says the probability should be: `1 of 6 (4% to 56%)`."""
    said = f"{fact.happened} of {fact.of}" if fact.kind == "base_rate" else fact.says
    return f"{said} ({percent(fact.low)} to {percent(fact.high)})"


def _met(fitted: "Fitted") -> str:
    before, after = ("yes" if met else "no" for met in (fitted.met_before, fitted.met))
    return after if before == after else f"{before} → {after}"


def factors(result: "Calibration") -> Table:
    """Return the factor on each kind of number, with the range in which it was looked for."""
    columns = (Column("Turned together"), Column("Factor"), Column("Range"), Column("Remark"))
    rows = [
        Row(
            (
                f"{PLURAL[name]} ({factor.values})",
                f"× {number(factor.factor)}",
                f"{number(factor.low)} to {number(factor.high)}",
                _remark(factor),
            )
        )
        for name, factor in result.factors.items()
    ]
    return Table(columns, tuple(rows), "Factors")


def _remark(factor: "Factor") -> str:
    said = []
    if factor.at_bound:
        end = "lower" if factor.at_bound == "low" else "upper"
        said.append(f"at the {end} end of its range")
    if factor.held:
        said.append(f"{counted(factor.held, 'value')} held at the end of its own range")
    return "; ".join(said)


def values(result: "Calibration") -> Table:
    """Return the values of the file that change."""
    rows = [
        Row((change.label, str(change.before), str(change.after)))
        for change in result.changes[:LISTED]
    ]
    more = len(result.changes) - LISTED
    note = f"And {counted(more, 'more', 'more')}; --json lists all." if more > 0 else ""
    columns = (Column("Value"), Column("As written"), Column("Fitted"))
    return Table(columns, tuple(rows), "Values that --write puts into the file", note)


def _remarks(result: "Calibration") -> tuple[Prose, ...]:
    said = [prose(warning) for warning in result.warnings]
    if result.stopped:
        limit = "the time" if result.stopped == "seconds" else "the number of evaluations"
        said.append(prose(f"The search ended at the limit on {limit}; better values may exist."))
    return tuple(said)
