"""The feasible states: every combination of levels that breaks no `impossible` rule.

Variables are the options in file order, then the chance variables. States are numbered so that the
first variable changes fastest, as in the tables of the graph-model literature. The space is built
one variable at a time, the last first, and what a rule forbids is dropped as soon as no variable
still to come can mend it, so that rules keep the work small.
"""

from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.fields import Formula
from standoff.encode.truth import evaluate, possible
from standoff.errors import LimitReached
from standoff.language.tree import names

SAMPLE = 20_000
SLACK = 4
"""How many times more rows than states the work may hold on the way."""

LARGEST_CODE = 2**62


@dataclass(frozen=True, slots=True)
class Variable:
    """An option or a chance variable.

    Attributes
    ----------
    name : str
        ``actor.option`` or the name of the chance variable.
    levels : tuple of str
        From lowest to highest.
    actor : int
        Index of the actor that owns it, -1 for chance.
    """

    name: str
    levels: tuple[str, ...]
    actor: int


@dataclass(frozen=True)
class Space:
    """The feasible states of a crisis.

    Attributes
    ----------
    variables : tuple of Variable
        In the order of the columns of `levels`.
    levels : uint8[N, V]
        Level of each variable in each state; not writeable.
    """

    variables: tuple[Variable, ...]
    levels: NDArray[np.uint8]

    @property
    def states(self) -> int:
        """Number of feasible states N."""
        return len(self.levels)

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """Number of levels of each variable, int64[V]."""
        return np.array([len(v.levels) for v in self.variables], dtype=np.int64)

    @cached_property
    def strides(self) -> NDArray[np.int64]:
        """Weight of each variable's level in the code of a state, int64[V]."""
        return np.cumprod([1, *self.counts])[:-1].astype(np.int64)

    @cached_property
    def codes(self) -> NDArray[np.int64]:
        """Code of each state, ascending, int64[N]."""
        codes = np.zeros(self.states, dtype=np.int64)
        for k, stride in enumerate(self.strides):
            codes += self.levels[:, k].astype(np.int64) * stride
        return codes

    @cached_property
    def positions(self) -> dict[str, int]:
        """Column of each variable by name."""
        return {variable.name: k for k, variable in enumerate(self.variables)}

    def column(self, name: str) -> NDArray[np.uint8] | None:
        """Levels of a variable over the states, uint8[N]; None for any other name."""
        k = self.positions.get(name)
        return None if k is None else self.levels[:, k]

    def level_number(self, name: str, level: str) -> int:
        """Number of a named level of a variable."""
        return self.variables[self.positions[name]].levels.index(level)

    def find(self, codes: NDArray[np.int64]) -> NDArray[np.int32]:
        """State of each code, -1 where it is not feasible, int32 in the shape of `codes`."""
        place = np.searchsorted(self.codes, codes)
        place[place == self.states] = 0
        return np.where(self.codes[place] == codes, place, -1).astype(np.int32)

    def index(self, row: "NDArray[np.uint8] | list[int]") -> int:
        """State with these levels, or -1 when it is not feasible."""
        code = int((np.asarray(row, dtype=np.int64) * self.strides).sum())
        return int(self.find(np.array([code]))[0])

    def label(self, state: int) -> list[str]:
        """What is on in a state, sorted: ``actor.option``, or ``actor.option=level``."""
        return sorted(
            v.name if v.levels == ("off", "on") else f"{v.name}={v.levels[level]}"
            for v, level in zip(self.variables, self.levels[state], strict=True)
            if level
        )

    def subset(self, keep: NDArray[np.bool_]) -> "Space":
        """Return the space of the states where `keep` (bool[N]) holds."""
        return Space(self.variables, _frozen(self.levels[keep]))


def _frozen(levels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    levels = np.ascontiguousarray(levels)
    levels.flags.writeable = False
    return levels


def build_space(
    variables: tuple[Variable, ...], rules: tuple[Formula, ...], max_states: int
) -> Space:
    """Enumerate the feasible states.

    Parameters
    ----------
    variables : tuple of Variable
        Options, then chance variables.
    rules : tuple of Formula
        States where any of them holds cannot exist.
    max_states : int
        Limit on the number of states.

    Returns
    -------
    Space
        Possibly without any state.

    Raises
    ------
    LimitReached
        If there are more states than the limit; estimated before the work where possible.
    """
    total = prod(len(v.levels) for v in variables)
    if total >= LARGEST_CODE:
        raise _too_large(variables, rules, float(total), max_states)
    if total > 8 * max_states:
        estimate = total * _feasible_share(variables, rules)
        if estimate > 2 * max_states:
            raise _too_large(variables, rules, estimate, max_states)
    return Space(variables, _enumerate(variables, rules, max_states))


def _enumerate(
    variables: tuple[Variable, ...], rules: tuple[Formula, ...], max_states: int
) -> NDArray[np.uint8]:
    """Add one variable after the other, dropping what some rule forbids whatever is still to come.

    Returns
    -------
    uint8[N, V]
    """
    columns: dict[str, NDArray[np.uint8]] = {}
    number = {v.name: v.levels.index for v in variables}
    waiting = [(rule, names(rule.tree)) for rule in rules]
    rows = 1
    for variable in reversed(variables):
        count = len(variable.levels)
        if rows * count > SLACK * max_states:
            raise _too_large(variables, rules, float(rows * count), max_states)
        columns = {name: np.repeat(levels, count) for name, levels in columns.items()}
        columns[variable.name] = np.tile(np.arange(count, dtype=np.uint8), rows)
        rows *= count
        keep = np.ones(rows, dtype=np.bool_)
        for rule, needed in waiting:
            if variable.name in needed or len(columns) == 1:
                _, broken = possible(
                    rule.tree, columns.get, lambda name, level: number[name](level)
                )
                keep &= np.logical_not(broken)
        waiting = [(rule, needed) for rule, needed in waiting if not needed <= columns.keys()]
        if not keep.all():
            columns = {name: levels[keep] for name, levels in columns.items()}
            rows = int(keep.sum())
    if rows > max_states:
        raise _too_large(variables, rules, float(rows), max_states)
    if not variables:
        ruled_out = any(evaluate(rule.tree, columns.get, lambda *_: 0, {}) for rule in rules)
        return _frozen(np.zeros((0 if ruled_out else 1, 0), dtype=np.uint8))
    return _frozen(np.stack([columns[v.name] for v in variables], axis=1))


def _feasible_share(variables: tuple[Variable, ...], rules: tuple[Formula, ...]) -> float:
    """Share of random level vectors that break no rule, at least one in the sample."""
    rng = np.random.default_rng(0)
    columns = {v.name: rng.integers(0, len(v.levels), SAMPLE).astype(np.uint8) for v in variables}
    number = {v.name: v.levels.index for v in variables}
    keep = np.ones(SAMPLE, dtype=np.bool_)
    for rule in rules:
        broken = evaluate(rule.tree, columns.get, lambda name, level: number[name](level), {})
        keep &= np.logical_not(broken)
    return float(keep.sum()) / SAMPLE


def _too_large(
    variables: tuple[Variable, ...], rules: tuple[Formula, ...], states: float, limit: int
) -> LimitReached:
    ruled = [name for rule in rules for name in names(rule.tree)]
    largest = sorted(variables, key=lambda v: (-len(v.levels), ruled.count(v.name)))[:4]
    cut = ", ".join(f"{v.name} ({len(v.levels)} levels)" for v in largest)
    return LimitReached(
        f"the crisis has about {_in_words(states)} states, more than the limit of {limit:,}."
        f" Each option left out divides the number by its levels: look first at {cut}."
        " Options that exclude one another are better one ordered option with levels; rules under"
        " `impossible` help too. --max-states raises the limit."
    )


def _in_words(number: float) -> str:
    for size, word in ((1e15, "x 10^15"), (1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if number >= size:
            return f"{number / size:,.4g} {word}"
    return f"{number:,.0f}"
