"""Where a cursor stands in YAML that may be half written: the keys that lead there.

The text need not parse. Indentation tells the way down in blocks, brackets inside a line or a run of
lines in flow style; what a quoted or folded text holds may be mistaken for keys, which costs no more
than a poor suggestion.
"""

import re
from dataclasses import dataclass
from typing import Literal

_KEY = re.compile(r"^(?P<key>[^\s#,\[\]{}:'\"][^#,\[\]{}:'\"]*?|'[^']*'|\"[^\"]*\"):(?:\s+|$)")
_DASH = re.compile(r"^-(?:\s+|$)")
ITEM = "[]"
"""Stands in a way for an entry of a list."""

Way = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cursor:
    """What is being written.

    Attributes
    ----------
    way : tuple of str
        Keys that lead to the mapping whose key is written, or to the value that is written;
        `ITEM` for an entry of a list.
    kind : str
        Whether a key or a value is written.
    begun : str
        The word of it that stands before the cursor.
    """

    way: Way
    kind: Literal["key", "value"]
    begun: str


def locate(text: str, line: int, column: int) -> Cursor:
    """Find what a cursor is in.

    Parameters
    ----------
    text : str
        The whole text.
    line, column : int
        Counted from 0; the cursor stands before the character at `column`.
    """
    rows = text.split("\n")[: line + 1]
    if rows and line < len(rows):
        rows[line] = rows[line][:column]
    stack: list[tuple[int, str]] = []
    for place, row in enumerate(rows):
        last = place == len(rows) - 1
        start, rest = len(row) - len(row.lstrip()), row.lstrip()
        if not last and (not rest or rest.startswith("#")):
            continue
        start, rest = _dashes(stack, start, rest)
        match = _KEY.match(rest)
        if match:
            _leave(stack, start)
            stack.append((start, match["key"].strip("'\"")))
            rest = rest[match.end() :]
        elif last:
            _leave(stack, start)
        opened = _unclosed("\n".join([rest, *rows[place + 1 :]]))
        if opened is not None and opened < len(rest):
            flow = "\n".join([rest[opened:], *rows[place + 1 :]])
            return _in_flow(tuple(step for _, step in stack), flow)
        if last:
            way = tuple(step for _, step in stack)
            if match or rest[:1] in ("'", '"'):
                return Cursor(way, "value", _last_word(rest))
            return Cursor(way, "key", _last_word(rest))
    return Cursor((), "key", "")


def _dashes(stack: list[tuple[int, str]], start: int, rest: str) -> tuple[int, str]:
    while match := _DASH.match(rest):
        while stack and (stack[-1][0] > start or stack[-1] == (start, ITEM)):
            stack.pop()
        stack.append((start, ITEM))
        start += match.end()
        rest = rest[match.end() :]
    return start, rest


def _leave(stack: list[tuple[int, str]], start: int) -> None:
    """Leave what is indented as far or farther."""
    while stack and stack[-1][0] >= start:
        stack.pop()


def _unclosed(text: str) -> int | None:
    """Return where the outermost bracket that is not closed opens; None if all are closed."""
    opened: list[int] = []
    quote = ""
    for place, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"" and (place == 0 or text[place - 1] in " [{,:\n"):
            quote = character
        elif character in "[{":
            opened.append(place)
        elif character in "]}" and opened:
            opened.pop()
    return opened[0] if opened else None


def _in_flow(way: Way, text: str) -> Cursor:
    """Follow the brackets from the outermost open one to the cursor."""
    steps: list[str] = list(way)
    brackets: list[tuple[str, int]] = []
    segment = ""
    quote = ""
    for character in text:
        if quote:
            quote = "" if character == quote else quote
            segment += character
        elif character in "'\"" and not segment.strip().rpartition(":")[2].strip():
            quote = character
            segment += character
        elif character in "[{":
            key = _KEY.match(segment.strip() + " ")
            if key:
                steps.append(key["key"])
            elif brackets and brackets[-1][0] == "[":
                steps.append(ITEM)
            brackets.append((character, len(steps)))
            segment = ""
        elif character in "]}":
            if brackets:
                brackets.pop()
            del steps[brackets[-1][1] if brackets else len(way) :]
            segment = "x"
        elif character == "," and brackets:
            del steps[brackets[-1][1] :]
            segment = ""
        else:
            segment += character
    return _at_end(tuple(steps), brackets[-1][0] if brackets else "{", segment)


def _at_end(way: Way, bracket: str, segment: str) -> Cursor:
    begun = segment.lstrip()
    if bracket == "[":
        return Cursor((*way, ITEM), "value", _last_word(begun))
    key = _KEY.match(begun)
    if key:
        return Cursor((*way, key["key"]), "value", _last_word(begun[key.end() :]))
    return Cursor(way, "key", _last_word(begun))


def _last_word(text: str) -> str:
    match = re.search(r"[\w.-]*$", text)
    return match.group() if match else ""
