"""The likeliest way on from where the crisis stands: one lasting move after another.

Paths are simulated in a weighted sample of the draws (see the module `ways`) and read as sequences of
what the actors hold, chance events apart. Loops are erased in the order of time (Lawler 1980), so that
a move which is taken back before the end does not count: what is left are the moves that last. From
the state in which most paths begin, the way follows the heaviest next move, as long as more paths take
it than rest where they are and enough of all paths have come so far.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.engines.forecast.paths import Floats, Paths
from standoff.engines.forecast.simulation import simulate
from standoff.engines.forecast.storylines import MOST_DRAWS, erase_loops
from standoff.engines.forecast.ways import Beginning, choose
from standoff.engines.forecast.wording import Step, Wording
from standoff.rng import child

ENOUGH = 0.05
"""Share of all paths that a further move of the way is taken on at least."""

LONGEST = 5
"""Moves of a way."""

PATHS = 4_000


@dataclass(frozen=True, slots=True)
class Onward:
    """One move of the likeliest way.

    Attributes
    ----------
    step : Step
        Who does what.
    state : int
        A state that it leads to.
    share, error : float
        Share of all paths whose lasting moves begin with the way up to and with this move, and its
        standard error from sampling paths.
    """

    step: Step
    state: int
    share: float
    error: float

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {"step": self.step.to_json(), "share": self.share, "error": self.error}


@dataclass(frozen=True, slots=True)
class LikelyPath:
    """The likeliest way on.

    Attributes
    ----------
    start : int
        The state in which it begins.
    moves : tuple of Onward
        Empty where no move that lasts is likelier than none.
    rests : float
        Share of all paths that take the way to its end and no lasting move from there.
    paths, draws : int
        Simulated paths, and the draws that they are in.
    months : float
        How far ahead.
    seed : int
    """

    start: int
    moves: tuple[Onward, ...]
    rests: float
    paths: int
    draws: int
    months: float
    seed: int

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "moves": [move.to_json() for move in self.moves],
            "rests": self.rests,
            "paths": self.paths,
            "draws": self.draws,
            "months": self.months,
            "seed": self.seed,
        }


@dataclass
class _Fork:
    """Paths that agree so far: their weight by draw, how many rest here, and where the others go."""

    state: int
    mover: int = 0
    by_draw: dict[int, int] = field(default_factory=dict)
    resting: dict[int, int] = field(default_factory=dict)
    onward: "dict[int, _Fork]" = field(default_factory=dict)


def likeliest(
    problem: Problem,
    draws: Sequence[Draw],
    weights: Floats,
    values: Callable[[int], Floats],
    *,
    starts: Callable[[int], Beginning] | None = None,
    months: float | None = None,
    paths: int = PATHS,
    most_draws: int = MOST_DRAWS,
    seed: int = 0,
) -> LikelyPath:
    """Find the likeliest way on from where the crisis stands.

    Parameters
    ----------
    problem, draws, weights, values, starts, months, most_draws, seed
        As in `standoff.engines.forecast.storylines.tell`.
    paths : int
        Paths simulated, shared out over the draws.

    Returns
    -------
    LikelyPath
    """
    months = problem.crisis.horizon.centre if months is None else months
    chosen = choose(weights, most_draws, seed)
    slots = sum(part for _, _, part in chosen)
    own = own_codes(problem)
    roots: dict[int, _Fork] = {}
    worth: dict[int, float] = {}
    simulated = 0
    for place, weight, part in chosen:
        count = -(-paths * part // slots)
        found = simulate(
            problem,
            draws[place],
            values(place),
            paths=count,
            months=months,
            seed=int(child(seed, "likeliest way", place).generate_state(1)[0]),
            start=None if starts is None else starts(place),
        )
        worth[place] = weight / count
        simulated += count
        _grow(roots, found, own, place)
    root = max(roots.values(), key=lambda fork: _weight(fork.by_draw, worth))
    moves, last = _follow(problem, root, worth)
    rests = _weight(last.resting, worth)
    return LikelyPath(root.state, moves, rests, simulated, len(chosen), months, seed)


def own_codes(problem: Problem) -> NDArray[np.int64]:
    """Return a number for what the actors hold in each state, int64[N], chance events apart."""
    space = problem.space
    owned = [k for k, variable in enumerate(space.variables) if variable.actor >= 0]
    codes: NDArray[np.int64] = space.levels[:, owned].astype(np.int64) @ space.strides[owned]
    return codes


def _grow(roots: dict[int, _Fork], found: Paths, own: NDArray[np.int64], draw: int) -> None:
    """Add the lasting moves of every path to the forks."""
    for path in found:
        held = own[path.state]
        kept = np.flatnonzero(np.diff(held, prepend=held[0] - 1))
        lasting = kept[erase_loops(held[kept].tolist())]
        fork: _Fork | None = None
        for row in lasting[: LONGEST + 1].tolist():
            among = roots if fork is None else fork.onward
            state, mover = int(path.state[row]), int(path.mover[row])
            fork = among.setdefault(int(held[row]), _Fork(state, mover))
            fork.by_draw[draw] = fork.by_draw.get(draw, 0) + 1
        if fork is not None and len(lasting) <= LONGEST + 1:
            fork.resting[draw] = fork.resting.get(draw, 0) + 1


def _weight(counts: dict[int, int], worth: dict[int, float]) -> float:
    return sum(count * worth[draw] for draw, count in counts.items())


def _error(counts: dict[int, int], worth: dict[int, float], share: float) -> float:
    """Standard error of a share of paths; each path of a draw has the weight `worth` of it."""
    inside = sum(count * worth[draw] ** 2 for draw, count in counts.items())
    return float(np.sqrt(max(inside * (1 - share), 0.0)))


def _follow(
    problem: Problem, root: _Fork, worth: dict[int, float]
) -> tuple[tuple[Onward, ...], _Fork]:
    """Follow the heaviest next move; return the moves and where they end."""
    words, levels = Wording(problem), problem.space.levels
    moves: list[Onward] = []
    fork = root
    while fork.onward and len(moves) < LONGEST:
        after = max(fork.onward.values(), key=lambda one: _weight(one.by_draw, worth))
        share = _weight(after.by_draw, worth)
        if share < max(ENOUGH, _weight(fork.resting, worth)):
            break
        turns = tuple(
            (k, int(levels[fork.state, k]), int(levels[after.state, k]))
            for k, variable in enumerate(problem.space.variables)
            if variable.actor >= 0 and levels[fork.state, k] != levels[after.state, k]
        )
        error = _error(after.by_draw, worth, share)
        moves.append(Onward(words.step(after.mover, turns), after.state, share, error))
        fork = after
    return tuple(moves), fork
