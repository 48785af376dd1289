"""The feasible states against enumeration."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reference import encode as slow
from tests.strategies import crises

from standoff.crisis.build import build
from standoff.encode import encode
from standoff.errors import CrisisError, LimitReached


@given(crises())
def test_states_are_those_that_break_no_rule_first_variable_fastest(crisis):
    space = encode(crisis).space
    names = [v.name for v in space.variables]
    expected = [[state[name] for name in names] for state in slow.feasible(crisis)]
    assert names == list(slow.all_levels(crisis))
    assert space.levels.tolist() == expected
    assert space.states == len(expected)
    assert not space.levels.flags.writeable


@given(crises())
def test_a_state_is_found_by_its_levels_its_code_and_its_label(crisis):
    problem = encode(crisis)
    space = problem.space
    every = np.arange(space.states)
    assert (np.diff(space.codes) > 0).all()
    assert space.find(space.codes).tolist() == every.tolist()
    assert [space.index(row) for row in space.levels] == every.tolist()
    assert [space.label(s) for s in every] == [
        slow.label(crisis, state) for state in slow.feasible(crisis)
    ]


@given(crises(), st.data())
def test_what_is_not_feasible_is_not_found(crisis, data):
    space = encode(crisis).space
    row = [data.draw(st.integers(0, len(v.levels) - 1)) for v in space.variables]
    assert (space.index(row) >= 0) == (row in space.levels.tolist())


@given(crises(), st.data())
def test_a_subset_keeps_the_order(crisis, data):
    space = encode(crisis).space
    keep = np.array(
        data.draw(st.lists(st.booleans(), min_size=space.states, max_size=space.states))
    )
    subset = space.subset(keep)
    assert subset.levels.tolist() == space.levels[keep].tolist()


def crisis_of(options, impossible=(), levels=("off", "on")):
    """One actor with many options called x0, x1, ..."""
    return build(
        {
            "standoff": 1,
            "title": "T",
            "actors": {
                f"a{k // 30}": {
                    "name": "A",
                    "options": {
                        f"x{j}": {"levels": list(levels)} for j in range(k, min(k + 30, options))
                    },
                }
                for k in range(0, options, 30)
            },
            "impossible": list(impossible),
        }
    )


def names(options):
    return [f"a{k // 30}.x{k}" for k in range(options)]


def test_rules_keep_the_work_small_even_where_no_full_enumeration_would_end():
    rule = f"not at_most(3, {', '.join(names(40))})"
    start = time.perf_counter()
    assert encode(crisis_of(40, [rule])).space.states == 1 + 40 + 780 + 9880
    assert time.perf_counter() - start < 20


def test_a_ladder_of_rules_over_sixty_options():
    ladder = [f"{high} and not {low}" for low, high in zip(names(60), names(60)[1:], strict=False)]
    assert encode(crisis_of(60, ladder)).space.states == 61


@pytest.mark.parametrize(
    ("options", "impossible", "limit", "words"),
    [
        (61, (), 2_000_000, "about 2,306 x 10^15 states, more than the limit of 2,000,000"),
        (70, (), 2_000_000, "states, more than the limit"),
        (40, (), 2_000_000, "about 1.1 trillion states"),
        (22, (), 2_000_000, "about 4.194 million states"),
        (11, (), 2_000, "about 2,048 states, more than the limit of 2,000"),
        (30, ("a0.x0 and a0.x1",), 2_000_000, "million states"),
    ],
)
def test_a_crisis_that_is_too_large_is_refused_early_with_what_to_cut(
    options, impossible, limit, words
):
    start = time.perf_counter()
    with pytest.raises(LimitReached) as caught:
        encode(crisis_of(options, impossible), max_states=limit)
    assert words in str(caught.value)
    assert "look first at a0.x" in str(caught.value)
    assert "--max-states raises the limit" in str(caught.value)
    assert caught.value.exit_code == 3
    assert time.perf_counter() - start < 20


def test_the_largest_options_are_named_first():
    crisis = build(
        {
            "standoff": 1,
            "title": "T",
            "actors": {
                "a": {"name": "A", "options": {"x": {}, "y": {"levels": ["l", "m", "h"]}}},
            },
        }
    )
    with pytest.raises(LimitReached, match=r"look first at a\.y \(3 levels\), a\.x \(2 levels\)"):
        encode(crisis, max_states=5)
    assert encode(crisis, max_states=6).space.states == 6


def test_without_options_there_is_one_state():
    crisis = build({"standoff": 1, "title": "T", "actors": {"a": {"name": "A"}}})
    problem = encode(crisis)
    assert problem.space.levels.shape == (1, 0)
    assert (problem.status_quo, problem.start, problem.space.label(0)) == (0, 0, [])


@pytest.mark.parametrize("actor", [{"name": "A"}, {"name": "A", "options": {"x": {}}}])
@pytest.mark.parametrize("rules", [["true"], ["not (a.x or not a.x)", "a.x or not a.x"]])
def test_contradicting_rules_are_told(actor, rules):
    if "options" not in actor and rules != ["true"]:
        return
    data = {"standoff": 1, "title": "T", "actors": {"a": actor}, "impossible": rules}
    with pytest.raises(CrisisError, match="these rules leave no state possible"):
        encode(build(data))
