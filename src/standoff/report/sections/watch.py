"""What to watch for: a ranked list that can be pasted into a brief."""

from standoff.engines.watch import Sign, WatchResult
from standoff.report.blocks import (
    Block,
    Cell,
    Column,
    Details,
    Row,
    Section,
    Table,
    bullets,
    callout,
    paragraph,
)
from standoff.report.naming import Names
from standoff.report.phrases import spoken
from standoff.report.prose import Prose, prose, strong
from standoff.report.words import about, counted, months, number, percent, sentence
from standoff.workbench import Analysis

LISTED = 12
"""Signs in a table."""

TOLD = 5
"""Signs that are told in a sentence."""

TITLE = "What to watch for"

READING = (
    "One bit is what the answer to an even yes-or-no question tells; 0.1 bits move an even forecast to"
    " about 70 or 30 per cent, and 0.01 bits by a few points. Information counts how likely the sign is"
    " to be seen: what would settle everything but never happens is not worth a watch."
)


def section(analysis: Analysis, found: WatchResult | None = None, listed: int = LISTED) -> Section:
    """Return what to watch for and what to find out, the most telling first.

    Parameters
    ----------
    analysis
        A crisis with scenarios.
    found
        What was computed before; by default what may be seen within a month.
    listed
        Signs in each table at most.
    """
    if not analysis.crisis.scenarios:
        note = callout(
            "note", "Not computed", "What a sign tells is told of scenarios; there are none."
        )
        return Section("watch", TITLE, (note,))
    found = found or analysis.watched
    names = Names(analysis.crisis)
    watched = [sign for sign in found.to_watch if sign.matters]
    learnt = [sign for sign in found.to_find_out if sign.matters]
    blocks: list[Block] = []
    if watched:
        blocks.append(bullets(*(told(sign, names, found) for sign in watched[:TOLD]), ordered=True))
        blocks.append(signs_table(watched[:listed], names, found))
    else:
        blocks.append(paragraph("Nothing that can be seen in that time stands out of the noise."))
    if learnt:
        blocks.append(
            paragraph("What cannot be seen itself, but would tell this much if it were known:")
        )
        blocks.append(claims_table(learnt[:listed], names, found))
    blocks.append(Details("How to read bits, and what was done", _method(found)))
    return Section("watch", TITLE, tuple(blocks), _lead(watched, names, found))


def _lead(watched: list[Sign], names: Names, found: WatchResult) -> Prose:
    if not watched:
        return ()
    return prose(
        f"Of what may be seen within {months(found.within)}, this would tell most: ",
        strong(label(watched[0], names)),
        f" ({number(watched[0].bits, digits=2)} bits).",
    )


def label(sign: Sign, names: Names) -> str:
    """Return what would be seen or found out, in words."""
    if sign.kind == "hypothesis":
        return names.crisis.hypotheses[sign.name].claim
    if sign.kind == "indicator":
        return names.crisis.indicators[sign.name].sign
    ends = sign.name.startswith("not ")
    name, _, level = sign.name.removeprefix("not ").partition(" ")
    words = f"{names.thing(name)} ends" if ends else names.thing(name)
    if level:
        op, word = level.split(" ", 1)
        words = f"{names.thing(name)}: “{word}”{' or more' if op == '>=' else ' or less'}"
    owner = names.owner(name)
    return f"{names.actor(owner)}: {words}" if owner else words


def subject(sign: Sign) -> str:
    """Return the scenario of which a sign tells most."""
    return max(sign.scenarios, key=lambda s: sign.scenarios[s])


def told(sign: Sign, names: Names, found: WatchResult) -> Prose:
    """Return a sign as a sentence for a brief."""
    scenario = subject(sign)
    seen, unseen = (_shown(branch, scenario) for branch in (sign.if_seen, sign.if_not))
    parts = [
        f" ({about(sign.probability)} to be seen within {months(found.within)}): if so, “"
        f"{names.scenario(scenario)}” goes from {percent(found.baseline[scenario])} to {seen};"
        f" if not, to {unseen}."
    ]
    if sign.kind == "indicator":
        parts.append(f" A sign that {_of(sign, names)}.")
    return prose(strong(label(sign, names)), *parts)


def _of(sign: Sign, names: Names) -> str:
    text = spoken(names.crisis.indicators[sign.name].if_.tree, names)
    against = names.crisis.indicators[sign.name].telling.centre < 1
    return f"this is not so: {text}" if against else f"this is so: {text}"


def _shown(branch: object, scenario: str) -> str:
    return percent(branch[scenario]) if isinstance(branch, dict) else "–"


def signs_table(signs: list[Sign], names: Names, found: WatchResult) -> Table:
    """Return what may be seen, with both branches of the forecast."""
    rows = [
        Row((label(sign, names), sign.probability, *_branches(sign, names, found)))
        for sign in signs
    ]
    columns = (Column("What may be seen"), Column("Seen in that time", "probability"))
    return Table((*columns, *_columns("seen")), tuple(rows), f"Within {months(found.within)}")


def claims_table(signs: list[Sign], names: Names, found: WatchResult) -> Table:
    """Return the hypotheses, with both branches of the forecast."""
    rows = [
        Row((label(sign, names), sign.probability, *_branches(sign, names, found)))
        for sign in signs
    ]
    columns = (Column("What is not known"), Column("Believed", "probability"))
    return Table((*columns, *_columns("true")), tuple(rows), "What to find out")


def _columns(word: str) -> tuple[Column, ...]:
    return (
        Column("Tells most of"),
        Column(f"If {word}", "probability"),
        Column("If not", "probability"),
        Column("Bits", "number"),
        Column("Line", "code"),
    )


def _branches(sign: Sign, names: Names, found: WatchResult) -> tuple[Cell, ...]:
    scenario = subject(sign)
    return (
        f"{names.scenario(scenario)} (now {percent(found.baseline[scenario])})",
        None if sign.if_seen is None else sign.if_seen[scenario],
        None if sign.if_not is None else sign.if_not[scenario],
        bits(sign),
        names.place(sign.path),
    )


def bits(sign: Sign) -> str:
    """Return the information of a sign with two standard errors: `0.06 ± 0.01`."""
    if sign.error == 0:
        return number(sign.bits, digits=2)
    return f"{number(sign.bits, digits=2)} ± {number(2 * sign.error, digits=1)}"


def _method(found: WatchResult) -> tuple[Block, ...]:
    how = (
        "Joint probabilities are exact, by following the process."
        if not found.paths
        else f"Joint probabilities come from {counted(found.paths, 'simulated path')} in each of"
        f" {counted(found.draws, 'draw')}; after ± two standard errors."
    )
    limits = (
        "Bits are counted with all scenarios together, over all that is not known. What the file does not"
        " hold cannot be in the list; a claim is worth more than any sign of it."
    )
    return (
        paragraph(READING),
        paragraph(sentence(how)),
        paragraph(limits),
    )
