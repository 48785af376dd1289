"""Games whose moves are written down before they are solved (see `standoff.kernels.links`)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standoff.engines.forecast.implied import BLOCK_COST
from standoff.engines.forecast.lately import lately
from standoff.kernels.lanes import LANES, zero_rows
from standoff.kernels.layout import Game, Moves
from standoff.kernels.links import Links, list_links

MOST_LINKS = 2**23
"""Links up to which moves are written down: some 80 MB."""

LINKS_A_SWEEP = 1.3
"""Measured: links that take as long as one row and bit of a cube (see `implied`)."""

MOST_BITS = 16


class Listed(NamedTuple):
    """The part of `Links` that hangs on the moves alone; not to be changed."""

    mover: NDArray[np.int64]
    state: NDArray[np.int32]
    start: NDArray[np.int64]
    target: NDArray[np.int32]
    code: NDArray[np.uint16]


def pays(moves: Moves, links_a_sweep: float = LINKS_A_SWEEP) -> bool:
    """Whether there are moves, writing them down makes products faster, and there is room."""
    links, swept = _costs(moves)
    return 0 < links <= min(MOST_LINKS, links_a_sweep * swept)


@lately
def _costs(moves: Moves) -> tuple[int, float]:
    """Count the links, and the rows and bits that would be swept; no links where bits are too many."""
    links, swept = 0, 0.0
    for a, count in enumerate(moves.group_count):
        width = int(np.bitwise_or.reduce(moves.bits[a], initial=0)).bit_length()
        if width > MOST_BITS:
            return 0, 0.0
        if width:
            size = np.diff(moves.group_start[a, : count + 1]).astype(np.int64)
            links += int((size**2).sum())
            swept += float(np.minimum((width + 4.0) * 2.0**width, BLOCK_COST * size**2).sum())
    return links, swept


def make_links(moves: Moves, game: Game, seats: NDArray[np.int64]) -> Links:
    """Write the moves down, and make room for chances, values and products.

    Parameters
    ----------
    moves : Moves
    game : Game
    seats : int64[L]
        Actors whose values are unknown.
    """
    return _room(game, np.asarray(seats, dtype=np.int64), listed(moves))


@lately
def listed(moves: Moves) -> Listed:
    """Write the moves down."""
    states = moves.bits.shape[1]
    used = np.bitwise_or.reduce(moves.bits, axis=1)
    mover = np.flatnonzero(used).astype(np.int64)
    start = np.zeros(len(mover) * states + 1, dtype=np.int64)
    state = np.zeros((len(mover), states), dtype=np.int32)
    nothing = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.uint16)
    list_links(moves, mover, state, start, *nothing)
    target, code = np.zeros(start[-1], dtype=np.int32), np.zeros(start[-1], dtype=np.uint16)
    if start[-1]:
        list_links(moves, mover, state, start, target, code)
    return Listed(mover, state, start, target, code)


def no_links(game: Game) -> Links:
    """Return links of a game whose moves are not written down."""
    none = np.zeros(0, dtype=np.int64)
    nothing = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.uint16)
    nowhere = np.zeros((0, 0), dtype=np.int32)
    return _room(game, none, Listed(none, nowhere, np.zeros(1, dtype=np.int64), *nothing))


def _room(game: Game, seats: NDArray[np.int64], moves: Listed) -> Links:
    mover, state, start, target, code = moves
    (movers, states), count = state.shape, len(seats)
    seat = np.full(len(game.tempo), -1, dtype=np.int64)
    seat[seats] = np.arange(count)
    shape = (max(1, -(-count // LANES)), states, LANES)
    width = shape[0] * LANES
    return Links(
        mover=mover,
        seat=seat[mover],
        seats=seats,
        state=state,
        start=start,
        target=target,
        code=code,
        pull=np.zeros(len(target), dtype=np.float32),
        share=np.zeros((movers, states), dtype=np.float32),
        chosen_by=np.zeros((movers, states)),
        weight=np.zeros((movers, states)),
        cost=np.zeros((movers, 2, 256)),
        factor=np.zeros((movers, 2, 256)),
        part=np.zeros(int(np.diff(start).max(initial=1))),
        value=zero_rows(shape, np.float32),
        trial=zero_rows(shape, np.float32),
        result=zero_rows(shape, np.float32),
        answer=zero_rows((movers, *shape), np.float32),
        centre=np.zeros(width),
        inverse=zero_rows((states, count, width), np.float32),
        stay=np.zeros((movers, states), dtype=np.float32),
        square=np.zeros((count, count, LANES), dtype=np.float32),
    )
