"""Why one state is stable or not: what each actor could improve, who would answer, and how."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from standoff.report.blocks import Block, Bullets, Cell, Column, Paragraph, Row, Section, Table
from standoff.report.naming import Names
from standoff.report.prose import Prose, listed, prose, strong
from standoff.report.words import counted, joined
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.engines.stability import Explanation
    from standoff.engines.stability.routes import Move
    from standoff.engines.stability.verdict import Improvement, Verdict

Fate = tuple[tuple[tuple[str, ...], str], ...]
"""What becomes of an improvement: concepts, and the answer that they see."""

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
    moving = {verdict.actor for verdict in explanation.verdicts if verdict.improvements}
    for actor in _actors(explanation):
        if actor in moving:
            blocks += _actor(names, explanation, actor)
    blocks += _content(names, explanation, [a for a in _actors(explanation) if a not in moving])
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
    """Tell one actor's verdicts: improvements that fare alike together, and so concepts."""
    own = [verdict for verdict in explanation.verdicts if verdict.actor == actor]
    yield Paragraph(prose(names.spoken(_name(explanation, actor)), f": {_outcome(own)}."))
    moves = [improvement.move for improvement in own[0].improvements]
    for fate, alike in _by_fate(explanation, own, moves[:TOLD]).items():
        could = [explanation.wording.move(move) for move in alike]
        if len(could) == 1:
            yield Paragraph(prose(f"It would pay {_called(explanation, actor)} to {could[0]}."))
        else:
            yield Paragraph(
                prose(f"It would pay {_called(explanation, actor)} to do one of these:")
            )
            yield Bullets(tuple(map(prose, could)), ordered=True)
        if fate:
            yield Bullets(tuple(prose(strong(joined(by)), f": {told}") for by, told in fate))
    if len(moves) > TOLD:
        left = counted(len(moves) - TOLD, "more improvement")
        yield Paragraph(prose(f"{left}, not told here; --json has all."))


def _content(names: Names, explanation: "Explanation", actors: list[int]) -> Iterator[Block]:
    """Tell whom nothing tempts."""
    spoken = [names.spoken(_name(explanation, actor)) for actor in actors]
    if len(spoken) == 1:
        text = ": stable, for none of its moves leads to a state it prefers."
        yield Paragraph(prose(*spoken, text))
    elif spoken:
        text = ": stable, for none of their moves leads to a state they prefer."
        yield Paragraph(prose(*listed(spoken), text))


def _called(explanation: "Explanation", actor: int) -> str:
    return explanation.wording.actor(actor)


def _outcome(verdicts: Sequence["Verdict"]) -> str:
    """Say by which concepts it is stable for an actor, and by which not."""
    holds = [verdict.concept for verdict in verdicts if verdict.stable]
    fails = [verdict.concept for verdict in verdicts if not verdict.stable]
    told = [f"stable by {joined(holds)}"] if holds else []
    if fails:
        told.append(f"not stable by {joined(fails, last='or' if len(fails) > 1 else 'and')}")
    return ", ".join(told)


def _by_fate(
    explanation: "Explanation", verdicts: Sequence["Verdict"], moves: Sequence["Move"]
) -> dict[Fate, list["Move"]]:
    """Group improvements by what becomes of them; those that most deters last."""
    alike: dict[Fate, list[Move]] = {}
    deterred: dict[Fate, int] = {}
    for move in moves:
        found = {
            verdict.concept: (improvement, _aftermath(explanation, verdict, improvement))
            for verdict in verdicts
            for improvement in verdict.improvements
            if improvement.move == move
        }
        fate = _merged({concept: told for concept, (_, told) in found.items() if told})
        alike.setdefault(fate, []).append(move)
        deterred[fate] = sum(improvement.deterred for improvement, _ in found.values())
    return {fate: alike[fate] for fate in sorted(alike, key=deterred.__getitem__)}


def _aftermath(
    explanation: "Explanation", verdict: "Verdict", improvement: "Improvement"
) -> tuple[str, ...]:
    """Say what would come after an improvement, the answer first; empty where nobody asks."""
    alone = replace(verdict, improvements=(improvement,))
    return tuple(explanation.sentences(alone)[2:])


def _merged(told: dict[str, tuple[str, ...]]) -> Fate:
    """Tell concepts together that see the same answer, with what only some of them add."""
    answers: dict[str, dict[str, tuple[str, ...]]] = {}
    for concept, lines in told.items():
        answers.setdefault(lines[0], {})[concept] = lines[1:]
    merged = []
    for answer, by in answers.items():
        parts = [answer]
        for line in dict.fromkeys(line for lines in by.values() for line in lines):
            adding = [concept for concept, lines in by.items() if line in lines]
            parts.append(line if len(adding) == len(by) else f"{joined(adding)}: {line}")
        merged.append((tuple(by), " ".join(parts)))
    return tuple(merged)
