"""Short turns for threads that mostly wait for kernels.

A kernel that ends needs the interpreter again, which the other thread gives up at the end of its turn, by
default after 5 ms: longer than most kernels take here. While draws are worked side by side turns are
shorter; the length is one for the whole process and is put back when the last ensemble is done.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

TURN = 1e-4
"""Seconds."""

_lock = Lock()
_before: list[float] = []


@contextmanager
def short_turns() -> Iterator[None]:
    """Take short turns while this is entered, by whomever."""
    with _lock:
        _before.append(sys.getswitchinterval())
        sys.setswitchinterval(min(TURN, _before[0]))
    try:
        yield
    finally:
        with _lock:
            first = _before[0]
            _before.pop()
            if not _before:
                sys.setswitchinterval(first)
