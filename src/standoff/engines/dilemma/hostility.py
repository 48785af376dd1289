"""Which options are hostile to whom.

An option is hostile to the actors that it is `against`, and to those who have regard for one of
them: whoever hurts a friend hurts its friend.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.model import Crisis
from standoff.encode.problem import Problem


@dataclass(frozen=True, slots=True)
class HostileOption:
    """An option that hurts somebody.

    Attributes
    ----------
    name : str
        ``actor.option``.
    owner : int
        Place of the actor whose option it is.
    column : int
        Variable of the space.
    hurts : tuple of int
        Places of the actors that it is hostile to, ascending, the owner never among them.
    """

    name: str
    owner: int
    column: int
    hurts: tuple[int, ...]


def hostile_options(problem: Problem) -> tuple[HostileOption, ...]:
    """List the options that hurt somebody, in file order."""
    crisis = problem.crisis
    friends = friends_of(crisis)
    found = []
    for column, variable in enumerate(problem.space.variables):
        if variable.actor < 0:
            continue
        against = set(problem.symbols.options[variable.name].against)
        hurts = [
            place
            for place, actor in enumerate(problem.actors)
            if place != variable.actor and against & {actor, *friends[actor]}
        ]
        if hurts:
            found.append(HostileOption(variable.name, variable.actor, column, tuple(hurts)))
    return tuple(found)


def friends_of(crisis: Crisis) -> dict[str, set[str]]:
    """For each actor, those for whom it has regard above 0."""
    friends: dict[str, set[str]] = {actor: set() for actor in crisis.actors}
    for tie in crisis.ties:
        if tie.regard.centre > 0:
            friends[tie.from_].add(tie.to)
    return friends


def mutual(options: tuple[HostileOption, ...]) -> list[tuple[int, int]]:
    """Pairs of actors each of whom has an option that is hostile to the other, in file order."""
    towards = {(option.owner, hurt) for option in options for hurt in option.hurts}
    return sorted((a, b) for a, b in towards if a < b and (b, a) in towards)


def answers(options: tuple[HostileOption, ...]) -> NDArray[np.bool_]:
    """Where the first option is hostile to who has the second, and the other way round, bool[P, P].

    An entry is a possible step of an escalation: the second provokes the first.
    """
    return np.array(
        [[p.owner in o.hurts and o.owner in p.hurts for o in options] for p in options]
    ).reshape(len(options), len(options))
