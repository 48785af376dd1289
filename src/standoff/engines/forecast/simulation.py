"""Exact simulation of the jump process in one draw.

The paths come from `standoff.kernels.paths`, which says how they are made; the module `paths` next
to this one says what can be read on them. Nothing is approximated: shares of paths differ from
probabilities by sampling alone, and `Estimate.error` says by how much.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.engines.forecast.paths import Floats, Paths
from standoff.errors import LimitReached
from standoff.kernels.layout import Game, Moves
from standoff.rng import key

if TYPE_CHECKING:
    from standoff.kernels.paths import Span, Start

MOST_EVENTS = 100_000
"""Events that one path may have unless told otherwise."""

_ROOM = 2**18
"""Rows of the log that a thread fills before they are put away."""

_TARGETS = 2**21
"""Targets that a thread keeps written down, 14 bytes each."""


def simulate(
    problem: Problem,
    draw: Draw,
    values: Floats,
    *,
    paths: int = 10_000,
    months: float | None = None,
    seed: int = 0,
    start: int | Floats | None = None,
    most_events: int = MOST_EVENTS,
    threads: int = 1,
) -> Paths:
    """Simulate the crisis in one draw.

    Parameters
    ----------
    problem : Problem
    draw : Draw
    values : float64[A, N]
        Value of each state by which each actor chooses, as the solver gives it.
    paths : int
        Number of paths P.
    months : float, optional
        Length of each path; default the horizon of the crisis.
    seed : int
        Path p is the same for every number of paths and of threads.
    start : int or float64[N], optional
        State, or probability of each state, at the beginning; default the state at `as_of`.
    most_events : int
        Limit on the events of one path.
    threads : int
        Parts of the work done side by side; the answer does not depend on it.

    Returns
    -------
    Paths

    Raises
    ------
    LimitReached
        If a path has too many events.
    """
    from standoff.kernels.paths import Span
    from standoff.kernels.threads import in_threads

    if paths < 1:
        raise ValueError("at least one path is needed")
    months = problem.crisis.horizon.centre if months is None else months
    begin = _beginning(problem, problem.start if start is None else start)
    edges = np.linspace(0, paths, min(max(threads, 1), paths) + 1).astype(int)
    generator_key = key(seed, "paths")

    moves, game = problem.moves(draw.hypotheses), problem.game(draw)
    values = np.ascontiguousarray(values)

    def part(first: int, last: int) -> list[tuple[NDArray[Any], ...]]:
        span = Span(generator_key, first, last, months, most_events + 1)
        return _walk(moves, game, values, begin, span)

    parts = [piece for pieces in in_threads(part, edges[:-1], edges[1:]) for piece in pieces]
    rows, time, state, mover = (np.concatenate(column) for column in zip(*parts, strict=True))
    path_start = np.concatenate([[0], np.cumsum(rows)])
    for array in (path_start, time, state, mover):
        array.flags.writeable = False
    return Paths(problem, draw, months, seed, path_start, time, state, mover)


def _beginning(problem: Problem, start: int | Floats) -> "Start":
    from standoff.kernels.paths import Start

    if isinstance(start, int | np.integer):
        return Start(np.array([start], dtype=np.int32), np.ones(1))
    support = np.flatnonzero(start).astype(np.int32)
    return Start(support, np.cumsum(start[support]))


def _walk(
    moves: Moves, game: Game, values: Floats, begin: "Start", span: "Span"
) -> list[tuple[NDArray[Any], ...]]:
    """Walk a range of paths; rows of each path, times, states and movers, piece by piece."""
    from standoff.kernels.paths import TOO_LONG, Log, Tables, walk

    states = values.shape[1]
    widest = int(np.diff(moves.group_start).max(axis=1).sum()) + len(game.chance_to)
    targets = min(_TARGETS, widest * states) + widest
    tables = Tables(
        first=np.full(states, -1, np.int64),
        size=np.zeros(states, np.int32),
        used=np.zeros(1, np.int64),
        rate=np.empty(targets),
        target=np.empty(targets, np.int32),
        mover=np.empty(targets, np.int16),
    )
    room = _ROOM + span.most
    log = Log(
        np.empty(room), np.empty(room, np.int32), np.empty(room, np.int16),
        np.empty(span.last - span.first, np.int64),
    )  # fmt: skip
    pieces: list[tuple[NDArray[Any], ...]] = []
    while span.first < span.last:
        done = walk(moves, game, values, begin, span, tables, log)
        if done == TOO_LONG:
            raise LimitReached(
                f"a path has more than {span.most - 1:,} events in {span.months:g} months:"
                " look ahead less far, or raise the limit"
            )
        end = int(log.end[done - 1])
        rows = np.diff(log.end[:done], prepend=0)
        pieces.append((rows, log.time[:end].copy(), log.state[:end].copy(), log.mover[:end].copy()))
        span = span._replace(first=span.first + done)
    return pieces
