"""The logit choice rule of every actor, held as two vectors an actor instead of a matrix.

At a decision opportunity actor ``a`` in state ``i`` takes the legal move to ``j`` with probability

    P_a[i, j] = E[i, j] * exp(score_a[j]) / sum_k E[i, k] * exp(score_a[k]),

``score = precision * Q`` and ``E[i, j] = exp(-precision * effort of the changed bits)``; staying
is the term ``j = i`` with ``E = 1``, so that its weight relative to itself is 1. Inside a group the
scores are shifted by their maximum, which leaves ``P`` as it is, and

    P_a = diag(share) E diag(weight),   weight = exp(score - max),   share = 1 / (E weight).

``E`` depends on bits only, so `policy.spread` applies it without ever writing it down. Where a
denominator is too small to be held (all that a state can reach lies hundreds of logits below
the best of its group), the row is *lost*: its share is set to 0 and it is treated on its own, by a
log-sum-exp over its legal moves.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standoff.kernels.layout import Game, Moves

FLOOR = 1e-280
"""A denominator below this is recomputed on its own; smaller numbers lose digits."""

CUBE_ROWS = 128
"""Rows worked at a time where a cube is smaller: long loops, and still in the cache."""


CODED_BITS = 15

CLOSED = 0xFFFF
"""Code of a move that is not legal."""


class Rules(NamedTuple):
    """What all actors do in every state, for A actors, N states, at most G groups and B bits.

    Attributes
    ----------
    score, weight, share : float64[A, N]
        As in the module's text; `share` is 0 in a lost row.
    total : float64[A, N]
        Log of the denominator without any shift; set in lost rows only.
    lost : int64[A]
        Number of lost rows.
    cost : float64[A, B]
        Precision times effort of each bit; infinite where a change is to be left out.
    up, down : float64[A, B]
        Factor of raising and of lowering each bit; 0 where it is never legal.
    table : float64[A, ceil(B / 8), 256]
        Product of the factors of the changed bits, byte by byte of the changed bits.
    width : int64[A]
        Number of bits that the actor owns.
    layers : int32[A, G]
        Number of layers of each group, see `plan`; 0 where its block is written down or it is
        worked pair by pair.
    layer : int32[A, N]
        Layer of each state in its group.
    closed : uint64[A, G]
        Bits closed to raising in layer 0.
    block_start : int64[A, G]
        Where the block of a group begins, -1 where it is not written down.
    block : float64[M]
        Blocks ``E[i, j]`` of such groups, row by row in the order of their members; 0 where the
        move is not legal, 1 where it is to stay.
    block_code : uint16[M]
        Bits that each entry of the blocks changes; `CLOSED` where the move is not legal. Only for
        actors that own at most `CODED_BITS` bits.
    tempo : float64[A]
        Decision opportunities a month.
    chance_to : int32[C, N]
        State reached by each flip, -1 where there is none.
    chance_rate : float64[C, N]
        Its rate a month; 0 where there is none.
    """

    score: NDArray[np.float64]
    weight: NDArray[np.float64]
    share: NDArray[np.float64]
    total: NDArray[np.float64]
    lost: NDArray[np.int64]
    cost: NDArray[np.float64]
    up: NDArray[np.float64]
    down: NDArray[np.float64]
    table: NDArray[np.float64]
    width: NDArray[np.int64]
    layers: NDArray[np.int32]
    layer: NDArray[np.int32]
    closed: NDArray[np.uint64]
    block_start: NDArray[np.int64]
    block: NDArray[np.float64]
    block_code: NDArray[np.uint16]
    tempo: NDArray[np.float64]
    chance_to: NDArray[np.int32]
    chance_rate: NDArray[np.float64]


@njit(cache=True, nogil=True)
def plan(moves: Moves, width, layers, layer, closed):
    """Sort the states of each group into layers.

    A move may not raise a bit into a target where its needs fail. Targets that can share one
    mask of bits closed to raising form a layer; nearly always one layer is enough.

    Parameters
    ----------
    moves : Moves
    width : int64[A]
        Bits that each actor owns.
    layers : int32[A, G]
        Out: number of layers of each group.
    layer : int32[A, N]
        Out.
    closed : uint64[A, G]
        Out: the mask of layer 0.
    """
    for a in range(width.size):
        bits, satisfied, depth = moves.bits[a], moves.satisfied[a], layer[a]
        for s in range(depth.size):
            depth[s] = -1
        for g in range(moves.group_count[a]):
            members = moves.members[a, moves.group_start[a, g] : moves.group_start[a, g + 1]]
            count = 0
            for lead in members:
                if depth[lead] >= 0:
                    continue
                mask = known = np.uint64(0)
                for t in members:
                    shut = bits[t] & ~satisfied[t]
                    if depth[t] < 0 and (shut ^ mask) & bits[t] & known == np.uint64(0):
                        depth[t] = count
                        mask |= shut
                        known |= bits[t]
                if count == 0:
                    closed[a, g] = mask
                count += 1
            layers[a, g] = count


@njit(cache=True, nogil=True)
def price(moves: Moves, game: Game, rules: Rules, a, precision):
    """Set `cost`, `up`, `down`, `table` and `block` of actor `a` at a precision."""
    for byte in range(rules.table.shape[1]):
        for changed in range(256):
            rules.table[a, byte, changed] = 1.0
    for bit in range(rules.width[a]):
        cost = precision * game.effort[a, bit]
        factor = np.exp(-cost)
        mask = np.uint64(1) << np.uint64(bit)
        rules.cost[a, bit] = cost
        rules.up[a, bit] = factor if moves.down_only[a] & mask == np.uint64(0) else 0.0
        rules.down[a, bit] = factor if moves.up_only[a] & mask == np.uint64(0) else 0.0
        for changed in range(256):
            if (changed >> (bit % 8)) & 1:
                rules.table[a, bit // 8, changed] *= factor
    price_blocks(moves, rules, a)


@njit(cache=True, nogil=True)
def price_blocks(moves: Moves, rules: Rules, a):
    """Fill the blocks of actor `a` from the table of factors."""
    coded = rules.width[a] <= CODED_BITS
    low, high = rules.table[a, 0], rules.table[a, min(1, rules.table.shape[1] - 1)]
    for g in range(moves.group_count[a]):
        if rules.block_start[a, g] < 0:
            continue
        at = np.uint64(rules.block_start[a, g])
        members = moves.members[a, moves.group_start[a, g] : moves.group_start[a, g + 1]]
        if coded:
            for entry in range(at, at + np.uint64(members.size * members.size)):
                code = np.uint64(rules.block_code[entry])
                factor = low[code & np.uint64(255)]
                if code == np.uint64(CLOSED):
                    factor = 0.0
                elif code > np.uint64(255):
                    factor *= high[code >> np.uint64(8)]
                rules.block[entry] = factor
            continue
        for s in members:
            for t in members:
                rules.block[at] = 0.0
                if s == t or moves.clique[a] or legal(moves, a, s, t):
                    rules.block[at] = factor_of(rules, a, moves.bits[a, s] ^ moves.bits[a, t])
                at += np.uint64(1)


@njit(cache=True, nogil=True)
def code_blocks(moves: Moves, width, block_start, block_code):
    """Write down what each entry of the blocks changes; see `Rules.block_code`."""
    for a in range(width.size):
        if width[a] > CODED_BITS:
            continue
        for g in range(moves.group_count[a]):
            at = block_start[a, g]
            if at < 0:
                continue
            members = moves.members[a, moves.group_start[a, g] : moves.group_start[a, g + 1]]
            for s in members:
                for t in members:
                    if s == t or moves.clique[a] or legal(moves, a, s, t):
                        block_code[at] = moves.bits[a, s] ^ moves.bits[a, t]
                    else:
                        block_code[at] = CLOSED
                    at += 1


@njit(cache=True, nogil=True)
def weigh(moves: Moves, rules: Rules, a, precision, value):
    """Set score and weight of actor `a` from its value of each state, and its share to 1."""
    score, weight, share = rules.score[a], rules.weight[a], rules.share[a]
    members, start = moves.members[a], moves.group_start[a]
    rules.lost[a] = 0
    for s in range(value.size):
        score[s] = precision * value[s]
        share[s] = 1.0
    for g in range(moves.group_count[a]):
        best = -np.inf
        for q in range(start[g], start[g + 1]):
            best = max(best, score[members[q]])
        for q in range(start[g], start[g + 1]):
            weight[members[q]] = score[members[q]] - best
    for s in range(value.size):
        weight[s] = np.exp(weight[s])


@njit(cache=True, nogil=True)
def legal(moves: Moves, a, s, t):
    """Tell whether the single move ``s -> t`` inside a group of actor `a` is legal."""
    here, there = moves.bits[a, s], moves.bits[a, t]
    forbidden = (here & ~there & moves.up_only[a]) | (
        there & ~here & (moves.down_only[a] | ~moves.satisfied[a, t])
    )
    return forbidden == np.uint64(0) and s != t


@njit(cache=True, nogil=True)
def cost_of(rules: Rules, a, changed):
    """Precision times effort of all changed bits."""
    cost = 0.0
    bit = 0
    while changed != np.uint64(0):
        if changed & np.uint64(1) != np.uint64(0):
            cost += rules.cost[a, bit]
        changed >>= np.uint64(1)
        bit += 1
    return cost


@njit(cache=True, nogil=True)
def factor_of(rules: Rules, a, changed):
    """Product of the factors of all changed bits."""
    factor = 1.0
    byte = 0
    while changed != np.uint64(0):
        factor *= rules.table[a, byte, changed & np.uint64(255)]
        changed >>= np.uint64(8)
        byte += 1
    return factor


@njit(cache=True, nogil=True)
def recover(moves: Moves, rules: Rules, a):
    """Mark the rows of actor `a` whose denominator is too small, and take its log directly.

    Expects the plain denominators' inverses in `share`; changes `share`, `total` and `lost`.
    """
    score, bits = rules.score[a], moves.bits[a]
    for s in range(np.uint64(score.size)):
        if rules.share[a, s] <= 1.0 / FLOOR:
            continue
        rules.share[a, s] = 0.0
        rules.lost[a] += 1
        g = moves.group[a, s]
        best, total = score[s], 1.0
        for q in range(moves.group_start[a, g], moves.group_start[a, g + 1]):
            t = np.uint64(moves.members[a, q])
            if not legal(moves, a, s, t):
                continue
            gain = score[t] - cost_of(rules, a, bits[s] ^ bits[t])
            if gain > best:
                total *= np.exp(best - gain)
                best = gain
            total += np.exp(gain - best)
        rules.total[a, s] = best + np.log(total)
