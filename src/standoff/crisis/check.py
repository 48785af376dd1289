"""Whether the parts of a crisis fit together: names, levels, dates, cycles.

Every check yields all its faults; nothing here needs the state space.
"""

from collections.abc import Iterator
from itertools import chain

from standoff.crisis.check_evidence import evidence_faults
from standoff.crisis.check_indicators import indicator_faults, indicator_trees
from standoff.crisis.check_parts import part_faults
from standoff.crisis.check_perceptions import (
    perceived_formulas,
    perceived_statements,
    perception_faults,
)
from standoff.crisis.fields import Formula
from standoff.crisis.model import Crisis
from standoff.crisis.symbols import Symbols, symbols
from standoff.errors import Fault, Path, nearest
from standoff.language.parser import ExpressionError, parse
from standoff.language.tree import (
    Compare,
    Expression,
    First,
    Name,
    Temporal,
    is_temporal,
    parts,
    walk,
)


def faults(crisis: Crisis) -> list[Fault]:
    """Return everything that does not fit together."""
    table = symbols(crisis)
    return [
        *_names_clash(crisis, table),
        *_formulas(crisis, table),
        *_outcomes(crisis, table),
        *part_faults(crisis, table),
        *perception_faults(crisis, table),
        *evidence_faults(crisis, table),
        *indicator_faults(crisis, table),
    ]


def _names_clash(crisis: Crisis, table: Symbols) -> Iterator[Fault]:
    taken = dict.fromkeys(table.actors, "an actor")
    kinds = (
        ("chance", "a chance variable", table.chance),
        ("hypotheses", "a hypothesis", table.hypotheses),
        ("scenarios", "a scenario", tuple(crisis.scenarios)),
    )
    for section, what, names in kinds:
        for name in names:
            if name in taken:
                yield Fault(f"'{name}' is {taken[name]} already", (section, name), key=True)
            taken.setdefault(name, what)


def state_formulas(crisis: Crisis) -> Iterator[tuple[Path, Formula, bool]]:
    """Yield each formula over single states with its place, and whether hypotheses may occur."""
    for actor, record in crisis.actors.items():
        for option, value in record.options.items():
            if value.needs is not None:
                yield ("actors", actor, "options", option, "needs"), value.needs, True
        for k, statement in enumerate(record.preferences):
            yield ("actors", actor, "preferences", k, "prefer"), statement.prefer, True
    for name, event in crisis.chance.items():
        if event.when is not None:
            yield ("chance", name, "when"), event.when, True
    for k, rule in enumerate(crisis.impossible):
        yield ("impossible", k), rule, False


def path_formulas(crisis: Crisis) -> Iterator[tuple[Path, Formula]]:
    """Yield each formula over time with its place."""
    for name, scenario in crisis.scenarios.items():
        yield ("scenarios", name, "when"), scenario.when
    for name, consequence in crisis.consequences.items():
        yield ("consequences", name, "when"), consequence.when
    for k, judgement in enumerate(crisis.judgements):
        if judgement.about.text not in crisis.scenarios:
            yield ("judgements", k, "about"), judgement.about
    for k, base_rate in enumerate(crisis.base_rates):
        if base_rate.about.text not in crisis.scenarios:
            yield ("base_rates", k, "about"), base_rate.about


def _formulas(crisis: Crisis, table: Symbols) -> Iterator[Fault]:
    for path, formula, hypotheses in chain(state_formulas(crisis), perceived_formulas(crisis)):
        yield from formula_faults(table, path, formula.tree, hypotheses=hypotheses, temporal=False)
    for path, formula in path_formulas(crisis):
        yield from _path_formula(crisis, table, path, formula.tree)
    for path, tree in indicator_trees(crisis):
        yield from formula_faults(table, path, tree, hypotheses=True, temporal=True)
    wants = (
        (("actors", actor, "preferences", k), statement)
        for actor, record in crisis.actors.items()
        for k, statement in enumerate(record.preferences)
    )
    for place, statement in chain(wants, perceived_statements(crisis)):
        if statement.given is not None:
            yield from _only_hypotheses(table, (*place, "given"), statement.given.tree)


def _path_formula(crisis: Crisis, table: Symbols, path: Path, tree: Expression) -> Iterator[Fault]:
    """Check a time expression that may also be the name of a scenario."""
    about = path[-1] == "about"
    if about and isinstance(tree, Name) and table.unknown(tree.name) and "." not in tree.name:
        hint = nearest(tree.name, list(crisis.scenarios))
        yield Fault(f"'{tree.name}' is no scenario{hint}", path, tree.column)
        return
    yield from formula_faults(table, path, tree, hypotheses=True, temporal=True)


def _outcomes(crisis: Crisis, table: Symbols) -> Iterator[Fault]:
    for k, outcome in enumerate(crisis.outcomes):
        path: Path = ("outcomes", k, "about")
        if outcome.about in crisis.scenarios:
            continue
        try:
            tree = parse(outcome.about)
        except ExpressionError as error:
            yield Fault(error.message, path, error.column)
        else:
            yield from _path_formula(crisis, table, path, tree)


def formula_faults(
    table: Symbols, path: Path, tree: Expression, *, hypotheses: bool, temporal: bool
) -> Iterator[Fault]:
    """Yield what is wrong with the names and time operators of one expression.

    Parameters
    ----------
    table : Symbols
        Names of the crisis.
    path : Path
        Where the expression stands.
    tree : Expression
        The expression.
    hypotheses : bool
        Whether hypotheses may occur.
    temporal : bool
        Whether it speaks of time; then options must stand inside a time operator.
    """
    for node in walk(tree):
        if isinstance(node, Name | Compare):
            yield from _name_faults(table, path, node, hypotheses)
        if isinstance(node, Temporal | First) and not temporal:
            yield Fault(
                "time operators have no place here: say what holds in a state", path, node.column
            )
    if temporal:
        for node in _outside_time(tree):
            if isinstance(node, Name | Compare) and table.levels(node.name):
                yield Fault(
                    f"say when: ever({node.name}), never(...), always(...) or at_end(...)",
                    path,
                    node.column,
                )


def _outside_time(tree: Expression) -> Iterator[Expression]:
    if isinstance(tree, Temporal | First):
        return
    yield tree
    for part in parts(tree):
        yield from _outside_time(part)


def _name_faults(
    table: Symbols, path: Path, node: Name | Compare, hypotheses: bool
) -> Iterator[Fault]:
    if wrong := table.unknown(node.name):
        yield Fault(wrong, path, node.column)
    elif node.name in table.hypotheses and not hypotheses:
        yield Fault(
            f"'{node.name}' is a hypothesis, which cannot rule states out", path, node.column
        )
    elif isinstance(node, Compare):
        levels = table.levels(node.name)
        if levels is None:
            yield Fault(f"'{node.name}' is a hypothesis: it has no levels", path, node.column)
        elif node.level not in levels:
            hint = nearest(node.level, list(levels))
            yield Fault(f"'{node.name}' has no level '{node.level}'{hint}", path, node.column)


def _only_hypotheses(table: Symbols, path: Path, tree: Expression) -> Iterator[Fault]:
    if is_temporal(tree):
        yield Fault("`given` speaks of hypotheses, not of time", path)
    for node in walk(tree):
        if isinstance(node, Name | Compare) and node.name not in table.hypotheses:
            hint = nearest(node.name, list(table.hypotheses))
            yield Fault(f"'{node.name}' is no hypothesis{hint}", path, node.column)
        elif isinstance(node, Compare):
            yield Fault(f"'{node.name}' is a hypothesis: it has no levels", path, node.column)
