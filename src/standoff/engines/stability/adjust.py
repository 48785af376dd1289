"""The smallest change of one actor's wants, in the form in which the crisis states them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.model import Actor, Crisis
from standoff.encode.preferences import counts
from standoff.encode.problem import Problem
from standoff.engines.stability.joint_order import Order, Wants
from standoff.engines.stability.reorder import reorder
from standoff.engines.stability.requirements import Requirement
from standoff.engines.stability.rerank import rerank
from standoff.engines.stability.reweigh import reweigh
from standoff.errors import UsageError
from standoff.language.quantity import exact

LARGEST = 10.0
"""Largest weight tried, as a multiple of the greatest weight there is (or of a vital one)."""

VITAL = 8.0


@dataclass(frozen=True)
class Adjustment:
    """A change of one actor's wants.

    Attributes
    ----------
    actor : str
    measure : str
        What `cost` counts: ``weight``, the total change in units of utility; ``statement swaps`` or
        ``ranking swaps``, of neighbours.
    cost : float
        Infinite if no change was found.
    bound : float
        No smaller change will do while the others stay as they are; infinite if none will at all,
        with weights up to the largest tried.
    bound_whatever : float
        No smaller change will do whatever the others change.
    record : Actor or None
        The actor with its wants changed; None if no change was found.
    lines : tuple of str
        What changes, in plain words.
    """

    actor: str
    measure: Literal["weight", "statement swaps", "ranking swaps"]
    cost: float
    bound: float
    bound_whatever: float = 0.0
    record: Actor | None = None
    lines: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether a change was found."""
        return self.record is not None

    def applied(self, crisis: Crisis) -> Crisis:
        """Return the crisis with the change made."""
        if self.record is None:
            return crisis
        actors = dict(crisis.actors) | {self.actor: self.record}
        changed = crisis.model_copy(update={"actors": actors})
        changed._origin = crisis.origin
        return changed

    def to_json(self) -> dict[str, Any]:
        """Return plain data, ready for `json.dumps`; null stands for no finite number."""
        return {
            "actor": self.actor,
            "measure": self.measure,
            "cost": self.cost if self.found else None,
            "bound": self.bound if np.isfinite(self.bound) else None,
            "possible": self.found or (False if np.isinf(self.bound) else None),
            "changes": list(self.lines),
        }


def adjust(
    view: Problem,
    actor: int,
    state: int,
    needed: list[Requirement],
    hypotheses: Mapping[str, bool],
    *,
    ties: bool,
    seconds: float,
) -> Adjustment:
    """Find the smallest change of one actor's wants that meets all requirements.

    Parameters
    ----------
    view : Problem
        Chance variables at their status quo.
    actor, state : int
    needed : list of Requirement
    hypotheses : mapping of str to bool
    ties : bool
        Whether a changed ranking may tie states that are not tied now.
    seconds : float
        Limit on the time.

    Returns
    -------
    Adjustment

    Raises
    ------
    UsageError
        If the actor has unweighted statements and is tied to another by `regard`.
    LimitReached
        If its ranking is too long.
    """
    name = view.actors[actor]
    record = view.crisis.actors[name]
    if record.ranking is not None:
        rank = view.stability_ranks(hypotheses)[actor]
        return _reranked(view, name, record, state, needed, rank, ties, seconds)
    if record.preferences and record.preferences[0].weight is None:
        return _reordered(view, name, record, state, needed, hypotheses, seconds)
    return _reweighed(view, name, record, state, needed, hypotheses, seconds)


def _holding(view: Problem, name: str, hypotheses: Mapping[str, bool]) -> NDArray[np.bool_]:
    """Where each statement of an actor counts and holds, bool[K, N]."""
    statements = view.crisis.actors[name].preferences
    holds = np.zeros((len(statements), view.space.states), np.bool_)
    for k, statement in enumerate(statements):
        if counts(view, name, k, hypotheses):
            holds[k] = view.truth(statement.prefer.tree, hypotheses)
    return holds


def _reweighed(
    view: Problem,
    name: str,
    record: Actor,
    state: int,
    needed: list[Requirement],
    hypotheses: Mapping[str, bool],
    seconds: float,
) -> Adjustment:
    values, rows = view.inputs.point(), view.inputs.positions
    statements = record.preferences
    old = np.array([values[rows[f"{name}.weight[{k + 1}]"]] for k in range(len(statements))])
    holds = _holding(view, name, hypotheses)
    fixed = view.utility(values, hypotheses)[view.actors.index(name)] - old @ holds
    largest = LARGEST * max(VITAL, float(old.max(initial=0.0)))
    found = reweigh(needed, state, holds, fixed, old, largest=largest, seconds=seconds)
    blank = Adjustment(name, "weight", found.cost, found.bound)
    if found.weights is None:
        return blank
    new = list(statements)
    lines = []
    for k, (before, after) in enumerate(zip(old.tolist(), found.weights.tolist(), strict=True)):
        if before != after:
            new[k] = statements[k].model_copy(update={"weight": exact(after, f"{after:g}")})
            lines.append(f"{name}.weight[{k + 1}]={after:g}")
    changed = record.model_copy(update={"preferences": tuple(new)})
    return replace(blank, record=changed, lines=tuple(lines))


def _reordered(
    view: Problem,
    name: str,
    record: Actor,
    state: int,
    needed: list[Requirement],
    hypotheses: Mapping[str, bool],
    seconds: float,
) -> Adjustment:
    if any(tie.regard.centre and name in (tie.from_, tie.to) for tie in view.crisis.ties):
        raise UsageError(
            f"'{name}' is tied to another by `regard` and has statements without weights; give"
            " them weights to ask which change would make a state an equilibrium"
        )
    found = reorder(needed, state, _holding(view, name, hypotheses), seconds=seconds)
    blank = Adjustment(name, "statement swaps", found.cost, found.bound)
    if found.order is None:
        return blank
    return _with_order(blank, record, found.order)


def _with_order(blank: Adjustment, record: Actor, order: Sequence[int]) -> Adjustment:
    """Complete an adjustment with statements in a new order."""
    new = tuple(record.preferences[k] for k in order)
    lines = tuple(statement.prefer.text for statement in new) if blank.cost else ()
    return replace(blank, record=record.model_copy(update={"preferences": new}), lines=lines)


def _reranked(
    view: Problem,
    name: str,
    record: Actor,
    state: int,
    needed: list[Requirement],
    rank: NDArray[np.int32],
    ties: bool,
    seconds: float,
) -> Adjustment:
    found = rerank(needed, state, rank, ties=ties, seconds=seconds)
    blank = Adjustment(name, "ranking swaps", found.cost, found.bound)
    if found.rank is None:
        return blank
    return _with_ranking(view, blank, record, found.rank)


def _with_ranking(
    view: Problem, blank: Adjustment, record: Actor, rank: NDArray[np.integer]
) -> Adjustment:
    """Complete an adjustment with a new ranking."""
    assert record.ranking is not None
    settings = {view.state(s): s for tied in record.ranking for s in tied}
    levels = np.unique(rank)[::-1]
    tied = [[int(s) for s in np.flatnonzero(rank == level)] for level in levels]
    ranking = tuple(tuple(settings[s] for s in states) for states in tied)
    lines = tuple(
        " = ".join("[" + ", ".join(view.space.label(s)) + "]" for s in states) for states in tied
    )
    changed = record.model_copy(update={"ranking": ranking})
    return replace(blank, record=changed, lines=lines if blank.cost else ())


def wants_of(view: Problem, hypotheses: Mapping[str, bool]) -> tuple[Wants, ...] | None:
    """Return everybody's wants as orders; None where some have weights or ties, or regard enters."""
    if any(tie.regard.centre for tie in view.crisis.ties):
        return None
    found = []
    for name, rank in zip(view.actors, view.stability_ranks(hypotheses), strict=True):
        record = view.crisis.actors[name]
        if record.ranking is not None:
            if len(np.unique(rank)) < len(rank):
                return None
            found.append(Wants(None, np.argsort(-rank)))
        elif record.preferences and record.preferences[0].weight is not None:
            return None
        else:
            found.append(Wants(_holding(view, name, hypotheses), None))
    return tuple(found)


def reordered(view: Problem, actor: int, wants: Wants, order: Order) -> Adjustment:
    """Return the change that puts one actor's wants into an order."""
    name = view.actors[actor]
    record = view.crisis.actors[name]
    swaps = float(sum(a > b for a, b in combinations(order, 2)))
    if wants.ranking is not None:
        blank = Adjustment(name, "ranking swaps", swaps, 0.0)
        return _with_ranking(view, blank, record, wants.rank(order))
    return _with_order(Adjustment(name, "statement swaps", swaps, 0.0), record, order)
