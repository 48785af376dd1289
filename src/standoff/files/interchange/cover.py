"""A short list of patterns for everything outside a set of states.

The complement of the given states is first cut into disjoint cubes by walking down the options;
each cube that no earlier one contains is then widened, literal by literal, as long as it meets none
of the given states (the *expand* step of Espresso; Brayton, Hachtel, McMullen &
Sangiovanni-Vincentelli, Logic Minimization Algorithms for VLSI Synthesis, 1984). The union of the
cubes is exactly the complement; that their number is the least possible is not promised.
"""

import numpy as np
from numpy.typing import NDArray

from standoff.errors import LimitReached
from standoff.files.interchange.conditions import Condition, Cube

MAX_OPTIONS = 62
"""Options that fit into the integer that a state is worked on as."""

MAX_CUBES = 50_000
"""Disjoint cubes that are worked on."""

Codes = NDArray[np.int64]


def cover_outside(taken: NDArray[np.bool_]) -> Condition:
    """Find cubes whose union is every state that is not given.

    Parameters
    ----------
    taken : bool[K, V]
        Which of V options, 62 at most, are taken in each of K states.

    Returns
    -------
    Condition
        Cubes, none contained in another one before it; no literal of a cube can be left out.

    Raises
    ------
    ValueError
        If there are too many options.
    LimitReached
        If what is outside falls into too many pieces.
    """
    options = taken.shape[1]
    if options > MAX_OPTIONS:
        raise ValueError(f"at most {MAX_OPTIONS} options, not {options}")
    weights = np.left_shift(np.int64(1), np.arange(options, dtype=np.int64))
    codes: Codes = np.unique((taken * weights).sum(axis=1, dtype=np.int64))
    cubes = sorted(_outside(codes, options), key=lambda cube: cube[0].bit_count())
    found = np.zeros((2, len(cubes)), dtype=np.int64)
    count = 0
    for mask, value in cubes:
        masks, values = found[:, :count]
        if not ((masks & ~mask == 0) & (masks & value == values)).any():
            found[:, count] = _widened(mask, value, codes, options)
            count += 1
    return tuple(_cube(mask, value, options) for mask, value in found[:, :count].T.tolist())


def cover_states(inside: NDArray[np.bool_], outside: NDArray[np.bool_]) -> Condition:
    """Find a condition that holds in some states and not in others; elsewhere it may go either way.

    Parameters
    ----------
    inside, outside : bool[K, V], bool[L, V]
        Which of V options, 62 at most, are taken; no state in both.

    Returns
    -------
    Condition
        Holds in every state inside and in none outside; each cube is needed for some of the former.
    """
    cubes = cover_outside(outside)
    met = np.zeros((len(cubes), len(inside)), dtype=np.bool_)
    for row, cube in zip(met, cubes, strict=True):
        row[:] = True
        for k, yes in cube:
            row &= inside[:, k] == yes
    kept: list[int] = []
    missing = np.ones(len(inside), dtype=np.bool_)
    while missing.any():
        kept.append(int((met & missing).sum(axis=1).argmax()))
        missing &= ~met[kept[-1]]
    for k in list(kept):
        others = [other for other in kept if other != k]
        if met[others].any(axis=0).all():
            kept = others
    return tuple(cubes[k] for k in sorted(kept))


def _outside(codes: Codes, options: int) -> list[tuple[int, int]]:
    """Disjoint cubes of the complement, as mask of the options named and those of them taken."""
    cubes = []
    waiting = [(codes, 0, 0, options - 1)]
    while waiting:
        inside, mask, value, k = waiting.pop()
        if not len(inside):
            cubes.append((mask, value))
            if len(cubes) > MAX_CUBES:
                raise LimitReached(
                    "the states are so scattered that rules for what is left out would be more than"
                    f" {MAX_CUBES:,}; give the impossible combinations as rules instead"
                )
        elif k >= 0:
            high = inside & (1 << k) != 0
            waiting.append((inside[~high], mask | 1 << k, value, k - 1))
            waiting.append((inside[high], mask | 1 << k, value | 1 << k, k - 1))
    return cubes


def _widened(mask: int, value: int, codes: Codes, options: int) -> tuple[int, int]:
    """Leave out what can be, options not taken first, so that rules speak of what is done."""
    differs = (codes ^ value) & mask
    named = [1 << k for k in range(options) if mask >> k & 1]
    for bit in sorted(named, key=lambda bit: bool(value & bit)):
        if not (differs == bit).any():
            differs = differs & ~bit
            mask, value = mask & ~bit, value & ~bit
    return mask, value


def _cube(mask: int, value: int, options: int) -> Cube:
    return tuple((k, bool(value >> k & 1)) for k in range(options) if mask >> k & 1)
