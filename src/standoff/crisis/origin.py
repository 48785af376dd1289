"""Where a crisis came from: its file, and the line and column of every value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from standoff.errors import CrisisError, Fault, Path


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
    """

    name: str = "crisis"
    places: Mapping[Path, tuple[int, int]] = field(default_factory=dict, repr=False)
    keys: Mapping[Path, tuple[int, int]] = field(default_factory=dict, repr=False)

    def locate(self, fault: Fault, key: bool = False) -> Fault:
        """Give a fault the place of its value, or of the nearest thing around it."""
        if fault.line is not None or not self.places:
            return fault
        if key and fault.path in self.keys:
            return fault.at(*self.keys[fault.path])
        for length in range(len(fault.path), -1, -1):
            if fault.path[:length] in self.places:
                line, column = self.places[fault.path[:length]]
                return fault.at(line, column + (fault.offset if length == len(fault.path) else 0))
        return fault

    def error(self, faults: list[Fault]) -> CrisisError:
        """Return the error that reports faults at their places."""
        return CrisisError([self.locate(fault) for fault in faults], self.name)
