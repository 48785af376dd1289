"""Choice rules with every legal move written down, for games in which there are not too many.

`policy` never writes a move down, which keeps large games small. Where all moves fit in the caches or
nearly so, reading them is several times faster: what all actors do in a state is gathered in one
pass, and nothing is swept over patterns that are no state.

A *link* is a legal move of an actor, or its staying. What a Newton iteration asks of the rules is
here twice: values and residuals in double precision, and the derivative in single precision (its
systems are solved to a few digits; the residual of the step is taken in double precision again).
The mathematics is that of `policy_response`, with chances ``P_b[s, t]`` at hand.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standoff.kernels.choice import FLOOR, legal
from standoff.kernels.lanes import (
    LANES,
    add_scaled,
    load_row,
    narrowed,
    row_of,
    scaled,
    store_row,
    times,
)
from standoff.kernels.layout import Game, Moves

ROW = np.uint64(LANES)
ONE, ZERO = np.float32(1.0), np.float32(0.0)

SMALL = 1e-20
"""A sum of chances below this is divided out at once, as single precision could not hold its parts."""


class Links(NamedTuple):
    """Moves and chances, for B movers (actors that own options), N states, M links, L seats, P panels.

    Attributes
    ----------
    mover : int64[B]
        Actors.
    seat : int64[B]
        Seat of each mover, -1 for those that have none.
    seats : int64[L]
        Actors whose values are unknown.
    state : int32[B, N]
        All states in the order in which a mover's are worked: group by group, so that what they
        read of one another stays in the first cache.
    start : int64[B * N + 1]
        Links ``start[m * N + q] <= k < start[m * N + q + 1]`` are those of mover m in state
        ``state[m, q]``; the first of them is to stay.
    target : int32[M]
        Where each leads.
    code : uint16[M]
        Which of the mover's bits it changes.
    pull : float32[M]
        Chance that it is taken at a decision, before division by the sum over the links of a state.
    share : float32[B, N]
        Tempo over that sum.
    chosen_by : float64[B, N]
        Value by which each mover chooses.
    weight : float64[B, N]
        As in `choice`: exponential of the score, less the best of the group.
    cost, factor : float64[B, 2, 256]
        Precision times effort of the changed bits, byte by byte, and the exponential of minus that.
    part : float64[K]
        Scratch, as long as the largest group.
    value, trial, result : float32[P, N, 8]
        Values of the seats less `centre`, a direction, a product.
    answer : float32[B, P, N, 8]
        ``P_b Q`` for each mover, less `centre`.
    centre : float64[P * 8]
        Mean value of each seat; the derivative does not depend on it.
    inverse : float32[N, L, P * 8]
        Preconditioner: column by column the inverse of each state's matrix (see `policy_local`).
    stay : float32[B, N]
        Tempo times the chance to stay.
    square : float32[L, L, 8]
        Scratch: the matrices of eight states.
    """

    mover: NDArray[np.int64]
    seat: NDArray[np.int64]
    seats: NDArray[np.int64]
    state: NDArray[np.int32]
    start: NDArray[np.int64]
    target: NDArray[np.int32]
    code: NDArray[np.uint16]
    pull: NDArray[np.float32]
    share: NDArray[np.float32]
    chosen_by: NDArray[np.float64]
    weight: NDArray[np.float64]
    cost: NDArray[np.float64]
    factor: NDArray[np.float64]
    part: NDArray[np.float64]
    value: NDArray[np.float32]
    trial: NDArray[np.float32]
    result: NDArray[np.float32]
    answer: NDArray[np.float32]
    centre: NDArray[np.float64]
    inverse: NDArray[np.float32]
    stay: NDArray[np.float32]
    square: NDArray[np.float32]


@njit(cache=True, nogil=True)
def list_links(moves: Moves, mover, state, start, target, code):
    """Write all links down, or only count them.

    Parameters
    ----------
    moves : Moves
    mover : int64[B]
    state : int32[B, N]
        Out.
    start : int64[B * N + 1]
        Out.
    target : int32[M]
        Out; empty where links are only counted.
    code : uint16[M]
        Out.
    """
    at, pair = 0, 0
    writing = target.size > 0
    for m, a in enumerate(mover):
        members, bits = moves.members[a], moves.bits[a]
        for q in range(members.size):
            s = members[q]
            state[m, q] = s
            start[pair] = at
            pair += 1
            if writing:
                target[at] = s
                code[at] = 0
            at += 1
            g = moves.group[a, s]
            for j in range(moves.group_start[a, g], moves.group_start[a, g + 1]):
                t = members[j]
                if t == s or not (moves.clique[a] or legal(moves, a, s, t)):
                    continue
                if writing:
                    target[at] = t
                    code[at] = bits[s] ^ bits[t]
                at += 1
    start[pair] = at


@njit(cache=True, nogil=True)
def set_scores(moves: Moves, game: Game, links: Links, dial, unknown, follow):
    """Set `cost` and `factor` of every mover, and the logarithm of `weight`, from `chosen_by`.

    The exponential of a whole array is left to NumPy, whose loop is vectorised.

    Parameters
    ----------
    moves : Moves
    game : Game
    links : Links
        Its `chosen_by` is set for the seats, if `follow`.
    dial : float
        What all precisions are multiplied by.
    unknown : float64[P, N, 8]
        Values of the seats.
    follow : bool
        Whether they choose by these.
    """
    for m, a in enumerate(links.mover):
        seat = links.seat[m]
        if follow and seat >= 0:
            links.chosen_by[m] = unknown[seat // LANES, :, seat % LANES]
        precision = dial * game.precision[a]
        for byte in range(2):
            bits = max(0, min(8, game.effort.shape[1] - 8 * byte))
            for changed in range(1 << bits):
                total = 0.0
                for bit in range(bits):
                    if (changed >> bit) & 1:
                        total += precision * game.effort[a, 8 * byte + bit]
                links.cost[m, byte, changed] = total
                links.factor[m, byte, changed] = np.exp(-total)
        value, weight = links.chosen_by[m], links.weight[m]
        members, first = moves.members[a], moves.group_start[a]
        for g in range(moves.group_count[a]):
            best = -np.inf
            for q in range(first[g], first[g + 1]):
                best = max(best, value[members[q]])
            for q in range(first[g], first[g + 1]):
                weight[members[q]] = precision * (value[members[q]] - best)


@njit(cache=True, nogil=True)
def set_lost(links: Links, m, first, last, precision):
    """Write the chances of links all of which lie far below the best of the group.

    Parameters
    ----------
    links : Links
        Its `part` is overwritten.
    m : int
        Mover.
    first, last : int
        Links ``first <= k < last``.
    precision : float

    Returns
    -------
    float
        Their sum; it is 1 at least.
    """
    value, low, high = links.chosen_by[m], links.cost[m, 0], links.cost[m, 1]
    best = -np.inf
    for k in range(first, last):
        code = np.uint64(links.code[k])
        cost = low[code & np.uint64(255)] + high[code >> np.uint64(8)]
        links.part[k - first] = precision * value[links.target[k]] - cost
        best = max(best, links.part[k - first])
    total = 0.0
    for k in range(last - first):
        links.part[k] = np.exp(links.part[k] - best)
        total += links.part[k]
    return total


@njit(cache=True, nogil=True, fastmath={"contract"})
def begin_links(game: Game, links: Links, value, slack):
    """Set `centre` and `value` of the links, and write what chance does to Q to `slack`."""
    panels, states = value.shape[0], np.uint64(value.shape[1])
    centre = links.centre
    for p in range(panels):
        V, H, Q = value[p], slack[p], links.value[p]
        place = np.uint64(p) * ROW
        total = row_of(0.0)
        for s in range(states):
            total = add_scaled(total, 1.0, load_row(V, s * ROW))
        store_row(centre, place, scaled(1.0 / states, total))
        middle = load_row(centre, place)
        for s in range(states):
            here = load_row(V, s * ROW)
            store_row(Q, s * ROW, narrowed(add_scaled(here, -1.0, middle)))
            change = row_of(0.0)
            for c in range(game.chance_rate.shape[0]):
                speed = game.chance_rate[c, s]
                if speed != 0.0:
                    there = load_row(V, np.uint64(game.chance_to[c, s]) * ROW)
                    change = add_scaled(change, speed, add_scaled(there, -1.0, here))
            store_row(H, s * ROW, change)


@njit(cache=True, nogil=True, fastmath={"contract"})
def answer_links(game: Game, links: Links, dial, value, slack):
    """Set everybody's rules at a dial, and write ``G Q`` to `slack`.

    Parameters
    ----------
    game : Game
    links : Links
        Reads `chosen_by`, `cost`, `factor` and `weight`; the rest is set.
    dial : float
        What all precisions are multiplied by.
    value : float64[P, N, 8]
        Q.
    slack : float64[P, N, 8]
        Out.
    """
    panels, states = value.shape[0], np.uint64(value.shape[1])
    begin_links(game, links, value, slack)
    target, codes, part, pull = links.target, links.code, links.part, links.pull
    for m, a in enumerate(links.mover):
        weight, low, high = links.weight[m], links.factor[m, 0], links.factor[m, 1]
        state, answer = links.state[m], links.answer[m]
        start = links.start[m * state.size : (m + 1) * state.size + 1]
        tempo, precision = game.tempo[a], dial * game.precision[a]
        for q in range(states):
            s, first = np.uint64(state[q]), np.uint64(start[q])
            count = np.uint64(start[q + np.uint64(1)]) - first
            total, mean = 0.0, row_of(0.0)
            for k in range(count):
                code, t = np.uint64(codes[first + k]), np.uint64(target[first + k])
                chance = low[code & np.uint64(255)] * high[code >> np.uint64(8)] * weight[t]
                part[k], pull[first + k] = chance, chance
                total += chance
                mean = add_scaled(mean, chance, load_row(value, t * ROW))
            if total < SMALL or panels > 1:
                if total < FLOOR:
                    total = set_lost(links, m, first, first + count, precision)
                mean = row_of(0.0)
                for k in range(count):
                    part[k], pull[first + k] = part[k] / total, part[k] / total
                    t = np.uint64(target[first + k])
                    mean = add_scaled(mean, part[k], load_row(value, t * ROW))
                total = 1.0
            share = 1.0 / total
            links.share[m, s] = tempo * share
            links.stay[m, s] = links.share[m, s] * pull[first]
            for p in range(panels):
                base = np.uint64(p) * states * ROW
                if p > 0:
                    mean = row_of(0.0)
                    for k in range(count):
                        there = load_row(value, base + np.uint64(target[first + k]) * ROW)
                        mean = add_scaled(mean, part[k], there)
                mean = scaled(share, mean)
                at = base + s * ROW
                change = add_scaled(mean, -1.0, load_row(value, at))
                store_row(slack, at, add_scaled(load_row(slack, at), tempo, change))
                middle = load_row(links.centre, np.uint64(p) * ROW)
                store_row(answer, at, narrowed(add_scaled(mean, -1.0, middle)))


@njit(cache=True, nogil=True, fastmath={"contract"})
def leave_links(game: Game, links: Links):
    """Write what leaving and chance do to D, ``(r + tempos) D - C D``, to `links.result`."""
    panels, states = links.trial.shape[0], np.uint64(links.trial.shape[1])
    rate = np.zeros(panels * LANES, np.float32)
    total = 0.0
    for a in links.mover:
        total += game.tempo[a]
    for i, a in enumerate(links.seats):
        rate[i] = total + game.discount[a]
    for p in range(panels):
        D, W = links.trial[p], links.result[p]
        leave = load_row(rate, np.uint64(p) * ROW)
        for s in range(states):
            here = load_row(D, s * ROW)
            row = times(leave, here)
            for c in range(game.chance_rate.shape[0]):
                speed = np.float32(game.chance_rate[c, s])
                if speed != ZERO:
                    there = load_row(D, np.uint64(game.chance_to[c, s]) * ROW)
                    row = add_scaled(row, speed, add_scaled(here, -ONE, there))
            store_row(W, s * ROW, row)


@njit(cache=True, nogil=True, fastmath={"contract"})
def respond_links(game: Game, links: Links, dial):
    """Write ``-J D`` to `links.result`, for D in `links.trial`, at the rules `answer_links` left.

    With a `dial` of 0 the rules do not answer: ``(r - G) D``.
    """
    panels, states = links.trial.shape[0], np.uint64(links.trial.shape[1])
    target, pull, one = links.target, links.pull, np.uint64(1)
    leave_links(game, links)
    for m, a in enumerate(links.mover):
        seat, push = links.seat[m], np.float32(dial * game.precision[a])
        if dial == 0.0:
            seat = -1
        own, lane = links.trial[max(seat, 0) // LANES], np.uint64(max(seat, 0) % LANES)
        state = links.state[m]
        start = links.start[m * state.size : (m + 1) * state.size + 1]
        for p in range(panels):
            D, Q, W, answer = links.trial[p], links.value[p], links.result[p], links.answer[m, p]
            for q in range(states):
                s, k, last = np.uint64(state[q]), np.uint64(start[q]), np.uint64(start[q + one])
                even, odd, mean = row_of(ZERO), row_of(ZERO), ZERO
                share = -links.share[m, s]
                if seat < 0:
                    for j in range(k, last):
                        there = load_row(D, np.uint64(target[j]) * ROW)
                        even = add_scaled(even, pull[j], there)
                    store_row(W, s * ROW, add_scaled(load_row(W, s * ROW), share, even))
                    continue
                if (last - k) & one:
                    t = np.uint64(target[k])
                    shift = push * own[t, lane]
                    moved = add_scaled(load_row(D, t * ROW), shift, load_row(Q, t * ROW))
                    even = add_scaled(even, pull[k], moved)
                    mean += pull[k] * shift
                    k += one
                for j in range(k, last, np.uint64(2)):
                    t, u = np.uint64(target[j]), np.uint64(target[j + one])
                    shift, other = push * own[t, lane], push * own[u, lane]
                    moved = add_scaled(load_row(D, t * ROW), shift, load_row(Q, t * ROW))
                    even = add_scaled(even, pull[j], moved)
                    moved = add_scaled(load_row(D, u * ROW), other, load_row(Q, u * ROW))
                    odd = add_scaled(odd, pull[j + one], moved)
                    mean += pull[j] * shift + pull[j + one] * other
                even = add_scaled(add_scaled(even, ONE, odd), -mean, load_row(answer, s * ROW))
                store_row(W, s * ROW, add_scaled(load_row(W, s * ROW), share, even))
