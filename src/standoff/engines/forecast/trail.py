"""Branches that were followed, remembered to guide the way along the branch of a game nearby.

The branch of a changed game is followed as any other, from random choice to full precision, and each
of its steps stands the same test. It is only foretold better: by the branch remembered, plus how far
the changed one was from it so far. As that difference changes little, steps can be long. Where many
games were changed alike, what the first has shown of the difference foretells the others still better.
"""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

Key = tuple[Hashable, ...]
"""What a game is told by: all that its states, seats and hypotheses are."""

NEIGHBOURS = 4
"""Points through which a polynomial is laid."""

MOST_BYTES = 256_000_000
"""Memory that the branches of a process may take."""


@dataclass(frozen=True)
class Point:
    """A point near the branch: its place along the way, its dial, and the unknowns."""

    place: float
    dial: float
    unknown: Floats


@dataclass(frozen=True)
class Trail:
    """Points of a branch.

    Attributes
    ----------
    dial : float64[T]
        Ascending from 0 to 1.
    unknown : float32[T, K]
    """

    dial: Floats
    unknown: NDArray[np.float32]

    def at(self, dial: float) -> Floats:
        """Return the unknowns at a dial, on a polynomial through the points around it."""
        known = np.flatnonzero(self.dial == dial)
        if len(known):
            return np.asarray(self.unknown[known[0]], dtype=np.float64)
        first = int(np.searchsorted(self.dial, dial)) - NEIGHBOURS // 2
        first = max(0, min(first, len(self.dial) - NEIGHBOURS))
        last = min(first + NEIGHBOURS, len(self.dial))
        parts = _parts(self.dial[first:last], dial).astype(np.float32)
        return np.asarray(parts @ self.unknown[first:last], dtype=np.float64)


def extrapolate(points: Sequence[Point], place: float) -> tuple[float, Floats]:
    """Dial and unknowns at a place, on the polynomial through some points."""
    dial, unknown = 0.0, np.zeros(len(points[-1].unknown))
    parts = _parts(np.array([point.place for point in points]), place)
    for part, point in zip(parts, points, strict=True):
        dial += part * point.dial
        unknown += part * point.unknown
    return float(dial), unknown


def _parts(places: Floats, place: float) -> Floats:
    """What each point adds to the value at a place, of the polynomial through them (Lagrange)."""
    apart = places[:, None] - places
    np.fill_diagonal(apart, 1.0)
    ahead = np.broadcast_to(place - places, apart.shape).copy()
    np.fill_diagonal(ahead, 1.0)
    return np.asarray((ahead / apart).prod(axis=1))


class Guide(Protocol):
    """What foretells a branch."""

    @property
    def dial(self) -> Floats:
        """Where it is known, float64[T], ascending from 0 to 1; close together where it bends."""

    def at(self, dial: float) -> Floats:
        """Return the unknowns to be expected at a dial, float64[K]."""


@dataclass(frozen=True)
class Beside:
    """What lies as far from one branch as is known of another.

    Attributes
    ----------
    guide : Guide
    away : Trail
        How far from it.
    """

    guide: Guide
    away: Trail

    @property
    def dial(self) -> Floats:
        """Where the guide is known."""
        return self.guide.dial

    def at(self, dial: float) -> Floats:
        """Return the unknowns to be expected at a dial."""
        return self.guide.at(dial) + self.away.at(dial)


class Trails:
    """The branches that a process remembers, those used last."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes, self._bytes = most_bytes, 0
        self._known: OrderedDict[Hashable, Trail] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable) -> Trail | None:
        """Return a branch that was kept."""
        with self._lock:
            found = self._known.get(key)
            if found is not None:
                self._known.move_to_end(key)
            return found

    def keep(self, key: Hashable, trail: Trail) -> None:
        """Keep a branch, unless one is kept under this key; forget the oldest where room is short."""
        with self._lock:
            if key in self._known or trail.unknown.nbytes > self.most_bytes / 8:
                return
            self._known[key] = trail
            self._bytes += trail.unknown.nbytes
            while self._bytes > self.most_bytes:
                self._bytes -= self._known.popitem(last=False)[1].unknown.nbytes


class Guides:
    """What guides the games of one run: each its own branch of before, moved as others have moved.

    What was changed since then is the same for all of them, so that it moves them much alike. How it moves
    them is seen by the first games of the run, which are solved before the others.

    Parameters
    ----------
    known : Trails
        Branches of before; those of games not seen before are added.
    """

    def __init__(self, known: Trails) -> None:
        self._known = known
        self._moved: dict[Key, Trail] = {}
        self.learning = True

    def find(self, key: Key) -> Guide | None:
        """Return what guides a game: its own branch, moved as that of the first game most like it."""
        own = self._known.find(key)
        if own is None or self.learning or not self._moved:
            return own
        nearest = min(sorted(self._moved), key=lambda other: _unlike(key, other))
        return Beside(own, self._moved[nearest])

    def passed(self, key: Key, trail: Trail | None) -> None:
        """Take note of the branch of a game."""
        own = self._known.find(key)
        if trail is None:
            return
        if own is None:
            self._known.keep(key, trail)
        elif self.learning:
            away = [row - own.at(dial) for dial, row in zip(trail.dial, trail.unknown, strict=True)]
            self._moved[key] = Trail(trail.dial, np.array(away, dtype=np.float32))


def _unlike(one: Key, other: Key) -> int:
    """In how many parts two keys differ."""
    return sum(a != b for a, b in zip(one, other, strict=True))
