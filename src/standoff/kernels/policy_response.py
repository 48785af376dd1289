"""How far values are from answering the rules that they imply, and how that changes with them.

For the actors that look ahead (the *seats*), the values Q are a Markov logit equilibrium when

    H_a(Q) = r_a (U_a - Q_a) + G(Q) Q_a = 0,

with the generator G of all actors' rules. Policy evaluation F solves ``(r_a - G(Q)) F_a = r_a U_a``,
so ``F - Q = (r - G)**-1 H`` and, the inverse having norm 1/r, ``max|F(Q) - Q| <= max|H_a| / r_a``:
the residual needs no linear solve. The derivative in direction D is

    J D = (G - r) D + sum_b tempo_b p_b (P_b(D_b * Q_a) - P_b(D_b) * P_b(Q_a)),

where the sum (over seats b) is the answer of the rules; ``P_b(D_a + p_b D_b Q_a)`` and ``P_b(D_b)`` come from
one product. Newton's linear systems are solved in `policy_krylov`.

Columns: seat ``i`` is lane ``i % 8`` of panel ``i // 8``; the column after the last seat is the spare
lane, which yields denominators and means; all further lanes stay 0.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standoff.kernels.choice import Rules, price, recover, weigh
from standoff.kernels.lanes import LANES, add_scaled, load_row, row_of, scaled, store_row, times
from standoff.kernels.layout import Game, Moves
from standoff.kernels.links import Links, answer_links
from standoff.kernels.policy import PLAIN, ROW, Lean, flip, spread, spread_lost


class Work(NamedTuple):
    """Arrays of a Newton iteration, for L seats, P panels, N states.

    Attributes
    ----------
    seats : int64[L]
        Actors whose values are unknown.
    seat : int64[A]
        Seat of each actor, -1 for those that have none.
    value : float64[P, N, 8]
        Q, with ones in the spare lane (lane ``L % 8`` of panel ``L // 8``).
    answer : float64[L, P, N, 8]
        ``P_b Q`` for each seat b.
    trial : float64[P, N, 8]
        Direction.
    result : float64[P, N, 8]
        Product.
    lead, mean : float64[N]
        Scratch of `policy.Lean`.
    out_rate : float64[8]
        Scratch.
    cube : float64[...]
        Scratch of `policy.spread`.
    links : Links
        The moves, where they are written down; else without any.
    """

    seats: NDArray[np.int64]
    seat: NDArray[np.int64]
    value: NDArray[np.float64]
    answer: NDArray[np.float64]
    trial: NDArray[np.float64]
    result: NDArray[np.float64]
    lead: NDArray[np.float64]
    mean: NDArray[np.float64]
    out_rate: NDArray[np.float64]
    cube: NDArray[np.float64]
    links: Links


@njit(cache=True, nogil=True, fastmath={"contract"})
def adopt(moves: Moves, game: Game, rules: Rules, work: Work, b, dial, value, out):
    """Give actor `b` the rules of a value vector, and write ``P_b Q`` to `out`.

    Parameters
    ----------
    moves : Moves
    game : Game
    rules : Rules
        The part of actor `b` is overwritten.
    work : Work
        Reads `value`.
    b : int
    dial : float
        What the precision is multiplied by.
    value : float64[N]
        Value of each state to actor `b`.
    out : float64[P, N, 8]
        Out.
    """
    panels, states = work.value.shape[0], np.uint64(work.value.shape[1])
    seats = work.seats.size
    price(moves, game, rules, b, dial * game.precision[b])
    weigh(moves, rules, b, dial * game.precision[b], value)
    share, spare = rules.share[b], out[seats // LANES, :, seats % LANES]
    for p in range(panels):
        V, W = work.value[p], out[p]
        lean = Lean(V, V, work.lead, work.mean, PLAIN)
        for s in range(states):
            store_row(W, s * ROW, row_of(0.0))
        spread(moves, rules, b, np.bool_(False), 1.0, V, W, work.cube, lean)
    for s in range(states):
        share[s] = 1.0 / max(spare[s], 1e-300)
    recover(moves, rules, b)
    for p in range(panels):
        V, W = work.value[p], out[p]
        for s in range(states):
            store_row(W, s * ROW, scaled(share[s], load_row(W, s * ROW)))
        if rules.lost[b] > 0:
            lean = Lean(V, V, work.lead, work.mean, PLAIN)
            spread_lost(moves, rules, b, np.bool_(False), 1.0, V, W, lean)


@njit(cache=True, nogil=True, fastmath={"contract"})
def evaluate(moves: Moves, game: Game, rules: Rules, work: Work, dial, follow, slack):
    """Compute H, after setting the seats' rules to those of their values if `follow`.

    Parameters
    ----------
    moves : Moves
    game : Game
    rules : Rules
        The seats' part is overwritten if `follow`.
    work : Work
        Reads `value`; writes `answer` if `follow`.
    dial : float
        What all precisions of the seats are multiplied by.
    follow : bool
        False where the rules are given and only to be evaluated.
    slack : float64[P, N, 8]
        Out: H.

    Returns
    -------
    float
        ``max |H_a| / r_a``, which bounds the residual.
    """
    panels, states = work.value.shape[0], np.uint64(work.value.shape[1])
    seats = work.seats.size
    total = 0.0
    for b in range(rules.tempo.size):
        if rules.width[b] > 0:
            total += rules.tempo[b]
    for p in range(panels):
        V, H = work.value[p], slack[p]
        for s in range(states):
            store_row(H, s * ROW, scaled(-total, load_row(V, s * ROW)))
        flip(rules, np.bool_(False), 1.0, V, H)
    for b in range(rules.tempo.size):
        seat, tempo = work.seat[b], rules.tempo[b]
        if rules.width[b] == 0:
            continue
        if follow and seat >= 0:
            work.lead[:] = work.value[seat // LANES, :, seat % LANES]
            adopt(moves, game, rules, work, b, dial, work.lead, work.answer[seat])
        for p in range(panels):
            V, H = work.value[p], slack[p]
            if follow and seat >= 0:
                out = work.answer[seat, p]
                for s in range(states):
                    row = add_scaled(load_row(H, s * ROW), tempo, load_row(out, s * ROW))
                    store_row(H, s * ROW, row)
            else:
                lean = Lean(V, V, work.lead, work.mean, PLAIN)
                spread(moves, rules, b, np.bool_(False), tempo, V, H, work.cube, lean)
    H = slack[seats // LANES, :, seats % LANES]
    for s in range(states):
        H[s] = 0.0
    return add_reward(game, work.seats, work.value, slack)


@njit(cache=True, nogil=True)
def add_reward(game: Game, seats, value, slack):
    """Add ``r (U - Q)`` to ``G Q``; return ``max |H_a| / r_a``.

    Parameters
    ----------
    game : Game
    seats : int64[L]
    value : float64[P, N, 8]
    slack : float64[P, N, 8]
        Changed.
    """
    worst = 0.0
    for i, a in enumerate(seats):
        r, utility = game.discount[a], game.utility[a]
        V, H = value[i // LANES, :, i % LANES], slack[i // LANES, :, i % LANES]
        for s in range(utility.size):
            h = H[s] + r * (utility[s] - V[s])
            H[s] = h
            worst = max(worst, abs(h) / r)
    return worst


@njit(cache=True, nogil=True)
def evaluate_links(game: Game, work: Work, dial, slack):
    """`evaluate` where moves are written down, after `links.set_scores`."""
    answer_links(game, work.links, dial, work.value, slack)
    return add_reward(game, work.seats, work.value, slack)


@njit(cache=True, nogil=True)
def largest(change, scale):
    """Largest absolute entry of float64[P, N, 8], each lane times its scale, float64[P, 8].

    Infinite where an entry is no number.
    """
    found = 0.0
    for p in range(change.shape[0]):
        for s in range(change.shape[1]):
            for k in range(LANES):
                size = abs(change[p, s, k]) * scale[p, k]
                if np.isnan(size):
                    return np.inf
                found = max(found, size)
    return found


@njit(cache=True, nogil=True, fastmath={"contract"})
def respond(moves: Moves, game: Game, rules: Rules, work: Work, dial):
    """Write ``-J D`` to `work.result`, for D in `work.trial`, at the rules `evaluate` left.

    With a `dial` of 0 the rules do not answer: ``(r - G) D``.
    """
    panels, states = work.trial.shape[0], np.uint64(work.trial.shape[1])
    seats = work.seats.size
    last, lane = seats // LANES, seats % LANES
    total = 0.0
    for b in range(rules.tempo.size):
        if rules.width[b] > 0:
            total += rules.tempo[b]
    for p in range(panels):
        for k in range(LANES):
            i = p * LANES + k
            work.out_rate[k] = total + game.discount[work.seats[i]] if i < seats else 0.0
        D, W, out_rate = work.trial[p], work.result[p], load_row(work.out_rate, 0)
        for s in range(states):
            store_row(W, s * ROW, times(out_rate, load_row(D, s * ROW)))
        flip(rules, np.bool_(False), -1.0, D, W)
    for b in range(rules.tempo.size):
        if rules.width[b] == 0:
            continue
        seat = work.seat[b] if dial > 0.0 else -1
        reply = work.answer[max(seat, 0)]
        if seat >= 0:
            push, lead, mean = dial * game.precision[b], work.lead, work.mean
            own = work.trial[seat // LANES, :, seat % LANES]
            for s in range(states):
                lead[s] = push * own[s]
                mean[s] = 0.0
        for p in range(panels - 1, -1, -1):
            spare = PLAIN
            if seat >= 0:
                spare = lane if p == last else -1
            lean = Lean(work.value[p], reply[p], work.lead, work.mean, spare)
            D, W = work.trial[p], work.result[p]
            spread(moves, rules, b, np.bool_(False), -rules.tempo[b], D, W, work.cube, lean)
