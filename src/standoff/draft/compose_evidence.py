"""Hypotheses and signals of a drafted file: what is not known, and what was said about it."""

import datetime as dt
from collections import Counter
from typing import Any

from standoff.draft.choose import Choice
from standoff.draft.compose_ledger import EVEN, SOURCE, Ledger, passages
from standoff.draft.keys import slug
from standoff.draft.proposal import Motive, Prerequisite, Proposal, Scenario, Signal
from standoff.draft.rules.how_likely import ranges_of

MAX_MOTIVES = 1
MAX_RESOLVED = 2
"""Every hypothesis doubles the work of a point forecast."""

SHORT_DAYS = 25
"""An interval that is no longer is dated by its middle, a longer one by its end."""


def prerequisites(ledger: Ledger) -> None:
    """Make a hypothesis of what must hold first, and let the option need it; ask where unsure."""
    for proposal in ledger.choice.prerequisites:
        content = proposal.content
        assert isinstance(content, Prerequisite)
        if content.of is None:
            ledger.questions.append(f"What does this have to hold for? {content.claim}")
        elif not content.strict:
            text = f"Only to succeed, or to happen at all? {content.of}: {content.claim}"
            ledger.questions.append(text)
        else:
            base = f"{content.of.split('.')[1]}_needs"
            name = ledger.suppose(base, content.claim, proposal)
            for option in ledger.choice.stands_for(content.of):
                ledger.needs.setdefault(option, []).append(name)


def motives(ledger: Ledger) -> None:
    """Make hypotheses of motives that an option would serve; ask about the others."""
    for proposal in ledger.choice.motives:
        content = proposal.content
        assert isinstance(content, Motive)
        if content.motive == "unknown":
            text = f"The text leaves it open: {content.claim}. What do you think?"
            ledger.questions.append(text)
        elif content.wants is None or not ledger.choice.stands_for(content.wants):
            said = "an ulterior motive" if content.motive == "ulterior" else "a motive"
            sure = f"{proposal.confidence:.0%} sure"
            ledger.questions.append(f"What would this move ({said}, {sure})? {content.claim}")
        elif len(ledger.motives) >= MAX_MOTIVES:
            ledger.leave_out(proposal, "hypotheses enough; each doubles the work")
        else:
            base = f"{content.actor or 'a'}_motive"
            ledger.motives[proposal.id] = ledger.suppose(base, content.claim, proposal)


def resolved(ledger: Ledger) -> dict[str, str]:
    """Suppose of those who signal that they mean it, and return what they would then do.

    Without this no signal would move anything. Of an actor's forceful options that are not going
    on, the surest and cheapest is taken.
    """
    speakers = Counter(
        p.content.speaker
        for p in ledger.choice.signals
        if isinstance(p.content, Signal) and p.content.direction != "unclear"
    )
    found: dict[str, str] = {}
    for key, _ in speakers.most_common():
        if key not in ledger.choice.actors or len(found) == MAX_RESOLVED:
            continue
        forceful = [
            name
            for name in ledger.choice.options
            if (option := ledger.option(name)).actor == key
            and option.force > 0
            and option.status not in ("ongoing", "denied")
        ]
        if forceful:
            found[key] = max(forceful, key=lambda name: _readiness(ledger, name))
            name = f"{key}_resolved"
            claim = f"{ledger.name(key)} means to act and does not only talk"
            ledger.hypotheses[name] = {"claim": claim, "prior": EVEN}
            note = "guess: made so that its signals can count; even odds"
            ledger.margin.note(("hypotheses", name), note)
    return found


def _readiness(ledger: Ledger, name: str) -> float:
    """What somebody who means it would do: what the author calls likely, then what is cheap."""
    called = 0.0
    for proposal in ledger.choice.scenarios:
        content = proposal.content
        if isinstance(content, Scenario) and content.options == (name,):
            span = ranges_of(content.likelihood or "").get(ledger.yardstick, (EVEN, EVEN))
            rank = {"most": 1.0, "least": -1.0}.get(content.rank or "", 0.0)
            called = max(called, rank + sum(span) - 1, key=abs)
    return called + ledger.choice.options[name].firm - EFFORT_COUNTS * ledger.option(name).effort


EFFORT_COUNTS = 0.3
"""By how much a unit of effort makes an option less of what an actor would do first."""


def signals(ledger: Ledger) -> list[dict[str, Any]]:
    """Return the signals in the order of the text, each dated by its interval."""
    found: list[dict[str, Any]] = []
    count: Counter[str] = Counter()
    for proposal in ledger.choice.signals:
        content = proposal.content
        assert isinstance(content, Signal)
        base = slug(content.person or content.speaker, "s")
        count[base] += 1
        signal = _signal(ledger, content, proposal)
        found.append({"id": f"{base}_{count[base]}", **signal})
        first, last = _interval(ledger, content)
        chain = " > ".join([*content.via, content.person or content.speaker])
        span = f"{first} to {last}" if first != last else f"{first}"
        more = f"; {content.mode}, {content.direction}; {chain}; {span}"
        ledger.margin.sure(("signals", len(found) - 1), proposal, more)
    return found


def _interval(ledger: Ledger, content: Signal) -> tuple[dt.date, dt.date]:
    last = min(content.latest or ledger.day, ledger.day)
    return min(content.earliest or ledger.day, last), last


def _signal(ledger: Ledger, content: Signal, proposal: Proposal) -> dict[str, Any]:
    first, last = _interval(ledger, content)
    middle = first + (last - first) / 2 if (last - first).days < SHORT_DAYS else last
    signal: dict[str, Any] = {"date": middle.isoformat()}
    if first != last or content.latest is None:
        signal["date_inferred"] = True
    signal |= {"speaker": _speaker(content.speaker, ledger.choice), "source": SOURCE}
    if content.reliability:
        signal["reliability"] = content.reliability
    signal["summary"] = content.summary
    hypothesis = f"{content.speaker}_resolved"
    if hypothesis in ledger.hypotheses and content.direction != "unclear":
        strength = "moderate" if content.mode == "direct" else "slight"
        side = "for" if content.direction == "towards" else "against"
        signal["bears_on"] = {hypothesis: f"{strength} {side}"}
    return signal | {"from": passages(proposal)}


def _speaker(speaker: str, choice: Choice) -> str:
    """An actor of the file by key; anyone else by a name that cannot be mistaken for one."""
    if speaker in choice.actors:
        return speaker
    return speaker[0].upper() + speaker[1:].replace("_", " ")
