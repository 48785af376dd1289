"""The one front door: open a crisis, run the engines, hand back results.

The command line, the reports and Python all come through here. An engine's answer reaches another
engine as an argument, never by import.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from standoff import catalog
from standoff.analysis import CONCEPTS, Analysis, Progress, Run
from standoff.analysis.comparison import Comparison
from standoff.crisis.amend import amend
from standoff.crisis.build import build
from standoff.crisis.model import Crisis
from standoff.crisis.symbols import symbols
from standoff.encode.draws import MAX_EXACT_HYPOTHESES, Draw
from standoff.encode.problem import encode
from standoff.errors import CrisisError, Fault, LimitReached, UsageError, nearest
from standoff.files.read import read, read_text
from standoff.settings import MAX_STATES

if TYPE_CHECKING:
    from standoff.engines.calibration import Calibration
    from standoff.engines.evidence import EvidenceResult
    from standoff.engines.forecast import (
        ForecastResult,
        QueryResult,
    )
    from standoff.engines.stability import (
        StabilityResult,
    )

__all__ = [
    "Analysis",
    "Check",
    "Comparison",
    "Progress",
    "Run",
    "analyse",
    "as_of",
    "calibrate",
    "check",
    "compare",
    "evidence",
    "forecast",
    "load",
    "opened",
    "query",
    "stability",
    "whatif",
    "without_option",
]


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


def without_option(crisis: Crisis | str | Path, option: str) -> Crisis:
    """Return a crisis in which an option is off the table: off, or at its lowest level, for good.

    Raises
    ------
    UsageError
        If there is no such option.
    """
    whole = opened(crisis)
    options = symbols(whole).options
    if option not in options:
        raise UsageError(f"there is no option '{option}'{nearest(option, list(options))}")
    return amend(whole, [f"{option}={options[option].levels[0]}"])


def compare(
    before: Crisis | str | Path,
    after: Crisis | str | Path,
    run: Run | None = None,
    changes: Sequence[str] = (),
) -> Comparison:
    """Put two crises side by side: what differs in them, in the answers, and why.

    Parameters
    ----------
    before, after : Crisis or path
    run : Run, optional
        How the engines run, for both.
    changes : sequence of str, optional
        What `whatif` was told to get from the one to the other; the reasons then go by these.
    """
    one, other = analyse(before, run), analyse(after, run)
    return Comparison(one, other, tuple(changes))


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
    held = {
        "actor": len(crisis.actors),
        "option": options,
        "state": problem.space.states,
        "signal": len(crisis.signals),
        "scenario": len(crisis.scenarios),
    }
    parts = (f"{count:,} {what}{'' if count == 1 else 's'}" for what, count in held.items())
    summary = f"{source}: no errors. {', '.join(parts)}."
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
    at: str | Sequence[str] | None = None,
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
    at : str or sequence of str, optional
        State to start from: what is on, as a list or with commas between, ``nothing`` or
        ``status-quo``; default the state at `as_of`.
    run : Run, optional

    Raises
    ------
    UsageError
        If the expression, the time or the state cannot be read.
    """
    return analyse(crisis, run).query(expression, within, at)


def evidence(crisis: Crisis | str | Path, run: Run | None = None) -> "EvidenceResult":
    """Find what the evidence says about the hypotheses, and what each piece of it did.

    Parameters
    ----------
    crisis : Crisis or path
    run : Run, optional
        Draws, seed, limits. What the signals alone say, ``analyse(crisis).heard``, needs none.
    """
    return analyse(crisis, run).evidence


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
    from standoff.engines.evidence import draw_weights, ratios
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
        ensemble = Ensemble(problem, draws, run.jobs, seconds, cluster=run.cluster)
        solved = ensemble.run([f.tree for f in facts], months)
        found = [one.followed.probability[place, np.arange(len(facts))] for one in solved]
        return np.array(found), tuple(s.solution.warning for s in solved if s.solution.warning)

    return fit(
        problem,
        analysis.first_draws,
        draw_weights(analysis.first_draws, ratios(problem.crisis)),
        answers,
        wanted=knobs,
        evaluations=evaluations,
        max_seconds=run.max_seconds,
        progress=run.progress,
    )


def analyse(crisis: Crisis | str | Path, run: Run | None = None) -> Analysis:
    """Open a crisis for analysis; engines run when their results are asked for."""
    return Analysis(opened(crisis), run or Run())
