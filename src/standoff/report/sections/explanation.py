"""Why one state is stable or not: what each actor could improve, who would answer, and how."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from standoff.report.blocks import Block, Bullets, Cell, Column, Paragraph, Row, Section, Table
from standoff.report.naming import Names
from standoff.report.prose import Prose, prose, strong
from standoff.report.words import counted, joined
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.engines.stability import Explanation
    from standoff.engines.stability.verdict import Verdict

TOLD = 6
"""Improvements that are told for each actor."""


def section(analysis: Analysis, explanation: "Explanation") -> Section:
    """Return the verdicts on a state, actor by actor, in words.

    Parameters
    ----------
    analysis
        The crisis.
    explanation
        Verdicts on one of its states.
    """
    names = Names(analysis.crisis)
    labels = explanation.wording.problem.space.label(explanation.state)
    blocks: list[Block] = [
        Paragraph(prose("The state: ", strong(names.state(labels)), ".")),
        verdicts(names, explanation),
    ]
    for actor in _actors(explanation):
        blocks += _actor(names, explanation, actor)
    return Section("why", "Why it is stable, or not", tuple(blocks), _lead(explanation))


def _actors(explanation: "Explanation") -> list[int]:
    return list(dict.fromkeys(verdict.actor for verdict in explanation.verdicts))


def _name(explanation: "Explanation", actor: int) -> str:
    return explanation.wording.problem.actors[actor]


def _lead(explanation: "Explanation") -> Prose:
    """Say for whom and by what it is stable."""
    holds = [concept for concept, stable in explanation.stable.items() if stable]
    fails = [concept for concept, stable in explanation.stable.items() if not stable]
    asked = _actors(explanation)
    everybody = len(asked) == len(explanation.wording.problem.actors)
    whom = joined([explanation.wording.actor(actor) for actor in asked])
    what = "an equilibrium" if everybody else f"stable for {whom}"
    if not fails:
        return prose(f"The state is {what} by {joined(holds)}.")
    if not holds:
        return prose(f"The state is not {what} by {joined(fails, last='or')}.")
    return prose(f"The state is {what} by {joined(holds)}, and not by {joined(fails, last='or')}.")


def verdicts(names: Names, explanation: "Explanation") -> Table:
    """Return for which actor the state is stable by which concept."""
    concepts = list(explanation.stable)
    found = {(v.actor, v.concept): v.stable for v in explanation.verdicts}
    rows = []
    for actor in _actors(explanation):
        marks: list[Cell] = [found[actor, concept] for concept in concepts]
        rows.append(Row((prose(names.spoken(_name(explanation, actor))), *marks)))
    columns = (Column("Stable for"), *(Column(concept, "mark") for concept in concepts))
    return Table(columns, tuple(rows))


def _actor(names: Names, explanation: "Explanation", actor: int) -> Iterator[Block]:
    """Tell one actor's verdicts, those that read the same together."""
    own = [verdict for verdict in explanation.verdicts if verdict.actor == actor]
    spoken = names.spoken(_name(explanation, actor))
    if not own[0].improvements:
        text = ": stable, for none of its moves leads to a state it prefers."
        yield Paragraph(prose(spoken, text))
        return
    alike: dict[tuple[bool, tuple[str, ...]], list[Verdict]] = {}
    for verdict in own:
        key = verdict.stable, tuple(_told(explanation, verdict))
        alike.setdefault(key, []).append(verdict)
    for (stable, told), group in alike.items():
        by = joined([verdict.concept for verdict in group])
        opening = f": {'stable' if stable else 'not stable'} by {by}."
        yield Paragraph(prose(spoken, opening))
        yield Bullets(tuple(prose(text) for text in told))


def _told(explanation: "Explanation", verdict: "Verdict") -> list[str]:
    """Tell what becomes of each improvement, those that nothing deters first."""
    ordered = sorted(verdict.improvements, key=lambda i: i.deterred)
    told = []
    for improvement in ordered[:TOLD]:
        alone = replace(verdict, improvements=(improvement,))
        told.append(" ".join(explanation.sentences(alone)[1:]))
    if len(ordered) > TOLD:
        left = counted(len(ordered) - TOLD, "more improvement")
        told.append(f"{left}, not told here; --json has all.")
    return told
