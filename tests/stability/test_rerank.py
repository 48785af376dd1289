"""Nearest rankings against trying all of them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.inverse import distance, nearest_ranking, stable_with
from tests.stability.conflicts import conflicts

from standoff.engines.stability.graph import Graph
from standoff.engines.stability.requirements import Requirement, requirements
from standoff.engines.stability.rerank import rerank
from standoff.errors import LimitReached


@pytest.mark.parametrize("ties", [False, True])
@settings(deadline=None, max_examples=25)
@given(
    conflicts(most_actors=3, most_variables=3, most_states=5),
    st.sampled_from(["R", "GMR", "SMR", "SEQ", "SSEQ", "SIM"]),
    st.data(),
)
def test_nearest_ranking(ties, drawn, concept, data):
    graph = Graph.of(drawn.moves, drawn.rank)
    state = data.draw(st.integers(0, len(drawn.levels) - 1))
    actor = data.draw(st.integers(0, drawn.actors - 1))
    needed = requirements(graph, state, actor, concept)
    found = rerank(needed, state, graph.rank[actor], ties=ties, seconds=20)
    expected = nearest_ranking(drawn.moves, graph.rank, actor, concept, state, ties)
    assert found.cost == found.bound == expected
    if found.rank is not None:
        assert distance(graph.rank[actor], found.rank) == found.cost
        assert stable_with(drawn.moves, graph.rank, actor, found.rank, concept, state)


def test_what_no_ranking_meets():
    """Nothing is an alternative."""
    found = rerank([Requirement(1, ())], 0, np.array([0, 1]), ties=True, seconds=5)
    assert (found.rank, found.cost, found.bound) == (None, np.inf, np.inf)


def test_long_rankings_are_refused():
    with pytest.raises(LimitReached, match="a ranking of 41 states is too long"):
        rerank([], 0, np.arange(41), ties=False, seconds=1)
