"""Why: what each actor wants, most important first, and where that leads from here."""

import math

from standoff.crisis.fields import WEIGHT_WORDS
from standoff.crisis.model import Actor, Statement
from standoff.errors import LimitReached
from standoff.report.blocks import (
    Block,
    Bullets,
    Card,
    Cards,
    Column,
    Details,
    Row,
    Section,
    Table,
    paragraph,
)
from standoff.report.naming import Names
from standoff.report.phrases import phrase, spoken
from standoff.report.prose import Prose, emphasis, prose
from standoff.report.words import about, counted
from standoff.workbench import Analysis

SHOWN = 4
"""Wants that the card of an actor tells; the table has them all."""


def section(analysis: Analysis) -> Section:
    """Return what the actors want and what that makes each of them do."""
    names = Names(analysis.crisis)
    deciding = [a for a, record in analysis.crisis.actors.items() if record.options]
    leads = _leads(analysis, deciding)
    cards = tuple(_card(analysis, names, actor, leads.get(actor, "")) for actor in deciding)
    blocks: list[Block] = [Cards(cards)] if cards else []
    watching = [a for a in analysis.crisis.actors if a not in deciding]
    if watching:
        blocks.append(_onlookers(names, watching))
    every = wants(names)
    if every.rows:
        blocks.append(Details("Every want, with its weight and its place in the file", (every,)))
    ulterior = sum(
        statement.motive == "ulterior"
        for record in analysis.crisis.actors.values()
        for statement in record.preferences
    )
    lead = prose("What each actor wants, most important first, and what would pay it now.")
    if ulterior:
        lead = prose(
            lead,
            f" {counted(ulterior, 'want').capitalize()} {'is' if ulterior == 1 else 'are'} "
            "ulterior: said of the actor, not by it.",
        )
    return Section("why", "Why: what the actors want", tuple(blocks), lead)


def ordered(actor: Actor) -> list[Statement]:
    """Return an actor's statements, heaviest first; in file order where only the order counts."""
    if any(statement.weight is None for statement in actor.preferences):
        return list(actor.preferences)
    return sorted(actor.preferences, key=lambda s: -(s.weight.centre if s.weight else 0.0))


def _card(analysis: Analysis, names: Names, actor: str, leads: str) -> Card:
    record = analysis.crisis.actors[actor]
    wanted = tuple(_want(analysis, names, s) for s in ordered(record)[:SHOWN])
    blocks: list[Block] = []
    if wanted:
        blocks.append(Bullets(wanted, ordered=True))
    elif record.ranking is not None:
        best = [setting.text for setting in record.ranking[0][0]]
        blocks.append(paragraph("Ranks every state; best of all: ", names.state(best), "."))
    if leads:
        blocks.append(paragraph(emphasis("Now: "), leads))
    more = len(record.preferences) - SHOWN
    kicker = "" if record.kind == "other" else record.kind.replace("_", " ")
    if more > 0:
        blocks.append(paragraph(f"And {counted(more, 'want')} more, in the table below."))
    return Card(kicker, names.actor(actor), tuple(blocks), tone=names.actor_tone(actor))


def _want(analysis: Analysis, names: Names, statement: Statement) -> Prose:
    said = prose(phrase(statement.prefer.tree, names))
    notes = []
    if statement.weight is not None:
        notes.append(_weight_word(statement.weight.centre))
    if statement.motive == "ulterior":
        notes.append("ulterior")
    if statement.given is not None:
        notes.append(f"only if {_belief(analysis, names, statement)}")
    return prose(said, f" ({'; '.join(notes)})") if notes else said


def _weight_word(weight: float) -> str:
    """Return the weight word that is nearest by ratio."""
    if weight <= 0:
        return "of no weight"
    return min(WEIGHT_WORDS, key=lambda word: abs(math.log(weight / WEIGHT_WORDS[word])))


def _belief(analysis: Analysis, names: Names, statement: Statement) -> str:
    """Return the claim that a want hangs on, with the belief in it if it is a single one."""
    given = statement.given
    assert given is not None
    belief = analysis.evidence.hypotheses.get(given.text)
    said = spoken(given.tree, names)
    return f"{said}, {about(belief.posterior)}" if belief else said


def _leads(analysis: Analysis, actors: list[str]) -> dict[str, str]:
    """Return for each actor what would pay it now, by sequential stability."""
    from standoff.engines.stability import explain_state

    view = analysis.problem.at_chance_status_quo()
    try:
        found = explain_state(analysis.problem, view.start, actors, ("SEQ",), analysis.hypotheses)
    except LimitReached:
        return {}
    told = {}
    for verdict in found.verdicts:
        name = view.actors[verdict.actor]
        if not verdict.improvements:
            told[name] = "it can do nothing that it would prefer to how things are."
            continue
        best = verdict.improvements[0]
        does = found.wording.move(best.move)
        free = sum(not improvement.deterred for improvement in verdict.improvements)
        if free:
            first = next(i for i in verdict.improvements if not i.deterred)
            told[name] = (
                f"it would pay to {found.wording.move(first.move)}, and no answer deters it."
            )
        else:
            told[name] = f"it would pay to {does}, but the answers of others deter it."
    return told


def _onlookers(names: Names, actors: list[str]) -> Bullets:
    items = []
    for actor in actors:
        first = ordered(names.crisis.actors[actor])[:2]
        said = [phrase(statement.prefer.tree, names) for statement in first]
        parts = [part for want in said for part in (prose("; "), want)][1:]
        wanted = prose(" has no options; what it wants: ", *parts, ".")
        none = prose(" has neither options nor wants.")
        items.append(prose(names.spoken(actor), wanted if parts else none))
    return Bullets(tuple(items))


def wants(names: Names) -> Table:
    """Return every statement of every actor, with weight, motive, source and line."""
    columns = (
        Column("Actor"),
        Column("Wants", "code"),
        Column("Weight"),
        Column("Motive"),
        Column("Given", "code"),
        Column("Source or note"),
        Column("Line", "code"),
    )
    rows = []
    for actor, record in names.crisis.actors.items():
        for k, statement in enumerate(record.preferences):
            remark = "; ".join(
                part for part in (names.source(statement.source), statement.note or "") if part
            )
            rows.append(
                Row(
                    (
                        prose(names.spoken(actor)),
                        statement.prefer.text,
                        statement.weight.text if statement.weight else "by order",
                        statement.motive,
                        statement.given.text if statement.given else "",
                        remark,
                        names.place(("actors", actor, "preferences", k)),
                    )
                )
            )
    return Table(columns, tuple(rows))
