"""The reaction matrix, its index, and what it is made of."""

import json

import numpy as np
import pytest

from standoff.engines.dilemma.hostility import HostileOption
from standoff.engines.dilemma.result import DilemmaResult, spectral_radius

OPTIONS = (
    HostileOption("a.push", 0, 0, (1,)),
    HostileOption("a.hit", 0, 1, (1,)),
    HostileOption("b.hit", 1, 2, (0,)),
)


def result(extra, begun, seed=0):
    extra, begun = np.array(extra, float), np.array(begun, float)
    draws = len(extra)
    return DilemmaResult(
        ("a", "b"), OPTIONS, extra, begun, np.ones_like(begun), np.full(draws, 1 / draws), seed, 0.0, "0", "0"
    )  # fmt: skip


@pytest.fixture
def two():
    """In the second draw everything provokes twice as much."""
    once = [[0, 0, 0.2], [0, 0, 0.6], [0.4, 1.2, 0]]
    return result([once, np.multiply(2, once)], [[3, 1, 1], [3, 1, 1]])


def test_options_count_by_how_often_they_are_begun(two):
    # To one act of a: three pushes for one hit. To one act of b: what it adds of both.
    assert two.matrices[0] == pytest.approx(
        np.array([[0, 0.2 + 0.6], [0.75 * 0.4 + 0.25 * 1.2, 0]])
    )
    assert two.matrix == pytest.approx(1.5 * two.matrices[0])


def test_never_begun_options_count_alike():
    found = result([[[0, 0, 0], [0, 0, 0], [0.4, 1.2, 0]]], [[0, 0, 1]])
    assert found.matrix[1, 0] == pytest.approx(0.8)


def test_the_index_is_the_growth_of_a_chain_of_acts(two):
    first = np.sqrt(0.8 * 0.6)
    assert two.indices == pytest.approx([first, 2 * first])
    assert two.index == pytest.approx(1.5 * first)
    assert two.band == pytest.approx((first, 2 * first))
    assert two.breeding == 0.5


def test_deterrence_breeds_nothing():
    assert spectral_radius(np.array([[0, -2.0], [-2.0, 0]])) == 0
    assert spectral_radius(np.array([[0, 2.0], [-2.0, 0]])) == 0
    assert spectral_radius(np.array([[0, 2.0], [2.0, 0]])) == pytest.approx(2)


def test_what_feeds_what_most(two):
    one, other, bred = two.spiral
    assert {one, other} == {"a.hit", "b.hit"}
    assert bred == pytest.approx(1.5 * np.sqrt(0.6 * 1.2))
    assert result([np.zeros((3, 3))], [[1, 1, 1]]).spiral is None


def test_provocations_by_what_they_add(two):
    first = two.provocations[0]
    assert (first.move, first.answer) == ("b.hit", "a.hit")
    assert first.extra == pytest.approx(0.9)
    assert (first.low, first.high) == pytest.approx((0.6, 1.2))
    assert len(two.provocations) == 4
    assert list(two.to_pandas().columns)[:2] == ["move", "answer"]
    assert two.to_polars().columns == list(two.to_pandas().columns)


def test_plain_data(two):
    data = json.loads(json.dumps(two.to_json()))
    assert data["matrix"]["a"]["b"]["extra"] == pytest.approx(1.2)
    assert "a" not in data["matrix"]["a"]
    point = result([np.zeros((3, 3))], [[1, 1, 1]], seed=None).to_json()
    assert point["low"] is None
    assert point["spiral"] is None
