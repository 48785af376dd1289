"""Moves and states of a crisis in plain words."""

from dataclasses import dataclass
from itertools import pairwise

from standoff.encode.problem import Problem
from standoff.engines.stability.routes import Move

CONCEPT_NAMES = {
    "R": "Nash stability (R)",
    "GMR": "general metarationality (GMR)",
    "SMR": "symmetric metarationality (SMR)",
    "SEQ": "sequential stability (SEQ)",
    "SSEQ": "symmetric sequential stability (SSEQ)",
    "SIM": "simultaneous sanctioning (SIM)",
    "FH": "sequential or simultaneous sanctioning (FH)",
}


@dataclass(frozen=True)
class Wording:
    """Names of the crisis for what the graph numbers.

    Attributes
    ----------
    problem : Problem
        The crisis, encoded; states are numbered as in its space.
    """

    problem: Problem

    def actor(self, actor: int) -> str:
        """Return the actor's name, without what it says in brackets."""
        name = self.problem.crisis.actors[self.problem.actors[actor]].name
        return name.split(" (")[0]

    def state(self, state: int) -> str:
        """Return what is on in a state."""
        return ", ".join(self.problem.space.label(state)) or "nothing is on"

    def changes(self, before: int, after: int) -> str:
        """Return what has to be done to get from one state to another."""
        space = self.problem.space
        begun: list[str] = []
        ended: list[str] = []
        moved: list[str] = []
        for k, variable in enumerate(space.variables):
            old, new = int(space.levels[before, k]), int(space.levels[after, k])
            if old == new:
                continue
            option = self.problem.symbols.options[variable.name]
            what = f"“{option.label}”" if option.label else f"`{variable.name}`"
            if option.ordered:
                levels = f"from {variable.levels[old]} to {variable.levels[new]}"
                moved.append(f"move {what} {levels}")
            else:
                (begun if new else ended).append(what)
        switched = [("begin", begun), ("end", ended)]
        return _listed([f"{verb} {_listed(whats)}" for verb, whats in switched if whats] + moved)

    def move(self, move: Move) -> str:
        """Return what the mover does, step by step where it takes several."""
        if len(move.steps) <= 2:
            return self.changes(move.before, move.after)
        return ", next ".join(self.changes(s, t) for s, t in pairwise(move.steps))


def _listed(parts: list[str]) -> str:
    """Join parts with commas and a last `and`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
