"""Editing what is proposed: its fields as one types them, and in plain words what does not fit."""

import types
from collections.abc import Mapping
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from standoff.draft.proposal import AnyContent
from standoff.errors import UsageError

NOT_TYPED = frozenset(["ranges"])
"""Fields that follow from others."""

_YES = ("true", "yes", "y", "1", "on")
_NO = ("false", "no", "n", "0", "off", "")

_KEY = "small letters, digits and underscores, a letter first, at most 40 of them"
_PATTERNS = {
    "key": _KEY,
    "options": "options, each written actor.option",
    "without": "options, each written actor.option",
    "reliability": "a letter from A to F and a digit from 1 to 6, as in B3",
}
_OPTIONS = frozenset(["of", "option", "answers", "wants", "about"])
"""Fields that name an option."""


def fields(content: AnyContent) -> dict[str, str]:
    """Return the fields that can be edited, each as one would type it.

    Returns
    -------
    dict of str to str
        A list with commas between its parts, ``yes`` or ``no``, an empty text for nothing.
    """
    data = content.model_dump(mode="json", by_alias=True)
    return {key: written(value) for key, value in data.items() if key not in NOT_TYPED}


def written(value: object) -> str:
    """Write a value as one would type it."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def edited(content: AnyContent, typed: Mapping[str, str]) -> AnyContent:
    """Return the content with some fields as typed.

    Parameters
    ----------
    content : Content
    typed : mapping of str to str
        By field, as `fields` gives them; what is missing stays.

    Raises
    ------
    UsageError
        If there is no such field, or what was typed does not fit; with its name and what would.
    """
    data = content.model_dump(mode="json", by_alias=True)
    for field, text in typed.items():
        if field not in data or field in NOT_TYPED:
            known = ", ".join(key for key in data if key not in NOT_TYPED)
            raise UsageError(f"there is no field '{field[:40]}'; fields: {known}")
        data[field] = _read(field, text, data[field])
    try:
        return type(content).model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0])
        raise UsageError(f"{field}: {_wanted(field, first)}") from None


def choices(content: AnyContent, field: str) -> tuple[str, ...]:
    """Return what a field can be, where that is a few words; empty text for nothing among them."""
    model = type(content)
    named = (i for n, i in model.model_fields.items() if (i.alias or n) == field)
    annotation = next(named).annotation
    if annotation is bool:
        return ("yes", "no")
    parts = get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else ()
    literals = [part for part in parts or (annotation,) if get_origin(part) is Literal]
    words = tuple(str(word) for part in literals for word in get_args(part))
    return ("", *words) if words and type(None) in parts else words


def _read(field: str, typed: str, was: object) -> object:
    """Read what was typed as the kind of value that stood there."""
    typed = typed.strip()
    if isinstance(was, list):
        return [part.strip() for part in typed.split(",") if part.strip()]
    if isinstance(was, bool):
        if typed.lower() not in (*_YES, *_NO):
            raise UsageError(f"{field}: yes or no")
        return typed.lower() in _YES
    return typed or None


def _wanted(field: str, error: ErrorDetails) -> str:
    """What would have fitted."""
    limits: Mapping[str, Any] = error.get("ctx", {})
    kind = error["type"]
    if error["input"] is None:
        return "cannot be empty"
    if kind == "literal_error":
        return f"one of {limits['expected']}"
    if kind == "string_pattern_mismatch":
        is_option = field in _OPTIONS
        return _PATTERNS.get(field, "an option, written actor.option" if is_option else _KEY)
    if kind == "string_too_long":
        return f"at most {limits['max_length']} characters"
    if kind.startswith(("float", "int", "greater", "less")):
        return f"a number{_span(limits)}"
    if kind.startswith("date"):
        return "a day, written as 2023-01-31"
    return str(error["msg"])


def _span(limits: Mapping[str, Any]) -> str:
    if "ge" in limits:
        return f", {limits['ge']:g} or more"
    return f", {limits['le']:g} or less" if "le" in limits else ""
