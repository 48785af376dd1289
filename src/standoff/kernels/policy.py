"""Products with the policies and with the generator, without storing a matrix.

With the policies ``P_a`` of `choice`, the generator of the jump process is

    G = sum over actors of tempo_a * (P_a - I) + chance flips.

``E`` is a product over bits: a bit that is raised contributes ``up``, one that is lowered ``down``,
one that stays 1. On the cube of all ``2**B`` bit patterns it is therefore applied in B sweeps
over pairs of patterns, like a fast Walsh-Hadamard transform; patterns that are no state hold 0. A
move may not raise a bit whose needs fail in its target, so the sweeps are made once for each layer
of targets (nearly always one, see `choice.plan`). Groups that fill little of their cube are worked
pair by pair.

Eight vectors go side by side: a state's row is one cache line. Small groups are worked many at a
time, so that the inner loop is long enough to be vectorised.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standoff.kernels.choice import CUBE_ROWS, LANES, Rules, cost_of, factor_of, legal
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


@njit(cache=True, nogil=True, fastmath={"contract"})
def load(moves: Moves, rules: Rules, block: Block, scale, V, lean: Lean, cube):
    """Write scaled rows of V into the cube; all of a row is read before anything is written."""
    a, first = block.actor, np.uint64(block.first)
    members, bits, group = moves.members[a], moves.bits[a], moves.group[a]
    layer, wanted = rules.layer[a], block.layer
    value, lead, leaning = lean.value, lean.lead, lean.spare > PLAIN
    row = ROW * np.uint64(block.last - block.first)
    for q in range(moves.group_start[a, block.first], moves.group_start[a, block.last]):
        s = np.uint64(members[q])
        if wanted >= 0 and layer[s] != wanted:
            continue
        x, w = 0.0, scale[s]
        z0, z1, z2, z3 = V[s, 0], V[s, 1], V[s, 2], V[s, 3]
        z4, z5, z6, z7 = V[s, 4], V[s, 5], V[s, 6], V[s, 7]
        if leaning:
            x = lead[s]
            z0 += x * value[s, 0]
            z1 += x * value[s, 1]
            z2 += x * value[s, 2]
            z3 += x * value[s, 3]
            z4 += x * value[s, 4]
            z5 += x * value[s, 5]
            z6 += x * value[s, 6]
            z7 += x * value[s, 7]
        at = bits[s] * row + (np.uint64(group[s]) - first) * ROW
        cube[at] = w * z0
        cube[at + np.uint64(1)] = w * z1
        cube[at + np.uint64(2)] = w * z2
        cube[at + np.uint64(3)] = w * z3
        cube[at + np.uint64(4)] = w * z4
        cube[at + np.uint64(5)] = w * z5
        cube[at + np.uint64(6)] = w * z6
        cube[at + np.uint64(7)] = w * z7


@njit(cache=True, nogil=True, fastmath={"contract"})
def store(moves: Moves, rules: Rules, block: Block, scale, rate, W, lean: Lean, cube):
    """Add scaled rows of the cube to W; the counterpart of `load`."""
    a, first = block.actor, np.uint64(block.first)
    members, bits, group = moves.members[a], moves.bits[a], moves.group[a]
    layer, wanted = rules.layer[a], block.layer
    answer, mean, spare = lean.answer, lean.mean, lean.spare
    row = ROW * np.uint64(block.last - block.first)
    for q in range(moves.group_start[a, block.first], moves.group_start[a, block.last]):
        s = np.uint64(members[q])
        if wanted >= 0 and layer[s] != wanted:
            continue
        at = bits[s] * row + (np.uint64(group[s]) - first) * ROW
        factor = rate * scale[s]
        if spare < 0:
            for k in range(ROW):
                W[s, k] += factor * cube[at + k]
        else:
            shift = scale[s] * cube[at + np.uint64(spare)]
            mean[s] += shift
            shift *= rate
            for k in range(ROW):
                W[s, k] += factor * cube[at + k] - shift * answer[s, k]


@njit(cache=True, nogil=True, fastmath={"contract"})
def sweep(cube, width, row, up, down, closed, transposed):
    """Apply ``E`` (or its transpose) to a cube of ``2**width`` rows of `row` numbers, in place."""
    size = row << width
    for bit in range(width):
        half = row << bit
        rise, fall = up[bit], down[bit]
        if (closed >> np.uint64(bit)) & np.uint64(1) != np.uint64(0):
            rise = 0.0
        if transposed:
            rise, fall = fall, rise
        for base in range(0, size, 2 * half):
            low = cube[base : base + half]
            high = cube[base + half : base + 2 * half]
            for k in range(half):
                x = low[k]
                y = high[k]
                low[k] = x + rise * y
                high[k] = y + fall * x


@njit(cache=True, nogil=True, fastmath={"contract"})
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
    g = 0
    while g < groups:
        first = g
        g += 1
        if rules.block_start[a, first] >= 0:
            spread_block(moves, rules, a, first, transposed, rate, V, W, cube, lean)
        elif layers[first] == 0:
            spread_pairs(moves, rules, a, first, transposed, rate, V, W, lean)
        elif layers[first] == 1:
            while g < groups and g - first < batch:
                if layers[g] != 1 or closed[g] != closed[first]:
                    break
                g += 1
            row = LANES * (g - first)
            if start[g] - start[first] < (g - first) << width:
                clear(cube, row << width)
            block = Block(a, first, g, -1)
            load(moves, rules, block, before, V, lean, cube)
            sweep(cube, width, row, up, down, closed[first], transposed)
            store(moves, rules, block, after, rate, W, lean, cube)
        else:
            for depth in range(layers[first]):
                clear(cube, LANES << width)
                mask = layer_mask(moves, rules, a, first, depth)
                source = Block(a, first, g, -1 if transposed else depth)
                target = Block(a, first, g, depth if transposed else -1)
                load(moves, rules, source, before, V, lean, cube)
                sweep(cube, width, LANES, up, down, mask, transposed)
                store(moves, rules, target, after, rate, W, lean, cube)
    if rules.lost[a] > 0:
        spread_lost(moves, rules, a, transposed, rate, V, W, lean)
    if lean.spare == -1:
        answer, mean = lean.answer, lean.mean
        for s in range(V.shape[0]):
            for k in range(ROW):
                W[s, k] -= rate * mean[s] * answer[s, k]


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
    x = lead[source] if spare > PLAIN else 0.0
    factor = rate * chance
    if spare < 0:
        for k in range(ROW):
            W[target, k] += factor * (V[source, k] + x * value[source, k])
    else:
        shift = chance * (V[source, spare] + x)
        mean[target] += shift
        shift *= rate
        for k in range(ROW):
            part = factor * (V[source, k] + x * value[source, k])
            W[target, k] += part - shift * answer[target, k]


@njit(cache=True, nogil=True, fastmath={"contract"})
def spread_block(moves: Moves, rules: Rules, a, g, transposed, rate, V, W, cube, lean: Lean):
    """`spread` for a group whose block is written down: a small dense product."""
    first, last = moves.group_start[a, g], moves.group_start[a, g + 1]
    members, size = moves.members[a, first:last], np.uint64(last - first)
    before, after = rules.weight[a], rules.share[a]
    across, down = np.uint64(1), size
    if transposed:
        before, after = after, before
        across, down = down, across
    value, answer, mean, spare = lean.value, lean.answer, lean.mean, lean.spare
    for j in range(size):
        t = np.uint64(members[j])
        x = lean.lead[t] if spare > PLAIN else 0.0
        for k in range(ROW):
            z = V[t, k]
            if spare > PLAIN:
                z += x * value[t, k]
            cube[j * ROW + k] = before[t] * z
    start = np.uint64(rules.block_start[a, g])
    for i in range(size):
        s = np.uint64(members[i])
        z0, z1, z2, z3, z4, z5, z6, z7 = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        for j in range(size):
            e = rules.block[start + i * down + j * across]
            row = cube[j * ROW : j * ROW + ROW]
            z0 += e * row[0]
            z1 += e * row[1]
            z2 += e * row[2]
            z3 += e * row[3]
            z4 += e * row[4]
            z5 += e * row[5]
            z6 += e * row[6]
            z7 += e * row[7]
        out = cube[size * ROW : size * ROW + ROW]
        out[0], out[1], out[2], out[3] = z0, z1, z2, z3
        out[4], out[5], out[6], out[7] = z4, z5, z6, z7
        factor, shift = rate * after[s], 0.0
        if spare >= 0:
            shift = after[s] * out[spare]
            mean[s] += shift
            shift *= rate
        for k in range(ROW):
            W[s, k] += factor * out[k]
            if spare >= 0:
                W[s, k] -= shift * answer[s, k]


@njit(cache=True, nogil=True, fastmath={"contract"})
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


@njit(cache=True, nogil=True, fastmath={"contract"})
def flip(rules: Rules, transposed, rate, V, W):
    """Add ``rate * C @ V`` to W, or ``rate * C.T @ V``; C is the generator of the chance flips."""
    for c in range(rules.chance_to.shape[0]):
        for s in range(V.shape[0]):
            speed = rate * rules.chance_rate[c, s]
            if speed == 0.0:
                continue
            t = rules.chance_to[c, s]
            for k in range(ROW):
                W[s, k] -= speed * V[s, k]
                if transposed:
                    W[t, k] += speed * V[s, k]
                else:
                    W[s, k] += speed * V[t, k]
