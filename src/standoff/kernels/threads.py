"""Run kernels that release the interpreter's lock on all cores, or on some."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import local
from typing import TypeVar

T = TypeVar("T")

_here = local()


@contextmanager
def at_most(threads: int) -> Iterator[None]:
    """Within this, `in_threads` as called from this thread uses so many threads, at least 1.

    Work that is itself one of many pieces side by side is done best by one thread each.
    """
    before = allowed()
    _here.threads = max(1, threads)
    try:
        yield
    finally:
        _here.threads = before


def in_threads(work: Callable[..., T], *columns: Iterable[object]) -> list[T]:
    """Call `work` on each row of the columns, as many at once as there are cores (see `at_most`).

    Parameters
    ----------
    work : callable
        Called with one item of each column. Calls must not write to the same memory.
    *columns : iterable
        As for `map`.

    Returns
    -------
    list
        Results in the order of the columns. After an error or an interrupt the work that has
        not begun is dropped.
    """
    threads = allowed()
    if threads == 1:
        return list(map(work, *columns))
    pool = ThreadPoolExecutor(threads)
    try:
        return list(pool.map(work, *columns))
    finally:
        pool.shutdown(cancel_futures=True)


def allowed() -> int:
    """Threads that the calling thread may use."""
    return getattr(_here, "threads", None) or _cores()


def _cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
