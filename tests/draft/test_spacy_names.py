"""Names that no list has, and those that are only places or headings."""

import pytest

from tests.draft.parser import require, scenes

require()
REST = " The talks between the two sides will go on for as long as they have to."


def named(text):
    return [
        [m.span.of(scene.reading.text) for m in scene.mentions.all()]
        for scene in scenes(text + REST)
    ]


def test_a_name_that_does_something_counts():
    text = "In a letter from Maria Lindqvist the offer is torn to pieces."
    plain, parsed = named(text)
    assert "Maria Lindqvist" not in plain
    assert "Maria Lindqvist" in parsed


def test_a_name_is_written_out():
    plain, parsed = named(
        "In Paris on Monday the Council of Ports of the North blamed Norway for the delay."
    )
    assert "Norway" in plain
    assert "Norway" in parsed
    assert not any(words.startswith("the ") for words in parsed)


@pytest.mark.parametrize(
    "text",
    [
        "The ships were at Lowestoft and the crews slept in Lowestoft.",
        "STAVANGER\n\nThe ships were late.",
    ],
)
def test_a_place_is_no_actor(text):
    assert not {"Lowestoft", "STAVANGER"} & set(named(text)[1])


def test_what_the_rules_find_stays_found():
    text = (
        "Norway warned Iceland on Monday. The Icelandic foreign minister said that it was nonsense."
    )
    plain, parsed = named(text)
    for words in plain:
        assert any(words in longer for longer in parsed)


def test_a_body_before_its_state_has_its_own_words():
    for found in named("On Tuesday the government of Iceland called it an act of piracy."):
        assert "government" in found
        assert "" not in found
