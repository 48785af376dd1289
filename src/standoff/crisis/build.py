"""From plain data to a crisis, with every fault in plain words."""

import copy
from collections.abc import Mapping
from typing import Any, get_args, get_origin

from pydantic import ValidationError

from standoff.crisis.check import faults
from standoff.crisis.model import Crisis, Entry
from standoff.crisis.origin import Origin
from standoff.errors import CrisisError, Fault, Path, nearest


def build(data: Any, origin: Origin | None = None) -> Crisis:
    """Make a crisis of plain data in the file's format.

    Parameters
    ----------
    data : object
        What the YAML holds: a mapping of keys to values.
    origin : Origin, optional
        Where the values stand in a text, for the errors.

    Returns
    -------
    Crisis

    Raises
    ------
    CrisisError
        With all faults, each at its place.
    """
    origin = origin or Origin()
    if not isinstance(data, dict):
        raise origin.error([Fault("a crisis file is a mapping of keys such as title, actors, ...")])
    try:
        crisis = Crisis.model_validate(data, context=_context(data))
    except ValidationError as error:
        found = [_locate(origin, data, detail) for detail in error.errors()]
        found += [origin.locate(fault) for fault in _further_faults(data, error)]
        raise CrisisError(found, origin.name) from None
    crisis._origin = origin
    if found := faults(crisis):
        raise origin.error(found)
    return crisis


_STAND_INS: dict[str, Any] = {
    "standoff": 1,
    "rate": "1 per month",
    "weight": 1,
    "prior": 0.5,
    "says": 0.5,
    "severity": 1,
    "happened": 0,
    "of": 1,
    "date": "2000-01-01",
    "prefer": "true",
    "about": "ever(true)",
    "when": "ever(true)",
}


def _further_faults(data: dict[str, Any], error: ValidationError) -> list[Fault]:
    """Find what else is wrong once the values that cannot be read are stood in for."""
    mended = copy.deepcopy(data)
    for detail in error.errors():
        loc = tuple(step for step in detail["loc"] if step != "[key]")
        _stand_in(mended, loc, detail["type"])
    try:
        crisis = Crisis.model_validate(mended, context=_context(data))
    except ValidationError:
        return []
    touched = {detail["loc"] for detail in error.errors()}
    return [fault for fault in faults(crisis) if fault.path not in touched]


def _stand_in(data: Any, path: Path, kind: str) -> None:
    """Drop what is not known or may be left out; put something harmless where a value is needed."""
    *around, last = path or ("",)
    for step in around:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return
    if not isinstance(data, dict) or not isinstance(last, str):
        return
    data.pop(last, None)
    if kind == "missing" or last in _STAND_INS:
        data[last] = _STAND_INS.get(last, "?")


def _context(data: dict[str, Any]) -> dict[str, str]:
    yardstick = data.get("yardstick")
    known = {"icd203", "phia", "nato", "kent", "readers"}
    return {"yardstick": yardstick} if yardstick in known else {}


def _locate(origin: Origin, data: Any, detail: Any) -> Fault:
    loc: Path = tuple(step for step in detail["loc"] if step != "[key]")
    message, path = _say(detail, loc)
    offset = int((detail.get("ctx") or {}).get("offset", 0))
    return origin.locate(Fault(message, path, offset), key=detail["type"] == "extra_forbidden")


def _say(detail: Any, loc: Path) -> tuple[str, Path]:
    """Put an error of the validator into words a user understands."""
    context = detail.get("ctx") or {}
    last = loc[-1] if loc else "the file"
    match detail["type"]:
        case "missing":
            return f"'{last}' is missing", loc[:-1]
        case "extra_forbidden":
            hint = nearest(str(last), allowed_keys(loc[:-1]))
            comma = (
                "; or quote the expression: a comma inside { } ends it"
                if detail["input"] is None
                else ""
            )
            return f"unknown key '{last}'{hint}{comma}", loc
        case "literal_error":
            wanted = context["expected"].replace("'", "")
            names = wanted.replace(" or ", ", ").split(", ")
            return (
                f"'{detail['input']}' will not do here{nearest(str(detail['input']), names)}",
                loc,
            )
        case "model_type" | "dict_type" | "mapping_type":
            return f"'{last}' should be a mapping of keys to values", loc
        case "tuple_type" | "list_type":
            return f"'{last}' should be a list: [..., ...]", loc
        case "too_short":
            return f"'{last}' is empty", loc
        case "date_from_datetime_parsing" | "date_parsing" | "date_type":
            return f"'{detail['input']}' is not a date: write year-month-day, as in 2023-01-06", loc
        case "standoff":
            return str(context["message"]), loc
        case "string_type":
            return f"'{last}' should be text", loc
        case "string_too_short":
            return f"'{last}' is empty", loc
    text = detail["msg"].removeprefix("Input ").removeprefix("Value error, ")
    return f"'{last}': {text}", loc


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
        model = _entry_in(field.annotation)
        keyed = get_origin(field.annotation) is Mapping
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def _entry_in(annotation: Any) -> type[Entry] | None:
    """Find the model inside ``tuple[Model, ...]``, ``Mapping[str, Model]`` or ``Model | None``."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return annotation
    return next(filter(None, map(_entry_in, get_args(annotation))), None)
