"""Dates in running text as intervals, reckoned from the day of publication."""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass

from standoff.draft.locate import Span

RECENT_DAYS = 30
"""How far back "recently", or no word at all, may reach."""

_MONTH_NAMES = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
    "august aug", "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = tuple(names.split()[0].capitalize() for names in _MONTH_NAMES)
"""Months as English writes them, whatever the locale."""

DAYS = tuple(name.capitalize() for name in _DAYS)
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
    "a": 1,
    "one": 1,
}
_FULL = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+(?P<year>\d{{4}}))?"
    rf"|{_MONTH.replace('month', 'month2')}\s+(?P<day2>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?(?:,?\s+(?P<year2>\d{{4}}))?)\b"
)
_PART = re.compile(
    rf"\b(?:(?P<part>early|mid|late)[\s-]+|in\s+|since\s+"
    rf"|last\s+)(?:of\s+)?{_MONTH}(?:\s+(?P<year>\d{{4}}))?(?![\w’'])",
    re.I,
)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_WEEKDAY = re.compile(
    r"\b(?:on|last|late on|by)\s+(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_AGO = re.compile(
    r"\b(?P<n>\d{1,3}|two|three|four|five|six|seven|ten|a|one)\s+(?P<unit>day|week|month)s?\s+ago\b",
    re.I,
)
_WORDS: tuple[tuple[str, int, int], ...] = (
    (r"today|this (?:morning|afternoon|evening)|tonight", 0, 0),
    (r"yesterday|last night", 1, 1),
    (r"this week|in recent days|over the past few days|earlier this week", 6, 0),
    (r"last week", 13, 5),
    (
        r"this month|in recent weeks|lately|recently|around the same time|shortly thereafter",
        RECENT_DAYS,
        0,
    ),
    (r"last month", 61, 15),
    (r"this year", 365, 0),
    (r"last year", 730, 180),
)


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days and the words for it.

    Attributes
    ----------
    earliest, latest : date
    said : bool
        False where the text gives no date.
    span : Span or None
    """

    earliest: dt.date
    latest: dt.date
    said: bool
    span: Span | None = None


def when(text: str, span: Span, published: dt.date) -> When:
    """Return when something in a sentence was said or done.

    Parameters
    ----------
    text : str
    span : Span
        The sentence.
    published : date
        The last day that the text can speak of as past.
    """
    for match in _ISO.finditer(text, span.start, span.end):
        day = _day(int(match[1]), int(match[2]), int(match[3]))
        if day is not None and day <= published:
            return When(day, day, True, Span(*match.span()))
    for match in _FULL.finditer(text, span.start, span.end):
        day = _full(match, published)
        if day is not None and day <= published:
            return When(day, day, True, Span(*match.span()))
    for read in (_part, _weekday, _ago, _word):
        found = read(text, span, published)
        if found is not None:
            return found
    return When(published - dt.timedelta(days=RECENT_DAYS), published, False)


def dateline(text: str) -> tuple[dt.date, Span] | None:
    """Return the full date that stands in the first lines of a text, if one does."""
    for match in _ISO.finditer(text, 0, 400):
        day = _day(int(match[1]), int(match[2]), int(match[3]))
        if day is not None:
            return day, Span(*match.span())
    for match in _FULL.finditer(text, 0, 400):
        if match["year"] or match["year2"]:
            day = _full(match, dt.date.max)
            if day is not None:
                return day, Span(*match.span())
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _full(match: re.Match[str], published: dt.date) -> dt.date | None:
    """A day and month; without a year, the last one before publication."""
    month = _MONTHS[(match["month"] or match["month2"]).lower().rstrip(".")]
    number = int(match["day"] or match["day2"])
    year = match["year"] or match["year2"]
    if year:
        return _day(int(year), month, number)
    day = _day(published.year, month, number)
    return day if day is None or day <= published else _day(published.year - 1, month, number)


def _part(text: str, span: Span, published: dt.date) -> When | None:
    for match in _PART.finditer(text, span.start, span.end):
        month = _MONTHS[match["month"].lower().rstrip(".")]
        year = int(match["year"]) if match["year"] else published.year
        if not match["year"] and dt.date(year, month, 1) > published:
            year -= 1
        last = monthrange(year, month)[1]
        first, end = {"early": (1, 10), "mid": (10, 20), "late": (21, last)}.get(
            (match["part"] or "").lower(), (1, last)
        )
        if dt.date(year, month, first) <= published:
            latest = min(dt.date(year, month, end), published)
            return When(dt.date(year, month, first), latest, True, Span(*match.span()))
    return None


def _weekday(text: str, span: Span, published: dt.date) -> When | None:
    match = _WEEKDAY.search(text, span.start, span.end)
    if match is None:
        return None
    back = (published.weekday() - _DAYS.index(match[1].lower())) % 7
    day = published - dt.timedelta(days=back)
    return When(day, day, True, Span(*match.span()))


def _ago(text: str, span: Span, published: dt.date) -> When | None:
    match = _AGO.search(text, span.start, span.end)
    if match is None:
        return None
    number = _NUMBERS.get(match["n"].lower()) or int(match["n"])
    days = {"day": 1, "week": 7, "month": 30}[match["unit"].lower()]
    middle = published - dt.timedelta(days=number * days)
    slack = dt.timedelta(days=(days - 1) // 2)
    return When(middle - slack, min(middle + slack, published), True, Span(*match.span()))


def _word(text: str, span: Span, published: dt.date) -> When | None:
    for pattern, first, last in _WORDS:
        match = re.compile(rf"\b(?:{pattern})\b", re.I).search(text, span.start, span.end)
        if match is not None:
            earliest = published - dt.timedelta(days=first)
            latest = published - dt.timedelta(days=last)
            return When(earliest, latest, True, Span(*match.span()))
    return None
