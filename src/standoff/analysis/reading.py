"""What a user names: an expression, a state, a resting place; read against a crisis."""

import re
from collections.abc import Collection, Sequence

from standoff.crisis.check import formula_faults
from standoff.crisis.fields import Formula, read_duration, read_probability, read_setting
from standoff.encode.problem import Problem
from standoff.errors import UsageError, nearest
from standoff.language.parser import ExpressionError, parse
from standoff.language.tree import names

STATUS_QUO = "status-quo"
"""Instead of what is on: the state at the start."""


def read_query(problem: Problem, expression: str) -> Formula:
    """Read a time expression or the name of a scenario against the names of a crisis.

    Raises
    ------
    UsageError
        If it cannot be read, or names a hypothesis of which no draw says whether it holds.
    """
    scenario = problem.crisis.scenarios.get(expression)
    if scenario is not None:
        return scenario.when
    _refuse_other_names(problem, expression)
    try:
        tree = parse(expression)
    except ExpressionError as error:
        raise UsageError(f"{expression}\n{' ' * error.column}^ {error.message}") from None
    faults = list(formula_faults(problem.symbols, (), tree, hypotheses=True, temporal=True))
    if faults:
        raise UsageError(f"{expression}\n{' ' * faults[0].offset}^ {faults[0].message}")
    for name in problem.crisis.hypotheses:
        if name in names(tree) and name not in problem.hypotheses:
            raise UsageError(
                f"{expression}: leave out '{name}', on which nothing in the crisis depends;"
                " `standoff evidence` says how probable it is"
            )
    return Formula(expression, tree)


def _refuse_other_names(problem: Problem, expression: str) -> None:
    """Refuse a single name that is none of a scenario, with the nearest that is."""
    crisis = problem.crisis
    if not expression.strip():
        raise UsageError('say what to ask: a scenario by name, or such as "ever(actor.option)"')
    if expression.isidentifier() and expression not in {*crisis.hypotheses, *crisis.chance}:
        raise UsageError(
            f"there is no scenario '{expression}'{nearest(expression, list(crisis.scenarios))}"
        )


def read_span(text: str, option: str, most: float | None = None) -> float:
    """Read a length of time, in months.

    Parameters
    ----------
    text : str
        Such as ``6 months``; of a range, the middle counts.
    option : str
        What the user gave it for.
    most : float, optional
        Months that it may not exceed; default 100 years.

    Raises
    ------
    UsageError
        If it cannot be read, or is longer; the message names the option.
    """
    try:
        months = read_duration(text).centre
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None
    if most is not None and months > most:
        raise UsageError(
            f"{option}: {text} reaches past the horizon of {most:g} months, where the forecast ends"
        )
    return months


def read_line(problem: Problem, text: str) -> tuple[str, float]:
    """Read a line that a probability may pass: ``strikes_only=50%`` or ``strikes_only=0.5``.

    Raises
    ------
    UsageError
        If there is no such scenario, or the line is not between 0 and 1.
    """
    name, equals, level = (part.strip() for part in text.partition("="))
    scenarios = list(problem.crisis.scenarios)
    if not equals or not level:
        raise UsageError(f"--line {text}: write SCENARIO=PROBABILITY, such as {scenarios[0]}=50%")
    if name not in scenarios:
        raise UsageError(f"--line {text}: there is no scenario '{name}'{nearest(name, scenarios)}")
    try:
        value = read_probability(level, problem.crisis.yardstick).centre
    except ValueError as error:
        raise UsageError(f"--line {text}: {error}") from None
    if not 0 < value < 1:
        raise UsageError(f"--line {text}: a line lies between 0 and 100%, both left out")
    return name, value


def read_input(problem: Problem, name: str, known: Collection[str]) -> str:
    """Read the name of an input; that of a hypothesis stands for its prior.

    Parameters
    ----------
    problem : Problem
    name : str
    known : collection of str
        Inputs that have a plausible range.

    Raises
    ------
    UsageError
        If there is no such input, or it cannot vary.
    """
    full = f"{name}.prior" if name in problem.crisis.hypotheses else name
    if full in known:
        return full
    if full in problem.inputs.positions:
        raise UsageError(f"'{name}' is 0 and sure: give it a range in the file to see what it does")
    spoken = [*problem.crisis.hypotheses, *(n for n in known if not n.endswith(".prior"))]
    raise UsageError(f"there is no input '{name}'{nearest(name, spoken)}")


def read_state(problem: Problem, written: str | Sequence[str]) -> int:
    """Find a state by what is on.

    Parameters
    ----------
    problem : Problem
    written : str or sequence of str
        What is on, as a list or with commas between; ``nothing``; or ``status-quo``.

    Raises
    ------
    UsageError
        If a name is not known or the state is not feasible.
    """
    labels = _labels(written)
    if labels == [STATUS_QUO]:
        return problem.status_quo
    settings = [read_setting(label) for label in labels]
    for setting in settings:
        if wrong := problem.symbols.misset(setting):
            raise UsageError(wrong)
    state = problem.state(settings)
    if state < 0:
        raise UsageError(f"{labels} is no feasible state: a rule under `impossible` bars it")
    return state


def _labels(written: str | Sequence[str]) -> list[str]:
    listed = [written] if isinstance(written, str) else written
    labels = [part.strip() for text in listed for part in str(text).split(",") if part.strip()]
    if len(labels) == 1:
        if labels[0].lower() == "nothing":
            return []
        if re.fullmatch(r"status[ _-]quo", labels[0], re.IGNORECASE):
            return [STATUS_QUO]
    return labels


def read_rest(problem: Problem, text: str) -> int:
    """Find a state of the stability engine, where chance is as in the status quo.

    Parameters
    ----------
    problem : Problem
    text : str
        What is on, as `read_state` reads it.

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
    labels = _labels(text)
    if labels == [STATUS_QUO]:
        return view.status_quo
    happening = set(problem.crisis.chance)
    for label in labels:
        if read_setting(label).name in happening:
            raise UsageError(f"leave out '{label}': chance events stay as in the status quo here")
    now = [label for label in view.space.label(view.status_quo) if label in happening]
    return read_state(view, [*labels, *now])
