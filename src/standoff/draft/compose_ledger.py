"""What the parts of a drafted file share while it is written: names, comments, questions."""

import datetime as dt
from typing import Any

from standoff.crisis.fields import MAX_NAME
from standoff.draft.choose import Choice
from standoff.draft.margin import Margin
from standoff.draft.proposal import Actor, Draft, Option, Proposal
from standoff.language.parser import RESERVED

SOURCE = "article"
"""Name of the article in the register of sources."""

MOST_PASSAGES = 4
"""Passages that one item of the file points to; all of them are in the JSON."""

EVEN = 0.5
"""Prior of every drafted hypothesis."""


class Ledger:
    """The state of one composition.

    Parameters
    ----------
    draft : Draft
    choice : Choice
        What of it is used.
    yardstick : str
    today : date
        Stands in for the day of publication where that is not known.

    Attributes
    ----------
    margin : Margin
    questions : list of str
    hypotheses, chance : dict
        As the file has them, in the order in which they were made.
    needs : dict of str to list of str
        Hypotheses that an option needs.
    motives : dict of str to str
        Id of a proposal to the name of its hypothesis.
    """

    def __init__(self, draft: Draft, choice: Choice, yardstick: str, today: dt.date) -> None:
        self.draft, self.choice, self.yardstick = draft, choice, yardstick
        self.day = draft.as_of or today
        self.margin = Margin()
        self.questions: list[str] = []
        self.hypotheses: dict[str, Any] = {}
        self.chance: dict[str, Any] = {}
        self.needs: dict[str, list[str]] = {}
        self.motives: dict[str, str] = {}

    def name(self, key: str) -> str:
        """Return the name of an actor for the reader."""
        content = self.choice.actors[key].content
        assert isinstance(content, Actor)
        return content.name

    def option(self, name: str) -> Option:
        """Return an option of the file."""
        content = self.choice.options[name].content
        assert isinstance(content, Option)
        return content

    def new_name(self, base: str, taken: dict[str, Any] | None = None) -> str:
        """Return a name that nothing in the file has yet."""
        used = {*self.hypotheses, *self.chance, *self.choice.actors, *(taken or {})}
        base = base[: MAX_NAME - 4]
        name, k = base, 2
        while name in used or name in RESERVED:
            name, k = f"{base}_{k}", k + 1
        return name

    def suppose(self, base: str, claim: str, proposal: Proposal) -> str:
        """Write down a hypothesis at even odds, and return its name."""
        name = self.new_name(base)
        self.hypotheses[name] = {
            "claim": claim,
            "prior": EVEN,
            "source": SOURCE,
            "from": passages(proposal),
        }
        self.margin.sure(("hypotheses", name), proposal, "; prior: even odds, a guess")
        return name

    def leave_out(self, proposal: Proposal, why: str) -> None:
        """Note that a proposal is not in the file."""
        self.choice.left_out.append((proposal, why))


def passages(proposal: Proposal) -> str | list[str]:
    """Return where a proposal's words stand, as a crisis file writes it."""
    found = [f"{SOURCE}@{one.start}-{one.end}" for one in proposal.evidence[:MOST_PASSAGES]]
    return found[0] if len(found) == 1 else found


def any_of_options(options: tuple[str, ...], alone: bool = False) -> str:
    """Write that one of several options is on; without brackets where nothing stands beside it."""
    joined = " or ".join(options)
    return joined if len(options) == 1 or alone else f"({joined})"
