"""The feasible states against enumeration."""

import numpy as np
import pytest
from hypothesis import given
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


@given(crises())
def test_a_state_is_found_by_its_levels_its_code_and_its_label(crisis):
    problem = encode(crisis)
    space = problem.space
    every = np.arange(space.states)
    assert space.find(space.codes).tolist() == every.tolist()
    assert [space.index(row) for row in space.levels] == every.tolist()
    assert [space.label(s) for s in every] == [
        slow.label(crisis, state) for state in slow.feasible(crisis)
    ]
