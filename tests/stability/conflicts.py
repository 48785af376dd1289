"""Small conflicts on arrays: made by Hypothesis, or by hand."""

from itertools import product
from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from standoff.encode.moves import BOTH, OFF_ONLY, ON_ONLY, build_moves


class Shape(NamedTuple):
    """All that `build_moves` takes, and everybody's preference ranks."""

    levels: np.ndarray
    counts: np.ndarray
    owner: np.ndarray
    direction: np.ndarray
    needs: dict
    actors: int
    rank: np.ndarray

    @property
    def moves(self):
        return build_moves(*self[:-1])


def all_states(counts):
    """Every level vector, the first variable changing fastest."""
    rows = [row[::-1] for row in product(*map(range, counts[::-1]))]
    return np.array(rows, dtype=np.uint8).reshape(len(rows), len(counts))


def shape(owner, rank, *, feasible=None, counts=None, direction=None, needs=None):
    """A conflict of binary options unless told otherwise; `rank` has a row for each actor."""
    owner = np.array(owner, dtype=np.int64)
    counts = np.full(len(owner), 2) if counts is None else np.array(counts)
    levels = all_states(tuple(counts))
    if feasible is not None:
        levels = levels[np.array(feasible)]
    direction = np.zeros(len(owner), np.int64) if direction is None else np.array(direction)
    rank = np.array(rank)
    return Shape(levels, counts, owner, direction, needs or {}, len(rank), rank)


def ranking(*best_first):
    """Ranks from state numbers, best first; a tuple of numbers is a tie."""
    tied = [level if isinstance(level, tuple) else (level,) for level in best_first]
    rank = [0] * sum(map(len, tied))
    for place, level in enumerate(tied):
        for s in level:
            rank[s] = len(tied) - place
    return rank


@st.composite
def conflicts(draw, most_actors=4, most_variables=6, constrained=None, most_states=48):
    """Random conflicts: ties, actors without options, gaps, needs, one-way options, one state."""
    actors = draw(st.integers(1, most_actors))
    owner = draw(st.lists(st.integers(0, actors - 1), max_size=most_variables))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    counts = rng.choice([2, 2, 2, 3], len(owner))
    levels = all_states(tuple(counts))
    kept = draw(st.integers(1, min(most_states, len(levels))))
    levels = levels[np.sort(rng.choice(len(levels), kept, replace=False))]
    direction = np.zeros(len(owner), np.int64)
    needs = {}
    if draw(st.booleans()) if constrained is None else constrained:
        direction = rng.choice([BOTH, BOTH, BOTH, ON_ONLY, OFF_ONLY], len(owner))
        share = rng.random()
        needs = {v: rng.random(kept) < share for v in range(len(owner)) if rng.random() < 0.6}
    rank = rng.integers(0, draw(st.sampled_from([2, 4, 60])), (actors, kept))
    return Shape(
        levels,
        np.array(counts, np.int64),
        np.array(owner, np.int64),
        direction,
        needs,
        actors,
        rank,
    )
