"""A parsed article: what is the author's own, paragraph by paragraph, and where each token stands."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from standoff.draft.locate import Span
from standoff.draft.reading import Reading

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_BATCH = 32


class Parsed:
    """The parse of an article.

    Parameters
    ----------
    reading : Reading
    nlp : Language
        A pipeline with tagger, parser and named entities.
    """

    def __init__(self, reading: Reading, nlp: "Language") -> None:
        own = [p.span for p in reading.paragraphs if p.sort == "text"]
        texts = [span.of(reading.text) for span in own]
        self._starts = [span.start for span in own]
        self._docs: list[Doc] = list(nlp.pipe(texts, batch_size=_BATCH))

    def tokens(self, span: Span) -> "list[Token]":
        """Return the tokens that a stretch of the article touches."""
        k = bisect_right(self._starts, span.start) - 1
        if k < 0:
            return []
        start = self._starts[k]
        found = self._docs[k].char_span(
            span.start - start, span.end - start, alignment_mode="expand"
        )
        return [token for token in found if not token.is_space] if found is not None else []

    def root(self, span: Span) -> "Token | None":
        """Return the token of a stretch on which its others depend, as far as they do."""
        tokens = self.tokens(span)
        inside = {token.i for token in tokens}
        heads = [t for t in tokens if t.head.i not in inside or t.head == t]
        return next((t for t in heads if not t.is_punct), heads[0] if heads else None)

    def place(self, token: "Token") -> Span:
        """Return where a token stands in the article."""
        start = self._start_of(token) + token.idx
        return Span(start, start + len(token.text))

    def entities(self, span: Span) -> Iterator[tuple[Span, str, "Token"]]:
        """Yield the named entities inside a stretch: place, label, and the token on which they hang."""
        k = bisect_right(self._starts, span.start) - 1
        if k < 0:
            return
        start = self._starts[k]
        for entity in self._docs[k].ents:
            place = Span(start + entity.start_char, start + entity.end_char)
            if span.holds(place):
                yield place, entity.label_, entity.root

    def _start_of(self, token: "Token") -> int:
        return next(s for s, doc in zip(self._starts, self._docs, strict=True) if doc is token.doc)
