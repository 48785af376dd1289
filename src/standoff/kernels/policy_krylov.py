"""Newton's linear systems, solved by GMRES (Saad & Schultz 1986) in a kernel.

The system is bordered by one more unknown, the parameter of the branch that is followed, and one
more equation, so that it stays regular where the branch turns back (Keller 1977):

    (-J) D - drift * mu = H,      tangent . (D, mu) = gap.

It is preconditioned inside each state (`policy_local`). Krylov vectors are kept in single precision,
which halves the memory traffic: the systems are solved to a few digits only, Newton's residual is
taken in double precision.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standoff.kernels.choice import Rules
from standoff.kernels.lanes import LANES
from standoff.kernels.layout import Game, Moves
from standoff.kernels.links import respond_links
from standoff.kernels.links_local import precondition
from standoff.kernels.policy_response import Work, respond

BLOCK = 1024
"""Numbers of a vector that are worked on together, so that they stay in the first cache."""


class Border(NamedTuple):
    """The bordered system, for L seats, N states, P panels, K = P * N * 8 values.

    Attributes
    ----------
    drift : float64[K]
        Derivative of H by the parameter; empty where the parameter is held.
    tangent : float64[K + 1]
        The extra equation; empty where the parameter is held.
    inverse : float32[N, L, L]
        Preconditioner, see `policy_local.local_inverse`; not used where moves are written down.
    basis : float32[M + 1, L * N + 1]
        Krylov vectors, without the lanes that have no seat, see `pack`.
    hessenberg : float64[M + 1, M + 4]
        Scratch: Hessenberg matrix, then columns for rotations and right-hand side.
    """

    drift: NDArray[np.float64]
    tangent: NDArray[np.float64]
    inverse: NDArray[np.float32]
    basis: NDArray[np.float32]
    hessenberg: NDArray[np.float64]


@njit(cache=True, nogil=True)
def pack(wide, factor, seats, packed):
    """Write ``factor * wide`` to a packed vector: the lanes with a seat, state by state.

    Parameters
    ----------
    wide : float64[P, N, 8]
    factor : float
    seats : int
    packed : float32[L * N + 1]
        Out; the last entry is left.
    """
    for p in range(wide.shape[0]):
        first = np.uint64(p * LANES)
        width = np.uint64(max(0, min(LANES, seats - p * LANES)))
        for s in range(np.uint64(wide.shape[1])):
            at = s * np.uint64(seats) + first
            for k in range(width):
                packed[at + k] = factor * wide[p, s, k]


@njit(cache=True, nogil=True, fastmath={"contract"})
def unpack(packed, inverse, wide):
    """Write a packed vector, times the inverse of each state's matrix, to float64[P, N, 8]."""
    seats = np.uint64(inverse.shape[1])
    for s in range(np.uint64(wide.shape[1])):
        at = s * seats
        for i in range(seats):
            total = 0.0
            for j in range(seats):
                total += inverse[s, i, j] * packed[at + j]
            wide[i // np.uint64(LANES), s, i % np.uint64(LANES)] = total


@njit(cache=True, nogil=True, fastmath={"contract", "reassoc"})
def dot(x, y):
    """Inner product; the order of the sum does not depend on the number of threads."""
    total = x[0] * y[0]
    for k in range(1, x.size):
        total += x[k] * y[k]
    return total


@njit(cache=True, nogil=True, fastmath={"contract", "reassoc"})
def project(basis, count, vector, weights):
    """Take the parts along the first basis vectors out of a vector (classical Gram-Schmidt).

    Sums are in single precision within a block, and in double precision over the blocks.

    Parameters
    ----------
    basis : float32[M, K]
        Orthonormal rows.
    count : int
        Rows to use.
    vector : float32[K]
        Changed.
    weights : float64[>= count]
        Out: the parts.

    Returns
    -------
    float
        Norm of what is left.
    """
    size = vector.size
    for i in range(count):
        weights[i] = 0.0
    for base in range(0, size, BLOCK):
        part = vector[base : base + BLOCK]
        for i in range(count):
            weights[i] += dot(basis[i, base : base + BLOCK], part)
    left = 0.0
    for base in range(0, size, BLOCK):
        part = vector[base : base + BLOCK]
        for i in range(count):
            row, weight = basis[i, base : base + BLOCK], np.float32(weights[i])
            for k in range(part.size):
                part[k] -= weight * row[k]
        left += dot(part, part)
    return np.sqrt(left)


@njit(cache=True, nogil=True)
def rotate(hessenberg, j, left):
    """Fold column `j` into the triangular factor by Givens rotations; return the new residual."""
    most = hessenberg.shape[0] - 1
    cosine, sine, target = hessenberg[:, most], hessenberg[:, most + 1], hessenberg[:, most + 2]
    column = hessenberg[:, j]
    for i in range(j):
        upper, lower = column[i], column[i + 1] if i + 1 <= j else left
        column[i] = cosine[i] * upper + sine[i] * lower
        column[i + 1] = cosine[i] * lower - sine[i] * upper
    size = max(np.hypot(column[j], left), 1e-300)
    cosine[j], sine[j] = column[j] / size, left / size
    column[j] = size
    target[j + 1] = -sine[j] * target[j]
    target[j] *= cosine[j]
    return abs(target[j + 1])


@njit(cache=True, nogil=True, fastmath={"contract"})
def border_off(trial, result, drift, tangent, mu, fresh):
    """Take the parameter's part from a product, and write that of the extra equation.

    Parameters
    ----------
    trial, result : float[P, N, 8]
        D, and ``-J D``; the latter is changed.
    drift : float64[K]
    tangent : float64[K + 1]
    mu : float
    fresh : float32[L * N + 1]
        Its last entry is set.
    """
    size = trial.size
    D, W = trial.reshape(size), result.reshape(size)
    fresh[-1] = tangent[size] * mu + dot(tangent[:size], D)
    for k in range(size):
        W[k] -= mu * drift[k]


@njit(cache=True, nogil=True, fastmath={"contract"})
def krylov(moves: Moves, game: Game, rules: Rules, work: Work, border: Border, dial, step, goal):
    """Solve the bordered system from zero, in one cycle.

    Parameters
    ----------
    moves, game, rules, work : as for `policy_response.respond`
    border : Border
    dial : float
        What all precisions are multiplied by.
    step : float64[K + 1]
        In: right-hand side ``(H, gap)``. Out: ``(D, mu)``.
    goal : float
        Relative residual at which to stop.

    Returns
    -------
    int
        Products made.
    """
    basis, hessenberg, drift = border.basis, border.hessenberg, border.drift
    most, size, end = basis.shape[0] - 1, step.size - 1, basis.shape[1] - 1
    seats, wide = work.seats.size, step[:size].reshape(work.value.shape)
    target = hessenberg[:, most + 2]
    tangent, held = border.tangent, drift.size == 0
    links, linked = work.links, work.links.target.size > 0
    norm = np.sqrt(dot(step, step))
    if norm == 0.0:
        return 0
    pack(wide, 1.0 / norm, seats, basis[0])
    basis[0, end] = step[size] / norm
    target[0] = norm
    used = np.int64(0)
    while used < most:
        mu = np.float64(basis[used, end])
        fresh = basis[used + 1]
        fresh[end] = mu
        if linked:
            precondition(basis[used], links)
            respond_links(game, links, dial)
            if not held:
                border_off(links.trial, links.result, drift, tangent, mu, fresh)
            pack(links.result, np.float32(1.0), seats, fresh)
        else:
            unpack(basis[used], border.inverse, work.trial)
            respond(moves, game, rules, work, dial)
            if not held:
                border_off(work.trial, work.result, drift, tangent, mu, fresh)
            pack(work.result, 1.0, seats, fresh)
        left = project(basis, used + 1, fresh, hessenberg[:, used])
        residual = rotate(hessenberg, used, left)
        used += 1
        if residual <= goal * norm or left <= 1e-12 * norm:
            break
        inverse = np.float32(1.0 / left)
        for k in range(fresh.size):
            fresh[k] *= inverse
    for i in range(used - 1, -1, -1):
        for k in range(i + 1, used):
            target[i] -= hessenberg[i, k] * target[k]
        target[i] /= hessenberg[i, i]
    total = basis[used]
    for base in range(0, end + 1, BLOCK):
        part = total[base : base + BLOCK]
        part[:] = 0.0
        for i in range(used):
            row, weight = basis[i, base : base + BLOCK], np.float32(target[i])
            for k in range(part.size):
                part[k] += weight * row[k]
    if linked:
        precondition(total, links)
        wide[:] = links.trial
    else:
        unpack(total, border.inverse, wide)
    step[size] = total[end]
    return used
