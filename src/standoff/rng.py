"""One seed in, children out.

All that is random takes its numbers from a child of the one seed, named by what it is for, so that
one part of the program can draw more or less without changing another's numbers.
"""

from zlib import crc32

import numpy as np


def child(seed: int, *names: int | str) -> np.random.SeedSequence:
    """Return the seed of a part of the work.

    Parameters
    ----------
    seed : int
        0 or more.
    *names : int or str
        What it is for, for instance ``"paths", 3``; integers from 0 to 2**32 - 1.

    Returns
    -------
    SeedSequence
        The same for the same seed and names, and independent of all others.
    """
    words = [crc32(name.encode()) if isinstance(name, str) else name for name in names]
    return np.random.SeedSequence(seed, spawn_key=words)


def generator(seed: int, *names: int | str) -> np.random.Generator:
    """Return a generator for a part of the work; see `child`."""
    return np.random.default_rng(child(seed, *names))


def key(seed: int, *names: int | str) -> np.uint64:
    """Return the key of a counter-based generator for a part of the work; see `child`."""
    return np.uint64(child(seed, *names).generate_state(1, np.uint64)[0])
