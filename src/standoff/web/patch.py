"""Changes as they would stand in the file: as YAML to paste, or written into the text itself."""

from collections.abc import Mapping
from typing import Any

from standoff.crisis.model import Crisis
from standoff.errors import Path
from standoff.files.emit import block
from standoff.files.rewrite import REMOVE, rewrite


def difference(before: Crisis, after: Crisis) -> dict[Path, object]:
    """Return what to put at which place of the file of `before` so that it says `after`."""
    return _compared(before.to_data(), after.to_data(), ())


def _compared(old: Any, new: Any, path: Path) -> dict[Path, object]:
    if old == new:
        return {}
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        found: dict[Path, object] = {}
        for key in (*old, *(key for key in new if key not in old)):
            if key not in new:
                found[(*path, key)] = REMOVE
            elif key not in old:
                found[(*path, key)] = new[key]
            else:
                found |= _compared(old[key], new[key], (*path, key))
        return found
    if isinstance(old, list) and isinstance(new, list):
        return _compared_lists(old, new, path)
    return {path: new}


def _compared_lists(old: list[Any], new: list[Any], path: Path) -> dict[Path, object]:
    """Keep the entries that stay where they are, so that what is beside them survives."""
    if len(new) >= len(old):
        found: dict[Path, object] = {}
        for k, entry in enumerate(new):
            found |= _compared(old[k], entry, (*path, k)) if k < len(old) else {(*path, k): entry}
        return found
    left = list(range(len(old)))
    for k in reversed(range(len(old))):
        if len(left) > len(new) and old[k] not in new:
            left.remove(k)
    if [old[k] for k in left] == new:
        return {(*path, k): REMOVE for k in reversed(range(len(old))) if k not in left}
    return {path: new}


def written(text: str, before: Crisis, after: Crisis) -> str:
    """Return the text of a crisis file with changes written into it; comments survive.

    Raises
    ------
    UsageError
        If a place cannot be changed alone.
    """
    return rewrite(text, difference(before, after))


def as_yaml(before: Crisis, after: Crisis, changes: tuple[str, ...]) -> str:
    """Return changes as YAML: each place that differs, under the keys that lead to it."""
    told = [f"# what if: {change}" for change in changes]
    tree: dict[Any, Any] = {}
    for path, value in difference(before, after).items():
        place = tree
        for step in path[:-1]:
            place = place.setdefault(_key(step), {})
        place[_key(path[-1])] = "(left out)" if value is REMOVE else value
    return "\n".join([*told, *(block(tree) if tree else [])]) + "\n"


def _key(step: str | int) -> str:
    """Write the place in a list as the entry counted from 1."""
    return step if isinstance(step, str) else f"entry {step + 1}"
