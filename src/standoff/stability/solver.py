"""The stability of every state of an encoded crisis."""

from collections.abc import Iterable, Mapping
from importlib.metadata import version

from standoff.encode.problem import Problem
from standoff.errors import UsageError, nearest
from standoff.stability.result import StabilityResult
from standoff.stability.stable import SEQUENTIAL, SIMULTANEOUS, stable_states

CONCEPTS = ("R", "GMR", "SMR", "SEQ", "SSEQ", "SIM")
"""Concepts unless told otherwise."""

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
        Of R (Nash), GMR, SMR, SEQ, SSEQ, SIM and FH; see `stable_states`.
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
    stable = stable_states(view.moves(values), view.stability_ranks(values), concepts, limit=limit)
    return StabilityResult(
        actors=view.actors,
        space=view.space,
        stable=stable,
        hypotheses=values,
        method=METHOD,
        version=version("standoff"),
        crisis_hash=problem.crisis.hash,
    )


def check_concepts(concepts: Iterable[str]) -> tuple[str, ...]:
    """Return the concepts, each once.

    Raises
    ------
    UsageError
        If one is not known, or there is none.
    """
    known = SEQUENTIAL + SIMULTANEOUS
    found = tuple(dict.fromkeys(concepts))
    for name in found:
        if name not in known:
            raise UsageError(f"there is no stability concept '{name}'{nearest(name, known)}")
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
