"""Where a crisis came from: its file, and the line and column of every value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TypeVar

from standoff.errors import CrisisError, Fault, Path

AnyFault = TypeVar("AnyFault", bound=Fault)


@dataclass(frozen=True, slots=True)
class Origin:
    """The text behind a crisis.

    Attributes
    ----------
    name : str
        File name as the user gave it.
    places : mapping of Path to (line, column)
        Counted from 1; an empty mapping when the crisis was not read from text.
    keys : mapping of Path to (line, column)
        The same for the keys of mappings.
    text : str
        The text that was read.
    spans : mapping of Path to (start, end)
        Characters of `text` that a value takes up, quotes and block marks included.
    folded : mapping of Path to str
        Values of the scalars that take up more than one line.
    """

    name: str = "crisis"
    places: Mapping[Path, tuple[int, int]] = field(default_factory=dict, repr=False)
    keys: Mapping[Path, tuple[int, int]] = field(default_factory=dict, repr=False)
    text: str = field(default="", repr=False)
    spans: Mapping[Path, tuple[int, int]] = field(default_factory=dict, repr=False)
    folded: Mapping[Path, str] = field(default_factory=dict, repr=False)

    def place(self, path: Path) -> str:
        """Return where a value stands, ``crisis.yaml:12``; empty if that is not known."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return f"{PurePath(self.name).name}:{self.places[path[:length]][0]}"
        return ""

    def locate(self, fault: AnyFault) -> AnyFault:
        """Give a fault the place of its value or key, or of the nearest thing around it."""
        if fault.line is not None or not self.places:
            return fault
        if fault.key and fault.path in self.keys:
            return fault.at(*self.keys[fault.path])
        for length in range(len(fault.path), -1, -1):
            path = fault.path[:length]
            if path in self.places:
                return fault.at(*self._point(path, fault.offset * (length == len(fault.path))))
        return fault

    def _point(self, path: Path, offset: int) -> tuple[int, int]:
        """Place of the character at `offset` in a value, whose lines may have been folded."""
        line, column = self.places[path]
        if path not in self.folded or not offset:
            return line, column + offset
        lines = self.text.split("\n")
        position = sum(len(above) + 1 for above in lines[: line - 1]) + column - 1
        end = self.spans[path][1]
        passed = len("".join(self.folded[path][:offset].split()))
        while position < end and (passed or self.text[position].isspace()):
            passed -= not self.text[position].isspace()
            position += 1
        before = self.text[:position]
        return before.count("\n") + 1, position - before.rfind("\n")

    def error(self, faults: list[Fault]) -> CrisisError:
        """Return the error that reports faults at their places."""
        return CrisisError([self.locate(fault) for fault in faults], self.name)
