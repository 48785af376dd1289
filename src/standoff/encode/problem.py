"""A crisis as arrays: states, moves, utilities, rates; built once, shared by all engines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.check import path_formulas, state_formulas
from standoff.crisis.fields import Formula, Setting
from standoff.crisis.model import Crisis
from standoff.crisis.symbols import ON_OFF, Symbols, symbols
from standoff.encode.derived import Derived
from standoff.encode.inputs import Inputs, collect_inputs
from standoff.encode.moves import BOTH, OFF_ONLY, ON_ONLY, build_moves
from standoff.encode.preferences import ranking_utility, stability_utility
from standoff.encode.space import Space, Variable, build_space
from standoff.encode.truth import evaluate
from standoff.encode.utilities import Utilities
from standoff.errors import Fault, Path
from standoff.kernels.layout import Game, Moves
from standoff.language.tree import Expression, names
from standoff.settings import MAX_STATES

if TYPE_CHECKING:
    from standoff.encode.draws import Draw

Truth = NDArray[np.bool_]
_DIRECTIONS = {"both": BOTH, "on_only": ON_ONLY, "off_only": OFF_ONLY}


@dataclass(frozen=True)
class Problem:
    """An encoded crisis.

    Attributes
    ----------
    crisis : Crisis
        What was encoded.
    space : Space
        Its feasible states.
    status_quo, start : int
        State at `begins`, and at `as_of` once what was observed is applied.
    """

    crisis: Crisis
    space: Space
    status_quo: int
    start: int
    _cache: dict[object, object] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def symbols(self) -> Symbols:
        """Names of the crisis."""
        return symbols(self.crisis)

    @property
    def actors(self) -> tuple[str, ...]:
        """Actors in file order."""
        return tuple(self.crisis.actors)

    @cached_property
    def inputs(self) -> Inputs:
        """Every number of the crisis that enters the game."""
        return collect_inputs(self.crisis)

    @cached_property
    def hypotheses(self) -> tuple[str, ...]:
        """Hypotheses that the model depends on, in file order; signals may bear on others too."""
        formulas: list[Formula] = [formula for _, formula, _ in state_formulas(self.crisis)]
        formulas += [formula for _, formula in path_formulas(self.crisis)]
        formulas += [
            statement.given
            for actor in self.crisis.actors.values()
            for statement in actor.preferences
            if statement.given is not None
        ]
        used = {name for formula in formulas for name in names(formula.tree)}
        return tuple(name for name in self.crisis.hypotheses if name in used)

    def likely_hypotheses(self) -> dict[str, bool]:
        """Every hypothesis at the value that its prior makes more probable."""
        return {
            name: hypothesis.prior.centre >= 0.5
            for name, hypothesis in self.crisis.hypotheses.items()
        }

    def truth(self, tree: Expression, hypotheses: Mapping[str, bool]) -> Truth:
        """Where a state expression holds, bool[N], not writeable."""

        def make() -> Truth:
            value = evaluate(tree, self.space.column, self.space.level_number, hypotheses)
            array = np.broadcast_to(np.asarray(value, dtype=np.bool_), (self.space.states,))
            array.flags.writeable = False
            return array

        return self.derived.get("truth", (tree,), hypotheses, make)

    @cached_property
    def derived(self) -> Derived:
        """What was made of expressions about this problem."""
        return Derived(self.crisis.hypotheses)

    @cached_property
    def _needed_hypotheses(self) -> tuple[str, ...]:
        """Hypotheses that the `needs` of some option name."""
        used = {
            name
            for option in self.symbols.options.values()
            if option.needs is not None
            for name in names(option.needs.tree)
        }
        return tuple(name for name in self.crisis.hypotheses if name in used)

    def moves(self, hypotheses: Mapping[str, bool]) -> Moves:
        """Who can move where when the hypotheses have these values."""
        space = self.space
        needs = {
            k: self.truth(option.needs.tree, hypotheses)
            for k, variable in enumerate(space.variables)
            if (option := self.symbols.options.get(variable.name)) and option.needs is not None
        }
        key = ("moves", tuple((name, hypotheses[name]) for name in self._needed_hypotheses))
        if key not in self._cache:
            alike = ("moves", tuple((k, where.tobytes()) for k, where in needs.items()))
            if alike in self._cache:
                self._cache[key] = self._cache[alike]
                return self._cache[key]  # type: ignore[return-value]
            direction = np.array(
                [
                    _DIRECTIONS[self.symbols.options[v.name].direction] if v.actor >= 0 else BOTH
                    for v in space.variables
                ],
                dtype=np.int64,
            )
            owner = np.array([v.actor for v in space.variables], dtype=np.int64)
            self._cache[key] = self._cache[alike] = build_moves(
                space.levels, space.counts, owner, direction, needs, len(self.actors)
            )
        return self._cache[key]  # type: ignore[return-value]

    def utility(
        self, values: NDArray[np.float64], hypotheses: Mapping[str, bool]
    ) -> NDArray[np.float64]:
        """Utility of every state for every actor, float64[A, N].

        Parameters
        ----------
        values : float64[K]
            Value of every input.
        hypotheses : mapping of str to bool
            Value of every live hypothesis.

        Returns
        -------
        float64[A, N]
            Where it is not writeable it is kept, and returned again for the same values.
        """
        return self._utilities.of(values, hypotheses)

    @cached_property
    def _utilities(self) -> Utilities:
        return Utilities(self)

    def stability_ranks(self, hypotheses: Mapping[str, bool]) -> NDArray[np.int32]:
        """Preference ranks at the central values, int32[A, N]; higher is better, ties are equal.

        An actor whose statements have no weights ranks states by option prioritisation: the first
        statement on which two states differ decides.
        """
        return stability_utility(self, hypotheses)

    def game(self, draw: "Draw") -> Game:
        """Return the numbers of the dynamic game for one draw."""
        values, row = draw.values, self.inputs.positions
        actors = self.actors

        def each(what: str) -> NDArray[np.float64]:
            return np.array([values[row[f"{actor}.{what}"]] for actor in actors])

        chance_to, chance_rate = self._chance(values, draw.hypotheses)
        return Game(
            utility=self.utility(values, draw.hypotheses),
            tempo=each("tempo"),
            precision=each("precision"),
            discount=1 / each("patience"),
            foresight=np.array([self._foresight(a) for a in actors], dtype=np.int64),
            effort=self._effort(values),
            chance_to=chance_to,
            chance_rate=chance_rate,
        )

    def _foresight(self, actor: str) -> int:
        """Foresight of an actor; one that can do nothing need not look ahead."""
        record = self.crisis.actors[actor]
        return record.foresight if record.options else 0

    def _effort(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        steps: list[list[float]] = []
        for actor, record in self.crisis.actors.items():
            steps.append([])
            for option, value in record.options.items():
                effort = float(values[self.inputs.positions[f"{actor}.{option}.effort"]])
                steps[-1] += [effort] * (len(value.levels) - 1)
        table = np.zeros((len(steps), max(1, *map(len, steps)) if steps else 1))
        for a, costs in enumerate(steps):
            table[a, : len(costs)] = costs
        return table

    def _chance(
        self, values: NDArray[np.float64], hypotheses: Mapping[str, bool]
    ) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        space, events = self.space, self.crisis.chance
        to = np.full((len(events), space.states), -1, dtype=np.int32)
        rate = np.zeros((len(events), space.states))
        for c, (name, event) in enumerate(events.items()):
            k = space.positions[name]
            on = space.levels[:, k] > 0
            to[c] = self._flip(k)
            may = np.ones(space.states, dtype=np.bool_)
            if event.when is not None:
                may = self.truth(event.when.tree, hypotheses)
            rate[c, ~on & may] = values[self.inputs.positions[f"{name}.rate"]]
            rate[c, on] = values[self.inputs.positions[f"{name}.off_rate"]]
            rate[c, to[c] < 0] = 0.0
        return to, rate

    def _flip(self, k: int) -> NDArray[np.int32]:
        """State reached when chance variable in column `k` flips, int32[N], -1 if not feasible."""
        key = ("flip", k)
        if key not in self._cache:
            space = self.space
            step = (1 - 2 * space.levels[:, k].astype(np.int64)) * space.strides[k]
            self._cache[key] = space.find(space.codes + step)
        return self._cache[key]  # type: ignore[return-value]

    def at_chance_status_quo(self) -> "Problem":
        """Return the problem of the states where chance variables are as in the status quo."""
        fixed = [k for k, v in enumerate(self.space.variables) if v.actor < 0]
        if not fixed:
            return self
        row = self.space.levels[self.status_quo, fixed]
        keep = (self.space.levels[:, fixed] == row).all(axis=1)
        place = np.cumsum(keep) - 1
        start = int(place[self.start]) if keep[self.start] else int(place[self.status_quo])
        return Problem(self.crisis, self.space.subset(keep), int(place[self.status_quo]), start)

    def state(self, settings: Iterable[Setting], base: int | None = None) -> int:
        """State where these settings hold and all else is as in `base` (default: all off).

        Returns
        -------
        int
            The state, or -1 when it is not feasible.
        """
        row = (
            np.zeros(len(self.space.variables), dtype=np.uint8)
            if base is None
            else self.space.levels[base].copy()
        )
        for setting in settings:
            row[self.space.positions[setting.name]] = self.symbols.level_of(setting)
        return self.space.index(row)


def encode(crisis: Crisis, max_states: int = MAX_STATES) -> Problem:
    """Encode a crisis.

    Parameters
    ----------
    crisis : Crisis
        Checked by its reader.
    max_states : int
        Limit on the number of feasible states.

    Returns
    -------
    Problem

    Raises
    ------
    LimitReached
        If there are too many states.
    CrisisError
        If no state is feasible, the status quo or the observed state is not, an actor has too many
        options, or a ranking does not cover the states.
    """
    space = build_space(variables(crisis), crisis.impossible, max_states)
    _refuse_wide_actors(crisis)
    if space.states == 0:
        raise crisis.origin.error([Fault("these rules leave no state possible", ("impossible",))])
    probe = Problem(crisis, space, 0, 0)
    status_quo = probe.state(crisis.status_quo)
    if status_quo < 0:
        raise crisis.origin.error([_infeasible(crisis, probe, crisis.status_quo, ("status_quo",))])
    seen = observed_settings(crisis)
    start = probe.state(seen.values(), status_quo)
    if start < 0:
        settings = (*crisis.status_quo, *seen.values())
        raise crisis.origin.error([_infeasible(crisis, probe, settings, ("observed",))])
    problem = Problem(crisis, space, status_quo, start)
    for actor, record in crisis.actors.items():
        if record.ranking is not None:
            ranking_utility(problem, actor)
    return problem


def variables(crisis: Crisis) -> tuple[Variable, ...]:
    """Return the options in file order, then the chance variables."""
    options = [
        Variable(f"{actor}.{option}", value.levels, a)
        for a, (actor, record) in enumerate(crisis.actors.items())
        for option, value in record.options.items()
    ]
    return (*options, *(Variable(name, ON_OFF, -1) for name in crisis.chance))


def observed_settings(crisis: Crisis) -> dict[str, Setting]:
    """Return the last observed setting of each variable up to `as_of`, by name."""
    return {
        setting.name: setting
        for observation in sorted(crisis.observed, key=lambda o: o.date)
        if crisis.as_of is not None and observation.date <= crisis.as_of
        for setting in observation.set
    }


def _refuse_wide_actors(crisis: Crisis) -> None:
    for actor, record in crisis.actors.items():
        steps = sum(len(option.levels) - 1 for option in record.options.values())
        if steps > 64:
            raise crisis.origin.error(
                [
                    Fault(
                        f"'{actor}' has options with {steps} level steps; at most 64 are handled",
                        ("actors", actor, "options"),
                    )
                ]
            )


def _infeasible(crisis: Crisis, probe: Problem, settings: Iterable[Setting], path: Path) -> Fault:
    """Name the rule under `impossible` that a state breaks."""
    levels = {v.name: 0 for v in probe.space.variables}
    for setting in settings:
        levels[setting.name] = probe.symbols.level_of(setting)
    broken = [
        rule.text
        for rule in crisis.impossible
        if np.any(
            evaluate(
                rule.tree,
                lambda name: np.array([levels[name]], dtype=np.uint8),
                probe.space.level_number,
                {},
            )
        )
    ]
    what = (
        "the status quo" if path == ("status_quo",) else "what was observed leads to a state that"
    )
    rules = " and ".join(f"`{text}`" for text in broken)
    return Fault(f"{what} is ruled out by {rules} under `impossible`", path)
