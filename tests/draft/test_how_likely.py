"""Words of likelihood: through the yardsticks; ranks and ignorance are no numbers."""

import pytest

from standoff.draft.rules import how_likely
from standoff.draft.rules.how_likely import ranges_of
from standoff.language.likelihood import YARDSTICKS
from tests.draft.scenes import found


def one(text):
    (likelihood,) = found(how_likely.likelihoods, text)
    return likelihood


@pytest.mark.parametrize(
    ("text", "words", "sort", "word"),
    [
        ("A coup in Chad is highly likely.", "highly likely", "scaled", "very likely"),
        ("A coup in Chad is not likely now.", "not likely", "scaled", "unlikely"),
        ("A coup in Chad is not inevitable.", "not inevitable", "unscaled", None),
        ("No one regards war as inevitable in Chad.", "inevitable", "unscaled", None),
        ("It is the most likely end in Chad.", "most likely", "relative", "most"),
        ("A coup is less likely than a war in Chad.", "less likely than", "relative", "least"),
        (
            "It is impossible to predict what Chad wants.",
            "impossible to predict",
            "ignorance",
            None,
        ),
        ("A coup in Chad cannot be ruled out.", "cannot be ruled out", "unscaled", None),
        ("A coup in Chad has a one in five chance.", "one in five", "unscaled", None),
        ("The army of Chad could strike.", "could", "modal", "could happen"),
    ],
)
def test_words_have_their_sort(text, words, sort, word):
    found_here = one(text)
    assert (found_here.words, found_here.sort, found_here.word) == (words, sort, word)


def test_months_and_might_are_no_likelihood():
    text = "In May the full might of the army of Chad was shown. It was on 4 May that it left."
    assert found(how_likely.likelihoods, text) == []


def test_every_yardstick_that_knows_the_word_gives_its_range():
    ranges = one("A coup in Chad is unlikely.").ranges
    assert ranges["icd203"] == (0.20, 0.45)
    assert ranges["readers"] == (0.05, 0.30)
    assert set(ranges) == set(YARDSTICKS)
    assert set(ranges_of("could happen")) == {"readers"}
    assert one("A coup in Chad cannot be ruled out.").ranges == {}


def test_what_it_is_said_of_is_the_nearest_act():
    text = "Chad is unlikely to invade Sudan, and talks between them drag on."
    assert one(text).about == "chad.ground_operation"
