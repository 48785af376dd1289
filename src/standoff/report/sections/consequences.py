"""What follows from each scenario: side effects by scenario, and how bad they are."""

from standoff.report.blocks import Block, Column, Row, Section, Table, callout
from standoff.report.figures import Matrix
from standoff.report.naming import Names
from standoff.report.outlook import Outlook
from standoff.report.prose import Prose, prose, strong
from standoff.report.words import percent, sampled
from standoff.workbench import Analysis


def section(analysis: Analysis) -> Section:
    """Return P(consequence | scenario) and the severity to be expected."""
    crisis = analysis.crisis
    title = "What follows from each scenario"
    if not crisis.consequences or not crisis.scenarios:
        note = callout("note", "No consequences", "The file scores no consequences of scenarios.")
        return Section("consequences", title, (note,))
    blocks: list[Block] = [matrix(analysis), table(analysis)]
    return Section("consequences", title, tuple(blocks), _lead(analysis))


def expected_severity(analysis: Analysis, scenario: str) -> float | None:
    """Return the sum over consequences of severity times probability given a scenario.

    None if the scenario is too rare to say.
    """
    return analysis.consequences.severity[scenario]


def _lead(analysis: Analysis) -> Prose:
    scored = {s: expected_severity(analysis, s) for s in analysis.crisis.scenarios}
    known = {s: value for s, value in scored.items() if value is not None}
    if not known:
        return prose("No scenario is frequent enough to say what follows from it.")
    names = Names(analysis.crisis)
    worst = max(known, key=lambda s: known[s])
    given = analysis.consequences.given[worst]
    likeliest = max(given, key=lambda c: given[c] or 0.0)
    return prose(
        "The gravest is ",
        strong(names.scenario(worst), names.scenario_tone(worst)),
        f", with an expected severity of {known[worst]:.1f}; what most often goes "
        f"with it is “{names.consequence(likeliest)}” ({percent(given[likeliest])}).",
    )


def matrix(analysis: Analysis) -> Matrix:
    """Return the probability of each consequence given each scenario."""
    names, crisis = Names(analysis.crisis), analysis.crisis
    given, paths = analysis.consequences.given, analysis.consequences.paths

    def told(scenario: str, consequence: str) -> float | None:
        share = given[scenario][consequence]
        return None if share is None else sampled(share, paths[scenario])

    columns = sorted(crisis.consequences, key=lambda c: -crisis.consequences[c].severity)
    return Matrix(
        "How often each consequence goes with each scenario",
        tuple(names.scenario(s) for s in crisis.scenarios),
        tuple(names.consequence(c) for c in columns),
        tuple(tuple(told(s, c) for c in columns) for s in crisis.scenarios),
        corner="If this comes about",
        note="Most severe to the left. Probabilities within the horizon, counted on simulated paths.",
    )


def table(analysis: Analysis) -> Table:
    """Return the consequences with severity and probability, and each scenario's expectation."""
    names, crisis = Names(analysis.crisis), analysis.crisis
    columns = (
        Column("Consequence"),
        Column("Severity, 0 to 10", "number"),
        Column("Probability", "probability"),
        Column("Line", "code"),
    )
    order = sorted(crisis.consequences, key=lambda c: -crisis.consequences[c].severity)
    rows = tuple(
        Row(
            (
                names.consequence(c),
                crisis.consequences[c].severity,
                Outlook(analysis).seen(analysis.forecast.consequence(c)),
                names.place(("consequences", c)),
            )
        )
        for c in order
    )
    expected = {s: expected_severity(analysis, s) for s in crisis.scenarios}
    told = "; ".join(
        f"{names.scenario(s)} {value:.1f}" for s, value in expected.items() if value is not None
    )
    return Table(columns, rows, note=f"Expected severity, summed over consequences: {told}.")
