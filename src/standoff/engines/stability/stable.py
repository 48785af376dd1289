"""Which states are stable for whom: the graph model's solution concepts on arrays.

See `standoff.kernels.stability` and `standoff.kernels.stability_sim` for the mathematics.
"""

from collections.abc import Iterable, Mapping
from itertools import product
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from standoff.errors import LimitReached
from standoff.kernels.layout import Moves
from standoff.kernels.reach import Reach, build_reach, dense_ranks
from standoff.kernels.stability import judge, worth_left
from standoff.kernels.stability_sim import build_index, judge_simultaneous
from standoff.kernels.threads import in_threads

SEQUENTIAL = ("R", "GMR", "SMR", "SEQ", "SSEQ")
SIMULTANEOUS = ("SIM", "FH")
CHUNK = 1024
"""States that one call of the simultaneous kernel works on."""


def stable_states(
    moves: Moves,
    rank: NDArray[np.integer],
    concepts: Iterable[str] = ("R", "GMR", "SMR", "SEQ", "SSEQ"),
    *,
    limit: int = 10**9,
) -> Mapping[str, NDArray[np.bool_]]:
    """Find the states that are stable for each actor.

    Parameters
    ----------
    moves : Moves
        Moves of A actors among N states.
    rank : int[A, N]
        Preference ranks, higher is better, ties are equal.
    concepts : iterable of str
        Of R, GMR, SMR, SEQ, SSEQ, SIM and FH (simultaneous sanctions among unsanctioned
        improvements only, after Fraser and Hipel 1984).
    limit : int
        Most joint moves that SIM and FH may each look up.

    Returns
    -------
    dict of str to bool[A, N]
        Frozen arrays by concept, in the order asked for.

    Raises
    ------
    ValueError
        If a concept is not known, or for SIM and FH if two states have the same options of all
        actors.
    LimitReached
        If SIM or FH would look up more than `limit` joint moves.
    """
    wanted = list(dict.fromkeys(concepts))
    unknown = [name for name in wanted if name not in SEQUENTIAL and name not in SIMULTANEOUS]
    if unknown:
        raise ValueError(f"unknown stability concept: {', '.join(unknown)}")
    dense = dense_ranks(rank)
    reach = build_reach(moves, dense)
    found = {name: np.empty(dense.shape, np.bool_) for name in wanted}
    tasks = list(product(range(len(dense)), (name for name in wanted if name in SEQUENTIAL)))

    def judge_one(task: tuple[int, str]) -> None:
        i, name = task
        found[name][i] = judge(i, name, reach, dense)

    in_threads(judge_one, tasks)
    for name in wanted:
        if name in SIMULTANEOUS:
            _simultaneous(name, moves, reach, dense, limit, found[name])
    for stable in found.values():
        stable.flags.writeable = False
    return found


def _simultaneous(
    name: str,
    moves: Moves,
    reach: Reach,
    rank: NDArray[np.int32],
    limit: int,
    stable: NDArray[np.bool_],
) -> None:
    """Fill in SIM or FH, chunk by chunk so that a limit or an interrupt is seen soon."""
    tempting = rank if name == "SIM" else unsanctioned_worth(reach, rank)
    index = build_index(moves)
    n = rank.shape[1]
    looked = 0
    counting = Lock()

    def judge_chunk(lowest: int) -> None:
        nonlocal looked
        highest = min(n, lowest + CHUNK)
        left = limit - looked
        used = judge_simultaneous(lowest, highest, left, index, reach, rank, tempting, stable)
        with counting:
            looked += used
        if looked > limit:
            raise LimitReached(
                f"{name} needs more than {limit:,} joint moves: ask for fewer concepts,"
                " or give the actors fewer options"
            )

    in_threads(judge_chunk, range(0, n, CHUNK))


def unsanctioned_worth(reach: Reach, rank: NDArray[np.int32]) -> NDArray[np.int32]:
    """Value each state for each actor after the others' best sequential answer.

    Parameters
    ----------
    reach : Reach
    rank : int32[A, N]
        Dense preference ranks.

    Returns
    -------
    int32[A, N]
        Frozen; a move of ``a`` from ``s`` to ``x`` is unsanctioned where it is above ``rank[a,
        s]``.
    """
    left = np.array(in_threads(lambda a: worth_left(a, "SEQ", reach, rank), range(len(rank))))
    left.flags.writeable = False
    return left
