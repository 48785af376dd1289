"""What can be seen to happen: every option and chance event that may change from where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from standoff.encode.problem import Problem
from standoff.errors import Path
from standoff.language.tree import Compare, Expression, Name, Not, Temporal

Kind = Literal["hypothesis", "option", "chance", "indicator"]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that can be seen to happen.

    Attributes
    ----------
    name : str
        The option or chance event, with the level that it reaches where it has several.
    kind : str
        ``option`` or ``chance``.
    path : Path
        Where it stands in the file.
    tree : Expression
        That it happens within the time watched.
    """

    name: str
    kind: Kind
    path: Path
    tree: Expression


def events(problem: Problem, within: float) -> tuple[Event, ...]:
    """List what can happen within some months, in file order.

    Parameters
    ----------
    problem : Problem
    within : float
        Months.

    Returns
    -------
    tuple of Event
        An option or chance event that is off comes on, one that is on goes off; an ordered option
        rises to each level above where it stands, or falls to each below.
    """
    return tuple(
        event for k in range(len(problem.space.variables)) for event in _of(problem, k, within)
    )


def _of(problem: Problem, k: int, within: float) -> Iterator[Event]:
    variable = problem.space.variables[k]
    now = int(problem.space.levels[problem.start, k])
    actor, _, option = variable.name.partition(".")
    chance = variable.actor < 0
    path: Path = ("chance", variable.name) if chance else ("actors", actor, "options", option)
    kind: Kind = "chance" if chance else "option"
    if len(variable.levels) == 2 and variable.levels == ("off", "on"):
        on = Name(variable.name)
        tree = Temporal("ever", Not(on) if now else on, within)
        yield Event(f"not {variable.name}" if now else variable.name, kind, path, tree)
        return
    for level, word in enumerate(variable.levels):
        if level == now:
            continue
        op = ">=" if level > now else "<="
        tree = Temporal("ever", Compare(variable.name, op, word), within)
        yield Event(f"{variable.name} {op} {word}", kind, path, tree)
