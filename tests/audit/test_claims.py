"""What words of likelihood stand for."""

import pytest

from standoff.engines.audit.claims import claims_of, verdict
from tests.audit.crises import assessment


def test_scenarios_first_then_judgements():
    march, raid, friend = claims_of(assessment())
    assert [c.name for c in (march, raid, friend)] == ["march", "raid", "judgements[0]"]
    assert march.about == "North marches"
    assert march.meant == (0.55, 0.80)
    assert dict(march.elsewhere)["nato"] == (0.60, 0.90)
    assert (friend.by, friend.months, friend.meant, friend.elsewhere) == (
        "A friend",
        6.0,
        (0.1, 0.9),
        (),
    )
    assert friend.about == friend.expression == "ever(north.raid)"


def test_another_yardstick_and_a_word_that_it_lacks():
    march, raid, friend = claims_of(assessment(), "nato")
    assert march.meant == (0.60, 0.90)
    assert raid.meant == (0.10, 0.40)
    assert friend.meant == (0.1, 0.9)
    rare = assessment(
        **{
            "author_says: likely": "author_says: better than even",
            "horizon: 12 months": "yardstick: readers",
        }
    )
    assert claims_of(rare, "icd203")[0].meant is None
    assert dict(claims_of(rare, "icd203")[0].elsewhere) == {"readers": (0.51, 0.65)}


@pytest.mark.parametrize(
    ("p", "said"), [(0.1, "below"), (0.2, "within"), (0.5, "within"), (0.6, "above")]
)
def test_sides_of_a_range(p, said):
    assert verdict((0.2, 0.5), p) == said
