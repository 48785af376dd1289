"""What a user names: an expression, a state, a resting place; read against a crisis."""

import re
from collections.abc import Sequence

from standoff.crisis.check import formula_faults
from standoff.crisis.fields import Formula, read_setting
from standoff.encode.problem import Problem
from standoff.errors import UsageError
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
