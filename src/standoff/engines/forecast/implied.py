"""Room for the choice rules of all actors, with which moves are implied by the encoding."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standoff.engines.forecast.lately import lately
from standoff.kernels.choice import CUBE_ROWS, Rules, code_blocks, plan
from standoff.kernels.lanes import LANES
from standoff.kernels.layout import Game, Moves

Floats = NDArray[np.float64]

BLOCK_ENTRIES = 2**24
"""Largest number of pairs whose effort is written down."""

BLOCK_COST, PAIR_COST = 1.25, 20.0
"""Measured cost of one entry of a block, and of one pair that is not written down, against one row
and bit of a cube."""


class Frame(NamedTuple):
    """The part of `Rules` that hangs on the moves alone; not to be changed."""

    width: NDArray[np.int64]
    layers: NDArray[np.int32]
    layer: NDArray[np.int32]
    closed: NDArray[np.uint64]
    block_start: NDArray[np.int64]
    block: Floats
    block_code: NDArray[np.uint16]


@lately
def frame_of(moves: Moves) -> Frame:
    """Choose how the groups of all actors are worked."""
    actors, states = moves.bits.shape
    groups = moves.group_start.shape[1] - 1
    used = [int(np.bitwise_or.reduce(moves.bits[a], initial=0)) for a in range(actors)]
    width = np.array([mask.bit_length() for mask in used], dtype=np.int64)
    layers = np.zeros((actors, groups), dtype=np.int32)
    layer = np.zeros((actors, states), dtype=np.int32)
    closed = np.zeros((actors, groups), dtype=np.uint64)
    plan(moves, width, layers, layer, closed)
    block_start, block = _make_blocks(moves, width, layers)
    block_code = np.empty(block.size, dtype=np.uint16)
    code_blocks(moves, width, block_start, block_code)
    return Frame(width, layers, layer, closed, block_start, block, block_code)


def make_rules(moves: Moves, game: Game) -> Rules:
    """Make room for the rules of all actors; nobody moves until values are adopted.

    Parameters
    ----------
    moves : Moves
    game : Game

    Returns
    -------
    Rules
    """
    actors, states = moves.bits.shape
    bits = game.effort.shape[1]
    frame = frame_of(moves)
    return Rules(
        score=np.zeros((actors, states)),
        weight=np.ones((actors, states)),
        share=np.ones((actors, states)),
        total=np.zeros((actors, states)),
        lost=np.zeros(actors, dtype=np.int64),
        cost=np.zeros((actors, bits)),
        up=np.zeros((actors, bits)),
        down=np.zeros((actors, bits)),
        table=np.zeros((actors, max(1, -(-bits // 8)), 256)),
        width=frame.width,
        layers=frame.layers,
        layer=frame.layer,
        closed=frame.closed,
        block_start=frame.block_start,
        block=frame.block.copy(),
        block_code=frame.block_code,
        tempo=game.tempo,
        chance_to=game.chance_to,
        chance_rate=game.chance_rate,
    )


def _make_blocks(
    moves: Moves, width: NDArray[np.int64], layers: NDArray[np.int32]
) -> tuple[NDArray[np.int64], Floats]:
    """Choose how each group is worked; make room for blocks while it lasts.

    Sets `layers` to 0 in groups that are not worked on a cube.
    """
    start = np.full(layers.shape, -1, dtype=np.int64)
    place, stays = 0, []
    for a, count in enumerate(moves.group_count):
        size = np.diff(moves.group_start[a, : count + 1]).astype(np.int64)
        cube = layers[a, :count] * (width[a] + 4.0) * 2.0 ** width[a]
        pairs = np.where(BLOCK_COST * size**2 <= cube, size**2, 0)
        ends = place + np.cumsum(pairs)
        fits = (pairs > 0) & (ends <= BLOCK_ENTRIES)
        start[a, :count][fits] = (ends - pairs)[fits]
        layers[a, :count][fits | (PAIR_COST * size**2 <= cube)] = 0
        place = int(ends[fits].max(initial=place))
        kept, first = size[fits], start[a, :count][fits]
        row = np.arange(kept.sum()) - np.repeat(np.cumsum(kept) - kept, kept)
        stays.append(np.repeat(first, kept) + row * np.repeat(kept + 1, kept))
    block = np.zeros(place)
    block[np.concatenate(stays)] = 1.0
    return start, block


def make_cube(moves: Moves, rules: Rules) -> Floats:
    """Make the scratch array of `standoff.kernels.policy.spread`."""
    groups = moves.group_start
    largest = int(np.diff(groups)[rules.block_start >= 0].max(initial=0))
    rows = max(CUBE_ROWS, largest + 1)
    for a, width in enumerate(rules.width):
        if rules.layers[a, : moves.group_count[a]].any():
            rows = max(rows, 1 << int(width))
    return np.zeros(LANES * rows)


def no_rules(game: Game) -> Rules:
    """Return rules of nobody, for where moves are written down."""
    none = np.zeros((0, 0))
    marks, places = np.zeros((0, 0), dtype=np.int32), np.zeros((0, 0), dtype=np.int64)
    return Rules(
        score=none,
        weight=none,
        share=none,
        total=none,
        lost=np.zeros(0, dtype=np.int64),
        cost=none,
        up=none,
        down=none,
        table=np.zeros((0, 1, 256)),
        width=np.zeros(0, dtype=np.int64),
        layers=marks,
        layer=marks,
        closed=np.zeros((0, 0), dtype=np.uint64),
        block_start=places,
        block=np.zeros(0),
        block_code=np.zeros(0, dtype=np.uint16),
        tempo=game.tempo,
        chance_to=game.chance_to,
        chance_rate=game.chance_rate,
    )
