"""From the feasible states and who owns which variable to the move arrays of the kernels."""

import numpy as np
from numpy.typing import NDArray

from standoff.kernels.layout import Moves

BOTH, ON_ONLY, OFF_ONLY = 0, 1, 2
"""Directions an option may change in."""


def thermometer(levels: NDArray[np.uint8], counts: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Write level vectors as thermometer bits.

    Parameters
    ----------
    levels : uint8[N, K]
        Level of each of K options in each state.
    counts : int64[K]
        Number of levels of each option.

    Returns
    -------
    uint64[N]
        Option ``k`` owns ``counts[k] - 1`` bits, lowest option first.

    Raises
    ------
    ValueError
        If the options need more than 64 bits.
    """
    if int((counts - 1).sum()) > 64:
        raise ValueError("one actor's options need more than 64 level steps")
    bits = np.zeros(len(levels), dtype=np.uint64)
    shift = 0
    for k, count in enumerate(counts):
        filled = np.array([(1 << level) - 1 for level in range(count)], dtype=np.uint64)
        bits |= filled[levels[:, k]] << np.uint64(shift)
        shift += int(count) - 1
    return bits


def option_masks(counts: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Bits that each option owns, uint64[K], in the layout of `thermometer`."""
    masks, shift = [], 0
    for count in counts:
        masks.append(((1 << (int(count) - 1)) - 1) << shift)
        shift += int(count) - 1
    return np.array(masks, dtype=np.uint64)


def build_moves(
    levels: NDArray[np.uint8],
    counts: NDArray[np.int64],
    owner: NDArray[np.int64],
    direction: NDArray[np.int64],
    needs: dict[int, NDArray[np.bool_]],
    actors: int,
) -> Moves:
    """Build the move arrays.

    Parameters
    ----------
    levels : uint8[N, V]
        Feasible states, one row each, all different.
    counts : int64[V]
        Number of levels of each variable.
    owner : int64[V]
        Actor that owns each variable, -1 for chance.
    direction : int64[V]
        `BOTH`, `ON_ONLY` or `OFF_ONLY`.
    needs : dict of int to bool[N]
        For a variable with prerequisites, where they hold.
    actors : int
        Number of actors A; an actor may own no variable.

    Returns
    -------
    Moves
        Frozen arrays.
    """
    n, _ = levels.shape
    group = np.empty((actors, n), dtype=np.int32)
    members = np.empty((actors, n), dtype=np.int32)
    bits = np.zeros((actors, n), dtype=np.uint64)
    satisfied = np.full((actors, n), ~np.uint64(0), dtype=np.uint64)
    up_only = np.zeros(actors, dtype=np.uint64)
    down_only = np.zeros(actors, dtype=np.uint64)
    clique = np.ones(actors, dtype=np.bool_)
    starts = []
    for a in range(actors):
        own = np.flatnonzero(owner == a)
        group[a], members[a], start = _groups(levels, counts, owner != a)
        starts.append(start)
        bits[a] = thermometer(levels[:, own], counts[own])
        for variable, mask in zip(own, option_masks(counts[own]), strict=True):
            if direction[variable] == ON_ONLY:
                up_only[a] |= mask
            elif direction[variable] == OFF_ONLY:
                down_only[a] |= mask
            if int(variable) in needs:
                satisfied[a, ~needs[int(variable)]] &= ~mask
        free = satisfied[a] == ~np.uint64(0)
        clique[a] = up_only[a] == 0 and down_only[a] == 0 and bool(free.all())
    count = np.array([len(start) - 1 for start in starts], dtype=np.int64)
    group_start = np.full((actors, int(count.max(initial=0)) + 1), n, dtype=np.int32)
    for a, start in enumerate(starts):
        group_start[a, : len(start)] = start
    moves = Moves(group, group_start, count, members, bits, satisfied, up_only, down_only, clique)
    for array in moves:
        array.flags.writeable = False
    return moves


def _groups(
    levels: NDArray[np.uint8], counts: NDArray[np.int64], others: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Group of each state, states by group, and where each group starts."""
    n = len(levels)
    key = np.zeros(n, dtype=np.int64)
    stride = 1
    for variable in np.flatnonzero(others):
        if stride * int(counts[variable]) >= 2**62:
            key = np.unique(key, return_inverse=True)[1].astype(np.int64)
            stride = n
        key += stride * levels[:, variable].astype(np.int64)
        stride *= int(counts[variable])
    order = np.argsort(key, kind="stable")
    fresh = np.ones(n, dtype=np.bool_)
    fresh[1:] = key[order][1:] != key[order][:-1]
    group = np.empty(n, dtype=np.int32)
    group[order] = (np.cumsum(fresh) - 1).astype(np.int32)
    start = np.append(np.flatnonzero(fresh), n).astype(np.int32)
    return group, order.astype(np.int32), start
