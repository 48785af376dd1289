"""Expressions as the conditions of GMCR+, where every option is taken or not.

An option with L levels is L - 1 options of GMCR+, *at least the second level*, and so on, the lower
ones first: the thermometer bits of `standoff.kernels.layout`. So levels keep their order, and so do
states.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from standoff.encode.problem import Problem
from standoff.encode.truth import evaluate
from standoff.files.interchange.conditions import Condition
from standoff.files.interchange.cover import cover_states
from standoff.language.tree import Expression, names

MAX_ROWS = 2**14
"""Largest truth table of one expression."""


class Patterns:
    """Turns expressions over a problem's options into conditions.

    Parameters
    ----------
    problem : Problem
        Chance variables are taken at its status quo.
    hypotheses : mapping of str to bool
        Value of every hypothesis.
    """

    def __init__(self, problem: Problem, hypotheses: Mapping[str, bool]) -> None:
        self.problem = problem
        self.hypotheses = hypotheses
        counts = [len(v.levels) - 1 if v.actor >= 0 else 0 for v in problem.space.variables]
        self.first = [0, *np.cumsum(counts).tolist()]

    def bits(self, k: int) -> range:
        """Numbers of the options of GMCR+ that variable `k` becomes."""
        return range(self.first[k], self.first[k + 1])

    def condition(self, tree: Expression) -> Condition | None:
        """Return where an expression holds; None where it speaks of too many options at once."""
        space = self.problem.space
        used = sorted(k for name in names(tree) if (k := space.positions.get(name)) is not None)
        options = [k for k in used if len(self.bits(k))]
        counts = [len(space.variables[k].levels) for k in options]
        if prod(counts) > MAX_ROWS:
            return None
        rows = np.array(list(product(*map(range, counts))), dtype=np.uint8)
        rows = rows.reshape(prod(counts), len(options))
        truth = np.broadcast_to(self._truth(tree, options, rows), len(rows))
        local = _thermometer(rows, counts)
        bits = [bit for k in options for bit in self.bits(k)]
        return tuple(
            tuple((bits[place], yes) for place, yes in cube)
            for cube in cover_states(local[truth], local[~truth])
        )

    def _truth(
        self, tree: Expression, options: Sequence[int], rows: NDArray[np.uint8]
    ) -> NDArray[np.bool_]:
        space = self.problem.space

        def column(name: str) -> NDArray[np.uint8] | None:
            k = space.positions.get(name)
            if k is None:
                return None
            if k in options:
                levels: NDArray[np.uint8] = rows[:, options.index(k)]
                return levels
            return np.full(len(rows), space.levels[self.problem.status_quo, k], dtype=np.uint8)

        return np.asarray(evaluate(tree, column, space.level_number, self.hypotheses))


def _thermometer(rows: NDArray[np.uint8], counts: Sequence[int]) -> NDArray[np.bool_]:
    steps = [
        rows[:, place] >= level for place, count in enumerate(counts) for level in range(1, count)
    ]
    if not steps:
        return np.zeros((len(rows), 0), dtype=np.bool_)
    return np.stack(steps, axis=1)
