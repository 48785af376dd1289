"""Requirements say when a state is stable, whatever the actor's own wants."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.stability import Conflict
from tests.stability.conflicts import conflicts

from standoff.engines.stability.graph import Graph
from standoff.engines.stability.requirements import requirements


@pytest.mark.parametrize("concept", ["R", "GMR", "SMR", "SEQ", "SSEQ", "SIM"])
@settings(deadline=None, max_examples=60)
@given(conflicts(), st.integers(0, 2**32 - 1))
def test_meeting_them_is_stability(concept, drawn, seed):
    rng = np.random.default_rng(seed)
    graph, n = Graph.of(drawn.moves, drawn.rank), len(drawn.levels)
    state, actor = int(rng.integers(n)), int(rng.integers(drawn.actors))
    needed = requirements(graph, state, actor, concept)
    own = rng.integers(0, 5, n)
    rank = np.array(drawn.rank)
    rank[actor] = own
    met = all(
        any(all(own[v] <= own[state] for v in a) for a in need.alternatives) for need in needed
    )
    assert met == Conflict(drawn.moves, rank).stable(concept, actor, state)
