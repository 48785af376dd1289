"""From a file of another program to the text of a crisis file, checked before it is handed over."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from standoff.crisis.model import Crisis
from standoff.encode.problem import encode
from standoff.errors import LimitReached, UsageError
from standoff.files.interchange.draft import Draft
from standoff.files.interchange.gmcr import draft_gmcr
from standoff.files.interchange.gmcr_read import read_gmcr
from standoff.files.interchange.source import read_source
from standoff.files.interchange.table_read import read_table
from standoff.files.interchange.tables import draft_table
from standoff.files.read import read_text
from standoff.settings import MAX_FILE_BYTES, MAX_STATES

IMPORTS = {"gmcr": (".gmcr", ".json"), "csv": (".csv", ".tsv", ".txt")}
"""Endings of the files of each format."""

Preference = Literal["rank", "utility"]


@dataclass(frozen=True)
class Imported:
    """An import.

    Attributes
    ----------
    text : str
        The crisis file.
    crisis : Crisis
        As read back from that text.
    notes : tuple of str
        What was not carried over, or was decided for want of information.
    states : int or None
        Feasible states; None where there are too many to count.
    """

    text: str
    crisis: Crisis
    notes: tuple[str, ...]
    states: int | None


def import_file(
    path: str | Path,
    form: str | None = None,
    *,
    preference: Preference | None = None,
    title: str | None = None,
    max_states: int = MAX_STATES,
) -> Imported:
    """Read a file of another program as a crisis.

    Parameters
    ----------
    path : str or Path
        The file.
    form : str, optional
        ``gmcr`` or ``csv``; default: by the ending of the name.
    preference : str, optional
        What the numbers of a table are, ``rank`` or ``utility``; default: as its heads say.
    title : str, optional
        Title of the crisis; default: the name of the file.
    max_states : int
        A crisis with more is not encoded, so that its number of states is not known.

    Returns
    -------
    Imported

    Raises
    ------
    CrisisError
        With all faults of the file.
    UsageError
        If there is no such file or its format is not known.
    LimitReached
        If it is too large for a crisis file.
    """
    path = Path(path)
    form = form or _form(path)
    title = title or path.stem.replace("_", " ").strip() or "Imported crisis"
    draft = _draft(path, form, preference, title)
    text = draft.text(path.name)
    if len(text.encode()) > MAX_FILE_BYTES:
        raise LimitReached(
            f"{path} would become a crisis file of more than {MAX_FILE_BYTES // 1_000_000} MB;"
            " write preferences as statements rather than state by state"
        )
    crisis = read_text(text, f"{path} (imported)")
    return Imported(text, crisis, draft.notes, _states(crisis, draft, max_states))


def _draft(path: Path, form: str, preference: Preference | None, title: str) -> Draft:
    if form == "gmcr":
        if preference is not None:
            raise UsageError("--preference is for tables; a GMCR+ file says what its numbers are")
        model = read_gmcr(read_source(path, "a GMCR+ file"), str(path))
        return draft_gmcr(model, title, str(path))
    if form == "csv":
        table = read_table(read_source(path, "a table"), preference, str(path))
        return draft_table(table, title, str(path))
    raise UsageError(f"there is no format '{form}' to import; there are {', '.join(IMPORTS)}")


def _form(path: Path) -> str:
    for form, endings in IMPORTS.items():
        if path.suffix.lower() in endings:
            return form
    raise UsageError(f"the name {path.name} does not say what it is: add --from gmcr or --from csv")


def _states(crisis: Crisis, draft: Draft, max_states: int) -> int | None:
    """Encode the crisis, which checks rankings and rules; count the states.

    Raises
    ------
    RuntimeError
        If the rules do not leave just the states of the table.
    """
    try:
        states = encode(crisis, max_states).space.states
    except LimitReached:
        if draft.states is not None:
            raise
        return None
    if draft.states not in (None, states):
        raise RuntimeError(f"the rules leave {states} states, the table has {draft.states}")
    return states
