"""The security dilemma: whether hostile acts breed hostile acts, and when it comes to a break."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from standoff.report.blocks import Block, Bullets, Column, Interval, Row, Section, Table
from standoff.report.figures import Matrix
from standoff.report.naming import Names
from standoff.report.prose import Prose, prose, strong
from standoff.report.words import about, after, counted, day, months, number, percent
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.engines.dilemma import BreakResult, DilemmaResult, Provocation

LISTED = 10
"""Moves with an answer that the table lists."""

LEAST = 0.01
"""Expected acts below which nothing is told."""

NEAR = 0.7
"""Index from which one is told that it is near to spiralling."""

STATES = 5_000
"""Most states for which the report weighs the dilemma: about half a minute."""

TITLE = "Whether hostile acts breed hostile acts"


def section(
    analysis: Analysis,
    outbreak: "BreakResult | None" = None,
    without: Mapping[str, Analysis] | None = None,
) -> Section:
    """Return what hostile moves provoke, and when it comes to a break.

    Parameters
    ----------
    analysis
        A crisis with its draws.
    outbreak
        When a break is more likely than not; default by what counts as one unless told otherwise.
    without
        The crisis with an option taken off the table, by option.

    Returns
    -------
    Section
    """
    result = analysis.dilemma
    outbreak = outbreak or analysis.breaking()
    names = Names(analysis.crisis)
    blocks: list[Block] = [matrix(names, result)]
    if result.provocations:
        blocks.append(table(names, result))
    points = [*_spiral(names, result), _broken(analysis, outbreak)]
    points += [
        _taken_off(names, result, option, other) for option, other in (without or {}).items()
    ]
    blocks.append(Bullets(tuple(points)))
    return Section("dilemma", TITLE, tuple(blocks), _lead(result))


def fits(analysis: Analysis) -> bool:
    """Whether two actors have options against each other, and a report need not wait for it."""
    from standoff.engines.dilemma.hostility import hostile_options, mutual

    problem = analysis.problem
    return problem.space.states <= STATES and bool(mutual(hostile_options(problem)))


def _lead(result: "DilemmaResult") -> Prose:
    index = strong(_times(result.index))
    if result.index > 1:
        meaning = "each breeds more than one, so it spirals"
    elif result.index > NEAR:
        meaning = "near to one, from where it would spiral"
    else:
        meaning = "below one, so that what is begun dies down"
    lead = prose("One hostile act breeds ", index, f" others{_range(result)}: {meaning}.")
    if not result.point and result.breeding > 0 and result.index <= 1:
        lead = prose(lead, f" In {about(result.breeding)} of the draws it spirals.")
    return lead


def matrix(names: Names, result: "DilemmaResult") -> Matrix:
    """Return the reaction matrix of the actors who have something against each other."""
    pairs = {(found.answer, found.move) for found in result.provocations}
    involved = {names.owner(option) for pair in pairs for option in pair}
    actors = [actor for actor in result.actors if actor in involved]
    answered = {(names.owner(answer), names.owner(move)) for answer, move in pairs}
    values = tuple(
        tuple(
            round(result.entry(one, other)[0], 2) if (one, other) in answered else None
            for other in actors
        )
        for one in actors
    )
    spoken = tuple(names.actor(actor) for actor in actors)
    return Matrix(
        "Hostile acts that one hostile act adds",
        spoken,
        spoken,
        values,
        corner="Who answers, to an act by",
        scale="number",
        note="Below 0 where the act deters more than it provokes. A dash: nothing against each other.",
    )


def table(names: Names, result: "DilemmaResult") -> Table:
    """Return which move provokes which, by how much it adds to the matrix."""
    columns = (
        Column("While this is on"),
        Column("this is begun"),
        Column("so often", "number"),
        Column("Months", "number"),
        Column("Share", "probability"),
    )
    weighty = [f for f in result.provocations if abs(f.extra) * f.share >= LEAST / 10]
    rows = tuple(
        Row(
            (names.setting(f.move), names.setting(f.answer), _extra(f), round(f.months, 1), f.share)
        )
        for f in weighty[:LISTED]
    )
    more = len(result.provocations) - len(rows)
    note = (
        "So often: how many times more the answer is begun because the move is on rather than off, for as"
        " long as it stays on (months). Share: how often it is this move, of its actor's acts against"
        " who answers."
    )
    if more > 0:
        note += f" {counted(more, 'more', 'more')} in --json."
    return Table(columns, rows, "Which move provokes which", note)


def _extra(found: "Provocation") -> Interval:
    ends = (None if end is None else round(end, 2) for end in (found.low, found.high))
    return Interval(round(found.extra, 2), *ends)


def _spiral(names: Names, result: "DilemmaResult") -> Iterator[Prose]:
    if result.spiral is not None and result.spiral[2] >= LEAST:
        one, other, bred = result.spiral
        yield prose(
            "The two moves that feed one another most: ",
            strong(names.setting(one), names.tone(one)),
            " and ",
            strong(names.setting(other), names.tone(other)),
            f"; each act of theirs breeds {_times(bred)}.",
        )


def _broken(analysis: Analysis, found: "BreakResult") -> Prose:
    """Say when a break is more likely than not."""
    names, origin = Names(analysis.crisis), analysis.crisis.as_of

    def moment(time: float | None) -> str:
        if time is None:
            return f"later than {months(float(found.months[-1]))} ahead"
        return day(after(origin, time)) if origin else f"{months(time)} ahead"

    told = f": {percent(found.within_horizon)} {names.until}"
    if found.median is None:
        when = f", and not more likely than not within {months(float(found.months[-1]))}"
    elif found.median == 0:
        when = "; it is so already"
    else:
        when = f"; more likely than not by {moment(found.median)}"
        if found.low != found.high:
            when += f" (range {moment(found.low)} to {moment(found.high)})"
    beyond = ", the crisis running on unchanged" if (found.median or 1) > found.horizon else ""
    return prose("A break, “", strong(found.about), f"”{told}{when}{beyond}.")


def _taken_off(names: Names, result: "DilemmaResult", option: str, other: Analysis) -> Prose:
    """Say what changes when an option is taken off the table."""
    changed = other.dilemma
    return prose(
        "Without ",
        strong(names.setting(option), names.tone(option)),
        f": one hostile act breeds {_times(changed.index)} others{_range(changed)}, instead of"
        f" {_times(result.index)}.",
    )


def _range(result: "DilemmaResult") -> str:
    band = result.band
    return f" (range {_times(band[0])} to {_times(band[1])})" if band else ""


def _times(value: float) -> str:
    """Return an expected number of acts: two decimals say enough."""
    if 0 < value < LEAST:
        return f"less than {LEAST}"
    return number(round(value, 2))
