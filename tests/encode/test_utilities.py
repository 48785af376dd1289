"""Utilities that are kept are those that would be made."""

import numpy as np
import pytest
from hypothesis import given
from tests.strategies import crises

from standoff.encode import encode, point_draws, sample_draws, utilities


@given(crises())
def test_kept_or_made_they_are_the_same(crisis):
    problem = encode(crisis)
    for draw in [*point_draws(problem), *sample_draws(problem, 2, 0)]:
        kept = problem.utility(draw.values, draw.hypotheses)
        made = problem.utility(draw.values.copy(), draw.hypotheses)
        np.testing.assert_array_equal(kept, made)
        assert not kept.flags.writeable
        assert problem.utility(draw.values, draw.hypotheses) is kept


@given(crises())
def test_without_room_nothing_is_kept(crisis):
    problem = encode(crisis)
    draw = point_draws(problem)[0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(utilities, "KEPT_BYTES", 0)
        made = problem.utility(draw.values, draw.hypotheses)
        assert problem.utility(draw.values, draw.hypotheses) is not made
    np.testing.assert_array_equal(made, problem.utility(draw.values, draw.hypotheses))
