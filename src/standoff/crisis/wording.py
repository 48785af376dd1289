"""What a validator found wrong, in words a user understands."""

import re
from collections.abc import Mapping
from typing import Any, get_args, get_origin

from standoff.crisis.model import Crisis, Entry
from standoff.errors import Fault, Path, nearest

KEY = "[key]"
"""How the validator marks that a key of a mapping is meant."""

_SHOULD_BE = {
    "model_type": "a mapping of keys to values",
    "dict_type": "a mapping of keys to values",
    "mapping_type": "a mapping of keys to values",
    "tuple_type": "a list: [..., ...]",
    "list_type": "a list: [..., ...]",
    "string_type": "text; put it in quotes",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
}


def fault_of(detail: Mapping[str, Any]) -> Fault:
    """Turn one error of the validator into a fault.

    Parameters
    ----------
    detail : mapping
        An entry of ``pydantic.ValidationError.errors()``.
    """
    loc = place(detail)
    offset = int((detail.get("ctx") or {}).get("offset", 0))
    message = _message(detail, loc)
    if detail["type"] == "missing":
        return Fault(message, loc[:-1], key=True)
    return Fault(message, loc, offset, key=is_key(detail))


def follows_from_others(detail: Mapping[str, Any]) -> bool:
    """Whether a list only looks too short because entries of it cannot be read."""
    too_short: bool = detail["type"] == "too_short"
    return too_short and len(detail["input"]) >= int(detail["ctx"]["min_length"])


def place(detail: Mapping[str, Any]) -> Path:
    """Where in the file the error is."""
    return tuple(step for step in detail["loc"] if step != KEY)


def is_key(detail: Mapping[str, Any]) -> bool:
    """Whether a key rather than its value is wrong."""
    return detail["type"] == "extra_forbidden" or KEY in detail["loc"][-1:]


def _message(detail: Mapping[str, Any], loc: Path) -> str:
    kind, context, written = detail["type"], detail.get("ctx") or {}, detail["input"]
    last = loc[-1] if loc else "the file"
    if isinstance(last, int):
        last = f"{loc[-2]}[{last}]"
    if loc == ("standoff",) and kind in ("literal_error", "float_type"):
        if written == "1":
            return "write the format as a number, without quotes: `standoff: 1`"
        return f"this file says format {written}; this program reads format 1"
    if written is None and kind not in ("missing", "extra_forbidden"):
        return f"'{last}' has no value: write one, or leave the key out"
    match kind:
        case "standoff":
            return str(context["message"])
        case "missing":
            return f"'{last}' is missing"
        case "extra_forbidden":
            return _unknown_key(loc, written)
        case "literal_error":
            return _no_such_word(last, written, str(context["expected"]))
        case "too_short" | "string_too_short":
            least = context["min_length"]
            if least > 1 and written:
                return f"'{last}' should hold {least} entries or more"
            return f"'{last}' is empty"
        case "too_long":
            most = context["max_length"]
            return f"'{last}' holds {len(written)} entries; at most {most} are read"
        case "string_unicode":
            return f"'{last}' holds half a character, such as \\ud800; take it out"
        case "string_too_long":
            return f"'{last}' is longer than {context['max_length']} characters"
        case "greater_than_equal":
            return f"'{last}' should be {context['ge']:,.10g} or more"
        case "less_than_equal":
            return f"'{last}' should be {context['le']:,.10g} or less"
    if kind in _SHOULD_BE:
        return f"'{last}' should be {_SHOULD_BE[kind]}"
    return f"'{last}': {detail['msg']}"


def _unknown_key(loc: Path, written: object) -> str:
    hint = nearest(str(loc[-1]), allowed_keys(loc[:-1]))
    if written is None and re.search(r"[().]", str(loc[-1])):
        hint = ": quote the expression, for a comma inside { } ends it"
    return f"unknown key '{loc[-1]}'{hint}"


def _no_such_word(last: object, written: object, expected: str) -> str:
    names = expected.replace("'", "").replace(" or ", ", ").split(", ")
    return f"'{written}' will not do for '{last}'{nearest(str(written), names)}"


def allowed_keys(path: Path) -> list[str]:
    """Return the keys that a mapping at a path may have."""
    model: type[Entry] | None = Crisis
    keyed = False
    for step in path:
        if isinstance(step, int) or keyed:
            keyed = False
            continue
        fields = model.model_fields.items() if model else ()
        field = next((f for name, f in fields if step in (name, f.alias)), None)
        if field is None:
            return []
        model = entry_in(field.annotation)
        keyed = get_origin(field.annotation) is Mapping
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def entry_in(annotation: Any) -> type[Entry] | None:
    """Find the model inside ``tuple[Model, ...]``, ``Mapping[str, Model]`` or ``Model | None``."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return annotation
    return next(filter(None, map(entry_in, get_args(annotation))), None)
