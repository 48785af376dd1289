"""Why a state is stable or not, in plain sentences and as data.

For each actor and concept: what the actor could improve, who would answer how, and why that deters
it or does not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from standoff.encode.problem import Problem
from standoff.engines.stability.graph import Graph
from standoff.engines.stability.narrate import narrate
from standoff.engines.stability.routes import Move
from standoff.engines.stability.solver import CONCEPTS, check_concepts, settled
from standoff.engines.stability.verdict import Improvement, Verdict, find_verdict
from standoff.engines.stability.wording import Wording
from standoff.errors import UsageError, nearest


@dataclass(frozen=True, eq=False)
class Explanation:
    """Verdicts on one state, with the words for them.

    Attributes
    ----------
    state : int
        The state, numbered as in ``problem.at_chance_status_quo()``.
    verdicts : tuple of Verdict
        Concept by concept, and in each actor by actor.
    wording : Wording
        Names of the crisis.
    """

    state: int
    verdicts: tuple[Verdict, ...]
    wording: Wording

    @cached_property
    def stable(self) -> dict[str, bool]:
        """By concept, whether the state is stable for all the actors asked about."""
        concepts = dict.fromkeys(verdict.concept for verdict in self.verdicts)
        return {
            name: all(verdict.stable for verdict in self.verdicts if verdict.concept == name)
            for name in concepts
        }

    def sentences(self, verdict: Verdict) -> list[str]:
        """Say a verdict in plain sentences."""
        return narrate(verdict, self.wording)

    def to_text(self) -> str:
        """Return all verdicts as paragraphs, actor by actor."""
        paragraphs = []
        for actor in dict.fromkeys(verdict.actor for verdict in self.verdicts):
            verdicts = [verdict for verdict in self.verdicts if verdict.actor == actor]
            if verdicts[0].improvements:
                paragraphs += [" ".join(self.sentences(verdict)) for verdict in verdicts]
            else:
                name = self.wording.actor(actor)
                paragraphs.append(
                    f"Stable for {name}: none of its moves leads to a state it prefers."
                )
        return "\n\n".join(paragraphs)

    def to_json(self) -> dict[str, Any]:
        """Return plain data, ready for `json.dumps`."""
        label = self.wording.problem.space.label
        actors = self.wording.problem.actors

        def step(m: Move) -> dict[str, Any]:
            return {"actor": actors[m.actor], "does": self.wording.move(m), "to": label(m.after)}

        def improvement(i: Improvement) -> dict[str, Any]:
            return {
                "move": step(i.move),
                "deterred": i.deterred,
                "answer": [step(m) for m in i.answer.moves] if i.answer else [],
                "joint": [step(m) for m in i.joint],
                "result": None if i.result is None else label(i.result),
                "escape": step(i.escape) if i.escape else None,
            }

        return {
            "state": label(self.state),
            "stable": self.stable,
            "verdicts": [
                {
                    "actor": actors[verdict.actor],
                    "concept": verdict.concept,
                    "stable": verdict.stable,
                    "improvements": [improvement(i) for i in verdict.improvements],
                    "sentences": self.sentences(verdict),
                }
                for verdict in self.verdicts
            ],
        }


def explain_state(
    problem: Problem,
    state: int,
    actors: Iterable[str] | None = None,
    concepts: Iterable[str] = CONCEPTS,
    hypotheses: Mapping[str, bool] | None = None,
) -> Explanation:
    """Explain why a state is stable, or not.

    Parameters
    ----------
    problem : Problem
        An encoded crisis.
    state : int
        A state of ``problem.at_chance_status_quo()``.
    actors : iterable of str, optional
        For whom; default everybody.
    concepts : iterable of str
        By which concepts.
    hypotheses : mapping of str to bool, optional
        As in `solve`.

    Returns
    -------
    Explanation

    Raises
    ------
    UsageError
        If there is no such state, actor, concept or hypothesis.
    LimitReached
        In SIM and FH, if there are too many joint moves to look at.
    """
    concepts = check_concepts(concepts, far_sighted=False)
    values = settled(problem, hypotheses)
    view = problem.at_chance_status_quo()
    if not 0 <= state < view.space.states:
        raise UsageError(f"there is no state {state}; there are {view.space.states} states")
    wanted = view.actors if actors is None else tuple(actors)
    for actor in wanted:
        if actor not in view.actors:
            raise UsageError(f"there is no actor '{actor}'{nearest(actor, view.actors)}")
    graph = Graph.of(view.moves(values), view.stability_ranks(values))
    verdicts = tuple(
        find_verdict(graph, state, view.actors.index(actor), concept)
        for concept in concepts
        for actor in wanted
    )
    return Explanation(state, verdicts, Wording(view))
