"""Whether actors, options, ties, settings and published states fit together."""

from collections import Counter
from collections.abc import Iterator, Sequence

from standoff.crisis.fields import Setting, read_setting
from standoff.crisis.model import Crisis, Published, Statement
from standoff.crisis.symbols import Symbols
from standoff.errors import Fault, Path, nearest


def part_faults(crisis: Crisis, table: Symbols) -> Iterator[Fault]:
    """Yield what is wrong with the actors and all that names them or their options."""
    yield from _options(crisis, table)
    yield from _preferences(crisis)
    yield from _rankings(crisis, table)
    yield from _ties(crisis, table)
    yield from setting_faults(table, crisis.status_quo, ("status_quo",))
    for k, published in enumerate(crisis.published):
        yield from _published(table, published, ("published", k))


def _actor(table: Symbols, name: str, path: Path, key: bool = False) -> Iterator[Fault]:
    if name not in table.actors:
        yield Fault(f"unknown actor '{name}'{nearest(name, list(table.actors))}", path, key=key)


def _options(crisis: Crisis, table: Symbols) -> Iterator[Fault]:
    for owner, record in crisis.actors.items():
        for option, value in record.options.items():
            path: Path = ("actors", owner, "options", option)
            for k, name in enumerate(value.against):
                yield from _actor(table, name, (*path, "against", k))
                if name in value.against[:k]:
                    yield Fault(f"'{name}' stands here twice", (*path, "against", k))
            yield from _levels(value.levels, (*path, "levels"))


def _levels(levels: Sequence[str], path: Path) -> Iterator[Fault]:
    for k, level in enumerate(levels):
        if level in levels[:k]:
            yield Fault(f"the level '{level}' stands here twice", (*path, k))
        elif (level == "off" and k > 0) or (level == "on" and k == 0):
            message = "levels go from lowest to highest: 'off' can only be the first, 'on' never"
            yield Fault(message, (*path, k))


def _preferences(crisis: Crisis) -> Iterator[Fault]:
    for actor, record in crisis.actors.items():
        path: Path = ("actors", actor)
        if record.preferences and record.ranking is not None:
            message = f"'{actor}' has both preferences and a ranking: keep one"
            yield Fault(message, (*path, "ranking"), key=True)
        yield from weight_faults(record.preferences, (*path, "preferences"))


def weight_faults(statements: Sequence[Statement], path: Path) -> Iterator[Fault]:
    """Yield the statements that lack a weight where others have one."""
    weighted = [statement.weight is not None for statement in statements]
    if any(weighted) and not all(weighted):
        for k, has in enumerate(weighted):
            if not has:
                yield Fault(
                    "weight this statement too: either all of an actor's statements have a"
                    " weight, or none has and their order counts",
                    (*path, k),
                )


def _rankings(crisis: Crisis, table: Symbols) -> Iterator[Fault]:
    for actor, record in crisis.actors.items():
        for j, tied in enumerate(record.ranking or ()):
            path: Path = ("actors", actor, "ranking", j)
            settings = dict.fromkeys(part for state in tied for part in state)
            for wrong in filter(None, map(table.misset, settings)):
                yield Fault(wrong, path)
            for state in tied:
                yield from _set_twice(state, path)


def _ties(crisis: Crisis, table: Symbols) -> Iterator[Fault]:
    seen: set[tuple[str, str, str]] = set()
    for k, tie in enumerate(crisis.ties):
        path: Path = ("ties", k)
        yield from _actor(table, tie.from_, (*path, "from"))
        yield from _actor(table, tie.to, (*path, "to"))
        if tie.from_ == tie.to:
            yield Fault(f"a tie from '{tie.from_}' to itself means nothing", path)
        if (tie.from_, tie.to, tie.kind) in seen:
            yield Fault(f"this tie '{tie.kind}' stands here twice", path)
        seen.add((tie.from_, tie.to, tie.kind))


def setting_faults(table: Symbols, settings: Sequence[Setting], path: Path) -> Iterator[Fault]:
    """Yield what is wrong with a list of settings at a path."""
    for k, setting in enumerate(settings):
        if wrong := table.misset(setting):
            yield Fault(wrong, (*path, k))
    for k, setting in enumerate(settings):
        if setting.name in {earlier.name for earlier in settings[:k]}:
            yield Fault(f"'{setting.name}' is set twice", (*path, k))


def _set_twice(state: Sequence[Setting], path: Path) -> Iterator[Fault]:
    for name, times in Counter(setting.name for setting in state).items():
        if times > 1:
            yield Fault(f"'{name}' is set twice", path)


def _published(table: Symbols, published: Published, path: Path) -> Iterator[Fault]:
    if not (published.equilibria or published.stable or published.partly):
        yield Fault("this says nothing: give equilibria, stable or partly", path)
    for place, states in _published_states(published):
        for k, labels in enumerate(states):
            yield from _labels(table, labels, (*path, *place, k))
    for concept, by_actor in published.stable.items():
        for actor in by_actor:
            yield from _actor(table, actor, (*path, "stable", concept, actor), key=True)
    yield from _together(table, published, path)


def _together(table: Symbols, published: Published, path: Path) -> Iterator[Fault]:
    """Yield what is wrong with the coalitions of published results."""
    met: set[str] = set()
    for k, members in enumerate(published.together):
        for j, actor in enumerate(members):
            here: Path = (*path, "together", k, j)
            yield from _actor(table, actor, here)
            if actor in met:
                yield Fault(f"'{actor}' stands here twice: an actor acts in one coalition", here)
            met.add(actor)
    if published.together and published.stable:
        message = "`stable` is about single actors: it has no place beside `together`"
        yield Fault(message, (*path, "stable"), key=True)
    named = {*published.equilibria, *published.partly} - {"R", "GMR", "SMR", "SEQ"}
    if published.together and named:
        message = f"coalitions are judged by R, GMR, SMR and SEQ, not by {sorted(named)[0]}"
        yield Fault(message, (*path, "together"), key=True)


def _published_states(published: Published) -> Iterator[tuple[Path, Sequence[Sequence[str]]]]:
    for concept, found in published.equilibria.items():
        yield ("equilibria", concept), found
    for concept, by_actor in published.stable.items():
        for actor, states in by_actor.items():
            yield ("stable", concept, actor), states
    for concept, partly in published.partly.items():
        yield ("partly", concept, "are"), partly.are
        yield ("partly", concept, "are_not"), partly.are_not


def _labels(table: Symbols, labels: Sequence[str], path: Path) -> Iterator[Fault]:
    state = [read_setting(label) for label in labels]
    for wrong in filter(None, map(table.misset, state)):
        yield Fault(wrong, path)
    yield from _set_twice(state, path)
