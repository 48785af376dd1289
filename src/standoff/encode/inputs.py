"""Every number of the crisis that enters the dynamic game, in one table.

A row is a number with what is not known of it. A draw gives each row a value by the inverse of its
distribution function, so that quasi-random points serve. An actor whose statements have no weights
has rows of shape ``order``: together they are the sorted entries of a flat Dirichlet vector, scaled
so that the first has mean 8 (rank-order centroid: Barron & Barrett 1996).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.model import Crisis
from standoff.errors import Path
from standoff.language.quantity import Quantity, exact

FIRST_WEIGHT = 8.0
"""Mean weight of the most important statement when only the order is known."""


@dataclass(frozen=True, slots=True)
class Input:
    """One number.

    Attributes
    ----------
    name : str
        For instance ``pakistan.tempo`` or ``pakistan.weight[1]`` (statements count from 1).
    label : str
        In plain words.
    path : Path
        Where it stands in the file.
    quantity : Quantity
        What is known of it.
    order : int
        Number of unweighted statements of the actor, for a row of shape ``order``; else 0.
    """

    name: str
    label: str
    path: Path
    quantity: Quantity
    order: int = 0

    @property
    def uncertain(self) -> bool:
        """Whether a draw changes it."""
        return self.order > 1 or not self.quantity.certain


@dataclass(frozen=True)
class Inputs:
    """The table of inputs, K rows."""

    rows: tuple[Input, ...]

    @cached_property
    def positions(self) -> dict[str, int]:
        """Row of each input by name."""
        return {row.name: k for k, row in enumerate(self.rows)}

    @cached_property
    def uncertain(self) -> NDArray[np.bool_]:
        """Which rows a draw changes, bool[K]."""
        return np.array([row.uncertain for row in self.rows], dtype=np.bool_)

    def point(self) -> NDArray[np.float64]:
        """Return the central value of every row, float64[K]."""
        return np.array([row.quantity.centre for row in self.rows])

    def values(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        """Turn uniform numbers into values.

        Parameters
        ----------
        u : float64[D, U]
            In (0, 1), one column for each uncertain row, in order.

        Returns
        -------
        float64[D, K]
        """
        values = np.tile(self.point(), (len(u), 1))
        column = 0
        k = 0
        while k < len(self.rows):
            row = self.rows[k]
            if row.order > 1:
                size = row.order
                values[:, k : k + size] = _ordered_weights(u[:, column : column + size])
                k, column = k + size, column + size
                continue
            if row.uncertain:
                values[:, k] = inverse_distribution(row.quantity, u[:, column])
                column += 1
            k += 1
        return values


def inverse_distribution(quantity: Quantity, u: NDArray[np.float64]) -> NDArray[np.float64]:
    """Value of a quantity at each probability in `u` (float64[D], in (0, 1))."""
    from scipy.special import ndtr, ndtri

    match quantity.shape:
        case "uniform":
            return quantity.low + u * (quantity.high - quantity.low)
        case "lognormal":
            result: NDArray[np.float64] = quantity.centre * np.exp(quantity.spread * ndtri(u))
            return result
        case "normal":
            low = ndtr((quantity.low - quantity.centre) / quantity.spread)
            high = ndtr((quantity.high - quantity.centre) / quantity.spread)
            inside = quantity.centre + quantity.spread * ndtri(low + u * (high - low))
            clipped: NDArray[np.float64] = np.clip(inside, quantity.low, quantity.high)
            return clipped
    return np.full(len(u), quantity.centre)


def rank_order_centroid(statements: int) -> NDArray[np.float64]:
    """Mean weights, most important first, when only the order of the statements is known.

    Parameters
    ----------
    statements : int
        Number of statements K.

    Returns
    -------
    float64[K]
        Scaled so that the first is `FIRST_WEIGHT`.
    """
    inverse = 1 / np.arange(1, statements + 1)
    centroid = np.cumsum(inverse[::-1])[::-1] / statements
    scaled: NDArray[np.float64] = centroid * (FIRST_WEIGHT / centroid[0])
    return scaled


def _ordered_weights(u: NDArray[np.float64]) -> NDArray[np.float64]:
    spacings = -np.log(u)
    shares = spacings / spacings.sum(axis=1, keepdims=True)
    size = u.shape[1]
    first = (1 / np.arange(1, size + 1)).sum() / size
    ordered: NDArray[np.float64] = -np.sort(-shares, axis=1) * (FIRST_WEIGHT / first)
    return ordered


def collect_inputs(crisis: Crisis) -> Inputs:
    """List every number of a crisis that enters the game, in file order."""
    rows: list[Input] = []
    for actor, record in crisis.actors.items():
        at: Path = ("actors", actor)
        for field in ("tempo", "precision", "patience"):
            quantity: Quantity = getattr(record, field)
            rows.append(
                Input(f"{actor}.{field}", f"{field} of {record.name}", (*at, field), quantity)
            )
        rows += _weights(actor, crisis)
        for option, value in record.options.items():
            path: Path = (*at, "options", option, "effort")
            label = f"effort of {value.label or option} ({record.name})"
            rows.append(Input(f"{actor}.{option}.effort", label, path, value.effort))
    for k, tie in enumerate(crisis.ties):
        name = f"tie[{k + 1}].regard"
        label = f"regard of {crisis.actors[tie.from_].name} for {crisis.actors[tie.to].name}"
        rows.append(Input(name, label, ("ties", k, "regard"), tie.regard))
    for name, event in crisis.chance.items():
        for field, what in (("rate", "rate of"), ("off_rate", "rate of the end of")):
            label = f"{what} {event.label or name}"
            rows.append(
                Input(f"{name}.{field}", label, ("chance", name, field), getattr(event, field))
            )
    for name, hypothesis in crisis.hypotheses.items():
        path = ("hypotheses", name, "prior")
        rows.append(Input(f"{name}.prior", f"prior of: {hypothesis.claim}", path, hypothesis.prior))
    return Inputs(tuple(rows))


def _weights(actor: str, crisis: Crisis) -> list[Input]:
    record = crisis.actors[actor]
    statements = record.preferences
    ordinal = bool(statements) and all(s.weight is None for s in statements)
    centroid = rank_order_centroid(len(statements)) if ordinal else None
    rows = []
    for k, statement in enumerate(statements):
        weight = statement.weight
        if centroid is not None:
            weight = exact(float(centroid[k]), "by order")
        assert weight is not None
        rows.append(
            Input(
                f"{actor}.weight[{k + 1}]",
                f"weight of `{statement.prefer.text}` for {record.name}",
                ("actors", actor, "preferences", k, "weight"),
                weight,
                order=len(statements) if ordinal else 0,
            )
        )
    return rows
