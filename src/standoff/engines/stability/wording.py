"""Moves and states of a crisis in plain words."""

from itertools import pairwise

from standoff.encode.spoken import Spoken
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


class Wording(Spoken):
    """Names of the crisis for what the graph numbers."""

    def state(self, state: int) -> str:
        """Return what is on in a state."""
        return ", ".join(self.problem.space.label(state)) or "nothing is on"

    def move(self, move: Move) -> str:
        """Return what the mover does, step by step where it takes several."""
        steps = move.steps if len(move.steps) > 2 else (move.before, move.after)
        return ", next ".join(self.changes(self.turns(s, t)) for s, t in pairwise(steps))
