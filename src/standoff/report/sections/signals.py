"""What the signals say, in order, and what each of them changed."""

import datetime as dt

from standoff.crisis.fields import read_setting
from standoff.crisis.model import Signal
from standoff.engines.evidence import STILL, ReplayStep
from standoff.report.blocks import Block, Column, Row, Section, Table, bullets, callout
from standoff.report.figures import Entry, Event, LineChart, Point, Series, Timeline
from standoff.report.naming import Names
from standoff.report.outlook import Outlook
from standoff.report.palette import Tone
from standoff.report.prose import Prose, Wording, code, listed, prose, strong
from standoff.report.sections import grounds
from standoff.report.words import clipped, counted, day, joined, percent, points
from standoff.settings import MONTH_DAYS
from standoff.workbench import Analysis

PART = 12
"""Signals in one drawing."""

CURVES = 4
"""Scenarios whose replay is drawn."""

LONGEST = 90
"""Characters of a summary in the title of a figure."""


def section(analysis: Analysis) -> Section:
    """Return belief before and after, every signal with its push, and the replayed forecast."""
    crisis = analysis.crisis
    title = "What the signals changed"
    if not fits(analysis):
        note = callout(
            "note",
            "No signals",
            "The file holds no signals, no observed moves, no judgements and no base rates.",
        )
        return Section("signals", title, (note,))
    blocks: list[Block] = []
    if crisis.hypotheses:
        blocks.append(beliefs(analysis))
    if crisis.scenarios:
        if any(step.date for step in analysis.replay.steps):
            blocks.extend(timelines(analysis))
            blocks.append(replayed(analysis))
        blocks.extend(grounds.blocks(analysis))
    else:
        blocks.append(pushes(analysis))
    remarks = [*_idle(analysis), *_echoes(crisis.signals)]
    if remarks:
        blocks.append(bullets(*remarks))
    return Section("signals", title, tuple(blocks), _lead(analysis))


def fits(analysis: Analysis) -> bool:
    """Tell whether the file holds any evidence."""
    crisis = analysis.crisis
    return bool(crisis.signals or crisis.observed or crisis.judgements or crisis.base_rates)


def _lead(analysis: Analysis) -> Prose:
    if not analysis.crisis.scenarios:
        return prose(f"{counted(len(analysis.crisis.signals), 'signal').capitalize()}.")
    first, last = analysis.replay.steps[0], analysis.replay.steps[-1]
    leading = Outlook(analysis).leading
    before, after = first.scenarios[leading.scenario], last.scenarios[leading.scenario]
    lead = prose(
        "All evidence together took ",
        strong(leading.title, leading.tone),
        f" from {percent(before)} to {percent(after)}.",
    )
    moved = moved_most(analysis)
    return prose(lead, " Most of all: ", moved) if moved else lead


def moved_most(analysis: Analysis) -> Prose:
    """Return which signals or moves moved the leading scenario most; empty if none did."""
    if not analysis.crisis.scenarios or len(analysis.replay.steps) < 2:
        return ()
    names, leading = Names(analysis.crisis), Outlook(analysis).leading.scenario
    steps = [s for s in analysis.replay.steps if abs(s.change[leading]) >= STILL]
    steps.sort(key=lambda step: -abs(step.change[leading]))
    if not steps:
        return ()
    told = [f"{_titled(names, s)} ({points(s.change[leading])})" for s in steps[:2]]
    return prose(f"{joined(told)}.")


def _titled(names: Names, step: ReplayStep) -> str:
    if step.kind == "background":
        return "the judgements and base rates"
    assert step.date is not None
    if step.kind == "quiet":
        return f"that nothing watched changed by {day(step.date)}"
    if step.kind == "observed":
        return f"that {_observed(names, step.id)} was seen on {day(step.date)}"
    signal = next(s for s in names.crisis.signals if s.id == step.id)
    speaker = names.actor(signal.speaker) if signal.speaker else signal.id
    return f"{speaker} on {day(step.date)}, “{clipped(signal.summary, LONGEST)}”"


def _observed(names: Names, settings: str) -> str:
    told = []
    for written in settings.split(", "):
        setting = read_setting(written)
        thing = f"“{names.thing(setting.name)}”"
        level = setting.level or "on"
        told.append(f"{thing} {level}" if level in ("on", "off") else f"{thing} at {level}")
    return joined(told)


def beliefs(analysis: Analysis) -> Table:
    """Return every claim before and after the signals."""
    names = Names(analysis.crisis)
    columns = (
        Column("Claim"),
        Column("Before", "probability"),
        Column("After", "probability"),
        Column("Points", "points"),
        Column("In words"),
        Column("Moves the forecast", "mark"),
    )
    live = set(analysis.problem.hypotheses)
    rows = tuple(
        Row(
            (
                analysis.crisis.hypotheses[name].claim,
                belief.prior,
                belief.posterior,
                belief.posterior - belief.prior,
                names.word(belief.posterior),
                name in live,
            )
        )
        for name, belief in analysis.evidence.hypotheses.items()
    )
    return Table(columns, rows, caption="What is believed before and after the evidence")


def timelines(analysis: Analysis) -> list[Timeline]:
    """Return every signal and observed move with its push on the leading scenario.

    Long lists come in parts that share an axis, so that each part fits a page of paper.
    """
    names, leading = Names(analysis.crisis), Outlook(analysis).leading
    steps = [s for s in analysis.replay.steps if s.date and not (s.kind == "quiet" and s.still)]
    entries = [_entry(names, step, leading.scenario) for step in steps]
    pushes = [entry.push or 0.0 for entry in entries]
    reach = (min(pushes, default=0.0), max(pushes, default=0.0))
    moving = sum(abs(push) >= STILL for push in pushes)
    count = -(-len(entries) // PART)
    size = -(-len(entries) // max(1, count))
    parts = [tuple(entries[i : i + size]) for i in range(0, len(entries), max(1, size))]
    finding = f"{moving} of {counted(len(steps), 'signal or move', 'signals and moves')} moved it"
    titles = [f"{finding}: push on “{leading.title}”"]
    titles += [f"From {day(part[0].date)} on: push on “{leading.title}”" for part in parts[1:]]
    return [
        Timeline(title, part, of=leading.title, reach=reach)
        for title, part in zip(titles, parts, strict=False)
    ]


def _entry(names: Names, step: ReplayStep, scenario: str) -> Entry:
    assert step.date is not None
    push, after = step.change[scenario], step.scenarios[scenario]
    if step.kind == "quiet":
        return Entry(
            step.date, "Time", "Nothing watched was seen to change", push=push, after=after
        )
    if step.kind == "observed":
        first = read_setting(step.id.split(", ")[0]).name
        who = names.actor(names.owner(first)) if names.owner(first) else "Chance"
        seen = f"Seen: {_observed(names, step.id)}"
        return Entry(step.date, who, seen, names.tone(first), push, after, key=step.id)
    signal = next(s for s in names.crisis.signals if s.id == step.id)
    speaker, tone = _speaker(names, signal)
    aside = _aside(names, signal)
    return Entry(step.date, speaker, signal.summary, tone, push, after, aside, signal.id)


def _speaker(names: Names, signal: Signal) -> tuple[str, Tone]:
    if not signal.speaker:
        return signal.id, "muted"
    return names.actor(signal.speaker), names.actor_tone(signal.speaker)


def _aside(names: Names, signal: Signal) -> str:
    parts = [names.crisis.reliability(signal)]
    if signal.date_inferred:
        parts.append("date inferred")
    if signal.echoes:
        parts.append(f"echoes {signal.echoes}")
    parts.append(names.source(signal.source))
    return ", ".join(part for part in parts if part)


def pushes(analysis: Analysis) -> Timeline:
    """Return every signal with its push on the claim that it bears on most."""
    names = Names(analysis.crisis)
    strongest: dict[str, float] = {}
    for effect in analysis.evidence.signals:
        before = strongest.get(effect.signal, 0.0)
        strongest[effect.signal] = max(before, effect.added, key=abs)
    entries = []
    for signal in analysis.crisis.signals:
        speaker, tone = _speaker(names, signal)
        push = strongest.get(signal.id)
        aside = _aside(names, signal)
        entry = Entry(signal.date, speaker, signal.summary, tone, push, None, aside, signal.id)
        entries.append(entry)
    title = "The signals, each with its push on the claim that it bears on most"
    return Timeline(title, tuple(entries), unit="log odds")


def replayed(analysis: Analysis) -> LineChart:
    """Return the forecast as of every date, for the leading and the named cases."""
    outlook = Outlook(analysis)
    steps = analysis.replay.steps
    dates = [step.date for step in steps if step.date]
    origin = dates[0] - dt.timedelta(days=7)
    cases = [*outlook.case("best"), *outlook.case("worst")]
    chosen = [outlook.leading, *(e for e in (*cases, *outlook.ranked) if e is not outlook.leading)]
    shown = list({estimate.scenario: estimate for estimate in chosen}.values())[:CURVES]
    series = tuple(
        Series(e.title, _replay_points(steps, e.scenario, origin), e.tone, i == 0, e.scenario)
        for i, e in enumerate(shown)
    )
    ticks = tuple(
        Event((step.date - origin).days / MONTH_DAYS, key=step.id) for step in steps if step.date
    )
    title = "The forecast as it would have stood on each day"
    return LineChart(title, series, origin, ticks, stepped=True)


def _replay_points(
    steps: tuple[ReplayStep, ...], scenario: str, origin: dt.date
) -> tuple[Point, ...]:
    """Return the last probability of each day."""
    by_day: dict[float, float] = {}
    for step in steps:
        elapsed = (step.date - origin).days / MONTH_DAYS if step.date else 0.0
        by_day[elapsed] = step.scenarios[scenario]
    return tuple(Point(elapsed, value) for elapsed, value in by_day.items())


def _idle(analysis: Analysis) -> list[Wording]:
    if not analysis.crisis.scenarios:
        return []
    idle = [step.id for step in analysis.replay.steps if step.kind == "signal" and step.still]
    if not idle:
        return []
    live = analysis.problem.hypotheses
    dead = [f"“{h.claim}”" for name, h in analysis.crisis.hypotheses.items() if name not in live]
    ids = listed([code(name) for name in idle])
    said = prose(f"{counted(len(idle), 'signal').capitalize()} changed no scenario: ", ids, ".")
    if dead:
        said = prose(said, f" No want and no option hangs on these claims: {'; '.join(dead)}.")
    return [said]


def _echoes(signals: tuple[Signal, ...]) -> list[Wording]:
    repeated = [signal for signal in signals if signal.echoes]
    if not repeated:
        return []
    told = listed([prose(code(s.id), " repeats ", code(s.echoes or "")) for s in repeated])
    return [prose("An echo adds nothing beyond the stronger of the two: ", told, ".")]
