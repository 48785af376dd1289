"""The small crisis with markup in every field that holds free text."""

from typing import Any

from tests.report.hostile import POISON
from tests.web.crisis import TEXT

from standoff.files.read import parse_yaml
from standoff.files.write import dump

POISON = POISON.replace("\x1b[31m", "").strip()
FREE = ("title", "name", "label", "claim", "summary", "note", "kind", "says", "by", "citation")


def hostile_text() -> str:
    data, _ = parse_yaml(TEXT)
    for actor in data["actors"].values():
        for k, statement in enumerate(actor["preferences"]):
            statement["note"] = f"note {k}"
    for tie in data["ties"]:
        tie["note"] = "a note"
    for scenario in data["scenarios"].values():
        scenario["note"] = "a note"
    data["citation"] = "made up"
    data["signals"][1]["source"] = "said by nobody"
    data["signals"][1]["speaker"] = "a stranger"
    return dump(_poisoned(data, ()))


def _poisoned(value: Any, path: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        return {key: _poisoned(part, (*path, key)) for key, part in value.items()}
    if isinstance(value, list):
        return [_poisoned(part, path) for part in value]
    free = path[-1] in FREE and path[:1] not in (("sources",), ("actors",))
    free = free or path[-1] in ("name", "label", "note") or path[:2] == ("ties", "kind")
    stranger = path == ("signals", "speaker") and value == "a stranger"
    source = path == ("signals", "source") and " " in str(value)
    if isinstance(value, str) and (free or stranger or source):
        return f"{POISON} {value}"[:60] if path == ("ties", "kind") else f"{POISON} {value}"
    return value
