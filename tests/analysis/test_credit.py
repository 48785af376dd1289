"""Splitting a difference among the changes that make it."""

import numpy as np
import pytest

from standoff.analysis.credit import give_credit
from standoff.errors import UsageError


def credited(worth, count):
    """Credit where the crisis is the set of changes itself."""
    names = [f"c{k}" for k in range(count)]
    return give_credit(names, ["s"], frozenset, lambda made: np.array([worth(made)]))


def shifts(reasons):
    return {credit.changes: credit.shift["s"] for credit in reasons.credits}


def test_effects_that_add_up_go_to_those_who_make_them():
    found = credited(lambda made: 0.1 * (0 in made) - 0.2 * (1 in made), 2)
    assert found.method == "shapley"
    assert shifts(found) == pytest.approx({("c0",): 0.1, ("c1",): -0.2})


def test_a_joint_effect_is_shared():
    found = credited(lambda made: 0.3 * (0 in made and 1 in made) + 0.1 * (2 in made), 3)
    assert shifts(found) == pytest.approx({("c0",): 0.15, ("c1",): 0.15, ("c2",): 0.1})


def test_three_by_hand():
    # worth 1 only with the first and one of the others: 2/3, 1/6, 1/6 (a classic of the field)
    found = credited(lambda made: float(0 in made and len(made) > 1), 3)
    assert shifts(found) == pytest.approx({("c0",): 2 / 3, ("c1",): 1 / 6, ("c2",): 1 / 6})


def test_many_are_made_in_the_order_of_the_file():
    found = credited(lambda made: len(made) ** 2 / 100, 5)
    assert found.method == "in order"
    assert list(shifts(found).values()) == pytest.approx([0.01, 0.03, 0.05, 0.07, 0.09])


@pytest.mark.parametrize("count", [2, 5])
def test_what_cannot_be_made_alone_is_made_with_the_next(count):
    def make(made):
        if 0 in made and 1 not in made:
            raise UsageError("the first needs the second")
        return frozenset(made)

    names = [f"c{k}" for k in range(count)]
    found = give_credit(names, ["s"], make, lambda made: np.array([len(made) / 10]))
    assert found.credits[0].changes == ("c0", "c1")
    assert sum(shifts(found).values()) == pytest.approx(count / 10)


def test_a_single_change_gets_all():
    found = credited(lambda made: 0.4 * len(made), 1)
    assert found.method == "single"
    assert shifts(found) == pytest.approx({("c0",): 0.4})
    assert found.to_json()["credits"] == [{"changes": ["c0"], "shift": {"s": pytest.approx(0.4)}}]
