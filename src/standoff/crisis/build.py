"""From plain data to a crisis, with every fault in plain words."""

import copy
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import ValidationError

from standoff.crisis.check import faults
from standoff.crisis.model import Crisis, YardstickName
from standoff.crisis.origin import Origin
from standoff.crisis.wording import KEY, allowed_keys, fault_of, follows_from_others, place
from standoff.errors import Fault, Path


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
        details = [detail for detail in error.errors() if not follows_from_others(detail)]
        found = [*map(fault_of, details), *_further_faults(data, details)]
        raise origin.error(found) from None
    crisis._origin = origin
    if found := faults(crisis):
        raise origin.error(found)
    return crisis


_STAND_INS: dict[str, Any] = {
    "standoff": 1,
    "begins": "0001-01-01",
    "as_of": "9999-12-31",
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
    "if": "true",
    "visible": 0.5,
    "when": "ever(true)",
}

_SPAN: set[Path] = {("begins",), ("as_of",)}
_NAMING = ("actors", "options", "levels", "chance", "hypotheses", "scenarios", "signals", "sources")


def _further_faults(data: dict[str, Any], details: list[Any]) -> list[Fault]:
    """Find what else is wrong once the values that cannot be read are stood in for.

    Where names are lost with what cannot be read, everything that uses them would look wrong, so
    then nothing further is said.
    """
    if any(_loses_names(detail) for detail in details):
        return []
    mended = copy.deepcopy(data)
    for detail in details:
        _stand_in(mended, place(detail), detail["type"])
    try:
        crisis = Crisis.model_validate(mended, context=_context(data))
    except ValidationError:
        return []
    touched = {place(detail) for detail in details}
    if touched & _SPAN:
        touched |= _SPAN
    return [fault for fault in faults(crisis) if fault.path not in touched]


def _loses_names(detail: Any) -> bool:
    path = place(detail)
    if detail["type"] in ("missing", "extra_forbidden"):
        return path == ("actors",)
    return KEY in detail["loc"] or any(step in _NAMING for step in path[-2:])


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
    value = data.pop(last, None)
    if kind == "extra_forbidden":
        meant = get_close_matches(last, allowed_keys(tuple(around)), n=1)
        if meant and meant[0] not in data:
            data[meant[0]] = value
    elif kind == "missing" or last in _STAND_INS:
        data[last] = _STAND_INS.get(last, "?")


def _context(data: dict[str, Any]) -> dict[str, str]:
    """Say by which yardstick words of likelihood are read; a misspelt one counts as the nearest."""
    meant = get_close_matches(str(data.get("yardstick"))[:80], get_args(YardstickName), n=1)
    return {"yardstick": meant[0]} if meant else {}
