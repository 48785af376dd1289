"""What the analyst decided about proposals, kept beside the article from run to run."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from standoff.draft.proposal import Content, Draft, Proposal
from standoff.draft.text import Article
from standoff.errors import CrisisError, Fault
from standoff.files.write import save

FORMAT = 1
Verdict = Literal["accepted", "edited", "rejected"]


@dataclass
class Decisions:
    """Decisions by the id of a proposal.

    Attributes
    ----------
    path : Path
        Where they are kept: the article's name with ``.review.json`` after it.
    sha256 : str
        The article that they are about.
    made : dict of str to dict
        ``{"verdict": ..., "content": {...}}``, `content` only where it was edited.
    """

    path: Path
    sha256: str
    made: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def beside(cls, file: Path, article: Article) -> "Decisions":
        """Read the decisions that lie beside an article; none where there are none.

        Raises
        ------
        CrisisError
            If the file of decisions cannot be read.
        """
        path = file.with_name(file.name + ".review.json")
        if not path.exists():
            return cls(path, article.sha256)
        try:
            data = json.loads(path.read_text("utf-8"))
            made = {str(key): _read(one) for key, one in data["decisions"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            message = "these decisions of a review cannot be read: mend the file or delete it"
            raise CrisisError([Fault(message, line=1, column=1)], str(path)) from None
        if data.get("sha256") != article.sha256:
            # the places moved with the text, but names of actors and options still mean the same
            made = {key: one for key, one in made.items() if _is_by_name(key)}
        return cls(path, article.sha256, made)

    def of(self, proposal: Proposal) -> Verdict | None:
        """Return what was decided about a proposal."""
        one = self.made.get(proposal.id)
        verdict = one["verdict"] if one else None
        return verdict if verdict in ("accepted", "edited", "rejected") else None

    def decide(self, proposal: Proposal, verdict: Verdict, content: Content | None = None) -> None:
        """Decide, and write all decisions down at once, so that nothing is lost by leaving."""
        self.put({proposal.id: decision(verdict, content)})

    def put(self, decided: Mapping[str, dict[str, Any] | None]) -> dict[str, dict[str, Any] | None]:
        """Make or take back several decisions in one step.

        Parameters
        ----------
        decided : mapping of str to dict or None
            By the id of a proposal, as in `made`; None leaves it open again.

        Returns
        -------
        dict
            What stood there before: put again, it undoes the step.

        Raises
        ------
        UsageError
            If they cannot be written; nothing is decided then.
        """
        before = {key: self.made.get(key) for key in decided}
        made = {key: one for key, one in self.made.items() if key not in decided}
        made |= {key: one for key, one in decided.items() if one is not None}
        old, self.made = self.made, made
        try:
            self.save()
        except BaseException:
            self.made = old
            raise
        return before

    def save(self) -> None:
        """Write the decisions, whole or not at all."""
        data = {"format": FORMAT, "sha256": self.sha256, "decisions": self.made}
        save(self.path, json.dumps(data, indent=1, ensure_ascii=False) + "\n")

    def apply(self, draft: Draft) -> Draft:
        """Return the draft as decided: rejected out, edited changed, accepted sure.

        Raises
        ------
        CrisisError
            If edited content in the file does not fit its kind.
        """
        return draft.with_proposals(
            decided for p in draft.proposals if (decided := self._decided(p)) is not None
        )

    def _decided(self, proposal: Proposal) -> Proposal | None:
        one: Mapping[str, Any] | None = self.made.get(proposal.id)
        if one is None:
            return proposal
        if one["verdict"] == "rejected":
            return None
        content = proposal.content
        if one["verdict"] == "edited" and one.get("content") is not None:
            try:
                content = type(content).model_validate(one["content"])
            except ValidationError as error:
                message = f"the edit of {proposal.id} does not fit: {error.errors()[0]['msg']}"
                raise CrisisError([Fault(message, line=1, column=1)], str(self.path)) from None
        return replace(proposal, content=content, confidence=1.0, firmness=1.0)


def decision(verdict: Verdict, content: Content | None = None) -> dict[str, Any]:
    """Return a decision as it is kept; `content` where it was edited."""
    if content is None:
        return {"verdict": verdict}
    return {"verdict": verdict, "content": content.model_dump(mode="json", by_alias=True)}


def _read(one: Mapping[str, Any]) -> dict[str, Any]:
    read = {"verdict": str(one["verdict"])}
    return read if one.get("content") is None else {**read, "content": one["content"]}


def _is_by_name(identity: str) -> bool:
    kind, _, _ = identity.partition(":")
    return kind in ("actor", "option", "tie", "scenario", "preference")
