"""Simultaneous sanctioning: opponents who move at the same time may spoil an improvement.

Actor ``i`` moves from ``s`` to ``s1`` while some opponents, at least one, make improvements of
their own from the same ``s``; the joint state takes each mover's options from that mover's target.
An improvement is
*spoilt* when some such joint state is feasible and no better for ``i`` than ``s``; ``s`` is stable
when every improvement is.

Which improvements count is set by `tempting`: actor ``a`` considers ``t`` from ``s`` when it
reaches ``t``, prefers it, and ``tempting[a, t] > rank[a, s]``. With ``tempting = rank`` this is
SIM; with what is left of each move after the others' best answer (see
`standoff.kernels.stability.judge`) only the unsanctioned improvements count, for all sides, which
gives Fraser and Hipel's status FH.

The joint states of one ``s`` are a product over opponents, so the cost can grow with the product of
their numbers of improvements; each actor stops as soon as its verdict is known.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standoff.kernels.layout import Moves
from standoff.kernels.reach import NONE, ONE


class Index(NamedTuple):
    """Finds a state by the options of all actors, for A actors and N states.

    Attributes
    ----------
    bits : uint64[A, N]
        Thermometer bits of each actor's options.
    part : uint64[A, N]
        A hash of each entry of `bits`, different for each actor.
    key : uint64[N]
        The exclusive or of a state's parts.
    slots : int32[S]
        Open hash table of states, -1 where empty; S is a power of two above N.
    """

    bits: NDArray[np.uint64]
    part: NDArray[np.uint64]
    key: NDArray[np.uint64]
    slots: NDArray[np.int32]


@njit(cache=True, nogil=True)
def fill_slots(bits, key, slots):
    """Enter all states in the table; returns False if two have the same options of all actors."""
    last = np.uint64(slots.size - 1)
    slots[:] = -1
    for s in range(key.size):
        place = key[s] & last
        while slots[place] >= 0:
            if key[slots[place]] == key[s]:
                other, same = slots[place], True
                for a in range(bits.shape[0]):
                    same &= bits[a, other] == bits[a, s]
                if same:
                    return False
            place = (place + ONE) & last
        slots[place] = s
    return True


def build_index(moves: Moves) -> Index:
    """Index the states by their options.

    Parameters
    ----------
    moves : Moves

    Returns
    -------
    Index
        Frozen arrays.

    Raises
    ------
    ValueError
        If two states have the same options of all actors (they differ in chance variables).
    """
    part = np.empty_like(moves.bits)
    for a, bits in enumerate(moves.bits):
        part[a] = _mixed(bits + np.uint64((2 * a + 1) * 0x9E3779B97F4A7C15 % 2**64))
    key = np.bitwise_xor.reduce(part, axis=0)
    slots = np.empty(1 << max(1, int(2 * len(key) - 1).bit_length()), np.int32)
    if not fill_slots(moves.bits, key, slots):
        raise ValueError("states that differ only in chance variables cannot be told apart")
    index = Index(moves.bits, part, key, slots)
    for array in index:
        array.flags.writeable = False
    return index


def _mixed(x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Scatter bits well (the finaliser of SplitMix64: Steele, Lea & Flood 2014)."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@njit(cache=True, nogil=True)
def list_targets(a, s, reach, rank, tempting, out):
    """Write what tempts actor `a` to move from `s`; returns how many."""
    count = 0
    own = reach.block[a, s]
    base = reach.first[a, own]
    p = own - base
    for b in range(base, reach.last[a, own]):
        row = reach.row[a, b]
        if row >= 0 and reach.masks[row + (p >> 6)] >> np.uint64(p & 63) & ONE == NONE:
            continue
        for place in range(reach.start[a, b + 1] - 1, reach.start[a, b] - 1, -1):
            t = reach.order[a, place]
            if rank[a, t] <= rank[a, s]:
                break
            if tempting[a, t] > rank[a, s]:
                out[count] = t
                count += 1
    return count


@njit(cache=True, nogil=True)
def find_state(index, key, chosen):
    """State with each actor's options taken from that actor's chosen state, or -1."""
    last = np.uint64(index.slots.size - 1)
    place = key & last
    while index.slots[place] >= 0:
        s = index.slots[place]
        if index.key[s] == key:
            same = True
            for a in range(chosen.size):
                same &= index.bits[a, s] == index.bits[a, chosen[a]]
            if same:
                return s
        place = (place + ONE) & last
    return -1


@njit(cache=True, nogil=True)
def judge_simultaneous(lowest, highest, limit, index, reach, rank, tempting, stable):
    """Mark the states ``lowest <= s < highest`` that are stable under simultaneous sanctioning.

    Parameters
    ----------
    lowest, highest : int
        Range of states to work on.
    limit : int
        Most joint states to look up.
    index : Index
    reach : Reach
    rank, tempting : int32[A, N]
    stable : bool[A, N]
        Out, that range only.

    Returns
    -------
    int
        Joint states looked up; more than `limit` when the work was given up.
    """
    actors = rank.shape[0]
    widest = 0
    for a in range(actors):
        for b in range(reach.count[a]):
            size = reach.start[a, reach.last[a, b]] - reach.start[a, reach.first[a, b]]
            widest = max(widest, size)
    targets = np.empty((actors, widest), np.int32)
    counts = np.empty(actors, np.int64)
    digit = np.empty(actors, np.int64)
    chosen = np.empty(actors, np.int32)
    open_moves = np.empty(widest, np.int32)
    looked = 0
    for s in range(lowest, highest):
        for a in range(actors):
            counts[a] = list_targets(a, s, reach, rank, tempting, targets[a])
        for i in range(actors):
            left = counts[i]
            open_moves[:left] = targets[i, :left]
            digit[:] = 0
            chosen[:] = s
            key = index.key[s] ^ index.part[i, s]
            while left > 0:
                # The next choice of the opponents, counting up with actor 0 fastest.
                a = 0
                while a < actors:
                    if a != i and counts[a] > 0:
                        key ^= index.part[a, chosen[a]]
                        digit[a] = digit[a] + 1 if digit[a] < counts[a] else 0
                        chosen[a] = targets[a, digit[a] - 1] if digit[a] > 0 else s
                        key ^= index.part[a, chosen[a]]
                        if digit[a] > 0:
                            break
                    a += 1
                if a == actors:
                    break
                looked += left
                if looked > limit:
                    return looked
                m = 0
                while m < left:
                    chosen[i] = open_moves[m]
                    joint = find_state(index, key ^ index.part[i, chosen[i]], chosen)
                    if joint >= 0 and rank[i, joint] <= rank[i, s]:
                        left -= 1
                        open_moves[m] = open_moves[left]
                    else:
                        m += 1
            stable[i, s] = left == 0
    return looked
