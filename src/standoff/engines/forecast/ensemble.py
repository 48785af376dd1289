"""All draws, solved side by side.

Each draw is solved on its own from its own numbers, so the answer does not depend on how many work
at once or in which order. The kernels release the interpreter, so that threads serve; a joblib
backend chosen by the caller (a Dask cluster, say) takes the work elsewhere. The values that solve a
draw are kept while they fit, so that other expressions and other starting states cost little.
"""

import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.engines.forecast.equilibrium import rules_of, solve_values
from standoff.engines.forecast.newton import make_cube
from standoff.engines.forecast.propagate import Followed, Start, follow
from standoff.errors import LimitReached
from standoff.kernels.choice import Rules
from standoff.kernels.layout import Moves
from standoff.language.tree import Expression

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]
Begin = Callable[[Draw, Moves, Rules, Floats], tuple[Start, float]]
"""From a solved draw to where it stands at `as_of`, and the log likelihood of how it came there."""

KEEP_BYTES = 1_000_000_000
"""Memory that the values of solved draws may take together."""


@dataclass(frozen=True)
class Answer:
    """One draw's answer, with the quality of its solution.

    Attributes
    ----------
    followed : Followed
    solution : Solution
    start : int or float64[N]
        Where it began: a state, or the probability of each.
    log_likelihood : float
        Of what was observed up to the start; 0 where the start was given.
    """

    followed: Followed
    solution: "Solution"
    start: Start
    log_likelihood: float = 0.0


@dataclass(frozen=True, slots=True)
class Solution:
    """What solves a draw, and how well.

    Attributes
    ----------
    q : float64[A, N]
        Value by which each actor chooses.
    residual : float
        Bound on ``max |F(Q) - Q|``.
    converged : bool
        Whether the residual is below the tolerance.
    warning : str
        What is not guaranteed; empty if all is well.
    """

    q: Floats
    residual: float
    converged: bool
    warning: str


@dataclass
class Ensemble:
    """The draws of a problem and what is known of their solutions.

    Attributes
    ----------
    problem : Problem
    draws : sequence of Draw
    jobs : int
        Draws that are solved side by side.
    max_seconds : float or None
        Limit on the time that one run over all draws may take.
    begin : callable, optional
        Where each draw begins, given how it is solved; default the start of the problem.
    """

    problem: Problem
    draws: Sequence[Draw]
    jobs: int = 1
    max_seconds: float | None = None
    begin: Begin | None = None
    _solutions: dict[int, Solution] = field(default_factory=dict, repr=False)

    def run(
        self,
        trees: Sequence[Expression],
        months: Floats,
        start: Start | Callable[[int], Start] | None = None,
        chosen: Sequence[int] | None = None,
        progress: Progress | None = None,
        *,
        occupancy: bool = True,
    ) -> list[Answer]:
        """Measure time expressions in every draw, or in chosen ones.

        Parameters
        ----------
        trees : sequence of Expression
        months : float64[T]
            Ascending; the last is the horizon.
        start : int, float64[N] or callable, optional
            State at time 0, the probability of each, or one of the two from the place of a draw;
            default where each draw begins.
        chosen : sequence of int, optional
            Which draws; default all.
        progress : callable, optional
            Told how many draws are done, of how many.
        occupancy : bool
            Whether the time spent in each state is wanted.

        Raises
        ------
        LimitReached
            If it takes longer than `max_seconds`.
        """
        from joblib import Parallel, delayed

        chosen = range(len(self.draws)) if chosen is None else chosen
        work = Parallel(n_jobs=self.jobs, prefer="threads", return_as="generator")
        task, of = delayed(self._one), tuple(trees)
        answers = work(
            task(d, of, months, start(d) if callable(start) else start, occupancy) for d in chosen
        )
        try:
            return list(self._watched(answers, len(chosen), progress))
        finally:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # joblib's, where work is left undone
                answers.close()

    def _watched(
        self, answers: Iterator[Answer], total: int, progress: Progress | None
    ) -> Iterator[Answer]:
        began = time.monotonic()
        for done, answer in enumerate(answers, 1):
            yield answer
            if progress is not None:
                progress(done, total)
            spent = time.monotonic() - began
            if self.max_seconds is not None and spent > self.max_seconds and done < total:
                raise LimitReached(
                    f"{done} of {total} draws were solved in {spent:.0f} seconds, the limit:"
                    " raise --max-seconds, lower --draws, or use --point"
                )

    def _one(
        self,
        d: int,
        trees: tuple[Expression, ...],
        months: Floats,
        start: Start | None,
        occupancy: bool,
    ) -> Answer:
        draw = self.draws[d]
        moves, rules, cube, solution = self._solved(d)
        log_likelihood = 0.0
        if start is None:
            start = self.problem.start
            if self.begin is not None:
                start, log_likelihood = self.begin(draw, moves, rules, cube)
        followed = follow(
            self.problem,
            moves,
            rules,
            draw.hypotheses,
            trees,
            months,
            start,
            cube,
            occupancy=occupancy,
        )
        return Answer(followed, solution, start, log_likelihood)

    def _solved(self, d: int) -> tuple[Moves, Rules, Floats, Solution]:
        """Solve a draw, or restore what everybody does in it from its kept values."""
        draw = self.draws[d]
        moves, game = self.problem.moves(draw.hypotheses), self.problem.game(draw)
        solution = self._solutions.get(d)
        if solution is not None:
            rules = rules_of(moves, game, solution.q)
            return moves, rules, make_cube(moves, rules), solution
        values = solve_values(moves, game, self.max_seconds)
        solution = Solution(values.q, values.residual, values.converged, values.warning)
        if len(self.draws) * values.q.nbytes <= KEEP_BYTES:
            self._solutions[d] = solution
        return moves, values.rules, values.cube, solution

    def begun(self, begin: Begin) -> list[tuple[Start, float]]:
        """Where every draw would begin by another account, and the log likelihood of it."""
        from joblib import Parallel, delayed

        def one(d: int) -> tuple[Start, float]:
            moves, rules, cube, _ = self._solved(d)
            return begin(self.draws[d], moves, rules, cube)

        work = Parallel(n_jobs=self.jobs, prefer="threads")
        return list(work(delayed(one)(d) for d in range(len(self.draws))))

    def keep(self, solutions: Mapping[int, Solution]) -> None:
        """Keep solutions of draws, by place, that were found elsewhere."""
        self._solutions.update(solutions)

    def solution(self, d: int) -> Solution:
        """What solves one draw; solved now if it was not kept."""
        return self._solutions[d] if d in self._solutions else self._solved(d)[3]
