"""The graph of moves: just the legal single moves, within limits."""

import numpy as np
import pytest
from hypothesis import given

from standoff.crisis.build import build
from standoff.errors import LimitReached
from standoff.exchange import move_graph as module
from standoff.exchange.move_graph import move_graph
from standoff.workbench import Analysis, Run, load
from tests.reference import encode as slow
from tests.strategies import crises


def edges(graph):
    return set(zip(graph.source.tolist(), graph.target.tolist(), graph.mover.tolist(), strict=True))


@given(crises(max_states=16, chance=False))
def test_moves_are_those_of_the_definition(crisis):
    analysis = Analysis(crisis)
    graph = move_graph(analysis)
    states = slow.feasible(crisis)
    assert edges(graph) == {
        (s, t, a)
        for s, here in enumerate(states)
        for t, there in enumerate(states)
        for a, actor in enumerate(crisis.actors)
        if slow.may_move(crisis, actor, here, there, analysis.hypotheses)
    }
    ranks = analysis.problem.stability_ranks(analysis.hypotheses)
    gain = ranks[graph.mover, graph.target] > ranks[graph.mover, graph.source]
    assert np.array_equal(graph.improvement, gain)
    better = edges(move_graph(analysis, improvements_only=True))
    assert better == {
        edge for edge, gains in zip(_in_order(graph), gain.tolist(), strict=True) if gains
    }


def _in_order(graph):
    return list(
        zip(graph.source.tolist(), graph.target.tolist(), graph.mover.tolist(), strict=True)
    )


def test_blocks_of_pairs_leave_no_seam(monkeypatch):
    analysis = Analysis(load("cases/elmira"))
    whole = edges(move_graph(analysis))
    monkeypatch.setattr(module, "BLOCK", 3)
    assert edges(move_graph(analysis)) == whole


def test_places_count_from_the_best():
    graph = move_graph(Analysis(load("cases/chicken")))
    assert graph.place.tolist() == [[4, 3, 1, 2], [4, 1, 3, 2]]
    assert graph.labels[1] == ("row.swerve",)
    assert np.flatnonzero(graph.equilibrium["R"]).tolist() == [1, 2]


def wide(**more):
    """One actor with twelve options: 4096 states, all of which it reaches from each."""
    options = {f"o{k}": dict(more) for k in range(12)}
    return build(
        {"standoff": 1, "title": "Wide", "actors": {"a": {"name": "A", "options": options}}}
    )


def test_too_many_moves_are_refused_before_they_are_listed(monkeypatch):
    def never(*_):
        raise AssertionError("listed")

    monkeypatch.setattr(module, "single_moves", never)
    with pytest.raises(LimitReached, match=r"4,096 states and up to 16,773,120 moves"):
        move_graph(Analysis(wide()))


def test_too_many_moves_of_an_actor_bound_to_directions_are_refused():
    with pytest.raises(LimitReached, match="limit of 20,000"):
        move_graph(Analysis(wide(direction="on_only")), max_edges=20_000)
    with pytest.raises(LimitReached, match="limit of 100"):
        move_graph(Analysis(wide(direction="on_only")), max_edges=100)


def test_the_limit_itself_is_allowed():
    analysis = Analysis(load("cases/chicken"), Run())
    assert len(move_graph(analysis, max_edges=8).source) == 8
    with pytest.raises(LimitReached):
        move_graph(analysis, max_edges=7)


def test_a_crisis_without_moves_is_a_graph_without_edges():
    crisis = build({"standoff": 1, "title": "Still", "actors": {"a": {"name": "A"}}})
    graph = move_graph(Analysis(crisis))
    assert graph.labels == ((),)
    assert len(graph.source) == 0


def test_what_is_held_fast_is_noted():
    graph = move_graph(Analysis(load("cases/durand-line")), improvements_only=True, max_edges=10**6)
    notes = " ".join(graph.notes)
    assert "us_role_exposed" in notes
    assert "Hypotheses are taken as" in notes
    assert graph.improvement.all()
