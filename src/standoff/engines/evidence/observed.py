"""What was observed, as a record that the jump process can be held against.

Watched are the options and chance variables that `observed` mentions by the date in question, and all
options where the file says `observation: complete`. The record is a chain of legs: for so many months no
watched variable changes, then one or more moves are made. What one actor changes by one entry is one
move; moves of one day may have come in any order. Where nothing is watched there is no record, and
the status quo is taken to hold.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.model import Observation
from standoff.encode.problem import Problem
from standoff.errors import Fault, Path
from standoff.settings import MONTH_DAYS

MOST_MOVES = 8
"""Moves of one day, whose orders are all gone through."""

Levels = tuple[tuple[int, int], ...]
"""Columns of the space, ascending, each with a level."""


@dataclass(frozen=True, slots=True)
class Move:
    """What one actor was seen to change at once.

    Attributes
    ----------
    entry : int
        Place in `observed`.
    changes : Levels
        What it changed, and to what.
    """

    entry: int
    changes: Levels


@dataclass(frozen=True, slots=True)
class Leg:
    """A time without any watched change, and what ended it.

    Attributes
    ----------
    months : float
        How long.
    watched : Levels
        Where the watched variables stood.
    moves : tuple of Move
        At the end, in any order; none on the last leg, which reaches to the date in question.
    until : datetime.date
        Its last day.
    """

    months: float
    watched: Levels
    moves: tuple[Move, ...]
    until: dt.date


@dataclass(frozen=True)
class Track:
    """The record up to a date.

    Attributes
    ----------
    problem : Problem
        Whose states are meant.
    legs : tuple of Leg
        In order of time.
    """

    problem: Problem
    legs: tuple[Leg, ...]

    def path(self, leg: int) -> Path:
        """Where in the file the moves that end a leg stand."""
        moves = self.legs[leg].moves
        return ("observed", moves[0].entry) if moves else ("observation",)

    def name(self, leg: int) -> str:
        """What was seen at the end of a leg: the settings, or that nothing changed."""
        variables = self.problem.space.variables
        told = []
        for move in self.legs[leg].moves:
            for column, level in move.changes:
                variable = variables[column]
                plain = variable.levels == ("off", "on") and level == 1
                told.append(variable.name + ("" if plain else f"={variable.levels[level]}"))
        return ", ".join(told) or f"nothing else by {self.legs[leg].until}"

    @cached_property
    def masks(self) -> tuple[tuple[NDArray[np.bool_], ...], ...]:
        """For each leg, where the watched stand once a set of its moves is made.

        Returns
        -------
        tuple of tuple of bool[N]
            Entry S of a leg is for the moves whose bits are set in S; entry 0 is before any.
        """
        return tuple(tuple(self._masks(leg)) for leg in self.legs)

    def _masks(self, leg: Leg) -> Iterator[NDArray[np.bool_]]:
        levels = self.problem.space.levels
        for made in range(1 << len(leg.moves)):
            stand = dict(leg.watched)
            for k, move in enumerate(leg.moves):
                if made >> k & 1:
                    stand |= dict(move.changes)
            columns = list(stand)
            yield (levels[:, columns] == np.array(list(stand.values()))).all(axis=1)


def track(problem: Problem, as_of: dt.date | None = None) -> Track | None:
    """Make the record up to a date.

    Parameters
    ----------
    problem : Problem
    as_of : datetime.date, optional
        Default that of the crisis.

    Returns
    -------
    Track or None
        None where nothing is watched or no time has passed: the status quo holds.

    Raises
    ------
    CrisisError
        If too many moves were seen on one day.
    """
    crisis = problem.crisis
    last, begins = as_of or crisis.as_of, crisis.start
    if last is None or begins is None or last < begins:
        return None
    seen = sorted(
        ((k, o) for k, o in enumerate(crisis.observed) if o.date <= last), key=lambda e: e[1].date
    )
    watched = _watched(problem, [o for _, o in seen])
    if not watched or (last == begins and not seen):
        return None
    stand = {column: int(problem.space.levels[problem.status_quo, column]) for column in watched}
    legs, before = [], begins
    for date, entries in groupby(seen, key=lambda e: e[1].date):
        for moves in _batches(problem, list(entries), dict(stand)):
            legs.append(Leg(_months(before, date), tuple(stand.items()), moves, date))
            before = date
            for move in moves:
                stand |= dict(move.changes)
    legs.append(Leg(_months(before, last), tuple(stand.items()), (), last))
    return Track(problem, tuple(legs))


def _months(first: dt.date, last: dt.date) -> float:
    return max(0, (last - first).days) / MONTH_DAYS


def _watched(problem: Problem, seen: Sequence[Observation]) -> list[int]:
    """Columns of what is watched, ascending."""
    found = {problem.space.positions[setting.name] for o in seen for setting in o.set}
    if problem.crisis.observation == "complete":
        found |= {k for k, variable in enumerate(problem.space.variables) if variable.actor >= 0}
    return sorted(found)


def _batches(
    problem: Problem, entries: Sequence[tuple[int, Observation]], stand: dict[int, int]
) -> Iterator[tuple[Move, ...]]:
    """Moves of one day; a new batch begins where a variable changes again."""
    batch: list[Move] = []
    changed: set[int] = set()
    for k, observation in entries:
        for changes in _by_mover(problem, observation, stand):
            if changed & changes.keys():
                yield tuple(batch)
                batch, changed = [], set()
            batch.append(Move(k, tuple(sorted(changes.items()))))
            changed |= changes.keys()
            stand |= changes
            if len(batch) > MOST_MOVES:
                message = (
                    f"more than {MOST_MOVES} moves on {observation.date}, which may have come in any"
                    " order: give some a day of their own, or leave out what does not matter"
                )
                raise problem.crisis.origin.error([Fault(message, ("observed", k))])
    if batch:
        yield tuple(batch)


def _by_mover(
    problem: Problem, observation: Observation, stand: dict[int, int]
) -> list[dict[int, int]]:
    """What each actor, and each chance variable, changed by one entry."""
    found: dict[tuple[int, int], dict[int, int]] = {}
    for setting in observation.set:
        column = problem.space.positions[setting.name]
        level, actor = problem.symbols.level_of(setting), problem.space.variables[column].actor
        if stand[column] != level:
            found.setdefault((actor, column if actor < 0 else -1), {})[column] = level
    return list(found.values())
