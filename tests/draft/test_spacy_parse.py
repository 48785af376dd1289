"""The spacy back end from end to end: the protocol, and what it adds to the rules."""

import datetime as dt

from standoff.draft.backends import propose
from standoff.draft.proposal import CONTENTS
from standoff.draft.text import article_of
from tests.draft.chat_server import TEXT
from tests.draft.parser import require, scenes

require()
NEWS = """Norway on Tuesday seized two trawlers off Vardo. Iceland called on Norway to withdraw \
its warships from the bank.

“We will not be pushed out,” said Lt. Gen. Ola Vik, who commands the fleet of Norway. Iceland \
could blockade the harbour if Norway arrests another crew, which is likely.
"""


def test_it_speaks_the_protocol():
    article = article_of(NEWS, "news")
    draft = propose("spacy", article, dt.date(2024, 3, 8))
    assert draft.backend == "spacy"
    assert "3.8.0" in draft.version
    assert draft.dropped == 0
    assert {p.kind for p in draft.proposals} <= set(CONTENTS)
    for proposal in draft.proposals:
        assert 0 < proposal.confidence < 1
        assert proposal.version == draft.version
        for one in proposal.evidence:
            assert NEWS[one.start : one.end] == one.words
    again = propose("spacy", article, dt.date(2024, 3, 8))
    assert again.to_json() == draft.to_json()


def test_it_finds_who_acts_where_the_order_of_words_misleads():
    article = article_of(
        NEWS + "\nThe papers warn that Iceland could be invaded by Norway.", "news"
    )
    plain, parsed = propose("rules", article), propose("spacy", article)
    right, wrong = "option:norway.ground_operation", "option:iceland.ground_operation"
    assert wrong in {p.id for p in plain.proposals}
    found = {p.id: p for p in parsed.proposals}
    assert wrong not in found
    assert found[right].content.against == ("iceland",)


def test_two_grammars_that_agree_are_surer_of_an_option_than_one():
    article = article_of(NEWS, "news")
    (plain,) = (p for p in propose("rules", article).proposals if p.id == "option:iceland.blockade")
    (parsed,) = (p for p in propose("spacy", article).proposals if p.id == plain.id)
    assert parsed.firm > plain.firm


def test_an_abbreviation_ends_no_sentence():
    text = "The fleet of Lt. Gen. Ola Vik left. Norway bought ships from Bath Iron Corp. Iceland did so, too."
    plain, parsed = scenes(text + " " + TEXT.partition("\n")[0])
    said = [s.span.of(text + " ") for s in parsed.reading.sentences]
    assert said[0] == "The fleet of Lt. Gen. Ola Vik left."
    assert len(parsed.reading.sentences) <= len(plain.reading.sentences)
    for sentence in parsed.reading.sentences:
        words = sentence.span.of(parsed.reading.text)
        assert words == words.strip()
