"""Whether an assessment follows from its own grounds."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from standoff.report.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Interval,
    Row,
    Section,
    Table,
    paragraph,
)
from standoff.report.naming import Names
from standoff.report.phrases import input_label, phrase
from standoff.report.prose import Prose, Wording, code, listed, plain, prose, strong
from standoff.report.words import about, band, counted, joined, number, percent, points
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.engines.audit import AuditResult, Finding, Remedy
    from standoff.engines.audit.motives import Motive
    from standoff.engines.audit.repeats import Repeat
    from standoff.engines.audit.unsupported import Unsupported

LEAST = 0.005
"""Difference of a probability below which nothing is told."""

TITLE = "Where the assessment and its own grounds disagree"


def section(analysis: Analysis, result: "AuditResult | None" = None) -> Section:
    """Return what the audit of the assessment found.

    Parameters
    ----------
    analysis
        A crisis that says how likely something is.
    result
        The audit; default one that looks for no remedies, which takes little time.
    """
    found = result or analysis.audit(reconcile=False)
    names = Names(analysis.crisis)
    blocks: list[Block] = [table(names, found)]
    points_made = [_disagreement(names, finding) for finding in _distinct(found)]
    if points_made:
        blocks.append(Bullets(tuple(points_made)))
    for heading, told in (
        ("Evidence that may be counted more than once:", [*_repeats(names, found)]),
        ("Motives taken on trust:", [_unsupported(names, u) for u in found.unsupported]),
    ):
        if told:
            blocks += [paragraph(heading), Bullets(tuple(told))]
    return Section("audit", TITLE, tuple(blocks), _lead(found))


def fits(analysis: Analysis) -> bool:
    """Whether the file says of anything how likely it is."""
    crisis = analysis.crisis
    spoken = any(record.author_says is not None for record in crisis.scenarios.values())
    return spoken or bool(crisis.judgements)


def _lead(result: "AuditResult") -> Prose:
    claims = counted(len(result.findings), "claim")
    apart = len(result.apart)
    if not apart:
        return prose(f"All of {claims} of likelihood agree with what follows from the file.")
    broken = [f for f in result.apart if f.impossible]
    lead = prose(
        f"Of {claims} of likelihood, ",
        strong(f"{apart} {'does' if apart == 1 else 'do'} not follow"),
        " from the motives, prerequisites and evidence that the file gives",
    )
    if broken:
        told = joined(f"“{f.claim.about}”" for f in broken)
        lead = prose(lead, f"; {told} cannot, by the prerequisites alone")
    return prose(lead, ". Judgements are conclusions and were put aside.")


def table(names: Names, result: "AuditResult") -> Table:
    """Return each claim beside what follows from its grounds."""
    columns = (
        Column("Claim"),
        Column("Said"),
        Column("Follows", "probability"),
        Column("Agrees"),
        Column("Line", "code"),
    )
    rows = []
    for finding in result.findings:
        claim = finding.claim
        stands = band(*claim.meant) if claim.meant else f"not on {result.yardstick}"
        cells: tuple[Cell, ...] = (
            _about(names, finding),
            f"{claim.text}: {stands}",
            Interval(finding.probability, finding.low, finding.high),
            _agrees(finding),
            names.place(claim.path),
        )
        rows.append(Row(cells, finding.verdict in ("below", "above")))
    note = (
        f"Words by the yardstick {result.yardstick}. Follows: from motives, prerequisites and evidence,"
        " judgements put aside."
    )
    return Table(columns, tuple(rows), "Words and what follows from the grounds", note)


def _about(names: Names, finding: "Finding") -> Prose:
    """Return what a claim is about, and who makes it where the file says."""
    claim = finding.claim
    judged = claim.name not in names.crisis.scenarios and claim.about == claim.expression
    said = phrase(claim.tree, names) if judged else prose(claim.about)
    return prose(said, f" ({claim.by})") if claim.by else said


def _agrees(finding: "Finding") -> str:
    """Return the verdict, and by which other yardsticks it would be otherwise."""
    if finding.verdict is None:
        return "–"
    said = {"within": "yes", "below": "too high a word", "above": "too low a word"}[finding.verdict]
    inside = finding.verdict == "within"
    other = [y for y, verdict in finding.readings.items() if (verdict == "within") != inside]
    return f"{said}; {'no' if inside else 'yes'} by {joined(other)}" if other else said


def _distinct(result: "AuditResult") -> Iterator["Finding"]:
    """Yield the claims that do not follow, leaving out those of which the same was just told."""
    told: list[tuple[object, ...]] = []
    for finding in result.apart:
        same = (finding.verdict, finding.motives, finding.ceiling, round(finding.probability, 2))
        if same not in told:
            told.append(same)
            yield finding


def _disagreement(names: Names, finding: "Finding") -> Prose:
    """Say why the words do not follow, and what would reconcile them."""
    claim = finding.claim
    parts: list[Wording] = [
        strong(plain(_about(names, finding))),
        f": called {claim.text}, comes to {percent(finding.probability)}",
    ]
    if finding.firm:
        parts.append(", outside it over the whole range of what is not known")
    if abs(finding.with_judgements - finding.probability) >= LEAST:
        parts.append(f" ({percent(finding.with_judgements)} with the judgements of the file)")
    parts.append(".")
    parts += _by_prerequisites(names, finding)
    for motive in finding.motives:
        parts += _by_motive(names, motive)
    parts += _by_remedies(names, finding)
    return prose(*parts)


def _by_prerequisites(names: Names, finding: "Finding") -> Iterator[Wording]:
    most = finding.ceiling
    if most is None or not most.needs or most.probability > 1 - LEAST:
        return
    needed = listed(
        [prose("“", names.thing(n), "”" if held else "” to be false") for n, held in most.needs]
    )
    yield " It needs "
    yield from (needed,)
    bound = percent(most.probability)
    if finding.impossible:
        which = "all of which together are" if len(most.needs) > 1 else "which is"
        yield f", {which} believed at {bound}: no want can make it more likely than that."
    else:
        yield f", so that it can be {bound} at most."


def _by_motive(names: Names, motive: "Motive") -> Iterator[Wording]:
    yield " By its wants, “"
    yield strong(names.thing(motive.option), names.tone(motive.option))
    who = names.actor(names.owner(motive.option))
    if motive.gain is None:
        yield f"” cannot be begun from where it stands ({who})."
        return
    gain = "gain" if motive.gain > 0 else "lose"
    yield (
        f"” would pay {who} at once in {about(motive.pays)} of what may be so; on average it would"
        f" {gain} {number(abs(round(motive.gain, 1)))} units of utility."
    )


def _by_remedies(names: Names, finding: "Finding") -> Iterator[Wording]:
    if finding.remedies is None:
        return
    if not finding.remedies:
        yield " No plausible change of the assumptions that were tried reconciles them."
        return
    first = finding.remedies[0]
    if not first.reconciles:
        yield " No change that was tried reconciles them; what goes furthest, to"
        yield f" {percent(first.answer)}: "
        yield from _remedy(names, first)
        yield "."
        return
    one = len(first.changes) == 1
    which = "one assumption" if one else "assumptions, none of which will do alone,"
    yield f" Smallest change of {which} that reconciles them: "
    for k, remedy in enumerate(finding.remedies):
        yield "; or " if k else ""
        yield from _remedy(names, remedy)
    yield "."


def _remedy(names: Names, remedy: "Remedy") -> Iterator[Wording]:
    for k, change in enumerate(remedy.changes):
        label = input_label(change.path, names, change.label)
        place = names.place(change.path)
        yield " and " if k else ""
        yield f"{label} {number(change.now)} → {number(change.value)}"
        yield f" ({place})" if place else ""
    yield f" ({percent(remedy.share)} of the way to the end of what is plausible: "
    yield code(" ".join(f"--set {text}" for change in remedy.changes for text in change.sets))
    yield ")"


def _repeats(names: Names, result: "AuditResult") -> Iterator[Prose]:
    places = {signal.id: k for k, signal in enumerate(names.crisis.signals)}
    for repeat in result.repeats:
        where = [names.place(("signals", places[s])) for s in repeat.signals]
        spoken = listed([code(s) for s in repeat.signals])
        yield prose(
            spoken,
            f" {_why(names, repeat)}. Counted once, “{names.thing(repeat.hypothesis)}” is at"
            f" {percent(repeat.once)} instead of {percent(repeat.posterior)}; if they tell one thing,"
            f" mark the later with echoes ({', '.join(filter(None, where))}).",
        )


def _why(names: Names, repeat: "Repeat") -> str:
    if repeat.overlap:
        return f"share {percent(repeat.overlap)} of their words"
    if len(repeat.signals) > 2:
        return f"all come from one source, {names.source(repeat.source)}, and say the same way"
    return f"come from one voice in one source, {names.source(repeat.source)}, within days"


def _unsupported(names: Names, found: "Unsupported") -> Prose:
    place = names.place(found.path)
    tail = f" ({place})" if place else ""
    if found.kind == "motive":
        return prose(
            code(found.name), f" is called ulterior without a source or a claim to test{tail}."
        )
    hanging = counted(len(found.used), "want or option", "wants or options")
    why = "every signal speaks against it" if found.against else "no signal bears on it"
    told = prose(
        "“",
        strong(names.thing(found.name)),
        f"”: {hanging} {'hangs' if len(found.used) == 1 else 'hang'} on it and {why}; it stands at"
        f" {percent(found.believed or 0.0)}{tail}.",
    )
    if found.swing:
        scenario = max(found.swing, key=lambda s: abs(found.swing[s]))
        if abs(found.swing[scenario]) >= LEAST:
            moved = points(found.swing[scenario])
            told = prose(
                told, f" Were it true rather than false: {names.scenario(scenario)} {moved}."
            )
    return told
