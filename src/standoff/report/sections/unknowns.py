"""What is not known: the hypotheses, the uncertain numbers, and what was taken on trust."""

import math

from standoff.report.blocks import (
    Block,
    Column,
    Details,
    Interval,
    Row,
    Section,
    Table,
    bullets,
    callout,
)
from standoff.report.naming import NINETY, Names
from standoff.report.phrases import input_label
from standoff.report.prose import Prose, Wording, code, listed, prose
from standoff.report.words import counted, day
from standoff.workbench import Analysis


def section(analysis: Analysis) -> Section:
    """Return what the answer would change with if it were known."""
    crisis, names = analysis.crisis, Names(analysis.crisis)
    blocks: list[Block] = []
    if crisis.hypotheses:
        blocks.append(beliefs(analysis))
    trusted = on_trust(names)
    if trusted:
        blocks.append(bullets(*trusted))
    blocks.append(
        callout(
            "limits",
            "What the numbers do not cover",
            "Only the actors, options and events in the file can act or happen. The range of a "
            "forecast covers what the file calls uncertain; it does not cover a wrong model: an "
            "actor left out, an option nobody thought of, wants that change on the way.",
        )
    )
    rows = [row for row in analysis.problem.inputs.rows if row.uncertain]
    if rows:
        blocks.append(Details(f"All {len(rows)} uncertain numbers", (inputs(analysis),)))
    numbers = f"{counted(len(rows), 'number')} {'is' if len(rows) == 1 else 'are'}"
    claims = counted(len(crisis.hypotheses), "claim").capitalize()
    if crisis.hypotheses:
        lead = prose(
            f"{claims} about the world may be true or false, and {numbers} known only roughly."
        )
    else:
        lead = prose(f"The file doubts no fact of the world; {numbers} known only roughly.")
    return Section("unknown", "What is not known", tuple(blocks), lead)


def beliefs(analysis: Analysis) -> Table:
    """Return the claims with what is believed of them, most doubtful first."""
    names = Names(analysis.crisis)
    found = analysis.evidence.hypotheses
    live = set(analysis.problem.hypotheses)
    order = sorted(found, key=lambda name: abs(found[name].posterior - 0.5))
    rows = tuple(
        Row(
            (
                analysis.crisis.hypotheses[name].claim,
                _prior(analysis, name),
                found[name].posterior,
                names.word(found[name].posterior),
                name in live,
                names.place(("hypotheses", name)),
            )
        )
        for name in order
    )
    columns = (
        Column("Claim"),
        Column("Before signals", "probability"),
        Column("Now", "probability"),
        Column("In words"),
        Column("Moves the forecast", "mark"),
        Column("Line", "code"),
    )
    return Table(columns, rows, note="Most doubtful first.")


def _prior(analysis: Analysis, name: str) -> Interval:
    prior = analysis.crisis.hypotheses[name].prior
    if prior.certain or not (math.isfinite(prior.low) and math.isfinite(prior.high)):
        return Interval(prior.centre)
    if prior.shape == "normal":
        reach = NINETY * prior.spread
        return Interval(
            prior.centre, max(0.0, prior.centre - reach), min(1.0, prior.centre + reach)
        )
    return Interval(prior.centre, prior.low, prior.high)


def on_trust(names: Names) -> list[Wording]:
    """Return what was taken on trust: inferred dates, weak sources, claims without a signal."""
    crisis = names.crisis
    said: list[Wording] = []
    inferred = [signal for signal in crisis.signals if signal.date_inferred]
    if inferred:
        dates = [prose(code(s.id), f" ({day(s.date)})") for s in inferred]
        count = counted(len(inferred), "signal")
        said.append(prose(f"The dates of {count} are inferred: ", _some(dates), "."))
    weak = [s for s in crisis.signals if crisis.reliability(s)[0] in "DEF"]
    if weak:
        ids = [prose(code(s.id), f" ({crisis.reliability(s)})") for s in weak]
        said.append(prose(f"{counted(len(weak), 'signal')} of weak sources: ", _some(ids), "."))
    borne = {name for signal in crisis.signals for name in signal.bears_on}
    silent = [h.claim for name, h in crisis.hypotheses.items() if name not in borne]
    if silent:
        said.append(
            f"No signal bears on {counted(len(silent), 'claim')}, which "
            f"{'rests' if len(silent) == 1 else 'rest'} on judgement alone: {'; '.join(silent)}."
        )
    return said


def _some(items: list[Prose], most: int = 4) -> Prose:
    """Return the first items as a list, and how many more there are."""
    if len(items) > most:
        return listed([*items[:most], f"{len(items) - most} more"])
    return listed(items)


def inputs(analysis: Analysis) -> Table:
    """Return every uncertain number with its central value and as it is written."""
    names = Names(analysis.crisis)
    columns = (
        Column("Number"),
        Column("As written", "code"),
        Column("Centre", "number"),
        Column("Line", "code"),
    )
    rows = tuple(
        Row(
            (
                input_label(row.path, names, row.label),
                row.quantity.text,
                row.quantity.centre,
                names.place(row.path),
            )
        )
        for row in analysis.problem.inputs.rows
        if row.uncertain
    )
    return Table(columns, rows)
