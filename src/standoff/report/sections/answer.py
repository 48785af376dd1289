"""The answer to one question, in one sentence."""

from standoff.engines.forecast import QueryResult
from standoff.report.naming import Names
from standoff.report.outlook import Outlook
from standoff.report.words import band_beside, odds, percent, printable
from standoff.workbench import Analysis


def sentence(analysis: Analysis, expression: str, within: str | None, answer: QueryResult) -> str:
    """Return the probability of an expression in words and numbers.

    Parameters
    ----------
    analysis
        The crisis.
    expression
        As the user wrote it; the name of a scenario is told by its title.
    within
        The time as the user wrote it; by default the horizon.
    answer
        What was computed.
    """
    names = Names(analysis.crisis)
    asked = expression
    if expression in analysis.crisis.scenarios:
        asked = names.scenario(expression)
    probability = Outlook(analysis).seen(answer.probability)
    numbers = [percent(probability)]
    spread = band_beside(probability, answer.low, answer.high)
    if spread:
        numbers.append(f"range {spread}")
    if 0 < answer.probability < 1:
        numbers.append(odds(answer.probability))
    word = names.word(probability)
    said = f"{asked}, within {within or names.horizon}: {word} ({', '.join(numbers)})."
    return printable(said)
