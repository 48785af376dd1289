"""Cases that the running text leads in: labels, phrases, nouns, lists."""

import pytest

from standoff.draft.rules import scenarios
from standoff.draft.rules.cases import case_of, cases
from tests.draft.scenes import found, scene


def led_in(text):
    here = scene(text)
    return [(case.case, case.span.of(text)) for case in cases(here)]


@pytest.mark.parametrize(
    ("text", "case", "words"),
    [
        ("In the best case, both navies sail home.", "best", "both navies sail home"),
        ("At worst, the dam breaks in spring.", "worst", "the dam breaks in spring"),
        ("In the gloomiest telling, Chad leaves the pact.", "worst", "Chad leaves the pact"),
        ("A third path would be a long freeze.", None, "a long freeze"),
        ("The nightmare is that the convoy is hit.", "worst", "the convoy is hit"),
        ("If all goes well, the two sides sign in May.", "best", "the two sides sign in May"),
        ("Scenario 2: the port stays shut.", None, "the port stays shut"),
    ],
)
def test_a_phrase_or_noun_leads_in_a_case(text, case, words):
    assert led_in(text) == [(case, words)]


def test_a_label_announces_the_next_sentence():
    text = "Bad case. The rains fail again in Chad. Good scenario. Both sides share the wells."
    assert led_in(text) == [
        ("worst", "The rains fail again in Chad"),
        ("best", "Both sides share the wells"),
    ]


def test_what_is_said_of_a_case_alone_is_none():
    text = "The best case is dull. Chad and Sudan share the wells and grumble."
    assert led_in(text) == [("best", "Chad and Sudan share the wells and grumble")]


def test_a_list_is_read_where_a_sentence_announces_it():
    text = "Three outcomes are in view. First, Chad pays. Second, Sudan shuts the road. Chad waits."
    assert [words for _, words in led_in(text)] == ["Chad pays", "Sudan shuts the road"]
    assert led_in("First, Chad pays. Second, Sudan shuts the road.") == []


@pytest.mark.parametrize(
    "text",
    [
        "In the third year, Chad sold the mine.",
        "The path is blocked by snow in Chad.",
        "A second option is to leave the pact.",
        "At noon, the army of Chad marched.",
    ],
)
def test_other_openings_lead_in_nothing(text):
    assert led_in(text) == []


def test_a_single_word_counts_only_in_a_label():
    here = scene("Chad waits for the good years to come back again.")
    assert case_of(here, "Good case.", short=True) == "best"
    assert case_of(here, "A good road") is None


def test_a_case_is_one_scenario_with_its_likelihood():
    text = "At worst, Chad invades Sudan before the rains. I rate that as remote."
    (scenario,) = found(scenarios.scenarios, text)
    assert (scenario.case, scenario.options) == ("worst", ("chad.ground_operation",))
    assert scenario.likelihood == "remote chance"
