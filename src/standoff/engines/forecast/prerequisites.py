"""What has to be in place for a scenario, and what is missing.

A scenario can ask that options be raised; those options may have `needs`, which may ask that other
options be raised, and so on. Each need is split into the conditions that it joins by `and`. A
condition *blocks* in a state when it alone is missing there, all other conditions of the same need
being met. Shares of time are over the forecast: the occupancy of the states, draw by draw.

What an actor needs of its own options it can bring about in the same move, so that such a
condition, when missing, is less of a hindrance than one that is up to others, to chance, or to how
the world is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.engines.forecast.need import (
    Condition,
    Kind,
    Prerequisite,
    PrerequisitesResult,
    Requirements,
)
from standoff.engines.forecast.paths import Floats
from standoff.engines.forecast.wording import Wording
from standoff.errors import StandoffError
from standoff.language.tree import (
    Compare,
    Count,
    Expression,
    First,
    Iff,
    Implies,
    Name,
    Not,
    Temporal,
    conjuncts,
    names,
    parts,
)
from standoff.language.write import write

ProbabilityIf = Callable[[Sequence[str]], Mapping[str, float]]
"""From changes ``NAME=VALUE`` of the crisis to the probability of each scenario."""

SURE = 1 - 1e-9
_OPPOSITE = {">=": "<", "<": ">=", ">": "<=", "<=": ">", "=": "!=", "!=": "="}


def find(
    problem: Problem,
    draws: Sequence[Draw],
    weights: Floats,
    occupancy: Floats | Callable[[int], Floats],
    *,
    scenarios: Mapping[str, Expression] | None = None,
    probability_if: ProbabilityIf | None = None,
    starts: Callable[[int], int | Floats] | None = None,
) -> PrerequisitesResult:
    """Find the prerequisites of each scenario, and how often each is the missing one.

    Parameters
    ----------
    problem : Problem
    draws : sequence of Draw
        Length D.
    weights : float64[D]
        Weight of each draw, not negative.
    occupancy : float64[N] or float64[T, N], or callable
        Share of time in each state (or probability of each state at T equally spaced times), for
        all draws together or, better, from the place of a draw.
    scenarios : mapping of str to Expression, optional
        Default the scenarios of the crisis.
    probability_if : callable, optional
        Called with changes that meet conditions from now on, and with none for the crisis as it
        is; should give the probability of every scenario. A change that cannot be made may raise
        a `StandoffError`.
    starts : callable, optional
        From the place of a draw to its beginning, a state or float64[N]; default `problem.start`.

    Returns
    -------
    PrerequisitesResult
        Scenarios without prerequisites have none.
    """
    if scenarios is None:
        scenarios = {name: s.when.tree for name, s in problem.crisis.scenarios.items()}
    if not callable(occupancy):
        everywhere = occupancy
        occupancy = lambda _: everywhere  # noqa: E731
    share = np.asarray(weights, dtype=np.float64) / np.sum(weights)
    scene = [
        _Scene(
            float(share[d]),
            draw.hypotheses,
            _spread(problem, problem.start if starts is None else starts(d)),
            _flat(occupancy(d)),
        )
        for d, draw in enumerate(draws)
        if share[d] > 0
    ]
    seeker = _Seeker(problem, scene, probability_if)
    return PrerequisitesResult(
        {name: seeker.requirements(name, tree) for name, tree in scenarios.items()}
    )


def needed_options(problem: Problem, tree: Expression) -> dict[str, Expression]:
    """Return the needs of all options that an expression asks to be raised, and of those of theirs.

    Returns
    -------
    dict of str to Expression
        Needs by option, those nearest to the expression first.
    """
    options = problem.symbols.options
    needs: dict[str, Expression] = {}
    waiting = sorted(raised(tree))
    for name in waiting:
        option = options.get(name)
        if option is None or option.needs is None or name in needs:
            continue
        needs[name] = option.needs.tree
        waiting += sorted(raised(option.needs.tree))
    return needs


def raised(tree: Expression, wanted: bool = True) -> set[str]:
    """Return the names whose raising can make an expression true, or false if not `wanted`."""
    match tree:
        case Name(name=name):
            return {name} if wanted else set()
        case Compare(name=name, op=op):
            return {name} if op in ("=", "!=") or (op in (">", ">=")) == wanted else set()
        case Not(operand=operand) | Temporal(kind="never", operand=operand):
            return raised(operand, not wanted)
        case Implies(left=left, right=right):
            return raised(left, not wanted) | raised(right, wanted)
        case First(first=first, before=before):
            return raised(first, wanted) | raised(before, not wanted)
        case Iff() | Count(kind="exactly"):
            return names(tree)
        case Count(kind="at_most"):
            wanted = not wanted
    return {name for part in parts(tree) for name in raised(part, wanted)}


def meeting(problem: Problem, tree: Expression) -> str | None:
    """Return the change that meets a condition from now on, None where no single one does."""
    match tree:
        case Not(operand=Name(name=name)):
            levels = problem.symbols.levels(name)
            return f"{name}=false" if levels is None else f"{name}={levels[0]}"
        case Not(operand=Compare(name=name, op=op, level=level)):
            return meeting(problem, Compare(name, _OPPOSITE[op], level))
        case Name(name=name):
            levels = problem.symbols.levels(name)
            return f"{name}=true" if levels is None else f"{name}={levels[1]}"
        case Compare(name=name, op=op, level=level):
            levels = problem.symbols.levels(name) or ()
            shift = {">": 1, "<": -1, "!=": len(levels)}.get(op, 0)
            place = levels.index(level) + shift
            return f"{name}={levels[place]}" if 0 <= place < len(levels) else None
    return None


@dataclass(frozen=True)
class _Scene:
    """One draw: its weight, its hypotheses, where it starts and how its time is spent."""

    weight: float
    hypotheses: Mapping[str, bool]
    start: Floats
    time: Floats


@dataclass(frozen=True)
class _Seeker:
    """Measures needs over the draws."""

    problem: Problem
    scenes: Sequence[_Scene]
    probability_if: ProbabilityIf | None

    def requirements(self, scenario: str, tree: Expression) -> Requirements:
        """Find what one scenario requires."""
        found = tuple(
            self._prerequisite(scenario, option, needs)
            for option, needs in needed_options(self.problem, tree).items()
        )
        return Requirements(found, self._probability(scenario, ()) if found else None)

    def _prerequisite(self, scenario: str, option: str, needs: Expression) -> Prerequisite:
        words = Wording(self.problem)
        actor = option.partition(".")[0]
        trees = conjuncts(needs)
        measured = [self._shares(trees, place) for place in range(len(trees))]
        changes = [meeting(self.problem, part) for part in trees]
        now, met = self._whole(needs)
        conditions = tuple(
            Condition(
                text=write(part),
                phrase=_phrase(words, part),
                kind=_kind(self.problem, actor, part),
                by=_holders(words, part),
                now=shares[0],
                holds=shares[1],
                missing_alone=shares[2],
                change=change,
                if_met=self._if_met(scenario, [change], shares[1]),
            )
            for part, shares, change in zip(trees, measured, changes, strict=True)
        )
        return Prerequisite(
            option=option,
            label=words.variable(option),
            actor=words.actor(actor),
            text=write(needs),
            conditions=conditions,
            now=now,
            holds=met,
            if_all_met=self._if_met(scenario, changes, met),
        )

    def _whole(self, needs: Expression) -> tuple[float, float]:
        """Chance that a need is met at the start, and share of time in which it is."""
        now = met = 0.0
        for scene in self.scenes:
            truth = self.problem.truth(needs, scene.hypotheses)
            now += scene.weight * float(scene.start @ truth)
            met += scene.weight * float(scene.time @ truth)
        return min(now, 1.0), min(met, 1.0)

    def _shares(self, trees: Sequence[Expression], place: int) -> tuple[float, float, float]:
        """As `_whole` for one condition, and the share of time in which it alone is missing."""
        now, holds = self._whole(trees[place])
        alone = 0.0
        for scene in self.scenes:
            missing = ~self.problem.truth(trees[place], scene.hypotheses)
            for other, tree in enumerate(trees):
                if other != place:
                    missing = missing & self.problem.truth(tree, scene.hypotheses)
            alone += scene.weight * float(scene.time @ missing)
        return now, holds, min(alone, 1.0)

    def _probability(self, scenario: str, changes: tuple[str, ...]) -> float | None:
        if self.probability_if is None:
            return None
        try:
            return float(self.probability_if(changes)[scenario])
        except StandoffError:
            return None

    def _if_met(self, scenario: str, changes: Sequence[str | None], holds: float) -> float | None:
        if holds >= SURE:
            return self._probability(scenario, ())
        made = tuple(change for change in changes if change is not None)
        return self._probability(scenario, made) if len(made) == len(changes) else None


def _spread(problem: Problem, start: int | Floats) -> Floats:
    if isinstance(start, int | np.integer):
        certain = np.zeros(problem.space.states)
        certain[start] = 1.0
        return certain
    share: Floats = start / start.sum()
    return share


def _flat(occupancy: Floats) -> Floats:
    total: Floats = occupancy.reshape(-1, occupancy.shape[-1]).sum(axis=0)
    share: Floats = total / total.sum()
    return share


def _holders(words: Wording, tree: Expression) -> tuple[str, ...]:
    """Names of the actors whose options a condition speaks of."""
    options = words.problem.symbols.options
    holders = {name.partition(".")[0] for name in names(tree) if name in options}
    return tuple(words.actor(actor) for actor in words.problem.actors if actor in holders)


def _kind(problem: Problem, actor: str, tree: Expression) -> Kind:
    def kind(name: str) -> Kind:
        if name in problem.symbols.options:
            return "own option" if name.partition(".")[0] == actor else "others' option"
        return "chance" if name in problem.symbols.chance else "hypothesis"

    kinds = {kind(name) for name in names(tree)}
    return kinds.pop() if len(kinds) == 1 else "mixed"


def _phrase(words: Wording, tree: Expression) -> str:
    """Say a condition; anything but a single name or comparison as it is written."""
    hypotheses = words.problem.crisis.hypotheses
    match tree:
        case Name(name=name) if name in hypotheses:
            return f"“{hypotheses[name].claim}” is true"
        case Not(operand=Name(name=name)) if name in hypotheses:
            return f"“{hypotheses[name].claim}” is false"
        case Name(name=name):
            return f"“{words.variable(name)}” is on"
        case Not(operand=Name(name=name)):
            return f"“{words.variable(name)}” is off"
        case Compare(name=name, op=op, level=level):
            said = {"=": "", "!=": "not ", ">=": "at least ", "<=": "at most "}
            said |= {">": "above ", "<": "below "}
            return f"“{words.variable(name)}” is {said[op]}{level}"
    return f"`{write(tree)}` holds"
