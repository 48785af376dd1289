"""Actors of a drafted file, their options and what they want."""

from typing import Any

from standoff.draft.compose_ledger import Ledger, any_of_options, passages
from standoff.draft.proposal import Actor, Motive, Option, Proposal, Tie, Want

COST = "minor"
"""Neutral weight of what acting costs the actor, the same for everyone."""

HARM = "moderate"
"""Neutral weight of what is done against an actor, and of what the text says it wants."""

_SAID = {"ongoing": "going on", "denied": "denied", "possible": "possible"}


def actors(ledger: Ledger, resolved: dict[str, str]) -> dict[str, Any]:
    """Return the actors with their options and preferences.

    Parameters
    ----------
    ledger : Ledger
    resolved : dict of str to str
        The option that an actor takes if it means what it signals.
    """
    return {key: _actor(ledger, key, p, resolved) for key, p in ledger.choice.actors.items()}


def _actor(
    ledger: Ledger, key: str, proposal: Proposal, resolved: dict[str, str]
) -> dict[str, Any]:
    content = proposal.content
    assert isinstance(content, Actor)
    also = [name for name in content.also if name != content.name][:5]
    ledger.margin.sure(("actors", key), proposal, f"; also: {', '.join(also)}" if also else "")
    options = {
        ledger.option(name).key: _option(ledger, name, p)
        for name, p in ledger.choice.options.items()
        if ledger.option(name).actor == key
    }
    found = {
        "name": content.name,
        "kind": content.sort,
        "options": options,
        "preferences": _preferences(ledger, key, resolved.get(key)),
        "from": passages(proposal),
    }
    return {name: value for name, value in found.items() if value not in ({}, [])}


def _option(ledger: Ledger, name: str, proposal: Proposal) -> dict[str, Any]:
    content = ledger.option(name)
    path = ("actors", content.actor, "options", content.key)
    status = _SAID.get(content.status, content.status)
    ledger.margin.sure(path, proposal, f"; {status}; effort is a default")
    against = [key for key in content.against if key in ledger.choice.actors]
    if content.force > 0 and not against:
        ledger.questions.append(f"Whom does {name} hurt? The text does not say (`against`).")
    option: dict[str, Any] = {"label": content.label}
    if against:
        option["against"] = against
    effort = content.effort
    option["effort"] = int(effort) if effort == int(effort) else effort
    if name in ledger.needs:
        option["needs"] = " and ".join(ledger.needs[name])
    option["from"] = passages(proposal)
    return option


def _preferences(ledger: Ledger, key: str, means: str | None) -> list[dict[str, Any]]:
    """From the text where it gives any; the rest are neutral defaults, the same for all."""
    found: list[dict[str, Any]] = []

    def add(remark: str, **statement: Any) -> None:
        if all(statement["prefer"] != there["prefer"] for there in found):
            ledger.margin.note(("actors", key, "preferences", len(found)), remark)
            found.append(statement)

    for proposal in ledger.choice.wants:
        content = proposal.content
        if isinstance(content, Want) and content.actor == key:
            remark = f"{proposal.confidence:.0%} sure; its weight is a guess"
            wanted = _wanted(ledger, content)
            add(remark, prefer=wanted, weight=HARM, **{"from": passages(proposal)})
    for proposal in ledger.choice.motives:
        content = proposal.content
        given = ledger.motives.get(proposal.id)
        if isinstance(content, Motive) and content.actor == key and content.wants and given:
            motive = "ulterior" if content.motive == "ulterior" else "declared"
            add(
                f"{proposal.confidence:.0%} sure; its weight is a guess",
                prefer=any_of_options(ledger.choice.stands_for(content.wants), alone=True),
                weight=HARM,
                motive=motive,
                given=given,
                **{"from": passages(proposal)},
            )
    if means is not None:
        remark = "guess: so that signals count; if it means it, it wants to act"
        add(remark, prefer=means, weight=HARM, given=f"{key}_resolved")
    for name in ledger.choice.options:
        option = ledger.option(name)
        if key in option.against:
            add("neutral: it is done against it", prefer=f"not {name}", weight=HARM)
        if option.actor == key and option.force >= 0:
            add("neutral: the cost of acting", prefer=f"not {name}", weight=COST)
    return found


def _wanted(ledger: Ledger, content: Want) -> str:
    meant = any_of_options(ledger.choice.stands_for(content.option))
    if content.answers:
        cause = any_of_options(ledger.choice.stands_for(content.answers))
        return f"{cause} implies {meant}"
    return meant if content.wanted else f"not {meant}"


def ties(ledger: Ledger) -> list[dict[str, Any]]:
    """Return the ties; none of them gives a regard, which only the analyst can."""
    found = []
    for k, proposal in enumerate(ledger.choice.ties):
        content = proposal.content
        assert isinstance(content, Tie)
        ledger.margin.sure(("ties", k), proposal, "; no regard is drafted")
        found.append(
            {
                "from": content.from_,
                "to": content.to,
                "kind": content.relation[:60],
                "passages": passages(proposal),
            }
        )
    return found


def status_quo(ledger: Ledger) -> list[str]:
    """Return the options that the text speaks of as going on."""
    found: list[str] = []
    for name, proposal in ledger.choice.options.items():
        if isinstance(proposal.content, Option) and proposal.content.status == "ongoing":
            note = "guess: the text speaks of it as going on"
            ledger.margin.note(("status_quo", len(found)), note)
            found.append(name)
    return found
