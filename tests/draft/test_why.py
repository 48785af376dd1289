"""Motives, declared and ulterior; what is answered with what; who is for and against."""

import pytest

from standoff.draft.rules import unknown, why
from tests.draft.scenes import found, words


def test_a_motive_has_its_actor_and_what_would_serve_it():
    (motive,) = found(why.motives, "France hopes to invade Mali before the rains.")
    assert (motive.actor, motive.motive) == ("france", "declared")
    assert motive.wants == "france.ground_operation"


def test_exploiting_is_ulterior():
    (motive,) = found(why.motives, "France wants to exploit the quarrel for its own ends.")
    assert motive.motive == "ulterior"


def test_a_reaction_is_a_preference():
    text = "Mali is expected to retaliate in response to any invasion by France."
    (want,) = found(why.wants, text)
    assert (want.actor, want.option, want.answers) == (
        "mali",
        "mali.retaliation",
        "france.ground_operation",
    )


def test_for_and_against_anothers_act():
    text = "Algeria opposes any invasion by France. Morocco supports air strikes by France."
    found_here = {(w.actor, w.option, w.wanted) for w in found(why.wants, text)}
    assert ("algeria", "france.ground_operation", False) in found_here
    assert ("morocco", "france.airstrikes", True) in found_here


def test_what_is_unknown_is_a_hypothesis_of_its_own():
    text = "It is unclear whether France will leave Mali, and nobody can say who gave the order."
    assert words(unknown.unknowns, text) == [
        "whether France will leave Mali",
        "who gave the order",
    ]


def test_what_stands_for_the_question_will_do():
    text = "The aims of the gunmen in Mali remain murky."
    assert words(unknown.unknowns, text) == ["The aims of the gunmen in Mali"]


def test_unknown_without_a_question_is_asked():
    text = "It is unclear. France said nothing of it, and neither did Mali."
    assert len(found(unknown.questions, text)) == 1


@pytest.mark.parametrize(
    ("text", "words_found"),
    [
        ("One theory holds that Chad wants the wells.", ["Chad wants the wells"]),
        (
            "The ban on maize was published to please the millers of Chad.",
            ["published to please the millers of Chad"],
        ),
        (
            "France closed the pass that night to buy time before the vote.",
            ["to buy time before the vote"],
        ),
        ("Why now? Perhaps to spite Chad before the vote.", ["to spite Chad before the vote"]),
        ("France offered to buy time on the air for its news.", []),
        ("France does not seek a quarrel with Chad at all.", []),
    ],
)
def test_purposes_and_rival_explanations(text, words_found):
    assert words(why.motives, text) == words_found


@pytest.mark.parametrize(
    ("text", "words_found"),
    [
        ("Who gave the order in Chad has never been established.", ["Who gave the order in Chad"]),
        ("God only knows what Chad is after this time.", ["what Chad is after this time"]),
        (
            "Speculation has grown about the author of the letter to Chad.",
            ["the author of the letter to Chad"],
        ),
        (
            "The temper of the council in Chad defies prediction.",
            ["The temper of the council in Chad"],
        ),
        ("The blast in Chad was loud. It may have been an accident.", ["an accident"]),
        ("The truth is that no outsider knows Chad well.", []),
    ],
)
def test_more_ways_not_to_know(text, words_found):
    assert words(unknown.unknowns, text) == words_found
