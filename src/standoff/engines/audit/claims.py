"""What an assessment says is likely, and what its words stand for on each yardstick."""

from dataclasses import dataclass
from typing import Literal

from standoff.crisis.model import Crisis
from standoff.errors import Path
from standoff.language.likelihood import YARDSTICKS, Range, word_range
from standoff.language.quantity import Quantity
from standoff.language.tree import Expression

Verdict = Literal["within", "below", "above"]


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody's word on how likely something is.

    Attributes
    ----------
    name : str
        The scenario; for a judgement ``judgements[k]``, counted from 0.
    about, expression : str
        Title of the scenario, or the expression; the expression.
    tree : Expression
    months : float
        Time within which.
    text : str
        The word, number or range as written.
    by : str
        Who says it; empty where the file does not say.
    path : Path
        Where it stands in the file.
    meant : (float, float) or None
        What it stands for on the chosen yardstick; None where the word is not on it.
    elsewhere : tuple of (str, (float, float))
        What it stands for on every other yardstick that has the word.
    """

    name: str
    about: str
    expression: str
    tree: Expression
    months: float
    text: str
    by: str
    path: Path
    meant: Range | None
    elsewhere: tuple[tuple[str, Range], ...]


def claims_of(crisis: Crisis, yardstick: str | None = None) -> tuple[Claim, ...]:
    """List what the file says of likelihoods: scenarios first, then judgements.

    Parameters
    ----------
    crisis : Crisis
    yardstick : str, optional
        By which words are read; default that of the crisis. Numbers are read as they are.
    """
    scale = yardstick or crisis.yardstick
    horizon = crisis.horizon.centre
    found = []
    for name, scenario in crisis.scenarios.items():
        if scenario.author_says is not None:
            path: Path = ("scenarios", name, "author_says")
            title, when = scenario.title, scenario.when
            meant, elsewhere = _read(scenario.author_says, scale)
            said = scenario.author_says.text
            found.append(
                Claim(name, title, when.text, when.tree, horizon, said, "", path, meant, elsewhere)
            )
    for k, judgement in enumerate(crisis.judgements):
        known = crisis.scenarios.get(judgement.about.text)
        title, when = (
            (known.title, known.when) if known else (judgement.about.text, judgement.about)
        )
        months = judgement.within.centre if judgement.within else horizon
        path = ("judgements", k, "says")
        meant, elsewhere = _read(judgement.says, scale)
        said, by, name = judgement.says.text, judgement.by or "", f"judgements[{k}]"
        found.append(
            Claim(name, title, when.text, when.tree, months, said, by, path, meant, elsewhere)
        )
    return tuple(found)


def _read(says: Quantity, scale: str) -> tuple[Range | None, tuple[tuple[str, Range], ...]]:
    """Read a word, number or range on the chosen yardstick and on all others that have the word."""
    on = {yardstick: _range(says.text, yardstick) for yardstick in YARDSTICKS}
    if not any(on.values()):
        return (says.low, says.high), ()
    others = tuple((y, r) for y, r in on.items() if r is not None and y != scale)
    return on[scale], others


def _range(text: str, yardstick: str) -> Range | None:
    try:
        return word_range(text, yardstick)
    except ValueError:
        return None


def verdict(meant: Range, probability: float) -> Verdict:
    """Say on which side of a range a probability lies."""
    low, high = meant
    return "below" if probability < low else "above" if probability > high else "within"
