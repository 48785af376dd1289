"""An article on the desk: what is proposed, what the analyst decided, and the draft that follows.

Decisions are those of ``standoff draft --review``: read from the file beside the article before
every step and written at once after it, so that page and terminal can be used by turns.
"""

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from standoff.draft.compose import Composition, compose
from standoff.draft.decisions import Decisions, decision
from standoff.draft.edit import edited
from standoff.draft.proposal import AnyContent, Draft, Proposal
from standoff.draft.reading import Reading
from standoff.draft.review import reviewed
from standoff.draft.text import MAX_ARTICLE_BYTES
from standoff.errors import CrisisError, UsageError
from standoff.files.write import save
from standoff.web.desk import Desk, Version
from standoff.web.draft_source import Drafting

MOST_STEPS = 500
"""Steps that can be taken back."""


@dataclass(frozen=True)
class State:
    """How far a review is.

    Attributes
    ----------
    verdicts : dict of str to str
        By the id of a proposal; those that are open are missing.
    contents : dict of str to Content
        What each proposal says now, edits included.
    left_out : dict of str to str
        Why a proposal would not be in the file.
    composition : Composition or None
        The draft as it would be written; None where nothing can be.
    problem : str
        Why not; empty otherwise.
    """

    verdicts: dict[str, str]
    contents: dict[str, AnyContent]
    left_out: dict[str, str]
    composition: Composition | None
    problem: str


class Review:
    """A review of an article in the browser.

    Parameters
    ----------
    drafting : Drafting
    desk : Desk
        Where the draft is written.
    """

    def __init__(self, drafting: Drafting, desk: Desk) -> None:
        self.drafting, self.desk = drafting, desk
        self._lock = threading.Lock()
        self._steps: list[dict[str, dict[str, Any] | None]] = []

    @cached_property
    def draft(self) -> Draft:
        """What is proposed; made once."""
        return self.drafting.draft()

    @cached_property
    def reading(self) -> Reading:
        """The article, divided."""
        return Reading(self.draft.article)

    @cached_property
    def by_id(self) -> dict[str, Proposal]:
        """The proposals that can be decided about."""
        return {proposal.id: proposal for proposal in reviewed(self.draft)}

    @property
    def steps(self) -> int:
        """How many steps can be taken back."""
        return len(self._steps)

    def state(self) -> State:
        """Return how far the review is.

        Raises
        ------
        CrisisError
            If the decisions beside the article cannot be read.
        """
        with self._lock:
            return self._state(self._decisions())

    def decide(self, ids: tuple[str, ...], verdict: str) -> State:
        """Accept or reject proposals, in one step.

        Raises
        ------
        UsageError
            If there is no such proposal or verdict, the article is no longer what was read, or the
            decision cannot be written down.
        """
        if verdict not in ("accepted", "rejected"):
            raise UsageError(f"'{verdict[:20]}' is no verdict: accepted or rejected")
        proposals = [self.proposal(key) for key in ids]
        return self._step({p.id: decision(verdict) for p in proposals})  # type: ignore[arg-type]

    def edit(self, key: str, typed: Mapping[str, str]) -> State:
        """Take over a proposal with some fields changed.

        Raises
        ------
        UsageError
            If what was typed does not fit.
        """
        proposal = self.proposal(key)
        changed = edited(self.content(proposal), typed)
        same = changed == proposal.content
        return self._step({key: decision("accepted") if same else decision("edited", changed)})

    def undo(self) -> State:
        """Take the last step back; nothing happens where there is none."""
        with self._lock:
            self._refuse_stale()
            decisions = self._decisions()
            if self._steps:
                decisions.put(self._steps[-1])
                self._steps.pop()
            return self._state(decisions)

    def proposal(self, key: str) -> Proposal:
        """Return a proposal that can be decided about.

        Raises
        ------
        UsageError
            If there is none of that name.
        """
        if key not in self.by_id:
            raise UsageError(f"nothing of the name '{key[:60]}' is proposed: load the page again")
        return self.by_id[key]

    def content(self, proposal: Proposal) -> AnyContent:
        """Return what a proposal says now, an edit included."""
        with self._lock:
            return self._content(proposal, self._decisions())

    def write(self, base: str = "") -> Version:
        """Write the draft as decided.

        Parameters
        ----------
        base : str
            Mark of the file that may be replaced; empty where none is known to be there.

        Returns
        -------
        Version
            What stands on disk then.

        Raises
        ------
        ConflictError
            If something else than `base` stands there.
        CrisisError
            If the decisions leave nothing that makes a crisis.
        """
        with self._lock:
            self._refuse_stale()
            text = self._composed(self._decisions()).text
            if self.written:
                version = self.desk.save(text, base)
            else:
                save(self.desk.path, text)
                version = self.desk.disk()
            if self.drafting.copy is not None:
                save(self.drafting.copy, self.draft.article.text)
            return version

    def text(self) -> str:
        """Return the draft as it would be written.

        Raises
        ------
        CrisisError
            If the decisions leave nothing that makes a crisis.
        """
        with self._lock:
            return self._composed(self._decisions()).text

    @property
    def written(self) -> bool:
        """Whether the file is there."""
        return bool(self.desk.slug) or self.desk.path.exists()

    def _step(self, decided: dict[str, dict[str, Any] | None]) -> State:
        with self._lock:
            self._refuse_stale()
            decisions = self._decisions()
            self._steps.append(decisions.put(decided))
            del self._steps[:-MOST_STEPS]
            return self._state(decisions)

    def _decisions(self) -> Decisions:
        return Decisions.beside(self.drafting.file, self.draft.article)

    def _composed(self, decisions: Decisions) -> Composition:
        return compose(decisions.apply(self.draft), self.drafting.yardstick)

    def _state(self, decisions: Decisions) -> State:
        composition, problem = None, ""
        try:
            composition = self._composed(decisions)
        except CrisisError as error:
            problem = "; ".join(fault.message for fault in error.faults[:3])
        return State(
            {key: verdict for key, p in self.by_id.items() if (verdict := decisions.of(p))},
            {key: self._content(p, decisions) for key, p in self.by_id.items()},
            {p.id: why for p, why in composition.left_out} if composition else {},
            composition,
            problem,
        )

    def _content(self, proposal: Proposal, decisions: Decisions) -> AnyContent:
        changed = decisions.apply(self.draft.with_proposals([proposal])).proposals
        return changed[0].content if changed else proposal.content

    def _refuse_stale(self) -> None:
        """Refuse to decide about a text that is no longer there."""
        name = self.drafting.file.name
        try:
            with self.drafting.file.open("rb") as file:
                raw = file.read(MAX_ARTICLE_BYTES + 1)
        except OSError as error:
            raise UsageError(f"{name} cannot be read: {error.strerror}") from None
        if hashlib.sha256(raw).hexdigest() != self.draft.article.sha256:
            raise UsageError(
                f"{name} changed since it was read, so that places moved: stop standoff (Ctrl-C)"
                " and start it again to read it anew; decisions about names are kept"
            )
