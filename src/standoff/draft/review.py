"""The walk through the proposals: each with its passage; accept, edit, reject, or later.

It asks in words and reads single letters, in any terminal; what asks and what shows are handed in,
so that the same walk runs in a test.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from standoff.draft.decisions import Decisions
from standoff.draft.describe import describe
from standoff.draft.edit import edited, fields
from standoff.draft.proposal import Actor, AnyContent, Draft, Evidence, Proposal
from standoff.errors import UsageError

Ask = Callable[[str], str]
Show = Callable[[str], None]

REVIEWED = (
    "actor",
    "option",
    "scenario",
    "prerequisite",
    "consequence",
    "hypothesis",
    "preference",
    "tie",
    "signal",
)
"""Kinds that the walk asks about, in its order; the others are only listed in the file."""

BEFORE, AFTER = 70, 90
"""Characters around a passage that are shown."""

HELP = (
    "y accept   n reject   e edit   s later   b back   a accept all of this kind"
    "   w show more   q leave"
)
TITLES = {
    "actor": "Actors",
    "option": "Options: what each can do",
    "scenario": "Scenarios",
    "prerequisite": "Prerequisites",
    "consequence": "Consequences",
    "hypothesis": "Motives and unknowns",
    "preference": "Preferences",
    "tie": "Ties",
    "signal": "Signals: who said or did what",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How a walk ended.

    Attributes
    ----------
    accepted, edited, rejected, later : int
        What was decided in all, and how many proposals are still open.
    """

    accepted: int
    edited: int
    rejected: int
    later: int


def review(draft: Draft, decisions: Decisions, ask: Ask, show: Show) -> Tally:
    """Walk through what is not decided yet; every decision is kept at once.

    Parameters
    ----------
    draft : Draft
    decisions : Decisions
        What was decided before; added to.
    ask : callable
        Shows a prompt and returns a line; raising `EOFError` leaves.
    show : callable
        Shows lines.

    Returns
    -------
    Tally
    """
    kinds = reviewed(draft)
    todo = [p for p in kinds if decisions.of(p) is None]
    known = len(kinds) - len(todo)
    if known:
        show(f"{known} proposals are decided already; {decisions.path.name} holds the decisions.")
    show(f"{len(todo)} proposals to look at. {HELP}\n")
    place, heading = 0, ""
    while 0 <= place < len(todo):
        proposal = todo[place]
        if proposal.kind != heading:
            heading = proposal.kind
            same = [p for p in todo if p.kind == heading]
            show(f"\n{TITLES[heading]} ({len(same)})")
        for line in _card(draft, proposal, place + 1, len(todo)):
            show(line)
        try:
            step = _answer(draft, proposal, decisions, ask, show)
        except EOFError:
            break
        if step == "quit":
            break
        if step == "all":
            rest = [p for p in todo[place:] if p.kind == heading]
            for one in rest:
                decisions.decide(one, "accepted")
            place += len(rest)
            heading = ""
            continue
        place = max(place + (-1 if step == "back" else 1), 0)
    return _tally(kinds, decisions)


def reviewed(draft: Draft) -> list[Proposal]:
    """Return the proposals that an analyst is asked about, in the order of the walk."""
    return [p for kind in REVIEWED for p in draft.of_kind(kind) if not _is_source(p)]


def _is_source(proposal: Proposal) -> bool:
    """Whether it is a newspaper or expert, who does not enter the file as an actor."""
    return isinstance(proposal.content, Actor) and proposal.content.sort == "source"


def _tally(proposals: Sequence[Proposal], decisions: Decisions) -> Tally:
    verdicts = [decisions.of(p) for p in proposals]
    return Tally(
        verdicts.count("accepted"),
        verdicts.count("edited"),
        verdicts.count("rejected"),
        verdicts.count(None),
    )


def _card(draft: Draft, proposal: Proposal, number: int, of: int) -> Iterator[str]:
    """What is proposed, and the passage that it rests on."""
    yield f"\n[{number}/{of}] {describe(proposal.content)}   ({proposal.confidence:.0%} sure)"
    yield f"    {passage(draft.article.text, proposal.evidence[0])}"
    if len(proposal.evidence) > 1:
        yield f"    and {len(proposal.evidence) - 1} more; w shows them"


def passage(text: str, evidence: Evidence) -> str:
    """Return a passage in its surroundings, marked by ``>>`` and ``<<``, on one line."""
    before = text[max(0, evidence.start - BEFORE) : evidence.start]
    after = text[evidence.end : evidence.end + AFTER]
    before = before.rpartition("\n")[2]
    after = after.partition("\n")[0]
    lead = "..." if evidence.start > BEFORE and len(before) == BEFORE else ""
    tail = "..." if len(after) == AFTER else ""
    whole = f"{lead}{before}>>{evidence.words}<<{after}{tail}"
    return "".join(c if c.isprintable() else " " for c in " ".join(whole.split()))


def _answer(
    draft: Draft, proposal: Proposal, decisions: Decisions, ask: Ask, show: Show
) -> Literal["next", "back", "quit", "all"]:
    """Ask until there is an answer that moves on."""
    while True:
        match ask("  y/n/e/s/b/a/w/q? ").strip().lower()[:1]:
            case "y":
                decisions.decide(proposal, "accepted")
                return "next"
            case "n":
                decisions.decide(proposal, "rejected")
                return "next"
            case "e":
                changed = _edit(proposal.content, ask, show)
                if changed is not None:
                    decisions.decide(proposal, "edited", changed)
                    return "next"
            case "s":
                return "next"
            case "b":
                return "back"
            case "a":
                return "all"
            case "w":
                for one in proposal.evidence:
                    show(f"    {one.start}-{one.end}: {passage(draft.article.text, one)}")
            case "q":
                return "quit"
            case _:
                show(f"  {HELP}")


def _edit(content: AnyContent, ask: Ask, show: Show) -> AnyContent | None:
    """Ask for a field and its new value until the content is as wanted; None where nothing changed."""
    began = content
    while True:
        there = fields(content)
        show("    " + "   ".join(f"{field}={value}" for field, value in there.items()))
        field = ask("    field to change (empty when done)? ").strip()
        if not field:
            return content if content != began else None
        if field not in there:
            show(f"    fields: {', '.join(there)}")
            continue
        typed = ask(f"    {field} (empty for nothing; commas divide a list)? ")
        try:
            content = edited(content, {field: typed})
        except UsageError as error:
            show(f"    that does not fit: {error}")
