"""The forecast as it is beside the forecast under changes."""

from collections.abc import Sequence

from standoff.report.blocks import Block, Column, Interval, Row, Section, Table, bullets
from standoff.report.outlook import Outlook
from standoff.report.prose import Prose, code, listed, prose, strong
from standoff.report.words import points
from standoff.workbench import Analysis


def section(before: Analysis, after: Analysis, changes: Sequence[str]) -> Section:
    """Return both forecasts side by side, and what was changed."""
    blocks: list[Block] = [table(before, after)]
    told = shifts(before, after)
    if told:
        blocks.append(bullets(*told))
    lead = prose("With ", listed([code(change) for change in changes]), _verdict(before, after))
    return Section("comparison", "What if", tuple(blocks), lead)


def _verdict(before: Analysis, after: Analysis) -> Prose:
    first, second = Outlook(before), Outlook(after)
    moved = {
        s: second.estimates[s].probability - estimate.probability
        for s, estimate in first.estimates.items()
        if s in second.estimates
    }
    if not moved:
        return prose(": the file names no scenarios to compare.")
    most = max(moved, key=lambda s: abs(moved[s]))
    if abs(moved[most]) < 0.0005:
        return prose(", no scenario changes.")
    title = strong(first.estimates[most].title, first.estimates[most].tone)
    return prose(", ", title, f" moves most: {points(moved[most])}.")


def table(before: Analysis, after: Analysis) -> Table:
    """Return each scenario before and after, with the change in points."""
    first, second = Outlook(before), Outlook(after)
    columns = (
        Column("Scenario"),
        Column("As it is", "probability"),
        Column("Changed", "probability"),
        Column("Points", "points"),
        Column("In words"),
    )
    rows = []
    for scenario, one in first.estimates.items():
        two = second.estimates.get(scenario)
        if two is None:
            continue
        words = two.words if two.words == one.words else f"{one.words} → {two.words}"
        rows.append(
            Row(
                (
                    one.title,
                    Interval(one.probability, one.low, one.high),
                    Interval(two.probability, two.low, two.high),
                    two.probability - one.probability,
                    words,
                )
            )
        )
    return Table(columns, tuple(rows))


def shifts(before: Analysis, after: Analysis) -> list[str]:
    """Return how belief differs, and whether another scenario leads."""
    said = []
    first, second = Outlook(before), Outlook(after)
    if first.estimates and second.estimates:
        one, two = first.leading, second.leading
        if one.scenario != two.scenario:
            said.append(f"“{two.title}” now leads instead of “{one.title}”.")
    beliefs = after.evidence.hypotheses
    for name, belief in before.evidence.hypotheses.items():
        other = beliefs.get(name)
        if other is not None and abs(other.posterior - belief.posterior) >= 0.005:
            claim = before.crisis.hypotheses[name].claim
            said.append(f"Belief that “{claim}”: {points(other.posterior - belief.posterior)}.")
    return said
