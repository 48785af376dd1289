"""Scenarios: under headings by case, and whatever the text calls likely."""

import pytest

from standoff.draft.locate import Span
from standoff.draft.rules import scenarios
from standoff.draft.rules.events import event_of
from tests.draft.scenes import found

CASES = """Chad has warned Sudan twice, and Sudan denied it all.

The Best Case

Chad carries out air strikes against camps in Sudan. Observers may call this scenario likely.

The Worst Case And Least Likely One

Chad would launch a ground operation in Sudan. This scenario is unlikely.

The closing words say nothing new about it."""


def test_headings_make_cases_that_exclude_one_another():
    best, worst = (s for s in found(scenarios.scenarios, CASES) if s.case)
    assert (best.case, best.options, best.likelihood) == ("best", ("chad.airstrikes",), "likely")
    assert best.without == ("chad.ground_operation",)
    assert (worst.case, worst.rank, worst.likelihood) == ("worst", "least", "unlikely")
    assert worst.without == ()


@pytest.mark.parametrize(
    ("text", "word", "event"),
    [
        ("A deal before the harvest is likely.", "likely", "A deal before the harvest"),
        ("It is likely that the strait stays shut.", "likely", "the strait stays shut"),
        ("The likeliest outcome is a long siege.", "likeliest", "a long siege"),
        (
            "The army is unlikely to leave, but it could.",
            "unlikely",
            "The army is unlikely to leave",
        ),
        ("A deal by Friday – fifty-fifty.", "fifty-fifty", "A deal by Friday"),
        ("She put a full closure at one in ten.", "one in ten", "a full closure"),
        (
            "Zamir will probably shout and stay put.",
            "probably",
            "Zamir will probably shout and stay put",
        ),
        (
            "There is a remote chance of an attack on the works.",
            "remote chance",
            "an attack on the works",
        ),
        ("It is likely.", "likely", None),
        ("This was unlikely.", "unlikely", None),
    ],
)
def test_the_event_is_what_is_called_likely(text, word, event):
    start = text.index(word)
    span = event_of(text, Span(0, len(text)), Span(start, start + len(word)))
    assert (span and span.of(text)) == event


def test_an_event_of_no_actor_has_no_option():
    (scenario,) = found(scenarios.scenarios, "A dry spring on the Nile is very likely this year.")
    assert scenario.options == ()
    assert scenario.likelihood == "very likely"


def test_the_same_act_twice_is_one_scenario():
    text = "Chad is likely to invade Sudan. An invasion of Sudan by Chad cannot be ruled out."
    (scenario,) = found(scenarios.scenarios, text)
    assert scenario.likelihood == "likely"
