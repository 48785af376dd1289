"""Writing crisis files: canonical text for a crisis made in Python, saved whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any, get_origin

from standoff.crisis.model import Crisis, Entry
from standoff.crisis.wording import entry_in
from standoff.errors import UsageError
from standoff.files.emit import block


def dump(crisis: "Crisis | Mapping[str, Any]") -> str:
    """Write a crisis as the text of a crisis file.

    Parameters
    ----------
    crisis : Crisis or mapping
        A crisis, of which defaults are left out, or plain data in the file's format.

    Returns
    -------
    str
        Keys in the order of the reference page; a blank line between sections.
    """
    data = crisis.to_data() if isinstance(crisis, Crisis) else crisis
    text = ""
    for key, value in _ordered(data, Crisis).items():
        lines = block({key: value})
        text += ("\n" if len(lines) > 1 and text else "") + "\n".join(lines) + "\n"
    return text


def _ordered(data: Mapping[str, Any], model: type[Entry]) -> dict[str, Any]:
    """Put the keys of a part of a crisis, and of all parts of it, into the order of the model."""
    result: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        if key not in data:
            continue
        value, part = data[key], entry_in(field.annotation)
        if part is not None:
            value = _ordered_parts(value, part, keyed=get_origin(field.annotation) is Mapping)
        result[key] = value
    return result | {key: value for key, value in data.items() if key not in result}


def _ordered_parts(value: Any, model: type[Entry], *, keyed: bool) -> Any:
    if isinstance(value, Mapping):
        if not keyed:
            return _ordered(value, model)
        return {key: _ordered_parts(part, model, keyed=False) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_ordered_parts(part, model, keyed=False) for part in value]
    return value


def save(path: "str | FilePath", text: str) -> None:
    """Write a text file whole or not at all.

    The text goes to a new file in the same folder, which then takes the place of the old one;
    whatever interrupts it leaves the old file as it was. A link is followed; the permissions of an
    existing file are kept. A pipe or a device is written to as it is.

    Parameters
    ----------
    path : str or Path
        The file.
    text : str
        Its new content, written as UTF-8, line ends as they are.

    Raises
    ------
    UsageError
        If the file cannot be written.
    """
    target = FilePath(os.path.realpath(path))
    try:
        raw = text.encode("utf-8")
        if _is_stream(FilePath(path)):
            FilePath(path).write_bytes(raw)
            return
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except UnicodeEncodeError:
        raise UsageError(f"{path} cannot be written: the text holds half a character") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, target)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
    finally:
        with contextlib.suppress(OSError):
            os.unlink(name)


def check_target(path: "str | FilePath") -> None:
    """Refuse a place where no file can be written, before the work whose result it is to hold.

    Raises
    ------
    UsageError
        If the place is a folder, lies in none, or may not be written to.
    """
    target = FilePath(os.path.realpath(path))
    if target.is_dir() or str(path).endswith(("/", os.sep)):
        raise UsageError(f"{path} is a folder; name a file in it")
    if not target.parent.is_dir() and not _is_stream(FilePath(path)):
        raise UsageError(f"{path} cannot be written: there is no folder {target.parent}")
    place = target if _is_stream(target) else target.parent
    if place.exists() and not os.access(place, os.W_OK):
        raise UsageError(f"{path} cannot be written: you may not write to {place}")


def _is_stream(path: FilePath) -> bool:
    """Whether there is something that is neither a file nor a folder, such as a pipe."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _umask() -> int:
    current = os.umask(0o077)
    os.umask(current)
    return current
