"""Who is who: the actor map with its ties, and whom each actor can hurt."""

from standoff.crisis.model import Tie as CrisisTie
from standoff.report.blocks import Block, Column, Details, Row, Section, Table
from standoff.report.figures import ActorMap, ActorNode, Tie, TieSense
from standoff.report.naming import Names
from standoff.report.prose import prose
from standoff.report.words import counted, joined
from standoff.workbench import Analysis

_HOSTILE = ("enem", "rival", "foe", "disput", "adversar", "hostil", "conflict", "insurg")
_FRIENDLY = (
    "patron",
    "client",
    "prox",
    "sanctuar",
    "ally",
    "allia",
    "allegian",
    "partner",
    "kin",
    "government",
    "aid",
)


def section(analysis: Analysis) -> Section:
    """Return the map of the actors and the table of what each can do."""
    crisis = analysis.crisis
    names = Names(crisis)
    blocks: list[Block] = []
    if crisis.ties:
        blocks.append(actor_map(names))
    blocks.append(Details("What each actor can do, and whom it hurts", (options(names),)))
    if any(tie.note for tie in crisis.ties):
        blocks.append(Details("What is known of the ties", (ties(names),)))
    lead = prose(
        f"{counted(len(crisis.actors), 'actor').capitalize()}, "
        f"{counted(sum(len(a.options) for a in crisis.actors.values()), 'option')}, "
        f"{counted(len(crisis.ties), 'tie')}."
    )
    return Section("actors", "Who is tied to whom", tuple(blocks), lead)


def actor_map(names: Names) -> ActorMap:
    """Return the map of the actors with their ties."""
    crisis = names.crisis
    nodes = tuple(
        ActorNode(actor, names.actor(actor), names.actor_tone(actor), record.kind.replace("_", " "))
        for actor, record in crisis.actors.items()
    )
    ties = tuple(Tie(tie.from_, tie.to, tie.kind, sense(tie)) for tie in crisis.ties)
    return ActorMap(_finding(names), nodes, ties)


def _finding(names: Names) -> str:
    degree = dict.fromkeys(names.crisis.actors, 0)
    for tie in names.crisis.ties:
        degree[tie.from_] += 1
        degree[tie.to] += 1
    most = max(degree.values(), default=0)
    if most < 2:
        return "The actors and their ties"
    hubs = [names.actor(actor) for actor, count in degree.items() if count == most]
    if len(hubs) > 2:
        return "The actors and their ties"
    have = "has" if len(hubs) == 1 else "have"
    return f"{joined(hubs)} {have} the most ties, {most} of {len(names.crisis.ties)}"


def sense(tie: CrisisTie) -> TieSense:
    """Return whether a tie supports or opposes: by its regard, else by the word for it."""
    regard = tie.regard.centre
    word = tie.kind.lower()
    if regard < 0 or any(part in word for part in _HOSTILE):
        return "hostile"
    if regard > 0 or any(part in word for part in _FRIENDLY):
        return "support"
    return "other"


def options(names: Names) -> Table:
    """Return what each actor can do, against whom, and what it needs."""
    columns = (Column("Actor"), Column("Option"), Column("Against"), Column("Needs", "code"))
    rows = []
    for actor, record in names.crisis.actors.items():
        for name, option in record.options.items():
            label = names.thing(f"{actor}.{name}")
            if option.ordered:
                label += f" ({', '.join(option.levels)})"
            against = joined(names.actor(other) for other in option.against)
            needs = option.needs.text if option.needs else ""
            rows.append(Row((prose(names.spoken(actor)), label, against, needs)))
    return Table(columns, tuple(rows))


def ties(names: Names) -> Table:
    """Return the ties with what is noted about them."""
    columns = (Column("From"), Column("To"), Column("Tie"), Column("Regard"), Column("Note"))
    rows = tuple(
        Row(
            (
                prose(names.spoken(tie.from_)),
                prose(names.spoken(tie.to)),
                tie.kind,
                tie.regard.text if tie.regard.centre or not tie.regard.certain else "",
                tie.note or "",
            )
        )
        for tie in names.crisis.ties
    )
    return Table(columns, rows)
