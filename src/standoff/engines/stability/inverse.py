"""The inverse question: which smallest change of preferences makes a state an equilibrium.

For every actor for whom the state is not stable, the smallest change of its own preferences is
found with the others' as they are: the least total change of weights, the fewest swaps of its
statements where only their order counts, or the fewest swaps in its ranking (`reweigh`, `reorder`,
`rerank`).

By R, GMR and SMR an actor's stability depends on its own preferences only, so these changes
together are the smallest. By SEQ, SSEQ and SIM it depends on what the others find credible too:
there the changes are tried together and mended where they upset one another, and the bound that
holds whatever the others change comes from the weaker concept (GMR for SEQ, SMR for SSEQ; SIM has
none). Where everybody's wants are an order without ties, all smaller joint changes are then gone
through, as far as the time allows (`joint_order`), which settles small crises. The wants of others
enter those of an actor with `regard` for them as well; there no bound holds. Every answer is
checked with the solver that goes the other way.

Inverse graph model: Kinsara, Kilgour & Hipel 2014 and 2015, IEEE Transactions on SMC: Systems
45(5).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from standoff.crisis.model import Crisis
from standoff.encode.problem import Problem
from standoff.engines.stability.adjust import Adjustment, adjust, reordered, wants_of
from standoff.engines.stability.graph import Graph
from standoff.engines.stability.joint_order import nearest_together
from standoff.engines.stability.requirements import requirements
from standoff.engines.stability.reweigh import NOTHING
from standoff.engines.stability.solver import check_concepts, settled
from standoff.engines.stability.verdict import find_verdict
from standoff.errors import UsageError

CONCEPTS = ("R", "GMR", "SMR", "SEQ", "SSEQ", "SIM")
WEAKER = {"R": "R", "GMR": "GMR", "SMR": "SMR", "SEQ": "GMR", "SSEQ": "SMR"}
"""A concept that each implies and that depends on the actor's own preferences only."""

COUPLED = ("SEQ", "SSEQ", "SIM")
"""By which an actor's stability depends on the others' wants too."""

ROUNDS = 4
"""How often changes that upset one another are mended before Nash stability is aimed at."""

SECONDS = 20.0
"""Time for each actor unless told otherwise."""


@dataclass(frozen=True, eq=False)
class InverseResult:
    """How a state could become an equilibrium.

    Attributes
    ----------
    state : tuple of str
        What is on in the state.
    concept : str
    changes : tuple of Adjustment
        For each actor for whom something must change; empty if the state is an equilibrium.
    possible : bool or None
        Whether it can be made one by changes of preference; None if that was not settled, as the
        time ran out or the changes found for different actors upset one another.
    works : bool
        Whether the state is an equilibrium once all changes are made, found by solving again.
    exact : bool
        Whether no smaller changes would do (for weights: none smaller by more than 0.02).
    alone : tuple of Adjustment
        Each of these, made alone, is enough: the actors that a mediator may turn to. An actor for
        whom the state is stable as it is, but whose change would steady others, is not looked for.
    crisis : Crisis or None
        The crisis with all changes made; None if there is no way.
    """

    state: tuple[str, ...]
    concept: str
    changes: tuple[Adjustment, ...]
    possible: bool | None
    works: bool
    exact: bool
    alone: tuple[Adjustment, ...]
    crisis: Crisis | None

    def to_json(self) -> dict[str, Any]:
        """Return plain data, ready for `json.dumps`."""
        return {
            "state": list(self.state),
            "concept": self.concept,
            "possible": self.possible,
            "works": self.works,
            "exact": self.exact,
            "changes": [change.to_json() for change in self.changes],
            "alone": [change.to_json() for change in self.alone],
        }


def make_equilibrium(
    problem: Problem,
    state: int,
    concept: str = "R",
    hypotheses: Mapping[str, bool] | None = None,
    *,
    ties: bool = False,
    seconds: float = SECONDS,
) -> InverseResult:
    """Find the smallest changes of preference that make a state an equilibrium.

    Parameters
    ----------
    problem : Problem
        An encoded crisis.
    state : int
        A state of ``problem.at_chance_status_quo()``.
    concept : str
        R, GMR, SMR, SEQ, SSEQ or SIM.
    hypotheses : mapping of str to bool, optional
        As in `solve`.
    ties : bool
        Whether a changed ranking may tie states that are not tied now.
    seconds : float
        Limit on the time for each actor.

    Returns
    -------
    InverseResult

    Raises
    ------
    UsageError
        If there is no such state, concept or hypothesis, or an actor's wants cannot be changed: it
        has unweighted statements and is tied to another by `regard`.
    LimitReached
        If a ranking is too long, or SIM has too many joint moves.
    """
    check_concepts([concept], CONCEPTS, far_sighted=False)
    values = settled(problem, hypotheses)
    view = problem.at_chance_status_quo()
    if not 0 <= state < view.space.states:
        raise UsageError(f"there is no state {state}; there are {view.space.states} states")
    return _Search(view, state, concept, values, ties, seconds).run()


class _Search:
    """The search for changes to one state."""

    def __init__(
        self,
        view: Problem,
        state: int,
        concept: str,
        hypotheses: Mapping[str, bool],
        ties: bool,
        seconds: float,
    ) -> None:
        self.view, self.state, self.concept = view, state, concept
        self.hypotheses, self.ties, self.seconds = hypotheses, ties, seconds

    def run(self) -> InverseResult:
        """Find changes actor by actor, and hold them against one another."""
        found = {a: self.least(self.view, a) for a in self.unstable(self.view)}
        alone = tuple(
            change
            for change in (self.least(self.view, a) for a in range(len(self.view.actors)))
            if change.found and change.cost and not self.unstable(self.changed({0: change}))
        )
        if not all(change.found for change in found.values()):
            hopeless = any(change.bound_whatever == float("inf") for change in found.values())
            if hopeless:
                return self._result(found, False, alone, None)
            return self._settled(found, alone, None)
        found = self._mended(found)
        changed = self.changed(found)
        works = not self.unstable(changed)
        return self._settled(found, alone, changed if works else None)

    def _settled(
        self,
        found: dict[int, Adjustment],
        alone: tuple[Adjustment, ...],
        changed: Problem | None,
    ) -> InverseResult:
        """Go through all smaller joint changes, where that is what it takes and it can be done."""
        result = self._result(found, None if changed is None else True, alone, changed)
        wants = wants_of(self.view, self.hypotheses)
        if result.exact or self.concept not in COUPLED or wants is None:
            return result
        known = sum(c.cost for c in found.values()) if changed is not None else float("inf")
        joint = nearest_together(
            self.view.moves(self.hypotheses),
            wants,
            self.state,
            self.concept,
            fewer_than=known,
            seconds=self.seconds,
        )
        if joint.orders is None:
            impossible = changed is None and joint.bound == float("inf")
            return replace(
                result,
                exact=joint.bound >= known < float("inf"),
                possible=False if impossible else result.possible,
            )
        moved = {
            a: reordered(self.view, a, w, order)
            for a, (w, order) in enumerate(zip(wants, joint.orders, strict=True))
            if order != tuple(sorted(order))
        }
        return replace(self._result(moved, True, alone, self.changed(moved)), exact=True)

    def _result(
        self,
        found: dict[int, Adjustment],
        possible: bool | None,
        alone: tuple[Adjustment, ...],
        changed: Problem | None,
    ) -> InverseResult:
        changes = tuple(found[a] for a in sorted(found))
        proven = all(change.cost <= change.bound_whatever + 2 * NOTHING for change in changes)
        return InverseResult(
            state=tuple(self.view.space.label(self.state)),
            concept=self.concept,
            changes=changes,
            possible=possible,
            works=changed is not None,
            exact=changed is not None and proven,
            alone=alone,
            crisis=None if changed is None else changed.crisis,
        )

    def _mended(self, found: dict[int, Adjustment]) -> dict[int, Adjustment]:
        """Change further actors, or the same ones more, until the changes bear one another."""
        for _ in range(ROUNDS):
            changed = self.changed(found)
            upset = self.unstable(changed)
            if not upset:
                return found
            again = {a: self.least(self._without(changed, a), a) for a in upset}
            if not all(change.found for change in again.values()):
                break
            found = found | again
        nash = {a: self.least(self.view, a, "R") for a in self.unstable(self.view, "R")}
        return nash if all(change.found for change in nash.values()) else found

    def least(self, view: Problem, actor: int, concept: str | None = None) -> Adjustment:
        """Find the least change of one actor, the others as they are in the view."""
        graph = self.graph(view)
        concept = concept or self.concept
        change = self._adjusted(view, graph, actor, concept)
        weaker = WEAKER.get(self.concept)
        if weaker is None or self._regards(actor):
            return change
        least = change if weaker == concept else self._adjusted(view, graph, actor, weaker)
        return replace(change, bound_whatever=least.bound)

    def _adjusted(self, view: Problem, graph: Graph, actor: int, concept: str) -> Adjustment:
        needed = requirements(graph, self.state, actor, concept)
        return adjust(
            view, actor, self.state, needed, self.hypotheses, ties=self.ties, seconds=self.seconds
        )

    def _regards(self, actor: int) -> bool:
        """Whether another actor's wants enter the actor's own."""
        name = self.view.actors[actor]
        return any(tie.from_ == name and tie.regard.centre for tie in self.view.crisis.ties)

    def graph(self, view: Problem) -> Graph:
        """Return the moves and preferences of a view."""
        return Graph.of(view.moves(self.hypotheses), view.stability_ranks(self.hypotheses))

    def unstable(self, view: Problem, concept: str | None = None) -> list[int]:
        """List the actors for whom the state is not stable."""
        graph = self.graph(view)
        concept = concept or self.concept
        return [
            a
            for a in range(len(view.actors))
            if not find_verdict(graph, self.state, a, concept).stable
        ]

    def changed(self, found: Mapping[int, Adjustment]) -> Problem:
        """Return the view with changes made."""
        crisis = self.view.crisis
        for change in found.values():
            crisis = change.applied(crisis)
        return replace(self.view, crisis=crisis, _cache={})

    def _without(self, changed: Problem, actor: int) -> Problem:
        """Return the changed view with one actor's wants as they were."""
        name = self.view.actors[actor]
        actors = dict(changed.crisis.actors) | {name: self.view.crisis.actors[name]}
        crisis = changed.crisis.model_copy(update={"actors": actors})
        return replace(self.view, crisis=crisis, _cache={})
