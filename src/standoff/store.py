"""What was computed is kept on disk, so that a run that was cut off goes on where it stopped.

One SQLite file in the user's cache folder holds records by key. A key is a hash of all that makes
the record's content, so that a record is never wrong, only useless; what has not been used for
longest goes first when the file is full. Several processes may read and write at once. Keeping is a
convenience: whatever goes wrong with the file is said once, and the work goes on without it.
"""

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic, time
from typing import Self
from zlib import crc32

from standoff.settings import KEPT_BYTES

FOLDER = "STANDOFF_CACHE"
"""Environment variable: the folder to keep results in, or ``off``."""

FILE = "results.sqlite"

INTERVAL = 0.5
"""Seconds between two writes; what a killed run loses at most."""

WAIT = 5.0
"""Seconds to wait for another process that is writing."""

LARGEST = 1 / 8
"""Part of the whole that one record may take."""

SPARE = 0.8
"""Part of the limit to which a full file is cut back."""

_TABLE = """
create table if not exists record (
    key blob primary key, used real not null, size integer not null, sum integer not null,
    content blob not null
)
"""


def folder() -> Path | None:
    """Return the folder in which results are kept, None where that is turned off."""
    named = os.environ.get(FOLDER)
    if named is not None and named.lower() in ("off", "0", "no", "false", ""):
        return None
    if named is not None:
        return Path(named).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("standoff", appauthor=False)


def _say(message: str) -> None:
    print(message, file=sys.stderr)


class Store:
    """Records on disk, by key.

    Parameters
    ----------
    path : str or Path
        The file; made with its folder when something is first kept.
    limit : int
        Bytes that all records may take together.
    fresh : bool
        Write only: what was kept before is not used, and is replaced.
    tell : callable
        Told, at most once, if results cannot be kept.

    Attributes
    ----------
    reused : int
        Pieces of work that were found kept, as those count them who use the store.

    Notes
    -----
    For one thread at a time.
    """

    def __init__(
        self,
        path: str | Path,
        limit: int = KEPT_BYTES,
        *,
        fresh: bool = False,
        tell: Callable[[str], None] = _say,
    ) -> None:
        self.path, self.limit, self.fresh, self.tell = Path(path), limit, fresh, tell
        self.reused = 0
        self._file: sqlite3.Connection | None = None
        self._broken = False
        self._waiting: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._written = monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, key: bytes) -> bytes | None:
        """Return what is kept under a key, None if nothing is or it is damaged."""
        if key in self._waiting:
            return self._waiting[key]
        if self.fresh or self._broken or not (self._file or self.path.exists()):
            return None
        try:
            query = "select content, sum from record where key = ?"
            found = self._open().execute(query, (key,)).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        if found is None or crc32(found[0]) != found[1]:
            return None
        self._used.add(key)
        return bytes(found[0])

    def put(self, key: bytes, content: bytes) -> None:
        """Keep something under a key; it is on disk within `INTERVAL` or at `flush`."""
        if self._broken or len(content) > LARGEST * self.limit:
            return
        self._waiting[key] = content
        if monotonic() - self._written > INTERVAL:
            self.flush()

    def flush(self) -> None:
        """Bring everything to disk, and the whole below its limit."""
        self._written = monotonic()
        if self._broken or not (self._waiting or self._used):
            return
        now = time()
        rows = [(key, now, len(c), crc32(c), c) for key, c in self._waiting.items()]
        try:
            with self._open() as file:
                file.executemany("insert or replace into record values (?, ?, ?, ?, ?)", rows)
                used = [(now, key) for key in self._used]
                file.executemany("update record set used = ? where key = ?", used)
                cut = bool(rows) and self._cut_back(file)
            if cut:
                file.executescript("pragma incremental_vacuum")
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)
        self._waiting.clear()
        self._used.clear()

    def close(self) -> None:
        """Bring everything to disk and let go of the file."""
        self.flush()
        if self._file is not None:
            self._file.close()
            self._file = None

    def size(self) -> tuple[int, int]:
        """Records, and bytes that they take."""
        if not self.path.exists() or self._broken:
            return 0, 0
        try:
            query = "select count(*), coalesce(sum(size), 0) from record"
            records, taken = self._open().execute(query).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return 0, 0
        return int(records), int(taken)

    def clear(self) -> None:
        """Forget everything."""
        self._waiting.clear()
        self._used.clear()
        self._remove()

    def _open(self) -> sqlite3.Connection:
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = sqlite3.connect(self.path, timeout=WAIT)
            # A write reaches the disk as a whole or not at all, whatever is killed.
            self._file.execute("pragma auto_vacuum = incremental")
            self._file.execute("pragma synchronous = normal")
            self._file.execute(_TABLE)
        return self._file

    def _cut_back(self, file: sqlite3.Connection) -> bool:
        """Drop what has not been used for longest, once all takes more than the limit."""
        (taken,) = file.execute("select coalesce(sum(size), 0) from record").fetchone()
        if taken <= self.limit:
            return False
        drop = []
        for key, size in file.execute("select key, size from record order by used").fetchall():
            if taken <= SPARE * self.limit:
                break
            drop.append((key,))
            taken -= size
        file.executemany("delete from record where key = ?", drop)
        return True

    def _give_up(self, error: Exception) -> None:
        """Go on without the file; a damaged one is taken away, so that the next run has a new one."""
        if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
            return  # Another process is writing; what is not kept now is computed again later.
        self._broken = True
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(
            error, sqlite3.OperationalError
        ):
            self._remove()
            self.tell(f"the kept results in {self.path} were damaged and are left out of account")
        else:
            self.tell(
                f"results are not kept in {self.path}: {error}; {FOLDER} names another folder"
            )

    def _remove(self) -> None:
        if self._file is not None:
            with suppress(sqlite3.Error):
                self._file.close()
            self._file = None
        for ending in ("", "-journal"):
            with suppress(OSError):
                Path(f"{self.path}{ending}").unlink()


def open_store(*, fresh: bool = False, tell: Callable[[str], None] = _say) -> Store | None:
    """Return the user's store, None where keeping results is turned off.

    Parameters
    ----------
    fresh, tell
        As in `Store`.
    """
    found = folder()
    return None if found is None else Store(found / FILE, fresh=fresh, tell=tell)
