"""Sentences with a parser's help: a full stop that belongs to an abbreviation ends none."""

from functools import cached_property
from typing import TYPE_CHECKING

from standoff.draft.backends.spacy_doc import Parsed
from standoff.draft.locate import Span
from standoff.draft.reading import Reading, Sentence
from standoff.draft.text import Article

if TYPE_CHECKING:
    from spacy.language import Language


class ParsedReading(Reading):
    """An article, divided and parsed.

    Parameters
    ----------
    article : Article
    nlp : Language
        See `Parsed`.
    """

    def __init__(self, article: Article, nlp: "Language") -> None:
        super().__init__(article)
        self.parsed = Parsed(self, nlp)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences of the rules, joined where only an abbreviation stands between two."""
        found: list[Sentence] = []
        for sentence in super().sentences:
            if found and found[-1].paragraph == sentence.paragraph and self._goes_on(sentence.span):
                start = found.pop().span.start
                span = Span(start, sentence.span.end)
                sentence = Sentence(span, sentence.paragraph, sentence.heading)
            found.append(sentence)
        return tuple(found)

    def _goes_on(self, span: Span) -> bool:
        """Whether the parser sees no end before a sentence, and its stop is part of a word."""
        tokens = self.parsed.tokens(span)
        if not tokens or tokens[0].i == 0 or tokens[0].is_sent_start:
            return False
        before = tokens[0].nbor(-1)
        return len(before.text) > 1 and before.text.endswith(".")
