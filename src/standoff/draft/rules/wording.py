"""In which words: loaded ones, those held at arm's length by quotation marks, slogans, hedges."""

import re
from collections.abc import Iterator

from standoff.draft.locate import Span
from standoff.draft.proposal import Hedge, Loaded
from standoff.draft.reading import Quotation
from standoff.draft.rules.how_likely import said_in
from standoff.draft.scene import Finding, Scene


def loaded(scene: Scene) -> Iterator[Finding]:
    """Yield wording that takes a side; the same word is listed once, with every place."""
    text = scene.reading.text
    found: dict[tuple[str, str], list[Span]] = {}
    quoted = [
        q for q in scene.reading.quotations if q.sort in ("scare", "slogan") and _is_label(scene, q)
    ]
    for quotation in quoted:
        found.setdefault((quotation.sort, quotation.span.of(text).lower()), []).append(
            quotation.span
        )
    for sentence in scene.reading.sentences:
        for sort in ("person", "act"):
            for span in scene.finds(sentence, "loaded", sort):
                if not any(q.span.overlaps(span) for q in quoted):
                    found.setdefault((sort, span.of(text).lower()), []).append(span)
    for (sort, _), spans in found.items():
        words = " ".join(spans[0].of(text).split())
        yield Finding(
            Loaded(words=words, sort=sort),
            tuple(spans),
            0.75 if sort in ("person", "scare") else 0.65,
            sort,
        )


LABEL_WORDS = 4
"""Most words between quotation marks that hold a label at arm's length; more are speech."""


def _is_label(scene: Scene, quotation: Quotation) -> bool:
    """Whether quotation marks hold a label, not a short piece of what somebody said or reckoned."""
    words = quotation.span.of(scene.reading.text)
    if len(words.split()) > LABEL_WORDS or re.search(r"[,.!?;]$|,|\bnot\b", words):
        return False
    sentence = scene.reading.sentence_at(quotation.span.start)
    said = said_in(scene, sentence) if sentence is not None else []
    return not any(one.span.overlaps(quotation.span) for one in said)


def hedges(scene: Scene) -> Iterator[Finding]:
    """Yield wording that takes something back a little."""
    for sentence in scene.reading.sentences:
        for span in scene.finds(sentence, "hedges", "patterns"):
            yield Finding(Hedge(words=span.of(scene.reading.text)), (span,), 0.7, "hedge")
