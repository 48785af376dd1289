"""The words that the rules know: tables of our own, which a user's own folder or file extends.

``states.csv``, ``groups.csv`` (dated, after the UCDP's habit of naming sides), ``blocs.csv``,
``offices.csv`` and ``media.csv`` name who acts and speaks; ``acts.toml`` what they do;
``words.toml`` the verbs of saying, words of condition and of consequence; ``likelihood.toml`` words
of likelihood and of ignorance; ``wording.toml`` loaded words and hedges.
"""

import csv
import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from standoff.draft.inflect import forms, plural
from standoff.draft.keys import slug
from standoff.errors import CrisisError, Fault, UsageError

VERSION = "2"
_FOLDER = Path(__file__).parent
_COLUMNS = ("key", "name", "kind", "place", "from", "to", "also")
_KINDS = ("state", "armed_group", "government", "bloc", "public", "other")

NameForm = Literal["name", "people", "seat", "office", "media"]


@dataclass(frozen=True, slots=True)
class Party:
    """Someone that the lexicon knows.

    Attributes
    ----------
    key, name : str
        Short name, name for the reader.
    kind : str
        As in a crisis file; ``media`` for a newspaper or agency.
    """

    key: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name, and whose it is in which form."""

    party: str
    form: NameForm


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of act; see ``acts.toml``."""

    key: str
    label: str
    force: int
    effort: float
    standing: bool
    wide: bool
    covers: tuple[str, ...]
    by: str | None
    nouns: re.Pattern[str]
    verbs: re.Pattern[str] | None


@dataclass(frozen=True)
class Lexicon:
    """All tables, compiled.

    Attributes
    ----------
    parties : mapping of str to Party
        By key.
    names : mapping of str to Name
        By the name as written.
    pattern : re.Pattern
        Finds any of the names, longest first.
    acts : tuple of Act
    words : mapping
        The lists of ``words.toml``, ``likelihood.toml`` and ``wording.toml``.
    """

    parties: Mapping[str, Party]
    names: Mapping[str, Name]
    pattern: re.Pattern[str]
    acts: tuple[Act, ...]
    words: Mapping[str, Any] = field(repr=False)


def loose(pattern: str) -> str:
    """Let a blank in a pattern stand for blanks or a hyphen."""
    return pattern.replace(" ?", "[\\s-]?").replace(" ", "[\\s-]+").replace("'", "['’]")


def any_of(patterns: Iterable[str], after_hyphen: bool = False) -> re.Pattern[str]:
    """Compile patterns into one that finds any of them as whole words, longest first.

    Parameters
    ----------
    patterns : iterable of str
    after_hyphen : bool
        Whether the second half of a hyphened word is one too, as in Iran-backed.
    """
    ordered = sorted(set(patterns), key=len, reverse=True)
    return re.compile(
        (r"(?<!\w)(?:" if after_hyphen else r"(?<![\w-])(?:")
        + "|".join(map(loose, ordered))
        + r")(?!\w)",
        re.I,
    )


def verbs_of(infinitives: Iterable[str]) -> re.Pattern[str]:
    """Compile infinitives, with what follows them, into a pattern of all their forms."""
    return any_of(form for verb in infinitives for form in forms(verb))


@lru_cache(maxsize=8)
def load(extra: Path | None = None, day: dt.date | None = None) -> Lexicon:
    """Load the lexicon.

    Parameters
    ----------
    extra : Path, optional
        A CSV file of the user's, with the columns of ``groups.csv``; its rows come first.
    day : date, optional
        The day that dated names are taken on; all of them, latest first, without it.

    Raises
    ------
    UsageError, CrisisError
        If the user's file is not there, or a row of it cannot be read.
    """
    parties: dict[str, Party] = {}
    names: dict[str, Name] = {}

    def add(party: Party, form: NameForm, written: Iterable[str]) -> None:
        parties.setdefault(party.key, party)
        for name in written:
            if name:
                names.setdefault(name, Name(party.key, form))

    groups = [*(_own(extra) if extra else ()), *_rows("groups")]
    for row in sorted(groups, key=lambda row: row["to"] or "9999", reverse=True):
        if day is None or _holds(row, day):
            party = Party(row["key"], row["name"], row["kind"])
            add(party, "name", [row["name"], *row["also"].split("|")])
    for row in _rows("states"):
        party = Party(row["key"], row["name"], "state")
        rulers = [names[seat].party for seat in row["seats"].split("|") if seat in names]
        if rulers and parties[rulers[0]].kind == "government":
            # whoever holds the capital is whom the country's name stands for
            add(parties[rulers[0]], "seat", [row["name"], *row["also"].split("|")])
        add(party, "name", [row["name"], *row["also"].split("|")])
        add(party, "people", row["people"].split("|"))
        add(party, "seat", row["seats"].split("|"))
    for row in _rows("blocs"):
        add(Party(row["key"], row["name"], "bloc"), "name", [row["name"], *row["also"].split("|")])
    for row in _rows("offices"):
        add(parties[row["key"]], "office", row["also"].split("|"))
    for row in _rows("media"):
        key = slug(row["name"])
        add(Party(key, row["name"], "media"), "media", [row["name"], *row["also"].split("|")])
    pattern = (
        r"(?<![\w])(?:"
        + "|".join(
            re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True)
        )
        + r")(?!\w)"
    )
    return Lexicon(parties, names, re.compile(pattern), acts(), _words())


def _rows(table: str) -> list[dict[str, str]]:
    with (_FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _toml(table: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{table}.toml").read_text("utf-8"))


def _words() -> dict[str, Any]:
    return _toml("words") | _toml("likelihood") | _toml("wording")


def _holds(row: Mapping[str, str], day: dt.date) -> bool:
    """Whether a name was in use in the year of a day; years that are not given are open."""
    first, last = int(row["from"] or 0), int(row["to"] or 9999)
    return first <= day.year <= last


def _own(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise UsageError(f"there is no file {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read as UTF-8 text: {error}") from None
    rows = list(csv.DictReader(text.splitlines()))
    faults = [
        Fault(message, line=number, column=1)
        for number, row in enumerate(rows, 2)
        if (message := _wrong(row)) is not None
    ]
    if faults or not rows:
        what = f"a lexicon has the columns {','.join(_COLUMNS)} and a row for each name"
        raise CrisisError(faults or [Fault(what, line=1, column=1)], str(path))
    return rows


def _wrong(row: Mapping[str | None, Any]) -> str | None:
    """Say what is wrong with a row of a user's lexicon."""
    if None in row or any(row.get(column) is None for column in _COLUMNS):
        return f"a row has the columns {','.join(_COLUMNS)}; names in `also` are divided by |"
    if not re.match(r"^[a-z][a-z0-9_]*$", row["key"]) or not row["name"].strip():
        return "a row needs a key of small letters, digits and underscores, and a name"
    if row["kind"] not in _KINDS:
        return f"'{row['kind']}' is no kind of actor: {', '.join(_KINDS)}"
    if not all(re.match(r"^\d{0,4}$", row[year]) for year in ("from", "to")):
        return "`from` and `to` are years, or empty"
    return None


@lru_cache(maxsize=1)
def acts() -> tuple[Act, ...]:
    """Return all acts that the lexicon knows."""
    return tuple(
        Act(
            key,
            act["label"],
            act["force"],
            act["effort"],
            act.get("standing", False),
            act.get("wide", False),
            tuple(act.get("covers", ())),
            act.get("by"),
            any_of(form for noun in act["nouns"] for form in (noun, plural(noun))),
            verbs_of(act["verbs"]) if act["verbs"] else None,
        )
        for key, act in _toml("acts").items()
    )
