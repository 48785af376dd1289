"""What a text is made of: headings, repeats, other voices, sentences, quotations."""

# ruff: noqa: E501 - a paragraph stands on one line, as in articles

from standoff.draft.reading import Reading
from standoff.draft.text import article_of

BODY = """The Long Wait

The garrison at Orl has been waiting for orders since March. Gen. Abel Mott said on 4 May that it “will not wait forever”. Its rivals in the north call this a “bluff”, and so do the papers.

Best Case: A Quiet Autumn

The talks (known as “the ferry talks”) resume in June. Under a plan called “Bread First” both sides open the road. U.S. envoys are expected at 9 a.m. on Monday.

The garrison at Orl has been waiting for orders since March. Gen. Abel Mott said on 4 May that it “will not wait forever”. Its rivals in the north call this a “bluff”, and so do the papers.

I love your column but you are wrong about my home town, and you know it.
"""


def reading(text):
    return Reading(article_of(text))


def sorts(text):
    return [p.sort for p in reading(text).paragraphs]


def test_headings_repeats_and_readers_are_told_apart():
    assert sorts(BODY) == ["heading", "text", "heading", "text", "repeat", "foreign"]
    notes = reading(BODY).notes()
    assert "repeats an earlier one and counts once: The garrison at Orl" in notes[0]
    assert "not the author's voice" in notes[1]


def test_an_author_who_says_i_and_you_throughout_is_no_reader():
    text = "\n\n".join(
        f"I told you in week {k} that my patience with the army is at an end." for k in range(6)
    )
    assert "foreign" not in sorts(text)


def test_comments_under_a_heading_of_their_own_are_left_out():
    text = BODY.replace("I love your", "Comments (2)\n\nbob says: I love your")
    assert sorts(text)[-2:] == ["foreign", "foreign"]


def test_a_repeat_without_its_dateline_is_a_repeat():
    first = "Gunmen who hold the old mill of Brask moved the deadline by a day, officials said on Monday."
    other = "The mayor of the town has offered to go in and talk with whoever is in charge of them."
    assert sorts(f"BRASK, 4 May (Wire) — {first}\n\n{other}\n\n{first}") == [
        "text",
        "text",
        "repeat",
    ]


def test_sentences_do_not_end_at_abbreviations():
    found = [s.span.of(BODY) for s in reading(BODY).sentences]
    assert len(found) == 6
    assert found[1].startswith("Gen. Abel Mott said")
    assert found[-1] == "U.S. envoys are expected at 9 a.m. on Monday."
    assert reading(BODY).sentences[-1].heading == "Best Case: A Quiet Autumn"


def test_quotations_are_speech_or_held_at_arms_length():
    text = BODY
    found = {q.span.of(text): q.sort for q in reading(text).quotations}
    assert found == {
        "will not wait forever": "speech",
        "bluff": "scare",
        "the ferry talks": "gloss",
        "Bread First": "gloss",
    }


def test_lines_that_are_wrapped_belong_together():
    wrapped = "The army of the north\nhas crossed the river and\nis still there.\n\nThe south has not\nmoved since the day before."
    assert len(reading(wrapped).paragraphs) == 2
    assert [s.span.of(wrapped)[-7:] for s in reading(wrapped).sentences] == [
        "there.\n"[:0] + " there.",
        "before.",
    ]


def test_windows_line_ends_change_nothing_but_offsets():
    text = BODY.replace("\n", "\r\n")
    assert [p.sort for p in reading(text).paragraphs] == sorts(BODY)
    for sentence in reading(text).sentences:
        assert "\r" not in sentence.span.of(text)
