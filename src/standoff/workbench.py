"""The one front door: open a crisis, run the engines, hand back results.

The command line, the reports and Python all come through here. An engine's answer reaches another
engine as an argument, never by import.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff import catalog
from standoff.crisis.amend import amend
from standoff.crisis.build import build
from standoff.crisis.check import formula_faults
from standoff.crisis.fields import Formula, read_setting
from standoff.crisis.model import Crisis
from standoff.encode.draws import MAX_EXACT_HYPOTHESES, Draw, point_draws, sample_draws
from standoff.encode.problem import Problem, encode
from standoff.errors import CrisisError, Fault, LimitReached, UsageError
from standoff.files.read import read, read_text
from standoff.language.parser import ExpressionError, parse
from standoff.language.quantity import parse_duration
from standoff.settings import DRAWS, MAX_STATES, SEED

if TYPE_CHECKING:
    from standoff.engines.calibration import Calibration
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
        """Find what coalitions would not leave; default every coalition."""
        from standoff.engines.stability import solve_coalitions

        return solve_coalitions(self.problem, named, self.concepts, self.hypotheses)

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


def load(source: str | Path) -> Crisis:
    """Open a crisis file, or ``cases/SLUG`` from the shipped catalogue.

    Raises
    ------
    CrisisError
        With all faults of the file.
    UsageError
        If there is no such file or case.
    """
    name = str(source)
    if name.startswith("cases/") and not Path(name).exists():
        return read_text(catalog.open_text(name.removeprefix("cases/")), name)
    return read(source)


def opened(crisis: Crisis | str | Path) -> Crisis:
    """Return a crisis as it is, or open its file."""
    return crisis if isinstance(crisis, Crisis) else load(crisis)


def whatif(crisis: Crisis | str | Path, *changes: str) -> Crisis:
    """Return a crisis with things fixed or changed, each as ``NAME=VALUE``; see `amend`."""
    return amend(opened(crisis), changes)


def as_of(crisis: Crisis, date: dt.date) -> Crisis:
    """Return the crisis as it was known on a day."""
    data = crisis.to_data() | {"as_of": date.isoformat()}
    if crisis.begins is None and crisis.as_of is not None:
        data["begins"] = min(crisis.as_of, date).isoformat()
    try:
        return build(data, crisis.origin)
    except CrisisError as error:
        raise UsageError(f"--as-of {date}: {error.faults[0].message}") from None


@dataclass(frozen=True, slots=True)
class Check:
    """What `check` found in a crisis without errors.

    Attributes
    ----------
    states : int
        Feasible states.
    summary : str
        What the crisis holds, in a sentence.
    notes : tuple of Fault
        What is worth knowing; none is an error.
    """

    states: int
    summary: str
    notes: tuple[Fault, ...]


def check(source: str | Path, max_states: int = MAX_STATES) -> Check:
    """Check a crisis file and say what it holds.

    Raises
    ------
    CrisisError
        With all faults of the file.
    LimitReached
        If it has too many states.
    """
    from standoff.crisis.notes import not_used_yet, notes

    crisis = load(source)
    problem = encode(crisis, max_states)
    options = sum(len(actor.options) for actor in crisis.actors.values())
    summary = (
        f"{source}: no errors. {len(crisis.actors)} actors, {options} options,"
        f" {problem.space.states:,} states, {len(crisis.signals)} signals,"
        f" {len(crisis.scenarios)} scenarios."
    )
    return Check(problem.space.states, summary, (*notes(crisis), *not_used_yet(crisis)))


def stability(
    crisis: Crisis | str | Path,
    concepts: Sequence[str] = CONCEPTS,
    hypotheses: Mapping[str, bool] | None = None,
    max_states: int = MAX_STATES,
) -> "StabilityResult":
    """Find where the crisis can come to rest.

    Parameters
    ----------
    crisis : Crisis or path
    concepts : sequence of str
        Of R, GMR, SMR, SEQ, SSEQ, SIM, FH.
    hypotheses : mapping of str to bool, optional
        Default: each at the value that prior and signals make more probable.
    max_states : int
        Limit on the states of the crisis.
    """
    from standoff.engines.stability import solve

    analysis = Analysis(opened(crisis), Run(max_states=max_states))
    chosen = analysis.hypotheses | dict(hypotheses or {})
    return solve(analysis.problem, tuple(concepts), chosen)


def forecast(crisis: Crisis | str | Path, run: Run | None = None) -> "ForecastResult":
    """Find how likely each scenario is over time, and how sure one can be.

    Parameters
    ----------
    crisis : Crisis or path
    run : Run, optional
        Draws, seed, limits.
    """
    return analyse(crisis, run).forecast


def query(
    crisis: Crisis | str | Path,
    expression: str,
    within: str | None = None,
    at: Sequence[str] | None = None,
    run: Run | None = None,
) -> "QueryResult":
    """Find how probable a time expression is.

    Parameters
    ----------
    crisis : Crisis or path
    expression : str
        For instance ``ever(pakistan.airstrikes)``, or the name of a scenario.
    within : str, optional
        A length of time; default the horizon.
    at : sequence of str, optional
        State to start from, as the list of what is on; default the state at `as_of`.
    run : Run, optional

    Raises
    ------
    UsageError
        If the expression, the time or the state cannot be read.
    """
    return analyse(crisis, run).query(expression, within, at)


def evidence(crisis: Crisis | str | Path) -> "EvidenceResult":
    """Find what the signals say about the hypotheses; needs no forecast."""
    return analyse(crisis).evidence


def calibrate(
    crisis: Crisis | str | Path,
    run: Run | None = None,
    knobs: Collection[str] = ("tempo", "precision", "effort"),
    evaluations: int = 100,
) -> "Calibration":
    """Fit the few global numbers of a crisis to the base rates and judgements in its file.

    Parameters
    ----------
    crisis : Crisis or path
    run : Run, optional
        Jobs, limits and progress; what is fitted is always the point forecast.
    knobs : collection of str
        Of tempo, precision, effort: one factor on all of each.
    evaluations : int
        How often the model may be solved during the search.

    Raises
    ------
    UsageError
        If the file has neither base rates nor judgements, or nothing to turn.
    LimitReached
        If the model depends on too many hypotheses, or is not solved once in the time given.
    """
    from standoff.engines.calibration import calibrate as fit
    from standoff.engines.calibration import facts_of
    from standoff.engines.forecast import Ensemble

    analysis = analyse(crisis, replace(run or Run(), point=True))
    problem, run = analysis.problem, analysis.run
    if len(problem.hypotheses) > MAX_EXACT_HYPOTHESES:
        raise LimitReached(
            f"the model depends on {len(problem.hypotheses)} hypotheses, too many to go through every"
            f" combination (at most {MAX_EXACT_HYPOTHESES}): fix some with --set NAME=true or false"
        )
    facts = facts_of(problem.crisis)
    months = np.unique([fact.months for fact in facts])
    place = np.searchsorted(months, [fact.months for fact in facts])

    def answers(
        draws: Sequence[Draw], seconds: float | None
    ) -> tuple[NDArray[np.float64], tuple[str, ...]]:
        solved = Ensemble(problem, draws, run.jobs, seconds).run([f.tree for f in facts], months)
        found = [one.followed.probability[place, np.arange(len(facts))] for one in solved]
        return np.array(found), tuple(s.solution.warning for s in solved if s.solution.warning)

    return fit(
        problem,
        analysis.draws,
        analysis.weights,
        answers,
        wanted=knobs,
        evaluations=evaluations,
        max_seconds=run.max_seconds,
        progress=run.progress,
    )


def analyse(crisis: Crisis | str | Path, run: Run | None = None) -> Analysis:
    """Open a crisis for analysis; engines run when their results are asked for."""
    return Analysis(opened(crisis), run or Run())


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
