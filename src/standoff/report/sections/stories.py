"""How each scenario comes about: the usual sequences of moves, and the turning points."""

from typing import TYPE_CHECKING

from standoff.report.blocks import Block, Details, Section, Step, Storyline, bullets, paragraph
from standoff.report.naming import Names
from standoff.report.outlook import Outlook
from standoff.report.prose import Wording, prose, strong
from standoff.report.words import after, counted, months, percent, short_day
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.engines.forecast.story import Story
    from standoff.engines.forecast.story import Storyline as Told
    from standoff.engines.forecast.wording import Step as Move

LINES = 2
"""Storylines of a scenario that are told."""

JUMP = 0.05
"""Change of a scenario's chance from which on a move is called a turning point."""

SIGNS = 2
"""Signs and turning points of a scenario that are told."""


def section(analysis: Analysis) -> Section:
    """Return the storylines of every scenario, the likeliest scenario first."""
    names = Names(analysis.crisis)
    told = analysis.stories.stories
    blocks: list[Block] = []
    for estimate in Outlook(analysis).ranked:
        story = told[estimate.scenario]
        blocks.append(paragraph(strong(estimate.title, estimate.tone), _summary(story)))
        blocks.extend(storyline(names, line) for line in story.storylines[:LINES] if line.steps)
        remarks = _remarks(story)
        if remarks:
            blocks.append(bullets(*remarks))
    histories = _histories(analysis, names)
    if histories:
        blocks.append(Details("Typical histories of the likeliest scenario", histories))
    lead = prose(
        "What usually happens on the way to each scenario. Shares come from simulated paths, "
        "loops left out."
    )
    return Section("stories", "How each scenario comes about", tuple(blocks), lead)


def _summary(story: "Story") -> str:
    if not story.successes:
        return f": on none of {counted(story.paths, 'simulated path')}."
    first = story.storylines[0] if story.storylines else None
    if first is not None and not first.steps:
        return ": it holds as long as nothing happens against it."
    return ""


def storyline(names: Names, line: "Told") -> Storyline:
    """Return one sequence of moves with its share."""
    title = f"{percent(line.share)} of the ways to it, typically after {months(line.months)}"
    return Storyline(title, tuple(_step(names, move) for move in line.steps))


def _step(names: Names, move: "Move", when: str = "") -> Step:
    sentence = move.sentence.removesuffix(".")
    if move.by_chance:
        return Step("Chance:", sentence, "muted", when)
    actor = names.actor(move.mover)
    return Step(actor, sentence.removeprefix(actor).strip(), names.actor_tone(move.mover), when)


def _remarks(story: "Story") -> list[Wording]:
    said: list[Wording] = [sign.sentence for sign in story.signs[:SIGNS]]
    turns = [p for p in story.turning_points if abs(p.after - p.before) >= JUMP]
    said += [f"Turning point: {point.sentence}" for point in turns[:SIGNS]]
    return said


def _histories(analysis: Analysis, names: Names) -> tuple[Block, ...]:
    leading = Outlook(analysis).leading.scenario
    made: list[Block] = []
    for k, history in enumerate(analysis.stories.stories[leading].histories):
        steps = tuple(_step(names, move, _when(analysis, move)) for move in history.steps[:12])
        more = len(history.steps) - len(steps)
        note = f"And {counted(more, 'move')} more." if more > 0 else ""
        if steps:
            made.append(Storyline(f"History {k + 1}", steps, note))
    return tuple(made)


def _when(analysis: Analysis, move: "Move") -> str:
    if move.months is None:
        return ""
    origin = analysis.crisis.as_of
    if origin is None:
        return f"month {move.months:.1f}"
    return short_day(after(origin, move.months))
