"""Expressions taken apart into what must be avoided, against monitors that remember."""

import numpy as np
import pytest

from standoff.engines.forecast import propagate
from standoff.engines.forecast.avoid import comes_apart, take_apart
from standoff.language import parse
from tests.forecast.test_propagate import duel, probability  # noqa: F401 - a fixture

WHOLE = [
    "ever(a.x)",
    "never(b.z >= mid)",
    "always(not a.x)",
    "at_end(a.x)",
    "ever(a.x) and never(a.y)",
    "ever(a.x) iff ever(b.z = high)",
    "ever(a.x) implies always(b.z >= mid)",
    "at_least(2, ever(a.x), ever(a.y), never(b.z = high))",
    "exactly(1, ever(a.x), ever(a.y), ever(b.z = high))",
    "not (ever(a.x) or never(a.x and b.z = high))",
    "ever(a.x) or never(a.x)",
    "ever(a.y, within=6 months)",
]


def test_sums_are_what_monitors_say(duel, monkeypatch):  # noqa: F811
    assert all(comes_apart(parse(text), 6.0) for text in WHOLE)
    found = probability(duel, WHOLE)
    monkeypatch.setattr(propagate, "comes_apart", lambda tree, horizon: False)
    expected = probability(duel, WHOLE)
    np.testing.assert_allclose(found.probability, expected.probability, atol=1e-10)
    np.testing.assert_allclose(found.time, expected.time, atol=1e-12)
    assert found.truncation <= 8 * expected.truncation


def test_both_kinds_are_asked_together(duel):  # noqa: F811
    texts = ["ever(a.x)", "first(a.x, before=a.y)", "never(a.y, within=3 months)", "at_end(a.y)"]
    together = probability(duel, texts)
    for k, text in enumerate(texts):
        alone = probability(duel, [text])
        np.testing.assert_allclose(together.probability[:, k], alone.probability[:, 0], atol=1e-10)
        np.testing.assert_allclose(together.time, alone.time, atol=1e-10)


@pytest.mark.parametrize(
    "text",
    [
        "ever(a.x, within=3 months)",
        "first(a.x, before=a.y)",
        "at_end(a.x) and ever(a.y)",
        "ever(a.x) and ever(a.y) and ever(b.z = high) and ever(b.z = mid)",
    ],
)
def test_what_needs_a_memory_does_not_come_apart(text):
    assert not comes_apart(parse(text), 6.0)


def test_expressions_share_lanes(duel):  # noqa: F811
    problem, draw, _, _ = duel
    texts = ["ever(a.x)", "never(a.y)", "ever(a.x) and never(a.y)", "never(a.x)", "at_end(a.x)"]
    apart = take_apart(problem, [parse(t) for t in texts], draw.hypotheses, free=False)
    assert len(apart.barred) == 4
    assert not apart.barred[0].any()
    alone = take_apart(problem, [parse("ever(a.x)")], draw.hypotheses, free=False)
    assert len(alone.barred) == 1


def test_what_cannot_happen_is_exactly_0_and_what_must_exactly_1(duel):  # noqa: F811
    barred = "a.y and b.z = low and not a.y"
    texts = [f"ever({barred})", f"never({barred})", f"ever(a.x) and ever({barred})", "ever(true)"]
    found = probability(duel, texts).probability[-1]
    assert found.tolist() == [0.0, 1.0, 0.0, 1.0]
