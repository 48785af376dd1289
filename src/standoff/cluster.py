"""Work on a Dask cluster: workers on this machine, or a scheduler that is already running.

Tasks are small and independent; each gets what all of them share (the *setting*) from the workers
themselves, which make it once and make it again if the worker that held it is lost. A task whose
worker is lost goes to another one, so that the results are the same.
"""

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import CancelledError
from contextlib import suppress
from importlib.metadata import version
from itertools import islice
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, Self, TypeVar

from standoff.errors import LimitReached, UsageError

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

AHEAD = 3
"""Tasks that wait at the scheduler for each thread of the workers."""

CONNECT = 10.0
"""Seconds to wait for a scheduler."""

ALONE = 60.0
"""Seconds without any worker after which the work is given up."""

LISTEN = 1.0
"""Seconds between two looks at how the workers are."""


class Cluster:
    """Workers of a Dask cluster; a context manager that leaves none of its own behind.

    Parameters
    ----------
    address : str
        ``local:N`` starts N processes on this machine; ``tcp://host:port`` (or ``tls://``,
        ``ucx://``) names a scheduler, which is left running.

    Raises
    ------
    UsageError
        If Dask is not installed, the address cannot be read, nobody answers at it, or a worker has
        another version of standoff.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._local: Any = None
        client = _dask()
        try:
            self._client = client(**self._where(), set_as_default=False)
        except (OSError, ValueError) as error:
            self.close()
            raise UsageError(f"--cluster {address}: no scheduler answers there: {error}") from None
        except BaseException:
            self.close()
            raise
        try:
            self._check_versions()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _where(self) -> dict[str, Any]:
        kind, colon, rest = self.address.partition(":")
        if kind == "local" and colon:
            if not (rest.isdigit() and int(rest) > 0):
                raise UsageError(f"--cluster {self.address}: write local:N, for instance local:4")
            self._local = _start(int(rest))
            return {"address": self._local}
        if kind not in ("tcp", "tls", "ucx") or not rest.startswith("//"):
            raise UsageError(
                f"--cluster {self.address}: write tcp://host:port for a running scheduler, or local:N"
                " for N processes on this machine"
            )
        return {"address": self.address, "timeout": CONNECT}

    def _check_versions(self) -> None:
        try:
            versions = self._client.run(_version, on_error="return")
        except OSError as error:
            raise UsageError(
                f"--cluster {self.address}: its workers do not answer: {error}"
            ) from None
        for worker, found in versions.items():
            if found != _version():
                what = f"standoff {found}" if isinstance(found, str) else f"no standoff ({found})"
                raise UsageError(
                    f"--cluster {self.address}: the worker at {worker} has {what}, and here it is"
                    f" {_version()}; install the same version there"
                )

    def each(
        self,
        work: Callable[[S, T], R],
        setting: Callable[..., S],
        given: tuple[Any, ...],
        tasks: Iterable[T],
    ) -> Generator[R]:
        """Work through tasks; results come as they are done, in any order.

        Parameters
        ----------
        work : callable
            Called with the setting and a task; a function of a module.
        setting : callable
            Makes what all tasks share, on the workers.
        given : tuple
            Its arguments.
        tasks : iterable

        Raises
        ------
        LimitReached
            If no worker is left.
        """
        common = self._client.submit(setting, *given, pure=False)
        waiting: set[Any] = set()
        left = iter(tasks)
        done: SimpleQueue[Any] = SimpleQueue()
        try:
            while True:
                room = AHEAD * max(self._threads(), 1) - len(waiting)
                for task in islice(left, max(room, 0)):
                    future = self._client.submit(work, common, task, pure=False)
                    waiting.add(future)
                    future.add_done_callback(done.put)
                if not waiting:
                    return
                future = self._next(done)
                waiting.discard(future)
                yield self._result(future)
        finally:
            with suppress(Exception):
                self._client.cancel([*waiting, common])

    def _result(self, future: Any) -> Any:
        from distributed import KilledWorker

        try:
            return future.result()
        except KilledWorker:
            raise LimitReached(
                f"--cluster {self.address}: one task lost every worker that took it, most likely for"
                " want of memory: give the workers more, or fewer threads each"
            ) from None
        except CancelledError:
            raise LimitReached(f"--cluster {self.address}: the scheduler was lost") from None

    def _next(self, done: "SimpleQueue[Any]") -> Any:
        """Wait for a task that is done, as long as there is a worker to do it."""
        seen = monotonic()
        while True:
            try:
                return done.get(timeout=LISTEN)
            except Empty:
                if self._threads():
                    seen = monotonic()
                elif monotonic() - seen > ALONE:
                    raise LimitReached(
                        f"--cluster {self.address}: there has been no worker for {ALONE:.0f} seconds"
                    ) from None

    def _threads(self) -> int:
        """Threads of all workers; 0 while the scheduler does not answer."""
        try:
            return sum(self._client.nthreads().values())
        except (OSError, TimeoutError):
            return 0

    def close(self) -> None:
        """Let go of the scheduler, and stop the workers that were started here."""
        client = getattr(self, "_client", None)
        for part in (client, self._local):
            if part is not None:
                with suppress(Exception):
                    part.close()
        self._client = self._local = None


def _version() -> str:
    return version("standoff")


def _dask() -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise UsageError(
            '--cluster needs Dask, which is not installed: pip install "standoff[cluster]"'
        ) from None
    return Client


def _start(workers: int) -> Any:
    """Start workers on this machine; they end with this process, however it ends."""
    import logging

    from distributed import LocalCluster

    return LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
    )
