"""A crisis in the making: plain data in the file's format, and what could not be carried over."""

import textwrap
from dataclasses import dataclass
from typing import Any

from standoff.files.emit import WIDTH
from standoff.files.write import dump


@dataclass(frozen=True)
class Draft:
    """What an import made.

    Attributes
    ----------
    data : dict
        The crisis, as the file's own format has it.
    notes : tuple of str
        What was not carried over, or was decided for want of information; plain sentences.
    states : int or None
        How many feasible states the source has, where it says so.
    """

    data: dict[str, Any]
    notes: tuple[str, ...]
    states: int | None = None

    def text(self, source: str) -> str:
        """Write the crisis file, the notes as comments at its head.

        Parameters
        ----------
        source : str
            Where it came from, for the first line.
        """
        lines = [f"Imported from {source}."]
        if self.notes:
            lines.append("Not carried over, or decided here:")
            lines += [f"- {note}" for note in self.notes]
        return "".join(map(_comment, lines)) + "\n" + dump(self.data)


def _comment(line: str) -> str:
    """One line of the head; whatever a foreign file put into it stays a comment."""
    plain = "".join(c if c.isprintable() else " " for c in line)
    return (
        textwrap.fill(
            plain,
            WIDTH,
            initial_indent="# ",
            subsequent_indent="#   " if line.startswith("- ") else "# ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        + "\n"
    )
