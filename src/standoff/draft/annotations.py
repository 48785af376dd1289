"""brat's standoff annotations: spans with a kind, and attributes on them.

``T1<TAB>actor 0 4<TAB>Lesh`` marks code points 0 to 4; ``A1<TAB>Canonical T1 kordava`` says more of
it. Relations, events and notes are skipped; of a span in pieces the whole stretch counts.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from standoff.draft.locate import Span
from standoff.errors import CrisisError, Fault, UsageError

_MARK = re.compile(r"^(T\d+)\t(\S+) (\d+)(?:[ ;]\d+)*[ ;](\d+)\t(.*)$")
_ATTRIBUTE = re.compile(r"^[AM]\d+\t(\S+) (T\d+)(?: (.+))?$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span.

    Attributes
    ----------
    kind : str
        In small letters.
    span : Span
    attributes : dict of str to str
        Names in small letters; a bare attribute has the value ``yes``.
    """

    kind: str
    span: Span
    attributes: dict[str, str] = field(default_factory=dict)


def read_annotations(path: Path, text: str) -> tuple[Mark, ...]:
    """Read an ``.ann`` file.

    Parameters
    ----------
    path : Path
    text : str
        The annotated text; the words of every mark are held against it.

    Returns
    -------
    tuple of Mark
        In the order of the text.

    Raises
    ------
    UsageError
        If the file cannot be read.
    CrisisError
        For lines that cannot be read, and marks whose words do not stand at their place.
    """
    try:
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
    except FileNotFoundError:
        raise UsageError(f"{path} is missing: every text needs its annotations") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from None
    marks: dict[str, Mark] = {}
    faults: list[Fault] = []
    for number, line in enumerate(lines, 1):
        mark, attribute = _MARK.match(line), _ATTRIBUTE.match(line)
        if mark is not None:
            span = Span(int(mark[3]), int(mark[4]))
            if ";" not in line.split("\t")[1] and span.of(text) != mark[5]:
                found = span.of(text)[:40]
                message = f"'{mark[5][:40]}' does not stand there, but '{found}'"
                faults.append(Fault(message, line=number, column=1))
            marks[mark[1]] = Mark(mark[2].lower(), span)
        elif attribute is not None and attribute[2] in marks:
            marks[attribute[2]].attributes[attribute[1].lower()] = attribute[3] or "yes"
        elif line.strip() and line[0] not in "REN#*":
            faults.append(Fault("this is no line of brat annotations", line=number, column=1))
    if faults:
        raise CrisisError(faults, str(path))
    return tuple(sorted(marks.values(), key=lambda mark: mark.span))
