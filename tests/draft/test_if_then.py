"""Conditions and what follows, each of the right act."""

import pytest

from standoff.draft.rules import if_then, what_follows
from tests.draft.scenes import found, words


@pytest.mark.parametrize(
    ("text", "claim", "of"),
    [
        (
            "Chad would invade Sudan only if France paid for it.",
            "France paid for it",
            "chad.ground_operation",
        ),
        (
            "Chad could bomb Sudan, unless the rains come first.",
            "the rains come first",
            "chad.airstrikes",
        ),
        ("Talks between Chad and Sudan depend on a ceasefire line.", "a ceasefire line", None),
        (
            "Chad may invade Sudan. It would have to secure the road.",
            "secure the road",
            "chad.ground_operation",
        ),
        (
            "An air strike by Chad requires tankers from France.",
            "tankers from France",
            "chad.airstrikes",
        ),
    ],
)
def test_prerequisites(text, claim, of):
    (found_here,) = found(if_then.prerequisites, text)
    assert words(if_then.prerequisites, text) == [claim]
    assert found_here.of == of
    assert found_here.strict


def test_what_success_takes_is_not_strict():
    text = "Air strikes by Chad would have to be paired with a sweep in order to be successful."
    (found_here,) = found(if_then.prerequisites, text)
    assert not found_here.strict


def test_a_plain_if_with_a_consequence_is_no_prerequisite():
    assert found(if_then.prerequisites, "If Chad invades Sudan, prices would rise at once.") == []


@pytest.mark.parametrize(
    ("text", "label", "severity"),
    [
        ("Air strikes by Chad could lead to a regional war.", "lead to a regional war", 9),
        (
            "An invasion by Chad would displace thousands of people.",
            "displace thousands of people",
            7,
        ),
        ("If Chad bombs Sudan, oil prices would rise.", "oil prices would rise", 4),
    ],
)
def test_consequences(text, label, severity):
    (found_here,) = found(what_follows.consequences, text)
    assert words(what_follows.consequences, text) == [label]
    assert found_here.severity == severity
    assert found_here.of is not None


def test_two_coordinated_verbs_are_two_consequences():
    text = "A blockade by Chad would cost the port its trade and drive the owners into debt."
    assert words(what_follows.consequences, text) == [
        "cost the port its trade",
        "drive the owners into debt",
    ]


def test_what_an_actor_would_do_is_no_consequence():
    assert (
        found(what_follows.consequences, "Chad would welcome the envoys of Sudan next week.") == []
    )
