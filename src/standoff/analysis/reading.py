"""What a user names: an expression, a state, a resting place; read against a crisis."""

import re
from collections.abc import Collection, Sequence

from standoff.crisis.check import formula_faults
from standoff.crisis.fields import Formula, read_probability, read_setting
from standoff.encode.problem import Problem
from standoff.errors import UsageError, nearest
from standoff.language.parser import ExpressionError, parse
from standoff.language.quantity import parse_duration


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


def read_span(text: str, option: str, most: float) -> float:
    """Read a length of time that may not exceed `most` months.

    Raises
    ------
    UsageError
        If it cannot be read, or is longer; the message names the option.
    """
    try:
        months = parse_duration(text).centre
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None
    if months > most:
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
