"""Actors, options and moves of an encoded crisis in plain words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from standoff.encode.problem import Problem

Turn = tuple[int, int, int]
"""Column of a variable, its level before and its level after."""

INFINITIVE = ("begin", "end", "raise", "lower")
THIRD_PERSON = ("begins", "ends", "raises", "lowers")


@dataclass(frozen=True)
class Spoken:
    """The names of a crisis for what its arrays number.

    Attributes
    ----------
    problem : Problem
        The crisis, encoded; states are numbered as in its space.
    """

    problem: Problem

    def actor(self, actor: str | int) -> str:
        """Return the name of an actor, by id or place, without what it says in brackets."""
        name = actor if isinstance(actor, str) else self.problem.actors[actor]
        return self.problem.crisis.actors[name].name.split(" (")[0]

    def variable(self, name: str) -> str:
        """Return the label of an option or chance variable, or its name in plain letters."""
        option = self.problem.symbols.options.get(name)
        event = self.problem.crisis.chance.get(name)
        label = option.label if option else event.label if event else None
        return label or name.rpartition(".")[2].replace("_", " ")

    def turns(self, before: int, after: int) -> tuple[Turn, ...]:
        """Return what differs between two states."""
        old, new = self.problem.space.levels[[before, after]].tolist()
        return tuple((k, a, b) for k, (a, b) in enumerate(zip(old, new, strict=True)) if a != b)

    def changes(self, turns: Iterable[Turn], verbs: Sequence[str] = INFINITIVE) -> str:
        """Return what is begun, ended, raised and lowered, as `begin “a” and end “b”`.

        Parameters
        ----------
        turns : iterable of Turn
        verbs : sequence of str
            For begin, end, raise and lower.
        """
        said: list[list[str]] = [[], [], [], []]
        variables = self.problem.space.variables
        for k, old, new in turns:
            levels, label = variables[k].levels, f"“{self.variable(variables[k].name)}”"
            if levels == ("off", "on"):
                said[0 if new else 1].append(label)
            else:
                said[2 if new > old else 3].append(f"{label} to {levels[new]}")
        parts = (
            f"{verb} {listed(whats)}" for verb, whats in zip(verbs, said, strict=True) if whats
        )
        return listed(list(parts))


def listed(parts: Sequence[str]) -> str:
    """Join parts with commas and a last `and`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
