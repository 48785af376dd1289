"""Which smallest changes of preference would make a state an equilibrium, and whose."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from standoff.report.blocks import Block, Bullets, Callout, Paragraph, Section
from standoff.report.naming import Names
from standoff.report.prose import Prose, code, listed, prose, strong
from standoff.report.words import counted, number
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.engines.stability import InverseResult
    from standoff.engines.stability.adjust import Adjustment


def section(analysis: Analysis, result: "InverseResult") -> Section:
    """Return the changes that would make a state an equilibrium.

    Parameters
    ----------
    analysis
        The crisis.
    result
        What was found for one state and concept.
    """
    names = Names(analysis.crisis)
    blocks: list[Block] = [
        Paragraph(prose("The state: ", strong(names.state(list(result.state))), "."))
    ]
    for change in result.changes:
        blocks += _change(analysis, change)
    if result.alone and [c.actor for c in result.alone] != [c.actor for c in result.changes]:
        blocks.append(Paragraph(_alone(names, result)))
        known = {change.actor for change in result.changes}
        for change in result.alone:
            if change.actor not in known or len(result.changes) > 1:
                blocks += _change(analysis, change)
    if result.works and result.changes:
        blocks.append(_certainty(result))
    return Section("inverse", "What would make it stable", tuple(blocks), _lead(names, result))


def _lead(names: Names, result: "InverseResult") -> Prose:
    by = f"an equilibrium by {result.concept}"
    if not result.changes:
        return prose(f"The state is {by} as it is: nothing need change.")
    whose = listed([names.spoken(change.actor) for change in result.changes])
    if result.works:
        return prose(f"The state becomes {by} if the wants of ", whose, " change as below.")
    if result.possible is False:
        hopeless = [change for change in result.changes if not change.found]
        who = listed([names.spoken(change.actor) for change in hopeless])
        return prose(
            f"No change of wants that was allowed makes the state {by}, for the sake of ", who, "."
        )
    return prose(f"It was not settled whether changes of wants can make the state {by}.")


def _change(analysis: Analysis, change: "Adjustment") -> Iterator[Block]:
    """Tell one actor's change and what it costs."""
    who = Names(analysis.crisis).spoken(change.actor)
    if not change.found:
        yield Paragraph(prose(who, ": no change of its wants was found that would do."))
        return
    ordered = change.measure != "weight"
    what = ", new order, best first:" if ordered else ":"
    yield Paragraph(prose(who, f" ({cost(change)}){what}"))
    yield Bullets(tuple(_line(analysis, line) for line in change.lines), ordered)


def _line(analysis: Analysis, line: str) -> Prose:
    """Tell a changed weight as from what to what; an order as it is."""
    inputs = analysis.problem.inputs
    name, _, new = line.partition("=")
    if name not in inputs.positions:
        return prose(line)
    row = inputs.rows[inputs.positions[name]]
    now = number(row.quantity.centre)
    return prose(f"{row.label}: {now} → {new} (", code(f"--set {line}"), ")")


def cost(change: "Adjustment") -> str:
    """Return how large a change is, in the measure of the actor's preferences."""
    if change.measure == "weight":
        return f"weights change by {number(change.cost)} in all"
    what = "statement" if change.measure == "statement swaps" else "state"
    swaps = number(change.cost)
    if change.cost == 1:
        return f"1 swap of neighbouring {what}s"
    return f"{swaps} swaps of neighbouring {what}s"


def _alone(names: Names, result: "InverseResult") -> Prose:
    who = listed([names.spoken(change.actor) for change in result.alone], last="or")
    if len(result.alone) == 1:
        return prose("One actor can bring it about alone: ", who, ".")
    count = counted(len(result.alone), "actor")
    return prose(f"Any of {count} can bring it about alone: ", who, ".")


def _certainty(result: "InverseResult") -> Callout:
    checked = "The changed crisis was solved again, and the state is an equilibrium of it."
    if result.exact:
        return Callout("note", "Smallest", (prose(checked, " No smaller changes would do."),))
    unsure = " Smaller changes together may do too: that was not ruled out."
    return Callout("note", "Not known to be smallest", (prose(checked, unsure),))
