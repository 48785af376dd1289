"""The example report with markup of every kind put into every field that a crisis file fills."""

import dataclasses
from typing import Any

POISON = '<script>alert(1)</script>"\'&|`*[x](y) <b onclick="x"> ]]> {{7*7}} \x1b[31m'

_NOT_WORDS = {
    "id",
    "kind",
    "tone",
    "role",
    "sense",
    "scale",
    "unit",
    "language",
    "source",
    "target",
}


def poisoned(value: Any, name: str = "") -> Any:
    """Return the value with the poison in front of every piece of text in it."""
    if isinstance(value, str):
        keep = name in _NOT_WORDS or not value
        return value if keep else f"{POISON} {value}"
    if isinstance(value, tuple):
        return tuple(poisoned(item, name) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            f.name: poisoned(getattr(value, f.name), f.name) for f in dataclasses.fields(value)
        }
        if type(value).__name__ == "Tie":
            changed["kind"] = f"{POISON} {value.kind}"  # type: ignore[attr-defined]
        return dataclasses.replace(value, **changed)
    return value
