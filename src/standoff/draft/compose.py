"""From proposals to a crisis file that can be checked and forecast, every guess said to be one.

What the text does not give gets a neutral default, the same for everyone: each option but a step
towards settlement costs its actor a little, each actor minds what is done against it, hypotheses
start at even odds, effort follows from the kind of act. The file says so, item by item.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from standoff.draft import compose_actors, compose_evidence, compose_outcomes
from standoff.draft.choose import choose
from standoff.draft.compose_ledger import SOURCE, Ledger
from standoff.draft.margin import with_comments
from standoff.draft.proposal import Draft, Proposal, Question
from standoff.errors import CrisisError, Fault
from standoff.files.read import read_text
from standoff.files.write import dump


@dataclass(frozen=True, slots=True)
class Composition:
    """A drafted crisis file.

    Attributes
    ----------
    text : str
        YAML with comments; it has been read and checked.
    data : dict
        The same without comments.
    questions : tuple of str
        For the analyst.
    left_out : tuple of (Proposal, str)
        What is not in the file, and why.
    """

    text: str
    data: dict[str, Any]
    questions: tuple[str, ...]
    left_out: tuple[tuple[Proposal, str], ...]


def compose(draft: Draft, yardstick: str = "readers", today: dt.date | None = None) -> Composition:
    """Compose a crisis file of a draft.

    Parameters
    ----------
    draft : Draft
        Rejected proposals taken out.
    yardstick : str
        Scale that the author's words of likelihood are read by.
    today : date, optional
        Stands in for the day of publication where that is not known.

    Returns
    -------
    Composition

    Raises
    ------
    CrisisError
        If what was found makes no crisis (no actor at all).
    """
    choice = choose(draft)
    if not choice.actors:
        message = "no actor was found: is this a text about a conflict? Nothing is written"
        raise CrisisError([Fault(message, line=1, column=1)], draft.article.name)
    ledger = Ledger(draft, choice, yardstick, today or dt.date.today())
    data = _data(ledger)
    _ask(ledger)
    ledger.margin.head = _head(draft)
    text = with_comments(dump(data), ledger.margin, draft, ledger.questions, choice)
    read_text(text, "the draft")
    return Composition(text, data, tuple(ledger.questions), tuple(choice.left_out))


def _data(ledger: Ledger) -> dict[str, Any]:
    """The file as plain data; hypotheses and events come before those who refer to them."""
    if ledger.draft.as_of is None:
        text = "When was the text published? Nothing says; the day of drafting stands in (--as-of)."
        ledger.questions.append(text)
    compose_evidence.prerequisites(ledger)
    compose_evidence.motives(ledger)
    resolved = compose_evidence.resolved(ledger)
    data: dict[str, Any] = {
        "standoff": 1,
        "title": _title(ledger),
        "as_of": ledger.day.isoformat(),
        "yardstick": ledger.yardstick,
        "sources": _sources(ledger),
        "actors": compose_actors.actors(ledger, resolved),
        "ties": compose_actors.ties(ledger),
        "status_quo": compose_actors.status_quo(ledger),
        "hypotheses": ledger.hypotheses,
        "signals": compose_evidence.signals(ledger),
        "scenarios": compose_outcomes.scenarios(ledger),
        "consequences": compose_outcomes.consequences(ledger),
        "chance": ledger.chance,
    }
    return {key: value for key, value in data.items() if value not in ({}, [], None)}


def _title(ledger: Ledger) -> str:
    acting = Counter(ledger.option(name).actor for name in ledger.choice.options)
    keys = [key for key, _ in acting.most_common(3)] or list(ledger.choice.actors)[:3]
    return f"{', '.join(ledger.name(key) for key in keys)}: a draft"


def _sources(ledger: Ledger) -> dict[str, Any]:
    article = ledger.draft.article
    ledger.margin.note(("sources", SOURCE, "kind"), "guess: say what kind of text it is")
    return {
        SOURCE: {
            "name": article.name,
            "kind": "other",
            "date": ledger.day.isoformat(),
            "file": article.name,
            "sha256": article.sha256,
        }
    }


def _ask(ledger: Ledger) -> None:
    for proposal in ledger.draft.of_kind("question"):
        content = proposal.content
        if isinstance(content, Question) and content.text not in ledger.questions:
            ledger.questions.append(content.text)


def _head(draft: Draft) -> list[str]:
    by = f"{draft.backend} {draft.version}"
    lines = [
        f"Drafted from {draft.article.name} by standoff draft ({by}).",
        "It drafts, you decide: every item points to its words (`from`, characters of the file),",
        "every guess is marked, and the questions stand at the end. Weights, priors and efforts are",
        "neutral defaults where the text gives none, the same for every actor; forecasts from them",
        "say what the structure alone implies. Before you trust a number, replace them.",
        *(f"- {note}" for note in draft.notes),
    ]
    if draft.dropped:
        lines.append(f"- {draft.dropped} claims were dropped: their words do not stand in the text")
    return lines
