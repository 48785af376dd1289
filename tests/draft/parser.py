"""The parser for tests; they are skipped, with the reason, where it is not installed."""

from importlib import metadata

import pytest

from standoff.draft.backends import rules, spacy_model
from standoff.draft.backends.spacy_grammar import ByParse
from standoff.draft.backends.spacy_names import NamedMentions
from standoff.draft.backends.spacy_reading import ParsedReading
from standoff.draft.scene import Scene
from standoff.draft.text import article_of


def require():
    """Skip the module that calls this unless spaCy and its model are there."""
    pytest.importorskip("spacy", reason="needs standoff[spacy]")
    try:
        metadata.distribution(spacy_model.DISTRIBUTION)
    except metadata.PackageNotFoundError:
        pytest.skip(f"needs {spacy_model.DISTRIBUTION} (standoff[spacy])", allow_module_level=True)


def scenes(text):
    """A text as the rules and as the parser see it."""
    article = article_of(text)
    plain = rules.scene_of(article, None, None)
    reading = ParsedReading(article, spacy_model.load())
    mentions = NamedMentions(reading, plain.lexicon, reading.parsed)
    grammar = ByParse(reading, mentions, reading.parsed)
    return plain, Scene(reading, plain.lexicon, mentions, grammar, None)
