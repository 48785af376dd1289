"""What the security-dilemma engine returns, with the names of the crisis restored."""

from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.engines.dilemma.hostility import HostileOption, answers
from standoff.tables import Tabular

Floats = NDArray[np.float64]

BAND = (0.05, 0.95)
"""Quantiles over the draws that the band spans."""


@dataclass(frozen=True, slots=True)
class Provocation:
    """One hostile option and what it makes somebody begin.

    Attributes
    ----------
    move, answer : str
        The option that is on, and the one that is begun because of it.
    extra : float
        Extra times that it is begun; negative where the move deters.
    low, high : float or None
        Band over the draws; None for a point forecast.
    months : float
        How long the move stays on.
    share : float
        How often it is the one among its actor's hostile moves against that opponent.
    """

    move: str
    answer: str
    extra: float
    low: float | None
    high: float | None
    months: float
    share: float


@dataclass(frozen=True, eq=False)
class DilemmaResult(Tabular):
    """How many hostile acts one hostile act breeds, for A actors and P hostile options.

    Attributes
    ----------
    actors : tuple of str
        In file order.
    options : tuple of HostileOption
    extra : float64[D, P, P]
        Extra times that the first option is begun because the second is on, in each draw.
    begun : float64[D, P]
        How often each is begun a month in the forecast.
    months : float64[D, P]
        How long each stays on.
    weights : float64[D]
        Weight of each draw, summing to 1.
    seed : int or None
        None for a point forecast.
    error : float
        Bound on the numerical error of any entry of `extra`.
    version, crisis_hash : str
    """

    actors: tuple[str, ...]
    options: tuple[HostileOption, ...]
    extra: Floats
    begun: Floats
    months: Floats
    weights: Floats
    seed: int | None
    error: float
    version: str
    crisis_hash: str

    @cached_property
    def mix(self) -> Floats:
        """Share of the second option among the hostile moves of its owner against the first's.

        float64[D, P, P]; 0 where the two are not hostile to each other's owners.
        """
        steps = answers(self.options)
        owners = np.array([option.owner for option in self.options], dtype=np.int64)
        same = owners[:, None] == owners[None, :]
        mix = np.zeros_like(self.extra)
        for p in range(len(self.options)):
            for b in np.unique(owners[steps[p]]):
                against = steps[p] & (owners == b)
                often = self.begun[:, against]
                total = often.sum(axis=1, keepdims=True)
                alike = np.full_like(often, 1 / against.sum())
                mix[:, p, against] = np.where(
                    total > 0, often / np.where(total > 0, total, 1), alike
                )
        assert not (same & (mix > 0).any(axis=0)).any()
        return mix

    @cached_property
    def matrices(self) -> Floats:
        """Reaction matrix of each draw, float64[D, A, A].

        Extra hostile moves of the first actor against the second, for one hostile move of the
        second against the first; negative where it deters more than it provokes.
        """
        matrices = np.zeros((len(self.weights), len(self.actors), len(self.actors)))
        part = self.extra * self.mix
        for i, p in enumerate(self.options):
            for j, o in enumerate(self.options):
                matrices[:, p.owner, o.owner] += part[:, i, j]
        return matrices

    @property
    def matrix(self) -> Floats:
        """Reaction matrix, the mean over the draws, float64[A, A]."""
        mean: Floats = np.tensordot(self.weights, self.matrices, axes=1)
        return mean

    @cached_property
    def indices(self) -> Floats:
        """Spectral radius of the provoking part of each draw's matrix, float64[D]."""
        return np.array([spectral_radius(matrix) for matrix in self.matrices])

    @property
    def index(self) -> float:
        """Hostile acts bred by one: the mean of the draws' spectral radii."""
        return float(self.weights @ self.indices)

    @property
    def band(self) -> tuple[float, float] | None:
        """Band of the index, None for a point forecast."""
        return None if self.point else _band(self.indices, self.weights)

    @property
    def breeding(self) -> float:
        """Weight of the draws in which the index is above 1."""
        return float(self.weights[self.indices > 1].sum())

    @property
    def point(self) -> bool:
        """Whether central values were used, without a band."""
        return self.seed is None

    @property
    def effective(self) -> float:
        """Effective number of draws (Kish)."""
        return float(1 / (self.weights**2).sum())

    def entry(self, one: str, other: str) -> tuple[float, float | None, float | None]:
        """Extra hostile moves of one actor for a hostile move of another, with its band."""
        values = self.matrices[:, self.actors.index(one), self.actors.index(other)]
        low, high = (None, None) if self.point else _band(values, self.weights)
        return float(self.weights @ values), low, high

    @cached_property
    def provocations(self) -> tuple[Provocation, ...]:
        """Every move with an answer to it, by how much it adds to the matrix, largest first."""
        found = []
        size = []
        for i, j in np.argwhere(answers(self.options)):
            values = self.extra[:, i, j]
            low, high = (None, None) if self.point else _band(values, self.weights)
            found.append(
                Provocation(
                    move=self.options[j].name,
                    answer=self.options[i].name,
                    extra=float(self.weights @ values),
                    low=low,
                    high=high,
                    months=float(self.weights @ self.months[:, j]),
                    share=float(self.weights @ self.mix[:, i, j]),
                )
            )
            size.append(-abs(float(self.weights @ (values * self.mix[:, i, j]))))
        return tuple(found[k] for k in np.argsort(size, kind="stable"))

    @cached_property
    def spiral(self) -> tuple[str, str, float] | None:
        """The two moves that breed one another most, and how many each act of theirs breeds.

        That number is the square root of the product of both ways, the spectral radius if there
        were no other moves; None where no two moves provoke one another.
        """
        mean = np.tensordot(self.weights, self.extra, axes=1)
        both = np.where(answers(self.options), np.maximum(mean, 0.0), 0.0)
        cycles = np.sqrt(both * both.T)
        if not cycles.any():
            return None
        i, j = np.unravel_index(int(cycles.argmax()), cycles.shape)
        return self.options[i].name, self.options[j].name, float(cycles[i, j])

    def to_json(self) -> dict[str, Any]:
        """Return plain data, ready for `json.dumps`."""
        low, high = self.band or (None, None)
        matrix: dict[str, dict[str, Any]] = {}
        for one in self.actors:
            for other in self.actors:
                value, least, most = self.entry(one, other)
                if value or least or most:
                    cell = {"extra": value, "low": least, "high": most}
                    matrix.setdefault(one, {})[other] = cell
        return {
            "index": self.index,
            "low": low,
            "high": high,
            "above_one": self.breeding,
            "matrix": matrix,
            "spiral": self._spiral_json(),
            "provocations": [asdict(found) for found in self.provocations],
            "ensemble": {
                "draws": len(self.weights),
                "effective": self.effective,
                "seed": self.seed,
            },
            "error": self.error,
            "version": self.version,
            "crisis": self.crisis_hash,
        }

    def _spiral_json(self) -> dict[str, Any] | None:
        if self.spiral is None:
            return None
        one, other, bred = self.spiral
        return {"moves": [one, other], "bred": bred}

    def to_rows(self) -> list[dict[str, Any]]:
        """One row for each move and answer to it."""
        return [asdict(found) for found in self.provocations]


def spectral_radius(matrix: Floats) -> float:
    """Return the largest eigenvalue of a matrix whose negative entries are taken as 0.

    What deters does not breed hostile acts; left in, two actors who deter each other would show the
    same number as two who provoke each other.
    """
    provoking = np.maximum(matrix, 0.0)
    return float(np.abs(np.linalg.eigvals(provoking)).max(initial=0.0))


def _band(values: Floats, weights: Floats) -> tuple[float, float]:
    """Weighted quantiles `BAND` of some values."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    low, high = (values[order[np.searchsorted(reached, q - 1e-12)]] for q in BAND)
    return float(low), float(high)
