"""The rules with a parser's eyes: spaCy says who does what to whom, who speaks and what is denied."""

import datetime as dt
from pathlib import Path

from standoff.draft import lexicon
from standoff.draft.backends import rules, spacy_model
from standoff.draft.backends.rules import published
from standoff.draft.backends.spacy_grammar import ByParse
from standoff.draft.backends.spacy_names import NamedMentions
from standoff.draft.backends.spacy_reading import ParsedReading
from standoff.draft.proposal import Draft
from standoff.draft.scene import Scene
from standoff.draft.text import Article

NAME = "spacy"
VERSION = f"2 ({spacy_model.DISTRIBUTION} {spacy_model.VERSION}, rules {rules.VERSION})"


def propose(article: Article, as_of: dt.date | None = None, extra: Path | None = None) -> Draft:
    """Propose what the rules find with the help of a parser; see `rules.propose`.

    Raises
    ------
    UsageError
        If spaCy or its model is missing, or is not what it should be.
    """
    reading = ParsedReading(article, spacy_model.load())
    day = as_of or published(article)
    words = lexicon.load(extra, day)
    mentions = NamedMentions(reading, words, reading.parsed)
    grammar = ByParse(reading, mentions, reading.parsed)
    return rules.draft_of(Scene(reading, words, mentions, grammar, day), NAME, VERSION)
