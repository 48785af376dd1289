"""Reading a crisis file: bounded, without tags or code, every value with its line and column."""

import re
from math import isfinite
from pathlib import Path as FilePath
from typing import Any

from standoff.crisis.build import build
from standoff.crisis.model import Crisis
from standoff.crisis.origin import Origin
from standoff.errors import CrisisError, Fault, Path, UsageError
from standoff.files.compose import MAX_DEPTH, MAX_NODES, compose
from standoff.settings import MAX_FILE_BYTES

_CORE = "tag:yaml.org,2002:"


def read(path: str | FilePath) -> Crisis:
    """Read a crisis file.

    Parameters
    ----------
    path : str or Path
        The file.

    Returns
    -------
    Crisis

    Raises
    ------
    CrisisError
        With all faults of the file.
    UsageError
        If there is no such file.
    """
    path = FilePath(path)
    return read_text(read_bytes(path), str(path))


def read_bytes(path: FilePath) -> str:
    """Read the text of a crisis file, refusing what cannot be one."""
    name = str(path)
    try:
        if path.is_dir():
            raise UsageError(f"{name} is a folder; name a crisis file in it")
        with path.open("rb") as file:
            raw = file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        raise UsageError(
            f"there is no file {name}; `standoff cases` lists the shipped ones"
        ) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise UsageError(f"{name} cannot be read: {why}") from None
    if len(raw) > MAX_FILE_BYTES:
        raise _fault(name, f"the file is larger than {MAX_FILE_BYTES // 1_000_000} MB")
    if b"\0" in raw:
        raise _fault(name, "this is not text; a crisis file is YAML in UTF-8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        message = "this is not UTF-8 text; save the file as UTF-8"
        raise CrisisError([Fault(message, line=line, column=column)], name) from None


def read_text(text: str, name: str = "crisis") -> Crisis:
    """Read a crisis from text; see `read`."""
    data, origin = parse_yaml(text, name)
    if data is None:
        raise _fault(name, "the file is empty; `standoff new` writes a template")
    return build(data, origin)


def _fault(name: str, message: str) -> CrisisError:
    return CrisisError([Fault(message, line=1, column=1)], name)


def parse_yaml(text: str, name: str = "crisis") -> tuple[Any, Origin]:
    """Turn YAML into plain data and the place of every value.

    Parameters
    ----------
    text : str
        YAML 1.2 without tags; aliases are expanded up to a bound.
    name : str
        File name for the errors.

    Returns
    -------
    data : object
        Plain mappings, lists and scalars; None for an empty text.
    origin : Origin
        Line and column of every value.

    Raises
    ------
    CrisisError
        If the text is not YAML or uses what is not allowed.
    """
    node = compose(text, name)
    walker = _Walker(text)
    data = walker.value(node, ()) if node is not None else None
    if walker.faults:
        raise CrisisError(walker.faults, name)
    return data, Origin(name, walker.places, walker.keys, text, walker.spans, walker.folded)


class _Walker:
    """Turns nodes into plain data, collecting places and faults."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: dict[Path, tuple[int, int]] = {}
        self.keys: dict[Path, tuple[int, int]] = {}
        self.spans: dict[Path, tuple[int, int]] = {}
        self.folded: dict[Path, str] = {}
        self.faults: list[Fault] = []
        self.visited = 0

    def value(self, node: Any, path: Path) -> Any:
        self.visited += 1
        if self.visited > MAX_NODES or len(path) > MAX_DEPTH:
            if not self.faults:
                self._fault(node, "aliases (*name) that repeat aliases make the file too large")
            return None
        self.places[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        self.spans[path] = (node.start_mark.index, node.end_mark.index)
        match node.id:
            case "mapping":
                return self._mapping(node, path)
            case "sequence":
                return [self.value(item, (*path, k)) for k, item in enumerate(node.value)]
        self._place_scalar(node, path)
        return self._scalar(node, str(node.tag).removeprefix(_CORE))

    def _mapping(self, node: Any, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if key_node.id != "scalar":
                self._fault(key_node, "a key should be a plain word")
                continue
            key = str(key_node.value)
            if key == "<<":
                self._fault(key_node, "merge keys (<<) are not allowed; write the keys out")
                continue
            if key in result:
                self._fault(key_node, f"the key '{key}' stands here twice")
                continue
            mark = key_node.start_mark
            self.keys[(*path, key)] = (mark.line + 1, mark.column + 1)
            result[key] = self.value(value_node, (*path, key))
            if value_node.start_mark.index == value_node.end_mark.index:
                self.places[(*path, key)] = self.keys[(*path, key)]
        return result

    def _place_scalar(self, node: Any, path: Path) -> None:
        """Point at the first character of the text itself, past quotes and block marks."""
        start, end = self.spans[path]
        line, column = self.places[path]
        raw = self.text[start:end]
        if node.style in ("|", ">"):
            indent = re.match(r"[^\n]*\n\s*", raw)
            skipped = indent.group() if indent else ""
            line += skipped.count("\n")
            column = len(skipped) - skipped.rfind("\n") if skipped else column
        elif node.style is not None:
            column += 1
        self.places[path] = (line, column)
        if "\n" in raw:
            self.folded[path] = str(node.value)

    def _scalar(self, node: Any, kind: str) -> Any:
        text = str(node.value)
        if node.style is not None:
            return text
        match kind:
            case "null":
                return None
            case "bool" if text.lower() in ("true", "false"):
                return text.lower() == "true"
            case "int":
                return self._integer(node, text)
            case "float":
                return self._real(node, text)
        return text

    def _integer(self, node: Any, text: str) -> Any:
        try:
            return int(text.replace("_", ""), 0) if text[:2] in ("0x", "0o") else int(text)
        except ValueError:
            self._fault(node, f"the number {text[:40]} cannot be read")
            return None

    def _real(self, node: Any, text: str) -> Any:
        try:
            number = float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
        except ValueError:
            self._fault(node, f"the number {text[:40]} cannot be read")
            return None
        if not isfinite(number):
            self._fault(node, f"{text[:40]} is no number that can be used here")
        return number

    def _fault(self, node: Any, message: str) -> None:
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        self.faults.append(Fault(message, line=line, column=column))
