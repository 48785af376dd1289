"""What each scenario needs, and which of it is missing now."""

from standoff.language.tree import Expression, Name, Not, Temporal, conjuncts, names, parts
from standoff.report.blocks import Block, Cell, Column, Row, Section, Table, callout
from standoff.report.naming import Names
from standoff.report.phrases import phrase
from standoff.report.prose import Prose, plain, prose
from standoff.report.words import counted, joined, percent
from standoff.workbench import Analysis


def section(analysis: Analysis) -> Section:
    """Return the needs of the options that each scenario speaks of, with how they stand."""
    title = "What each scenario needs"
    found = {scenario: needs(analysis, scenario) for scenario in analysis.crisis.scenarios}
    every = [row for rows in found.values() for row in rows]
    if not every:
        note = callout(
            "note",
            "Nothing is needed",
            "No scenario speaks of an option with needs.",
        )
        return Section("needs", title, (note,))
    names = Names(analysis.crisis)
    columns = (
        Column("Is needed"),
        Column("For"),
        Column("Stands"),
        Column("Missing now", "mark"),
        Column("Line", "code"),
    )
    blocks: tuple[Block, ...] = tuple(
        Table(columns, tuple(rows), caption=names.scenario(scenario))
        for scenario, rows in found.items()
        if rows
    )
    gaps = sum(row.cells[3] is True for row in every)
    lead = prose(f"{gaps} of {counted(len(every), 'prerequisite')} {_are(gaps)} missing now.")
    free = [names.scenario(scenario) for scenario, rows in found.items() if not rows]
    if free:
        lead = prose(lead, f" Nothing is needed first for {joined(f'“{t}”' for t in free)}.")
    return Section("needs", title, blocks, lead)


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def raised(tree: Expression) -> list[str]:
    """Return the options and events that an expression asks to be on at some time.

    What stands under `never` or `not` is not asked for.
    """
    found: list[str] = []
    _collect(tree, True, found)
    return list(dict.fromkeys(found))


def _collect(tree: Expression, wanted: bool, found: list[str]) -> None:
    match tree:
        case Not(operand=operand):
            _collect(operand, not wanted, found)
        case Temporal(kind="never", operand=operand):
            _collect(operand, not wanted, found)
        case Name(name=name):
            if wanted:
                found.append(name)
        case _:
            for part in parts(tree):
                _collect(part, wanted, found)


def needs(analysis: Analysis, scenario: str) -> list[Row]:
    """Return a row for each condition on an option that a scenario asks for."""
    crisis, said = analysis.crisis, Names(analysis.crisis)
    record = crisis.scenarios[scenario]
    rows = []
    for name in _chain(analysis, raised(record.when.tree)):
        option = said.symbols.options.get(name)
        if option is None or option.needs is None:
            continue
        actor, _, short = name.partition(".")
        line = said.place(("actors", actor, "options", short, "needs"))
        for part in conjuncts(option.needs.tree):
            stands, missing = _standing(analysis, said, part)
            cells: tuple[Cell, ...] = (
                phrase(part, said),
                said.thing(name),
                stands,
                missing,
                line,
            )
            rows.append(Row(cells))
    return rows


def _chain(analysis: Analysis, wanted: list[str]) -> list[str]:
    """Return the options asked for and those that their needs ask for in turn."""
    options = Names(analysis.crisis).symbols.options
    chain = list(wanted)
    for name in chain:
        option = options.get(name)
        if option is not None and option.needs is not None:
            chain.extend(n for n in raised(option.needs.tree) if n not in chain)
    return chain


def _standing(analysis: Analysis, said: Names, part: Expression) -> tuple[Prose, bool]:
    """Return how a need stands now, and whether it is missing."""
    claims = sorted(names(part) & set(analysis.crisis.hypotheses))
    if claims:
        beliefs = analysis.evidence.hypotheses
        if isinstance(part, Name):
            p = beliefs[part.name].posterior
            return prose(f"{said.word(p)} ({percent(p)})"), p < 0.5
        told = ", ".join(f"{name} {percent(beliefs[name].posterior)}" for name in claims)
        return prose(told), not _holds(analysis, part)
    holds = _holds(analysis, part)
    return prose("holds now" if holds else "does not hold now"), not holds


def _holds(analysis: Analysis, part: Expression) -> bool:
    problem = analysis.problem
    return bool(problem.truth(part, analysis.hypotheses)[problem.start])


def missing(analysis: Analysis, scenario: str) -> list[str]:
    """Return what a scenario needs and does not have now, in words."""
    return list(
        dict.fromkeys(
            plain(row.cells[0])
            for row in needs(analysis, scenario)
            if row.cells[3] is True and isinstance(row.cells[0], tuple)
        )
    )
