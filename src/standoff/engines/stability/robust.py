"""Robust stability: in what share of the ways that the crisis may be each state is an equilibrium.

Every draw of the ensemble gives weights, regards and hypotheses, and so preferences and moves; in
each the states are judged by every concept. With normalised weights ``w_d`` of the draws and
``x_d`` 1 where the state is an equilibrium, its *share* is ``p = sum of w_d x_d``, and the standard
error ``sqrt(sum of w_d^2 (x_d - p)^2)``, that of a self-normalised mean of independent draws. Sobol
points do better than independent ones, so it errs on the safe side. A share of 0 or 1 has no error
by this formula: with an effective number of draws ``E = 1 / sum of w_d^2``, what was never seen has
a share below ``3 / E`` with 95 % confidence (rule of three).

Draws with the same order of preferences and the same moves are judged once. Draws are judged side
by side, each on its own, so the answer does not depend on how many are.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.encode.preferences import ranks
from standoff.encode.problem import Problem
from standoff.encode.space import Space
from standoff.engines.stability.deciders import Decider, Parting
from standoff.engines.stability.solver import (
    CONCEPTS,
    JOINT_MOVES,
    check_concepts,
    judge_concepts,
    settled,
)
from standoff.errors import UsageError
from standoff.kernels.layout import Moves
from standoff.kernels.threads import at_most
from standoff.tables import Tabular

STATES_AT_ONCE = 400_000
"""States of all draws that are judged side by side; a larger crisis has its cores to itself."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class RobustResult(Tabular):
    """How often each of N states is an equilibrium, by C concepts over D draws.

    Attributes
    ----------
    space : Space
        The feasible states, chance variables at their status quo.
    concepts : tuple of str
    which : int64[D]
        Pattern of each draw; draws with the same preferences share one.
    patterns : uint8[P, C, ceil(N / 8)]
        Bit by bit, where each pattern has an equilibrium (`numpy.packbits`).
    weights : float64[D]
        Of the draws; sum to 1.
    parting : Parting
        What was drawn of preferences and hypotheses.
    exact : bool
        Whether the draws go through every case with its probability, so that shares have no
        sampling error.
    version : str
        Of standoff.
    crisis_hash : str
        Of the crisis, see `Crisis.hash`.
    """

    space: Space
    concepts: tuple[str, ...]
    which: NDArray[np.int64]
    patterns: NDArray[np.uint8]
    weights: NDArray[np.float64]
    parting: Parting
    exact: bool
    version: str
    crisis_hash: str

    @property
    def effective(self) -> float:
        """Effective number of draws."""
        return float(1 / (self.weights**2).sum())

    @property
    def resolution(self) -> float:
        """Share that a state never seen as an equilibrium stays below, with 95 % confidence."""
        return 0.0 if self.exact else float(min(1.0, 3 / self.effective))

    @cached_property
    def shares(self) -> NDArray[np.float64]:
        """Weighted share of draws in which a state is an equilibrium, float64[C, N]."""
        return self._weighted(self.weights)

    @cached_property
    def errors(self) -> NDArray[np.float64]:
        """Standard errors of the shares, float64[C, N]."""
        if self.exact:
            return np.zeros_like(self.shares)
        held, all_of_them = self._weighted(self.weights**2), float((self.weights**2).sum())
        p = self.shares
        variance = held * (1 - 2 * p) + all_of_them * p**2
        errors: NDArray[np.float64] = np.sqrt(np.maximum(variance, 0.0))
        return errors

    def _weighted(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        total = np.zeros((len(self.concepts), self.space.states))
        by_pattern = np.bincount(self.which, weights, len(self.patterns))
        for weight, pattern in zip(by_pattern, self.patterns, strict=True):
            total += weight * np.unpackbits(pattern, axis=-1, count=self.space.states)
        clipped: NDArray[np.float64] = np.clip(total, 0.0, 1.0)
        return clipped

    def held(self, concept: str, state: int) -> NDArray[np.bool_]:
        """Draws in which a state is an equilibrium, bool[D]."""
        bits = self.patterns[:, self._of(concept), state >> 3] >> (7 - (state & 7)) & 1
        found: NDArray[np.bool_] = bits[self.which] == 1
        return found

    def _of(self, concept: str) -> int:
        if concept not in self.concepts:
            raise UsageError(f"{concept} was not computed; computed: {', '.join(self.concepts)}")
        return self.concepts.index(concept)

    def share(self, concept: str, state: int) -> float:
        """Share of draws in which a state is an equilibrium."""
        return float(self.shares[self._of(concept), state])

    def error(self, concept: str, state: int) -> float:
        """Standard error of `share`."""
        return float(self.errors[self._of(concept), state])

    def deciders(self, concept: str, state: int) -> list[Decider]:
        """Preferences and hypotheses that decide whether it is one, the most telling first."""
        return self.parting.deciders(self.held(concept, state))

    def ranked(self) -> NDArray[np.int64]:
        """States that are an equilibrium in some draw, those by most concepts and draws first."""
        found = np.flatnonzero((self.shares > 0).any(axis=0))
        ordered: NDArray[np.int64] = found[
            np.argsort(-self.shares[:, found].sum(axis=0), kind="stable")
        ]
        return ordered

    def to_json(self) -> dict[str, Any]:
        """Return plain data, ready for `json.dumps`; states that are never one are left out."""
        return {
            "states": self.space.states,
            "equilibria": {
                c: [self._entry(c, int(s)) for s in self._seen(c)] for c in self.concepts
            },
            "draws": len(self.which),
            "effective": self.effective,
            "resolution": self.resolution,
            "version": self.version,
            "crisis": self.crisis_hash,
        }

    def to_rows(self) -> list[dict[str, Any]]:
        """One row for each concept and state that is an equilibrium in some draw."""
        return [
            {
                "concept": concept,
                "state": " ".join(self.space.label(int(state))),
                "share": self.share(concept, int(state)),
                "standard_error": self.error(concept, int(state)),
            }
            for concept in self.concepts
            for state in self._seen(concept)
        ]

    def _seen(self, concept: str) -> NDArray[np.int64]:
        row = self.shares[self._of(concept)]
        found = np.flatnonzero(row)
        ordered: NDArray[np.int64] = found[np.argsort(-row[found], kind="stable")]
        return ordered

    def _entry(self, concept: str, state: int) -> dict[str, Any]:
        found = self.deciders(concept, state)
        return {
            "state": self.space.label(state),
            "share": self.share(concept, state),
            "standard_error": self.error(concept, state),
            "decided_by": found[0].to_json() if found else None,
        }


def solve_robust(
    problem: Problem,
    draws: Sequence[Draw],
    weights: NDArray[np.float64],
    concepts: Iterable[str] = CONCEPTS,
    *,
    exact: bool = False,
    limit: int = JOINT_MOVES,
    jobs: int = 1,
    progress: Progress | None = None,
) -> RobustResult:
    """Judge all states in every draw.

    Parameters
    ----------
    problem : Problem
        An encoded crisis.
    draws : sequence of Draw
        The ensemble.
    weights : float64[D]
        Weight of each draw; sums to 1.
    concepts : iterable of str
        As in `solve`.
    exact : bool
        Whether the draws go through every case with its probability rather than being a sample.
    limit : int
        As in `solve`, for each draw.
    jobs : int
        Threads to use; the answer does not depend on it.
    progress : callable, optional
        Told how many draws are done, of how many.

    Returns
    -------
    RobustResult

    Raises
    ------
    UsageError
        If a concept is not known.
    LimitReached
        If SIM or FH would look up too many joint moves.
    """
    concepts = check_concepts(concepts)
    view = problem.at_chance_status_quo()
    which = np.empty(len(draws), np.int64)
    patterns: list[NDArray[np.uint8]] = []
    judged = _judged(_distinct(view, draws), concepts, limit, jobs, view.space.states)
    for d, (known, pattern) in enumerate(judged):
        which[d] = known
        if pattern is not None:
            patterns.append(pattern)
        if progress is not None:
            progress(d + 1, len(draws))
    return RobustResult(
        space=view.space,
        concepts=concepts,
        which=which,
        patterns=np.stack(patterns),
        weights=np.asarray(weights) / np.sum(weights),
        parting=_parting(problem, draws, weights),
        exact=exact,
        version=version("standoff"),
        crisis_hash=problem.crisis.hash,
    )


Case = tuple[int, Moves, NDArray[np.int32] | None]
"""Number of the pattern of a draw, its moves, and its ranks unless the pattern came up before."""


def _distinct(view: Problem, draws: Sequence[Draw]) -> Iterator[Case]:
    """Number the draws by what is to be judged in them."""
    seen: dict[tuple[int, bytes], int] = {}
    for draw in draws:
        values = settled(view, draw.hypotheses)
        moves, rank = view.moves(values), ranks(view.utility(draw.values, values))
        key = id(moves), blake2b(rank.tobytes()).digest()
        new = key not in seen
        yield seen.setdefault(key, len(seen)), moves, rank if new else None


def _judged(
    cases: Iterator[Case], concepts: tuple[str, ...], limit: int, jobs: int, states: int
) -> Iterator[tuple[int, NDArray[np.uint8] | None]]:
    """Judge the states of every new pattern, several at once; in the order of the draws."""
    from joblib import Parallel, delayed

    side_by_side = min(jobs, max(1, STATES_AT_ONCE // states))

    def one(
        number: int, moves: Moves, rank: NDArray[np.int32] | None
    ) -> tuple[int, NDArray[np.uint8] | None]:
        if rank is None:
            return number, None
        with at_most(jobs // side_by_side):
            stable = judge_concepts(concepts, moves, rank, limit)
        held = np.stack([stable[concept].all(axis=0) for concept in concepts])
        return number, np.packbits(held, axis=-1)

    work = Parallel(n_jobs=side_by_side, prefer="threads", return_as="generator")
    yield from work(delayed(one)(*case) for case in cases)


def _parting(problem: Problem, draws: Sequence[Draw], weights: NDArray[np.float64]) -> Parting:
    """Collect what was drawn of preferences and hypotheses; tempo and the like do not matter."""
    rows = [
        (k, row)
        for k, row in enumerate(problem.inputs.rows)
        if row.uncertain and (".weight[" in row.name or row.name.startswith("tie["))
    ]
    live = problem.hypotheses
    numbers = np.array([[draw.values[k] for k, _ in rows] for draw in draws])
    truth = np.array([[draw.hypotheses[name] for name in live] for draw in draws], np.float64)
    count = len(draws)
    claims = [problem.crisis.hypotheses[name].claim for name in live]
    return Parting(
        names=(*(row.name for _, row in rows), *live),
        labels=(*(row.label for _, row in rows), *claims),
        hypothesis=(*(False for _ in rows), *(True for _ in live)),
        values=np.hstack([numbers.reshape(count, -1), truth.reshape(count, -1)]),
        weights=np.asarray(weights) / np.sum(weights),
    )
