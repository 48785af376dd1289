"""The text on the desk: the crisis file on disk, and texts that are not saved yet.

A text that cannot be read never takes the place of the last one that could. Saving writes the whole
file or nothing, and not over what somebody else wrote meanwhile.
"""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path

from standoff import catalog
from standoff.crisis.model import Crisis
from standoff.errors import CrisisError, Fault, LimitReached, StandoffError, UsageError
from standoff.files.read import read_bytes, read_text
from standoff.files.write import save
from standoff.settings import MAX_FILE_BYTES

MAX_DRAFTS = 24
"""Unsaved texts that are remembered; a page sends its own again when it is not among them."""


@dataclass(frozen=True)
class Version:
    """A text, and the crisis that it says.

    Attributes
    ----------
    text : str
    mark : str
        Tells texts apart.
    crisis : Crisis or None
        None if the text has faults.
    faults : tuple of Fault
        What is wrong with it, at its line and column.
    proven : bool
        Whether it is known that the crisis can be computed; until then it could be read, no more.
    """

    text: str
    mark: str
    crisis: Crisis | None
    faults: tuple[Fault, ...]
    proven: bool = False


class ConflictError(StandoffError):
    """The file changed on disk since it was opened.

    Parameters
    ----------
    theirs : str
        What stands on disk now.
    """

    def __init__(self, theirs: str) -> None:
        self.theirs = theirs
        super().__init__("the file changed on disk since you opened it; nothing was written")


class UnknownDraftError(StandoffError):
    """An unsaved text is not known here, as after a restart; the page has to send it again."""


class Desk:
    """The crisis file being worked on.

    Parameters
    ----------
    source : str
        A crisis file, or ``cases/NAME``; a shipped case is saved as a copy in the current folder.
    max_states : int
        Texts whose crisis has more states count as broken.
    """

    def __init__(self, source: str, max_states: int) -> None:
        shipped = source.startswith("cases/") and not Path(source).exists()
        self.source = source
        self.slug = source.removeprefix("cases/") if shipped else ""
        self.path = Path(f"{self.slug}.yaml").resolve() if shipped else Path(source).resolve()
        self.max_states = max_states
        self._lock = threading.Lock()
        self._read: Version | None = None
        self._stamp: tuple[int, int] | None = None
        self._valid: Version | None = None
        self._drafts: OrderedDict[str, Version] = OrderedDict()

    @property
    def name(self) -> str:
        """Name of the file for the reader."""
        return self.source if self.slug else self.path.name

    @property
    def folder(self) -> Path:
        """The only folder that is written to."""
        return self.path.parent

    def disk(self, *, proven: bool = True) -> Version:
        """Return what stands on disk now.

        Parameters
        ----------
        proven : bool
            Whether it must be known that its crisis can be computed, for which the engines load.

        Raises
        ------
        UsageError
            If the file cannot be read any more.
        """
        with self._lock:
            return self._disk(proven)

    def _disk(self, proven: bool = True) -> Version:
        stamp = self._stamped()
        if self._read is None or stamp != self._stamp:
            self._prove()
            try:
                text = catalog.open_text(self.slug) if self.slug else read_bytes(self.path)
                self._read = self._understood(text)
            except CrisisError as error:
                self._read = Version("", _mark(""), None, error.faults)
            self._stamp = stamp
        if proven:
            self._prove()
        return self._read

    def _prove(self) -> None:
        """Find whether what was read from disk can be computed, if that is not known."""
        if self._read is not None and not self._read.proven:
            self._read = self._proven(self._read)
            if self._read.crisis is not None:
                self._valid = self._read

    def _stamped(self) -> tuple[int, int]:
        if self.slug:
            return (0, 0)
        try:
            status = self.path.stat()
        except OSError as error:
            raise UsageError(f"{self.path} cannot be read: {error.strerror}") from None
        return (status.st_mtime_ns, status.st_size)

    def wanted(self, draft: str, *, proven: bool = True) -> Version:
        """Return a draft by its mark, or what is on disk; see `disk`.

        Raises
        ------
        UnknownDraftError
            If there is no such draft.
        """
        with self._lock:
            disk = self._disk(proven)
            if not draft or draft == disk.mark:
                return disk
            if draft not in self._drafts:
                raise UnknownDraftError("this unsaved text is not known here; send it again")
            self._drafts.move_to_end(draft)
            return self._drafts[draft]

    def shown(self, draft: str, *, proven: bool = True) -> tuple[Version, Version | None]:
        """Return the version that is asked for, and the last one that can be computed; see `disk`."""
        version = self.wanted(draft, proven=proven)
        return version, version if version.crisis is not None else self._valid

    def check(self, text: str) -> Version:
        """Read a text and remember it as a draft."""
        if len(text.encode("utf-8", "replace")) > MAX_FILE_BYTES:
            raise UsageError(f"the text is larger than {MAX_FILE_BYTES // 1_000_000} MB")
        mark = _mark(text)
        with self._lock:
            if mark == self._disk().mark:
                return self._disk()
            if mark in self._drafts:
                return self._drafts[mark]
        version = self._proven(self._understood(text))
        with self._lock:
            self._drafts[mark] = version
            while len(self._drafts) > MAX_DRAFTS:
                self._drafts.popitem(last=False)
            if version.crisis is not None:
                self._valid = version
        return version

    def save(self, text: str, base: str) -> Version:
        """Write the file.

        Parameters
        ----------
        text : str
            Its new content; a text with faults may be saved, too.
        base : str
            Mark of the text that the change began with.

        Raises
        ------
        ConflictError
            If something else stands on disk.
        UsageError
            If it cannot be written.
        """
        with self._lock:
            if self.slug and self.path.exists():
                raise UsageError(
                    f"{self.path.name} is there already: move it away, or serve that file instead"
                )
            there = self._disk()
            if there.mark != base:
                raise ConflictError(there.text)
            save(self.path, text)
            if self.slug:
                self.source, self.slug = str(self.path), ""
            return self._disk()

    def _understood(self, text: str) -> Version:
        mark = _mark(text)
        try:
            return Version(text, mark, read_text(text, self.name), ())
        except CrisisError as error:
            return Version(text, mark, None, error.faults)

    def _proven(self, version: Version) -> Version:
        """Return a version of which it is known whether its crisis can be computed."""
        if version.crisis is None:
            return replace(version, proven=True)
        from standoff.encode.problem import encode

        try:
            encode(version.crisis, self.max_states)
        except CrisisError as error:
            return replace(version, crisis=None, faults=error.faults, proven=True)
        except (LimitReached, UsageError) as error:
            fault = Fault(str(error), line=1, column=1)
            return replace(version, crisis=None, faults=(fault,), proven=True)
        return replace(version, proven=True)


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
