"""Calculations that several readers can wait for, watch and give up.

There are two lanes with a thread each: a quick one for central values, and one for the ensemble, so
that a long run never holds up the answer to the last question. Whoever asks the same again shares
the calculation or its kept answer. When nobody waits any more it stops at its next step.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, Literal

Level = Literal["quick", "full"]
LEVELS: tuple[Level, ...] = ("quick", "full")

Tell = Callable[[int, int], None]
"""Told how many steps are done, of how many."""

KEPT = 240
"""Finished answers that are kept."""


class Abandoned(Exception):  # noqa: N818 - nobody waits for it any more; nothing went wrong
    """Nobody waits for the calculation any more."""


@dataclass(eq=False)
class Calculation:
    """One question, its progress and its answer.

    Attributes
    ----------
    key : hashable
        What is asked.
    level : str
        Its lane.
    future : Future
        Holds the answer, or what went wrong.
    done, total : int
        How far it is; total 0 until known.
    waiting : int
        How many wait for it.
    """

    key: Hashable
    level: Level
    work: Callable[[Tell], Any]
    future: "Future[Any]" = field(default_factory=Future)
    done: int = 0
    total: int = 0
    waiting: int = 0
    begun: bool = False

    def tell(self, done: int, total: int) -> None:
        """Note how far it is.

        Raises
        ------
        Abandoned
            If nobody waits for it any more.
        """
        if self.waiting <= 0:
            raise Abandoned
        self.done, self.total = done, total


class Calculations:
    """All calculations of a server."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[Hashable, Calculation] = {}
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lanes: dict[Level, SimpleQueue[Calculation]] = {}
        self.runs = 0
        for level in LEVELS:
            queue: SimpleQueue[Calculation] = SimpleQueue()
            self._lanes[level] = queue
            name = f"standoff-{level}"
            threading.Thread(target=self._serve, args=(queue,), name=name, daemon=True).start()

    def known(self, key: Hashable) -> Any | None:
        """Return a kept answer."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        return None

    def ask(self, key: Hashable, level: Level, work: Callable[[Tell], Any]) -> Calculation:
        """Join the calculation of a question, or begin it; call `leave` when done waiting.

        Parameters
        ----------
        key : hashable
            What is asked; the same key has the same answer.
        level : str
            In which lane to work.
        work : callable
            Gives the answer; is given what to tell its progress to.
        """
        with self._lock:
            found = self._open.get(key)
            if found is None:
                found = Calculation(key, level, work)
                found.waiting = 1
                if key in self._kept:
                    found.future.set_result(self._kept[key])
                    return found
                self._open[key] = found
                self._lanes[level].put(found)
            else:
                found.waiting += 1
            return found

    def leave(self, calculation: Calculation) -> None:
        """Wait no more."""
        with self._lock:
            calculation.waiting -= 1
            if calculation.waiting <= 0 and not calculation.begun:
                self._open.pop(calculation.key, None)

    def open(self) -> list[Calculation]:
        """Return what is waited for now."""
        with self._lock:
            return list(self._open.values())

    def _serve(self, queue: "SimpleQueue[Calculation]") -> None:
        while True:
            self._finish(queue.get())

    def _finish(self, calculation: Calculation) -> None:
        with self._lock:
            calculation.begun = True
            if calculation.waiting <= 0:
                calculation.future.cancel()
                return
            self.runs += 1
        try:
            answer = calculation.work(calculation.tell)
        except Abandoned:
            self._closed(calculation)
            calculation.future.cancel()
        except BaseException as error:
            self._closed(calculation)
            calculation.future.set_exception(error)
        else:
            with self._lock:
                self._kept[calculation.key] = answer
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            self._closed(calculation)
            calculation.future.set_result(answer)

    def _closed(self, calculation: Calculation) -> None:
        with self._lock:
            if self._open.get(calculation.key) is calculation:
                del self._open[calculation.key]
