"""Values of inputs in their own unit and in words."""

from standoff.crisis.fields import PRECISION_WORDS, WEIGHT_WORDS
from standoff.errors import Path
from standoff.report.naming import Names
from standoff.report.words import months, number, percent


def amount(path: Path, value: float, names: Names) -> str:
    """Return a value of an input, such as `3.4 (between moderate and major)`.

    Parameters
    ----------
    path
        Where the input stands in the file.
    value
        In the unit of the engine: events a month, months, units of utility, or a probability.
    names
        Of the crisis, for its yardstick.
    """
    match path[-1]:
        case "weight":
            return f"{number(value)} ({_between(value, WEIGHT_WORDS)})"
        case "precision":
            return f"{number(value)} ({_between(value, PRECISION_WORDS)})"
        case "tempo" | "rate" | "off_rate":
            return often(value)
        case "patience":
            return months(value)
        case "prior":
            return f"{percent(value)} ({names.word(value)})"
    return number(value)


def often(rate: float) -> str:
    """Return events a month in words: `once in 8 months`, `2.5 times a month`, `never`."""
    if rate <= 0:
        return "never"
    if rate < 0.999:
        return f"once in {months(1 / rate)}"
    return "once a month" if rate < 1.001 else f"{number(rate)} times a month"


def _between(value: float, scale: dict[str, float]) -> str:
    """Return the word of a scale for a value, or the two words between which it lies."""
    steps = sorted(scale.items(), key=lambda step: step[1])
    for word, at in steps:
        if abs(value - at) < 0.005 * at:
            return word
    below = [word for word, at in steps if at < value]
    above = [word for word, at in steps if at > value]
    if not below:
        return f"less than {above[0]}"
    return f"between {below[-1]} and {above[0]}" if above else f"more than {below[-1]}"
