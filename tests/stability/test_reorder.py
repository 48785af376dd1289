"""Nearest orders of statements against trying all of them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.inverse import fewest_swaps
from tests.stability.conflicts import conflicts

from standoff.engines.stability.graph import Graph
from standoff.engines.stability.reorder import reorder
from standoff.engines.stability.requirements import Requirement, requirements


@settings(deadline=None, max_examples=60)
@given(
    conflicts(most_actors=3, most_variables=4, most_states=12),
    st.sampled_from(["R", "GMR", "SMR", "SEQ", "SSEQ", "SIM"]),
    st.integers(0, 2**32 - 1),
)
def test_nearest_order(drawn, concept, seed):
    rng = np.random.default_rng(seed)
    graph, n = Graph.of(drawn.moves, drawn.rank), len(drawn.levels)
    state, actor = int(rng.integers(n)), int(rng.integers(drawn.actors))
    holds = rng.random((int(rng.integers(0, 5)), n)) < 0.5
    needed = requirements(graph, state, actor, concept)
    found = reorder(needed, state, holds, seconds=20)
    expected = fewest_swaps(drawn.moves, drawn.rank, actor, concept, state, holds)
    assert found.cost == found.bound == expected


def test_the_bound_where_time_runs_out():
    holds = np.array([[True, False], [False, True]])
    needed = [Requirement(0, (frozenset([0]),))]
    assert reorder(needed, 1, holds, seconds=20).order == (1, 0)
    tired = reorder(needed, 1, holds, seconds=-1)
    assert (tired.order, tired.cost, tired.bound) == (None, np.inf, 0.0)
