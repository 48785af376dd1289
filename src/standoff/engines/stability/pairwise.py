"""Stability when preference is known pair by pair: for relations that are no order.

Unknown preferences, degrees of preference and attitudes compare states by relations that need not
be transitive, so no ranks stand for them and the near-linear kernels do not apply. Here moves and
relations are boolean matrices over pairs of states, and every concept has one shape. For actor
``i`` and state ``s``, with four relations that the concept chooses,

    every *temptation* ``s1`` of ``i`` at ``s`` has an *answer* ``s2`` reached from ``s1`` by the
    opponents, that lies in the *zone* of ``s``, and from which ``i`` has no move to an *escape*
    of ``s``.

Rows of relations are united bit by bit. Memory grows with the square of the states, and time with
the states times the moves, so there is a limit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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

CHUNK = 2**16
"""Pairs of states that are worked on at a time."""


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


def check_size(states: int) -> None:
    """Refuse what would take too much memory and time.

    Raises
    ------
    LimitReached
        If there are more than `MOST_STATES` states.
    """
    if states > MOST_STATES:
        raise LimitReached(
            f"{states:,} states are too many to compare pair by pair (at most {MOST_STATES:,}):"
            " cut options"
        )


def reached_by_each(graph: Graph) -> NDArray[np.bool_]:
    """Return what each actor reaches by its own moves in a row, bool[A, N, N].

    Raises
    ------
    LimitReached
        If there are more than `MOST_STATES` states.
    """
    n = graph.states
    check_size(n)
    reach = np.zeros((graph.actors, n, n), np.bool_)
    for i in range(graph.actors):
        for s in range(n):
            reach[i, s, graph.reached(i, s)] = True
    return reach


class Links(NamedTuple):
    """The pairs of a relation, gathered by where they end.

    Attributes
    ----------
    ends : int64[K]
        States where pairs end.
    starts : int64[K + 1]
        ``middles[starts[k] : starts[k + 1]]`` are linked to ``ends[k]``.
    middles : int64[M]
    """

    ends: NDArray[np.int64]
    starts: NDArray[np.int64]
    middles: NDArray[np.int64]


def links_of(relation: Relation) -> Links:
    """Gather the pairs of a relation by where they end."""
    ends, middles = np.nonzero(relation.T)
    starts = np.flatnonzero(np.diff(ends, prepend=-1))
    return Links(ends[starts], np.append(starts, len(ends)), middles)


def unite(rows: NDArray[np.uint8], links: Links) -> NDArray[np.uint8]:
    """Unite the rows that are linked to each state, uint8[N, B] like `rows`, bit by bit."""
    united = np.zeros_like(rows)
    low = 0
    while low < len(links.ends):
        beyond = np.searchsorted(links.starts, links.starts[low] + CHUNK, side="right") - 1
        high = max(low + 1, int(beyond))
        first, last = links.starts[low], links.starts[high]
        gathered = rows[links.middles[first:last]]
        places = links.starts[low:high] - first
        united[links.ends[low:high]] = np.bitwise_or.reduceat(gathered, places, axis=0)
        low = high
    return united


def reached_together(steps: Sequence[Relation]) -> Relation:
    """Return where legal sequences of several actors lead, the start left out, bool[N, N].

    Parameters
    ----------
    steps : sequence of bool[N, N]
        The moves of each that count. They need not be transitive: no actor moves twice in a row,
        and any may move again after another.
    """
    links = [links_of(step) for step in steps]
    # By the state reached, the starts from which each actor as the last mover leads there.
    last = [np.packbits(step.T, axis=1) for step in steps]
    going_on = len(last) > 1
    while going_on:
        going_on = False
        for j, link in enumerate(links):
            by_others = np.bitwise_or.reduce([last[k] for k in range(len(last)) if k != j])
            further = last[j] | unite(by_others, link)
            going_on |= not np.array_equal(further, last[j])
            last[j] = further
    n = len(steps[0])
    together = _unpacked(np.bitwise_or.reduce(last), n)
    np.fill_diagonal(together, val=False)
    return together


def _unpacked(by_end: NDArray[np.uint8], n: int) -> Relation:
    relation: Relation = np.unpackbits(by_end, axis=1, count=n).T.astype(np.bool_)
    return relation


def product(first: Relation, second: Relation) -> Relation:
    """Return the pairs that `first` and then `second` link, bool[N, N]."""
    return _unpacked(unite(np.packbits(first.T, axis=1), links_of(second)), len(first))


def meet(first: Relation, second: Relation, pairs: Relation) -> Relation:
    """Return the pairs of states whose rows have a state in common, bool[N, N].

    Parameters
    ----------
    first, second : bool[N, N]
        Rows for the first and for the second state of a pair.
    pairs : bool[N, N]
        Pairs to look at.
    """
    ours, theirs = np.packbits(first, axis=1), np.packbits(second, axis=1)
    s, t = np.nonzero(pairs)
    found = np.zeros_like(pairs)
    for low in range(0, len(s), CHUNK):
        rows, columns = s[low : low + CHUNK], t[low : low + CHUNK]
        found[rows, columns] = (ours[rows] & theirs[columns]).any(axis=1)
    return found


@dataclass(frozen=True, eq=False)
class Steps:
    """What actors can do and what they would, with the answers that follow from it.

    Attributes
    ----------
    reach, credible : bool[A, N, N]
        What each actor reaches, and which of it it would go for.
    """

    reach: NDArray[np.bool_]
    credible: NDArray[np.bool_]
    _answers: dict[tuple[int, bool], Relation] = field(default_factory=dict, repr=False)

    def answers(self, i: int, *, credible: bool) -> Relation:
        """Return where the opponents of an actor can answer from each state to, bool[N, N]."""
        key = i, credible
        if key not in self._answers:
            steps = self.credible if credible else self.reach
            others = [steps[j] for j in range(len(steps)) if j != i]
            nobody = np.zeros_like(steps[i])
            self._answers[key] = reached_together(others) if others else nobody
        return self._answers[key]


def judge_pairs(
    steps: Steps, relations: Sequence[Relations], concepts: Iterable[str]
) -> dict[str, NDArray[np.bool_]]:
    """Judge all states for every actor.

    Parameters
    ----------
    steps : Steps
        What actors can do and what they would; may serve several calls.
    relations : sequence of Relations
        What tempts, deters and undoes, for each actor.
    concepts : iterable of str
        Of R, GMR, SMR, SEQ and SSEQ.

    Returns
    -------
    dict of str to bool[A, N]
        Frozen arrays by concept.
    """
    found = {concept: np.empty(steps.reach.shape[:2], np.bool_) for concept in concepts}
    for i, asked in enumerate(relations):
        tempting = steps.reach[i] & asked.tempts
        for concept, stable in found.items():
            left = tempting
            if concept != "R":
                zone = asked.zone
                if concept in ("SMR", "SSEQ"):
                    zone = zone & ~product(asked.escapes, steps.reach[i].T)
                answers = steps.answers(i, credible=concept in ("SEQ", "SSEQ"))
                left = tempting & ~meet(zone, answers, tempting)
            stable[i] = ~left.any(axis=1)
    for stable in found.values():
        stable.flags.writeable = False
    return found
