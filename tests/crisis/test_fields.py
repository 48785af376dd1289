"""Single values: words, ranges, settings, places of a ranking."""

import datetime as dt

import pytest

from standoff.crisis.fields import (
    Passage,
    Setting,
    read_day,
    read_duration,
    read_foresight,
    read_likelihood_ratio,
    read_passages,
    read_precision,
    read_probability,
    read_ranked,
    read_reliability,
    read_setting,
    read_tempo,
    read_weight,
    write_foresight,
    write_passages,
    write_quantity,
    write_ranked,
)
from standoff.language.quantity import exact


@pytest.mark.parametrize(
    ("word", "centre"), [("minor", 1), ("moderate", 2), ("Major", 4), (" vital ", 8)]
)
def test_weight_words_are_blurred_by_a_lognormal_factor(word, centre):
    weight = read_weight(word)
    assert (weight.shape, weight.centre, weight.spread) == ("lognormal", centre, 0.25)


def test_weights_in_numbers_are_taken_as_they_are():
    assert read_weight(4).certain
    assert read_weight("4").centre == 4
    assert read_weight("2..4").shape == "uniform"
    normal = read_weight("3 ± 1")
    assert (normal.shape, normal.low, normal.high) == ("normal", 0, 1000)


def test_tempo_and_precision_are_blurred_unless_a_range_is_given():
    assert read_tempo("1 per month").spread == 0.3
    assert read_tempo("1..2 per month").shape == "uniform"
    assert read_precision("deliberate").centre == 4
    assert read_precision(3).shape == "lognormal"
    assert read_precision(0).certain


def test_spreads_of_rates_and_spans_are_cut_off_at_the_valid_range():
    assert (read_tempo("30 ± 1000 per day").low, read_tempo("30 ± 1000 per day").high) == (0, 1000)
    assert read_duration("99 ± 50 years").high == 1200
    with pytest.raises(ValueError, match="more often than 1000 times a month"):
        read_tempo("40 ± 1 per day")
    with pytest.raises(ValueError, match="longer than 100 years"):
        read_duration("99..101 years")


@pytest.mark.parametrize(
    ("written", "ratio"),
    [
        ("slight for", 1.5),
        ("moderate for", 3),
        ("strong for", 10),
        ("strong against", 0.1),
        ("Slight  Against", 1 / 1.5),
        (2, 2),
        ("2..4", 3),
    ],
)
def test_strengths_are_likelihood_ratios(written, ratio):
    assert read_likelihood_ratio(written).centre == pytest.approx(ratio)


@pytest.mark.parametrize(
    ("written", "level", "back"),
    [("myopic", 0, "myopic"), ("equilibrium", -1, "equilibrium"), (3, 3, 3), ("3", 3, 3)],
)
def test_foresight(written, level, back):
    assert read_foresight(written) == level
    assert write_foresight(level) == back


@pytest.mark.parametrize(
    ("written", "yardstick", "centre", "low", "high"),
    [
        ("likely", "icd203", 0.675, 0.55, 0.8),
        ("likely", "nato", 0.75, 0.6, 0.9),
        (0.3, "icd203", 0.3, 0.3, 0.3),
        ("30%", "icd203", 0.3, 0.3, 0.3),
        ("20..40%", "icd203", 0.3, 0.2, 0.4),
        ("20%..40 %", "icd203", 0.3, 0.2, 0.4),
        ("0.2..0.4", "icd203", 0.3, 0.2, 0.4),
        ("0.3 ± 0.1", "icd203", 0.3, 0, 1),
    ],
)
def test_probabilities(written, yardstick, centre, low, high):
    read = read_probability(written, yardstick)
    assert (read.centre, read.low, read.high) == pytest.approx((centre, low, high))
    assert read.text == str(written)


@pytest.mark.parametrize(
    ("written", "setting", "text"),
    [
        ("a.x", Setting("a.x"), "a.x"),
        ("not a.x", Setting("a.x", "off"), "a.x=off"),
        ("a.x=high", Setting("a.x", "high"), "a.x=high"),
        ("a.x = high", Setting("a.x", "high"), "a.x=high"),
        ({"a.x": "high"}, Setting("a.x", "high"), "a.x=high"),
        ({"a.x": True}, Setting("a.x", "on"), "a.x=on"),
        ({"a.x": False}, Setting("a.x", "off"), "a.x=off"),
    ],
)
def test_settings(written, setting, text):
    assert read_setting(written) == setting
    assert setting.text == text
    assert read_setting(text) == setting


@pytest.mark.parametrize(
    ("written", "states"),
    [
        ([], 1),
        (["a.x"], 1),
        (["a.x", "b.y"], 1),
        ([["a.x"], []], 2),
        ([["a.x"]], 1),
        ([{"a.x": "high"}], 1),
    ],
)
def test_places_of_a_ranking(written, states):
    tied = read_ranked(written)
    assert len(tied) == states
    assert read_ranked(write_ranked(tied)) == tied


def test_admiralty_codes():
    assert read_reliability("b2") == "B2"
    with pytest.raises(ValueError, match="'B7' is no Admiralty code: write the source A"):
        read_reliability("B7")


def test_days():
    assert read_day("2023-01-06") == dt.date(2023, 1, 6)
    assert read_day(dt.date(2023, 1, 6)) == dt.date(2023, 1, 6)
    with pytest.raises(ValueError, match="is not a date"):
        read_day(dt.datetime(2023, 1, 6, 12))


@pytest.mark.parametrize(
    ("text", "written"),
    [("4", 4), ("4.5", 4.5), ("4.50", "4.50"), ("+4", "+4"), ("1e3", "1e3"), ("2..4", "2..4")],
)
def test_numbers_are_written_as_numbers_where_that_says_the_same(text, written):
    assert write_quantity(exact(1.0, text)) == written
    assert type(write_quantity(exact(1.0, text))) is type(written)


def test_passages_count_characters_of_a_source():
    assert read_passages("article@120-184") == (Passage("article", 120, 184),)
    assert write_passages(read_passages(["a@1-2", "b@3-4"])) == ["a@1-2", "b@3-4"]
    assert write_passages(read_passages("a@1-2")) == "a@1-2"


@pytest.mark.parametrize("wrong", ["article", "article@5", "article@5-5", "@1-2", 7, "a@-1-2"])
def test_a_passage_has_a_source_a_start_and_a_later_end(wrong):
    with pytest.raises(ValueError, match="is no passage"):
        read_passages(wrong)


def test_a_long_percentage_is_refused_before_it_is_searched():
    with pytest.raises(ValueError, match="is too long for a percentage"):
        read_probability("1" + " " * 300_000 + "x%", "icd203")
