"""The exact engine and exact simulation are written apart, and have to agree."""

import numpy as np
from hypothesis import given, settings

from standoff.encode import encode, point_draws
from standoff.engines.forecast.ensemble import Ensemble
from standoff.engines.forecast.simulation import simulate
from tests.forecast.test_simulation import agree
from tests.strategies import crises


@settings(max_examples=15)
@given(crises(max_states=24, judgements=False))
def test_shares_of_paths_are_the_exact_probabilities(crisis):
    problem = encode(crisis)
    draw = point_draws(problem)[0]
    trees = [scenario.when.tree for scenario in crisis.scenarios.values()]
    trees += [consequence.when.tree for consequence in crisis.consequences.values()]
    months = crisis.horizon.centre
    (answer,) = Ensemble(problem, [draw]).run(trees, np.array([months]))
    n = 4_000
    paths = simulate(problem, draw, answer.solution.q, paths=n)
    agree([paths.share(tree).value for tree in trees], answer.followed.probability[-1], n)
    # A share of time varies less than the indicator with the same mean.
    agree(paths.occupancy(), answer.followed.time, n)
