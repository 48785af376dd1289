"""Recompute the published stability of a shipped crisis and compare.

A published list of equilibria, or of the states stable for one actor, is compared whole; where a
source tells of some states only, those it calls equilibria must be among the computed ones, and
those that it denies must not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from standoff import catalog
from standoff.crisis.fields import read_setting
from standoff.crisis.model import Partly, Published
from standoff.encode.problem import Problem, encode
from standoff.errors import Fault
from standoff.files.read import read

if TYPE_CHECKING:
    from standoff.engines.stability import StabilityResult

State = tuple[str, ...]
"""What is on, sorted."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One published list of states beside what was computed.

    Attributes
    ----------
    slug : str
        Name in the catalogue.
    citation, status : str
        Source, and whether it was ``seen`` or is ``recalled``.
    concept : str
        Solution concept, for instance ``SEQ``.
    actor : str or None
        Actor for whom the states are stable; None for equilibria.
    partial : bool
        Whether the source tells of some states only.
    together : tuple of tuple of str
        Coalitions that act as one in it.
    published, computed : tuple of states
        As the source has them (those it affirms), and all that were computed.
    missing : tuple of states
        Published but not computed.
    extra : tuple of states
        Computed although the source leaves them out, or denies them.
    """

    slug: str
    citation: str
    status: str
    concept: str
    actor: str | None
    partial: bool
    published: tuple[State, ...]
    computed: tuple[State, ...]
    missing: tuple[State, ...]
    extra: tuple[State, ...]
    together: tuple[tuple[str, ...], ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether source and computation agree as far as the source goes."""
        return not self.missing and not self.extra

    def to_json(self) -> dict[str, Any]:
        """Return plain data, ready for `json.dumps`."""
        return asdict(self) | {"agrees": self.agrees}


def verify(slug: str) -> list[Comparison]:
    """Recompute what is published about a shipped crisis.

    Parameters
    ----------
    slug : str
        Name in the catalogue, with or without ``cases/``.

    Returns
    -------
    list of Comparison
        In the order of the file; empty where nothing is published.

    Raises
    ------
    UsageError
        If there is no such case.
    CrisisError
        If a published state is not a state of the model.
    """
    crisis = read(catalog.path(slug))
    if not crisis.published:
        return []
    problem = encode(crisis)
    for k, entry in enumerate(crisis.published):
        _check_states(problem, k, entry)
    computed = _Computed(problem)
    name = slug.removeprefix(catalog.PREFIX)
    return [found for entry in crisis.published for found in _compare(name, entry, computed)]


class _Computed:
    """What the engines compute for a crisis, each thing once.

    Parameters
    ----------
    problem : Problem
    """

    def __init__(self, problem: Problem) -> None:
        alone = [entry for entry in problem.crisis.published if not entry.together]
        self.problem = problem
        self.concepts = {c for p in alone for c in (*p.equilibria, *p.stable, *p.partly)}

    @cached_property
    def alone(self) -> "StabilityResult":
        """Stability for single actors."""
        from standoff.engines.stability import solve

        return solve(self.problem, sorted(self.concepts))

    def equilibria(self, entry: Published, concept: str) -> set[State]:
        """Return the equilibria by a concept, with the coalitions of an entry acting as one."""
        if not entry.together:
            return _states(self.alone.labels(self.alone.equilibria(concept)))
        from standoff.engines.stability import solve_coalitions

        bound = {actor for members in entry.together for actor in members}
        single = [(actor,) for actor in self.problem.actors if actor not in bound]
        result = solve_coalitions(self.problem, [*entry.together, *single], [concept])
        return _states(result.labels(result.stable_for_all(concept)))

    def stable(self, concept: str, actor: str) -> set[State]:
        """Return the states that are stable for an actor."""
        return _states(self.alone.labels(self.alone.stable_for(concept, actor)))


def _check_states(problem: Problem, number: int, entry: Published) -> None:
    """Refuse a state that the model does not have: a misspelt one would deny nothing."""
    told = [s for p in entry.partly.values() for s in (*p.are, *p.are_not)]
    told += [s for states in entry.equilibria.values() for s in states]
    told += [s for by in entry.stable.values() for states in by.values() for s in states]
    for state in told:
        settings = [read_setting(label) for label in state]
        wrong = [found for s in settings if (found := problem.symbols.misset(s))]
        if not wrong and problem.state(settings) < 0:
            wrong = [f"{list(state)} is no feasible state"]
        if wrong:
            fault = Fault(wrong[0], ("published", number))
            raise problem.crisis.origin.error([fault])


def _compare(slug: str, entry: Published, computed: _Computed) -> Iterator[Comparison]:
    """Compare one source with what was computed."""

    def comparison(
        concept: str, actor: str | None, told: Partly, found: set[State], partial: bool
    ) -> Comparison:
        are, are_not = _states(told.are), _states(told.are_not)
        return Comparison(
            slug=slug,
            citation=entry.citation,
            status=entry.status,
            concept=concept,
            actor=actor,
            partial=partial,
            published=tuple(sorted(are)),
            computed=tuple(sorted(found)),
            missing=tuple(sorted(are - found)),
            extra=tuple(sorted(found & are_not if partial else found - are)),
            together=entry.together,
        )

    for concept, states in entry.equilibria.items():
        found = computed.equilibria(entry, concept)
        yield comparison(concept, None, Partly(are=states), found, False)
    for concept, by_actor in entry.stable.items():
        for actor, states in by_actor.items():
            yield comparison(
                concept, actor, Partly(are=states), computed.stable(concept, actor), False
            )
    for concept, told in entry.partly.items():
        yield comparison(concept, None, told, computed.equilibria(entry, concept), True)


def _states(states: Iterable[Iterable[str]]) -> set[State]:
    return {tuple(sorted(state)) for state in states}
