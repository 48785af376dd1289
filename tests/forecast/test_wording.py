"""Moves in plain words."""

import pytest

from standoff.crisis.build import build
from standoff.encode import encode
from standoff.engines.forecast.wording import Change, Wording, percent

WORDS = Wording(
    encode(
        build(
            {
                "standoff": 1,
                "title": "t",
                "actors": {
                    "us": {"name": "United States (with allies)", "options": {"leave": {}}},
                    "pk": {
                        "name": "Pakistan",
                        "options": {
                            "strike": {"label": "Air strikes"},
                            "talk": {"label": "Talks"},
                            "posture": {"levels": ["normal", "alert", "war"]},
                        },
                    },
                },
                "chance": {"role_exposed": {"rate": "1 per year"}},
            }
        )
    )
)


@pytest.mark.parametrize(
    ("mover", "turns", "sentence"),
    [
        (0, ((0, 0, 1),), "United States begins “leave”."),
        (1, ((1, 0, 1), (2, 1, 0)), "Pakistan begins “Air strikes” and ends “Talks”."),
        (1, ((1, 0, 1), (2, 0, 1)), "Pakistan begins “Air strikes” and “Talks”."),
        (1, ((3, 0, 2),), "Pakistan raises “posture” to war."),
        (
            1,
            ((1, 1, 0), (2, 0, 1), (3, 2, 1)),
            "Pakistan begins “Talks”, ends “Air strikes” and lowers “posture” to alert.",
        ),
        (-1, ((4, 0, 1),), "“role exposed” comes about."),
        (-1, ((4, 1, 0),), "“role exposed” comes to an end."),
    ],
)
def test_a_move_is_said_in_a_sentence(mover, turns, sentence):
    assert WORDS.step(mover, turns).sentence == sentence


def test_a_step_has_the_names_of_the_crisis():
    step = WORDS.step(1, ((3, 0, 2),), 1.5)
    assert step.changes == (Change("pk.posture", "normal", "war"),)
    assert step.to_json() == {
        "mover": "pk",
        "by_chance": False,
        "changes": [{"name": "pk.posture", "before": "normal", "after": "war"}],
        "sentence": "Pakistan raises “posture” to war.",
        "months": 1.5,
    }
    assert "months" not in WORDS.step(-1, ((4, 0, 1),)).to_json()
    assert WORDS.step(-1, ((4, 0, 1),)).mover == "role_exposed"


def test_shares():
    shares = [0, 0.002, 0.38, 0.999, 1]
    assert [percent(x) for x in shares] == ["0%", "less than 1%", "38%", "more than 99%", "100%"]
