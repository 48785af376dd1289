"""Products with the policies and with the generator, without storing a matrix.

With the policies ``P_a`` of `choice`, the generator of the jump process is

    G = sum over actors of tempo_a * (P_a - I) + chance flips.

``E`` is a product over bits: a bit that is raised contributes ``up``, one that is lowered ``down``,
one that stays 1. On the cube of all ``2**B`` bit patterns it is therefore applied in B sweeps
over pairs of patterns, like a fast Walsh-Hadamard transform; patterns that are no state hold 0. A
move may not raise a bit whose needs fail in its target, so the sweeps are made once for each layer
of targets (nearly always one, see `choice.plan`). Groups that fill little of their cube are worked
pair by pair.

Eight vectors go side by side, so that a state's row is one vector of the machine (`lanes`). Small
groups are worked many at a time.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standoff.kernels.choice import CUBE_ROWS, Rules, cost_of, factor_of, legal
from standoff.kernels.lanes import LANES, add_scaled, load_row, row_of, scaled, store_row
from standoff.kernels.layout import Moves

ROW = np.uint64(LANES)


class Lean(NamedTuple):
    """How a policy leans when its actor's values change, for products in a direction.

    With ``spare >= -1`` the product is taken with ``V + lead * value`` instead of V, and its
    mean shift times ``answer`` is taken away: the derivative of ``P(Q) Q`` in direction V.

    Attributes
    ----------
    value, answer : float64[N, 8]
        Q and ``P Q``, with ones in the spare lane.
    lead : float64[N]
        Precision times the direction of the actor's own value.
    mean : float64[N]
        ``P lead``; added to when the panel has the spare lane, read otherwise.
    spare : int
        The spare lane; -1 in panels without one; `PLAIN` for a plain product.
    """

    value: NDArray[np.float64]
    answer: NDArray[np.float64]
    lead: NDArray[np.float64]
    mean: NDArray[np.float64]
    spare: int


PLAIN = -2


class Block(NamedTuple):
    """Neighbouring groups of an actor that are worked on one cube.

    Attributes
    ----------
    actor : int
    first, last : int
        Groups ``first <= g < last``.
    layer : int
        Only states of this layer, or -1 for all.
    """

    actor: int
    first: int
    last: int
    layer: int


@njit(inline="always")
def load(moves: Moves, rules: Rules, block: Block, scale, V, lean: Lean, cube):
    """Write scaled rows of V into the cube."""
    a, first = block.actor, np.uint64(block.first)
    members, bits, group = moves.members[a], moves.bits[a], moves.group[a]
    layer, wanted = rules.layer[a], block.layer
    value, lead, leaning = lean.value, lean.lead, lean.spare > PLAIN
    length = ROW * np.uint64(block.last - block.first)
    for q in range(moves.group_start[a, block.first], moves.group_start[a, block.last]):
        s = np.uint64(members[q])
        if wanted >= 0 and layer[s] != wanted:
            continue
        row = load_row(V, s * ROW)
        if leaning:
            row = add_scaled(row, lead[s], load_row(value, s * ROW))
        at = bits[s] * length + (np.uint64(group[s]) - first) * ROW
        store_row(cube, at, scaled(scale[s], row))


@njit(inline="always")
def store(moves: Moves, rules: Rules, block: Block, scale, rate, W, lean: Lean, cube):
    """Add scaled rows of the cube to W; the counterpart of `load`."""
    a, first = block.actor, np.uint64(block.first)
    members, bits, group = moves.members[a], moves.bits[a], moves.group[a]
    layer, wanted = rules.layer[a], block.layer
    answer, mean, spare = lean.answer, lean.mean, lean.spare
    length = ROW * np.uint64(block.last - block.first)
    for q in range(moves.group_start[a, block.first], moves.group_start[a, block.last]):
        s = np.uint64(members[q])
        if wanted >= 0 and layer[s] != wanted:
            continue
        at = bits[s] * length + (np.uint64(group[s]) - first) * ROW
        row = add_scaled(load_row(W, s * ROW), rate * scale[s], load_row(cube, at))
        if spare >= 0:
            shift = scale[s] * cube[at + np.uint64(spare)]
            mean[s] += shift
            row = add_scaled(row, -rate * shift, load_row(answer, s * ROW))
        store_row(W, s * ROW, row)


@njit(inline="always")
def sweep(cube, width, length, up, down, closed, transposed):
    """Apply ``E`` (or its transpose) to a cube of ``2**width`` rows of `length` numbers, in place."""
    length = np.uint64(length)
    size = length << np.uint64(width)
    for bit in range(width):
        half = length << np.uint64(bit)
        rise, fall = up[bit], down[bit]
        if (closed >> np.uint64(bit)) & np.uint64(1) != np.uint64(0):
            rise = 0.0
        if transposed:
            rise, fall = fall, rise
        base = np.uint64(0)
        while base < size:
            for low in range(base, base + half, ROW):
                x, y = load_row(cube, low), load_row(cube, low + half)
                store_row(cube, low, add_scaled(x, rise, y))
                store_row(cube, low + half, add_scaled(y, fall, x))
            base += half + half


@njit(cache=True, nogil=True)
def spread(moves: Moves, rules: Rules, a, transposed, rate, V, W, cube, lean: Lean):
    """Add ``rate * P_a @ V`` to W, or ``rate * P_a.T @ V``.

    Parameters
    ----------
    moves : Moves
    rules : Rules
    a : int
        Actor.
    transposed : bool
        False for values (``P @ V``), True for distributions (``V @ P``).
    rate : float
    V, W : float64[N, 8]
        Input and, added to, output.
    cube : float64[M]
        Scratch, see `scratch_size`.
    lean : Lean
    """
    before, after = rules.weight[a], rules.share[a]
    if transposed:
        before, after = after, before
    start, layers, closed = moves.group_start[a], rules.layers[a], rules.closed[a]
    width, up, down = rules.width[a], rules.up[a], rules.down[a]
    groups = moves.group_count[a]
    batch = max(1, CUBE_ROWS >> width)
    g = np.int64(0)
    while g < groups:
        first = g
        g += 1
        if rules.block_start[a, first] >= 0:
            while g < groups and rules.block_start[a, g] >= 0:
                g += 1
            spread_blocks(moves, rules, Block(a, first, g, -1), transposed, rate, V, W, cube, lean)
        elif layers[first] == 0:
            spread_pairs(moves, rules, a, first, transposed, rate, V, W, lean)
        else:
            alone = layers[first] > 1
            while not alone and g < groups and g - first < batch:
                if layers[g] != 1 or closed[g] != closed[first]:
                    break
                g += 1
            for depth in range(layers[first]):
                mask, only = closed[first], -1
                if alone:
                    mask, only = layer_mask(moves, rules, a, first, depth), depth
                if alone or start[g] - start[first] < (g - first) << width:
                    clear(cube, (LANES * (g - first)) << width)
                source = Block(a, first, g, -1 if transposed else only)
                target = Block(a, first, g, only if transposed else -1)
                load(moves, rules, source, before, V, lean, cube)
                sweep(cube, width, LANES * (g - first), up, down, mask, transposed)
                store(moves, rules, target, after, rate, W, lean, cube)
    if rules.lost[a] > 0:
        spread_lost(moves, rules, a, transposed, rate, V, W, lean)
    if lean.spare == -1:
        answer, mean = lean.answer, lean.mean
        for s in range(np.uint64(V.shape[0])):
            row = add_scaled(load_row(W, s * ROW), -rate * mean[s], load_row(answer, s * ROW))
            store_row(W, s * ROW, row)


@njit(cache=True, nogil=True)
def clear(cube, size):
    """Set the first numbers of the cube to 0."""
    for k in range(size):
        cube[k] = 0.0


@njit(cache=True, nogil=True)
def layer_mask(moves: Moves, rules: Rules, a, g, depth):
    """Bits closed to raising in one layer of a group."""
    shut = np.uint64(0)
    for q in range(moves.group_start[a, g], moves.group_start[a, g + 1]):
        s = moves.members[a, q]
        if rules.layer[a, s] == depth:
            shut |= moves.bits[a, s] & ~moves.satisfied[a, s]
    return shut


@njit(inline="always")
def transfer(chance, rate, source, target, V, W, value, lead, answer, mean, spare):
    """Add one pair's part: `load`, `sweep` and `store` for a single entry of the policy."""
    part = load_row(V, source * ROW)
    shift = 0.0
    if spare > PLAIN:
        part = add_scaled(part, lead[source], load_row(value, source * ROW))
    if spare >= 0:
        shift = chance * (V[source, spare] + lead[source])
        mean[target] += shift
    row = add_scaled(load_row(W, target * ROW), rate * chance, part)
    if spare >= 0:
        row = add_scaled(row, -rate * shift, load_row(answer, target * ROW))
    store_row(W, target * ROW, row)


@njit(cache=True, nogil=True)
def spread_blocks(
    moves: Moves, rules: Rules, block: Block, transposed, rate, V, W, cube, lean: Lean
):
    """`spread` for groups whose blocks are written down: small dense products."""
    a, members, start = block.actor, moves.members[block.actor], moves.group_start[block.actor]
    before, after = rules.weight[a], rules.share[a]
    if transposed:
        before, after = after, before
    value, lead, answer, mean, spare = lean.value, lean.lead, lean.answer, lean.mean, lean.spare
    entry = rules.block
    for g in range(block.first, block.last):
        begin, size = np.uint64(start[g]), np.uint64(start[g + 1] - start[g])
        across, down, end = np.uint64(1), size, size * ROW
        if transposed:
            across, down = down, across
        for j in range(size):
            t = np.uint64(members[begin + j])
            row = load_row(V, t * ROW)
            if spare > PLAIN:
                row = add_scaled(row, lead[t], load_row(value, t * ROW))
            store_row(cube, j * ROW, scaled(before[t], row))
        for i in range(size):
            s = np.uint64(members[begin + i])
            at = np.uint64(rules.block_start[a, g]) + i * down
            # Two sums, because each addition to one waits for the one before.
            even, odd = row_of(0.0), row_of(0.0)
            for j in range(size >> np.uint64(1)):
                even = add_scaled(even, entry[at], load_row(cube, (j + j) * ROW))
                odd = add_scaled(odd, entry[at + across], load_row(cube, (j + j) * ROW + ROW))
                at += across + across
            if size & np.uint64(1):
                even = add_scaled(even, entry[at], load_row(cube, end - ROW))
            total = add_scaled(even, 1.0, odd)
            row = add_scaled(load_row(W, s * ROW), rate * after[s], total)
            if spare >= 0:
                store_row(cube, end, total)
                shift = after[s] * cube[end + np.uint64(spare)]
                mean[s] += shift
                row = add_scaled(row, -rate * shift, load_row(answer, s * ROW))
            store_row(W, s * ROW, row)


@njit(cache=True, nogil=True)
def spread_pairs(moves: Moves, rules: Rules, a, g, transposed, rate, V, W, lean: Lean):
    """`spread` for a group that fills little of its cube and whose block is not written down."""
    members, bits, free = moves.members[a], moves.bits[a], moves.clique[a]
    weight, share = rules.weight[a], rules.share[a]
    value, lead, spare = lean.value, lean.lead, lean.spare
    answer, mean = lean.answer, lean.mean
    first, last = moves.group_start[a, g], moves.group_start[a, g + 1]
    for i in range(first, last):
        for j in range(first, last):
            s, t = np.uint64(members[i]), np.uint64(members[j])
            if free or i == j or legal(moves, a, s, t):
                chance = share[s] * weight[t] * factor_of(rules, a, bits[s] ^ bits[t])
                source, target = (s, t) if transposed else (t, s)
                transfer(chance, rate, source, target, V, W, value, lead, answer, mean, spare)


@njit(cache=True, nogil=True)
def spread_lost(moves: Moves, rules: Rules, a, transposed, rate, V, W, lean: Lean):
    """`spread` for the rows whose denominator had to be taken in logs."""
    score, bits, members = rules.score[a], moves.bits[a], moves.members[a]
    value, lead, spare = lean.value, lean.lead, lean.spare
    answer, mean = lean.answer, lean.mean
    for s in range(np.uint64(score.size)):
        if rules.share[a, s] != 0.0:
            continue
        g = moves.group[a, s]
        for q in range(moves.group_start[a, g], moves.group_start[a, g + 1]):
            t = np.uint64(members[q])
            if s == t or legal(moves, a, s, t):
                cost = cost_of(rules, a, bits[s] ^ bits[t])
                chance = np.exp(score[t] - cost - rules.total[a, s])
                source, target = (s, t) if transposed else (t, s)
                transfer(chance, rate, source, target, V, W, value, lead, answer, mean, spare)


@njit(cache=True, nogil=True)
def flip(rules: Rules, transposed, rate, V, W):
    """Add ``rate * C @ V`` to W, or ``rate * C.T @ V``; C is the generator of the chance flips."""
    for c in range(rules.chance_to.shape[0]):
        for s in range(np.uint64(V.shape[0])):
            speed = rate * rules.chance_rate[c, s]
            if speed == 0.0:
                continue
            t = np.uint64(rules.chance_to[c, s])
            here = load_row(V, s * ROW)
            left = add_scaled(load_row(W, s * ROW), -speed, here)
            if transposed:
                store_row(W, s * ROW, left)
                store_row(W, t * ROW, add_scaled(load_row(W, t * ROW), speed, here))
            else:
                store_row(W, s * ROW, add_scaled(left, speed, load_row(V, t * ROW)))
