"""Whether what actors perceive fits the crisis."""

from collections.abc import Iterator

from standoff.crisis.check_parts import weight_faults
from standoff.crisis.fields import Formula
from standoff.crisis.model import Crisis, Statement
from standoff.crisis.symbols import Symbols
from standoff.errors import Fault, Path, nearest


def perception_faults(crisis: Crisis, table: Symbols) -> Iterator[Fault]:
    """Yield what is wrong with the names of `perceptions` and the weights of what is believed."""
    for actor, seen in crisis.perceptions.items():
        path: Path = ("perceptions", actor)
        yield from _actor(table, actor, path)
        for other, belief in seen.believes.items():
            place: Path = (*path, "believes", other)
            yield from _actor(table, other, place)
            if other == actor:
                message = f"'{actor}' knows its own wants: they stand under `actors`"
                yield Fault(message, place, key=True)
            yield from weight_faults(belief.preferences, (*place, "preferences"))


def _actor(table: Symbols, name: str, path: Path) -> Iterator[Fault]:
    if name not in table.actors:
        hint = nearest(name, list(table.actors))
        yield Fault(f"unknown actor '{name}'{hint}", path, key=True)


def perceived_statements(crisis: Crisis) -> Iterator[tuple[Path, Statement]]:
    """Yield what actors are believed to want, with its place."""
    for actor, seen in crisis.perceptions.items():
        for other, belief in seen.believes.items():
            for k, statement in enumerate(belief.preferences):
                path = ("perceptions", actor, "believes", other, "preferences", k)
                yield path, statement


def perceived_formulas(crisis: Crisis) -> Iterator[tuple[Path, Formula, bool]]:
    """Yield each formula of `perceptions` with its place, and whether hypotheses may occur."""
    for actor, seen in crisis.perceptions.items():
        for k, formula in enumerate(seen.unaware_of):
            yield ("perceptions", actor, "unaware_of", k), formula, False
    for path, statement in perceived_statements(crisis):
        yield (*path, "prefer"), statement.prefer, True
