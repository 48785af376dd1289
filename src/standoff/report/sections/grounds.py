"""What the forecast rests on: each piece of evidence left out, and what comes from one place."""

from standoff.engines.evidence import Effect, Reliance
from standoff.report.blocks import Block, Callout, Column, Row, Table, bullets, callout
from standoff.report.naming import Names
from standoff.report.outlook import Estimate, Outlook
from standoff.report.prose import Prose, Wording, code, prose
from standoff.report.words import counted, joined, number, percent, points
from standoff.workbench import Analysis

TELLING = 0.005
"""Change of a probability from which on a piece of evidence is listed."""

LISTED = 12
"""Pieces of evidence in the table."""

RELIED = 4
"""Sources, chains and unnamed voices that are named."""


def blocks(analysis: Analysis) -> list[Block]:
    """Return what the leading scenario would be without each piece of evidence, and how sure."""
    found: list[Block] = []
    telling = _telling(analysis)
    if telling:
        found.append(left_out(analysis, telling))
    relied = relied_on(analysis)
    if relied:
        found.append(bullets(*relied))
    warned = few_draws(analysis)
    if warned:
        found.append(warned)
    return found


def _telling(analysis: Analysis) -> list[tuple[float, Effect]]:
    """Pieces of evidence with the change that each makes as seen from the end, largest first."""
    leading = Outlook(analysis).leading
    changes = [
        (leading.probability - piece.without.scenarios[leading.scenario], piece)
        for piece in analysis.evidence.pieces
    ]
    found = [(change, piece) for change, piece in changes if abs(change) >= TELLING]
    return sorted(found, key=lambda entry: -abs(entry[0]))


def left_out(analysis: Analysis, telling: list[tuple[float, Effect]]) -> Table:
    """Return the leading scenario without each piece of evidence that tells."""
    names, leading = Names(analysis.crisis), Outlook(analysis).leading
    columns = (
        Column("Evidence"),
        Column("Line", "code"),
        Column("Without it", "probability"),
        Column("What it adds", "points"),
        Column("Information, bits", "number"),
    )
    rows = tuple(
        Row(
            (
                told(analysis, piece),
                names.place(piece.path),
                piece.without.scenarios[leading.scenario],
                change,
                round(piece.bits, 2),
            )
        )
        for change, piece in telling[:LISTED]
    )
    silent = len(analysis.evidence.pieces) - len(rows)
    rest = f" {counted(silent, 'piece')} of evidence that add less are left out." if silent else ""
    return Table(
        columns,
        rows,
        caption=f"“{leading.title}” without each piece of evidence, all others kept",
        note="Pieces that say the same stand in for one another, so that the changes do not add up."
        f" Information is what it told of the model in its turn.{rest}",
    )


def told(analysis: Analysis, piece: Effect) -> Prose:
    """Return what a piece of evidence is, in words."""
    crisis, names = analysis.crisis, Names(analysis.crisis)
    if piece.kind == "signal":
        return prose(code(piece.id))
    if piece.kind == "observed":
        return prose(f"Seen: {joined([_seen(names, s) for s in piece.id.split(', ')])}")
    if piece.kind == "quiet":
        return prose("That nothing else was seen to change")
    entry = next(entry for entry in analysis.soft if entry.path == piece.path)
    about = crisis.scenarios.get(entry.about)
    what = prose(f"“{about.title}”") if about else prose(code(entry.about))
    if piece.kind == "judgement":
        return prose("Judgement on ", what, f": {entry.said}")
    return prose("Base rate of ", what, f": {entry.said}")


def _seen(names: Names, written: str) -> str:
    name, _, level = written.partition("=")
    return f"“{names.thing(name)}” {level or 'on'}"


def relied_on(analysis: Analysis) -> list[Wording]:
    """Return how much rests on one source, one chain of repetition, one unnamed voice."""
    leading = Outlook(analysis).leading
    found = [r for r in analysis.evidence.reliance if abs(r.change[leading.scenario]) >= TELLING]
    found.sort(key=lambda r: -abs(r.change[leading.scenario]))
    return [_relied(analysis, r, leading) for r in found[:RELIED]]


def _relied(analysis: Analysis, group: Reliance, leading: Estimate) -> Prose:
    names = Names(analysis.crisis)
    size = counted(len(group.members), "piece")
    what = {
        "source": f"one source, {names.source(group.name) or group.name} ({size} of evidence)",
        "chain": f"one chain of repetition ({', '.join(group.members)})",
        "unnamed": f"one unnamed voice ({group.name})",
    }[group.kind]
    change = group.change[leading.scenario]
    without = group.without.scenarios[leading.scenario]
    said = f"{points(change).capitalize()} rest on {what}: without, {percent(without)}"
    share = group.share[leading.scenario]
    if share is not None and 0.05 <= share <= 1.0:
        said += f"; that is {percent(share)} of the shift by all that was said and counted"
    return prose(f"{said}.")


def few_draws(analysis: Analysis) -> Callout | None:
    """Return a warning where too few draws carry the answer."""
    sampling = analysis.sampling
    if sampling.enough:
        return None
    return callout(
        "warning",
        "Few draws fit the evidence",
        f"Only {number(round(sampling.effective, 1))} of {len(sampling.weights):,} draws count in"
        " effect, so the numbers are rough. Ask for more with --draws, or look at whether the"
        " evidence and the model contradict one another: the pieces with the most bits come first.",
    )
