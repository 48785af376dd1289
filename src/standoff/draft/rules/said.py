"""Who said what: the verb of saying, who said it, through whom, which way, when, how reliable."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from standoff.draft.dates import When, when
from standoff.draft.grammar import GOVERNED, OFFICIAL
from standoff.draft.lexicon import verbs_of
from standoff.draft.locate import Span
from standoff.draft.mentions import Mention
from standoff.draft.proposal import Direction, Signal, SourceKind
from standoff.draft.reading import Quotation, Sentence
from standoff.draft.scene import Finding, Scene

RELIABILITY: dict[SourceKind, str] = {
    "official": "B3",
    "armed_group": "D3",
    "media": "C3",
    "anonymous": "D3",
    "expert": "C3",
    "author": "D4",
    "other": "F6",
}
"""Admiralty codes that are proposed by kind of source; the analyst knows better."""

_ACCORDING = re.compile(
    r"\b(?:according to|in the words of|as)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$", re.I
)
_SPEAKERS = ("name", "seat", "office", "body", "person", "media", "anonymous", "expert", "people")
_MODAL = re.compile(
    r"\b(?:could|might|may|would|should|will|to|can|must)(?:n[’']t|\s+not)?\s+(?:\w+\s+){0,2}$",
    re.I,
)
_PASSIVE = re.compile(r"(?:\b(?:is|are|was|were|be|been|being)|[’']s)\s+(?:\w+ly\s+)?$", re.I)
_PRONOUN = re.compile(r"\b(?:it|he|she|they|who|which)\s+(?:\w+\s+){0,2}$", re.I)
_WEAK_FOLLOWED = re.compile(r"^(?:\s+\w+){0,6}\s+(?:that|to be|as|:|,)|^[^.]{0,80}[“\"]", re.I)


@dataclass(frozen=True, slots=True)
class _Saying:
    """A verb of saying in a sentence."""

    span: Span
    sort: str


def signals(scene: Scene) -> Iterator[Finding]:
    """Yield statements that the text reports, one for each sentence and speaker."""
    sayings = {
        sort: verbs_of(scene.lexicon.words["saying"][sort])
        for sort in ("towards", "away", "denial", "plain", "weak")
    }
    for sentence in scene.reading.sentences:
        text, span = scene.reading.text, sentence.span
        verbs = sorted(
            (
                _Saying(Span(*match.span()), sort)
                for sort, pattern in sayings.items()
                for match in pattern.finditer(text, span.start, span.end)
                if not _inside_quotation(scene, match.start())
            ),
            key=lambda verb: verb.span,
        )
        done: set[str] = set()
        for verb in verbs:
            rest = text[verb.span.end : span.end]
            if verb.sort == "weak" and not _WEAK_FOLLOWED.match(rest):
                continue
            found = _speaker(scene, sentence, verb.span)
            if found is None or found[0].party in done:
                continue
            done.add(found[0].party)
            yield _signal(scene, sentence, verb, *found)


def _inside_quotation(scene: Scene, place: int) -> bool:
    return any(q.span.start <= place < q.span.end for q in scene.reading.quotations)


def _speaker(
    scene: Scene, sentence: Sentence, verb: Span
) -> tuple[Mention, Mention | None, float] | None:
    """The speaker, whoever quotes him, and how sure that is."""
    text = scene.reading.text
    mentions = [
        m
        for m in scene.mentions.of(sentence)
        if m.form in _SPEAKERS and not _inside_quotation(scene, m.span.start)
    ]
    lead = text[sentence.span.start : verb.start]
    if _MODAL.search(lead):
        return None
    if _PASSIVE.search(lead) and not verb.of(text).lower().startswith(("say", "warn")):
        return None
    named = [m for m in mentions if m.span.end <= verb.start]
    subject = _subject(scene, sentence, verb, named)
    if subject is None:
        after = [m for m in mentions if 0 <= m.span.start - verb.end < 30]
        if after and re.search(r"[,”\"]\s*$", lead):
            subject = after[0]
    if subject is None:
        return None
    gap = verb.start - subject.span.end
    sure = subject.sure * (0.85 if gap < 40 else 0.7 if gap < 100 else 0.5)
    quoted = re.match(r"quot", verb.of(text))
    after = [m for m in mentions if m.span.start >= verb.end]
    if quoted and after:
        return after[0], subject, sure
    via = next((m for m in mentions if m.form == "media" and m is not subject), None)
    return subject, via, sure


def _subject(scene: Scene, sentence: Sentence, verb: Span, named: list[Mention]) -> Mention | None:
    """Whoever stands before a verb of saying and is not governed by a preposition."""
    text = scene.reading.text
    pronoun = _PRONOUN.search(text[sentence.span.start : verb.start])
    free = []
    for mention in named:
        before = text[sentence.span.start : mention.span.start]
        beside = mention.form == "person" and re.fullmatch(
            r"\s+(?:\w+\s+)?", text[mention.span.end : verb.start]
        )
        if beside or not GOVERNED.search(before) or _ACCORDING.search(before):
            free.append(mention)
    free = [m for m in free if m.form != "people" or _speaks(text, m)]
    if pronoun is not None and pronoun.group().split()[0].lower() in ("it", "he", "she", "they"):
        place = sentence.span.start + pronoun.start()
        return next((m for m in free if m.span.end <= place), None)
    return free[-1] if free else None


def _speaks(text: str, mention: Mention) -> bool:
    """Whether a people's name stands for those who speak for it: Malian officials, Houthis."""
    words = mention.span.of(text)
    return words.endswith("s") or bool(
        OFFICIAL.match(text[mention.span.end : mention.span.end + 40])
    )


def _signal(
    scene: Scene,
    sentence: Sentence,
    verb: _Saying,
    speaker: Mention,
    via: Mention | None,
    sure: float,
) -> Finding:
    quotation = next(
        (q for q in scene.reading.quotations if q.sort == "speech" and sentence.span.holds(q.span)),
        None,
    )
    party = scene.mentions.parties[speaker.party]
    source = _source(speaker.form, party.kind)
    dated = _when(scene, sentence)
    real = party.kind not in ("media", "anonymous", "expert")
    chain = ["author"] + ([scene.mentions.name(via.party)] if via is not None else [])
    spans = (quotation.span if quotation else sentence.span,)
    return Finding(
        Signal(
            speaker=speaker.party if real else party.name,
            person=speaker.person,
            via=tuple(chain),
            mode="direct" if quotation else "indirect",
            direction=_direction(scene, sentence, verb, quotation),
            summary=_shortened(scene.text(sentence)),
            earliest=dated.earliest if dated else None,
            latest=dated.latest if dated else None,
            source=source,
            reliability=RELIABILITY[source],
        ),
        (sentence.span, *spans) if quotation else spans,
        min(sure + (0.1 if quotation else 0.0), 0.95),
    )


def _when(scene: Scene, sentence: Sentence) -> When | None:
    if scene.as_of is None:
        return None
    return when(scene.reading.text, sentence.span, scene.as_of)


def _source(form: str, kind: str) -> SourceKind:
    if form in ("media", "anonymous", "expert"):
        return form  # type: ignore[return-value]
    if kind == "armed_group":
        return "armed_group"
    return "official" if kind in ("state", "government", "bloc") else "other"


def _direction(
    scene: Scene, sentence: Sentence, verb: _Saying, quotation: Quotation | None
) -> Direction:
    """Which way it points: by the verb, by words of threat and of calm, and by the acts named."""
    score = {"towards": 0.0, "away": 0.0, "denial": 0.0}
    if verb.sort in score:
        score[verb.sort] += 2
    for way in ("towards", "away", "denial"):
        score[way] += len(scene.finds(sentence, "direction", way))
    for deed in scene.deeds_of(sentence):
        if deed.span.start < verb.span.end:
            continue
        if deed.status == "denied":
            score["denial"] += 1
        elif deed.act.force > 0:
            score["towards"] += 0.5
        elif deed.act.force < 0:
            score["away"] += 1
    if score["denial"] >= 2 or score["denial"] > score["towards"] + score["away"]:
        return "denial"
    if score["towards"] == score["away"]:
        return "unclear"
    return "towards" if score["towards"] > score["away"] else "away"


def _shortened(words: str, most: int = 240) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= most else plain[:most].rsplit(" ", 1)[0] + " ..."
