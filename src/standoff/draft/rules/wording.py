"""In which words: loaded ones, those held at arm's length by quotation marks, slogans, hedges."""

from collections.abc import Iterator

from standoff.draft.locate import Span
from standoff.draft.proposal import Hedge, Loaded
from standoff.draft.scene import Finding, Scene


def loaded(scene: Scene) -> Iterator[Finding]:
    """Yield wording that takes a side; the same word is listed once, with every place."""
    text = scene.reading.text
    found: dict[tuple[str, str], list[Span]] = {}
    for sentence in scene.reading.sentences:
        for sort in ("person", "act"):
            for span in scene.finds(sentence, "loaded", sort):
                found.setdefault((sort, span.of(text).lower()), []).append(span)
    for quotation in scene.reading.quotations:
        if quotation.sort in ("scare", "slogan"):
            found.setdefault((quotation.sort, quotation.span.of(text).lower()), []).append(
                quotation.span
            )
    for (sort, _), spans in found.items():
        words = " ".join(spans[0].of(text).split())
        yield Finding(
            Loaded(words=words, sort=sort),
            tuple(spans),
            0.75 if sort in ("person", "scare") else 0.65,
        )


def hedges(scene: Scene) -> Iterator[Finding]:
    """Yield wording that takes something back a little."""
    for sentence in scene.reading.sentences:
        for span in scene.finds(sentence, "hedges", "patterns"):
            yield Finding(Hedge(words=span.of(scene.reading.text)), (span,), 0.7)
