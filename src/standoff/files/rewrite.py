"""Changing single values of a crisis file; every other character stays as it is.

The text is spliced at the marks of the YAML nodes, so comments, order, quotes and layout survive.
What was changed is read again and compared with what was asked for.
"""

import copy
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

from standoff.errors import CrisisError, Path, UsageError, write_path
from standoff.files.compose import compose
from standoff.files.emit import WIDTH, block, flow
from standoff.files.read import parse_yaml

REMOVE: Final = object()
"""Instead of a value: take the key or entry out."""


def rewrite(text: str, changes: Mapping[Path, object]) -> str:
    """Change values in the text of a crisis file.

    Parameters
    ----------
    text : str
        YAML.
    changes : mapping of Path to object
        Plain data to put at each path, or `REMOVE`. A key that is not there is added at the end of
        its mapping; an index one past the end of a list adds an entry.

    Returns
    -------
    str
        The text with nothing else changed; comments inside a value that is replaced are lost.

    Raises
    ------
    UsageError
        If there is no such place, or it cannot be changed without touching others (an alias).
    CrisisError
        If the text is not YAML.
    """
    left = dict(changes)
    while left:
        chosen = {} if REMOVE in left.values() else _side_by_side(text, left)
        changed = _applied(text, list(chosen.values()))
        if len(chosen) < 2 or not _is_as_asked(
            text, changed, {path: left[path] for path in chosen}
        ):
            path = next(iter(left))
            chosen = {path: _Splice(text).change(path, left[path])}
            changed = _applied(text, list(chosen.values()))
            if not _is_as_asked(text, changed, {path: left[path]}):
                raise UsageError(
                    f"{write_path(path)} cannot be changed alone; edit the file by hand"
                )
        text = changed
        left = {path: value for path, value in left.items() if path not in chosen}
    return text


def _side_by_side(text: str, changes: Mapping[Path, object]) -> "dict[Path, _Edit]":
    """Choose changes that can be made in one pass, as their edits do not touch one another."""
    splice = _Splice(text)
    chosen: dict[Path, _Edit] = {}
    for path, value in changes.items():
        try:
            edit = splice.change(path, value)
        except UsageError:
            continue  # It may have its place once others are made; if not, it is said then.
        if all(edit.end < other.start or other.end < edit.start for other in chosen.values()):
            chosen[path] = edit
    return chosen


class _Edit(NamedTuple):
    """A piece of the text and what comes in its place."""

    start: int
    end: int
    replacement: str


def _applied(text: str, edits: Sequence[_Edit]) -> str:
    """Make edits that do not touch one another."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text


def _is_as_asked(text: str, changed: str, changes: Mapping[Path, object]) -> bool:
    try:
        wanted = parse_yaml(text)[0]
        for path, value in changes.items():
            wanted = _expected(wanted, path, value)
        return bool(parse_yaml(changed)[0] == wanted)
    except CrisisError:
        return False


def _expected(data: Any, path: Path, value: object) -> Any:
    data = copy.deepcopy(data)
    place = data
    for step, following in pairwise(path):
        missing = step not in place if isinstance(place, dict) else step == len(place)
        if missing or place[step] is None:
            _put(place, step, [] if isinstance(following, int) else {})
        place = place[step]
    if value is REMOVE:
        del place[path[-1]]
    else:
        _put(place, path[-1], copy.deepcopy(value))
    return data


def _put(place: Any, step: str | int, value: object) -> None:
    if isinstance(place, list) and step == len(place):
        place.append(value)
    else:
        place[step] = value


class _Splice:
    """One text and its nodes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.root = compose(text, "crisis")

    def change(self, path: Path, value: object) -> _Edit:
        chain = self._chain(path)
        found = len(chain) - 1
        if found == len(path):
            if value is REMOVE:
                return self._remove(chain, path[-1])
            return self._replace(chain, path[-1], value)
        if value is REMOVE:
            raise _nowhere(path)
        for step in reversed(path[found + 1 :]):
            value = [value] if step == 0 else {step: value}
        return self._insert(chain, path, found, value)

    def _chain(self, path: Path) -> list[Any]:
        """Nodes from the root along a path, as far as they are there."""
        chain = [self.root]
        for step in path:
            node = chain[-1]
            if node is not None and node.id == "mapping" and isinstance(step, str):
                child = next((v for k, v in node.value if k.value == step), None)
            elif node is not None and node.id == "sequence" and isinstance(step, int):
                child = node.value[step] if 0 <= step < len(node.value) else None
            else:
                child = None
            if child is None:
                break
            chain.append(child)
        return chain

    def _replace(self, chain: list[Any], step: str | int, value: object) -> _Edit:
        parent, node = chain[-2], chain[-1]
        inside = any(_is_flow(n) for n in chain[:-1])
        line = flow(value, inside)
        if isinstance(step, int):
            start, column = node.start_mark.index, node.start_mark.column
            if not inside and column + len(line) > WIDTH:
                line = self.newline.join(block(value, column)).lstrip()
            return _Edit(start, self._end(node), line)
        key = next(k for k, _ in parent.value if k.value == step)
        written = node.start_mark.index < node.end_mark.index
        if written and (inside or node.id == "scalar"):
            start, lead = node.start_mark.index, ""
        else:
            start, lead = self._colon(key), " "
        column = key.start_mark.column
        if not inside and _is_collection(value) and column + len(line) + len(step) > WIDTH - 2:
            start, lead = self._colon(key), self.newline
            line = self.newline.join(block(value, column + 2))
        end = self._end(node) if written else start
        return _Edit(start, end, lead + line)

    def _insert(self, chain: list[Any], path: Path, found: int, value: object) -> _Edit:
        node, step = chain[-1], path[found]
        entry = [value] if isinstance(step, int) else {step: value}
        if node is not None and node.id == "scalar" and node.value == "" and found:
            if step != 0 and isinstance(step, int):
                raise _nowhere(path)
            return self._replace(chain, path[found - 1], entry)
        fits = node is not None and (
            node.id == "mapping"
            if isinstance(step, str)
            else node.id == "sequence" and step == len(node.value)
        )
        if not fits:
            raise _nowhere(path)
        if any(_is_flow(n) for n in chain):
            at = self._end_of_last(node) if node.value else node.start_mark.index + 1
            return _Edit(at, at, (", " if node.value else "") + flow(entry, True)[1:-1])
        at = self._line_end(self._end(node))
        lines = block(entry, node.start_mark.column)
        return _Edit(at, at, self.newline + self.newline.join(lines))

    def _remove(self, chain: list[Any], step: str | int) -> _Edit:
        parent = chain[-2]
        starts, ends = self._entries(parent)
        k = step if isinstance(step, int) else [key.value for key, _ in parent.value].index(step)
        if len(starts) == 1:
            return self._empty(chain, parent)
        if _is_flow(parent):
            if k:
                return _Edit(ends[k - 1], ends[k], "")
            return _Edit(starts[0], starts[1], "")
        line_start = self.text.rfind("\n", 0, starts[k]) + 1
        if self.text[line_start : starts[k]].strip():
            return _Edit(starts[k], starts[k + 1], "")
        after = self._line_end(ends[k])
        newline = self.text.find("\n", after)
        return _Edit(line_start, len(self.text) if newline < 0 else newline + 1, "")

    def _empty(self, chain: list[Any], parent: Any) -> _Edit:
        """Leave an empty pair of brackets where the only entry is taken out."""
        brackets = "{}" if parent.id == "mapping" else "[]"
        start, end = parent.start_mark.index, self._end(parent)
        if not _is_flow(parent) and len(chain) > 2 and chain[-3].id == "mapping":
            key = next(k for k, v in chain[-3].value if v is parent)
            return _Edit(self._colon(key), end, f" {brackets}")
        return _Edit(start, end, brackets)

    def _entries(self, node: Any) -> tuple[list[int], list[int]]:
        """Where each entry of a collection starts (its key, item or dash) and ends."""
        if node.id == "mapping":
            starts = [key.start_mark.index for key, _ in node.value]
            return starts, [self._pair_end(key, value) for key, value in node.value]
        starts = [item.start_mark.index for item in node.value]
        if not _is_flow(node):
            starts = [self.text.rfind("-", node.start_mark.index, s + 1) for s in starts]
            starts[0] = node.start_mark.index
        return starts, [self._end(item) for item in node.value]

    def _pair_end(self, key: Any, value: Any) -> int:
        if value.start_mark.index == value.end_mark.index:
            return self._colon(key)
        return self._end(value)

    def _colon(self, key: Any) -> int:
        """Just past the colon after a key."""
        return self.text.index(":", key.end_mark.index) + 1

    def _end_of_last(self, node: Any) -> int:
        last = node.value[-1]
        return self._pair_end(*last) if node.id == "mapping" else self._end(last)

    def _end(self, node: Any) -> int:
        """Just past the last character of a node, without the comments that follow it."""
        start, end = node.start_mark.index, int(node.end_mark.index)
        if node.id == "scalar":
            return start + len(self.text[start:end].rstrip()) if node.style in ("|", ">") else end
        return end if _is_flow(node) else self._end_of_last(node)

    def _line_end(self, position: int) -> int:
        newline = self.text.find(self.newline, position)
        return len(self.text) if newline < 0 else newline


def _is_flow(node: Any) -> bool:
    return node is not None and node.id != "scalar" and bool(node.flow_style)


def _is_collection(value: object) -> bool:
    return isinstance(value, Mapping | list | tuple) and bool(value)


def _nowhere(path: Path) -> UsageError:
    return UsageError(f"there is no place {write_path(path)} in the file")
