"""Plain data as YAML that reads as if written by hand: short things on one line, texts folded."""

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import TypeGuard

WIDTH = 100
FEW = 3
"""Most lists that stand on one line in a list of lists."""

_PLAIN = re.compile(r"^[\w(]([^:#\"`|]*[^\s:#\"`|])?$")
_BRACKETS = re.compile(r"[,\[\]{}]")
_NOT_TEXT = re.compile(
    r"^(true|false|null|[-+]?(\d[\d_]*(\.[\d_]*)?|\.\d[\d_]*)(e[-+]?\d+)?|0o[0-7]+|0x[\da-f]+"
    r"|[-+]?[\d_]+(:[0-5]?\d)+(\.[\d_]*)?)$",
    re.I,
)


def scalar(value: object, inside: bool = False) -> str:
    """Write a text, number, truth value or nothing on one line.

    Parameters
    ----------
    value : object
        None, a bool, a number, or anything whose `str` is the text.
    inside : bool
        Whether it stands inside brackets, where commas and brackets need quotes.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = str(value)
    plain = _PLAIN.match(text) and text.isprintable() and not _NOT_TEXT.match(text)
    if plain and not (inside and _BRACKETS.search(text)):
        return text
    if text.isprintable() and text:
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character.isprintable():
        return character
    return {"\n": "\\n", "\t": "\\t"}.get(character, f"\\U{ord(character):08X}")


def flow(value: object, inside: bool = False) -> str:
    """Write a value on one line; `inside` as in `scalar`."""
    if isinstance(value, Mapping):
        pairs = (f"{scalar(key, True)}: {flow(part, True)}" for key, part in value.items())
        return "{" + ", ".join(pairs) + "}"
    if _is_list(value):
        return "[" + ", ".join(flow(part, True) for part in value) + "]"
    return scalar(value, inside)


def block(value: object, indent: int = 0) -> list[str]:
    """Write a value as lines; collections that are short and flat stay on one.

    Parameters
    ----------
    value : object
        Plain data.
    indent : int
        Spaces before every line.
    """
    space = " " * indent
    if isinstance(value, Mapping) and value:
        lines = []
        for key, part in value.items():
            lines += _entry(f"{space}{scalar(key)}:", part, indent + 2)
        return lines
    if _is_list(value) and value:
        lines = []
        for part in value:
            lines += _item(space, part, indent)
        return lines
    return [space + flow(value)]


def _entry(head: str, value: object, indent: int) -> list[str]:
    """Write a key and its value, `indent` being that of lines below the key."""
    line = f"{head} {flow(value)}"
    if isinstance(value, Mapping) and value:
        nested = any(isinstance(part, Mapping) or _deep(part) for part in value.values())
        short = indent > 2 and not nested and len(line) <= WIDTH
        return [line] if short else [head, *block(value, indent)]
    if _is_list(value) and value:
        short = not any(map(_wordy, value)) and len(line) <= WIDTH
        states = all(_is_list(part) and not any(map(_wordy, part)) for part in value)
        short = short or (states and len(value) <= FEW and len(line) <= WIDTH)
        return [line] if short else [head, *block(value, indent)]
    if len(line) > WIDTH and _foldable(value):
        folded = textwrap.wrap(
            str(value), WIDTH - indent, break_long_words=False, break_on_hyphens=False
        )
        return [f"{head} >-", *(" " * indent + part for part in folded)]
    return [line]


def _item(space: str, value: object, indent: int) -> list[str]:
    line = f"{space}- {flow(value)}"
    if isinstance(value, Mapping) and (any(map(_deep, value.values())) or len(line) > WIDTH):
        lines = block(value, indent + 2)
        return [f"{space}- {lines[0].lstrip()}", *lines[1:]]
    return [line]


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _deep(value: object) -> bool:
    """Whether a value is better not put on one line with others."""
    if isinstance(value, Mapping):
        return any(isinstance(part, Mapping) or _is_list(part) for part in value.values())
    return _is_list(value) and any(map(_wordy, value))


def _wordy(value: object) -> bool:
    return not isinstance(value, str | int | float) or " " in str(value)


def _foldable(value: object) -> bool:
    """Whether folding at spaces and joining again gives the same text."""
    return isinstance(value, str) and value.isprintable() and value == " ".join(value.split())
