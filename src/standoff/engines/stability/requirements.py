"""What an actor's preferences must fulfil for a state to be stable for it, the others' as they are.

A state ``s`` is stable for actor ``i`` when each of its moves ``t`` has one of some
*alternatives*: a set of states none of which ``i`` prefers to ``s``. One alternative is ``{t}``
itself, the move then being no improvement; the others are the opponents' answers, in SMR and SSEQ
together with all that ``i`` could reach from there. In R there are no others.
"""

from dataclasses import dataclass

import numpy as np

from standoff.engines.stability.graph import Graph
from standoff.engines.stability.joint import joint_moves
from standoff.engines.stability.routes import Move
from standoff.kernels.spread import spread

Alternative = frozenset[int]
"""States that must all be no better than the one in question."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One move of the actor, and what would keep it from being tempting.

    Attributes
    ----------
    target : int
        State that the move leads to.
    alternatives : tuple of Alternative
        One of them is enough; the first is that the target itself is no better.
    """

    target: int
    alternatives: tuple[Alternative, ...]


def requirements(graph: Graph, state: int, actor: int, concept: str) -> list[Requirement]:
    """List what makes a state stable for an actor.

    Parameters
    ----------
    graph : Graph
        Moves, and the others' preferences as far as the concept looks at them.
    state, actor : int
    concept : str
        R, GMR, SMR, SEQ, SSEQ or SIM.

    Returns
    -------
    list of Requirement
        All must be met. The actor's own preferences do not enter.
    """
    return [
        Requirement(
            t, (frozenset([t]), *dict.fromkeys(_sanctions(graph, state, t, actor, concept)))
        )
        for t in graph.reached(actor, state).tolist()
    ]


def _sanctions(
    graph: Graph, state: int, target: int, actor: int, concept: str
) -> list[Alternative]:
    """List the answers to one move."""
    if concept == "R":
        return []
    if concept == "SIM":
        return _simultaneous(graph, state, target, actor)
    improving = concept in ("SEQ", "SSEQ")
    movers = graph.opponents(actor)
    trail = spread(target, graph.reach, graph.rank, improving=improving, movers=movers)
    answers = np.flatnonzero(trail.distance > 0).tolist()
    if concept in ("SMR", "SSEQ"):
        return [frozenset([u, *graph.reached(actor, u).tolist()]) for u in answers]
    return [frozenset([u]) for u in answers]


def _simultaneous(graph: Graph, state: int, target: int, actor: int) -> list[Alternative]:
    """List what the others' improvements from the same state make of a move."""
    others = np.flatnonzero(graph.opponents(actor)).tolist()
    tempted = [(a, graph.improvements(a, state)) for a in others]
    made = Move(actor, state, target, True, (state, target))
    joint, movers = joint_moves(graph, made, tempted)
    return [frozenset([u]) for u in joint[(movers > 0) & (joint >= 0)].tolist()]
