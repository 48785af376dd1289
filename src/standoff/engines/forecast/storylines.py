"""How a scenario comes about: the most probable sequences of moves to it.

Paths are simulated in a weighted sample of the draws. On each path on which the scenario is true,
the moves are followed until it is settled (see the module `paths`). Loops are erased in the order
of time (Lawler 1980): when a state comes back, what happened since it was left is forgotten. Paths
whose remaining moves are the same make a sequence; its share is its weight among all successful
paths.

With many options nearly every path is its own sequence, by moves that have little to do with the
scenario. The *storylines* therefore follow only some variables (states are projected on them before
loops are erased): those that the scenario speaks of, those that its prerequisites speak of, and its
strongest *signs*, the changes that are more frequent on the way to the scenario than they are,
after as long a time, on paths where it does not come about.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.encode.spoken import Turn
from standoff.engines.forecast.paths import Floats
from standoff.engines.forecast.prerequisites import needed_options
from standoff.engines.forecast.story import (
    FirstMover,
    History,
    Sign,
    StoriesResult,
    Story,
    Storyline,
    TurningPoint,
)
from standoff.engines.forecast.ways import Beginning, Way, Ways, choose, gather, simulated_chances
from standoff.engines.forecast.wording import Wording
from standoff.language.tree import Expression, names
from standoff.rng import child

MOST_DRAWS = 24
"""Draws that are simulated; more would add little to the shares and cost as much again."""

SIGNS = 3
"""Signs beyond the variables spoken of that storylines follow."""

CLEAR = 0.15
"""Difference of shares from which on a change is a sign."""

FREQUENT = 0.05
"""Share of the successful paths on which a turning point is made at least."""

Move = tuple[int, tuple[Turn, ...]]
Group = tuple[tuple[Move, ...], list[Way]]


def tell(
    problem: Problem,
    draws: Sequence[Draw],
    weights: Floats,
    values: Callable[[int], Floats],
    *,
    scenarios: Mapping[str, Expression] | None = None,
    by_draw: Floats | None = None,
    chance_from: Callable[[int], Floats] | None = None,
    starts: Callable[[int], Beginning] | None = None,
    months: float | None = None,
    paths: int = 20_000,
    best: int = 3,
    most_draws: int = MOST_DRAWS,
    seed: int = 0,
) -> StoriesResult:
    """Tell how each scenario comes about.

    Parameters
    ----------
    problem : Problem
    draws : sequence of Draw
        Length D.
    weights : float64[D]
        Weight of each draw, not negative.
    values : callable
        From the place of a draw to the values by which its actors choose, float64[A, N].
    scenarios : mapping of str to Expression, optional
        S time expressions; default the scenarios of the crisis.
    by_draw : float64[D, S], optional
        Probability of each scenario in each draw, so that draws in which rare ones come about are
        simulated more.
    chance_from : callable, optional
        From the place of a draw to the probability of each scenario from each state, float64[S, N],
        for the turning points; without it they are estimated by simulation.
    starts : callable, optional
        From the place of a draw to its beginning, a state or float64[N]; default `problem.start`.
    months : float, optional
        How far ahead; default the horizon.
    paths : int
        Paths simulated, shared out over the draws; ten times as many more for rare scenarios.
    best : int
        Sequences, histories and turning points reported.
    most_draws : int
        Draws to simulate; if there are more, that many are sampled.
    seed : int

    Returns
    -------
    StoriesResult
    """
    if scenarios is None:
        scenarios = {name: s.when.tree for name, s in problem.crisis.scenarios.items()}
    months = problem.crisis.horizon.centre if months is None else months
    chosen = choose(weights, most_draws, seed, by_draw)
    found = gather(problem, draws, chosen, values, scenarios, starts, months, paths, seed)
    chances = {}
    for place, *_ in chosen:
        seen = [way.state for ways in found.values() for way in ways.ways if way.draw == place]
        if chance_from is not None:
            chances[place] = chance_from(place)
        elif seen:
            chances[place] = simulated_chances(
                problem,
                draws[place],
                values(place),
                np.concatenate(seen),
                scenarios,
                months,
                paths=5 * paths // len(chosen),
                seed=int(child(seed, "turning points", place).generate_state(1)[0]),
            )
    stories = {}
    for row, (name, tree) in enumerate(scenarios.items()):
        own = {place: table[row] for place, table in chances.items()}
        stories[name] = _Teller(problem, found[name], best).story(tree, own)
    return StoriesResult(stories, len(chosen), months, seed)


def erase_loops(states: Sequence[int]) -> list[int]:
    """Erase loops in the order of time; return the places in `states` that remain."""
    kept: list[int] = []
    depth: dict[int, int] = {}
    for place, state in enumerate(states):
        if state in depth:
            for forgotten in kept[depth[state] + 1 :]:
                del depth[states[forgotten]]
            del kept[depth[state] + 1 :]
        else:
            depth[state] = len(kept)
            kept.append(place)
    return kept


@dataclass(frozen=True)
class _Teller:
    """Makes a story of the ways to a scenario."""

    problem: Problem
    found: Ways
    best: int

    def story(self, tree: Expression, chance: Mapping[int, Floats]) -> Story:
        """Tell the story; `chance` has float64[N] by the place of each draw."""
        found, signs = self.found, self._signs(names(tree))
        about = self._about(tree, signs)
        groups = self._groups([self.problem.space.positions[name] for name in about])
        return Story(
            probability=found.probability,
            error=found.error,
            paths=found.paths,
            successes=found.successes,
            about=about,
            storylines=self._lines(groups),
            sequences=self._lines(self._groups(self.every)),
            histories=self._histories(groups),
            signs=signs,
            first_movers=self._first_movers(),
            turning_points=self._turning_points(chance),
        )

    @property
    def words(self) -> Wording:
        return Wording(self.problem)

    @property
    def every(self) -> range:
        return range(len(self.problem.space.variables))

    def _signs(self, spoken: set[str]) -> tuple[Sign, ...]:
        if not self.found.ways or not self.found.others:
            return ()
        space, levels = self.problem.space, self.problem.space.levels
        weight = np.array([way.weight for way in self.found.ways])
        first = np.array([way.state[0] for way in self.found.ways])
        last = np.array([way.state[-1 if way.settled > 0 else 0] for way in self.found.ways])
        other_weight, other = (np.array(column) for column in zip(*self.found.others, strict=True))
        signs = []
        for k, variable in enumerate(space.variables):
            changed = levels[last, k] != levels[first, k]
            if variable.name in spoken or not changed.any():
                continue
            level = int(np.argmax(np.bincount(levels[last[changed], k], weight[changed])))
            along = min(float(weight @ (levels[last, k] == level) / weight.sum()), 1.0)
            otherwise = float(other_weight @ (levels[other, k] == level) / other_weight.sum())
            if along - otherwise >= CLEAR:
                label = self.words.variable(variable.name)
                signs.append(Sign(variable.name, label, variable.levels[level], along, otherwise))
        return tuple(sorted(signs, key=lambda sign: sign.otherwise - sign.along))

    def _about(self, tree: Expression, signs: tuple[Sign, ...]) -> tuple[str, ...]:
        spoken = names(tree)
        for needs in needed_options(self.problem, tree).values():
            spoken |= names(needs)
        extra = [sign.name for sign in signs if sign.name not in spoken][:SIGNS]
        return tuple(n for n in self.problem.space.positions if n in spoken or n in extra)

    def _moves(self, way: Way, columns: Sequence[int]) -> Iterator[tuple[int, Move]]:
        """Yield the row and the move of every change of these variables on a path."""
        levels = self.problem.space.levels[way.state].tolist()
        for row, (here, there) in enumerate(pairwise(levels), start=1):
            turns = tuple((k, here[k], there[k]) for k in columns if here[k] != there[k])
            if turns:
                yield row, (int(way.mover[row]), turns)

    def _sequence(self, way: Way, columns: Sequence[int]) -> tuple[Move, ...]:
        """Return the moves of these variables that are left once loops are erased."""
        moves = list(self._moves(way, columns)) if way.settled > 0 else []
        rows = [0, *(row for row, _ in moves)]
        levels = self.problem.space.levels[way.state[rows]][:, columns]
        seen: dict[bytes, int] = {}
        projected = [seen.setdefault(row.tobytes(), len(seen)) for row in levels]
        return tuple(moves[place - 1][1] for place in erase_loops(projected) if place)

    def _groups(self, columns: Sequence[int]) -> list[Group]:
        """Put paths with the same sequence together, the heaviest first."""
        groups: dict[tuple[Move, ...], list[Way]] = {}
        for way in self.found.ways:
            groups.setdefault(self._sequence(way, columns), []).append(way)
        return sorted(groups.items(), key=lambda group: -sum(way.weight for way in group[1]))

    def _lines(self, groups: list[Group]) -> tuple[Storyline, ...]:
        lines = []
        total = self.found.probability
        squares = sum(way.weight**2 for way in self.found.ways)
        for moves, ways in groups[: self.best]:
            weight = np.array([way.weight for way in ways])
            share = min(float(weight.sum()) / total, 1.0)
            inside = float((weight**2).sum())
            variance = inside * (1 - share) ** 2 + (squares - inside) * share**2
            lines.append(
                Storyline(
                    steps=tuple(self.words.step(*move) for move in moves),
                    share=share,
                    error=float(np.sqrt(max(variance, 0.0))) / total,
                    paths=len(ways),
                    months=_quantile(np.array([way.settled for way in ways]), weight, 0.5),
                )
            )
        return tuple(lines)

    def _histories(self, groups: list[Group]) -> tuple[History, ...]:
        """Choose typical paths: of each storyline the most middling, then early and late ones."""
        chosen: list[tuple[int, Way]] = []
        top = [(line, ways) for line, (_, ways) in enumerate(groups[: self.best])]
        for part, candidates in ((0.5, top), (0.2, top[:1]), (0.8, top[:1])):
            for line, ways in candidates:
                fresh = [way for way in ways if all(way is not old for _, old in chosen)]
                if fresh and len(chosen) < self.best:
                    chosen.append((line, _typical(fresh, part)))
        return tuple(
            History(
                steps=tuple(
                    self.words.step(*move, float(way.time[row]))
                    for row, move in self._moves(way, self.every)
                ),
                months=way.settled,
                storyline=line,
            )
            for line, way in chosen
        )

    def _first_movers(self) -> tuple[FirstMover, ...]:
        shares: dict[int, float] = {}
        for way in self.found.ways:
            if len(way.mover) > 1:
                mover = int(way.mover[1])
                shares[mover] = shares.get(mover, 0.0) + way.weight / self.found.probability
        return tuple(
            FirstMover(self.words.mover(mover), mover < 0, share, self.found.first[mover])
            for mover, share in sorted(shares.items(), key=lambda item: -item[1])
        )

    def _turning_points(self, chance: Mapping[int, Floats]) -> tuple[TurningPoint, ...]:
        """Find the moves with the greatest mean jump, apart from those that settle the scenario."""
        sums: dict[Move, list[float]] = {}
        for way in self.found.ways:
            met: set[Move] = set()
            chances = chance[way.draw][way.state]
            for row, move in self._moves(way, self.every):
                before, after = float(chances[row - 1]), float(chances[row])
                if np.isnan(before + after) or (way.settled > 0 and row == len(way.state) - 1):
                    continue
                so_far = sums.setdefault(move, [0.0, 0.0, 0.0, 0.0])
                so_far[0] += way.weight
                so_far[1] += way.weight * before
                so_far[2] += way.weight * after
                so_far[3] += 0.0 if move in met else way.weight / self.found.probability
                met.add(move)
        points = [
            TurningPoint(self.words.step(*move), before / weight, after / weight, share)
            for move, (weight, before, after, share) in sums.items()
            if share >= FREQUENT and after > before
        ]
        return tuple(sorted(points, key=lambda point: point.before - point.after)[: self.best])


def _typical(ways: list[Way], part: float) -> Way:
    """Return the path nearest to a quantile of time and to the median number of moves."""
    weight = np.array([way.weight for way in ways])
    time = np.array([way.settled for way in ways])
    moves = np.array([len(way.state) for way in ways], dtype=np.float64)
    distance = np.zeros(len(ways))
    for values, quantile in ((time, part), (moves, 0.5)):
        middle = _quantile(values, weight, quantile)
        distance += np.abs(values - middle) / max(float(np.ptp(values)), 1e-12)
    return ways[int(np.argmin(distance))]


def _quantile(values: Floats, weights: Floats, part: float) -> float:
    """Weighted quantile: the least value up to which at least this part of the weight lies."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    return float(values[order[min(int(np.searchsorted(reached, part)), len(values) - 1)]])
