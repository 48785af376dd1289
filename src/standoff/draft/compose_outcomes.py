"""Scenarios and consequences of a drafted file, and the events that nobody is said to choose."""

from math import log
from typing import Any

from standoff.crisis.fields import MAX_NAME
from standoff.draft.compose_ledger import Ledger, any_of_options, passages
from standoff.draft.proposal import Consequence, Proposal, Scenario
from standoff.draft.rules.how_likely import ranges_of

HORIZON_MONTHS = 12
"""The horizon of a file that gives none."""

NO_RATE = "1 per 12 months"
"""Rate of an event of which the text does not say how likely it is."""


def scenarios(ledger: Ledger) -> dict[str, Any]:
    """Return the scenarios; where the text has none, the gravest options, said to be a default."""
    found: dict[str, Any] = {}
    for proposal in ledger.choice.scenarios:
        content = proposal.content
        assert isinstance(content, Scenario)
        when = _when(ledger, content) if content.options else _event(ledger, content, proposal)
        if when is None:
            ledger.leave_out(proposal, "is going on already")
        elif any(when == there["when"] for there in found.values()):
            ledger.leave_out(proposal, "says the same as another scenario")
        else:
            name = ledger.new_name(content.key, found)
            found[name] = _scenario(ledger, content, proposal, when)
            rank = f"; called the {content.rank} likely: a rank, no number" if content.rank else ""
            more = rank + _scales(content.likelihood)
            ledger.margin.sure(("scenarios", name), proposal, more)
    return found or _defaults(ledger)


def _scenario(ledger: Ledger, content: Scenario, proposal: Proposal, when: str) -> dict[str, Any]:
    scenario: dict[str, Any] = {"title": content.title, "when": when}
    if content.case:
        scenario["case"] = content.case
    if content.likelihood and ledger.yardstick in ranges_of(content.likelihood):
        scenario["author_says"] = content.likelihood
    elif content.likelihood:
        ledger.questions.append(
            f'The yardstick {ledger.yardstick} has no "{content.likelihood}" ({content.title}).'
            " Which probability is meant?"
        )
    return scenario | {"from": passages(proposal)}


def _when(ledger: Ledger, content: Scenario) -> str | None:
    """The time expression; None where all of it is going on already."""
    choice = ledger.choice
    meant = {o for option in content.options for o in choice.stands_for(option)}
    if all(ledger.option(name).status == "ongoing" for name in meant):
        return None
    alone = len(content.options) == 1
    wanted = " and ".join(any_of_options(choice.stands_for(o), alone) for o in content.options)
    others = [o for w in content.without for o in choice.stands_for(w) if o not in meant]
    return f"ever({wanted})" + "".join(f" and never({o})" for o in dict.fromkeys(others))


def _event(ledger: Ledger, content: Scenario, proposal: Proposal) -> str:
    """Let a scenario that nobody is said to choose be an event of chance."""
    name = ledger.new_name(f"{content.key[:30]}_happens")
    span = ranges_of(content.likelihood).get(ledger.yardstick) if content.likelihood else None
    ledger.chance[name] = {"label": content.title, "rate": _rate(span)}
    whence = "the author's word over 12 months" if span else "a guess"
    note = f"{proposal.confidence:.0%} sure; nobody is said to choose it; its rate is {whence}"
    ledger.margin.note(("chance", name), note)
    return f"ever({name})"


def _rate(span: tuple[float, float] | None) -> str:
    """The constant rate at which an event comes about with a probability within the horizon."""
    if span is None:
        return NO_RATE
    low, high = (round(-log(1 - min(p, 0.99)) / HORIZON_MONTHS, 4) for p in span)
    return f"{low}..{high} per month" if low < high else f"{low} per month"


def _scales(word: str | None) -> str:
    """What the yardsticks make of a word."""
    ranges = ranges_of(word) if word else {}
    parts = [f"{name} {100 * low:.0f}-{100 * high:.0f} %" for name, (low, high) in ranges.items()]
    return f'; "{word}": {", ".join(parts)}' if parts else ""


def _defaults(ledger: Ledger) -> dict[str, Any]:
    options = ledger.choice.options
    ranked = sorted(options, key=lambda n: -(ledger.option(n).force + options[n].firm))
    found = {}
    for name in ranked[:3]:
        option = ledger.option(name)
        key = name.replace(".", "_")[:MAX_NAME]
        title = f"{ledger.name(option.actor)}: {option.label[0].lower()}{option.label[1:]}"
        found[key] = {"title": title, "when": f"ever({name})", "from": passages(options[name])}
        note = "guess: the text names no scenario; an option instead"
        ledger.margin.note(("scenarios", key), note)
    return found


def consequences(ledger: Ledger) -> dict[str, Any]:
    """Return what is said to follow from an option; what it follows from is asked elsewhere."""
    found: dict[str, Any] = {}
    for proposal in ledger.choice.consequences:
        content = proposal.content
        assert isinstance(content, Consequence)
        if content.of is None:
            ledger.questions.append(f"What would this follow from? {content.label}")
            continue
        name = ledger.new_name(f"after_{content.of.split('.')[1]}", found)
        cause = any_of_options(ledger.choice.stands_for(content.of), alone=True)
        found[name] = {
            "label": content.label,
            "when": f"ever({cause})",
            "severity": content.severity,
            "from": passages(proposal),
        }
        ledger.margin.sure(("consequences", name), proposal, "; severity is a guess")
    return found
