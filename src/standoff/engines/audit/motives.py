"""Whether those who would have to act have a reason to, by the wants that the file gives them.

For every option that a claim says will come on, it is found in each draw how much its actor would
gain by the best of its own moves that begin it from where the crisis stands: utility after less
utility before, less the effort. It is what the wants say by themselves, before anybody answers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.kernels.choice import legal
from standoff.kernels.layout import Game, Moves
from standoff.language.tree import And, Compare, Count, Expression, First, Name, Not, Or, Temporal

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Motive:
    """What an actor would gain at once by what a claim says that it does.

    Attributes
    ----------
    option : str
        ``actor.option``.
    pays : float
        Share of the draws, by weight, in which it would gain.
    gain : float or None
        Mean gain in units of utility where the option can be begun; None where it never can.
    open : float
        Share of the draws in which it can be begun at once.
    """

    option: str
    pays: float
    gain: float | None
    open: float


def motives(
    problem: Problem, trees: Sequence[Expression], draws: Sequence[Draw], weights: Floats
) -> list[tuple[Motive, ...]]:
    """Find what the actors would gain by what claims say that they do.

    Parameters
    ----------
    problem : Problem
    trees : sequence of Expression
        The claims.
    draws : sequence of Draw
    weights : float64[D]
        Summing to 1.

    Returns
    -------
    list of tuple of Motive
        For each claim, one for each option that it says comes on and that is not on yet.
    """
    wanted = [_coming_on(tree, problem) for tree in trees]
    columns = list(dict.fromkeys(column for some in wanted for column in some))
    gains = np.array([_gains(problem, draw, columns) for draw in draws] if columns else [])
    found = {
        column: _motive(problem.space.variables[column].name, gains[:, k], weights)
        for k, column in enumerate(columns)
    }
    return [tuple(found[column] for column in some) for some in wanted]


def _motive(name: str, gain: Floats, weights: Floats) -> Motive:
    possible = np.isfinite(gain)
    share = float(weights[possible].sum())
    mean = float(weights[possible] @ gain[possible]) / share if share > 0 else None
    return Motive(name, float(weights[gain > 0].sum()), mean, share)


def _coming_on(tree: Expression, problem: Problem) -> list[int]:
    """Columns of the options that an expression says come on and that are not on yet."""
    levels = problem.space.levels[problem.start]
    columns = [problem.space.positions[name] for name in coming(tree, problem)]
    return [k for k in dict.fromkeys(columns) if levels[k] == 0]


def coming(tree: Expression, problem: Problem) -> Iterator[str]:
    """Yield the options that an expression says come on."""
    match tree:
        case Temporal(kind="ever" | "at_end" | "always", operand=operand) | First(first=operand):
            yield from _positive(operand, problem)
        case And(operands=parts) | Or(operands=parts):
            for part in parts:
                yield from coming(part, problem)


def _positive(tree: Expression, problem: Problem) -> Iterator[str]:
    match tree:
        case Name(name=name) | Compare(name=name, op=">=" | ">" | "="):
            if name in problem.symbols.options:
                yield name
        case And(operands=parts) | Or(operands=parts) | Count(kind="at_least", operands=parts):
            for part in parts:
                yield from _positive(part, problem)
        case Not(operand=Not(operand=inner)):
            yield from _positive(inner, problem)


def _gains(problem: Problem, draw: Draw, columns: Sequence[int]) -> list[float]:
    """Best gain of a move that begins each option; minus infinity where there is no such move."""
    moves, game = problem.moves(draw.hypotheses), problem.game(draw)
    found = []
    for column in columns:
        actor = problem.space.variables[column].actor
        targets = [
            t for t in _targets(moves, actor, problem.start) if problem.space.levels[t, column] > 0
        ]
        gain = [_gain(moves, game, actor, problem.start, t) for t in targets]
        found.append(max(gain, default=-np.inf))
    return found


def _targets(moves: Moves, actor: int, s: int) -> list[int]:
    group = moves.group[actor, s]
    first, last = moves.group_start[actor, group : group + 2]
    return [int(t) for t in moves.members[actor, first:last] if legal(moves, actor, s, t)]


def _gain(moves: Moves, game: Game, actor: int, s: int, t: int) -> float:
    changed = int(moves.bits[actor, s]) ^ int(moves.bits[actor, t])
    effort = sum(
        game.effort[actor, bit] for bit in range(game.effort.shape[1]) if changed >> bit & 1
    )
    return float(game.utility[actor, t] - game.utility[actor, s] - effort)
