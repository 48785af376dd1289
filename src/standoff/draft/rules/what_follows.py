"""What would follow: by a verb ("lead to"), as what an event "would" do, and after "if"."""

import re
from collections.abc import Iterator

from standoff.draft.grammar import GOVERNED
from standoff.draft.lexicon import any_of
from standoff.draft.locate import Span
from standoff.draft.phrases import clause_end, clause_start, trimmed
from standoff.draft.proposal import Consequence
from standoff.draft.reading import Sentence
from standoff.draft.scene import Deed, Finding, Scene

DEFAULT_SEVERITY = 5
_MODAL = re.compile(
    r"\b(?:could|would|might|may|will|can|likely|risks?|chances?|entails?|threatens? to|bound to|certain to"
    r"|danger|prospect)\b|[’'](?:d|ll)\b",
    re.I,
)
_WOULD = re.compile(
    r"(?:\b(?:would|will)|[’'](?:d|ll))\s+(?:then\s+|also\s+|only\s+|probably\s+|almost certainly\s+"
    r"|soon\s+|likely\s+"
    r"|merely\s+|simply\s+|at once\s+|immediately\s+|quickly\s+)?(?=[a-z])"
)
_NO_CONSEQUENCE = re.compile(
    r"(?:have\b|need|still|not|never|be (?:in|the|a|able|ready|willing|likely|unlikely|sworn|raised"
    r"|held|met|effective|sacked"
    r"|comic|necessary|required|wise|foolish|better|enough|needed|possible|surprising|unwise|wrong|right)\b"
    r"|only\b|take\b|work\b|come about|bear responsibility|draw no|require|go home|seem|appear|suggest"
    r"|argue|prove|depend|serve"
    r"|prefer|like|honou?r|do\b|welcome|consider|reconsider|regard|refuse|oppose|support|comply|accept"
    r"|inform|continue|say)",
    re.I,
)
_TRIGGER = re.compile(
    r"^(?:(?:a|an|the|any|such|this|that|these|those|each|every|no)\s+(?!one\b|body\b)(?:[\w’-]+\s+){0,12}"
    r"|(?:if|after|once|should|in the event|in that case|then|done|handled|left|taken|without"
    r"|absent)\b.*|it\s*"
    r"|[a-z]+ing\b.*|(?:this|that|which|these|those|either|neither|both)\s*)$",
    re.I,
)
_PLAIN = re.compile(r"^(?:[a-z]+ed\s[a-z]+s\s+|[a-z-]+\s[a-z]+(?:s|ion|ment|ure|de)\s+)$", re.I)
_RELATIVE = re.compile(r"^(?:An?|The|Any|Another|Such an?)\s(?:[\w’-]+\s){1,4}?that\s$")
_REPORTED = re.compile(
    r"\b(?:said|says|say|told(?:\s\w+){1,3}|warn\w*|announc\w*|promis\w*|insist\w*|pledg\w*|assumption"
    r"|condition"
    r"|proviso|understanding|basis)(?:\s[^,.;]{2,40})?(?:\sthat)?\s$",
    re.I,
)
_SAYS = re.compile(
    r"\b(?:said|says|told|announced|declared|insists?|insisted|warned|added|stated|promised)\b",
    re.I,
)
_ASIDE = re.compile(
    r",\s(?:on the other hand|however|in turn|though|of course|too|then|meanwhile|by contrast),"
    r"|^\s*(?:by contrast|in turn|then|moreover|on the other hand|either way|at worst|at best|worse"
    r"|in short"
    r"|in practice|in effect|in time|over time|still|indeed|in fact),?\s",
    re.I,
)
_NOBODY = re.compile(
    r"^(?:everyone|everybody|someone|somebody|anyone|people|they|we|he|she|I|you|who"
    r"|(?:\w+\s)?(?:officials?|ministers?"
    r"|leaders?|analysts?|voters?|traders?))\b",
    re.I,
)
_IF = re.compile(
    r"^(?:(?:And|But|So|Yet|Then|[QA]\.)\s)?(?:If|Should|Were|Once|Were it"
    r"|When)\s([^;:]{6,140}?),\s(?:then\s|and\s)?"
    r"(?=(?:the|an?|its|their|his|her|our|some|many|most|all|every|no|both|there|[A-Z\d]|[a-z]+s\s"
    r"|[a-z]+\s[a-z]+\s))"
)
_IMPERATIVE = re.compile(
    r"(?:please|let|call|ask|note|see|do|don[’']t|never|press|put|consider|expect)\b", re.I
)
_STATED = re.compile(
    r"\b(?:said|says|told|was|were|had|have been|has been|did|threaten\w*|promis\w*|vow\w*|warn\w*|pledg\w*"
    r"|offer\w*)\b",
    re.I,
)


def consequences(scene: Scene) -> Iterator[Finding]:
    """Yield what is said to follow: by its verb ("lead to"), or as what an event "would" do."""
    last: Deed | None = None
    paragraph = -1
    for sentence in scene.reading.sentences:
        if sentence.paragraph != paragraph:
            paragraph, last = sentence.paragraph, None
        deeds = [d for d in scene.deeds_of(sentence) if d.doer.parties and d.act.force > -1]
        ends = sentence.span.start
        found = [
            (span, place, rule)
            for rule, find in _RULES.items()
            for span, place in find(scene, sentence)
        ]
        for span, place, rule in sorted(found, key=lambda one: (one[0].start, -one[0].end)):
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
                rule,
            )
        last = next((d for d in deeds if not d.act.wide), deeds[0] if deeds else last)


def _by_if(scene: Scene, sentence: Sentence) -> Iterator[tuple[Span, int]]:
    """If the police come, the moderates lose the assembly."""
    text, words = scene.reading.text, scene.text(sentence)
    match = _IF.match(words)
    if match is None:
        return
    start = sentence.span.start + match.end()
    rest = words[match.end() :]
    plain = re.match(
        r"[^,;]{0,60}?\b(?:can|could|may|might|must|should|need|deal|likely|possible)\b", rest
    )
    chosen = any(
        m.span.start == start
        and re.match(r"\s(?:will|would then)\b", scene.reading.text[m.span.end :])
        for m in scene.mentions.of(sentence)
    )
    if chosen or plain or _NOBODY.match(rest) or _IMPERATIVE.match(rest) or _STATED.search(words):
        return
    end = clause_end(text, start, sentence.span.end)
    for span in _coordinated(text, start, end):
        yield span, start


def _by_meaning(scene: Scene, sentence: Sentence) -> Iterator[tuple[Span, int]]:
    """A full stop means that three mills close; the price is considerable: two ports shut."""
    text = scene.reading.text
    for place in scene.finds(sentence, "consequences", "means"):
        before = text[sentence.span.start : place.start]
        if re.search(
            r"\b(?:not|n[’']t|which|I|we|he|she|they|you|it|that|this)\s+$", before, re.I
        ) and (place.of(text).lower().startswith("mean")):
            continue
        end = clause_end(text, place.end, sentence.span.end)
        for span in _coordinated(text, place.end, end):
            if len(span.of(text).split()) > 1:
                yield span, place.start


def _by_verb(scene: Scene, sentence: Sentence) -> Iterator[tuple[Span, int]]:
    text = scene.reading.text
    if not _MODAL.search(scene.text(sentence)):
        return
    for place in scene.finds(sentence, "consequences", "patterns"):
        if re.search(
            r"\b(?:the|a|an|its|their|of|to the|near the|from the)\s+(?:\w+\s+)?$",
            text[sentence.span.start : place.start],
        ) and not place.of(text).lower().startswith(("risk", "blowback", "collapse", "flood")):
            continue
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
        if _RELATIVE.match(text[sentence.span.start : start]):
            start = sentence.span.start
        lead = _ASIDE.sub("", text[start : match.start()])
        if match.group().lower().startswith("will") and _acts(scene, sentence, match.start()):
            continue
        condition = re.match(
            r"\s*(?:if|after|once|should|without|in (?:that|this|which|either) (?:case|event))\b",
            lead,
            re.I,
        )
        if not condition and not _is_event(scene, sentence, start, match.start(), lead.lstrip()):
            continue
        end = clause_end(text, match.end(), sentence.span.end)
        own = re.search(r",\s+(?=[a-z])|\s(?=a\s\w+\s\w+\s$)", lead) if condition else None
        first = start + own.end() if own else match.end()
        for span in _coordinated(text, first, end):
            yield span, match.start()


def _acts(scene: Scene, sentence: Sentence, place: int) -> bool:
    """Whether somebody named stands right before a verb: what he will do is his choice."""
    return any(
        m.form != "people" and 0 < place - m.span.end <= 2 for m in scene.mentions.of(sentence)
    )


def _is_event(scene: Scene, sentence: Sentence, start: int, place: int, lead: str) -> bool:
    """Whether the subject before "would" is an event and nobody who acts."""
    text = scene.reading.text
    reported = _REPORTED.search(text[sentence.span.start : start])
    if (
        _NOBODY.match(lead)
        or _SAYS.search(lead)
        or not (_TRIGGER.match(lead) or (not reported and _PLAIN.match(lead)))
    ):
        return False
    if re.match(r"it\b", lead, re.I) and (
        reported or text[place : place + 4] in ("will", "’ll ", "'ll ")
    ):
        return False
    return not any(
        start <= m.span.start
        and place - 2 <= m.span.end <= place
        and not GOVERNED.search(text[start : m.span.start])
        for m in scene.mentions.of(sentence)
    )


_RULES = {"if": _by_if, "meaning": _by_meaning, "verb": _by_verb, "would": _by_would}


def _coordinated(text: str, start: int, end: int) -> Iterator[Span]:
    """Two coordinated verbs are two consequences."""
    for joint in re.finditer(
        r",?\s+and(?:,\s\w+,|\sthen)?\s+(?:(?:could|would|might|may|will)\s+)?(?=[a-z]+\s+(?:the|a|an"
        r"|some|its|their|his|her|our|us|them|it"
        r"|[A-Z\d])"
        r"|(?:the|an?|its|their)\s[\w\s’-]{2,30}?\s(?:would|will|is|are)\b)",
        text[start:end],
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
