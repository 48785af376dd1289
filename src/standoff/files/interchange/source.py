"""The text of a file that another program wrote: bounded, in any encoding that says what it is."""

import codecs
from pathlib import Path

from standoff.errors import CrisisError, Fault, UsageError
from standoff.settings import MAX_FILE_BYTES

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_source(path: Path, what: str) -> str:
    """Read a text file; a byte order mark names its encoding, which is UTF-8 otherwise.

    Parameters
    ----------
    path : Path
        The file.
    what : str
        What it should be, for the errors, for instance ``a GMCR+ file``.

    Raises
    ------
    UsageError
        If it is not there or cannot be read.
    CrisisError
        If it is too large or not text.
    """
    name = str(path)
    try:
        if path.is_dir():
            raise UsageError(f"{name} is a folder; name {what} in it")
        if path.stat().st_size > MAX_FILE_BYTES:
            raise _fault(name, f"the file is larger than {MAX_FILE_BYTES // 1_000_000} MB")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"there is no file {name}") from None
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}") from None
    encoding = next((code for mark, code in _MARKS if raw.startswith(mark)), "utf-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        message = f"this is not UTF-8 text; save {what} as UTF-8"
        raise CrisisError([Fault(message, line=line, column=column)], name) from None
    if "\0" in text:
        raise _fault(name, f"this is not text, so not {what}")
    if not text.strip():
        raise _fault(name, "the file is empty")
    return text


def _fault(name: str, message: str) -> CrisisError:
    return CrisisError([Fault(message, line=1, column=1)], name)
