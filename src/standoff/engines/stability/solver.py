"""The stability of every state of an encoded crisis."""

import re
from collections.abc import Iterable, Mapping
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from standoff.encode.problem import Problem
from standoff.engines.stability.limited_move import limited_move_stable, non_myopic_stable
from standoff.engines.stability.result import StabilityResult
from standoff.engines.stability.stable import SEQUENTIAL, SIMULTANEOUS, stable_states
from standoff.errors import UsageError, nearest
from standoff.kernels.layout import Moves

CONCEPTS = ("R", "GMR", "SMR", "SEQ", "SSEQ", "SIM")
"""Concepts unless told otherwise."""

EXPLAINED = SEQUENTIAL + SIMULTANEOUS
"""Concepts that `standoff.engines.stability.explain` can narrate."""

FAR_SIGHTED = re.compile(r"(L[1-9]\d?|NM)C?")
"""Names of limited-move and non-myopic stability; a C asks for the conservative rule."""

FAR_SIGHTED_NAMES = "L1 to L99 and NM for two actors, L1C to L99C and NMC for any number"

METHOD = "backward propagation in ascending order of value; joint moves enumerated for SIM and FH"
JOINT_MOVES = 10**9
"""Most joint moves looked up for SIM or FH unless told otherwise, a minute or so of work."""


def solve(
    problem: Problem,
    concepts: Iterable[str] = CONCEPTS,
    hypotheses: Mapping[str, bool] | None = None,
    *,
    limit: int = JOINT_MOVES,
) -> StabilityResult:
    """Find the states that are stable for each actor, and so the equilibria.

    Chance variables stay at their status quo.

    Parameters
    ----------
    problem : Problem
        An encoded crisis.
    concepts : iterable of str
        Of R (Nash), GMR, SMR, SEQ, SSEQ, SIM and FH, see `stable_states`; L2, L3, ... and NM for
        two actors; L2C, L3C, ... and NMC by the conservative rule, see `limited_move_stable`.
    hypotheses : mapping of str to bool, optional
        Values of hypotheses; those left out take the value that their prior makes more probable.
    limit : int
        Most joint moves that SIM and FH may each look up.

    Returns
    -------
    StabilityResult

    Raises
    ------
    UsageError
        If a concept or a hypothesis is not known.
    LimitReached
        If SIM or FH would look up more than `limit` joint moves.
    """
    concepts = check_concepts(concepts)
    values = settled(problem, hypotheses)
    view = problem.at_chance_status_quo()
    moves, rank = view.moves(values), view.stability_ranks(values)
    stable = judge_concepts(concepts, moves, rank, limit)
    return StabilityResult(
        actors=view.actors,
        space=view.space,
        stable=stable,
        hypotheses=values,
        method=METHOD,
        version=version("standoff"),
        crisis_hash=problem.crisis.hash,
    )


def judge_concepts(
    concepts: Iterable[str], moves: Moves, rank: NDArray[np.int32], limit: int = JOINT_MOVES
) -> dict[str, NDArray[np.bool_]]:
    """Judge all states by concepts of every kind.

    Parameters
    ----------
    concepts : iterable of str
        As `check_concepts` returns them.
    moves : Moves
        Moves of A actors among N states.
    rank : int32[A, N]
        Preference ranks, higher is better, ties are equal.
    limit : int
        Most joint moves that SIM and FH may each look up.

    Returns
    -------
    dict of str to bool[A, N]
        Frozen arrays by concept, in the order asked for.
    """
    wanted = tuple(concepts)
    near = stable_states(moves, rank, [c for c in wanted if c in EXPLAINED], limit=limit)
    return {c: near[c] if c in near else _far_sighted(c, moves, rank) for c in wanted}


def _far_sighted(concept: str, moves: Moves, rank: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Find what is stable by L_h or NM, frozen."""
    conservative = concept.endswith("C")
    if concept.startswith("NM"):
        stable = non_myopic_stable(moves, rank, conservative=conservative)
    else:
        horizon = int(concept.strip("LC"))
        stable = limited_move_stable(moves, rank, horizon, conservative=conservative)
    stable.flags.writeable = False
    return stable


def check_concepts(
    concepts: Iterable[str], known: tuple[str, ...] = EXPLAINED, far_sighted: bool = True
) -> tuple[str, ...]:
    """Return the concepts, each once.

    Parameters
    ----------
    concepts : iterable of str
    known : tuple of str
        Concepts that are allowed.
    far_sighted : bool
        Whether L_h and NM are allowed too.

    Raises
    ------
    UsageError
        If one is not known, or there is none.
    """
    found = tuple(dict.fromkeys(concepts))
    for name in found:
        if name not in known and not (far_sighted and FAR_SIGHTED.fullmatch(name)):
            meant = nearest(name, known)
            if far_sighted and re.match(r"L\d|NM", name):
                meant = f"; far-sighted are {FAR_SIGHTED_NAMES}"
            raise UsageError(f"there is no stability concept '{name}' here{meant}")
    if not found:
        raise UsageError(f"no stability concept was named; there are {', '.join(known)}")
    return found


def settled(problem: Problem, hypotheses: Mapping[str, bool] | None) -> dict[str, bool]:
    """Complete the values of the hypotheses with the more probable ones.

    Raises
    ------
    UsageError
        If a hypothesis is not known.
    """
    likely = problem.likely_hypotheses()
    for name in hypotheses or {}:
        if name not in likely:
            raise UsageError(f"there is no hypothesis '{name}'{nearest(name, set(likely))}")
    return likely | dict(hypotheses or {})
