"""What each scenario needs, how that stands, and which of it is missing."""

from standoff.language.parser import parse
from standoff.report.blocks import Block, Column, Row, Section, Table, callout
from standoff.report.naming import Names
from standoff.report.outlook import Outlook
from standoff.report.phrases import phrase
from standoff.report.prose import Prose, plain, prose, strong
from standoff.report.words import counted, joined, percent
from standoff.workbench import Analysis

MET = 0.5
"""Chance from which on a condition is not called missing."""


def section(analysis: Analysis) -> Section:
    """Return the needs of the options that each scenario speaks of, with how they stand."""
    title = "What each scenario needs"
    found = {scenario: conditions(analysis, scenario) for scenario in analysis.crisis.scenarios}
    every = [row for rows in found.values() for row in rows]
    if not every:
        none = callout(
            "note", "Nothing is needed", "No scenario speaks of an option that has needs."
        )
        return Section("needs", title, (none,))
    columns = (
        Column("Is needed"),
        Column("For"),
        Column("Up to"),
        Column("Now", "probability"),
        Column("Over time", "probability"),
        Column("Alone missing", "probability"),
        Column("If met", "probability"),
    )
    note = (
        "Now: how likely it holds at the start. Over time: its share of the forecast time. Alone missing: "
        "the share in which all else that the option needs is there. If met: how likely the scenario "
        "would be if it held from the start on."
    )
    blocks: tuple[Block, ...] = tuple(
        Table(
            columns, tuple(rows), _caption(analysis, scenario), _together(analysis, scenario, note)
        )
        for scenario, rows in found.items()
        if rows
    )
    return Section("needs", title, blocks, _lead(analysis, found))


def _caption(analysis: Analysis, scenario: str) -> str:
    """Return the scenario, with the probability that the column `If met` compares with."""
    title = Names(analysis.crisis).scenario(scenario)
    probability = analysis.prerequisites.scenarios[scenario].probability
    if probability is None:
        return title
    return f"{title}: {percent(Outlook(analysis).seen(probability))} as things are"


def _together(analysis: Analysis, scenario: str, note: str) -> str:
    """Add to a note what it would be if all that an option needs were met."""
    needs = analysis.prerequisites.scenarios[scenario].prerequisites
    said = [
        f"With all that “{need.label}” needs: {percent(Outlook(analysis).seen(need.if_all_met))}."
        for need in needs
        if need.if_all_met is not None and len(need.conditions) > 1
    ]
    return " ".join([note, *said])


def _lead(analysis: Analysis, found: dict[str, list[Row]]) -> Prose:
    names = Names(analysis.crisis)
    every = sum(map(len, found.values()))
    gaps = sum(len(missing(analysis, scenario)) for scenario in found)
    are = "is" if gaps == 1 else "are"
    lead = prose(f"{gaps or 'None'} of {counted(every, 'prerequisite')} {are} missing now.")
    for scenario in found:
        blocking = _blocking(analysis, scenario)
        if blocking:
            title = strong(names.scenario(scenario), names.scenario_tone(scenario))
            lead = prose(lead, " What most often alone stands in the way of ", title, ": ")
            lead = prose(lead, blocking, ".")
    free = [f"“{names.scenario(scenario)}”" for scenario, rows in found.items() if not rows]
    return prose(lead, f" Nothing is needed first for {joined(free)}.") if free else lead


def _blocking(analysis: Analysis, scenario: str) -> Prose:
    needs = analysis.prerequisites.scenarios[scenario].prerequisites
    found = [need.blocking for need in needs if need.blocking is not None]
    if not found:
        return ()
    worst = max(found, key=lambda condition: condition.missing_alone)
    if worst.missing_alone < 0.01:
        return ()
    said = phrase(parse(worst.text), Names(analysis.crisis))
    return prose(said, f" ({percent(worst.missing_alone)} of the time)")


def conditions(analysis: Analysis, scenario: str) -> list[Row]:
    """Return a row for each condition on the options that a scenario asks for."""
    names = Names(analysis.crisis)
    rows = []
    for need in analysis.prerequisites.scenarios[scenario].prerequisites:
        for condition in need.conditions:
            up_to = joined(names.actor(actor) for actor in condition.by) or condition.kind
            cells = (
                phrase(parse(condition.text), names),
                need.label,
                "fact of the world" if up_to == "hypothesis" else up_to,
                condition.now,
                condition.holds,
                condition.missing_alone,
                None if condition.if_met is None else Outlook(analysis).seen(condition.if_met),
            )
            rows.append(Row(cells))
    return rows


def missing(analysis: Analysis, scenario: str) -> list[str]:
    """Return what a scenario needs and does not have now, in words."""
    names = Names(analysis.crisis)
    return [
        plain(phrase(parse(condition.text), names))
        for need in analysis.prerequisites.scenarios[scenario].prerequisites
        for condition in need.conditions
        if condition.now < MET
    ]
