"""Numbers that an analyst is sure or unsure of: ``4``, ``2..4`` (uniform), ``3 ± 1`` (normal).

A quantity keeps the text that it was read from, so that a file is written back as it was.
"""

import math
import re
from dataclasses import dataclass, replace
from typing import Literal

from standoff.errors import nearest
from standoff.settings import MONTH_DAYS

UNIT_MONTHS = {"day": 1 / MONTH_DAYS, "week": 7 / MONTH_DAYS, "month": 1.0, "year": 12.0}

MAX_WRITTEN = 200
"""Characters of a quantity; patterns are matched in time that grows faster than the text."""

_NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?"
_PLAIN = re.compile(rf"^({_NUMBER})$", re.I)
_RANGE = re.compile(rf"^({_NUMBER})\s*\.\.\s*({_NUMBER})$", re.I)
_NORMAL = re.compile(rf"^({_NUMBER})\s*(?:±|\+/?-)\s*({_NUMBER})$", re.I)
_RATE = re.compile(
    r"^(?P<count>.+?)\s+(?:per|a|an|every)\s+(?P<span>.*?)\s*(?P<unit>[a-z]+)$", re.I
)
_DURATION = re.compile(r"^(?P<count>.*?[\d.])\s*(?P<unit>[a-z]+)$", re.I)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what is not known of it.

    Attributes
    ----------
    text : str
        As written.
    shape : str
        ``exact``, ``uniform`` on [low, high], ``normal`` (mean `centre`, standard deviation
        `spread`, truncated to [low, high]) or ``lognormal`` (median `centre`, sigma `spread`).
    centre : float
        The value used when one number is wanted.
    low, high : float
        Ends of the range, infinite where there is none.
    spread : float
        See `shape`.
    """

    text: str
    shape: Literal["exact", "uniform", "normal", "lognormal"]
    centre: float
    low: float
    high: float
    spread: float = 0.0

    @property
    def certain(self) -> bool:
        """Whether there is nothing to draw."""
        return self.shape == "exact"

    def blurred(self, sigma: float) -> "Quantity":
        """Give an exact positive number a lognormal factor; anything else is returned as it is."""
        if self.shape != "exact" or self.centre <= 0:
            return self
        return replace(self, shape="lognormal", spread=sigma, low=0.0, high=math.inf)

    def scaled(self, factor: float) -> "Quantity":
        """Multiply by a positive factor, keeping the text."""
        spread = self.spread if self.shape == "lognormal" else self.spread * factor
        return replace(
            self,
            centre=self.centre * factor,
            low=self.low * factor,
            high=self.high * factor,
            spread=spread,
        )


def exact(value: float, text: str | None = None) -> Quantity:
    """Return a number that is sure."""
    return Quantity(str(value) if text is None else text, "exact", value, value, value)


def uniform(low: float, high: float, text: str) -> Quantity:
    """Return a number anywhere in a range; a range of no width is exact."""
    if low == high:
        return exact(low, text)
    return Quantity(text, "uniform", (low + high) / 2, low, high)


def parse_number(
    written: object, what: str, floor: float = -math.inf, ceiling: float = math.inf
) -> Quantity:
    """Read ``3``, ``2..4`` or ``3 ± 1``.

    Parameters
    ----------
    written : object
        Text or a number.
    what : str
        What the number is, for the error.
    floor, ceiling : float
        Valid range; a normal is truncated to it.

    Raises
    ------
    ValueError
        If it cannot be read or lies outside the valid range.
    """
    if isinstance(written, bool) or written is None or not isinstance(written, str | int | float):
        raise ValueError(f"{what} should be a number, a range `2..4` or `3 ± 1`")
    text = _as_text(written, what)
    quantity = _read_number(text, floor, ceiling)
    if quantity is None:
        raise ValueError(f"'{text}' is not {what}: write a number, a range `2..4` or `3 ± 1`")
    ends = (quantity.centre,) if quantity.shape == "normal" else (quantity.low, quantity.high)
    if not all(floor <= end <= ceiling for end in ends) or not all(map(math.isfinite, ends)):
        raise ValueError(f"{text} is outside the valid range of {what}, {_span(floor, ceiling)}")
    return quantity


def _as_text(written: object, what: str) -> str:
    text = str(written).strip()
    if len(text) > MAX_WRITTEN:
        raise ValueError(
            f"'{text[:20]}...' is too long for {what}: {MAX_WRITTEN} characters at most"
        )
    return text


def _read_number(text: str, floor: float, ceiling: float) -> Quantity | None:
    if match := _PLAIN.match(text):
        return exact(float(match[1]), text)
    if match := _RANGE.match(text):
        low, high = float(match[1]), float(match[2])
        if low > high:
            raise ValueError(f"the range {text} runs backwards; write {match[2]}..{match[1]}")
        return uniform(low, high, text)
    if match := _NORMAL.match(text):
        mean, sd = float(match[1]), float(match[2])
        if sd < 0:
            raise ValueError(f"the spread in {text} is negative")
        if sd == 0:
            return exact(mean, text)
        return Quantity(text, "normal", mean, floor, ceiling, sd)
    return None


def parse_rate(written: object, what: str = "a rate") -> Quantity:
    """Read ``1 per month``, ``0.5..2 per year`` or ``1 per 8 months`` as events a month.

    Raises
    ------
    ValueError
        If it cannot be read; the unit must be said.
    """
    text = _as_text(written, what)
    match = _RATE.match(text)
    if isinstance(written, bool) or match is None:
        raise ValueError(
            f"'{text}' is not {what}: write for instance `1 per month` or `2 per year`"
        )
    unit = _unit(match["unit"])
    span = parse_number(match["span"] or 1, "a length of time", floor=1e-9)
    count = parse_number(match["count"], what, floor=0.0)
    if span.shape == "normal" or not (span.certain or count.certain):
        raise ValueError(f"'{text}': put the range on one side of 'per' only")
    if span.certain:
        return replace(count.scaled(1 / (span.centre * unit)), text=text)
    return uniform(count.centre / (span.high * unit), count.centre / (span.low * unit), text)


def parse_duration(written: object, what: str = "a length of time") -> Quantity:
    """Read ``12 months``, ``90 days`` or ``3..6 weeks`` as months.

    Raises
    ------
    ValueError
        If it cannot be read, the unit is missing, or it is not above zero.
    """
    text = _as_text(written, what)
    match = _DURATION.match(text)
    if isinstance(written, bool) or match is None:
        raise ValueError(
            f"'{text}' is not {what}: write a number and a unit, for instance `12 months`"
        )
    unit = _unit(match["unit"])
    return replace(parse_number(match["count"], what, floor=1e-9).scaled(unit), text=text)


def _unit(word: str) -> float:
    singular = word.lower().removesuffix("s")
    if singular not in UNIT_MONTHS:
        raise ValueError(
            f"'{word}' is no unit of time{nearest(word.lower(), [u + 's' for u in UNIT_MONTHS])}"
        )
    return UNIT_MONTHS[singular]


def _span(floor: float, ceiling: float) -> str:
    if math.isinf(ceiling):
        return f"{floor:g} or more" if floor > 1e-6 or floor == 0 else "above 0"
    return f"{floor:g} to {ceiling:g}"
