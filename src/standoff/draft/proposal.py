"""The protocol between back ends and the draft: what is proposed, and the words that it rests on.

Whatever finds something in an article says it as one of these contents, with verbatim evidence, its
own name and version, and how sure it is. Contents refer to actors by key and to options as
``actor.option``; the composer keeps what fits together.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from standoff.draft.locate import Span, locate
from standoff.draft.text import Article

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
OptionKey = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}\.[a-z][a-z0-9_]{0,39}$")
]
Line = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
Direction = Literal["towards", "away", "denial", "unclear"]
SourceKind = Literal["official", "armed_group", "media", "anonymous", "expert", "author", "other"]


class Content(BaseModel):
    """Base of what can be proposed."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    kind: ClassVar[str] = ""

    @property
    def identity(self) -> str:
        """What makes two proposals of a kind the same; empty for the words themselves."""
        return ""


class Actor(Content):
    """Someone who decides, or whose wants matter."""

    kind = "actor"
    key: Key = Field(description="Short name that other items refer to.")
    name: Line
    sort: Literal["state", "armed_group", "government", "bloc", "public", "other", "source"] = (
        Field(
            description="source: a newspaper, an expert, an unnamed official; no party to the crisis."
        )
    )
    also: tuple[Line, ...] = Field(default=(), description="Other names in the text.")

    @property
    def identity(self) -> str:
        """Its key."""
        return self.key


class Tie(Content):
    """A relation between two actors."""

    kind = "tie"
    from_: Key = Field(alias="from")
    to: Key
    relation: Line = Field(description="patron, proxy, ally, sanctuary, rival, kin, ...")

    @property
    def identity(self) -> str:
        """Its ends and what it is."""
        return f"{self.from_} {self.to} {self.relation}"


class Option(Content):
    """Something that an actor did, does or could do."""

    kind = "option"
    actor: Key
    key: Key
    label: Line
    against: tuple[Key, ...] = Field(default=(), description="Actors whom it hurts.")
    status: Literal["possible", "ongoing", "past", "denied"] = "possible"
    effort: float = Field(default=1.0, ge=0, le=10)
    force: int = Field(
        default=0,
        ge=-1,
        le=2,
        description="2 violence, 1 coercion, 0 neither, -1 towards settlement.",
    )

    @property
    def identity(self) -> str:
        """Its full name."""
        return f"{self.actor}.{self.key}"


class Signal(Content):
    """A statement that somebody is reported to have made."""

    kind = "signal"
    speaker: Line = Field(description="Key of an actor, or a name in plain words.")
    person: Line | None = Field(default=None, description="Who spoke for the actor.")
    via: tuple[Line, ...] = Field(default=(), description="Who reports it, the author first.")
    mode: Literal["direct", "indirect", "deed"] = Field(
        default="indirect", description="Quoted, reported, or something done on a day."
    )
    direction: Direction = Field(
        default="unclear", description="towards force, away from it, or a denial."
    )
    summary: Line
    earliest: dt.date | None = None
    latest: dt.date | None = None
    source: SourceKind = "other"
    reliability: str | None = Field(default=None, pattern="^[A-F][1-6]$")


class Scenario(Content):
    """How it could go."""

    kind = "scenario"
    key: Key
    title: Line
    options: tuple[OptionKey, ...] = Field(
        default=(), description="Options that it consists of; none where nobody chooses it."
    )
    without: tuple[OptionKey, ...] = Field(default=(), description="Options that it excludes.")
    case: Literal["best", "worst"] | None = None
    likelihood: Line | None = Field(default=None, description="The author's word of likelihood.")
    rank: Literal["most", "least"] | None = Field(
        default=None, description="Called the most or the least likely of several."
    )

    @property
    def identity(self) -> str:
        """Its key."""
        return self.key


class Prerequisite(Content):
    """What would have to hold first."""

    kind = "prerequisite"
    of: OptionKey | None = None
    claim: Line
    strict: bool = Field(default=True, description="False for what it takes to succeed only.")


class Consequence(Content):
    """What would follow."""

    kind = "consequence"
    of: OptionKey | None = None
    label: Line
    severity: int = Field(default=5, ge=0, le=10)


class Motive(Content):
    """What an actor is said to be after, or what is said to be unknown; no fact."""

    kind = "hypothesis"
    actor: Key | None = None
    claim: Line
    motive: Literal["declared", "ulterior", "unknown"] = "declared"
    wants: OptionKey | None = Field(default=None, description="The option that would serve it.")


class Want(Content):
    """An option that an actor would answer another with, or wants or rejects."""

    kind = "preference"
    actor: Key
    option: OptionKey
    wanted: bool = True
    answers: OptionKey | None = Field(default=None, description="What it would be the reply to.")

    @property
    def identity(self) -> str:
        """The whole of it."""
        return f"{self.actor} {self.answers or ''} {'' if self.wanted else 'not '}{self.option}"


class Likelihood(Content):
    """A word of likelihood, with what it means by yardstick."""

    kind = "likelihood"
    words: Line
    sort: Literal["scaled", "modal", "relative", "unscaled", "ignorance"]
    word: Line | None = Field(default=None, description="How the yardsticks write it.")
    about: OptionKey | None = None
    ranges: dict[str, tuple[float, float]] = Field(default_factory=dict)


class Loaded(Content):
    """Wording that takes a side, or keeps its distance by quotation marks."""

    kind = "loaded"
    words: Line
    sort: Literal["person", "act", "scare", "slogan"]


class Hedge(Content):
    """Wording that takes something back a little."""

    kind = "hedge"
    words: Line


class Question(Content):
    """What only the analyst can decide."""

    kind = "question"
    text: Line


AnyContent = (
    Actor | Tie | Option | Signal | Scenario | Prerequisite | Consequence | Motive | Want
    | Likelihood | Loaded | Hedge | Question
)  # fmt: skip
CONTENTS: dict[str, type[Content]] = {
    model.kind: model
    for model in (
        Actor, Tie, Option, Signal, Scenario, Prerequisite, Consequence, Motive, Want,
        Likelihood, Loaded, Hedge, Question,
    )
}  # fmt: skip
"""By kind, in the order in which a reader meets them."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the article.

    Attributes
    ----------
    start, end : int
        Code points of the article's text.
    words : str
        What stands there, verbatim.
    """

    start: int
    end: int
    words: str

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing that a back end found.

    Attributes
    ----------
    content : Content
        What.
    evidence : tuple of Evidence
        The words that it rests on, at least one, in the order of the text.
    backend, version : str
        Who proposes it.
    confidence : float
        In [0, 1]: the share of such proposals that an analyst should find right.
    rule : str
        What in the back end found it; empty where it does not say.
    firmness : float or None
        In [0, 1], how plainly the words say it; orders proposals of which not all are used. None
        for as much as the confidence.
    """

    content: AnyContent
    evidence: tuple[Evidence, ...]
    backend: str
    version: str
    confidence: float
    rule: str = ""
    firmness: float | None = None

    @property
    def firm(self) -> float:
        """How plainly the words say it; see `firmness`."""
        return self.confidence if self.firmness is None else self.firmness

    @property
    def kind(self) -> str:
        """What kind of thing it is, one of `CONTENTS`."""
        return self.content.kind

    @property
    def id(self) -> str:
        """A name that stays the same from run to run as long as the words do."""
        identity = self.content.identity
        if not identity:
            first = self.evidence[0]
            words = f"{first.start} {' '.join(first.words.lower().split())}"
            identity = hashlib.sha256(words.encode()).hexdigest()[:10]
        return f"{self.kind}:{identity.replace(' ', '_')}"

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data, offsets included."""
        return {
            "id": self.id,
            "kind": self.kind,
            "content": self.content.model_dump(mode="json", by_alias=True),
            "evidence": [
                {"start": one.start, "end": one.end, "words": one.words} for one in self.evidence
            ],
            "backend": self.backend,
            "version": self.version,
            "confidence": round(self.confidence, 3),
            "rule": self.rule,
        }


@dataclass(frozen=True, slots=True)
class Draft:
    """What was found in an article.

    Attributes
    ----------
    article : Article
    as_of : date or None
        Publication date, where given or found.
    backend, version : str
        Who made the proposals.
    proposals : tuple of Proposal
        In the order of kinds, then of the text.
    dropped : int
        Claims whose words do not stand in the article, or that were not well formed.
    notes : tuple of str
        What the reader should know of how it was read.
    """

    article: Article
    as_of: dt.date | None
    backend: str
    version: str
    proposals: tuple[Proposal, ...]
    dropped: int = 0
    notes: tuple[str, ...] = ()

    def of_kind(self, kind: str) -> tuple[Proposal, ...]:
        """Return the proposals of one kind."""
        return tuple(p for p in self.proposals if p.kind == kind)

    def with_proposals(self, proposals: Iterable[Proposal]) -> "Draft":
        """Return the same draft with other proposals."""
        return replace(self, proposals=tuple(proposals))

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data: the article by name and hash, never its text as a whole."""
        article = self.article
        return {
            "article": {
                "name": article.name,
                "sha256": article.sha256,
                "characters": len(article.text),
            },
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "backend": {"name": self.backend, "version": self.version},
            "proposals": [proposal.to_json() for proposal in self.proposals],
            "dropped": self.dropped,
            "notes": list(self.notes),
        }

    def to_frame(self) -> Any:
        """Return a pandas table, one row a proposal (needs ``standoff[tables]``)."""
        import pandas as pd

        rows = [
            (p.id, p.kind, p.confidence, *astuple(p.evidence[0]))  # start, end, words
            for p in self.proposals
        ]
        return pd.DataFrame(rows, columns=["id", "kind", "confidence", "start", "end", "words"])


def evidence_at(article: Article, *spans: Span) -> tuple[Evidence, ...]:
    """Return the words at spans of an article, in the order of the text, each once."""
    return tuple(Evidence(s.start, s.end, s.of(article.text)) for s in sorted(set(spans)))


def find_evidence(article: Article, claimed: Sequence[str]) -> tuple[Evidence, ...]:
    """Locate words that a back end claims; those that do not stand in the text are left out."""
    spans = [span for words in claimed if (span := locate(words, article.text)) is not None]
    return evidence_at(article, *spans)


def in_order(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Sort by kind, then by the text; of those with one id the surest stays."""
    best: dict[str, Proposal] = {}
    for proposal in proposals:
        there = best.get(proposal.id)
        if there is None or proposal.firm > there.firm:
            best[proposal.id] = proposal
    kinds = list(CONTENTS)
    return tuple(
        sorted(best.values(), key=lambda p: (kinds.index(p.kind), p.evidence[0].start, p.id))
    )
