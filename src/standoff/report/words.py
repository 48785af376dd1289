"""Numbers, dates and lists as a careful analyst would write them.

Probabilities are rounded to whole per cent and never to a certainty that was not computed: what
rounds to nothing is "<1%", what rounds to everything is ">99%". The estimative word for a
probability comes from a yardstick, which is the language layer's business.
"""

import calendar
import datetime as dt
import math
import unicodedata
from collections.abc import Iterable

from standoff.settings import MONTH_DAYS

UNKNOWN = "not known"
CERTAIN = 1e-9
"""Probabilities closer than this to 0 or 1 cannot be told from it."""
UNSEEN = 0.004
"""Probability at which what was never seen is told, or less."""
MINUS = "\N{MINUS SIGN}"
EN_DASH = "\N{EN DASH}"

_SIMPLE_ODDS = ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5))
_SMALL_ODDS = (6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 300, 500, 1000)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def percent(probability: float | None) -> str:
    """Return a probability in whole per cent: `38%`, `<1%`, `>99%`.

    `0%` and `100%` are said only of what cannot or must happen in the model, up to the error of
    the solver (`CERTAIN`).
    """
    if probability is None or math.isnan(probability):
        return UNKNOWN
    whole = round(100 * probability)
    if whole <= 0 and probability > CERTAIN:
        return "<1%"
    if whole >= 100 and probability < 1 - CERTAIN:
        return ">99%"
    return f"{whole}%"


def sampled(share: float, cases: float) -> float:
    """Return a share that was counted in so many cases, no nearer to 0 or 1 than half a case.

    What no case shows may still happen: such a share is told as `<1%`, not as `0%`, however few the
    cases are.
    """
    end = min(UNSEEN, 0.5 / max(cases, 1.0))
    return min(max(share, end), 1.0 - end)


def about(probability: float | None) -> str:
    """Return a probability for the middle of a sentence: `about 38%`, `less than 1%`."""
    text = percent(probability)
    if text.startswith("<"):
        return f"less than {text[1:]}"
    if text.startswith(">"):
        return f"more than {text[1:]}"
    if text in {"0%", "100%", UNKNOWN}:
        return text
    return f"about {text}"


def band(low: float | None, high: float | None, *, spoken: bool = False) -> str:
    """Return a range of probability: `22–55%`, or `22 to 55%` if `spoken`; empty if unknown.

    Beside `<` or `>` a dash would read as an arrow, so the word stands there, too: `58 to >99%`.
    """
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return ""
    first, last = percent(low), percent(high)
    if first == last:
        return first
    dash = " to " if spoken or {"<", ">"} & {*first, *last} else EN_DASH
    return f"{first.removesuffix('%')}{dash}{last}"


def band_beside(value: float, low: float | None, high: float | None) -> str:
    """Return a range of probability as `band` does; empty where it adds nothing to the value."""
    within = band(low, high)
    return "" if within == percent(value) else within


def odds(probability: float) -> str:
    """Return a probability as odds that people picture: `1 in 8`, `2 in 3`, `19 in 20`."""
    if probability <= CERTAIN:
        return "never"
    if probability >= 1 - CERTAIN:
        return "always"
    if probability < 0.18:
        return _long_odds(probability, "1 in {}", "less than 1 in {}")
    if probability > 0.82:
        rest = 1 - probability
        if rest < 0.5 / _SMALL_ODDS[-1]:
            return f"more than {_SMALL_ODDS[-1] - 1:,} in {_SMALL_ODDS[-1]:,}"
        n = _nearest_small_odds(rest)
        return f"{n - 1:,} in {n:,}"
    over, under = min(_SIMPLE_ODDS, key=lambda pair: abs(pair[0] / pair[1] - probability))
    return f"{over} in {under}"


def _nearest_small_odds(probability: float) -> int:
    return min(_SMALL_ODDS, key=lambda n: abs(math.log(n * probability)))


def _long_odds(probability: float, form: str, below: str) -> str:
    if probability < 0.5 / _SMALL_ODDS[-1]:
        return below.format(f"{_SMALL_ODDS[-1]:,}")
    return form.format(f"{_nearest_small_odds(probability):,}")


def points(change: float | None, *, short: bool = False) -> str:
    """Return a change of probability in points of per cent: `+4 points`, `no change`.

    `short` leaves the unit out, for a column whose heading says it.
    """
    if change is None or math.isnan(change):
        return UNKNOWN
    if abs(change) < 0.0005:
        return "0" if short else "no change"
    sign = "+" if change > 0 else MINUS
    if abs(change) < 0.005:
        return f"{sign}<1" if short else f"{sign}<1 point"
    whole = round(100 * abs(change))
    return f"{sign}{whole}" if short else f"{sign}{counted(whole, 'point')}"


def factor(ratio: float) -> str:
    """Return a likelihood ratio as a factor on the odds: `×3`, `÷1.5`, `×1` for no change."""
    if ratio >= 1:
        return f"×{_short(ratio)}"
    if ratio <= 0:
        return "×0"
    return f"÷{_short(1 / ratio)}"


def _short(value: float) -> str:
    if value >= 99.5:
        return f"{value:,.0f}"
    if value >= 9.95:
        return f"{value:.0f}"
    return f"{value:.1f}".removesuffix(".0")


def number(value: float | None, *, digits: int = 3) -> str:
    """Return a number to `digits` significant digits, with a true minus sign and no exponent.

    Integers are written whole, with a comma at each thousand.
    """
    if value is None or math.isnan(value):
        return UNKNOWN
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    if float(value).is_integer():
        text = f"{abs(value):,.0f}"
    elif abs(value) < 1e-4:
        text = f"{abs(value):.1e}".replace("e-0", "e-").replace("e-", f"e{MINUS}")
    else:
        decimals = max(0, digits - 1 - math.floor(math.log10(abs(value))))
        text = f"{abs(value):,.{decimals}f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
    return f"{MINUS}{text}" if value < 0 and text != "0" else text


def months(duration: float | None) -> str:
    """Return a duration given in months: `12 days`, `4.5 months`, `2.5 years`."""
    if duration is None or math.isnan(duration):
        return UNKNOWN
    if math.isinf(duration):
        return "never"
    if duration < 0.95:
        return counted(round(duration * MONTH_DAYS), "day")
    if duration < 23.95 or (duration <= 36 and float(duration).is_integer()):
        return _units(duration, "month")
    return _units(duration / 12, "year")


def months_beside(value: float, low: float, high: float) -> str:
    """Return two durations for brackets behind a third: `1.3–10.5` behind `5.5 months`.

    The unit is left out where all three have the same; else it is `5 days to 10.5 months`.
    """
    written = [months(one).partition(" ") for one in (value, low, high)]
    if len({unit.rstrip("s") for _, _, unit in written}) == 1:
        return EN_DASH.join(amount for amount, _, _ in written[1:])
    return " to ".join("".join(parts) for parts in written[1:])


def _units(value: float, unit: str) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return f"{text} {unit}" if text == "1" else f"{text} {unit}s"


def counted(n: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: `1 draw`, `256 draws`, `no draws`."""
    many = plural or f"{noun}s"
    if n == 0:
        return f"no {many}"
    return f"{n:,} {noun if n == 1 else many}"


def clipped(text: str, limit: int) -> str:
    """Return a text cut after a whole word, with a mark, where it has more than `limit` characters."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:")
    return f"{kept} …"


def day(date: dt.date) -> str:
    """Return a date in full: `6 January 2023`."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def short_day(date: dt.date, *, year: bool = True) -> str:
    """Return a date for a tight place: `6 Jan 2023`, or `6 Jan`."""
    text = f"{date.day} {_MONTHS[date.month - 1][:3]}"
    return f"{text} {date.year}" if year else text


def month(date: dt.date) -> str:
    """Return the month of a date: `Jan 2023`."""
    return f"{_MONTHS[date.month - 1][:3]} {date.year}"


def after(origin: dt.date, elapsed: float) -> dt.date:
    """Return the day that lies `elapsed` months after `origin`.

    Whole months are counted on the calendar (a year after 14 March is 14 March), parts of months
    as 365.25/12 days; the two differ by two days at most.
    """
    whole = round(elapsed)
    if abs(elapsed - whole) > 1e-6:
        return origin + dt.timedelta(days=round(elapsed * MONTH_DAYS))
    years, place = divmod(origin.month - 1 + whole, 12)
    year, month_number = origin.year + years, place + 1
    last = calendar.monthrange(year, month_number)[1]
    return dt.date(year, month_number, min(origin.day, last))


def joined(items: Iterable[str], last: str = "and") -> str:
    """Return a list as a phrase: `a`, `a and b`, `a, b and c`.

    Where an item has a comma of its own, semicolons part them: `a, x; b; and c`.
    """
    parts = list(items)
    if len(parts) < 2:
        return "".join(parts)
    if any("," in part for part in parts):
        return f"{'; '.join(parts[:-1])}; {last} {parts[-1]}"
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def sentence(text: str) -> str:
    """Return the text with a capital first letter and a full stop."""
    text = text.strip()
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?…:" else f"{text}."


def printable(text: str) -> str:
    """Return text on one line, without what could command a terminal or reorder the letters.

    Control characters go, and so do the overrides of writing direction; the joiners that Arabic
    and Indic scripts need stay.
    """
    flat = text.translate(_BREAKS)
    return "".join(
        char
        for char in flat
        if unicodedata.category(char) not in {"Cc", "Cs"} and char not in _OVERRIDES
    )


_BREAKS = str.maketrans("\n\r\t\u2028\u2029", "     ")
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
