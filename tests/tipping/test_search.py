"""The nearest change of sign, against functions whose root is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.engines.tipping.search import TOLERANCE, nearest_crossing


@given(st.floats(0.001, 0.999), st.sampled_from([1, -1]), st.integers(1, 5))
def test_a_single_root_is_bracketed(root, side, steps):
    inside, outside = nearest_crossing(lambda way: root - abs(way), side, steps)
    assert abs(inside) < root + 1e-12
    assert abs(outside) >= root
    assert abs(outside - inside) <= 1.01 * TOLERANCE
    assert inside * side >= 0
    assert outside * side > 0


def test_nothing_is_found_where_nothing_changes():
    asked = []

    def gap(way):
        asked.append(way)
        return 1 + way

    assert nearest_crossing(gap, 1, 3) is None
    assert asked == [pytest.approx(way) for way in (1 / 3, 2 / 3, 1)]


def test_the_nearer_of_two_changes_counts():
    found = nearest_crossing(lambda way: (way - 0.3) * (way - 0.55), 1, 4)
    assert found[0] < 0.3 <= found[1]


def test_a_change_there_and_back_within_a_step_is_not_seen():
    def gap(way):
        return (way - 0.55) * (way - 0.65)

    assert nearest_crossing(gap, 1, 2) is None
    assert nearest_crossing(gap, 1, 10) is not None


def test_few_values_are_asked_for():
    asked = []

    def gap(way):
        asked.append(way)
        return 0.4 - way**3

    nearest_crossing(gap, 1, 2)
    assert len(asked) == len(set(asked)) <= 12


def test_an_answer_that_jumps_is_bracketed():
    inside, outside = nearest_crossing(lambda way: 1.0 if way < 0.7183 else -1.0, 1)
    assert inside < 0.7183 <= outside
