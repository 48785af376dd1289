"""What each actor reaches by moves of its own in a row, held in near-linear space.

``R_a(s)`` is the transitive closure of the single moves of actor ``a``. Inside a group, write
``required[t] = bits[t] & (down_only | ~satisfied[t])`` for what must already be on before a move
into ``t``. The single move ``s -> t`` is then legal exactly when

* ``required[t]`` is contained in ``bits[s]``, and
* ``bits[s] & up_only`` is contained in ``bits[t]``.

So a state counts only through the bits that some rule of its group looks at, and states that agree
on those and on ``required`` reach each other in one move: they form a *class*. Closing the few
classes of a group under composition, and merging classes that reach each other, leaves *blocks*.
All states of a block reach one another, and ``t`` is in ``R_a(s)`` (or ``t == s``) exactly when
the block of ``s`` reaches the block of ``t``. A clique actor has one block a group and nothing to
store.
"""

from functools import partial
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standoff.kernels.layout import Moves
from standoff.kernels.threads import in_threads

ONE = np.uint64(1)
NONE = np.uint64(0)


class Reach(NamedTuple):
    """The closure of every actor's own moves, for A actors, N states, at most B blocks an actor.

    Attributes
    ----------
    block : int32[A, N]
        Block of each state, numbered from 0; the blocks of a group are consecutive.
    start : int32[A, B + 1]
        ``order[a, start[a, b] : start[a, b + 1]]`` are the states of block ``b``; entries past
        ``count[a]`` repeat N.
    count : int64[A]
        Number of blocks of each actor.
    first, last : int32[A, B]
        Blocks ``first <= b < last`` are those of the same group.
    row : int64[A, B]
        Where in `masks` the block's row begins, -1 where it is alone in its group.
    masks : uint64[M]
        A row has one bit for each block of the group: set where that block reaches this one.
    order : int32[A, N]
        States by block, and inside a block by ascending rank of that actor.
    """

    block: NDArray[np.int32]
    start: NDArray[np.int32]
    count: NDArray[np.int64]  # type: ignore[assignment]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    row: NDArray[np.int64]
    masks: NDArray[np.uint64]
    order: NDArray[np.int32]


@njit(cache=True)
def close_group(sources, required, up_only, prerequisites, rows):
    """Find the classes that reach each class of one group.

    Parameters
    ----------
    sources, required : uint64[K]
        Bits that rules look at, and bits that must be on before moving in, of each class.
    up_only : uint64
        Bits that cannot be lowered.
    prerequisites : uint64
        Bits whose needs are unmet somewhere; only then can two moves lead where one cannot.
    rows : uint64[K, W]
        Out: bit ``c`` of row ``b`` is set where class ``c`` reaches class ``b``.
    """
    count = sources.size
    for b in range(count):
        rows[b, :] = NONE
        for c in range(count):
            opened = (required[b] & ~sources[c]) == NONE
            if opened and (sources[c] & up_only & ~sources[b]) == NONE:
                rows[b, c >> 6] |= ONE << np.uint64(c & 63)
    if prerequisites != NONE:
        for k in range(count):
            word, bit = k >> 6, ONE << np.uint64(k & 63)
            for b in range(count):
                if rows[b, word] & bit:
                    for w in range(rows.shape[1]):
                        rows[b, w] |= rows[k, w]


@njit(cache=True)
def merge_classes(rows, merged):
    """Give classes that reach each other one number, in order of appearance; returns how many."""
    count, blocks = rows.shape[0], 0
    for b in range(count):
        merged[b] = -1
        for c in range(b):
            there = rows[b, c >> 6] >> np.uint64(c & 63) & ONE
            if there and rows[c, b >> 6] >> np.uint64(b & 63) & ONE:
                merged[b] = merged[c]
                break
        if merged[b] < 0:
            merged[b] = blocks
            blocks += 1
    return blocks


@njit(cache=True, nogil=True)
def classify(a, moves, members, sources, required, block):
    """Sort the members of a group into classes.

    Parameters
    ----------
    a : int
        The actor.
    moves : Moves
    members : int32[K]
        States of the group.
    sources, required : uint64[K]
        Out: bits that rules look at, and bits that must be on before moving in, of each class.
    block : int32[N]
        Out: class of each member.

    Returns
    -------
    tuple of int and uint64
        Number of classes, and the bits whose needs are unmet somewhere in the group.
    """
    looked_at, prerequisites = moves.up_only[a], NONE
    for s in members:
        bits, unmet = moves.bits[a, s], ~moves.satisfied[a, s]
        looked_at |= bits & (moves.down_only[a] | unmet)
        prerequisites |= bits & unmet
    classes = 0
    for s in members:
        source = moves.bits[a, s] & looked_at
        needed = source & (moves.down_only[a] | ~moves.satisfied[a, s])
        c = 0
        while c < classes and (sources[c] != source or required[c] != needed):
            c += 1
        if c == classes:
            sources[c], required[c] = source, needed
            classes += 1
        block[s] = c
    return classes, prerequisites


@njit(cache=True, nogil=True)
def store_rows(rows, merged, first, blocks, used, spans, masks):
    """Write the spans and rows of the blocks that a group's classes were merged into.

    Parameters
    ----------
    rows : uint64[K, W]
        Closed rows of the classes.
    merged : int64[K]
        Block of each class inside the group, numbered in order of appearance.
    first, blocks : int
        First block of the group, and how many it has.
    used : int
        Words of `masks` that are taken.
    spans : int64[N, 3]
        Out, as in `find_blocks`.
    masks : uint64[M]
        Out, as far as the rows fit.

    Returns
    -------
    int
        Words of `masks` that are then taken.
    """
    words = (blocks + 63) >> 6
    seen = 0
    for b in range(rows.shape[0]):
        if merged[b] < seen:
            continue
        here = first + seen
        seen += 1
        spans[here, 0], spans[here, 1], spans[here, 2] = first, first + blocks, -1
        if blocks == 1:
            continue
        spans[here, 2] = used
        if used + words <= masks.size:
            masks[used : used + words] = NONE
            for c in range(rows.shape[0]):
                if rows[b, c >> 6] >> np.uint64(c & 63) & ONE:
                    masks[used + (merged[c] >> 6)] |= ONE << np.uint64(merged[c] & 63)
        used += words
    return used


@njit(cache=True, nogil=True)
def find_blocks(a, moves, largest, block, spans, masks):
    """Blocks of one constrained actor.

    Parameters
    ----------
    a : int
        The actor.
    moves : Moves
    largest : int
        Size of the actor's largest group.
    block : int32[N]
        Out: block of each state.
    spans : int64[N, 3]
        Out: first, last and row of each block, as in `Reach`.
    masks : uint64[M]
        Out: the rows, as far as they fit.

    Returns
    -------
    tuple of int
        Number of blocks, and of words that `masks` must have; call again when it has fewer.
    """
    sources = np.empty(largest, np.uint64)
    required = np.empty(largest, np.uint64)
    merged = np.empty(largest, np.int64)
    rows = np.empty((0, 0), np.uint64)
    blocks, used = 0, 0
    for g in range(moves.group_count[a]):
        members = moves.members[a, moves.group_start[a, g] : moves.group_start[a, g + 1]]
        classes, prerequisites = classify(a, moves, members, sources, required, block)
        words = (classes + 63) >> 6
        if rows.shape[0] < classes:
            rows = np.empty((classes, words), np.uint64)
        closed = rows[:classes, :words]
        close_group(sources[:classes], required[:classes], moves.up_only[a], prerequisites, closed)
        count = merge_classes(closed, merged)
        for s in members:
            block[s] = blocks + merged[block[s]]
        used = store_rows(closed, merged, blocks, count, used, spans, masks)
        blocks += count
    return blocks, used


@njit(cache=True, nogil=True)
def ascending(values, levels, out):
    """States by ascending value (a stable counting sort); values lie in ``0 .. levels - 1``."""
    place = np.zeros(levels + 1, np.int64)
    for s in range(values.size):
        place[values[s] + 1] += 1
    for v in range(levels):
        place[v + 1] += place[v]
    for s in range(values.size):
        out[place[values[s]]] = s
        place[values[s]] += 1


@njit(cache=True, nogil=True)
def order_blocks(block, rank, levels, start, out):
    """States by block and, inside a block, by ascending rank; fills `start` too."""
    n = block.size
    sorted_states = np.empty(n, np.int32)
    ascending(rank, levels, sorted_states)
    start[:] = 0
    for s in range(n):
        start[block[s] + 1] += 1
    for b in range(start.size - 1):
        start[b + 1] += start[b]
    place = start[:-1].copy()
    for s in sorted_states:
        out[place[block[s]]] = s
        place[block[s]] += 1


def dense_ranks(rank: NDArray[np.integer]) -> NDArray[np.int32]:
    """Preference ranks renumbered so that each actor's are ``0, 1, ..`` without gaps.

    Parameters
    ----------
    rank : int[A, N]
        Preference ranks, higher is better, ties are equal.

    Returns
    -------
    int32[A, N]
        Frozen.
    """
    dense = np.empty(rank.shape, np.int32)
    for a, values in enumerate(in_threads(_dense, rank)):
        dense[a] = values
    dense.flags.writeable = False
    return dense


def _dense(values: NDArray[np.integer]) -> NDArray[np.integer]:
    """One actor's ranks without gaps; a lookup table while the range is no wider than the data."""
    if not values.size:
        return values
    lowest, highest = int(values.min()), int(values.max())
    if highest - lowest > 4 * values.size:
        return np.unique(values, return_inverse=True)[1]
    shifted = values - lowest
    used = np.zeros(highest - lowest + 1, np.bool_)
    used[shifted] = True
    return (np.cumsum(used, dtype=np.int32) - 1)[shifted]


def build_reach(moves: Moves, rank: NDArray[np.int32]) -> Reach:
    """Close the moves of every actor.

    Parameters
    ----------
    moves : Moves
    rank : int32[A, N]
        Dense preference ranks (see `dense_ranks`).

    Returns
    -------
    Reach
        Frozen arrays.
    """
    actors, n = rank.shape
    found = in_threads(partial(_blocks_of, moves), range(actors))
    count = np.array([len(spans) for _, spans, _ in found], dtype=np.int64)
    widest = int(count.max(initial=0))
    block = np.empty((actors, n), np.int32)
    start = np.empty((actors, widest + 1), np.int32)
    order = np.empty((actors, n), np.int32)
    first = np.zeros((actors, widest), np.int32)
    last = np.zeros((actors, widest), np.int32)
    row = np.full((actors, widest), -1, np.int64)
    words = 0
    for a, (block_of, spans, masks) in enumerate(found):
        block[a] = block_of
        first[a, : count[a]], last[a, : count[a]] = spans[:, 0], spans[:, 1]
        row[a, : count[a]] = np.where(spans[:, 2] < 0, -1, spans[:, 2] + words)
        words += len(masks)
    levels = [int(rank[a].max(initial=0)) + 1 for a in range(actors)]
    in_threads(order_blocks, block, rank, levels, start, order)
    masks = np.concatenate([np.empty(0, np.uint64), *(masks for _, _, masks in found)])
    reach = Reach(block, start, count, first, last, row, masks, order)
    for array in reach:
        array.flags.writeable = False
    return reach


def _blocks_of(
    moves: Moves, a: int
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.uint64]]:
    """Block of each state, the spans and the rows of one actor's blocks."""
    groups = int(moves.group_count[a])
    if moves.clique[a]:
        alone = np.arange(groups, dtype=np.int64)
        spans = np.stack([alone, alone + 1, np.full(groups, -1)], axis=1)
        return moves.group[a], spans, np.empty(0, np.uint64)
    n = moves.group.shape[1]
    largest = int(np.diff(moves.group_start[a, : groups + 1]).max(initial=0))
    block = np.empty(n, np.int32)
    spans = np.empty((n, 3), np.int64)
    masks = np.empty(4 * n, np.uint64)
    blocks, words = find_blocks(a, moves, largest, block, spans, masks)
    if words > masks.size:
        masks = np.empty(words, np.uint64)
        blocks, words = find_blocks(a, moves, largest, block, spans, masks)
    return block, spans[:blocks], masks[:words].copy()
