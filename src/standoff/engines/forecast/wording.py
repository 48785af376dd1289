"""What happens on a path in plain words: who begins, ends, raises or lowers what."""

from dataclasses import asdict, dataclass
from typing import Any

from standoff.encode.problem import Problem

ROUNDING = 1e-12
"""Shares closer than this to 0 and 1 are sums of rounded numbers."""

Turn = tuple[int, int, int]
"""Column of a variable, its level before and its level after."""


@dataclass(frozen=True, slots=True)
class Change:
    """One option or chance variable that changes.

    Attributes
    ----------
    name : str
        ``actor.option`` or the name of the chance variable.
    before, after : str
        Names of its levels.
    """

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One move of an actor, or one chance event.

    Attributes
    ----------
    mover : str
        Id of the actor or of the chance variable.
    by_chance : bool
    changes : tuple of Change
    sentence : str
        In plain words.
    months : float or None
        When it happens, where the step belongs to one history.
    """

    mover: str
    by_chance: bool
    changes: tuple[Change, ...]
    sentence: str
    months: float | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        data = asdict(self) | {"changes": [asdict(change) for change in self.changes]}
        if self.months is None:
            del data["months"]
        return data


@dataclass(frozen=True)
class Wording:
    """The names of a crisis for what its kernels number."""

    problem: Problem

    def actor(self, actor: str) -> str:
        """Return an actor's name, without what it says in brackets."""
        return self.problem.crisis.actors[actor].name.split(" (")[0]

    def variable(self, name: str) -> str:
        """Return the label of an option or chance variable, or its name in plain letters."""
        option = self.problem.symbols.options.get(name)
        event = self.problem.crisis.chance.get(name)
        label = option.label if option else event.label if event else None
        return label or name.rpartition(".")[2].replace("_", " ")

    def mover(self, mover: int) -> str:
        """Return the id of an actor, or of chance variable c for ``-(c + 1)``."""
        crisis = self.problem.crisis
        return list(crisis.chance)[-mover - 1] if mover < 0 else self.problem.actors[mover]

    def step(self, mover: int, turns: tuple[Turn, ...], months: float | None = None) -> Step:
        """Return a move as names and a sentence."""
        variables = self.problem.space.variables
        changes = tuple(
            Change(variables[k].name, variables[k].levels[old], variables[k].levels[new])
            for k, old, new in turns
        )
        return Step(self.mover(mover), mover < 0, changes, self._sentence(mover, turns), months)

    def _sentence(self, mover: int, turns: tuple[Turn, ...]) -> str:
        variables = self.problem.space.variables
        if mover < 0:
            ((k, _, new),) = turns
            verb = "comes about" if new else "comes to an end"
            return f"“{self.variable(variables[k].name)}” {verb}."
        verbs: dict[str, list[str]] = {"begins": [], "ends": [], "raises": [], "lowers": []}
        for k, old, new in turns:
            levels, label = variables[k].levels, f"“{self.variable(variables[k].name)}”"
            if levels == ("off", "on"):
                verbs["begins" if new else "ends"].append(label)
            else:
                verbs["raises" if new > old else "lowers"].append(f"{label} to {levels[new]}")
        said = [f"{verb} {listed(whats)}" for verb, whats in verbs.items() if whats]
        return f"{self.actor(self.problem.actors[mover])} {listed(said)}."


def listed(parts: list[str]) -> str:
    """Join parts with commas and a last `and`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def percent(share: float) -> str:
    """Return a share in whole per cent; only 0 and 1, rounding errors apart, are 0% and 100%."""
    whole = round(100 * share)
    if whole == 0 and share > ROUNDING:
        return "less than 1%"
    if whole == 100 and share < 1 - ROUNDING:
        return "more than 99%"
    return f"{whole}%"
