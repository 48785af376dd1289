"""What it would take, and what would follow: prerequisites and consequences of acts and events."""

import re
from collections.abc import Iterator

from standoff.draft.grammar import GOVERNED
from standoff.draft.lexicon import any_of
from standoff.draft.locate import Span
from standoff.draft.phrases import clause_end, clause_start, trimmed
from standoff.draft.proposal import Consequence, Prerequisite
from standoff.draft.reading import Sentence
from standoff.draft.scene import Deed, Finding, Scene

DEFAULT_SEVERITY = 5
_MODAL = re.compile(
    r"\b(?:could|would|might|may|will|can|likely|risks?|chances?|entails?|threatens? to|bound to|certain to"
    r"|danger|prospect)\b",
    re.I,
)
_SUCCESS = re.compile(
    r"\b(?:to be successful|to succeed|in order to|to work|to be effective|be effective|only work)\b",
    re.I,
)
_OWED = re.compile(r"\b(?:would|will)\b.*\bhave\s+to\b|\bneed to\b", re.I)
_LATER = re.compile(
    r",\s(?:which|who|but|and then|though|although|while|whereas|or)\b|\s[–—]\s|[;:]"
)
_WOULD = re.compile(
    r"\b(?:would|will|[’']d|[’']ll)\s+(?:then\s+|also\s+|only\s+|probably\s+)?(?=[a-z])"
)
_NO_CONSEQUENCE = re.compile(
    r"(?:have to|need|still|not|be (?:in|the|a|able|ready|willing|likely|unlikely|sworn|raised|held|met)\b"
    r"|only|take\b"
    r"|prefer|like|honou?r|accept|inform|continue|say)",
    re.I,
)
_TRIGGER = re.compile(
    r"^(?:(?:a|an|the|any|such|this|that|these|those|each|every|no)\s+(?:[\w’-]+\s+){0,12}"
    r"|(?:if|after|once|should|in the event|in that case|then)\b.*|it\s+|[a-z]+ing\b.*|(?:this|that"
    r"|which)\s+)$",
    re.I,
)


def prerequisites(scene: Scene) -> Iterator[Finding]:
    """Yield what is said to have to hold before an act or event can come about."""
    last: Deed | None = None
    paragraph = -1
    for sentence in scene.reading.sentences:
        if sentence.paragraph != paragraph:
            paragraph, last = sentence.paragraph, None
        deeds = [d for d in scene.deeds_of(sentence) if len(d.doer.parties) == 1]
        taken: list[Span] = []
        for place in scene.finds(sentence, "conditions", "patterns"):
            words = place.of(scene.reading.text).lower()
            span = _condition(scene, sentence, place, words)
            if span is None or any(span.overlaps(other) for other in taken):
                continue
            taken.append(span)
            deed = _conditioned(deeds, place) or last
            around = scene.text(sentence)
            yield Finding(
                Prerequisite(
                    of=_name(deed) if deed else None,
                    claim=_sentence(scene, span),
                    strict=not _SUCCESS.search(around),
                ),
                (span,),
                0.4 if words in ("if", "without", "provided") else 0.7 if "only" in words else 0.6,
            )
        last = _conditioned(deeds, sentence.span, whole=True) or last


def _condition(scene: Scene, sentence: Sentence, place: Span, words: str) -> Span | None:
    """The clause after the word for a condition, where it is one."""
    text = scene.reading.text
    before = text[sentence.span.start : place.start]
    if words == "if" and not _bears_if(text, sentence, place, before):
        return None
    if words == "without" and not _MODAL.search(text[place.end : sentence.span.end]):
        return None
    if words.startswith("not ") and "until" not in words and "before" not in words:
        return None
    end = sentence.span.end
    for pattern in (_LATER, re.compile(r",\s(?=(?:the|a|an|it|they|he|she|[A-Z])\b)")):
        match = pattern.search(text, place.end, end)
        if match and match.start() - place.end > 8:
            end = match.start()
    inner = re.compile(r"\b(?:if|when|once|until)\s").search(text, place.start, place.end + 1)
    start = inner.end() if inner and words.startswith(("only", "not")) else place.end
    if _OWED.search(words) and (rest := re.compile(r"\s+also\s|\s+first\s").match(text, start)):
        start = rest.end()
    return trimmed(text, start, min(end, clause_end(text, start, sentence.span.end)))


def _bears_if(text: str, sentence: Sentence, place: Span, before: str) -> bool:
    """A plain if is a condition where what it is put on is an act or offer, not what follows."""
    if re.search(
        r"\b(?:as|even|only|what|see|know|ask(?:ed)?|wonder\w*|doubt\w*)\s+$", before, re.I
    ):
        return False
    after = text[place.end : sentence.span.end]
    return (
        bool(before.strip())
        and bool(
            re.search(
                r"\b(?:can|could|may|might|would|will|offer\w*|only|promis\w+|ready|prepared)\b",
                before,
            )
        )
        and not re.search(r",\s.*\bwould\b", after)
    )


def _conditioned(deeds: list[Deed], place: Span, whole: bool = False) -> Deed | None:
    """The act that a condition is put on: the last that is named before it."""
    before = [d for d in deeds if whole or d.span.start <= place.end]
    firm = [d for d in before if not d.act.wide] or before
    return firm[-1] if firm and not whole else firm[0] if firm else None


def consequences(scene: Scene) -> Iterator[Finding]:
    """Yield what is said to follow: by its verb ("lead to"), or as what an event "would" do."""
    last: Deed | None = None
    paragraph = -1
    for sentence in scene.reading.sentences:
        if sentence.paragraph != paragraph:
            paragraph, last = sentence.paragraph, None
        deeds = [d for d in scene.deeds_of(sentence) if d.doer.parties and d.act.force > -1]
        ends = sentence.span.start
        for span, place in sorted((*_by_verb(scene, sentence), *_by_would(scene, sentence))):
            if span.start < ends:
                continue
            ends = span.end
            before = [d for d in deeds if d.span.end <= place + 1]
            deed = before[-1] if before else last
            yield Finding(
                Consequence(
                    of=_name(deed) if deed else None,
                    label=_sentence(scene, span),
                    severity=_severity(scene, span),
                ),
                (span,),
                0.6 if before else 0.5,
            )
        last = next((d for d in deeds if not d.act.wide), deeds[0] if deeds else last)


def _by_verb(scene: Scene, sentence: Sentence) -> Iterator[tuple[Span, int]]:
    text = scene.reading.text
    if not _MODAL.search(scene.text(sentence)):
        return
    for place in scene.finds(sentence, "consequences", "patterns"):
        end = clause_end(text, place.end, sentence.span.end)
        for span in _coordinated(text, place.start, end):
            if len(span.of(text).split()) >= 2:
                yield span, place.start


def _by_would(scene: Scene, sentence: Sentence) -> Iterator[tuple[Span, int]]:
    """A closure would push prices up; after an attack a flood would reach the villages."""
    text = scene.reading.text
    for match in _WOULD.finditer(text, sentence.span.start, sentence.span.end):
        if _NO_CONSEQUENCE.match(text, match.end()):
            continue
        start = clause_start(text, sentence.span.start, match.start())
        lead = text[start : match.start()]
        condition = re.match(r"\s*(?:if|after|once|should|without|in that case)\b", lead, re.I)
        actor = [
            m
            for m in scene.mentions.of(sentence)
            if start <= m.span.start
            and match.start() - 2 <= m.span.end <= match.start()
            and not GOVERNED.search(text[start : m.span.start])
        ]
        if not condition and (actor or not _TRIGGER.match(lead.lstrip())):
            continue
        end = clause_end(text, match.end(), sentence.span.end)
        own = re.search(r",\s+(?=[a-z])|\s(?=a\s\w+\s\w+\s$)", lead) if condition else None
        first = start + own.end() if own else match.end()
        for span in _coordinated(text, first, end):
            yield span, match.start()


def _coordinated(text: str, start: int, end: int) -> Iterator[Span]:
    """Two coordinated verbs are two consequences."""
    for joint in re.finditer(
        r"\s+and\s+(?=(?:[a-z]+)\s+(?:the|a|an|some|its|their|his|her|[A-Z\d]))", text[start:end]
    ):
        span = trimmed(text, start, start + joint.start())
        rest = trimmed(text, start + joint.end(), end)
        if span is not None and rest is not None and len(span.of(text).split()) > 2:
            yield span
            yield rest
            return
    span = trimmed(text, start, end)
    if span is not None:
        yield span


def _severity(scene: Scene, span: Span) -> int:
    """0 to 10 by the gravest word; a default that the analyst should set."""
    words = span.of(scene.reading.text)
    for severity, patterns in scene.lexicon.words["consequences"]["severity"].items():
        if any_of(patterns).search(words):
            return int(severity)
    return DEFAULT_SEVERITY


def _sentence(scene: Scene, span: Span, most: int = 200) -> str:
    words = " ".join(span.of(scene.reading.text).split())
    words = words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " ..."
    return words[0].upper() + words[1:]


def _name(deed: Deed) -> str:
    return f"{deed.doer.parties[0]}.{deed.act.key}"
