"""Which change makes which part of a difference between two answers.

With few changes each gets its Shapley value, the mean of what it adds over all orders in which the
changes can be made (Shapley 1953); with more, they are made one after another in the order of the file.
Either way the parts add up to the whole. A change that cannot be made before the next one, as a wish that
names an option not there yet, is made together with it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.model import Crisis
from standoff.errors import CrisisError, UsageError

Floats = NDArray[np.float64]
Make = Callable[[Sequence[int]], Crisis]
"""From the places of the changes that are made to the crisis that comes out."""

Ask = Callable[[Crisis], Floats]
"""From a crisis to the probability of each scenario, float64[S]."""

MOST_SHARED = 3
"""Changes up to which all orders are gone through."""


@dataclass(frozen=True, slots=True)
class Credit:
    """What one change, or several that only go together, does to each scenario.

    Attributes
    ----------
    changes : tuple of str
    shift : mapping of str to float
        Change of probability.
    """

    changes: tuple[str, ...]
    shift: Mapping[str, float]

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {"changes": list(self.changes), "shift": dict(self.shift)}


@dataclass(frozen=True)
class Reasons:
    """How a difference between two point forecasts is made up.

    Attributes
    ----------
    method : str
        ``single``, ``shapley`` or ``in order``.
    before, after : mapping of str to float
        Probability of each scenario at the central values.
    credits : tuple of Credit
        In the order of the changes; they add up to the difference.
    """

    method: Literal["single", "shapley", "in order"]
    before: Mapping[str, float]
    after: Mapping[str, float]
    credits: tuple[Credit, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "method": self.method,
            "before": dict(self.before),
            "after": dict(self.after),
            "credits": [credit.to_json() for credit in self.credits],
        }


def give_credit(changes: Sequence[str], scenarios: Sequence[str], make: Make, ask: Ask) -> Reasons:
    """Split the difference that changes make together among them.

    Parameters
    ----------
    changes : sequence of str
        C changes, in the order of the file.
    scenarios : sequence of str
        In the order of the answers.
    make : callable
        Crisis with some of the changes made.
    ask : callable
        Answer of a crisis.
    """
    known: dict[frozenset[int], Floats | None] = {}

    def worth(made: frozenset[int]) -> Floats | None:
        if made not in known:
            try:
                known[made] = ask(make(sorted(made)))
            except (CrisisError, UsageError):
                known[made] = None
        return known[made]

    groups: list[tuple[int, ...]]
    everyone = frozenset(range(len(changes)))
    before, after = ask(make([])), ask(make(sorted(everyone)))
    known |= {frozenset(): before, everyone: after}
    shared = _shapley(len(changes), worth) if 1 < len(changes) <= MOST_SHARED else None
    if shared is not None:
        groups, method = [(k,) for k in range(len(changes))], "shapley"
        shifts = shared
    else:
        groups, shifts = _in_order(len(changes), worth, before)
        method = "single" if len(groups) <= 1 else "in order"
    return Reasons(
        method,  # type: ignore[arg-type]
        _named(scenarios, before),
        _named(scenarios, after),
        tuple(
            Credit(tuple(changes[k] for k in group), _named(scenarios, shift))
            for group, shift in zip(groups, shifts, strict=True)
        ),
    )


def _named(scenarios: Sequence[str], values: Floats) -> dict[str, float]:
    return dict(zip(scenarios, map(float, values), strict=True))


def _shapley(count: int, worth: Callable[[frozenset[int]], Floats | None]) -> list[Floats] | None:
    """Return the Shapley value of each change; None where some cannot be made without others."""
    shifts = []
    for k in range(count):
        others = [j for j in range(count) if j != k]
        total: Floats | float = 0.0
        for size in range(count):
            share = factorial(size) * factorial(count - size - 1) / factorial(count)
            for made in combinations(others, size):
                without, with_ = worth(frozenset(made)), worth(frozenset((*made, k)))
                if without is None or with_ is None:
                    return None
                total = total + share * (with_ - without)
        shifts.append(np.asarray(total, dtype=np.float64))
    return shifts


def _in_order(
    count: int, worth: Callable[[frozenset[int]], Floats | None], before: Floats
) -> tuple[list[tuple[int, ...]], list[Floats]]:
    """Make one change after another; those that cannot be made yet wait for the next."""
    groups: list[tuple[int, ...]] = []
    shifts: list[Floats] = []
    waiting: list[int] = []
    now = before
    for k in range(count):
        waiting.append(k)
        then = worth(frozenset(range(k + 1)))
        if then is not None:
            groups.append(tuple(waiting))
            shifts.append(then - now)
            now, waiting = then, []
    return groups, shifts
