"""A map of two inputs: the point forecast on a grid over both plausible ranges."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.engines.tipping.span import Span
from standoff.errors import LimitReached

Floats = NDArray[np.float64]
Together = Callable[[float, float], Floats]
"""Point forecast with the two inputs at values: the probability of each scenario, float64[S]."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Atlas:
    """The point forecast over two inputs, all else at the centre.

    Attributes
    ----------
    first, second : Span
        The inputs, along the columns and along the rows.
    columns, rows : float64[n]
        Values of the first and of the second, ascending; the centre is among them.
    scenarios : tuple of str
    probability : float64[n, n, S]
        By row, column and scenario.
    """

    first: Span
    second: Span
    columns: Floats
    rows: Floats
    scenarios: tuple[str, ...]
    probability: Floats

    @property
    def leader(self) -> NDArray[np.int64]:
        """Place of the scenario that leads, int64[n, n]."""
        return np.asarray(self.probability.argmax(axis=2), dtype=np.int64)

    def to_json(self) -> dict[str, Any]:
        """Plain data in the shape that ``standoff tipping --pair --json`` prints."""
        return {
            "first": self.first.name,
            "second": self.second.name,
            "columns": self.columns.tolist(),
            "rows": self.rows.tolist(),
            "probability": {
                name: self.probability[:, :, k].tolist() for k, name in enumerate(self.scenarios)
            },
            "leader": [[self.scenarios[k] for k in row] for row in self.leader],
        }


def draw_map(
    first: Span,
    second: Span,
    scenarios: tuple[str, ...],
    answers: Together,
    *,
    points: int = 7,
    max_seconds: float | None = None,
    progress: Progress | None = None,
) -> Atlas:
    """Forecast on a grid over the plausible ranges of two inputs.

    Parameters
    ----------
    first, second : Span
    scenarios : tuple of str
        In the order of the answers.
    answers : callable
        Point forecast at two values.
    points : int
        Values of each input, odd, so that the centre is one of them.
    max_seconds : float, optional
    progress : callable, optional
        Told how many forecasts are done, of how many.

    Raises
    ------
    LimitReached
        If it takes longer than `max_seconds`.
    """
    ways = np.linspace(-1, 1, points)
    columns = np.unique([first.at(way) for way in ways])
    rows = np.unique([second.at(way) for way in ways])
    found = np.zeros((len(rows), len(columns), len(scenarios)))
    began, total, done = monotonic(), len(rows) * len(columns), 0
    for i, y in enumerate(rows):
        for j, x in enumerate(columns):
            if max_seconds is not None and monotonic() - began > max_seconds:
                raise LimitReached(
                    f"{done} of {total} forecasts were made in {max_seconds:g} seconds, the limit:"
                    " raise --max-seconds or lower --points"
                )
            found[i, j] = answers(float(x), float(y))
            done += 1
            if progress is not None:
                progress(done, total)
    return Atlas(first, second, columns, rows, scenarios, found)
