"""Expressions over all states at once against one state at a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reference import encode as slow
from tests.strategies import HYPOTHESES, crises, expressions

from standoff.crisis.build import build
from standoff.encode import encode
from standoff.encode.truth import evaluate, possible
from standoff.language import parse


@given(crises(), st.data())
def test_an_expression_holds_where_the_slow_twin_says(crisis, data):
    problem = encode(crisis)
    levels = slow.all_levels(crisis)
    believed = {name: data.draw(st.booleans()) for name in HYPOTHESES}
    tree = parse(data.draw(expressions(levels, HYPOTHESES, 8)))
    states = slow.feasible(crisis)
    expected = [slow.holds(tree, state, levels, believed) for state in states]
    truth = problem.truth(tree, believed)
    assert truth.tolist() == expected
    assert truth.dtype == np.bool_
    assert not truth.flags.writeable


@given(crises(chance=False, constraints=False), st.data())
def test_bounds_hold_whatever_the_missing_variables_are_set_to(crisis, data):
    levels = slow.all_levels(crisis)
    tree = parse(data.draw(expressions(levels, max_leaves=8)))
    known = data.draw(st.sets(st.sampled_from(sorted(levels)))) if levels else set()
    numbers = {name: names.index for name, names in levels.items()}
    states = slow.feasible(crisis)
    fixed = {name: data.draw(st.sampled_from(states))[name] for name in known}
    can, must = possible(
        tree,
        lambda name: np.array([fixed[name]], np.uint8) if name in fixed else None,
        lambda name, level: numbers[name](level),
    )
    values = [
        slow.holds(tree, state, levels)
        for state in states
        if all(state[name] == level for name, level in fixed.items())
    ]
    assert bool(np.all(can)) or not any(values)
    assert not bool(np.all(must)) or all(values)
    if set(levels) == known:
        assert bool(np.all(can)) == bool(np.all(must)) == values[0]


@pytest.mark.parametrize(
    ("text", "can", "must"),
    [
        ("at_most(1, a, b, c)", False, False),
        ("at_least(2, a, b, c)", True, True),
        ("exactly(2, a, b, c)", True, False),
        ("exactly(3, a, b, c)", True, False),
        ("a and c", True, False),
        ("c implies a", True, True),
        ("c iff c", True, False),
        ("not c or a", True, True),
    ],
)
def test_bounds_with_a_and_b_on_and_c_not_set(text, can, must):
    on = np.array([1], np.uint8)
    found = possible(parse(text), {"a": on, "b": on}.get, lambda *_: 1)
    assert [bool(np.all(part)) for part in found] == [can, must]


def test_time_operators_have_no_truth_in_a_state():
    for read in (
        lambda tree: evaluate(tree, lambda _: None, lambda *_: 0, {}),
        lambda tree: possible(tree, lambda _: None, lambda *_: 0),
    ):
        with pytest.raises(TypeError, match="speaks of time"):
            read(parse("ever(a)"))


def test_truth_is_computed_once_for_each_value_of_the_hypotheses_mentioned():
    problem = encode(
        build(
            {
                "standoff": 1,
                "title": "T",
                "actors": {"a": {"name": "A", "options": {"x": {}}}},
                "hypotheses": {
                    "h": {"claim": "h", "prior": 0.5},
                    "g": {"claim": "g", "prior": 0.5},
                },
            }
        )
    )
    tree = parse("a.x or h")
    first = problem.truth(tree, {"h": True, "g": True})
    assert problem.truth(parse(" a.x or h"), {"h": True, "g": False}) is first
    assert problem.truth(tree, {"h": False, "g": True}).tolist() == [False, True]
