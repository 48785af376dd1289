"""What the text itself says is not known: a hypothesis and a question, never a number."""

import re
from collections.abc import Iterator

from standoff.draft.locate import Span
from standoff.draft.phrases import clause_end, trimmed
from standoff.draft.proposal import Motive, Question
from standoff.draft.reading import Sentence
from standoff.draft.rules.how_likely import Said, said_in
from standoff.draft.scene import Finding, Scene

_ASKED = re.compile(
    r"\b(?:whether|who|whom|whose|how|why|what|which|when|where|if)(?=\b|[’']s)", re.I
)
_BETWEEN = re.compile(
    r"\b(?:on|about|of|as to|over|regarding|concerning|yet|now|at present|exactly|precisely|just|either|for"
    r" (?:certain|sure))\b",
    re.I,
)
MOST_GAP = 25
"""Most characters between the words for not knowing and a question that hangs on them."""
_AND_ASKED = re.compile(
    r",? (?:nor|or|and)\s(?=(?:who|whom|whose|whether|how|why|what|where|when)\b)"
)
_SUBJECT = re.compile(
    r"^(.{4,120}?)\s(?:(?:is|are|was|were|remains?|has|have|must remain|can|could|cannot|may|defy"
    r"|defies|defied)"
    r"(?:\s\w+){0,2}\s)$",
    re.I,
)
_SUBJECT_OF_VERB = re.compile(r"^(.{4,120}?)\s$")
_VERB = re.compile(
    r"(?:remains?|cannot|can.t|def(?:y|ies)|has|have|is|was|are|were|will|won.t)\b", re.I
)
_NOBODY = re.compile(
    r"(?:^|\s)(?:it|this|that|he|she|they|we|I|one|there|nobody|no one|us|truth|fact|point|problem|trouble"
    r"|short)$",
    re.I,
)
_STANDS_FOR = re.compile(
    r"^(?:[,\s]+)(?:about|of|on|for|as to|over|regarding|concerning|surrounding)\s(?=\w)", re.I
)
_SPECULATION = re.compile(
    r"\b(?:speculation|rumou?rs?|conjecture|theories|guesses|guesswork|questions?|doubts?|uncertainty"
    r"|confusion"
    r"|mystery)\s(?:(?:has|have|is|are|remains?|abounds?|persists?|swirls?)\s(?:\w+\s){0,2})?"
    r"(?:about|over|as to|on|surrounding|around|of)\s(?=(?:the|its|his|her|their|who|what|why|whether"
    r"|how|where|when)\b)",
    re.I,
)
_PAST_GUESS = re.compile(
    r"\b(?:it|this|that|(?:the|that|this)\s[\w’-]+)\s(?:may|might|could)(?:,\s[^,.]{2,20},)?\s(?:also\s"
    r"|well\s|simply\s|just\s"
    r"|only\s|equally\s)?have been\s(?=(?:an?|the|some|no|intended|meant|[a-z]+s)\b)",
    re.I,
)
_FOUND = re.compile(
    r"\b(?:the (?:question|issue|puzzle|riddle|mystery) (?:is|remains|of)|(?:open|unanswered"
    r"|unsettled) (?:is|remains)"
    r"|(?:depends|turns) (?:entirely |largely |mostly )?on)\s(?=(?:whether|who|how|why|what|where|when)\b)",
    re.I,
)


def unknowns(scene: Scene) -> Iterator[Finding]:
    """Yield what is said to be unknown: the indirect question, or what stands for it."""
    text = scene.reading.text
    for sentence in scene.reading.sentences:
        found: list[Span] = []
        for said in said_in(scene, sentence):
            span = _asked(text, sentence, said) if said.sort == "ignorance" else None
            for part in _parted(text, span) if span is not None else ():
                if not any(part.overlaps(other) for other in found):
                    found.append(part)
                    yield _unknown(text, part, 0.7, "unknown")
        for span in (*_speculated(text, sentence), *_guessed(text, sentence)):
            if not any(span.overlaps(other) for other in found):
                found.append(span)
                yield _unknown(text, span, 0.5, "guessed")


def _unknown(text: str, span: Span, sure: float, rule: str) -> Finding:
    words = " ".join(span.of(text).split())
    claim = words if len(words) <= 220 else words[:220].rsplit(" ", 1)[0] + " ..."
    return Finding(
        Motive(claim=claim[0].upper() + claim[1:], motive="unknown"), (span,), sure, rule
    )


def _parted(text: str, span: Span) -> Iterator[Span]:
    """Two coordinated questions are two; "who took them, or why" stays one."""
    start = span.start
    for joint in _AND_ASKED.finditer(text, span.start, span.end):
        if span.end - joint.end() > MOST_GAP and joint.start() > start:
            yield Span(start, joint.start())
            start = joint.end()
    yield Span(start, span.end)


def _speculated(text: str, sentence: Sentence) -> Iterator[Span]:
    """Speculation about the author of the flights; the question is whether they knew."""
    for pattern in (_SPECULATION, _FOUND):
        for match in pattern.finditer(text, sentence.span.start, sentence.span.end):
            span = trimmed(text, match.end(), clause_end(text, match.end(), sentence.span.end))
            if span is not None:
                yield span


def _guessed(text: str, sentence: Sentence) -> Iterator[Span]:
    """What something past may have been."""
    for match in _PAST_GUESS.finditer(text, sentence.span.start, sentence.span.end):
        span = trimmed(text, match.end(), clause_end(text, match.end(), sentence.span.end))
        if span is not None:
            yield span


def _asked(text: str, sentence: Sentence, said: Said) -> Span | None:
    """The indirect question, the noun phrase that stands for it, or the subject of what is said."""
    start, end = sentence.span.start, sentence.span.end
    after = _ASKED.search(text, said.span.end, end)
    if after is not None and _is_asked(text[said.span.end : after.start()], after.group()):
        stop = clause_end(text, after.end(), end)
        return (
            Span(after.start(), stop)
            if stop - after.start() < 4
            else trimmed(text, after.start(), stop)
        )
    rest = text[said.span.end : end]
    object_of = _STANDS_FOR.match(rest)
    if object_of is not None:
        first = said.span.end + object_of.end()
        return trimmed(text, first, clause_end(text, first, end))
    before = text[start : said.span.start]
    asked = _ASKED.match(before.lstrip('“"‘ '))
    if asked is not None and len(before.split()) > 2:
        verb = re.search(
            r"\s(?:is|are|was|were|remains?|(?:has|have|had)(?:\snot)?|can|cannot)\s*$", before
        )
        return trimmed(text, start, start + (verb.start() if verb else len(before)))
    if not rest.strip(" .;") and (fronted := _fronted(text, start, said.span)) is not None:
        return fronted
    own_verb = _VERB.match(said.span.of(text))
    subject = (_SUBJECT_OF_VERB if own_verb else _SUBJECT).search(before)
    if subject is None or _NOBODY.search(subject[1]):
        return None
    inner = _ASKED.search(text, start, start + subject.end(1))
    return trimmed(text, inner.start() if inner else start, start + subject.end(1))


def _is_asked(gap: str, word: str) -> bool:
    """Whether a word for a question follows what is not known, and is no relative pronoun."""
    near = MOST_GAP if word.lower() in ("whether", "how", "why", "what", "whom") else 0
    return len(gap) < near or not re.search(r"\w", re.sub(_BETWEEN, "", gap))


def _fronted(text: str, start: int, place: Span) -> Span | None:
    """Who is paying: nobody knows. The sentence before a bare "I have no idea" where it asks."""
    before = text[start : place.start]
    match = re.search(r"^(.{4,120}?)(?:[:;]|\s[–—-]|,)\s(?:\w+\s){0,3}$", before)
    if match is not None and _ASKED.match(match[1]):
        return trimmed(text, start, start + match.end(1))
    if len(before.split()) > 2:
        return None
    end = len(text[:start].rstrip())
    first = max(text.rfind(mark, 0, end - 1) for mark in ".!?\n:") + 1
    asked = re.compile(
        r"\s*(?:[QA]\.\s)?(?=(?:who|what|why|how|where|whether|when|which)\b)", re.I
    ).match(text, first, end)
    return trimmed(text, asked.end(), end - 1) if asked is not None else None


def questions(scene: Scene) -> Iterator[Finding]:
    """Yield a question for every sentence that says that something is not known."""
    for sentence in scene.reading.sentences:
        unknown = [said for said in said_in(scene, sentence) if said.sort == "ignorance"]
        if unknown and _asked(scene.reading.text, sentence, unknown[0]) is None:
            words = " ".join(unknown[0].span.of(scene.reading.text).split())
            rest = " ".join(scene.text(sentence).split())
            shown = rest if len(rest) <= 200 else rest[:200].rsplit(" ", 1)[0] + " ..."
            yield Finding(
                Question(text=f'The author leaves it open ("{words}"). What do you think? {shown}'),
                (sentence.span,),
                0.7,
            )
