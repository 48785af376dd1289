"""Words of likelihood."""

import pytest

from standoff.language.likelihood import YARDSTICKS, word_for, word_range

EVERY = [(name, word) for name, scale in YARDSTICKS.items() for word in scale.ranges]


@pytest.mark.parametrize(
    ("word", "yardstick", "expected"),
    [
        ("likely", "icd203", (0.55, 0.80)),
        ("Very Likely", "icd203", (0.80, 0.95)),
        ("almost_no-chance", "icd203", (0.01, 0.05)),
        ("probable", "icd203", (0.55, 0.80)),
        ("realistic possibility", "phia", (0.40, 0.50)),
        ("likely", "phia", (0.55, 0.75)),
        ("likely", "nato", (0.60, 0.90)),
        ("probable", "kent", (0.63, 0.87)),
        ("unlikely", "readers", (0.05, 0.30)),
        ("about even", "readers", (0.50, 0.50)),
    ],
)
def test_published_ranges(word, yardstick, expected):
    assert word_range(word, yardstick) == expected


@pytest.mark.parametrize(("yardstick", "word"), EVERY)
def test_every_word_has_a_range_and_every_other_way_to_say_it_a_word(yardstick, word):
    low, high = word_range(word, yardstick)
    assert 0 <= low <= high <= 1
    scale = YARDSTICKS[yardstick]
    assert set(scale.same.values()) <= set(scale.ranges)
    assert not set(scale.same) & set(scale.ranges)
    assert scale.citation


def test_an_unknown_word_is_refused_with_the_nearest():
    with pytest.raises(ValueError, match="did you mean 'very likely'"):
        word_range("verry likely")
    with pytest.raises(ValueError, match=r"'realistic possibility' is no word .* icd203"):
        word_range("realistic possibility")


@pytest.mark.parametrize("yardstick", YARDSTICKS)
def test_every_probability_has_a_word_and_words_rise_with_it(yardstick):
    scale = YARDSTICKS[yardstick]
    said = [word_for(k / 200, yardstick) for k in range(201)]
    middles = [sum(scale.ranges[word]) for word in said]
    assert middles == sorted(middles)


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.0, "almost no chance"),
        (0.3, "unlikely"),
        (0.5, "roughly even chance"),
        (0.7, "likely"),
        (1.0, "almost certain"),
    ],
)
def test_words_for_probabilities(probability, word):
    assert word_for(probability) == word
