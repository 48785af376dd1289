"""From what a model claims to proposals: every word located, every name and number our own.

Nothing of an answer is taken over but short plain descriptions. Evidence is located in the part
that was sent; keys are made here, from our lexicon where it knows the name; what a word of
likelihood means, when something was said and how reliable a source is, our own tables say. What
cannot be located, refers to nothing or says nothing is dropped and counted.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, cast

from pydantic import ValidationError

from standoff.draft.backends import llm_claims as claims
from standoff.draft.backends.llm_parts import Part
from standoff.draft.dates import when
from standoff.draft.locate import Span, locate
from standoff.draft.proposal import (
    Actor,
    AnyContent,
    Consequence,
    Hedge,
    Likelihood,
    Loaded,
    Motive,
    Option,
    Prerequisite,
    Proposal,
    Question,
    Scenario,
    Signal,
    Tie,
    Want,
    evidence_at,
    in_order,
)
from standoff.draft.rules.how_likely import ranges_of, said_in
from standoff.draft.rules.said import RELIABILITY
from standoff.draft.scene import Scene

MOST_PASSAGES = 12
MOST_CLAIMED = 4
"""Passages of one claim that are looked for."""
MOST_SURE = 0.9
"""A model's own confidence counts up to here; nobody has calibrated it."""

NOWHERE, MALFORMED, DANGLING = "not in the text", "not well formed", "about nothing that was found"
_REAL = ("state", "armed_group", "government", "bloc", "public", "other")
_SHORT = frozenset({"likelihoods", "hedges", "loaded"})
"""Lists whose evidence may be any word; elsewhere a lone small word is no evidence."""


class _Dropped(Exception):  # noqa: N818 - not an error
    """A claim that comes to nothing, with the reason."""


@dataclass
class Findings:
    """The proposals so far, over all parts of an article.

    Attributes
    ----------
    scene : Scene
        The article with our own lexicon.
    backend, version : str
        Who proposes.
    dropped : Counter
        Claims that came to nothing, by reason.
    """

    scene: Scene
    backend: str
    version: str
    dropped: Counter[str] = field(default_factory=Counter)
    _found: dict[str, Proposal] = field(default_factory=dict)

    def add(self, part: Part, found: Iterable[tuple[str, claims.Claim | None]]) -> None:
        """Take over the claims of one answer, as far as they hold.

        Parameters
        ----------
        part : Part
            What the answer is about.
        found : iterable of (str, Claim or None)
            See `llm_claims.claims_in`.
        """
        reader = _Reader(self.scene, part, dict(self._names()), self._options())
        for name, claim in found:
            if claim is None:
                self.dropped[MALFORMED] += 1
                continue
            try:
                spans = reader.evidence(name, claim)
                content, spans = reader.content(claim, spans)
            except _Dropped as reason:
                self.dropped[str(reason)] += 1
                continue
            except ValidationError:
                self.dropped[MALFORMED] += 1
                continue
            sure = round(min(max(claim.confidence, 0.05), MOST_SURE), 3)
            words = evidence_at(self.scene.reading.article, *spans[:MOST_PASSAGES])
            self._put(Proposal(content, words, self.backend, self.version, sure))

    def proposals(self) -> tuple[Proposal, ...]:
        """Return all of them in the order of kinds, then of the text."""
        return in_order(self._found.values())

    def known(self) -> dict[str, dict[str, str]]:
        """Return the actors and options so far, for the prompt of the next part."""
        options = {p.content.identity: p.content.label for p in self._of(Option)}
        return {"actors": dict(self._names()), "options": options}

    def _put(self, proposal: Proposal) -> None:
        there = self._found.get(proposal.id)
        self._found[proposal.id] = proposal if there is None else _merged(there, proposal)

    def _of(self, kind: type[Any]) -> Iterator[Any]:
        return (p for p in self._found.values() if isinstance(p.content, kind))

    def _names(self) -> Iterator[tuple[str, str]]:
        return ((p.content.key, p.content.name) for p in self._of(Actor))

    def _options(self) -> set[str]:
        return {p.content.identity for p in self._of(Option)}


def _merged(one: Proposal, other: Proposal) -> Proposal:
    """The surer of two that are the same, with the passages and names of both."""
    first, second = (one, other) if one.confidence >= other.confidence else (other, one)
    content = first.content
    for names in ("also", "against"):
        if hasattr(content, names):
            both = dict.fromkeys((*getattr(content, names), *getattr(second.content, names)))
            content = content.model_copy(update={names: tuple(both)})
    evidence = sorted({*one.evidence, *other.evidence}, key=lambda e: (e.start, e.end))
    return replace(first, content=content, evidence=tuple(evidence[:MOST_PASSAGES]))


class _Reader:
    """Reads the claims of one answer; knows which key each name of its own stands for."""

    def __init__(self, scene: Scene, part: Part, names: dict[str, str], options: set[str]) -> None:
        self.scene, self.part = scene, part
        self._actors = {key: key for key in names}
        self._by_name = {_folded(name): key for key, name in names.items()}
        self._options = {name: name for name in options}

    def evidence(self, name: str, claim: claims.Claim) -> tuple[Span, ...]:
        """Locate the passages of a claim; at least one has to be there."""
        spans = []
        for words in claim.evidence[:MOST_CLAIMED]:
            if name not in _SHORT and not _says_something(words):
                continue
            found = self._locate(words)
            if found is not None:
                spans.append(found)
        if not spans:
            raise _Dropped(NOWHERE)
        return tuple(dict.fromkeys(spans))

    def content(
        self, claim: claims.Claim, spans: tuple[Span, ...]
    ) -> tuple[AnyContent, tuple[Span, ...]]:
        """Return what is proposed, and on which words."""
        make = cast(
            "_Maker", getattr(self, f"_{type(claim).__name__.removesuffix('Claim').lower()}")
        )
        return make(claim, spans)

    def _locate(self, words: str) -> Span | None:
        found = locate(words, self.part.text)
        if found is None or not _whole(self.part.text, found):
            found = _whole_words(words, self.part.text)
        return self.part.place(found) if found else None

    def _everywhere(self, words: str) -> list[Span]:
        """Every place where a name stands as whole words."""
        pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
        return [self.part.place(Span(*m.span())) for m in re.finditer(pattern, self.part.text)]

    def _actor(self, claim: claims.ActorClaim, spans: tuple[Span, ...]) -> tuple[Actor, Any]:
        also = tuple(name for name in claim.also if self._everywhere(name))
        key = self._key_of(claim.name, also)
        self._actors[claim.id] = key
        for name in (claim.name, *also):
            self._by_name.setdefault(_folded(name), key)
        text = self.scene.reading.text
        short = {span.of(text) for span in spans if len(span.of(text).split()) <= 6}
        named = [place for name in {claim.name, *also, *short} for place in self._everywhere(name)]
        return Actor(key=key, name=claim.name, sort=claim.sort, also=also), (
            tuple(sorted(set(named))) or spans
        )

    def _key_of(self, name: str, also: Iterable[str]) -> str:
        known = self.scene.lexicon.names.get(name)
        if known is not None and self.scene.lexicon.parties[known.party].kind in _REAL:
            return known.party
        for written in (name, *also):
            if _folded(written) in self._by_name:
                return self._by_name[_folded(written)]
        return _slug(name)

    def _who(self, ref: str) -> str:
        try:
            return self._actors[ref]
        except KeyError:
            raise _Dropped(DANGLING) from None

    def _what(self, ref: str) -> str:
        """An option by its own name, or by its actor's and its own."""
        plain = ref.rpartition(".")[2]
        found = self._options.get(ref) or self._options.get(plain)
        if found is None:
            raise _Dropped(DANGLING)
        return found

    def _tie(self, claim: claims.TieClaim, spans: Any) -> tuple[Tie, Any]:
        one, other = self._who(claim.from_), self._who(claim.to)
        if one == other:
            raise _Dropped(DANGLING)
        return Tie(**{"from": one, "to": other}, relation=claim.relation), spans

    def _option(self, claim: claims.OptionClaim, spans: Any) -> tuple[Option, Any]:
        actor = self._who(claim.actor)
        own = claim.id.rpartition(".")[2]
        key = _slug(own if re.search(r"[A-Za-z]{4}", own) else "_".join(claim.label.split()[:4]))
        against = [self._actors[ref] for ref in claim.against if ref in self._actors]
        content = Option(
            actor=actor,
            key=key,
            label=claim.label,
            against=tuple(k for k in dict.fromkeys(against) if k != actor),
            status=claim.status,
            force=claim.force,
        )
        for ref in (claim.id, f"{claim.actor}.{own}", content.identity):
            self._options[ref] = content.identity
        return content, spans

    def _signal(self, claim: claims.SignalClaim, spans: tuple[Span, ...]) -> tuple[Signal, Any]:
        speaker = self._actors.get(claim.speaker) or self._by_name.get(_folded(claim.speaker))
        if speaker is None and not self._everywhere(claim.speaker):
            raise _Dropped(NOWHERE)
        dated = self._dated(spans[0])
        return Signal(
            speaker=speaker or claim.speaker,
            person=claim.person if claim.person and self._everywhere(claim.person) else None,
            via=("author", *(name for name in claim.via if self._everywhere(name))),
            mode=claim.mode,
            direction=claim.direction,
            summary=claim.summary,
            earliest=dated[0],
            latest=dated[1],
            source=claim.source,
            reliability=RELIABILITY[claim.source],
        ), spans

    def _dated(self, place: Span) -> tuple[Any, Any]:
        sentence = self.scene.reading.sentence_at(place.start)
        if self.scene.as_of is None:
            return None, None
        found = when(
            self.scene.reading.text, sentence.span if sentence else place, self.scene.as_of
        )
        return found.earliest, found.latest

    def _scenario(self, claim: claims.ScenarioClaim, spans: Any) -> tuple[Scenario, Any]:
        options = tuple(dict.fromkeys(self._what(ref) for ref in claim.options))
        without = {self._options[r]: None for r in claim.without if r in self._options}
        likelihood = None
        if claim.likelihood is not None:
            place = self._locate(claim.likelihood)
            likelihood = self._meant(place)[1] if place else None
            spans = (*spans, place) if likelihood and place else spans
        return Scenario(
            key="_".join(options).replace(".", "_")[:40].rstrip("_"),
            title=claim.title,
            options=options,
            without=tuple(name for name in without if name not in options),
            case=claim.case,
            likelihood=likelihood,
            rank=claim.rank,
        ), spans

    def _prerequisite(self, claim: claims.PrerequisiteClaim, spans: Any) -> tuple[Any, Any]:
        return Prerequisite(of=self._what(claim.of), claim=claim.claim, strict=claim.strict), spans

    def _consequence(self, claim: claims.ConsequenceClaim, spans: Any) -> tuple[Any, Any]:
        return Consequence(
            of=self._what(claim.of), label=claim.label, severity=claim.severity
        ), spans

    def _motive(self, claim: claims.MotiveClaim, spans: Any) -> tuple[Motive, Any]:
        wants = self._options.get(claim.wants) if claim.wants else None
        return Motive(
            actor=self._who(claim.actor), claim=claim.claim, motive=claim.motive, wants=wants
        ), spans

    def _want(self, claim: claims.WantClaim, spans: Any) -> tuple[Want, Any]:
        return Want(
            actor=self._who(claim.actor),
            option=self._what(claim.option),
            wanted=claim.wanted,
            answers=self._what(claim.answers) if claim.answers else None,
        ), spans

    def _likelihood(self, claim: claims.LikelihoodClaim, spans: Any) -> tuple[Likelihood, Any]:
        place = spans[0]
        sort, word = self._meant(place)
        about = self._options.get(claim.about) if claim.about else None
        return Likelihood(
            words=place.of(self.scene.reading.text),
            sort=cast("Any", sort),
            word=word,
            about=about,
            ranges=ranges_of(word) if sort == "scaled" and word else {},
        ), (place,)

    def _meant(self, place: Span) -> tuple[str, str | None]:
        """What our own table makes of a word of likelihood where it stands."""
        sentence = self.scene.reading.sentence_at(place.start)
        for said in said_in(self.scene, sentence) if sentence else ():
            if said.span.overlaps(place):
                return said.sort, said.word
        return "unscaled", None

    def _loaded(self, claim: claims.LoadedClaim, spans: tuple[Span, ...]) -> tuple[Loaded, Any]:
        return Loaded(words=spans[0].of(self.scene.reading.text), sort=claim.sort), spans

    def _hedge(self, claim: claims.HedgeClaim, spans: tuple[Span, ...]) -> tuple[Hedge, Any]:
        return Hedge(words=spans[0].of(self.scene.reading.text)), spans[:1]

    def _question(self, claim: claims.QuestionClaim, spans: Any) -> tuple[Question, Any]:
        return Question(text=claim.text), spans


_Maker = Callable[[claims.Claim, tuple[Span, ...]], tuple[AnyContent, tuple[Span, ...]]]


def _folded(name: str) -> str:
    return re.sub(r"^the\s+", "", " ".join(name.lower().split()))


def _slug(name: str) -> str:
    """A key of small letters, digits and underscores, whatever the name is."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:36].rstrip("_")
    if not plain:
        raise _Dropped(MALFORMED)
    return plain if plain[0].isalpha() else f"n_{plain}"


def _says_something(words: str) -> bool:
    """Whether there is a word that is not one of the smallest, or an abbreviation."""
    return bool(re.search(r"[^\W\d_]{4,}|\b[A-Z]{2,}\b", words))


def _whole(text: str, span: Span) -> bool:
    """Whether a stretch begins and ends where words do."""
    starts = span.start == 0 or not (text[span.start - 1].isalnum() and text[span.start].isalnum())
    ends = span.end == len(text) or not (text[span.end - 1].isalnum() and text[span.end].isalnum())
    return starts and ends


def _whole_words(words: str, text: str) -> Span | None:
    """Find words that `locate` found only inside longer ones."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    match = re.search(rf"(?<!\w){pattern}(?!\w)", text, re.I)
    return Span(*match.span()) if match and pattern else None
