"""Newton's linear systems, solved by GMRES (Saad & Schultz 1986) in a kernel.

The system is bordered by one more unknown, the parameter of the branch that is followed, and one
more equation, so that it stays regular where the branch turns back (Keller 1977):

    (-J) D - drift * mu = H,      tangent . (D, mu) = gap.

It is scaled by the diagonal. Krylov vectors are kept in single precision, which halves the memory
traffic: the systems are solved to a few digits only, Newton's residual is taken in double precision.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standoff.kernels.choice import Rules
from standoff.kernels.layout import Game, Moves
from standoff.kernels.policy_response import Work, respond

BLOCK = 1024
"""Numbers of a vector that are worked on together, so that they stay in the first cache."""


class Border(NamedTuple):
    """The bordered system, for K = P * N * 8 values.

    Attributes
    ----------
    drift : float64[K]
        Derivative of H by the parameter; 0 where the parameter is held.
    tangent : float64[K + 1]
        The extra equation.
    scale : float64[K]
        Inverse diagonal.
    basis : float32[M + 1, K + 1]
        Krylov vectors.
    hessenberg : float64[M + 1, M + 4]
        Scratch: Hessenberg matrix, then columns for rotations and right-hand side.
    """

    drift: NDArray[np.float64]
    tangent: NDArray[np.float64]
    scale: NDArray[np.float64]
    basis: NDArray[np.float32]
    hessenberg: NDArray[np.float64]


@njit(cache=True, nogil=True, fastmath={"contract", "reassoc"})
def dot(x, y):
    """Inner product; the order of the sum does not depend on the number of threads."""
    total = 0.0
    for k in range(x.size):
        total += x[k] * y[k]
    return total


@njit(cache=True, nogil=True, fastmath={"contract", "reassoc"})
def project(basis, count, vector, weights):
    """Take the parts along the first basis vectors out of a vector (classical Gram-Schmidt).

    Parameters
    ----------
    basis : float32[M, K]
        Orthonormal rows.
    count : int
        Rows to use.
    vector : float64[K]
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
            row, weight = basis[i, base : base + BLOCK], weights[i]
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
    basis, hessenberg, scale, drift = border.basis, border.hessenberg, border.scale, border.drift
    most, size = basis.shape[0] - 1, step.size - 1
    target = hessenberg[:, most + 2]
    trial, result = work.trial.reshape(size), work.result.reshape(size)
    norm = np.sqrt(dot(step, step))
    if norm == 0.0:
        return 0
    for k in range(size + 1):
        basis[0, k] = step[k] / norm
    target[0] = norm
    used = 0
    while used < most:
        row = basis[used]
        for k in range(size):
            trial[k] = row[k] * scale[k]
        respond(moves, game, rules, work, dial)
        mu = np.float64(row[size])
        step[size] = dot(border.tangent[:size], trial) + border.tangent[size] * mu
        for k in range(size):
            step[k] = result[k] - mu * drift[k]
        left = project(basis, used + 1, step, hessenberg[:, used])
        residual = rotate(hessenberg, used, left)
        used += 1
        if residual <= goal * norm or left <= 1e-12 * norm:
            break
        row, inverse = basis[used], 1.0 / left
        for k in range(size + 1):
            row[k] = step[k] * inverse
    for i in range(used - 1, -1, -1):
        for k in range(i + 1, used):
            target[i] -= hessenberg[i, k] * target[k]
        target[i] /= hessenberg[i, i]
    for base in range(0, size + 1, BLOCK):
        part = step[base : base + BLOCK]
        part[:] = 0.0
        for i in range(used):
            row, weight = basis[i, base : base + BLOCK], target[i]
            for k in range(part.size):
                part[k] += weight * row[k]
    for k in range(size):
        step[k] *= scale[k]
    return used
