"""Work on a Dask cluster: workers on this machine, or a scheduler that is already running.

Tasks are small and independent; each gets what all of them share (the *setting*) from the workers
themselves, which make it once and make it again if the worker that held it is lost. A task whose
worker is lost goes to another one, so that the results are the same.
"""

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import CancelledError
from contextlib import suppress
from importlib.metadata import version
from importlib.util import find_spec
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

DEAF = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
"""Run in workers of our own: Ctrl-C reaches the whole process group, and who started them ends them."""

LISTEN = 1.0
"""Seconds between two looks at how the workers are."""


class Cluster:
    """Workers of a Dask cluster; a context manager that leaves none of its own behind.

    Nothing is started or called before there is work.

    Parameters
    ----------
    address : str
        ``local:N`` starts N processes on this machine; ``tcp://host:port`` (or ``tls://``,
        ``ucx://``) names a scheduler, which is left running.

    Raises
    ------
    UsageError
        If the address cannot be read or Dask is not installed; with the first work, if nobody
        answers at the address, or a worker has another version of standoff.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        kind, _, rest = address.partition(":")
        self._workers = int(rest) if kind == "local" and rest.isdigit() else 0
        remote = kind in ("tcp", "tls", "ucx") and rest.startswith("//")
        if not (self._workers or remote):
            raise UsageError(
                f"--cluster {address}: write tcp://host:port for a running scheduler, or local:N for N"
                " processes on this machine, such as local:4"
            )
        if find_spec("distributed") is None:
            raise UsageError(
                '--cluster needs Dask, which is not installed: pip install "standoff[cluster]"'
            )
        self._own: Any = None
        self._connected: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _client(self) -> Any:
        """The connection to the scheduler; made, and the workers started, when first used."""
        if self._connected is None:
            try:
                self._connect()
                self._check_versions()
            except BaseException:
                self.close()
                raise
        return self._connected

    def _connect(self) -> None:
        from distributed import Client

        if self._workers:
            self._own = _start(self._workers)
        try:
            self._connected = Client(  # type: ignore[no-untyped-call]
                self._own or self.address, timeout=CONNECT, set_as_default=False
            )
        except (OSError, ValueError) as error:
            raise UsageError(
                f"--cluster {self.address}: no scheduler answers there: {error}"
            ) from None

    def _check_versions(self) -> None:
        try:
            versions = self._connected.run(_version, on_error="return")
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
        for part in (self._connected, self._own):
            if part is not None:
                with suppress(Exception):
                    part.close()
        self._connected = self._own = None


def _version() -> str:
    return version("standoff")


def _start(workers: int) -> Any:
    """Start workers on this machine; they end with this process, however it ends."""
    import logging

    from distributed import LocalCluster

    return LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        preload=[DEAF],
        silence_logs=logging.CRITICAL,
    )
