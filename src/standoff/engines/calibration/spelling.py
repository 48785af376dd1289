"""A changed tempo, precision or effort, written with the unit that the file uses."""

import re

from standoff.crisis.fields import read_effort, read_precision, read_tempo, write_quantity
from standoff.encode.inputs import Input
from standoff.language.quantity import Quantity, exact, parse_rate

READ = {"tempo": read_tempo, "precision": read_precision, "effort": read_effort}

_TAIL = re.compile(r"^.+?(?P<tail>\s+(?:per|a|an|every)\s+(?P<span>.*?)\s*(?P<unit>[a-z]+))$", re.I)


def respell(row: Input, centre: float) -> Quantity:
    """Write a value of the file anew around another centre.

    A single number stays one, a normal keeps its spread, and a range becomes the widest range
    around the new centre that lies in the old one.

    Parameters
    ----------
    row : Input
        A tempo, precision or effort.
    centre : float
        New central value, a month for a tempo.

    Returns
    -------
    Quantity
        As the file's reader understands the new text.
    """
    field, tail, one = str(row.path[-1]), "", 1.0
    if field == "tempo":
        tail = _tail(row.quantity.text)
        one = parse_rate(f"1{tail}").centre
    return READ[field](_count(row.quantity, centre, one) + tail)


def plain(quantity: Quantity) -> str | int | float:
    """Return what stands in the file for a value: a number where that says the same as its text."""
    return write_quantity(exact(quantity.centre, quantity.text))


def _tail(text: str) -> str:
    """Return what follows the count of a rate; a range of times gives way to its unit."""
    match = _TAIL.match(text.strip())
    assert match is not None, text
    return f" per {match['unit'].removesuffix('s')}" if ".." in match["span"] else match["tail"]


def _count(quantity: Quantity, centre: float, one: float) -> str:
    if quantity.shape == "uniform":
        reach = min(centre - quantity.low, quantity.high - centre)
        return f"{(centre - reach) / one:.4g}..{(centre + reach) / one:.4g}"
    if quantity.shape == "normal":
        return f"{centre / one:.3g} ± {quantity.spread / one:.3g}"
    return f"{centre / one:.3g}"
