"""Stability when preference is known pair by pair: for relations that are no order.

Unknown preferences, degrees of preference and attitudes compare states by relations that need not
be transitive, so no ranks stand for them and the near-linear kernels do not apply. Here moves and
relations are boolean matrices over pairs of states, and every concept has one shape. For actor
``i`` and state ``s``, with four relations that the concept chooses,

    every *temptation* ``s1`` of ``i`` at ``s`` has an *answer* ``s2`` reached from ``s1`` by the
    opponents, that lies in the *zone* of ``s``, and from which ``i`` has no move to an *escape*
    of ``s``.

Memory grows with the square of the states and time with the cube, so there is a limit.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standoff.engines.stability.graph import Graph
from standoff.errors import LimitReached

Relation = NDArray[np.bool_]
"""Pairs of states, bool[N, N], the state in question first."""

CONCEPTS = ("R", "GMR", "SMR", "SEQ", "SSEQ")
MOST_STATES = 2000
"""Most states of a conflict that is judged pair by pair."""


class Relations(NamedTuple):
    """What a concept asks of one actor.

    Attributes
    ----------
    tempts : bool[N, N]
        Where the actor would go, whether it can or not.
    zone : bool[N, N]
        Where an answer deters it.
    escapes : bool[N, N]
        Where its last word undoes an answer.
    """

    tempts: Relation
    zone: Relation
    escapes: Relation


def reached_by_each(graph: Graph) -> NDArray[np.bool_]:
    """Return what each actor reaches by its own moves in a row, bool[A, N, N].

    Raises
    ------
    LimitReached
        If there are more than `MOST_STATES` states.
    """
    n = graph.states
    if n > MOST_STATES:
        raise LimitReached(
            f"{n:,} states are too many to compare pair by pair (at most {MOST_STATES:,}):"
            " cut options"
        )
    reach = np.zeros((graph.actors, n, n), np.bool_)
    for i in range(graph.actors):
        for s in range(n):
            reach[i, s, graph.reached(i, s)] = True
    return reach


def reached_together(steps: Sequence[Relation]) -> Relation:
    """Return where legal sequences of several actors lead, the start left out, bool[N, N].

    Parameters
    ----------
    steps : sequence of bool[N, N]
        The moves of each that count. They need not be transitive: no actor moves twice in a row,
        and any may move again after another.
    """
    last = [np.asarray(step, np.bool_) for step in steps]
    going_on = len(last) > 1
    while going_on:
        going_on = False
        for j, step in enumerate(steps):
            by_others = np.logical_or.reduce([last[k] for k in range(len(last)) if k != j])
            further = last[j] | product(by_others, step)
            going_on |= bool((further != last[j]).any())
            last[j] = further
    together = np.logical_or.reduce(last)
    np.fill_diagonal(together, val=False)
    return together


def product(first: Relation, second: Relation) -> Relation:
    """Return the pairs that `first` and then `second` link, bool[N, N]."""
    linked: Relation = first.astype(np.float32) @ second.astype(np.float32) > 0.5
    return linked


def judge_pairs(
    reach: NDArray[np.bool_],
    credible: NDArray[np.bool_],
    relations: Sequence[Relations],
    concepts: Iterable[str],
) -> dict[str, NDArray[np.bool_]]:
    """Judge all states for every actor.

    Parameters
    ----------
    reach, credible : bool[A, N, N]
        What each actor reaches, and which of it it would go for.
    relations : sequence of Relations
        What tempts, deters and undoes, for each actor.
    concepts : iterable of str
        Of R, GMR, SMR, SEQ and SSEQ.

    Returns
    -------
    dict of str to bool[A, N]
        Frozen arrays by concept.
    """
    found = {concept: np.empty(reach.shape[:2], np.bool_) for concept in concepts}
    for i, asked in enumerate(relations):
        tempting = reach[i] & asked.tempts
        for kinds, steps in ((("R",), None), (("GMR", "SMR"), reach), (("SEQ", "SSEQ"), credible)):
            wanted = [concept for concept in kinds if concept in found]
            if not wanted:
                continue
            answers = _answers(i, steps)
            for concept in wanted:
                zone = asked.zone
                if concept in ("SMR", "SSEQ"):
                    zone = zone & ~product(asked.escapes, reach[i].T)
                deterred = np.False_ if answers is None else product(zone, answers.T)
                found[concept][i] = (~tempting | deterred).all(axis=1)
    for stable in found.values():
        stable.flags.writeable = False
    return found


def _answers(i: int, steps: NDArray[np.bool_] | None) -> Relation | None:
    """Return where the opponents of an actor can answer from each state to; None if nobody can."""
    if steps is None or len(steps) < 2:
        return None
    return reached_together([steps[j] for j in range(len(steps)) if j != i])
