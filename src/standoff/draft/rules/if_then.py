"""What it would take: the conditions that an act or event is said to need."""

import re
from collections.abc import Iterator

from standoff.draft.dates import DAYS, MONTHS
from standoff.draft.locate import Span
from standoff.draft.phrases import clause_end, trimmed, verb_phrases
from standoff.draft.proposal import Prerequisite
from standoff.draft.reading import Sentence
from standoff.draft.scene import Deed, Finding, Scene

_MODAL = re.compile(
    r"\b(?:could|would|might|may|will|can|likely|risks?|chances?|entails?|threatens? to|bound to|certain to"
    r"|danger|prospect)\b|[’'](?:d|ll)\b",
    re.I,
)
_SUCCESS = re.compile(
    r"\b(?:to be successful|to succeed|in order to|to work|to be effective|be effective|only work)\b",
    re.I,
)
_OWED = re.compile(r"\b(?:would|will)\b.*\bhave\s+to\b|\bneed to\b|^must$", re.I)
_LATER = re.compile(
    r",\s(?:which|who|but|and then|though|although|while|whereas|or)\b|\s[–—]\s|[;:]"
)
_ABLE = re.compile(
    r"\b(?:can|could|may|might|would|will|offer\w*|only|promis\w+|ready|prepared|possible|deal|chance"
    r"|likely|feasible"
    r"|agree\w*|vot\w+|lift\w*|sign\w*)\b|[’'](?:ll|d)\b",
    re.I,
)
_PAST = re.compile(r"\b(?:was|were|had|did|said|told)\b", re.I)
_EMPTY = re.compile(
    r"(?:it|that|this|they|so|one|them|these|those|which)|(?:it|that|this|they"
    r"|so)(?:\s\w+ly)?\s(?:comes? to (?:pass|that)|happens?|does|do|did|goes ahead"
    r"|occurs?|is so|can|came)"
    rf"|(?:the end of\s)?(?:{'|'.join((*MONTHS, *DAYS))}|(?:19"
    rf"|20)\d\d|long|then|now|dawn|dusk)",
    re.I,
)
_SHOULD = re.compile(
    r"(?:Should|Were)\s(?=[^,;]{6,90},\s(?:[\w’-]+\s){1,6}?(?:will|would|may|might|could|can|reserves"
    r"|intends)\b)"
)
_FOR_IT = re.compile(
    r"^(?:And |But |So )?For (?:it|this|that|(?:the|any|such|a) [\w ]{2,40}) to (?:come off|work|happen"
    r"|succeed|hold|fly|stick"
    r"|pass|last|go ahead|take (?:effect|place)|be (?:effective|credible|lasting|agreed|signed)),\s",
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
        for place in _markers(scene, sentence):
            words = place.of(scene.reading.text).lower()
            span = _condition(scene, sentence, place, words)
            if span is None or any(span.overlaps(other) for other in taken):
                continue
            taken.append(span)
            deed = _conditioned(deeds, place) or last
            around = scene.text(sentence)
            for part in _each(scene.reading.text, span, words):
                yield Finding(
                    Prerequisite(
                        of=_name(deed) if deed else None,
                        claim=_sentence(scene, part),
                        strict=not _SUCCESS.search(around),
                    ),
                    (part,),
                    0.4 if words in PLAIN else 0.7 if "only" in words else 0.6,
                    words.split()[0] if words in PLAIN else "condition",
                )
        last = _conditioned(deeds, sentence.span, whole=True) or last


OPENING = ("without", "absent", "failing", "barring", "but for")
"""Words after which even the shortest phrase is the whole condition."""

PLAIN = ("if", "without", "provided", "once", "given", "subject to", "pending")
"""Words that are often no conditions."""


def _markers(scene: Scene, sentence: Sentence) -> list[Span]:
    """Words for conditions, in order."""
    places = scene.finds(sentence, "conditions", "patterns")
    opened = _FOR_IT.match(scene.text(sentence)) or _SHOULD.match(scene.text(sentence))
    if opened is not None:
        start = sentence.span.start
        places.append(Span(start, start + opened.end()))
    return sorted(places)


def _each(text: str, span: Span, words: str) -> Iterator[Span]:
    """Two coordinated conditions are two: secure the road and win over the clans."""
    if _OWED.search(words):
        parts = list(verb_phrases(text, span.start, span.end))
        if len(parts) > 1:
            yield from parts
            return
    joint = re.search(r",?\s+and\s+(?=that\b)", span.of(text))
    if joint is not None:
        yield Span(span.start, span.start + joint.start())
        yield Span(span.start + joint.end() + len("that "), span.end)
    else:
        yield span


def _condition(scene: Scene, sentence: Sentence, place: Span, words: str) -> Span | None:
    """The clause after the word for a condition, where it is one."""
    text = scene.reading.text
    before = text[sentence.span.start : place.start]
    after = text[place.end : sentence.span.end]
    if not _bears(text, sentence, place, words, before, after):
        return None
    if words == "needs" and any(
        m.form in ("person", "expert", "public") and 0 <= place.start - m.span.end <= 2
        for m in scene.mentions.of(sentence)
    ):
        return None
    end = sentence.span.end
    for pattern in (_LATER, re.compile(r",\s(?=(?:the|a|an|it|they|he|she|there|[A-Z]\w*)\b)")):
        match = pattern.search(text, place.end, end)
        if match and match.start() - place.end > (2 if words in OPENING else 8):
            end = match.start()
    inner = re.compile(r"\b(?:if|when|once|until|before)\s").search(
        text, place.start, place.end + 1
    )
    start = inner.end() if inner and words.startswith(("only", "not")) else place.end
    if _OWED.search(words) and (rest := re.compile(r"\s+also\s|\s+first\s").match(text, start)):
        start = rest.end()
    if rest := re.compile(r"\s+that\s").match(text, start):
        start = rest.end()
    span = trimmed(text, start, min(end, clause_end(text, start, sentence.span.end)))
    return None if span is None or _EMPTY.fullmatch(span.of(text)) else span


def _bears(text: str, sentence: Sentence, place: Span, words: str, before: str, after: str) -> bool:
    """Whether a word that can stand for a condition does so here."""
    match words:
        case "if":
            return _bears_if(text, sentence, place, before)
        case "without":
            opens = not before.strip() or re.search(
                r"[,;:]\s$|\b(?:not|never|no|cannot)\b|n[’']t\b", before
            )
            return bool(opens) and bool(_MODAL.search(after) or _MODAL.search(before))
        case "once" | "as soon as" | "the moment" | "the moment that":
            clause = re.match(
                r"\s(?!and\b|again\b|more\b)(?:the\s|an?\s|its\s|their\s|both\s|all\s|it\s|they\s"
                r"|that\s|he\s|she\s|[A-Z]).*\s\w+(?:s|ed|en|d)\b",
                after,
            )
            return bool(clause) and not _PAST.search(text[sentence.span.start : sentence.span.end])
        case _ if words.startswith("depend"):
            return not re.match(r"[^,.;]{2,40}\sfor\s", after)
        case _ if re.match(r"not |none|nothing|nobody|no ", words):
            return bool(re.search(r"until|before|unless|without", words))
        case _ if "have to" in words:
            return not re.search(
                r"\b(?:which|whom)\b[^,;]*$|\bthat (?:all|every|each|any)\b[^,;]*$", before
            )
        case "needs" | "need":
            return not re.match(
                r"\s(?:a|an)\s(?:win|victory|success|enemy|distraction|quarrel|scapegoat)\b", after
            )
        case _ if words in ("failing", "pending", "calls for", "assumes"):
            return bool(_MODAL.search(before + after))
    return True


def _bears_if(text: str, sentence: Sentence, place: Span, before: str) -> bool:
    """A plain if is a condition where what it is put on is an act or offer, not what follows."""
    if re.search(
        r"\b(?:as|even|only|what|see|know|ask(?:ed)?|wonder\w*|doubt\w*)\s+$", before, re.I
    ):
        return False
    after = text[place.end : sentence.span.end]
    if re.match(r"\s(?:only|any|not|anything|need be|so|ever|nothing else)\b", after):
        return False
    if not before.strip(' –—-“"') or re.search(r"[.:;]\s*$", before):
        split = re.search(r",\s+(?:then\s+)?", after)
        rest = after[split.end() :] if split else ""
        return bool(rest) and bool(_OFFERED.match(rest))
    return bool(_ABLE.search(before)) and not re.search(r",\s.*\bwould\b", after)


_OFFERED = re.compile(
    r"(?:there(?:[’']s|\s(?:is|will be|would be|could be))\s(?:a|an|every|some)\b"
    r"|(?:[\w’-]+\s){1,6}?(?:can|could|may|might)\s"
    r"|(?:an?|the|any)\s(?:[\w-]+\s){0,4}(?:is|becomes|looks|would be|could be"
    r"|remains)\s(?:\w+\s)?(?:likely|possible|feasible"
    r"|within reach|conceivable|there|on|plausible|probable))",
    re.I,
)


def _conditioned(deeds: list[Deed], place: Span, whole: bool = False) -> Deed | None:
    """The act that a condition is put on: the last that is named before it."""
    before = [d for d in deeds if whole or d.span.start <= place.end]
    firm = [d for d in before if not d.act.wide] or before
    return firm[-1] if firm and not whole else firm[0] if firm else None


def _sentence(scene: Scene, span: Span, most: int = 200) -> str:
    words = " ".join(span.of(scene.reading.text).split())
    words = words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " ..."
    return words[0].upper() + words[1:]


def _name(deed: Deed) -> str:
    return f"{deed.doer.parties[0]}.{deed.act.key}"
