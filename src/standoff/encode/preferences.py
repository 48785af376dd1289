"""Utilities and preference ranks from statements or a ranking."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.encode.truth import evaluate
from standoff.errors import Fault
from standoff.settings import TIE

if TYPE_CHECKING:
    from standoff.encode.problem import Problem

RANKING_TOP = 8.0
"""Utility of the best state of a ranking; the worst has 0 and the rest are equally spaced."""

MAX_NUMERIC_STATEMENTS = 20
"""Unweighted statements whose powers of two leave room for `TIE` in one float."""


def counts(problem: "Problem", actor: str, k: int, hypotheses: Mapping[str, bool]) -> bool:
    """Whether the `given` of an actor's statement `k` holds under these hypotheses."""
    given = problem.crisis.actors[actor].preferences[k].given
    return given is None or bool(evaluate(given.tree, lambda _: None, lambda _, __: 0, hypotheses))


def own_utility(
    problem: "Problem", actor: str, weights: Sequence[float], hypotheses: Mapping[str, bool]
) -> NDArray[np.float64]:
    """Weighted sum of an actor's statements, float64[N].

    Parameters
    ----------
    weights : sequence of float
        One for each statement.
    """
    utility = np.zeros(problem.space.states)
    for k, (statement, weight) in enumerate(
        zip(problem.crisis.actors[actor].preferences, weights, strict=True)
    ):
        if counts(problem, actor, k, hypotheses):
            utility += weight * problem.truth(statement.prefer.tree, hypotheses)
    return utility


def ranking_utility(problem: "Problem", actor: str) -> NDArray[np.float64]:
    """Utilities equally spaced from `RANKING_TOP` down to 0 in the order of a ranking, float64[N].

    Raises
    ------
    CrisisError
        If the ranking names an infeasible state, names one twice, or leaves one out.
    """
    ranking = problem.crisis.actors[actor].ranking
    assert ranking is not None
    place = np.full(problem.space.states, -1, dtype=np.int64)
    faults = []
    for k, tied in enumerate(ranking):
        for state in tied:
            index = problem.state(state)
            shown = [setting.text for setting in state]
            path = ("actors", actor, "ranking", k)
            if index < 0:
                if not _outside(problem, state):
                    faults.append(Fault(f"{shown} is not a feasible state", path))
            elif place[index] >= 0:
                faults.append(Fault(f"{shown} is ranked twice", path))
            else:
                place[index] = k
    missing = np.flatnonzero(place < 0)
    if len(missing):
        examples = "; ".join(str(problem.space.label(int(i))) for i in missing[:3])
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        message = f"the ranking leaves out {examples}{more}; it should name every feasible state"
        if problem.crisis.chance:
            message += ", also those in which chance events are on"
        faults.append(Fault(message, ("actors", actor, "ranking")))
    if faults:
        raise problem.crisis.origin.error(faults)
    steps = max(1, len(ranking) - 1)
    return RANKING_TOP * (1 - place / steps)


def _outside(problem: "Problem", state: Sequence[object]) -> bool:
    """Whether the space was cut to fixed chance variables, so that states may be missing."""
    full = problem.crisis.chance
    fixed = [k for k, v in enumerate(problem.space.variables) if v.actor < 0]
    levels = problem.space.levels[:, fixed]
    return bool(full) and bool((levels == levels[:1]).all())


def ranks(utility: NDArray[np.float64]) -> NDArray[np.int32]:
    """Rank states by utility; steps of `TIE` or less are ties.

    Parameters
    ----------
    utility : float64[A, N]

    Returns
    -------
    int32[A, N]
        0 for the worst; higher is better.
    """
    result = np.empty(utility.shape, dtype=np.int32)
    for a, row in enumerate(utility):
        order = np.argsort(row, kind="stable")
        steps = np.diff(row[order], prepend=row[order[:1]]) > TIE
        result[a, order] = np.cumsum(steps)
    return result


def stability_utility(problem: "Problem", hypotheses: Mapping[str, bool]) -> NDArray[np.int32]:
    """Preference ranks at central values, with option prioritisation for unweighted statements.

    Returns
    -------
    int32[A, N]
    """
    inputs = problem.inputs
    values = inputs.point()
    tied = {tie.from_ for tie in problem.crisis.ties if tie.regard.centre} | {
        tie.to for tie in problem.crisis.ties if tie.regard.centre
    }
    lexicographic = {}
    for actor, record in problem.crisis.actors.items():
        statements = record.preferences
        if not statements or statements[0].weight is not None:
            continue
        if actor in tied:
            _refuse_long(problem, actor)
            for k in range(len(statements)):
                values[inputs.positions[f"{actor}.weight[{k + 1}]"]] = 2.0 ** (
                    len(statements) - 1 - k
                )
        else:
            lexicographic[actor] = _lexicographic(problem, actor, hypotheses)
    result = ranks(problem.utility(values, hypotheses))
    for actor, rank in lexicographic.items():
        result[problem.actors.index(actor)] = rank
    return result


def _refuse_long(problem: "Problem", actor: str) -> None:
    if len(problem.crisis.actors[actor].preferences) > MAX_NUMERIC_STATEMENTS:
        message = (
            f"'{actor}' is tied by `regard` and has more than {MAX_NUMERIC_STATEMENTS} statements"
            " without weights; give them weights"
        )
        raise problem.crisis.origin.error([Fault(message, ("actors", actor, "preferences"))])


def _lexicographic(
    problem: "Problem", actor: str, hypotheses: Mapping[str, bool]
) -> NDArray[np.int32]:
    """Rank by the first statement on which states differ, int32[N]; any number of statements."""
    rank = np.zeros(problem.space.states, dtype=np.int64)
    for k, statement in enumerate(problem.crisis.actors[actor].preferences):
        if counts(problem, actor, k, hypotheses):
            holds = problem.truth(statement.prefer.tree, hypotheses)
            rank = np.unique(2 * rank + holds, return_inverse=True)[1]
    return rank.astype(np.int32)
