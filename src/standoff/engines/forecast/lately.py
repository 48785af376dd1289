"""What was made of something lately, for things that are asked about again and again."""

from collections.abc import Callable, Hashable, Sequence
from functools import wraps
from threading import Lock
from typing import Any, TypeVar

from standoff.kernels.layout import Moves

T = TypeVar("T")

MOST = 6
"""Things of which it is held what was made of them."""

MOST_STATES = 2**14
"""States up to which it is held; beyond that, making it anew is a small part of the work."""


class Lately:
    """What was made of the last few things.

    Things are told by identity, which is quicker than comparing them; they are held, so that their identity
    stays theirs.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held: dict[Hashable, tuple[Sequence[object], Any]] = {}
        self._lock = Lock()

    def of(self, things: Sequence[object], also: Hashable, make: Callable[[], T]) -> T:
        """Return what was made of some things and values, or make it."""
        key = tuple(map(id, things)), also
        with self._lock:
            found = self._held.pop(key, None)
            if found is not None:
                self._held[key] = found
                result: T = found[1]
                return result
        made = make()
        with self._lock:
            self._held[key] = (tuple(things), made)
            while len(self._held) > self._most:
                del self._held[next(iter(self._held))]
        return made


def lately(make: Callable[[Moves], T]) -> Callable[[Moves], T]:
    """Hold what a function makes of moves; draws that differ in numbers alone share one `Moves`."""
    held = Lately()

    @wraps(make)
    def made(moves: Moves) -> T:
        if moves.bits.shape[1] > MOST_STATES:
            return make(moves)
        return held.of((moves,), None, lambda: make(moves))

    return made
