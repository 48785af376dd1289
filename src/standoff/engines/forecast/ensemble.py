"""All draws, solved side by side.

Each draw is solved on its own from its own numbers (see `answer`), so the answers do not depend on
how many are worked on at once, where, or in which order. On one machine threads serve: the kernels
release the interpreter. A cluster takes the same work elsewhere. Solutions are held while they fit
in memory, so that other expressions and other starting states cost little, and, where there is a
store, kept on disk with the answers, so that a run that was cut off goes on where it stopped.
"""

import time
import warnings
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standoff.cluster import Cluster
from standoff.crisis.model import Crisis
from standoff.encode.draws import Draw
from standoff.encode.problem import Problem, encode
from standoff.engines.forecast.alike import first_alike, origin
from standoff.engines.forecast.answer import (
    Answer,
    Begin,
    Question,
    Setting,
    Solution,
    Task,
    answer_draw,
)
from standoff.engines.forecast.kept import Keeper
from standoff.engines.forecast.propagate import Start
from standoff.engines.forecast.trail import Guides, Trails
from standoff.engines.forecast.turns import short_turns
from standoff.errors import LimitReached
from standoff.language.tree import Expression
from standoff.store import LARGEST, Store

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]

AT_ONCE = np.array([1e-6])
"""Months to look ahead where nothing is asked of the time after the beginning."""

TRAILS = Trails()
"""Branches that this process remembers."""

KEEP_BYTES = 1_000_000_000
"""Memory that the values of solved draws may take together."""


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
    cluster : Cluster, optional
        Where draws are solved, if not by threads of this process.
    store : Store, optional
        Keeps solutions and answers from run to run.
    recall : bool
        Whether draws may be solved beside branches that this process remembers from like games: sooner,
        and the same but for what the residual allows.
    """

    problem: Problem
    draws: Sequence[Draw]
    jobs: int = 1
    max_seconds: float | None = None
    begin: Begin | None = None
    cluster: Cluster | None = field(default=None, repr=False)
    store: Store | None = field(default=None, repr=False)
    recall: bool = False
    _solutions: dict[int, Solution] = field(default_factory=dict, repr=False)
    _keys: dict[int, bytes] = field(default_factory=dict, repr=False)

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
        question = Question(tuple(trees), months, occupancy)
        chosen = range(len(self.draws)) if chosen is None else chosen
        answers: dict[int, Answer] = {}
        tasks: dict[object, list[Task]] = {}
        for d in dict.fromkeys(chosen):
            begin = start(d) if callable(start) else start
            known = self._known(d)
            kept = self._kept(d, question, begin, known)
            if kept is not None:
                answers[d] = kept
                continue
            task = Task(d, self.draws[d], question, begin, known)
            tasks.setdefault(self._alike(task), []).append(task)
        for task, answer in self._watched(list(tasks.values()), len(answers), progress):
            answers[task.place] = answer
            self._keep(task, answer)
        if self.store is not None:
            self.store.flush()
        return [answers[d] for d in chosen]

    def _alike(self, task: Task) -> object:
        """Return what tasks with one and the same answer have in common."""
        first = self._first[task.place]
        if self._shared[first] == 1:
            return first
        reading = self.problem.derived.reading(task.question.trees, task.draw.hypotheses)
        return first, reading, origin(task.start)

    @cached_property
    def _first(self) -> list[int]:
        """The first draw that is the same game as each."""
        return first_alike(self.problem, self.draws)

    @cached_property
    def _shared(self) -> Counter[int]:
        """How many draws are the same game as each."""
        return Counter(self._first)

    def _watched(
        self, tasks: Sequence[list[Task]], before: int, progress: Progress | None
    ) -> Iterator[tuple[Task, Answer]]:
        """Answer the tasks, those with the same answer once, within the time that there is."""
        began, done = time.monotonic(), before
        total = before + sum(map(len, tasks))
        by_place = {alike[0].place: alike for alike in tasks}
        if progress is not None and before:
            progress(before, total)
        found = self._worked([alike[0] for alike in tasks])
        try:
            for place, answer in found:
                alike = by_place[place]
                yield from ((task, answer) for task in alike)
                done += len(alike)
                if progress is not None:
                    progress(done, total)
                spent = time.monotonic() - began
                if self.max_seconds is not None and spent > self.max_seconds and done < total:
                    raise LimitReached(
                        f"{done} of {total} draws were solved in {spent:.0f} seconds, the limit:"
                        " raise --max-seconds, lower --draws, or use --point"
                    )
        finally:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # joblib's, where work is left undone
                found.close()
            if self.store is not None:
                self.store.flush()

    def _worked(self, tasks: Sequence[Task]) -> Generator[tuple[int, Answer]]:
        """Send the tasks to whoever works; answers come as they are done."""
        if not tasks:
            return
        if self.cluster is not None:
            shared = (self.problem.crisis, self.problem.space.states, self.max_seconds, self.begin)
            yield from self.cluster.each(answer_draw, _setting, shared, tasks)
            return
        from joblib import Parallel, delayed

        threads = {"prefer": "threads", "batch_size": 1, "return_as": "generator_unordered"}
        work = Parallel(n_jobs=self.jobs, **threads)
        guides = Guides(TRAILS) if self.recall else None
        setting = Setting(self.problem, self.max_seconds, self.begin, guides)
        task = delayed(answer_draw)
        first, others = ((), tasks) if guides is None else _split(tasks)
        with short_turns():
            yield from work(task(setting, one) for one in first)
            if guides is not None:
                guides.learning = False
            yield from work(task(setting, one) for one in others)

    def _known(self, d: int) -> Solution | None:
        """Return what solves a draw, if it was solved in this run or an earlier one."""
        solution = self._solutions.get(d)
        if solution is None and (key := self._key(d)) is not None:
            assert self._keeper is not None
            solution = self._keeper.solution(key)
            if solution is not None:
                self._keeper.store.reused += 1
                self._hold(d, solution)
        return solution

    def _kept(
        self, d: int, question: Question, start: Start | None, known: Solution | None
    ) -> Answer | None:
        """Return the answer that an earlier run kept."""
        key = self._key(d)
        if key is None or known is None:
            return None
        assert self._keeper is not None
        asked = self._keeper.answer_key(key, self.draws[d], question, start, self.begin)
        return self._keeper.answer(asked, known)

    def _keep(self, task: Task, answer: Answer) -> None:
        """Keep a solution and an answer, unless they hang on the time there was or on runs before."""
        self._hold(task.place, answer.solution)
        key = self._key(task.place)
        cut_short = self.max_seconds is not None and not answer.solution.converged
        if key is None or answer.solution.guided or cut_short:
            return
        assert self._keeper is not None
        if task.known is None:
            self._keeper.keep_solution(key, answer.solution)
        asked = self._keeper.answer_key(key, task.draw, task.question, task.start, self.begin)
        self._keeper.keep_answer(asked, answer)

    def _hold(self, d: int, solution: Solution) -> None:
        """Hold a solution in memory while there is room."""
        if len(self.draws) * solution.q.nbytes <= KEEP_BYTES:
            self._solutions[d] = solution

    @cached_property
    def _keeper(self) -> Keeper | None:
        """What reads and writes the store; None where one draw would take too much of it."""
        if self.store is None:
            return None
        size = 8 * len(self.problem.actors) * self.problem.space.states
        return Keeper(self.store, self.problem) if size < LARGEST * self.store.limit else None

    def _key(self, d: int) -> bytes | None:
        if self._keeper is None:
            return None
        if d not in self._keys:
            self._keys[d] = self._keeper.key(self.draws[d])
        return self._keys[d]

    def begun(self, begin: Begin) -> list[tuple[Start, Floats]]:
        """Where every draw would begin by another account, and the log likelihood of its parts."""
        other = replace(self, begin=begin)  # what is known of the draws is shared
        answers = other.run((), AT_ONCE, occupancy=False)
        return [(answer.start, answer.observed) for answer in answers]

    def keep(self, solutions: Mapping[int, Solution]) -> None:
        """Keep solutions of draws, by place, that were found elsewhere."""
        self._solutions.update(solutions)

    def solution(self, d: int) -> Solution:
        """What solves one draw; solved now if it was not kept."""
        known = self._known(d)
        return self._solve([d])[0] if known is None else known

    def _solve(self, chosen: Sequence[int]) -> list[Solution]:
        """Solve draws and ask nothing of them."""
        answers = self.run((), AT_ONCE, self.problem.start, chosen, occupancy=False)
        return [answer.solution for answer in answers]


def _split(tasks: Sequence[Task]) -> tuple[Sequence[Task], Sequence[Task]]:
    """Split off two games far apart, of those that are not solved, which then guide the others."""
    fresh = [one for one in tasks if one.known is None]
    first = fresh[:: max(1, len(fresh) // 2)][:2]
    places = {one.place for one in first}
    return first, [one for one in tasks if one.place not in places]


def _setting(
    crisis: Crisis, states: int, max_seconds: float | None, begin: Begin | None
) -> Setting:
    """Make what all draws share, where they are worked on."""
    return Setting(encode(crisis, states), max_seconds, begin)
