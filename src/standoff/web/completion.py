"""What may be written next in a crisis file: keys and values of the schema, names of the crisis."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from standoff.crisis.model import Crisis
from standoff.crisis.symbols import symbols
from standoff.files.schema import json_schema
from standoff.web.cursor import ITEM, Cursor, Way, locate

MOST = 40
"""Suggestions that are offered at once."""

_EXPRESSIONS = ("prefer", "given", "needs", "when", "about", "impossible", "status_quo", "set")
_TIME = ("ever(", "never(", "always(", "at_end(", "first(")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that may be written.

    Attributes
    ----------
    text : str
        What takes the place of what was begun.
    label, note : str
        What the reader sees: its name, and what it means.
    """

    text: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be written at a cursor, and what of it stands there already."""

    begun: str
    suggestions: tuple[Suggestion, ...]


def offer(text: str, line: int, column: int, crisis: Crisis | None) -> Offer:
    """Return what may be written at a cursor.

    Parameters
    ----------
    text : str
        The whole text; it need not be right.
    line, column : int
        Counted from 0.
    crisis : Crisis or None
        The last one that could be read, for its names.
    """
    cursor = locate(text, line, column)
    found = [*_keys(cursor), *_values(cursor, crisis)]
    begun = cursor.begun
    near = [s for s in found if s.label.lower().startswith(begun.lower()) and s.label != begun]
    near += [s for s in found if begun and begun.lower() in s.label.lower() and s not in near]
    kept = [suggestion for suggestion in near if suggestion.label != begun]
    return Offer(begun, tuple(dict.fromkeys(kept))[:MOST])


@cache
def _schema() -> dict[str, Any]:
    return json_schema()


def _resolved(node: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the schemas that a node may stand for."""
    if not isinstance(node, Mapping):
        return
    if "$ref" in node:
        yield from _resolved(_schema()["$defs"][node["$ref"].rpartition("/")[2]])
        return
    yield node
    for part in (*node.get("anyOf", ()), *node.get("allOf", ()), *node.get("oneOf", ())):
        yield from _resolved(part)


def _at(way: Way) -> list[Mapping[str, Any]]:
    """Return the schemas of a place of the file."""
    nodes = list(_resolved(_schema()))
    for step in way:
        following: list[Mapping[str, Any]] = []
        for node in nodes:
            if step == ITEM:
                following += _resolved(node.get("items"))
            elif step in node.get("properties", {}):
                following += _resolved(node["properties"][step])
            else:
                following += _resolved(node.get("additionalProperties"))
        nodes = following
    return nodes


def _keys(cursor: Cursor) -> Iterator[Suggestion]:
    if cursor.kind != "key":
        return
    for node in _at(cursor.way):
        for key, value in node.get("properties", {}).items():
            yield Suggestion(f"{key}: ", key, _described(value))


def _described(node: Mapping[str, Any]) -> str:
    found = next((n["description"] for n in _resolved(node) if "description" in n), "")
    return str(node.get("description", found))


def _values(cursor: Cursor, crisis: Crisis | None) -> Iterator[Suggestion]:
    if cursor.kind == "value":
        for node in _at(cursor.way):
            for value in node.get("enum", ()):
                yield Suggestion(str(value), str(value))
            if node.get("type") == "boolean":
                yield from (Suggestion(word, word) for word in ("true", "false"))
    if crisis is not None:
        yield from _names(cursor, crisis)


def _names(cursor: Cursor, crisis: Crisis) -> Iterator[Suggestion]:
    """Yield the names of the crisis that fit the place."""
    way = [step for step in cursor.way if step != ITEM]
    key = way[-1] if way else ""
    if cursor.kind == "key" and key == "bears_on":
        for name, hypothesis in crisis.hypotheses.items():
            yield Suggestion(f"{name}: ", name, hypothesis.claim)
    listed = cursor.kind == "value" or cursor.way[-1:] == (ITEM,)
    if not listed:
        return
    if key in _EXPRESSIONS:
        yield from _in_expression(crisis, timed=key in ("when", "about"))
    if key in ("against", "speaker", "from", "to"):
        for name, actor in crisis.actors.items():
            yield Suggestion(name, name, actor.name)
    if key == "source":
        for name, source in crisis.sources.items():
            yield Suggestion(name, name, source.name)
    if key == "echoes":
        for signal in crisis.signals:
            yield Suggestion(signal.id, signal.id, signal.summary)


def _in_expression(crisis: Crisis, *, timed: bool) -> Iterator[Suggestion]:
    table = symbols(crisis)
    for name, option in table.options.items():
        yield Suggestion(name, name, option.label or "")
    for name in table.chance:
        yield Suggestion(name, name, crisis.chance[name].label or "chance")
    for name in table.hypotheses:
        yield Suggestion(name, name, crisis.hypotheses[name].claim)
    if timed:
        for word in _TIME:
            yield Suggestion(word, word, "over time")
