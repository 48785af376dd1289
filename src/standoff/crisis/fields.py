"""Single values of a crisis file: how each is read, in the words and units that users write."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from standoff.errors import nearest
from standoff.language.likelihood import word_range
from standoff.language.parser import RESERVED, parse
from standoff.language.quantity import (
    Quantity,
    exact,
    parse_duration,
    parse_number,
    parse_rate,
    uniform,
)
from standoff.language.tree import Expression

WEIGHT_WORDS = {"minor": 1.0, "moderate": 2.0, "major": 4.0, "vital": 8.0}
"""Weights in units of utility; one unit is one logit at precision 1."""

WEIGHT_SIGMA = 0.25
"""Sigma of the lognormal factor on a weight that is given as a word."""

PRECISION_WORDS = {"erratic": 1.0, "ordinary": 2.0, "deliberate": 4.0, "machine": 16.0}

STRENGTH_WORDS = {"slight": 1.5, "moderate": 3.0, "strong": 10.0}
"""Likelihood ratios of evidence."""

TEMPO_SIGMA = 0.3
"""Sigma of the lognormal factor on a tempo or precision that is given as one number."""

MOST = 1000.0
"""Largest weight, effort, precision, and rate a month: beyond it numbers are mistakes."""

MOST_MONTHS = 1200.0
"""Longest length of time, 100 years."""

MAX_LEVEL = 50
"""Highest level of reasoning."""

MAX_NAME = 60
"""Longest name of an actor, option, ..."""


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression as written and as parsed."""

    text: str
    tree: Expression


@dataclass(frozen=True, slots=True)
class Setting:
    """One option or chance variable at one level; `level` None means on (the second level)."""

    name: str
    level: str | None = None

    @property
    def text(self) -> str:
        """As written in a result: ``actor.option`` or ``actor.option=level``."""
        return self.name if self.level is None else f"{self.name}={self.level}"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a text that the register of sources names.

    Attributes
    ----------
    source : str
        Name of the source.
    start, end : int
        Characters (Unicode code points) of the text, counted from 0; `end` is past the last.
    """

    source: str
    start: int
    end: int

    @property
    def text(self) -> str:
        """As written in a crisis file, ``article@120-184``."""
        return f"{self.source}@{self.start}-{self.end}"


def _words(written: object, words: dict[str, float], what: str) -> Quantity | None:
    if isinstance(written, str) and re.match(r"^[a-z]", written.strip(), re.I):
        plain = written.strip().lower()
        if plain not in words:
            raise ValueError(f"'{written}' is no {what}{nearest(plain, list(words))}")
        return exact(words[plain], written)
    return None


def read_formula(written: object) -> Formula:
    """Read an expression; YAML's own true and false are expressions too."""
    if isinstance(written, bool):
        written = str(written).lower()
    if not isinstance(written, str):
        raise ValueError("an expression should be text, for instance `not ttp.attacks`")
    return Formula(written, parse(written))


def read_weight(written: object) -> Quantity:
    """Read a weight: a word, blurred by a lognormal factor, or a number of 0 or more."""
    word = _words(written, WEIGHT_WORDS, "weight")
    return word.blurred(WEIGHT_SIGMA) if word else parse_number(written, "a weight", 0.0, MOST)


def read_precision(written: object) -> Quantity:
    """Read a precision: a word or a number of 0 or more, blurred unless a range is given."""
    word = _words(written, PRECISION_WORDS, "precision")
    return (word or parse_number(written, "a precision", 0.0, MOST)).blurred(TEMPO_SIGMA)


def read_tempo(written: object) -> Quantity:
    """Read decision opportunities a month, blurred unless a range is given."""
    return read_rate(written, "a tempo").blurred(TEMPO_SIGMA)


def read_rate(written: object, what: str = "a rate") -> Quantity:
    """Read events a month, at most `MOST` of them."""
    rate = parse_rate(written, what)
    if _reaches_past(rate, MOST):
        raise ValueError(f"{rate.text} is more often than {MOST:g} times a month")
    return _cut_off(rate, MOST)


def _reaches_past(quantity: Quantity, most: float) -> bool:
    return (quantity.centre if quantity.shape == "normal" else quantity.high) > most


def _cut_off(quantity: Quantity, most: float) -> Quantity:
    """Truncate a normal, which has no end of its own, to the valid range."""
    return replace(quantity, high=most) if quantity.shape == "normal" else quantity


def read_duration(written: object) -> Quantity:
    """Read a length of time of at most 100 years, as months."""
    duration = parse_duration(written)
    if _reaches_past(duration, MOST_MONTHS):
        raise ValueError(f"{duration.text} is longer than {MOST_MONTHS / 12:g} years")
    return _cut_off(duration, MOST_MONTHS)


def read_day(written: object) -> dt.date:
    """Read a date, ``2023-01-06``."""
    if isinstance(written, dt.date) and not isinstance(written, dt.datetime):
        return written
    if isinstance(written, str) and re.match(r"^\d{4}-\d{2}-\d{2}$", written.strip()):
        try:
            return dt.date.fromisoformat(written.strip())
        except ValueError:
            raise ValueError(f"there is no day {written}") from None
    raise ValueError(f"'{written}' is not a date: write year-month-day, as in 2023-01-06")


def read_effort(written: object) -> Quantity:
    """Read a switching cost of 0 or more."""
    return parse_number(written, "an effort", 0.0, MOST)


def read_regard(written: object) -> Quantity:
    """Read how much of another's utility counts, -10 to 10."""
    return parse_number(written, "a regard", -10.0, 10.0)


def read_likelihood_ratio(written: object) -> Quantity:
    """Read ``strong | moderate | slight`` with ``for | against``, or a likelihood ratio above 0."""
    if isinstance(written, str) and re.match(r"^[a-z]", written.strip(), re.I):
        parts = written.lower().split()
        if len(parts) != 2 or parts[0] not in STRENGTH_WORDS or parts[1] not in ("for", "against"):
            raise ValueError(
                f"'{written}' is no strength of evidence: write strong, moderate or slight, then"
                " for or against; or a likelihood ratio"
            )
        ratio = STRENGTH_WORDS[parts[0]]
        return exact(ratio if parts[1] == "for" else 1 / ratio, written)
    return parse_number(written, "a likelihood ratio", floor=1e-6, ceiling=1e6)


def read_foresight(written: object) -> int:
    """Read ``myopic`` (0), a level of 1 or more, or ``equilibrium`` (-1)."""
    if written == "equilibrium":
        return -1
    if written == "myopic":
        return 0
    short = isinstance(written, int | str) and re.match(r"^\d{1,2}$", str(written))
    if short and int(short.group()) <= MAX_LEVEL:
        return int(short.group())
    raise ValueError(f"'{written}' is no foresight: write myopic, a level 1, 2, ... or equilibrium")


def write_foresight(level: int) -> str | int:
    """Write a foresight as in the file."""
    return {-1: "equilibrium", 0: "myopic"}.get(level, level)


def read_setting(written: object) -> Setting:
    """Read ``actor.option``, ``not actor.option``, ``{actor.option: level}`` or ``a.o=level``."""
    if isinstance(written, dict) and len(written) == 1:
        name, level = next(iter(written.items()))
        if level is None:
            raise ValueError(f"a level is missing after '{name}:'")
        if isinstance(level, bool):
            level = "on" if level else "off"
        return Setting(str(name), str(level))
    if isinstance(written, str):
        if written.startswith("not "):
            return Setting(written[4:].strip(), "off")
        name, equals, level = written.partition("=")
        return Setting(name.strip(), level.strip() if equals else None)
    raise ValueError("write `actor.option`, or `actor.option: level` for an ordered option")


def read_ranked(written: object) -> tuple[tuple[Setting, ...], ...]:
    """Read one place of a ranking: a state as the list of what is on, or a list of tied states."""
    if not isinstance(written, list):
        raise ValueError("a state in a ranking is the list of what is on; [] is nothing on")
    tied = written if any(isinstance(part, list) for part in written) else [written]
    if not all(isinstance(state, list) for state in tied):
        raise ValueError("a tie in a ranking is a list of states, each of them a list")
    return tuple(tuple(read_setting(part) for part in state) for state in tied)


def write_quantity(quantity: Quantity) -> str | int | float:
    """Write a quantity as a number where that says the same, else as its text."""
    text = quantity.text
    for kind in (int, float):
        try:
            number = kind(text)
        except ValueError:
            continue
        if repr(number) == text and isfinite(number):
            return number
    return text


def write_ranked(tied: tuple[tuple[Setting, ...], ...]) -> list[Any]:
    """Write one place of a ranking; a single state is not wrapped."""
    states: list[Any] = [[part.text for part in state] for state in tied]
    return states if len(states) > 1 else states[0]


def write_setting(setting: Setting) -> str:
    """Write a setting as in a result."""
    return setting.text


def read_passages(written: object) -> tuple[Passage, ...]:
    """Read ``source@start-end``, or a list of such."""
    listed = written if isinstance(written, list | tuple) else [written]
    return tuple(part if isinstance(part, Passage) else _passage(part) for part in listed)


def _passage(written: object) -> Passage:
    match = re.match(r"^([^\W\d]\w*)@(\d{1,9})-(\d{1,9})$", str(written).strip())
    if match is None or int(match[2]) >= int(match[3]):
        raise ValueError(
            f"'{written}' is no passage: write the source, then its first character and the one"
            " past its last, as in article@120-184"
        )
    return Passage(match[1], int(match[2]), int(match[3]))


def write_passages(passages: tuple[Passage, ...]) -> str | list[str]:
    """Write passages; a single one is not wrapped."""
    written = [passage.text for passage in passages]
    return written[0] if len(written) == 1 else written


_RELIABILITY = re.compile(r"^[A-F][1-6]$")


def read_reliability(written: object) -> str:
    """Read an Admiralty code, A1 to F6."""
    code = str(written).strip().upper()
    if not _RELIABILITY.match(code):
        raise ValueError(
            f"'{written}' is no Admiralty code: write the source A (reliable) to F (cannot be"
            " judged) and the information 1 (confirmed) to 6 (cannot be judged), for instance B2"
        )
    return code


def read_identifier(written: object) -> str:
    """Read a name that expressions can use."""
    if not isinstance(written, str) or not re.match(r"^[^\W\d]\w*$", written):
        raise ValueError(
            f"'{written}' cannot be a name: use letters, digits and underscores, a letter first"
        )
    if len(written) > MAX_NAME:
        raise ValueError(f"'{written}' is too long for a name: {MAX_NAME} characters at most")
    if written.lower() in RESERVED:
        raise ValueError(f"'{written}' is a word of the expression language; choose another name")
    return written


def read_probability(written: object, yardstick: str) -> Quantity:
    """Read a probability: a word of the yardstick (its range), a number, a range, or per cent."""
    if isinstance(written, str) and re.match(r"^[a-z]", written.strip(), re.I):
        low, high = word_range(written, yardstick)
        return uniform(low, high, written)
    if isinstance(written, str) and written.rstrip().endswith("%"):
        percent = parse_number(written.replace("%", " "), "a percentage", 0.0, 100.0)
        return replace(percent.scaled(0.01), text=written)
    return parse_number(written, "a probability", floor=0.0, ceiling=1.0)
