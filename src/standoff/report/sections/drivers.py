"""Which assumptions carry the answer: how far each unknown moves the leading scenario."""

from standoff.engines.drivers import Driver, DriversResult, Interaction
from standoff.errors import write_path
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
from standoff.report.figures import Swing, Tornado
from standoff.report.naming import Names
from standoff.report.outlook import Estimate, Outlook
from standoff.report.phrases import input_label
from standoff.report.prose import Prose, code, prose, strong
from standoff.report.words import clipped, number, percent, points
from standoff.workbench import Analysis

SHOWN = 8
"""Bars of the tornado."""

TOLD = 5
"""Drivers that are told in a sentence."""

PAIRS = 3
"""Interactions that are told in a sentence."""

LONGEST = 110
"""Characters of an unknown in the title of a figure."""


def section(analysis: Analysis) -> Section:
    """Return what moves the leading scenario, and the strongest driver of every other."""
    outlook = Outlook(analysis)
    title = "What carries the answer"
    found = result(analysis)
    if found is None or not outlook.estimates:
        note = callout(
            "note", "Not computed", "Drivers need scenarios and an ensemble of draws, not --point."
        )
        return Section("drivers", title, (note,))
    blocks: list[Block] = []
    leading = outlook.leading
    drivers = [d for d in found.scenarios[leading.scenario] if d.matters]
    named = strong(leading.title, leading.tone)
    lead = prose("No single unknown moves ", named, " beyond the noise of this many draws.")
    if drivers:
        lead = prose("Of all that is not known, this moves ", named, " most, by the draws at hand.")
        blocks.append(tornado(outlook, leading, drivers))
        blocks.append(bullets(*(_told(d, outlook.names) for d in drivers[:TOLD])))
    else:
        blocks.append(paragraph("With more draws, one may stand out."))
    pairs = found.interactions[leading.scenario]
    if pairs:
        blocks.append(paragraph("Some effects do not add up; together they do more, or less:"))
        blocks.append(
            bullets(*(_together(pair, found, leading, outlook.names) for pair in pairs[:PAIRS]))
        )
    others = every(outlook, found)
    if others.rows:
        blocks.append(Details("What carries the other scenarios", (others,)))
    return Section("drivers", title, tuple(blocks), lead)


def result(analysis: Analysis) -> DriversResult | None:
    """Return the drivers of the analysis; None for a point forecast."""
    if analysis.run.point or not analysis.crisis.scenarios:
        return None
    return analysis.drivers


def carried_by(analysis: Analysis) -> Prose:
    """Return in a line what carries the leading scenario; empty if nothing stands out."""
    found = result(analysis)
    if found is None:
        return ()
    drivers = [d for d in found.scenarios[Outlook(analysis).leading.scenario] if d.matters]
    if not drivers:
        return ()
    names = Names(analysis.crisis)
    told = [f"{_label(d, names)} ({points(d.swing)})" for d in drivers[:2]]
    return prose(f"{'; '.join(told)}.")


def tornado(outlook: Outlook, leading: Estimate, drivers: list[Driver]) -> Tornado:
    """Return the swings of the leading scenario."""
    swings = tuple(
        Swing(_label(d, outlook.names), d.low, d.high, *_settings(d), write_path(d.path))
        for d in drivers[:SHOWN]
    )
    first = drivers[0]
    swing = points(abs(first.swing)).lstrip("+")
    title = f"“{leading.title}” swings by {swing} with this: {clipped(_label(first, outlook.names), LONGEST)}"
    return Tornado(title, swings, leading.probability, leading.title)


def _label(driver: Driver, names: Names) -> str:
    if driver.kind == "hypothesis":
        return f"Whether “{driver.label}”"
    return input_label(driver.path, names, driver.label)


def _settings(driver: Driver) -> tuple[str, str]:
    if driver.kind == "hypothesis":
        return "false", "true"
    return number(driver.low_value, digits=2), number(driver.high_value, digits=2)


def _told(driver: Driver, names: Names) -> Prose:
    """Return a driver in a sentence: what it does, how sure that is, and where it stands."""
    low, high = _settings(driver)
    ends = (
        f": {percent(driver.high)} if true, {percent(driver.low)} if false"
        if driver.kind == "hypothesis"
        else f": {percent(driver.low)} near {low}, {percent(driver.high)} near {high}"
    )
    reach = points(2 * driver.error).lstrip("+")
    said = prose(
        strong(_label(driver, names)), ends, f" ({points(driver.swing)}, give or take {reach})"
    )
    place = names.place(driver.path)
    return prose(said, "; ", code(place), ".") if place else prose(said, ".")


def _together(pair: Interaction, found: DriversResult, leading: Estimate, names: Names) -> Prose:
    """Return an interaction in a sentence."""
    known = {driver.input: driver for driver in found.scenarios[leading.scenario]}
    one, other = known[pair.first], known[pair.second]
    if one.kind == "hypothesis" and other.kind != "hypothesis":
        one, other = other, one
    where = "true" if other.kind == "hypothesis" else "high"
    unlike = "false" if other.kind == "hypothesis" else "low"
    return prose(
        strong(_label(one, names)),
        f": raising it moves the scenario by {points(pair.contrast)} more where this is {where} than where it"
        f" is {unlike}: ",
        strong(_label(other, names)),
        ".",
    )


def every(outlook: Outlook, found: DriversResult) -> Table:
    """Return the three strongest drivers of each scenario."""
    names = Names(outlook.analysis.crisis)
    columns = (
        Column("Scenario"),
        Column("Unknown"),
        Column("Where it is low", "probability"),
        Column("Where it is high", "probability"),
        Column("Swing", "points"),
        Column("Line", "code"),
    )
    rows = [
        Row((outlook.estimates[scenario].title, *_driver_cells(names, driver)))
        for scenario, drivers in found.scenarios.items()
        for driver in [d for d in drivers if d.matters][:3]
    ]
    note = f"Two standard errors in brackets; {number(found.effective)} effective draws."
    return Table(columns, tuple(rows), note=note)


def _driver_cells(names: Names, driver: Driver) -> tuple[Cell, ...]:
    reach = 2 * driver.error
    swing = Interval(driver.swing, driver.swing - reach, driver.swing + reach)
    return _label(driver, names), driver.low, driver.high, swing, names.place(driver.path)
