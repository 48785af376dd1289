"""Reading a table of states: one row a state, as spreadsheets hold it.

Columns are told apart by their heads. ``Actor/Option`` (or ``Actor: Option``) is an option, and the
name of an actor, alone or with *rank*, *utility*, *payoff* or *preference* beside it, says how it
likes the states; *state* or *no.* is a number for the reader. There may be two rows of heads: the
actors, each over the first of its columns, and the options under them. Faults carry row and column.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from standoff.errors import CrisisError, Fault, nearest

SHOWN_FAULTS = 20
YES = frozenset({"y", "yes", "1", "on", "true", "x", "✓", "✔", "taken"})
NO = frozenset({"n", "no", "0", "off", "false", "not taken"})
_KINDS = {
    "rank": "rank",
    "ranks": "rank",
    "ranking": "rank",
    "utility": "utility",
    "utilities": "utility",
    "payoff": "utility",
    "payoffs": "utility",
    "preference": None,
    "preferences": None,
}
_NUMBERS = frozenset({"", "#", "no", "no.", "nr", "nr.", "number", "state", "states", "id"})
_SEPARATOR = re.compile(r"\s*(?:/|:\s)\s*")


@dataclass(frozen=True)
class Table:
    """What a table of states holds, for K states.

    Attributes
    ----------
    options : tuple of (str, str)
        Actor and option, in the order of the columns.
    taken : bool[K, V]
        Which options are taken in each state.
    preferences : dict of str to float64[K]
        By actor: the rank (1 is best) or utility of each state.
    utility : bool
        Whether the numbers are utilities.
    ignored : tuple of str
        Heads of columns that say nothing to us.
    """

    options: tuple[tuple[str, str], ...]
    taken: NDArray[np.bool_]
    preferences: dict[str, NDArray[np.float64]]
    utility: bool
    ignored: tuple[str, ...]


@dataclass(frozen=True)
class _Column:
    place: int
    head: str
    kind: str  # option, preference, number, other
    actor: str = ""
    option: str = ""
    scale: str | None = None

    @property
    def letters(self) -> str:
        """Name of the column in a spreadsheet: A, B, ..., AA."""
        text, k = "", self.place + 1
        while k:
            k, rest = divmod(k - 1, 26)
            text = chr(ord("A") + rest) + text
        return text


def read_table(text: str, preference: str | None, name: str = "table.csv") -> Table:
    """Read a table of states.

    Parameters
    ----------
    text : str
        Values separated by commas, semicolons or tabs.
    preference : str or None
        ``rank`` or ``utility``; None: as the heads say.
    name : str
        Name of the file, for the errors.

    Raises
    ------
    CrisisError
        With the faults of the table, each at its row and column.
    """
    separator = _separator(text)
    rows = _rows(text, separator, name)
    if len(rows) < 2:
        raise CrisisError([Fault("a table has a row of heads and a row for each state")], name)
    columns, body = _columns(rows)
    return _Cells(columns, body, "," if separator != "," else "", name).table(preference)


def _separator(text: str) -> str:
    """Take what separates the heads: comma, semicolon or tab."""
    first = next(line for line in text.splitlines() if line.strip())
    unquoted = re.sub(r'"[^"]*"', "", first)
    return max(",;\t", key=unquoted.count)


def _rows(text: str, separator: str, name: str) -> list[tuple[int, list[str]]]:
    """Rows with anything in them, each with its number from 1."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    rows: list[tuple[int, list[str]]] = []
    try:
        for number, row in enumerate(reader, 1):
            cells = [" ".join(cell.split()) for cell in row]
            if any(cells):
                rows.append((number, cells))
    except csv.Error as error:
        fault = Fault(f"this is no table: {error}", line=reader.line_num, column=1)
        raise CrisisError([fault], name) from None
    return rows


def _columns(
    rows: list[tuple[int, list[str]]],
) -> tuple[list[_Column], list[tuple[int, list[str]]]]:
    """Tell the columns from one row of heads, or from two."""
    (_, first), (_, second) = rows[:2]
    split = [_split(head) for head in first]
    values = sum(_is_value(cell) for cell in second)
    if any(actor for actor, _ in split) or 2 * values > sum(map(bool, second)):
        return _told(split, first), rows[1:]
    width = max(len(first), len(second))
    upper, lower = (row + [""] * (width - len(row)) for row in (first, second))
    groups = _groups(upper, lower)
    heads = [_joined(over, under) for over, under in zip(groups, lower, strict=True)]
    shown = [" ".join(filter(None, pair)) for pair in zip(groups, lower, strict=True)]
    return _told(heads, shown), rows[2:]


def _groups(upper: list[str], lower: list[str]) -> list[str]:
    """What each column stands under: a head counts for the empty ones to its right."""
    actors = {over.lower() for over in upper}
    groups: list[str] = []
    for over, under in zip(upper, lower, strict=True):
        words = under.lower().split()
        alone = under.lower() in actors or not words or (len(words) > 1 and words[-1] in _KINDS)
        above = groups[-1] if groups else ""
        groups.append(over or ("" if alone and above.lower() not in _KINDS else above))
    return groups


def _is_value(cell: str) -> bool:
    plain = cell.lower()
    return plain in YES or plain in NO or re.fullmatch(r"[-+]?\d+([.,]\d+)?", plain) is not None


def _split(head: str) -> tuple[str, str]:
    """Take ``Actor/Option`` apart; an option of our own, ``actor.option``, too."""
    parts = _SEPARATOR.split(head, maxsplit=1)
    if len(parts) == 1 and re.fullmatch(r"[^\W\d]\w*\.[^\W\d]\w*", head):
        parts = head.split(".")
    return (parts[0], parts[1]) if len(parts) == 2 else ("", head)


def _joined(over: str, under: str) -> tuple[str, str]:
    if over.lower() in _KINDS:
        return "", f"{under} {over}"
    return (over, under) if over and under else ("", over or under)


def _told(heads: list[tuple[str, str]], shown: list[str]) -> list[_Column]:
    options = [
        actor for actor, option in heads if actor and option.lower() not in _KINDS and option
    ]
    actors = {actor.lower(): actor for actor in reversed(options)}
    columns = []
    for place, ((actor, option), head) in enumerate(zip(heads, shown, strict=True)):
        if actor and option.lower() in _KINDS:
            actor, option = "", f"{actor} {option}"
        if actor and option:
            spelled = actors.get(actor.lower(), actor)
            columns.append(_Column(place, head, "option", spelled, option))
        elif option.lower() in _NUMBERS:
            columns.append(_Column(place, head, "number"))
        else:
            columns.append(_preference(place, head, option, actors))
    return columns


def _preference(place: int, head: str, option: str, actors: dict[str, str]) -> _Column:
    words = re.sub(r"[()]", " ", option.lower()).split()
    kinds = [word for word in words if word in _KINDS]
    if option.lower() in actors:
        return _Column(place, head, "preference", actors[option.lower()])
    for kind in kinds:
        plain = " ".join(word for word in words if word not in (kind, "of", "for"))
        if plain in actors:
            return _Column(place, head, "preference", actors[plain], scale=_KINDS[kind])
    return _Column(place, head, "other", option if not kinds else "?")


class _Cells:
    """Turns the cells under known columns into arrays, collecting faults."""

    def __init__(
        self,
        columns: list[_Column],
        body: list[tuple[int, list[str]]],
        decimal: str,
        name: str,
    ) -> None:
        self.columns = columns
        self.body = body
        self.decimal = decimal
        self.name = name
        self.faults: list[Fault] = []

    def table(self, preference: str | None) -> Table:
        options = [c for c in self.columns if c.kind == "option"]
        liked = [c for c in self.columns if c.kind == "preference"]
        self._check_heads(options, liked)
        self._stop()
        scale = self._scale(liked, preference)
        for number, row in self.body:
            if len(row) > len(self.columns):
                extra = f"there are {len(row)} cells under {len(self.columns)} heads"
                self._fault(extra, number, len(self.columns))
        taken = np.array(
            [[self._taken(number, row, c) for c in options] for number, row in self.body],
            dtype=np.bool_,
        ).reshape(len(self.body), len(options))
        preferences = {
            c.actor: np.array([self._number(number, row, c, scale) for number, row in self.body])
            for c in liked
        }
        self._check_twice(taken, options)
        self._stop()
        others = tuple(c.head for c in self.columns if c.kind == "other")
        pairs = tuple((c.actor, c.option) for c in options)
        return Table(pairs, taken, preferences, scale == "utility", others)

    def _check_heads(self, options: list[_Column], liked: list[_Column]) -> None:
        row = self.body[0][0] - 1 if self.body else 1
        if not options:
            self._fault(
                "no column is an option: head each 'Actor/Option', or put the actors in a row"
                " above the options",
                row,
                0,
            )
        if not self.body:
            self._fault("there is no state under the heads", row, 0)
        for same in _repeated(options, lambda c: (c.actor.lower(), c.option.lower())):
            self._fault(f"column {same.letters}: the option '{same.head}' stands twice", row, same)
        for same in _repeated(liked, lambda c: c.actor):
            message = f"column {same.letters}: '{same.actor}' has two columns of preferences"
            self._fault(message, row, same)
        actors = sorted({c.actor for c in options})
        for column in self.columns:
            if column.kind != "other" or not actors:
                continue
            hint = nearest(column.actor, actors)
            if column.actor == "?" or "did you mean" in hint:
                hint = hint if column.actor != "?" else f"; actors: {', '.join(actors)}"
                message = f"column {column.letters}: '{column.head}' names no actor{hint}"
                self._fault(message, row, column)

    def _scale(self, liked: list[_Column], preference: str | None) -> str:
        if preference is not None:
            return preference
        said = {c.scale for c in liked if c.scale is not None}
        if len(said) == 1:
            return said.pop()
        if not liked:
            return "rank"
        message = (
            "some columns are ranks and others utilities; make them one"
            if said
            else "say what the numbers are: --preference rank (1 is best) or --preference utility"
        )
        raise CrisisError([Fault(message, line=1, column=liked[0].place + 1)], self.name)

    def _taken(self, number: int, row: list[str], column: _Column) -> bool:
        cell = row[column.place] if column.place < len(row) else ""
        plain = cell.lower()
        if plain in YES or plain in NO:
            return plain in YES
        said = f"'{cell[:40]}' is neither Y nor N" if cell else "the cell is empty; write Y or N"
        if cell in ("-", "–", "—"):
            said = "a dash stands for two states; write each of them, with Y and with N"
        self._fault(f"column {column.letters} ('{column.head}'): {said}", number, column)
        return False

    def _number(self, number: int, row: list[str], column: _Column, scale: str) -> float:
        cell = row[column.place] if column.place < len(row) else ""
        where = f"column {column.letters} ('{column.head}'): "
        plain = cell.replace(self.decimal, ".") if self.decimal else cell
        try:
            value = float(plain)
        except ValueError:
            said = f"'{cell[:40]}' is no number" if cell else f"the cell is empty; write a {scale}"
            self._fault(where + said, number, column)
            return 0.0
        if not np.isfinite(value) or abs(value) > 1e9:
            self._fault(where + f"'{cell[:40]}' is no number that can be used", number, column)
            return 0.0
        if scale == "rank" and value < 1:
            self._fault(where + f"'{cell}' is no rank: 1 is the best", number, column)
        return value

    def _check_twice(self, taken: NDArray[np.bool_], options: list[_Column]) -> None:
        first: dict[bytes, int] = {}
        for (number, _), state in zip(self.body, taken, strict=True):
            before = first.setdefault(state.tobytes(), number)
            if before != number:
                message = f"this state stands in row {before} already: the same options are taken"
                self._fault(message, number, options[0])

    def _fault(self, message: str, row: int, column: "_Column | int") -> None:
        place = column if isinstance(column, int) else column.place
        self.faults.append(Fault(message, line=row, column=place + 1))

    def _stop(self) -> None:
        if self.faults:
            raise CrisisError(self.faults[:SHOWN_FAULTS], self.name)


def _repeated(columns: list[_Column], key: "object") -> Iterator[_Column]:
    """Yield every column whose key an earlier one has."""
    assert callable(key)
    for _, same in groupby(sorted(columns, key=key), key):
        yield from list(same)[1:]
