"""Consequences: after if, by meaning, by result; not what somebody says or will do himself."""

import pytest

from standoff.draft.rules import what_follows
from tests.draft.scenes import words


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "If the bridge falls, the southern towns lose their only road.",
            ["the southern towns lose their only road"],
        ),
        (
            "A halt means that two smelters shut within a month.",
            ["two smelters shut within a month"],
        ),
        (
            "A closure would strand the fleet and, worse, bankrupt the town.",
            ["strand the fleet", "bankrupt the town"],
        ),
        (
            "In that case bread prices would rise by a tenth.",
            ["rise by a tenth"],
        ),
        (
            "An embargo that dragged on would ruin the growers.",
            ["ruin the growers"],
        ),
        (
            "The blockade could last, leaving the islands without fuel.",
            ["leaving the islands without fuel"],
        ),
    ],
)
def test_what_follows_is_found(text, labels):
    assert words(what_follows.consequences, text) == labels


@pytest.mark.parametrize(
    "text",
    [
        "The regulator said it would look into the permit again.",
        "If Chad pays, Sudan will reopen the road.",
        "If the court agrees, the sale can go ahead.",
        "If asked, they said that nothing was known.",
        "A full cut-off was improbable, and nobody would gain.",
    ],
)
def test_what_is_said_or_chosen_is_no_consequence(text):
    assert words(what_follows.consequences, text) == []
