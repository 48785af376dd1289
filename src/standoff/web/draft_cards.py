"""What stands beside the article: proposals as cards by kind, and what is only listed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from standoff.draft.describe import describe
from standoff.draft.proposal import Draft, Proposal
from standoff.draft.review import REVIEWED, TITLES, reviewed
from standoff.report.words import counted
from standoff.web.draft_review import Review, State

LISTED = {
    "question": "Questions for you",
    "loaded": "Loaded wording, not taken over",
    "likelihood": "Words of likelihood",
    "hedge": "Hedges",
    "actor": "Named as sources only",
}
"""Kinds that nothing is decided about, in the order of the page."""


@dataclass(frozen=True)
class Card:
    """One proposal, or all that say the same where they are only listed.

    Attributes
    ----------
    number : int
        On the page, from 0.
    places : tuple of int
        Of its proposals in the draft.
    key : str
        Id to decide about; empty where it is only listed.
    kind, line : str
        What it is, and what it says.
    sure : str
        Confidence, in per cent.
    passages : int
        How many passages it rests on.
    verdict : str
        ``accepted``, ``edited``, ``rejected``; empty while it is open.
    note : str
        Why it would not be in the file; empty where it would.
    """

    number: int
    places: tuple[int, ...]
    key: str
    kind: str
    line: str
    sure: str
    passages: int
    verdict: str = ""
    note: str = ""


@dataclass(frozen=True)
class Group:
    """The cards of a kind.

    Attributes
    ----------
    asked : bool
        Whether the analyst is asked about them.
    """

    kind: str
    title: str
    cards: tuple[Card, ...]
    asked: bool


def groups(review: Review, state: State) -> tuple[Group, ...]:
    """Return all cards, those that are asked about first."""
    draft = review.draft
    places = {proposal.id: place for place, proposal in enumerate(draft.proposals)}
    found: list[Group] = []
    number = 0
    for kind in REVIEWED:
        cards = [
            _asked(number + k, places[p.id], p, state)
            for k, p in enumerate(p for p in reviewed(draft) if p.kind == kind)
        ]
        number += len(cards)
        found.append(Group(kind, TITLES[kind], tuple(cards), True))
    for kind, title in LISTED.items():
        alike = _alike(p for p in draft.of_kind(kind) if p.id not in review.by_id)
        listed = [
            _listed(number + k, line, same, places) for k, (line, same) in enumerate(alike.items())
        ]
        number += len(listed)
        found.append(Group(kind, title, tuple(listed), False))
    return tuple(group for group in found if group.cards or group.kind == "question")


def _asked(number: int, place: int, proposal: Proposal, state: State) -> Card:
    key = proposal.id
    verdict = state.verdicts.get(key, "")
    return Card(
        number,
        (place,),
        key,
        proposal.kind,
        describe(state.contents[key]),
        f"{proposal.confidence:.0%}",
        len(proposal.evidence),
        verdict,
        "" if verdict == "rejected" else state.left_out.get(key, ""),
    )


def _alike(proposals: Iterable[Proposal]) -> dict[str, list[Proposal]]:
    """Gather proposals that read the same."""
    found: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        found.setdefault(describe(proposal.content), []).append(proposal)
    return found


def _listed(number: int, line: str, same: Sequence[Proposal], places: dict[str, int]) -> Card:
    kind, passages = same[0].kind, sum(len(p.evidence) for p in same)
    sure = f"{max(p.confidence for p in same):.0%}"
    return Card(number, tuple(places[p.id] for p in same), "", kind, line, sure, passages)


def owners(shown: Iterable[Group]) -> dict[int, int]:
    """Return the card of each proposal, by its place in the draft."""
    return {place: card.number for group in shown for card in group.cards for place in card.places}


def told(review: Review, state: State, shown: Sequence[Group]) -> dict[str, Any]:
    """Return how far the review is, as plain data: what changes on the page after each step."""
    asked = [card for group in shown if group.asked for card in group.cards]
    decided = sum(card.verdict != "" for card in asked)
    return {
        "cards": {
            str(card.number): {"verdict": card.verdict, "line": card.line, "note": card.note}
            for card in asked
        },
        "decided": decided,
        "open": len(asked) - decided,
        "steps": review.steps,
        "would": would(state),
        "questions": questions(review.draft, state),
        "problem": state.problem,
    }


def questions(draft: Draft, state: State) -> list[str]:
    """Return what the draft asks beyond what the back end asked, which has cards of its own."""
    known = {describe(p.content) for p in draft.of_kind("question")}
    asked = state.composition.questions if state.composition else ()
    return [text for text in asked if " ".join(text.split()) not in known]


def would(state: State) -> str:
    """Say what the draft would hold if it were written now; empty where nothing could be."""
    if state.composition is None:
        return ""
    data = state.composition.data
    held = {
        "actor": len(data["actors"]),
        "option": sum(len(actor.get("options", {})) for actor in data["actors"].values()),
        "signal": len(data.get("signals", [])),
        "scenario": len(data.get("scenarios", {})),
        "question": len(state.composition.questions),
    }
    parts = [counted(count, what) for what, count in held.items()]
    return f"{', '.join(parts[:-1])}; {parts[-1]} for you"
