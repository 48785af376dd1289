"""The graph of moves: states, and who can go from one to another in a single move."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standoff.encode.problem import Problem
from standoff.errors import LimitReached
from standoff.kernels.layout import Moves
from standoff.workbench import Analysis

MAX_EDGES = 100_000
"""Moves that are written unless told otherwise."""

PAIRS_AN_EDGE = 1_000
"""Pairs of states that may be looked at for each move that may be written."""

BLOCK = 2**22
"""Pairs of states looked at together."""


@dataclass(frozen=True, eq=False)
class MoveGraph:
    """States and single moves, for A actors, N states and E moves.

    Attributes
    ----------
    title : str
        Of the crisis.
    actors : mapping of str to str
        Identifier and name, in file order.
    labels : tuple of tuple of str
        What is on in each state.
    place : int64[A, N]
        Place of each state in each actor's order of preference, 1 is best, ties are equal.
    utility : float64[A, N]
        Utility at the central values.
    equilibrium : mapping of str to bool[N]
        By concept.
    status_quo : int
        Number of a state, from 0.
    source, target : int64[E]
        Numbers of states, from 0.
    mover : int64[E]
        Number of the actor.
    improvement : bool[E]
        Whether the mover prefers the target.
    notes : tuple of str
        What the graph leaves out.
    """

    title: str
    actors: Mapping[str, str]
    labels: tuple[tuple[str, ...], ...]
    place: NDArray[np.int64]
    utility: NDArray[np.float64]
    equilibrium: Mapping[str, NDArray[np.bool_]]
    status_quo: int
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    mover: NDArray[np.int64]
    improvement: NDArray[np.bool_]
    notes: tuple[str, ...]


def move_graph(
    analysis: Analysis, *, max_edges: int = MAX_EDGES, improvements_only: bool = False
) -> MoveGraph:
    """List the moves of a crisis; chance variables stay at their status quo.

    Parameters
    ----------
    analysis : Analysis
    max_edges : int
        Limit on the number of moves, and so on the work.
    improvements_only : bool
        Whether to leave out moves that are no unilateral improvements.

    Raises
    ------
    LimitReached
        If there are more moves; said before the equilibria are computed.
    """
    problem = analysis.problem.at_chance_status_quo()
    hypotheses = analysis.hypotheses
    rank = problem.stability_ranks(hypotheses)
    found = _edges(problem, problem.moves(hypotheses), rank, max_edges, improvements_only)
    source, target, mover, improvement = found
    result = analysis.stability
    return MoveGraph(
        title=problem.crisis.title,
        actors={actor: record.name for actor, record in problem.crisis.actors.items()},
        labels=tuple(tuple(problem.space.label(s)) for s in range(problem.space.states)),
        place=np.array([_places(row) for row in rank]),
        utility=problem.utility(problem.inputs.point(), hypotheses),
        equilibrium={
            name: np.asarray(stable.all(axis=0)) for name, stable in result.stable.items()
        },
        status_quo=problem.status_quo,
        source=source,
        target=target,
        mover=mover,
        improvement=improvement,
        notes=_notes(analysis, problem, improvements_only),
    )


def _places(rank: NDArray[np.int32]) -> NDArray[np.int64]:
    place: NDArray[np.int64] = np.unique(-rank, return_inverse=True)[1]
    return place.astype(np.int64) + 1


def _edges(
    problem: Problem,
    moves: Moves,
    rank: NDArray[np.int32],
    max_edges: int,
    improvements_only: bool,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    pairs = 0
    for a in range(len(rank)):
        sizes = np.diff(moves.group_start[a]).astype(np.int64)
        own = int((sizes * (sizes - 1)).sum())
        pairs += own
        if own > max_edges and bool(moves.clique[a]) and not improvements_only:
            raise _too_many(problem, max_edges, own)
    if pairs > max_edges * PAIRS_AN_EDGE:
        raise _too_many(problem, max_edges, pairs)
    parts: list[tuple[NDArray[np.int64], NDArray[np.int64], int]] = []
    edges = 0
    for a in range(len(rank)):
        for source, target in single_moves(moves, a):
            if improvements_only:
                better = rank[a, target] > rank[a, source]
                source, target = source[better], target[better]
            edges += len(source)
            if edges > max_edges:
                raise _too_many(problem, max_edges, pairs)
            parts.append((source, target, a))
    if not parts:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, nothing, nothing.astype(np.bool_)
    source = np.concatenate([part[0] for part in parts])
    target = np.concatenate([part[1] for part in parts])
    mover = np.repeat([part[2] for part in parts], [len(part[0]) for part in parts])
    order = np.lexsort((target, source))
    source, target, mover = source[order], target[order], mover[order]
    return source, target, mover, rank[mover, target] > rank[mover, source]


def single_moves(moves: Moves, a: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield the legal single moves of one actor, group by group and block by block."""
    for g in range(int(moves.group_count[a])):
        members = moves.members[a, moves.group_start[a, g] : moves.group_start[a, g + 1]]
        if len(members) < 2:
            continue
        there = moves.bits[a, members][np.newaxis, :]
        satisfied = moves.satisfied[a, members][np.newaxis, :]
        step = max(1, BLOCK // len(members))
        for begin in range(0, len(members), step):
            sources = members[begin : begin + step]
            here = moves.bits[a, sources][:, np.newaxis]
            raised, lowered = there & ~here, here & ~there
            broken = lowered & moves.up_only[a] | raised & moves.down_only[a]
            legal = (broken | raised & ~satisfied) == 0
            legal &= sources[:, np.newaxis] != members
            rows, columns = np.nonzero(legal)
            yield sources[rows].astype(np.int64), members[columns].astype(np.int64)


def _too_many(problem: Problem, max_edges: int, pairs: int) -> LimitReached:
    return LimitReached(
        f"the graph has {problem.space.states:,} states and up to {pairs:,} moves, more than the"
        f" limit of {max_edges:,}: --max-edges raises it, --improvements keeps only moves that"
        " their mover prefers, and fewer options make fewer states"
    )


def _notes(analysis: Analysis, problem: Problem, improvements_only: bool) -> tuple[str, ...]:
    notes = []
    if chance := problem.crisis.chance:
        notes.append(f"Chance variables stay at their status quo: {', '.join(chance)}.")
    if values := analysis.hypotheses:
        shown = ", ".join(f"{name} {str(value).lower()}" for name, value in values.items())
        notes.append(f"Hypotheses are taken as: {shown} (--set changes it).")
    if improvements_only:
        notes.append("Only moves that their mover prefers are there.")
    return tuple(notes)
