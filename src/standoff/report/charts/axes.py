"""Scales and tick marks."""

import datetime as dt
import math
from dataclasses import dataclass

from standoff.report.charts.labels import SIZE, text_width
from standoff.report.words import after, day, month, number, short_day


@dataclass(frozen=True)
class Axis:
    """A linear map from values to px."""

    low: float
    high: float
    start: float
    stop: float

    def __call__(self, value: float) -> float:
        """Return where a value lies, px; what is beyond the ends lies at the end."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(1.0, max(0.0, share)) * (self.stop - self.start)


def round_step(span: float, parts: int) -> float:
    """Return a round step (1, 2 or 5 times a power of ten) that cuts a span into about `parts`."""
    raw = span / max(1, parts)
    power = 10.0 ** math.floor(math.log10(raw))
    return next((f * power for f in (1, 2, 5) if f * power >= raw * 0.999), 10 * power)


def ticks(high: float, parts: int) -> list[float]:
    """Return round values from 0 until the last that is at least `high`."""
    step = round_step(high, parts)
    count = math.ceil(high / step - 1e-9)
    return [round(i * step, 10) for i in range(count + 1)]


def probability_ticks(highest: float) -> list[float]:
    """Return the ticks of an axis of probability that must reach `highest`.

    An axis never ends below 5 %, lest noise look like news, and ends at 100 % once it nears it.
    """
    if highest > 0.8:
        return [0.0, 0.25, 0.5, 0.75, 1.0]
    return ticks(max(highest, 0.05), 4)


def probability_axis(highest: float) -> tuple[list[float], float]:
    """Return the rules across a plot of probabilities, and the value at its upper end.

    The plot ends a little above what it shows where its next rule would leave much of it empty.
    """
    rules = probability_ticks(highest)
    step = rules[1] - rules[0]
    if rules[-1] - max(highest, 0.05) < 0.5 * step or rules[-1] >= 1:
        return rules, rules[-1]
    return rules[:-1], max(highest, 0.05) + 0.12 * step


def tick_text(value: float, scale: str) -> str:
    """Return what stands at a tick."""
    if scale == "probability":
        return f"{number(100 * value)}%"
    return number(value)


@dataclass(frozen=True)
class TimeTick:
    """A tick on an axis of months, with the time elapsed and the date."""

    months: float
    elapsed: str
    date: str


def time_ticks(origin: dt.date | None, low: float, high: float, width: float) -> list[TimeTick]:
    """Return ticks for months `low..high` after `origin` on an axis `width` px wide."""
    if origin is None:
        return _plain_ticks(low, high, width)
    span = high - low
    room = max(1, int(width // (text_width("00 Mmm 0000", SIZE) + 18)))
    if span < 2.5:
        return _day_ticks(origin, low, high, room)
    step = _months_apart(span, room)
    first = math.ceil(low / step - 1e-9) * step
    count = int((high - first) / step + 1e-9) + 1
    values = [first + i * step for i in range(count)]
    return [
        TimeTick(m, number(m) if m else "now", month(after(origin, m))) for m in map(float, values)
    ]


def _plain_ticks(low: float, high: float, width: float) -> list[TimeTick]:
    room = max(2, int(width // 80))
    step = round_step(high - low, room) if high - low < 2.5 else _months_apart(high - low, room)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    values = (round(i * step, 10) for i in range(first, last + 1))
    return [TimeTick(m, number(m) if m else "now", "") for m in values]


def _months_apart(span: float, room: int) -> int:
    return next((s for s in (1, 2, 3, 6, 12, 24, 60, 120) if span / s <= room), 240)


def moment(origin: dt.date | None, months: float) -> str:
    """Return the day that lies some months after `origin`, or without one how far it lies."""
    if origin is not None:
        return day(after(origin, months))
    return f"month {number(months)}" if months else "the start"


def _day_ticks(origin: dt.date, low: float, high: float, room: int) -> list[TimeTick]:
    days_low, days_high = low * 365.25 / 12, high * 365.25 / 12
    step = next((s for s in (1, 2, 7, 14) if (days_high - days_low) / s <= room), 30)
    first = math.ceil(days_low / step - 1e-9) * step
    found: list[TimeTick] = []
    elapsed = first
    while elapsed <= days_high + 1e-6:
        date = origin + dt.timedelta(days=elapsed)
        found.append(TimeTick(elapsed * 12 / 365.25, "", short_day(date)))
        elapsed += step
    return found
