"""What can go wrong for a user: every error says what happened, where, and what to do.

Nothing else may reach the command line; each class carries its exit status.
"""

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Self

Path = tuple[str | int, ...]
"""Keys and list positions that lead from the top of a crisis file to a value."""

MAX_SHOWN = 50
"""Faults that an error prints; the rest are counted."""

MAX_MESSAGE = 400
"""Characters of one message; what a user wrote may be long."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and where.

    Attributes
    ----------
    message : str
        What is wrong and what to do, in plain words.
    path : Path
        Where in the crisis file.
    offset : int
        Characters past the start of the value, for expressions.
    line, column : int or None
        Counted from 1; filled in by the reader, which knows the text.
    key : bool
        Whether the key at the path is meant rather than its value.
    """

    message: str
    path: Path = ()
    offset: int = 0
    line: int | None = None
    column: int | None = None
    key: bool = False

    def at(self, line: int, column: int) -> Self:
        """Return the same fault with its place in the text."""
        return replace(self, line=line, column=column)


class StandoffError(Exception):
    """Base of all errors that are the user's to mend."""

    exit_code = 1


class CrisisError(StandoffError):
    """The crisis file has faults.

    Parameters
    ----------
    faults : sequence of Fault
        All of them, not only the first.
    source : str
        Name of the file, for the message.
    """

    exit_code = 1

    def __init__(self, faults: "tuple[Fault, ...] | list[Fault]", source: str = "crisis") -> None:
        self.faults = tuple(sorted(faults, key=lambda f: (f.line or 0, f.column or 0)))
        self.source = source
        super().__init__(self.render())

    def render(self) -> str:
        """Return one line a fault, ``file:line:column: message``."""
        shown = [
            f"{_place(self.source, fault)}: {_one_line(fault.message)}"
            for fault in self.faults[:MAX_SHOWN]
        ]
        if more := len(self.faults) - len(shown):
            shown.append(f"{self.source}: and {more} more")
        return "\n".join(shown)

    def __reduce__(self) -> tuple[type, tuple[tuple[Fault, ...], str]]:
        return type(self), (self.faults, self.source)


class UsageError(StandoffError):
    """The command was called in a way that cannot work."""

    exit_code = 2


class LimitReached(StandoffError):  # noqa: N818 - it is a limit, not a mistake
    """The work is larger than the limits allow; said before it starts where possible."""

    exit_code = 3


def _place(source: str, fault: Fault) -> str:
    if fault.line is not None:
        return f"{source}:{fault.line}:{fault.column}"
    return f"{source}: {write_path(fault.path)}" if fault.path else source


def _one_line(message: str) -> str:
    """Keep what a user wrote from breaking the line, steering the terminal or filling it."""
    plain = "".join(c if c.isprintable() else "?" for c in " ".join(message.split()))
    return plain if len(plain) <= MAX_MESSAGE else f"{plain[:MAX_MESSAGE]}..."


def write_path(path: Path) -> str:
    """Write a path as ``actors.pakistan.preferences[1].weight``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def nearest(word: str, names: "list[str] | tuple[str, ...] | set[str]") -> str:
    """Suggest the nearest valid name, as a sentence to append, or list a few when none is near."""
    known, word = sorted(names), word[:80]
    match = get_close_matches(word, known, n=1, cutoff=0.6)
    if not match:
        last_part = {name.rsplit(".", 1)[-1]: name for name in known}
        match = [last_part[m] for m in get_close_matches(word, last_part, n=1, cutoff=0.75)]
    if match:
        return f"; did you mean '{match[0]}'?"
    if not known:
        return ""
    shown = ", ".join(known[:8]) + (", ..." if len(known) > 8 else "")
    return f"; known: {shown}"
