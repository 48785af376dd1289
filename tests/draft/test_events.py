"""What is called likely: of comparisons both, of judgements the object, of answers the question."""

import pytest

from standoff.draft.locate import Span
from standoff.draft.rules import scenarios
from standoff.draft.rules.events import event_of, events_of
from tests.draft.scenes import words


def one(text, likely):
    start = text.index(likely)
    span = event_of(text, Span(0, len(text)), Span(start, start + len(likely)))
    return span and span.of(text)


@pytest.mark.parametrize(
    ("text", "likely", "event"),
    [
        ("A truce by May, there is every prospect of it.", "every prospect", "A truce by May"),
        ("The envoy thought a swap “an even bet”.", "even bet", "a swap"),
        ("He put the odds of a strike at one in ten.", "one in ten", "a strike"),
        ("A return must be regarded as unlikely.", "unlikely", "A return"),
        ("What is to be expected is a long wait.", "to be expected", "a long wait"),
        ("A new levy is, I admit, out of the question.", "out of the question", "A new levy"),
        ("Probably the convoy turns back.", "Probably", "the convoy turns back"),
        ("My bet: a quiet deal by autumn.", "My bet", "a quiet deal by autumn"),
        ("There is a one-in-six chance that the pipe bursts.", "one-in-six", "the pipe bursts"),
        ("The union settles – I am nearly certain.", "nearly certain", "The union settles"),
        ("That, I fear, is all but certain.", "all but certain", None),
        ("To most it is unlikely.", "unlikely", None),
    ],
)
def test_the_event_is_found(text, likely, event):
    assert one(text, likely) == event


def test_of_two_that_are_compared_both_are_events():
    text = "A leaked memo is likelier than a public row."
    place = Span(text.index("likelier"), text.index(" a public"))
    found = [span.of(text) for span in events_of(text, Span(0, len(text)), place, compared=True)]
    assert found == ["A leaked memo", "a public row"]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("An attack by Chad before June? I doubt it.", "An attack by Chad before June"),
        ("A merger of the two banks. Nine chances out of ten.", "A merger of the two banks"),
        ("There is talk of a coup in Chad. It is most unlikely.", "a coup in Chad"),
    ],
)
def test_an_answer_speaks_of_what_stands_before_it(text, event):
    assert words(scenarios.scenarios, text) == [event]
