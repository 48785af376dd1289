"""Run kernels that release the interpreter's lock on all cores."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def in_threads(work: Callable[..., T], *columns: Iterable[object]) -> list[T]:
    """Call `work` on each row of the columns, as many at once as there are cores.

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
    pool = ThreadPoolExecutor(max_workers=_cores())
    try:
        return list(pool.map(work, *columns))
    finally:
        pool.shutdown(cancel_futures=True)


def _cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
