"""Why a state is stable for an actor or not: its improvements, and what becomes of each.

The verdict is found from the state outwards, one improvement after the other, and names the moves;
`standoff.engines.stability.stable` finds the same verdicts for all states at once without naming any.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standoff.engines.stability.graph import Graph
from standoff.engines.stability.joint import find_spoiling
from standoff.engines.stability.routes import Move, Route, move, trace
from standoff.engines.stability.stable import SIMULTANEOUS, unsanctioned_worth
from standoff.kernels.spread import Trail, spread
from standoff.kernels.stability import greatest_after


@dataclass(frozen=True, slots=True)
class Improvement:
    """One improvement of the actor, and what the others would make of it.

    Attributes
    ----------
    move : Move
        From the state in question.
    deterred : bool
        Whether the actor had better not make it.
    answer : Route or None
        In a row, the opponents' moves that deter; if nothing deters, an answer that hurts but that
        the actor escapes from, if there is one.
    joint : tuple of Move
        The opponents' simultaneous moves from the state in question that spoil it.
    result : int or None
        State that the answer or the joint moves lead to.
    hurts : bool
        Whether the actor likes `result` less than the state in question, rather than as much.
    escape : Move or None
        How the actor gets out of `result` to a state that it prefers to the one in question.
    answers : int
        How many states the opponents could answer with, whether it hurts or not.
    """

    move: Move
    deterred: bool
    answer: Route | None = None
    joint: tuple[Move, ...] = ()
    result: int | None = None
    hurts: bool = False
    escape: Move | None = None
    answers: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a state is stable for an actor, and why.

    Attributes
    ----------
    actor, state : int
    concept : str
    improvements : tuple of Improvement
        All of the actor's, the best first.
    """

    actor: int
    state: int
    concept: str
    improvements: tuple[Improvement, ...]

    @property
    def stable(self) -> bool:
        """Whether nothing tempts the actor to leave."""
        return all(improvement.deterred for improvement in self.improvements)


def find_verdict(graph: Graph, state: int, actor: int, concept: str) -> Verdict:
    """Judge one state for one actor.

    Parameters
    ----------
    graph : Graph
    state, actor : int
    concept : str
        R, GMR, SMR, SEQ, SSEQ, SIM or FH.

    Returns
    -------
    Verdict

    Raises
    ------
    LimitReached
        In SIM and FH, if there are too many joint moves to look at.
    """
    targets = graph.improvements(actor, state).tolist()
    moves = [move(graph, actor, state, t) for t in targets]
    if not moves or concept == "R":
        found = [Improvement(m, deterred=False) for m in moves]
    elif concept in SIMULTANEOUS:
        found = _simultaneous(graph, concept, moves)
    else:
        found = _sequential(graph, concept, moves)
    return Verdict(actor, state, concept, tuple(found))


def _sequential(graph: Graph, concept: str, moves: list[Move]) -> list[Improvement]:
    """Look for a sequence of answers to each improvement."""
    actor = moves[0].actor
    own = graph.rank[actor]
    last_word = concept in ("SMR", "SSEQ")
    after_escape = greatest_after(actor, graph.reach, own) if last_word else own
    return [_answered(graph, m, concept in ("SEQ", "SSEQ"), after_escape) for m in moves]


def _answered(
    graph: Graph, made: Move, improving: bool, after_escape: NDArray[np.int32]
) -> Improvement:
    """Find the shortest answer to an improvement, or the escape that takes its sting."""
    own = graph.rank[made.actor]
    present = own[made.before]
    trail = spread(
        made.after,
        graph.reach,
        graph.rank,
        improving=improving,
        movers=graph.opponents(made.actor),
    )
    answers = int((trail.distance > 0).sum())
    deterring = (trail.distance > 0) & (after_escape <= present)
    hurting = (trail.distance > 0) & (own <= present)
    deterred = bool(deterring.any())
    if not hurting.any():
        return Improvement(made, False, answers=answers)
    result = _nearest(trail, deterring if deterred else hurting, own)
    escape = None
    if not deterred:
        best = int(graph.improvements(made.actor, result)[0])
        escape = move(graph, made.actor, result, best)
    return Improvement(
        made,
        deterred,
        answer=trace(trail, result, graph),
        result=result,
        hurts=bool(own[result] < present),
        escape=escape,
        answers=answers,
    )


def _nearest(trail: Trail, wanted: NDArray[np.bool_], own: NDArray[np.int32]) -> int:
    """Pick the state with the shortest way there, and among those the one that hurts most."""
    states = np.flatnonzero(wanted)
    return int(states[np.lexsort((own[states], trail.distance[states]))[0]])


def _simultaneous(graph: Graph, concept: str, moves: list[Move]) -> list[Improvement]:
    """Look for simultaneous moves of the others that spoil each improvement."""
    if concept == "SIM":
        return [_spoilt(graph, m, graph.rank) for m in moves]
    worth = unsanctioned_worth(graph.reach, graph.rank)
    found = []
    for m in moves:
        sequential = _answered(graph, m, True, graph.rank[m.actor])
        found.append(sequential if sequential.deterred else _spoilt(graph, m, worth))
    return found


def _spoilt(graph: Graph, made: Move, tempting: NDArray[np.int32]) -> Improvement:
    """Look for simultaneous moves of the others that spoil one improvement."""
    tempted = []
    for a in np.flatnonzero(graph.opponents(made.actor)).tolist():
        targets = graph.improvements(a, made.before)
        tempted.append((a, targets[tempting[a, targets] > graph.rank[a, made.before]]))
    answers = sum(len(targets) for _, targets in tempted)
    spoiling = find_spoiling(graph, made, tempted)
    if spoiling is None:
        return Improvement(made, False, answers=answers)
    chosen, result = spoiling
    joint = tuple(move(graph, a, made.before, t) for a, t in chosen)
    own = graph.rank[made.actor]
    hurts = bool(own[result] < own[made.before])
    return Improvement(made, True, joint=joint, result=result, hurts=hurts, answers=answers)
