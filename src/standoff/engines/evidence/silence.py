"""How a draw goes on while nothing is seen to change.

The uniformised chain ``P = I + G / L`` is closed to all states in which a watched variable does not stand as
seen: what enters one is lost. What survives after a time is a sum over the chain's powers with Poisson
weights (see `standoff.kernels.uniformise`); the same powers serve any number of times.

Only states in which the watched variables stand as seen can hold mass. Where these are few, the chain
among them is written down as a matrix, by as many products as it has panels of eight rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from standoff.kernels.jumps import chance_of, powers_for
from standoff.kernels.lanes import LANES, zero_rows
from standoff.kernels.uniformise import Process, one_step

Floats = NDArray[np.float64]
Truth = NDArray[np.bool_]

JUMPS = 100.0
"""Expected jumps after which mass is brought back to 1: what survives them is not too small."""

TRUNCATION = 1e-14
"""Poisson mass that is left out in each stretch of so many jumps.

What survives shrinks from jump to jump, so that of it no larger share is left out.
"""

FEW = 256
"""States among which the chain is written down, at most."""


@dataclass(frozen=True)
class Chain:
    """The uniformised chain of one draw.

    Attributes
    ----------
    process : Process
        What all actors do.
    """

    process: Process

    @property
    def rate(self) -> float:
        """Jumps a month."""
        return self.process.rate

    @property
    def size(self) -> int:
        """Number of states."""
        return int(self.process.moves.bits.shape[1])

    @cached_property
    def _room(self) -> tuple[Floats, Floats]:
        return zero_rows((1, self.size, LANES)), zero_rows((1, self.size, LANES))

    def step(self, rows: Floats) -> Floats:
        """Return ``rows @ P``, float64[K, N] as `rows`, of which there are eight at most."""
        X, Y = self._room
        X[0, :, : len(rows)] = rows.T
        one_step(self.process, X, Y)
        return np.ascontiguousarray(Y[0, :, : len(rows)].T)

    def among(self, states: NDArray[np.intp]) -> Floats:
        """Return P among some states, float64[K, K]."""
        found = np.empty((len(states), len(states)))
        for first in range(0, len(states), LANES):
            some = states[first : first + LANES]
            rows = np.zeros((len(some), self.size))
            rows[np.arange(len(some)), some] = 1.0
            found[first : first + LANES] = self.step(rows)[:, states]
        return found

    def powers(self, mass: Floats, mask: Truth) -> Iterator[Floats]:
        """Yield what survives after 0, 1, 2, ... jumps, float64[N]; good until the next is asked for."""
        X = zero_rows((1, len(mass), LANES))
        X[0, :, 0] = mass
        Y, gone = zero_rows(X.shape), np.flatnonzero(~mask)
        while True:
            yield X[0, :, 0]
            one_step(self.process, X, Y)
            Y[0, gone, 0] = 0.0
            X, Y = Y, X


def hold(
    chain: Chain, mass: Floats, mask: Truth, months: Sequence[float]
) -> list[tuple[Floats, float]]:
    """Let time pass without a watched change.

    Parameters
    ----------
    chain : Chain
    mass : float64[N]
        Where it stands at the beginning; sums to 1, and 0 where `mask` is False.
    mask : bool[N]
        Where the watched variables stand as seen.
    months : sequence of float
        Times, ascending.

    Returns
    -------
    list of (float64[N], float)
        For each time what survives, made to sum to 1, and the log of what it was.
    """
    jumps = chain.rate * np.asarray(months, dtype=np.float64)
    closed = _Closed(chain, mask, _steps(min(float(jumps[-1]), JUMPS)))
    found: list[tuple[Floats, float]] = []
    here, passed, log = mass[closed.states], 0.0, 0.0
    while len(found) < len(jumps):
        ahead = jumps[len(found) :] - passed
        near = ahead[ahead <= JUMPS]
        stops = near if len(near) else np.array([JUMPS])
        for x in closed.after(here, stops):
            total = float(x.sum())
            if not total > 0.0:
                return found + [(mass, -np.inf)] * (len(jumps) - len(found))
            last, so_far = x / total, log + float(np.log(total))
            if len(near):
                found.append((closed.whole(last), so_far))
        here, log, passed = last, so_far, passed + float(stops[-1])
    return found


def _steps(jumps: float) -> int:
    return powers_for(jumps, TRUNCATION)


class _Closed:
    """The chain of one draw, closed to some states.

    Parameters
    ----------
    chain : Chain
    mask : bool[N]
        Where it is open.
    steps : int
        Jumps that will be followed; no more than so many products are spent on the matrix.
    """

    def __init__(self, chain: Chain, mask: Truth, steps: int) -> None:
        self.chain, self.mask = chain, mask
        self.states = np.flatnonzero(mask)
        self.matrix = None
        if len(self.states) <= min(FEW, LANES * steps):
            self.matrix = chain.among(self.states)
        else:
            self.states = np.arange(len(mask))

    def whole(self, x: Floats) -> Floats:
        """Return mass on the states of the chain as mass on all states, float64[N]."""
        mass = np.zeros(len(self.mask))
        mass[self.states] = x
        return mass

    def after(self, x: Floats, jumps: Floats) -> Floats:
        """Return what survives of mass after several expected numbers of jumps, float64[J, K]."""
        steps = _steps(float(jumps[-1]))
        weight = chance_of(np.arange(steps)[:, None], jumps)
        found = np.zeros((len(jumps), len(x)))
        for share, power in zip(weight, islice(self._powers(x), steps), strict=True):
            found += share[:, None] * power
        return found

    def _powers(self, x: Floats) -> Iterator[Floats]:
        if self.matrix is None:
            yield from self.chain.powers(x, self.mask)
        while self.matrix is not None:
            yield x
            x = x @ self.matrix
