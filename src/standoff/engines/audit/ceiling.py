"""The most that a claim can be worth, given how far its prerequisites are believed.

For every combination of the hypotheses on which the moves depend, it is found which states can be
reached from the beginning at all, by any moves and chance events. What no combination allows that is
believed in cannot come about, whoever wants it: the probability of a claim is at most that of the
combinations under which it is possible.
"""

from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.kernels.reach import build_reach
from standoff.kernels.spread import new_trail, walk
from standoff.language.tree import And, Constant, Expression, First, Not, Or, Temporal, names

MOST_COMBINATIONS = 1024


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most that a claim can be worth.

    Attributes
    ----------
    probability : float
        Upper bound on its probability.
    needs : tuple of (str, bool)
        Hypotheses that must be true, or false, for it to be possible at all.
    """

    probability: float
    needs: tuple[tuple[str, bool], ...]


def ceilings(
    problem: Problem, trees: tuple[Expression, ...], beliefs: dict[str, float]
) -> tuple[Ceiling | None, ...]:
    """Find the most that each expression can be worth.

    Parameters
    ----------
    problem : Problem
    trees : tuple of Expression
        Time expressions.
    beliefs : dict of str to float
        Probability of each hypothesis, taken as independent of one another.

    Returns
    -------
    tuple of Ceiling or None
        None for all where there are too many combinations to go through.
    """
    asked = _asked(problem, trees)
    if 2 ** len(asked) > MOST_COMBINATIONS:
        return (None,) * len(trees)
    total = np.zeros(len(trees))
    allowed: list[list[tuple[bool, ...]]] = [[] for _ in trees]
    for values in product((False, True), repeat=len(asked)):
        given = dict(zip(asked, values, strict=True))
        share = prod(beliefs[n] if held else 1 - beliefs[n] for n, held in given.items())
        whole = {name: given.get(name, False) for name in problem.hypotheses} | given
        reached = _reached(problem, whole)
        for k, tree in enumerate(trees):
            if _possible(problem, tree, reached, whole):
                total[k] += share
                allowed[k].append(values)
    return tuple(
        Ceiling(min(1.0, float(bound)), _shared(asked, rows))
        for bound, rows in zip(total, allowed, strict=True)
    )


def _shared(asked: tuple[str, ...], rows: list[tuple[bool, ...]]) -> tuple[tuple[str, bool], ...]:
    """Hypotheses with the same value in all combinations that are allowed."""
    columns = zip(asked, zip(*rows, strict=True), strict=True) if rows else ()
    return tuple((name, column[0]) for name, column in columns if len(set(column)) == 1)


def _asked(problem: Problem, trees: tuple[Expression, ...]) -> tuple[str, ...]:
    """Hypotheses on which moves, chance or the expressions themselves depend."""
    crisis = problem.crisis
    mentioned = {name for tree in trees for name in names(tree)}
    for actor in crisis.actors.values():
        for option in actor.options.values():
            if option.needs is not None:
                mentioned |= names(option.needs.tree)
    for event in crisis.chance.values():
        if event.when is not None:
            mentioned |= names(event.when.tree)
    return tuple(name for name in crisis.hypotheses if name in mentioned)


def _reached(problem: Problem, hypotheses: dict[str, bool]) -> NDArray[np.bool_]:
    """Where the crisis can get from its beginning, bool[N]."""
    moves = problem.moves(hypotheses)
    states = problem.space.states
    rank = np.zeros((len(problem.actors), states), np.int32)
    reach = build_reach(moves, rank)
    game = problem.game(Draw(problem.inputs.point(), hypotheses, 1.0))
    flips = np.where(game.chance_rate > 0, game.chance_to, -1)
    movers = np.ones(len(problem.actors), np.bool_)
    reached = np.zeros(states, np.bool_)
    sources = np.array([problem.start], np.int32)
    while len(sources):
        trail = new_trail(states)
        trail.distance[sources] = 0
        walk(sources, states, False, False, movers, reach, rank, trail)
        reached |= trail.distance >= 0
        flipped = [to[reached & (to >= 0)] for to in flips]
        beyond = np.unique(np.concatenate([*flipped, np.zeros(0, np.int32)]))
        sources = beyond[~reached[beyond]].astype(np.int32)
    return reached


def _possible(
    problem: Problem, tree: Expression, reached: NDArray[np.bool_], hypotheses: dict[str, bool]
) -> bool:
    """Whether an expression may come true; where that is hard to say, it may."""

    def holds(part: Expression) -> NDArray[np.bool_]:
        return problem.truth(part, hypotheses)

    match tree:
        case Temporal(kind="ever" | "at_end", operand=operand):
            return bool((holds(operand) & reached).any())
        case Temporal(kind="never", operand=operand):
            return not holds(operand)[problem.start]
        case Temporal(kind="always", operand=operand):
            return bool(holds(operand)[problem.start])
        case First(first=first):
            return bool((holds(first) & reached).any())
        case And(operands=operands):
            return all(_possible(problem, part, reached, hypotheses) for part in operands)
        case Or(operands=operands):
            return any(_possible(problem, part, reached, hypotheses) for part in operands)
        case Not(operand=Temporal(kind="ever", operand=operand)):
            return not holds(operand)[problem.start]
        case Not(operand=Temporal(kind="never", operand=operand)):
            return bool((holds(operand) & reached).any())
        case Constant(value=value):
            return value
    return True
