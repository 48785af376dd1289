"""Whether the parts of a crisis fit together: names, levels, dates, cycles.

Every check yields all its faults; nothing here needs the state space.
"""

import re
from collections import Counter
from collections.abc import Iterator

from standoff.crisis.fields import Formula
from standoff.crisis.model import Crisis
from standoff.crisis.symbols import Symbols, symbols
from standoff.errors import Fault, Path, nearest
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
        *_references(crisis, table),
        *_settings(crisis, table),
        *_preferences(crisis, table),
        *_signals(crisis, table),
        *_dates(crisis),
    ]


def _names_clash(crisis: Crisis, table: Symbols) -> Iterator[Fault]:
    for name in table.hypotheses:
        if name in table.chance:
            yield Fault(f"'{name}' is a chance variable already", ("hypotheses", name))
    for kind, names in (("chance", table.chance), ("hypotheses", table.hypotheses)):
        for name in names:
            if name in table.actors:
                yield Fault(f"'{name}' is an actor already", (kind, name))


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
    for path, formula, hypotheses in state_formulas(crisis):
        yield from formula_faults(table, path, formula.tree, hypotheses=hypotheses, temporal=False)
    for path, formula in path_formulas(crisis):
        yield from formula_faults(table, path, formula.tree, hypotheses=True, temporal=True)
    for actor, record in crisis.actors.items():
        for k, statement in enumerate(record.preferences):
            if statement.given is not None:
                path = ("actors", actor, "preferences", k, "given")
                yield from _only_hypotheses(table, path, statement.given.tree)


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


def _references(crisis: Crisis, table: Symbols) -> Iterator[Fault]:
    def actor(name: str, path: Path) -> Iterator[Fault]:
        if name not in table.actors:
            yield Fault(f"unknown actor '{name}'{nearest(name, list(table.actors))}", path)

    for owner, record in crisis.actors.items():
        for option, value in record.options.items():
            path: Path = ("actors", owner, "options", option)
            for k, name in enumerate(value.against):
                yield from actor(name, (*path, "against", k))
            if len(set(value.levels)) < len(value.levels):
                yield Fault("a level is named twice", (*path, "levels"))
    for k, tie in enumerate(crisis.ties):
        yield from actor(tie.from_, ("ties", k, "from"))
        yield from actor(tie.to, ("ties", k, "to"))
    for k, base in enumerate(crisis.base_rates):
        if base.happened > base.of:
            yield Fault(
                f"it cannot have happened {base.happened} times of {base.of}",
                ("base_rates", k, "happened"),
            )


def _settings(crisis: Crisis, table: Symbols) -> Iterator[Fault]:
    for k, setting in enumerate(crisis.status_quo):
        if wrong := table.misset(setting):
            yield Fault(wrong, ("status_quo", k))
    seen = Counter(setting.name for setting in crisis.status_quo)
    for k, setting in enumerate(crisis.status_quo):
        if seen[setting.name] > 1:
            yield Fault(f"'{setting.name}' is set twice", ("status_quo", k))
    for j, observation in enumerate(crisis.observed):
        for k, setting in enumerate(observation.set):
            if wrong := table.misset(setting):
                yield Fault(wrong, ("observed", j, "set", k))
    for actor, record in crisis.actors.items():
        for j, tied in enumerate(record.ranking or ()):
            for setting in {part for state in tied for part in state}:
                if wrong := table.misset(setting):
                    yield Fault(wrong, ("actors", actor, "ranking", j))


def _preferences(crisis: Crisis, table: Symbols) -> Iterator[Fault]:
    for actor, record in crisis.actors.items():
        path: Path = ("actors", actor)
        if record.preferences and record.ranking is not None:
            yield Fault(
                f"'{actor}' has both preferences and a ranking: keep one", (*path, "ranking")
            )
        weighted = [statement.weight is not None for statement in record.preferences]
        if any(weighted) and not all(weighted):
            for k, has in enumerate(weighted):
                if not has:
                    yield Fault(
                        "weight this statement too: either all of an actor's statements have a"
                        " weight, or none has and their order counts",
                        (*path, "preferences", k),
                    )


def _signals(crisis: Crisis, table: Symbols) -> Iterator[Fault]:
    ids = [signal.id for signal in crisis.signals]
    echoes = {signal.id: signal.echoes for signal in crisis.signals}
    for k, signal in enumerate(crisis.signals):
        path: Path = ("signals", k)
        if ids.count(signal.id) > 1:
            yield Fault(f"two signals are called '{signal.id}'", (*path, "id"))
        for name in signal.bears_on:
            if name not in table.hypotheses:
                hint = nearest(name, list(table.hypotheses))
                yield Fault(f"'{name}' is no hypothesis{hint}", (*path, "bears_on", name))
        if signal.echoes is not None:
            if signal.echoes not in echoes:
                hint = nearest(signal.echoes, ids)
                yield Fault(f"'{signal.echoes}' is no signal{hint}", (*path, "echoes"))
            elif cycle := _cycle(signal.id, echoes):
                yield Fault(f"signals echo one another in a circle: {cycle}", (*path, "echoes"))
        yield from plain_name_faults(signal.speaker, table.actors, "actor", (*path, "speaker"))


def _cycle(start: str, echoes: dict[str, str | None]) -> str | None:
    chain, current = [start], echoes[start]
    while current is not None and current in echoes and len(chain) <= len(echoes):
        chain.append(current)
        if current == start:
            return " -> ".join(chain)
        current = echoes[current]
    return None


def plain_name_faults(
    text: str | None, known: tuple[str, ...], what: str, path: Path
) -> Iterator[Fault]:
    """Refuse one lower-case word that is not in the list; anything else is plain words."""
    if text is not None and text not in known and re.match(r"^[a-z]\w*$", text):
        hint = nearest(text, list(known))
        yield Fault(f"unknown {what} '{text}'{hint}, or write a name in plain words", path)


def _dates(crisis: Crisis) -> Iterator[Fault]:
    dated = crisis.signals or crisis.observed
    if crisis.as_of is None and dated:
        yield Fault(
            "`as_of` is missing: the signals and moves are dated, so say up to when they count", ()
        )
        return
    if crisis.as_of is None:
        return
    start = crisis.start
    assert start is not None
    if start > crisis.as_of:
        yield Fault(f"`begins` {start} lies after `as_of` {crisis.as_of}", ("begins",))
    for k, observation in enumerate(crisis.observed):
        if observation.date < start:
            yield Fault(
                f"seen on {observation.date}, before the status quo of {start}: put it into"
                " `status_quo`, or let `begins` be earlier",
                ("observed", k, "date"),
            )
