"""From a table of states to a crisis in the making.

States that the table does not list cannot exist: short rules say so exactly. Ranks become a
`ranking`. Utilities are kept as numbers: a statement for each value above the lowest, whose weight
is the distance from the lowest, so that in every state of the table one statement at most counts.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.errors import CrisisError, Fault, LimitReached
from standoff.files.interchange.conditions import expression
from standoff.files.interchange.cover import MAX_OPTIONS, cover_outside, cover_states
from standoff.files.interchange.draft import Draft
from standoff.files.interchange.identifiers import identifiers
from standoff.files.interchange.table_read import Table
from standoff.language.parser import MAX_LENGTH
from standoff.language.write import write

MAX_ROWS = 5_000
"""Largest table whose states and rules a crisis file can hold."""

_COMFORTABLE = 300
"""Characters of a statement beyond which its states are written one by one."""


def draft_table(table: Table, title: str, source: str) -> Draft:
    """Turn a table of states into a crisis in the making.

    Parameters
    ----------
    table : Table
    title : str
        Title of the crisis.
    source : str
        Name of the file, for the errors.

    Raises
    ------
    CrisisError
        If there are more options than can be handled.
    LimitReached
        If there are more states than can be handled.
    """
    if len(table.taken) > MAX_ROWS:
        raise LimitReached(
            f"{source} lists {len(table.taken):,} states, more than the limit of {MAX_ROWS:,}:"
            " write preferences as statements instead (see `standoff new`)"
        )
    if len(table.options) > MAX_OPTIONS:
        message = f"the table has {len(table.options)} options; at most {MAX_OPTIONS} are handled"
        raise CrisisError([Fault(message, line=1, column=1)], source)
    spoken = list(dict.fromkeys(actor for actor, _ in table.options))
    actors = dict(zip(spoken, identifiers(spoken, "actor"), strict=True))
    names = _names(table, actors)
    notes = []
    records: dict[str, Any] = {}
    for actor in spoken:
        records[actors[actor]] = {
            "name": actor,
            "options": {
                name.partition(".")[2]: {"label": option}
                for (owner, option), name in zip(table.options, names, strict=True)
                if owner == actor
            },
        }
        if actor not in table.preferences:
            notes.append(f"'{actor}' has no column of preferences: all states are alike to it.")
        elif table.utility:
            wants = _weighted(table, table.preferences[actor], names)
            records[actors[actor]] |= {"preferences": wants} if wants else {}
        else:
            records[actors[actor]]["ranking"] = _ranking(table, table.preferences[actor], names)
    data: dict[str, Any] = {"standoff": 1, "title": title, "actors": records}
    if rules := [write(expression((cube,), names)) for cube in cover_outside(table.taken)]:
        data["impossible"] = rules
    data["status_quo"] = _label(_status_quo(table, notes), names)
    if table.ignored:
        notes.append(f"Columns that say nothing here: {', '.join(table.ignored)}.")
    notes.append("A table says nothing of time, effort and precision: the forecast takes defaults.")
    return Draft(data, tuple(notes), states=len(table.taken))


def _names(table: Table, actors: dict[str, str]) -> list[str]:
    names = [""] * len(table.options)
    for actor, word in actors.items():
        own = [k for k, (owner, _) in enumerate(table.options) if owner == actor]
        made = identifiers([table.options[k][1] for k in own], "option")
        for k, option in zip(own, made, strict=True):
            names[k] = f"{word}.{option}"
    return names


def _label(taken: NDArray[np.bool_], names: list[str]) -> list[str]:
    return [names[k] for k in np.flatnonzero(taken)]


def _ranking(table: Table, rank: NDArray[np.float64], names: list[str]) -> list[Any]:
    places = []
    for value in np.unique(rank):
        tied = [_label(state, names) for state in table.taken[rank == value]]
        places.append(tied if len(tied) > 1 else tied[0])
    return places


def _weighted(table: Table, utility: NDArray[np.float64], names: list[str]) -> list[dict[str, Any]]:
    """Statements of which one at most holds in each state, highest weight first."""
    lowest, *above = np.unique(utility)
    statements = []
    for value in reversed(above):
        weight = _number(value - lowest)
        texts = _states_text(table.taken, utility == value, names)
        statements += [{"prefer": text, "weight": weight} for text in texts]
    return statements


def _states_text(taken: NDArray[np.bool_], here: NDArray[np.bool_], names: list[str]) -> list[str]:
    """Say which of the states of the table are meant; what it does not list may go either way."""
    text = write(expression(cover_states(taken[here], taken[~here]), names))
    if len(text) <= min(_COMFORTABLE, MAX_LENGTH):
        return [text]
    whole = [tuple((k, bool(yes)) for k, yes in enumerate(state)) for state in taken[here]]
    return [write(expression((cube,), names)) for cube in whole]


def _status_quo(table: Table, notes: list[str]) -> NDArray[np.bool_]:
    """Take nothing where the table lists that, and its first state otherwise."""
    nothing = ~table.taken.any(axis=1)
    what = "nothing is taken" if nothing.any() else "it is the first state"
    notes.append(f"A table has no status quo: here {what}.")
    state: NDArray[np.bool_] = table.taken[int(nothing.argmax())]
    return state


def _number(value: float) -> float | int:
    """Drop the noise of subtraction, and the point of whole numbers."""
    plain = float(f"{value:.12g}")
    return int(plain) if plain.is_integer() else plain
