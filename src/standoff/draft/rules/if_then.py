"""What it would take, and what would follow: prerequisites and consequences of acts."""

import re
from collections.abc import Iterator

from standoff.draft.lexicon import any_of
from standoff.draft.locate import Span
from standoff.draft.proposal import Consequence, Prerequisite
from standoff.draft.reading import Sentence
from standoff.draft.scene import Deed, Finding, Scene

DEFAULT_SEVERITY = 5
_END = re.compile(r";|[.!?](?=\s|$)|, (?:but|though|although|while|whereas|yet)\b")
_MODAL = re.compile(
    r"\b(?:could|would|might|may|will|can|likely|risks?|chances?|entails?|threatens? to|bound to|certain to"
    r"|danger|prospect)\b",
    re.I,
)
_SUCCESS = re.compile(
    r"\b(?:to be successful|to succeed|in order to|to work|to be effective|to hold)\b", re.I
)
_OWED = re.compile(r"\b(?:would|will)\b.*\b(?:have|need)\b", re.I)


def prerequisites(scene: Scene) -> Iterator[Finding]:
    """Yield what is said to have to hold before an act, the strictest reading of the condition."""
    last: Deed | None = None
    paragraph = -1
    for sentence in scene.reading.sentences:
        if sentence.paragraph != paragraph:
            paragraph, last = sentence.paragraph, None
        deeds = [d for d in scene.deeds_of(sentence) if len(d.doer.parties) == 1]
        taken: list[Span] = []
        for place in scene.finds(sentence, "conditions", "patterns"):
            words = place.of(scene.reading.text)
            deed = _conditioned(deeds, place) or last
            if deed is None or any(place.overlaps(span) for span in taken):
                continue
            span = _claim(scene, sentence, place, owed=bool(_OWED.search(words)))
            if span is None:
                continue
            taken.append(span)
            strict = not _SUCCESS.search(span.of(scene.reading.text))
            yield Finding(
                Prerequisite(of=_name(deed), claim=_sentence(scene, span), strict=strict),
                (span,),
                (0.7 if re.match(r"only", words, re.I) else 0.55) * (0.5 + 0.5 * deed.doer.sure),
            )
        last = _conditioned(deeds, sentence.span, whole=True) or last


def _conditioned(deeds: list[Deed], place: Span, whole: bool = False) -> Deed | None:
    """The act that a condition is put on: the last that is named before it."""
    before = [d for d in deeds if whole or d.span.start <= place.end]
    firm = [d for d in before if not d.act.wide] or before
    return firm[-1] if firm and not whole else firm[0] if firm else None


def _claim(scene: Scene, sentence: Sentence, place: Span, owed: bool) -> Span | None:
    """The clause after the condition; with "would have to", the clause around it."""
    text = scene.reading.text
    end = _clause_end(text, place.end, sentence.span.end)
    if not owed:
        return _trim(text, Span(place.end, end))
    start = sentence.span.start
    for match in re.finditer(r";\s|, (?:but|and|which|so)\s|\bbut\s", text[start : place.start]):
        start = sentence.span.start + match.end()
    return _trim(text, Span(start, end))


def consequences(scene: Scene) -> Iterator[Finding]:
    """Yield what an act is said to lead to, where it is said of what may come."""
    last: Deed | None = None
    paragraph = -1
    for sentence in scene.reading.sentences:
        if sentence.paragraph != paragraph:
            paragraph, last = sentence.paragraph, None
        deeds = [d for d in scene.deeds_of(sentence) if d.doer.parties and d.act.force > -1]
        lead = scene.text(sentence)
        ends = sentence.span.start
        for place in scene.finds(sentence, "consequences", "patterns"):
            before = [d for d in deeds if d.span.end <= place.start + 1]
            deed = before[-1] if before else last
            if deed is None or place.start < ends or not _MODAL.search(lead):
                continue
            ends = _clause_end(scene.reading.text, place.end, sentence.span.end)
            span = _trim(scene.reading.text, Span(place.start, ends))
            if span is None or len(span.of(scene.reading.text).split()) < 2:
                continue
            yield Finding(
                Consequence(
                    of=_name(deed), label=_sentence(scene, span), severity=_severity(scene, span)
                ),
                (span,),
                (0.65 if before else 0.5) * (0.5 + 0.5 * deed.doer.sure),
            )
        last = next((d for d in deeds if not d.act.wide), deeds[0] if deeds else last)


def _severity(scene: Scene, span: Span) -> int:
    """0 to 10 by the gravest word; a default that the analyst should set."""
    words = span.of(scene.reading.text)
    for severity, patterns in scene.lexicon.words["consequences"]["severity"].items():
        if any_of(patterns).search(words):
            return int(severity)
    return DEFAULT_SEVERITY


def _clause_end(text: str, start: int, end: int) -> int:
    match = _END.search(text, start, end)
    return match.start() if match else end


def _trim(text: str, span: Span) -> Span | None:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(" ,:\n\t"))
    end = span.start + len(words.rstrip(" ,:.;\n\t"))
    return Span(start, end) if end - start > 5 else None


def _sentence(scene: Scene, span: Span, most: int = 200) -> str:
    words = " ".join(span.of(scene.reading.text).split())
    words = words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " ..."
    return words[0].upper() + words[1:]


def _name(deed: Deed) -> str:
    return f"{deed.doer.parties[0]}.{deed.act.key}"
