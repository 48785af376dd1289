"""Time and memory of the stability engine over sizes, and how far it is from reading the data once.

Conflicts of four actors with binary options and preferences at random, 2^10 to 2^22 states, by
default without rules about moves; with ``--constrained`` every other option has needs and every
fifth cannot be undone. Each size runs in a process of its own, so that its peak memory can be read.

    python -m benchmarks.stability
    python -m benchmarks.stability --largest 20 --constrained
"""

import argparse
import gc
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from standoff.encode.moves import build_moves
from standoff.kernels.layout import Moves

ACTORS = 4
CONCEPTS = ("R", "GMR", "SMR", "SEQ", "SSEQ")


def conflict(power: int, constrained: bool) -> tuple[Moves, np.ndarray]:
    """Make a conflict of ``2 ** power`` states."""
    n = 2**power
    rng = np.random.default_rng(power)
    numbers = np.arange(n)
    levels = ((numbers[:, None] >> np.arange(power)) & 1).astype(np.uint8)
    owner = np.sort(np.arange(power) % ACTORS)
    direction = np.zeros(power, np.int64)
    needs = {}
    if constrained:
        direction[1::5] = 1
        needs = {v: levels[:, rng.integers(power)] == 1 for v in range(0, power, 2)}
    moves = build_moves(levels, np.full(power, 2), owner, direction, needs, ACTORS)
    rank = np.stack([rng.permutation(n) for _ in range(ACTORS)]).astype(np.int32)
    return moves, rank


def memory(field: str) -> float:
    """Return the memory of this process, ``VmRSS`` (now) or ``VmHWM`` (greatest), MB; Linux."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


def best_of(work: Callable[[], object], repeats: int, clock: Callable[[], float]) -> float:
    """Return the least time of some repeats by a clock, seconds."""
    times = []
    for _ in range(repeats):
        start = clock()
        work()
        times.append(clock() - start)
    return min(times)


def measure(power: int, constrained: bool) -> dict[str, float]:
    """Measure one size in this process."""
    from standoff.engines.stability.stable import stable_states

    # The first call compiles, or loads what was compiled before.
    stable_states(*conflict(4, True), CONCEPTS)
    moves, rank = conflict(power, constrained)
    gc.collect()
    arrays = [rank, *moves]
    # Forget the peak of making the conflict.
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    before = memory("VmRSS")
    repeats = 5 if power < 18 else 2
    return {
        "seconds": best_of(lambda: stable_states(moves, rank, CONCEPTS), repeats, perf_counter),
        "cpu": best_of(lambda: stable_states(moves, rank, CONCEPTS), repeats, process_time),
        "reading": best_of(lambda: [array.sum() for array in arrays], repeats, process_time),
        "data": sum(array.nbytes for array in arrays) / 2**20,
        "added": memory("VmHWM") - before,
        "peak": memory("VmHWM"),
    }


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--smallest", type=int, default=10, help="log2 of the fewest states")
    parser.add_argument("--largest", type=int, default=22, help="log2 of the most states")
    parser.add_argument("--constrained", action="store_true", help="with needs and one-way options")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one is not None:
        print(json.dumps(measure(options.one, options.constrained)))
        return
    print(f"{', '.join(CONCEPTS)} for {ACTORS} actors; time is the best of some runs")
    print(
        "   states  time ms  ns/state   cpu ms  x reading  data MB  added MB  bytes/state  peak MB"
    )
    for power in range(options.smallest, options.largest + 1, 2):
        command = [sys.executable, "-m", "benchmarks.stability", "--one", str(power)]
        command += ["--constrained"] * options.constrained
        row = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        n = 2**power
        columns = [
            f"{n:9,d}",
            f"{row['seconds'] * 1e3:8.0f}",
            f"{row['seconds'] / n * 1e9:9.0f}",
            f"{row['cpu'] * 1e3:8.0f}",
            f"{row['cpu'] / row['reading']:10.0f}",
            f"{row['data']:8.1f}",
            f"{row['added']:9.1f}",
            f"{row['added'] * 2**20 / n:12.0f}",
            f"{row['peak']:8.0f}",
        ]
        print(" ".join(columns), flush=True)


if __name__ == "__main__":
    main()
