"""The point model as a Markov jump process: every move and every chance flip with its rate.

Numbers are at their central values, hypotheses at their more probable ones. Rates are computed here
from their definition, move by move, not by the kernels of the forecast, so that a check against
another program also checks those.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.errors import LimitReached
from standoff.exchange.move_graph import MAX_EDGES, PAIRS_AN_EDGE, single_moves
from standoff.kernels.layout import Game, Moves
from standoff.workbench import Analysis

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Chain:
    """States and rates, for N states and E transitions, by source and then target.

    Attributes
    ----------
    problem : Problem
        Its `start` is the state at time 0.
    hypotheses : mapping of str to bool
        Value that every hypothesis has here.
    source, target : int64[E]
        Numbers of states, from 0.
    rate : float64[E]
        A month; above 0.
    mover : int64[E]
        Actor, or ``-(c + 1)`` for chance variable c.
    notes : tuple of str
        What was decided.
    """

    problem: Problem
    hypotheses: Mapping[str, bool]
    source: Integers
    target: Integers
    rate: Floats
    mover: Integers
    notes: tuple[str, ...]

    @property
    def first(self) -> Integers:
        """Place of each state's first transition, and E at the end, int64[N + 1]."""
        return np.searchsorted(self.source, np.arange(self.problem.space.states + 1))

    def mover_name(self, mover: int) -> str:
        """Name of an actor or a chance variable."""
        return (
            self.problem.actors[mover] if mover >= 0 else list(self.problem.crisis.chance)[~mover]
        )


def point_chain(analysis: Analysis, *, max_edges: int = MAX_EDGES) -> Chain:
    """Solve the point model and list its transitions.

    Parameters
    ----------
    analysis : Analysis
        Its hypotheses are the ones that count.
    max_edges : int
        Limit on the number of transitions.

    Raises
    ------
    LimitReached
        If there are more; found before anything is solved.
    """
    from standoff.engines.forecast.equilibrium import solve_values

    problem = analysis.problem
    live = {name: analysis.hypotheses[name] for name in problem.hypotheses}
    draw = Draw(problem.inputs.point(), live, 1.0)
    moves, game = problem.moves(live), problem.game(draw)
    pairs = _pairs(problem, moves, game, max_edges)
    values = solve_values(moves, game)
    parts = [
        (source, target, choice_rates(moves, game, a, values.q[a], source, target), a)
        for a, (source, target) in enumerate(pairs)
    ]
    for c, (to, rate) in enumerate(zip(game.chance_to, game.chance_rate, strict=True)):
        where = np.flatnonzero((rate > 0) & (to >= 0))
        parts.append((where, to[where].astype(np.int64), rate[where], -(c + 1)))
    source = np.concatenate([part[0] for part in parts])
    target = np.concatenate([part[1] for part in parts])
    rate = np.concatenate([part[2] for part in parts])
    mover = np.repeat([part[3] for part in parts], [len(part[0]) for part in parts])
    order = np.lexsort((target, source))
    order = order[rate[order] > 0]
    notes = _notes(analysis, live, values.warning)
    return Chain(
        problem, analysis.hypotheses, source[order], target[order], rate[order], mover[order], notes
    )


def choice_rates(
    moves: Moves, game: Game, a: int, value: Floats, source: Integers, target: Integers
) -> Floats:
    """Rate of each move of one actor.

    Parameters
    ----------
    moves : Moves
    game : Game
    a : int
        The actor.
    value : float64[N]
        By which it chooses.
    source, target : int64[E]
        All its legal moves.

    Returns
    -------
    float64[E]
        A month: ``tempo`` times the logit probability, staying having weight 1.
    """
    gain = value[target] - value[source]
    changed = moves.bits[a, source] ^ moves.bits[a, target]
    for bit, effort in enumerate(game.effort[a]):
        gain -= effort * (changed >> np.uint64(bit) & np.uint64(1))
    gain *= game.precision[a]
    best = np.zeros(len(value))
    np.maximum.at(best, source, gain)
    weight = np.exp(gain - best[source])
    total = np.exp(-best) + np.bincount(source, weight, len(value))
    rates: Floats = game.tempo[a] * weight / total[source]
    return rates


def _pairs(
    problem: Problem, moves: Moves, game: Game, max_edges: int
) -> list[tuple[Integers, Integers]]:
    """List the legal moves of each actor, once it is clear that they are not too many."""
    flips = int(((game.chance_rate > 0) & (game.chance_to >= 0)).sum())
    sizes = np.diff(moves.group_start, axis=1).astype(np.int64)
    pairs = (sizes * (sizes - 1)).sum(axis=1)
    least = flips + int(pairs[moves.clique].sum())
    if least > max_edges or int(pairs.sum()) > max_edges * PAIRS_AN_EDGE:
        raise _too_many(problem, max_edges)
    listed, edges = [], flips
    for a in range(len(pairs)):
        blocks = [(np.zeros(0, dtype=np.int64),) * 2]
        for block in single_moves(moves, a):
            edges += len(block[0])
            if edges > max_edges:
                raise _too_many(problem, max_edges)
            blocks.append(block)
        sources, targets = zip(*blocks, strict=True)
        listed.append((np.concatenate(sources), np.concatenate(targets)))
    return listed


def _too_many(problem: Problem, max_edges: int) -> LimitReached:
    return LimitReached(
        f"the model has {problem.space.states:,} states and more transitions than the limit of"
        f" {max_edges:,}: --max-edges raises it, and fewer options make fewer states"
    )


def _notes(analysis: Analysis, live: Mapping[str, bool], warning: str) -> tuple[str, ...]:
    notes = []
    if any(analysis.problem.inputs.uncertain):
        notes.append("Numbers are at their central values, as --point has them.")
    if live:
        shown = ", ".join(f"{name}={str(value).lower()}" for name, value in live.items())
        notes.append(
            f"Hypotheses are taken as: {shown}. A forecast mixes their values: to compare, give"
            " both sides the same --set."
        )
    if analysis.record is not None:
        notes.append(
            "The model begins in the last state that is on record. A forecast begins, in each draw,"
            " in the states that the record leaves open: it agrees with this where all is watched."
        )
    if warning:
        notes.append(f"Take care: {warning}.")
    return tuple(notes)
