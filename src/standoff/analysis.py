"""A crisis and what the engines say of it; each engine runs when first asked for.

An engine's answer reaches another engine as an argument, never by import.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.check import formula_faults
from standoff.crisis.fields import Formula, read_setting
from standoff.crisis.model import Crisis
from standoff.encode.draws import Draw, point_draws, sample_draws
from standoff.encode.problem import Problem, encode
from standoff.errors import UsageError
from standoff.language.parser import ExpressionError, parse
from standoff.language.quantity import parse_duration
from standoff.settings import DRAWS, MAX_STATES, SEED

if TYPE_CHECKING:
    from standoff.engines.drivers import DriversResult
    from standoff.engines.evidence import EvidenceResult, Replay
    from standoff.engines.forecast import (
        ConsequencesResult,
        Ensemble,
        ForecastResult,
        PrerequisitesResult,
        QueryResult,
        StoriesResult,
    )
    from standoff.engines.stability import (
        CoalitionResult,
        Evolution,
        Explanation,
        HypergameResult,
        InverseResult,
        RobustResult,
        StabilityResult,
        StrengthResult,
        UnknownResult,
    )

Progress = Callable[[int, int], None]
"""Told how many steps are done, of how many."""

CONCEPTS = ("R", "GMR", "SMR", "SEQ", "SSEQ", "SIM")


@dataclass(frozen=True, slots=True)
class Run:
    """How to run the engines.

    Attributes
    ----------
    draws : int
        Size of the ensemble.
    seed : int
        Seed of all that is random.
    point : bool
        Central values and every combination of hypotheses instead of an ensemble.
    jobs : int
        Processes that work side by side; the numbers do not depend on it.
    max_states : int
        Limit on the states of the crisis.
    max_seconds : float or None
        Limit on the time that an engine may take.
    progress : callable or None
        Told how far a long run is.
    """

    draws: int = DRAWS
    seed: int = SEED
    point: bool = False
    jobs: int = 1
    max_states: int = MAX_STATES
    max_seconds: float | None = None
    progress: Progress | None = None


@dataclass(frozen=True)
class Analysis:
    """A crisis and what the engines say of it; each engine runs when first asked for.

    Attributes
    ----------
    crisis : Crisis
        What is analysed.
    run : Run
        How the engines run.
    concepts : tuple of str
        Solution concepts of the stability engine.
    """

    crisis: Crisis
    run: Run = field(default_factory=Run)
    concepts: tuple[str, ...] = CONCEPTS

    @cached_property
    def problem(self) -> Problem:
        """The crisis as arrays."""
        return encode(self.crisis, self.run.max_states)

    @cached_property
    def evidence(self) -> "EvidenceResult":
        """What the signals say of the hypotheses."""
        from standoff.engines.evidence import solve

        return solve(self.crisis)

    @cached_property
    def hypotheses(self) -> dict[str, bool]:
        """Every hypothesis at the value that prior and signals make more probable."""
        return {name: b.posterior >= 0.5 for name, b in self.evidence.hypotheses.items()}

    @cached_property
    def stability(self) -> "StabilityResult":
        """Where the crisis can come to rest."""
        from standoff.engines.stability import solve

        return solve(self.problem, self.concepts, self.hypotheses)

    @cached_property
    def evolution(self) -> "Evolution":
        """The ways from the status quo to every equilibrium by any of the concepts."""
        from standoff.engines.stability import evolve

        held = [rows.all(axis=0) for rows in self.stability.stable.values()]
        targets = np.flatnonzero(np.any(held, axis=0))
        return evolve(self.problem, targets, self.stability.hypotheses)

    def explain(self, state: str, actors: Sequence[str] | None = None) -> "Explanation":
        """Say why a state, as `read_rest` reads it, is stable or not, by the concepts asked for."""
        from standoff.engines.stability import explain_state

        place = read_rest(self.problem, state)
        return explain_state(self.problem, place, actors, self.concepts, self.hypotheses)

    def coalitions(self, named: Sequence[Sequence[str]] | None = None) -> "CoalitionResult":
        """Find what coalitions would not leave; default every coalition, by R, GMR, SMR and SEQ."""
        from standoff.engines.stability import solve_coalitions
        from standoff.engines.stability.coalition import CONCEPTS as DEFINED

        concepts = DEFINED if self.concepts == CONCEPTS else self.concepts
        return solve_coalitions(self.problem, named, concepts, self.hypotheses)

    @cached_property
    def hypergame(self) -> "HypergameResult":
        """What is stable for each actor in the game as it sees it."""
        from standoff.engines.stability import solve_hypergame

        return solve_hypergame(self.problem, self.concepts, self.hypotheses)

    def make_stable(self, state: str) -> "InverseResult":
        """Find the smallest changes of preference that make a state an equilibrium."""
        from standoff.engines.stability import make_equilibrium

        place = read_rest(self.problem, state)
        return make_equilibrium(self.problem, place, self.concepts[0], self.hypotheses)

    @cached_property
    def draws(self) -> list[Draw]:
        """Draws of all that is not known, the same for every engine."""
        from standoff.engines.evidence import ratios

        if self.run.point:
            return point_draws(self.problem)
        return sample_draws(self.problem, self.run.draws, self.run.seed, ratios(self.crisis))

    @cached_property
    def robust(self) -> "RobustResult":
        """In what share of the draws each state is an equilibrium."""
        from standoff.engines.stability import solve_robust

        return solve_robust(
            self.problem,
            self.draws,
            self.weights,
            self.concepts,
            exact=self.run.point,
            progress=self.run.progress,
        )

    @cached_property
    def unknown(self) -> "UnknownResult":
        """What is stable by each attitude to preferences that the draws leave open."""
        from standoff.engines.stability import solve_unknown

        return solve_unknown(self.problem, self.draws, self.weights, self.concepts, self.hypotheses)

    def strength(self, units: float) -> "StrengthResult":
        """Find how firmly states are stable; a preference is strong above so many units."""
        from standoff.engines.stability import solve_strength

        return solve_strength(self.problem, units, self.concepts, self.hypotheses)

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """Weight of each draw given the signals, float64[D]; sums to 1."""
        from standoff.engines.evidence import draw_weights, ratios

        return draw_weights(self.draws, ratios(self.crisis))

    @cached_property
    def ensemble(self) -> "Ensemble":
        """The draws with their solutions, kept for further questions."""
        from standoff.engines.forecast import Ensemble

        return Ensemble(self.problem, self.draws, self.run.jobs, self.run.max_seconds)

    @cached_property
    def forecast(self) -> "ForecastResult":
        """How likely each scenario is over time, and how sure one can be."""
        from standoff.engines.forecast import solve

        return solve(
            self.problem,
            self.draws,
            self.weights,
            progress=self.run.progress,
            seed=None if self.run.point else self.run.seed,
            ensemble=self.ensemble,
        )

    def _values(self, place: int) -> NDArray[np.float64]:
        """Values by which the actors choose in one draw, float64[A, N]."""
        return self.ensemble.solution(place).q

    @cached_property
    def consequences(self) -> "ConsequencesResult":
        """Which consequences go with which scenario."""
        from standoff.engines.forecast import go_together

        run = self.run
        return go_together(self.problem, self.draws, self.weights, self._values, run.seed, run.jobs)

    @cached_property
    def stories(self) -> "StoriesResult":
        """How each scenario comes about."""
        from standoff.engines.forecast import tell

        return tell(
            self.problem,
            self.draws,
            self.weights,
            self._values,
            by_draw=self.forecast.by_draw,
            seed=self.run.seed,
        )

    @cached_property
    def prerequisites(self) -> "PrerequisitesResult":
        """What each scenario needs, and how often each need is the missing one."""
        from standoff.engines.forecast import find

        return find(self.problem, self.draws, self.weights, self.forecast.occupancy)

    @cached_property
    def replay(self) -> "Replay":
        """The forecast after every signal and observed move."""
        from standoff.engines.evidence import replay

        known = {self.problem.start: self.forecast.by_draw}
        trees = [scenario.when.tree for scenario in self.crisis.scenarios.values()]
        months = np.array([self.crisis.horizon.centre])

        def answers(start: int) -> NDArray[np.float64]:
            if start not in known:
                answered = self.ensemble.run(trees, months, start, occupancy=False)
                known[start] = np.array([answer.followed.probability[-1] for answer in answered])
            return known[start]

        return replay(self.problem, self.draws, answers)

    @cached_property
    def drivers(self) -> "DriversResult":
        """Which assumptions carry each scenario."""
        from standoff.engines.drivers import solve

        return solve(self.problem, self.draws, self.weights, self.forecast.by_draw, self.run.seed)

    def query(
        self, expression: str, within: str | None = None, at: Sequence[str] | None = None
    ) -> "QueryResult":
        """Find how probable a time expression is; see the function `query`."""
        from standoff.engines.forecast import query

        tree = read_query(self.problem, expression).tree
        months = self.crisis.horizon.centre
        if within is not None:
            try:
                months = parse_duration(within).centre
            except ValueError as error:
                raise UsageError(f"--within: {error}") from None
        start = None if at is None else read_state(self.problem, at)
        return query(
            self.problem,
            tree,
            within=months,
            at=start,
            draws=self.draws,
            weights=self.weights,
            progress=self.run.progress,
            ensemble=self.ensemble,
            band=not self.run.point,
        )


def read_query(problem: Problem, expression: str) -> Formula:
    """Read a time expression or the name of a scenario against the names of a crisis."""
    scenario = problem.crisis.scenarios.get(expression)
    if scenario is not None:
        return scenario.when
    try:
        tree = parse(expression)
    except ExpressionError as error:
        raise UsageError(f"{expression}\n{' ' * error.column}^ {error.message}") from None
    faults = list(formula_faults(problem.symbols, (), tree, hypotheses=True, temporal=True))
    if faults:
        raise UsageError(f"{expression}\n{' ' * faults[0].offset}^ {faults[0].message}")
    return Formula(expression, tree)


def read_state(problem: Problem, labels: Sequence[str]) -> int:
    """Find a state by what is on.

    Raises
    ------
    UsageError
        If a name is not known or the state is not feasible.
    """
    settings = [read_setting(label) for label in labels]
    for setting in settings:
        if wrong := problem.symbols.misset(setting):
            raise UsageError(wrong)
    state = problem.state(settings)
    if state < 0:
        raise UsageError(f"{list(labels)} is no feasible state: a rule under `impossible` bars it")
    return state


def read_rest(problem: Problem, text: str) -> int:
    """Find a state of the stability engine, where chance is as in the status quo.

    Parameters
    ----------
    problem : Problem
    text : str
        What is on, with commas between; ``nothing``; or ``status-quo``.

    Returns
    -------
    int
        A state of ``problem.at_chance_status_quo()``.

    Raises
    ------
    UsageError
        If a name is not known or the state is not feasible.
    """
    view = problem.at_chance_status_quo()
    if re.fullmatch(r"status[ _-]quo", text.strip(), re.IGNORECASE):
        return view.status_quo
    labels = [part.strip() for part in text.split(",") if part.strip()]
    if [label.lower() for label in labels] == ["nothing"]:
        labels = []
    happening = set(problem.crisis.chance)
    for label in labels:
        if read_setting(label).name in happening:
            raise UsageError(f"leave out '{label}': chance events stay as in the status quo here")
    now = [label for label in view.space.label(view.status_quo) if label in happening]
    return read_state(view, [*labels, *now])
