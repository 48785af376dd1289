"""Probabilities of time expressions from every state at once, by one pass backward in time.

`propagate` follows one start forward and reads the probability at many times. This is its adjoint: for
one time, ``exp(T G) f`` gives the probability from each of the N states, so that any number of starts
costs one pass and a sum each. The sum over the steps of the uniformised chain is cut where `propagate`
cuts it.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix

from standoff.encode.problem import Problem
from standoff.engines.forecast.monitor import TRUE, Monitor, borders_of, build_monitor
from standoff.engines.forecast.propagate import TRUNCATION
from standoff.kernels.jumps import chance_of, powers_for
from standoff.kernels.lanes import LANES, zero_rows
from standoff.kernels.look_back import Turns, carry_back, turn
from standoff.kernels.uniformise import Process
from standoff.kernels.written import Entries
from standoff.language.tree import Expression

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


def look_back(
    problem: Problem,
    process: Process,
    hypotheses: Mapping[str, bool],
    trees: Sequence[Expression],
    months: float,
) -> Floats:
    """Find how probable time expressions are from each state.

    Parameters
    ----------
    problem : Problem
        The encoded crisis.
    process : Process
        What all actors do.
    hypotheses : mapping of str to bool
        Values in this draw.
    trees : sequence of Expression
        E time expressions.
    months : float
        The horizon by which each is judged, above 0.

    Returns
    -------
    float64[E, N]
        Probability of each expression where the crisis starts in that state; within `TRUNCATION` for
        each time at which an expression stops watching.
    """
    borders = borders_of(trees, months)
    distinct = list(dict.fromkeys(trees))
    monitors = [
        build_monitor(tree, lambda e: problem.truth(e, hypotheses), hypotheses, borders)
        for tree in distinct
    ]
    back = process._replace(entries=_outward(process.entries))
    after: list[Floats] = []
    for phase in reversed(range(len(borders) - 1)):
        lanes = _Lanes(monitors, phase, problem.space.states)
        X = lanes.end(after)
        out = zero_rows(X.shape)
        weight = _steps(process.rate * (borders[phase + 1] - borders[phase]))
        carry_back(back, X, zero_rows(X.shape), lanes.turns, weight, out)
        after = lanes.split(out)
    starts = [
        _worth(monitor.carry(None, monitor.phases[0])[0, monitor.signature], values)
        for monitor, values in zip(monitors, after, strict=True)
    ]
    column = [distinct.index(tree) for tree in trees]
    found = np.array(starts).reshape(len(distinct), problem.space.states)
    return np.clip(found[column], 0.0, 1.0)


def _outward(entries: Entries) -> Entries:
    """List by where they start the chances that are listed by where they lead."""
    if not len(entries.source):
        return entries
    states = len(entries.stay)
    by_target = csc_matrix((entries.chance, entries.source, entries.start), shape=(states, states))
    by_source = by_target.tocsr()
    start, target = by_source.indptr.astype(np.int64), by_source.indices.astype(np.int32)
    return Entries(start, target, by_source.data, entries.stay)


def _steps(jumps: float) -> Floats:
    """Probability of each number of steps, as many as the truncation error asks for."""
    weight = chance_of(np.arange(powers_for(jumps, TRUNCATION)), jumps)
    return np.asarray(weight / weight.sum(), dtype=np.float64)


def _worth(target: Places, values: Floats) -> Floats:
    """Return the value of what each state turns to, float64[N]; `values` is float64[modes, N]."""
    states = np.arange(len(target))
    settled = np.where(target == TRUE, 1.0, 0.0)
    if not len(values):
        return settled
    return np.where(target >= 0, values[np.maximum(target, 0), states], settled)


class _Lanes:
    """The modes of all monitors in one phase, a lane each."""

    def __init__(self, monitors: Sequence[Monitor], phase: int, states: int) -> None:
        self.monitors, self.phase, self.states = monitors, phase, states
        sizes = [len(monitor.phases[phase].modes) for monitor in monitors]
        self.first = np.cumsum([0, *sizes])
        found = [self._turning(monitor, lane) for monitor, lane in self._each()]
        none = np.zeros(0, dtype=np.int64)
        self.turns = Turns(
            np.concatenate([none, *(place for place, _ in found)]),
            np.concatenate([none, *(target for _, target in found)]),
        )

    def _each(self) -> list[tuple[Monitor, int]]:
        """Return each monitor with its first lane."""
        return list(zip(self.monitors, self.first.tolist(), strict=False))

    def _turning(self, monitor: Monitor, first: int) -> tuple[Places, Places]:
        """Places of a monitor whose mode changes, and where to."""
        here, states = monitor.phases[self.phase], np.arange(self.states)
        turned = here.table[:, monitor.signature]
        mode, state = np.nonzero(turned != np.arange(len(here.modes))[:, None])
        to = turned[mode, state]
        target = np.where(to >= 0, self._place(first + np.maximum(to, 0), state), to)
        return self._place(first + mode, states[state]), target

    def _place(self, lane: Places, state: Places) -> Places:
        return (lane // LANES * self.states + state) * LANES + lane % LANES

    def end(self, after: Sequence[Floats]) -> Floats:
        """Value of each lane at the end of the phase, float64[P, N, 8].

        Parameters
        ----------
        after : sequence of float64[modes, N]
            Value of each mode of each monitor at the beginning of the next phase; empty if this is
            the last.
        """
        panels = -(-max(1, int(self.first[-1])) // LANES)
        X = zero_rows((panels, self.states, LANES))
        for e, (monitor, first) in enumerate(self._each()):
            here = monitor.phases[self.phase]
            if not after:
                values = here.value[:, monitor.signature].astype(np.float64)
            else:
                table = monitor.carry(here, monitor.phases[self.phase + 1])
                values = np.array([_worth(row[monitor.signature], after[e]) for row in table])
            for m in range(len(here.modes)):
                X[(first + m) // LANES, :, (first + m) % LANES] = values[m]
        turn(self.turns, X.reshape(X.size))
        return X

    def split(self, X: Floats) -> list[Floats]:
        """Value of each mode of each monitor, float64[modes, N] each."""
        flat = np.moveaxis(X, 2, 1).reshape(-1, self.states)
        return [flat[a:b] for a, b in zip(self.first[:-1], self.first[1:], strict=True)]
