"""What stands beside the article: proposals as cards by kind, and what is only listed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from standoff.draft.describe import describe
from standoff.draft.locate import Span
from standoff.draft.proposal import Draft, Proposal
from standoff.draft.review import REVIEWED, TITLES, reviewed
from standoff.report.words import counted
from standoff.web.draft_items import Item
from standoff.web.draft_review import Review, State
from standoff.web.draft_text import Passage

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
    spans : tuple of Span
        The passages that it rests on.
    key : str
        Id to decide about; empty where it is only listed.
    kind, line : str
        What it is, and what it says.
    sure : str
        Confidence, in per cent.
    verdict : str
        ``accepted``, ``edited``, ``rejected``; empty while it is open.
    note : str
        Why it would not be in the file; empty where it would.
    at : int
        Line of the file that came from it, 0 for none.
    """

    number: int
    spans: tuple[Span, ...]
    key: str
    kind: str
    line: str
    sure: str
    verdict: str = ""
    note: str = ""
    at: int = 0


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


def groups(review: Review, state: State, there: Sequence[Item] = ()) -> tuple[Group, ...]:
    """Return all cards, those that are asked about first.

    Parameters
    ----------
    review : Review
    state : State
    there : sequence of Item
        What the crisis file holds from the article already; what no proposal says any more comes
        last.
    """
    draft = review.draft
    numbers = count()
    found: list[Group] = []
    for kind in REVIEWED:
        cards = [_asked(next(numbers), p, state, there) for p in reviewed(draft) if p.kind == kind]
        found.append(Group(kind, TITLES[kind], tuple(cards), True))
    for kind, title in LISTED.items():
        alike = _alike(p for p in draft.of_kind(kind) if p.id not in review.by_id)
        listed = [_listed(next(numbers), line, same) for line, same in alike.items()]
        found.append(Group(kind, title, tuple(listed), False))
    held = [
        Card(next(numbers), item.spans, "", item.kind, item.title, "", at=item.line)
        for item in there
        if not any(item.says(p) for p in review.by_id.values())
    ]
    found.append(Group("held", "In the file, and not proposed here", tuple(held), False))
    return tuple(group for group in found if group.cards or group.kind == "question")


def _asked(number: int, proposal: Proposal, state: State, there: Iterable[Item]) -> Card:
    key = proposal.id
    verdict = state.verdicts.get(key, "")
    return Card(
        number,
        tuple(one.span for one in proposal.evidence),
        key,
        proposal.kind,
        describe(state.contents[key]),
        f"{proposal.confidence:.0%}",
        verdict,
        "" if verdict == "rejected" else state.left_out.get(key, ""),
        _line(proposal, there),
    )


def _line(proposal: Proposal, there: Iterable[Item]) -> int:
    """Return the line of the item that a proposal became, of its own kind if there is one."""
    came = [(item.kind != proposal.kind, item.line) for item in there if item.says(proposal)]
    return min(came)[1] if came else 0


def _alike(proposals: Iterable[Proposal]) -> dict[str, list[Proposal]]:
    """Gather proposals that read the same."""
    found: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        found.setdefault(describe(proposal.content), []).append(proposal)
    return found


def _listed(number: int, line: str, same: Sequence[Proposal]) -> Card:
    spans = sorted({one.span for proposal in same for one in proposal.evidence})
    sure = f"{max(p.confidence for p in same):.0%}"
    return Card(number, tuple(spans), "", same[0].kind, line, sure)


def passages(shown: Iterable[Group]) -> Iterator[Passage]:
    """Return where the cards rest in the text."""
    for group in shown:
        for card in group.cards:
            for span in card.spans:
                yield Passage(span.start, span.end, card.number, card.kind)


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
    parts = [counted(number, what) for what, number in held.items()]
    return f"{', '.join(parts[:-1])}; {parts[-1]} for you"
