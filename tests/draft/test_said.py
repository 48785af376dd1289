"""Signals: speaker, chain, mode, direction, date, reliability; deeds with a day."""

import datetime as dt

import pytest

from standoff.draft.rules import said
from tests.draft.scenes import found, words


def signals(text):
    return found(said.signals, text)


def one(text):
    (signal,) = signals(text)
    return signal


def test_a_quotation_is_direct_and_its_speaker_graded():
    signal = one("Iran's Foreign Ministry warned on 3 January that “every base is within reach”.")
    assert (signal.speaker, signal.mode, signal.direction) == ("iran", "direct", "towards")
    assert (signal.source, signal.reliability) == ("official", "B3")
    assert signal.earliest == signal.latest == dt.date(2023, 1, 3)


def test_the_chain_leads_from_the_author_to_the_last_source():
    signal = one(
        "The Washington Post quoted unnamed officials who told it that Iran would retaliate."
    )
    assert signal.speaker == "unnamed officials"
    assert signal.via == ("author", "Washington Post")
    assert signal.reliability == "D3"


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Ethiopia threatened Eritrea with war.", "towards"),
        ("Eritrea denied that its troops were there.", "denial"),
        ("Ethiopia offered talks and called for restraint.", "away"),
        ("Sudan said that the charge was baseless and false.", "denial"),
        ("Chad announced that the rains are late.", "unclear"),
    ],
)
def test_direction(text, direction):
    assert one(text).direction == direction


def test_two_speakers_of_a_sentence_have_a_signal_each():
    text = "India warned Pakistan on Monday, and Pakistan offered talks on Tuesday."
    assert [s.speaker for s in signals(text)] == ["india", "pakistan"]
    assert words(said.signals, text)[0] == "India warned Pakistan on Monday"


def test_a_pronoun_is_the_last_speaker():
    text = "Interior Minister Omar Lodhi of Pakistan said no. He denied any talks."
    assert [s.person for s in signals(text)] == ["Omar Lodhi", "Omar Lodhi"]


def test_a_dated_deed_is_a_signal():
    signal = one("Egypt mobilised two divisions on Tuesday.")
    assert (signal.mode, signal.speaker) == ("deed", "egypt")
    assert signal.latest == dt.date(2023, 1, 3)


def test_an_experts_forecast_is_no_signal():
    assert signals("An attack is unlikely, said Ana Weber of the Oslo Institute.") == []


def test_what_somebody_would_say_is_not_said():
    assert signals("Iran would deny it, and Iraq should say nothing.") == []


def test_without_a_day_of_publication_there_are_no_dates():
    (signal,) = found(said.signals, "Iran warned Iraq on Monday.", day=None)
    assert signal.earliest is None
