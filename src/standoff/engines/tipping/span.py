"""How far an input may plausibly be from its central value.

A range counts whole, a normal or lognormal within its central 99 %. A number that the file takes as
sure is tried from half to twice its value (a probability: from half to twice the odds). Where only
the order of an actor's statements is known, a weight is tried between its neighbours in the order.
Positive numbers that may vary by a factor are measured on a logarithmic scale, others on a plain one.
"""

from dataclasses import dataclass
from math import exp, log

from standoff.encode.inputs import FIRST_WEIGHT, Input, Inputs
from standoff.errors import Path

REACH = 2.5758293035489004
"""Standard deviations on each side that hold 99 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Span:
    """The plausible range of one input.

    Attributes
    ----------
    name, label : str
        The input, and what it is in plain words.
    path : Path
        Where it stands in the file.
    centre : float
        Its central value, in [low, high].
    low, high : float
        Ends of the plausible range.
    logarithmic : bool
        Whether distances are measured by factors.
    """

    name: str
    label: str
    path: Path
    centre: float
    low: float
    high: float
    logarithmic: bool

    def at(self, share: float) -> float:
        """Return the value that lies a share of the way (0 to 1) to the end above, or -1 to 0 below.

        Parameters
        ----------
        share : float
            In [-1, 1]; 0 is the centre, 1 the high end, -1 the low end.
        """
        end = self.high if share >= 0 else self.low
        if abs(share) == 1:
            return end
        if self.logarithmic:
            return exp(log(self.centre) + abs(share) * (log(end) - log(self.centre)))
        return self.centre + abs(share) * (end - self.centre)

    def share(self, value: float) -> float:
        """Return how far a value is from the centre, the inverse of `at`."""
        end = self.high if value >= self.centre else self.low
        if end == self.centre:
            return 0.0
        if self.logarithmic:
            way = log(value / self.centre) / log(end / self.centre)
        else:
            way = (value - self.centre) / (end - self.centre)
        return way if value >= self.centre else -way


def spans(inputs: Inputs) -> dict[str, Span]:
    """Return the plausible range of every input that has one, by name.

    An input that is exactly 0 and sure has none, as no factor leads away from 0.
    """
    found = {}
    for k, row in enumerate(inputs.rows):
        low, high, logarithmic = _ordered(inputs, k) if row.order > 1 else _range(row)
        if low < high:
            centre = row.quantity.centre
            found[row.name] = Span(row.name, row.label, row.path, centre, low, high, logarithmic)
    return found


def _range(row: Input) -> tuple[float, float, bool]:
    quantity, centre = row.quantity, row.quantity.centre
    match quantity.shape:
        case "uniform":
            return quantity.low, quantity.high, False
        case "lognormal":
            factor = exp(REACH * quantity.spread)
            return centre / factor, centre * factor, True
        case "normal":
            reach = REACH * quantity.spread
            low, high = max(quantity.low, centre - reach), min(quantity.high, centre + reach)
            return low, high, False
    if row.path[-1] == "prior":
        return centre / (2 - centre), 2 * centre / (1 + centre), False
    if centre < 0:
        return 2 * centre, centre / 2, False
    return centre / 2, 2 * centre, centre > 0


def _ordered(inputs: Inputs, k: int) -> tuple[float, float, bool]:
    """Range of a weight of which only the place in the order is known."""
    row = inputs.rows[k]
    place = int(row.path[-2])
    above = inputs.rows[k - 1].quantity.centre if place else 2 * FIRST_WEIGHT
    below = inputs.rows[k + 1].quantity.centre if place + 1 < row.order else 0.0
    return below, above, False
