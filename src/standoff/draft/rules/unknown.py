"""What the text itself says is not known: a hypothesis and a question, never a number."""

import re
from collections.abc import Iterator

from standoff.draft.locate import Span
from standoff.draft.phrases import clause_end, trimmed
from standoff.draft.proposal import Motive, Question
from standoff.draft.reading import Sentence
from standoff.draft.rules.how_likely import Said, said_in
from standoff.draft.scene import Finding, Scene

_ASKED = re.compile(r"\b(?:whether|who|whom|whose|how|why|what|which|when|where|if)\b")


def unknowns(scene: Scene) -> Iterator[Finding]:
    """Yield what is said to be unknown: the indirect question, or what stands for it."""
    for sentence in scene.reading.sentences:
        for said in said_in(scene, sentence):
            span = _asked(scene.reading.text, sentence, said) if said.sort == "ignorance" else None
            if span is not None:
                words = " ".join(span.of(scene.reading.text).split())
                claim = words if len(words) <= 220 else words[:220].rsplit(" ", 1)[0] + " ..."
                yield Finding(
                    Motive(claim=claim[0].upper() + claim[1:], motive="unknown"), (span,), 0.7
                )


def _asked(text: str, sentence: Sentence, said: Said) -> Span | None:
    start, end = sentence.span.start, sentence.span.end
    after = _ASKED.search(text, said.span.end, end)
    if after is not None and after.start() - said.span.end < 25:
        stop = clause_end(text, after.end(), end)
        return (
            Span(after.start(), stop)
            if stop - after.start() < 4
            else trimmed(text, after.start(), stop)
        )
    before = text[start : said.span.start]
    subject = re.search(r"^(.{4,120}?)\s(?:is|are|was|were|remains?)\s(?:\w+\s)?$", before)
    if subject is None or re.match(r"(?:it|this|that)$", subject[1], re.I):
        return None
    asked = _ASKED.search(text, start, start + subject.end(1))
    return trimmed(text, asked.start() if asked else start, start + subject.end(1))


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
