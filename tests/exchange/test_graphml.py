"""The graph of moves as GraphML, read back by networkx."""

import networkx as nx
import pytest
from hypothesis import given, settings

from standoff.crisis.build import build
from standoff.exchange.graphml import write_graphml
from standoff.exchange.move_graph import move_graph
from standoff.workbench import Analysis, load
from tests.strategies import crises


def read(graph):
    return nx.parse_graphml(write_graphml(graph))


@given(crises(max_states=16))
@settings(max_examples=40)
def test_networkx_reads_the_whole_graph(crisis):
    graph = move_graph(Analysis(crisis))
    found = read(graph)
    assert found.is_directed()
    assert list(found) == [f"s{s + 1}" for s in range(len(graph.labels))]
    assert found.number_of_edges() == len(graph.source)
    actors = list(graph.actors)
    for source, target, mover, gain in zip(
        graph.source, graph.target, graph.mover, graph.improvement, strict=True
    ):
        edge = found.edges[f"s{source + 1}", f"s{target + 1}"]
        assert edge == {"mover": actors[mover], "improvement": bool(gain)}


def test_states_carry_preferences_and_equilibria():
    found = read(move_graph(Analysis(load("cases/chicken"))))
    assert found.nodes["s2"]["label"] == "row.swerve"
    assert found.nodes["s2"]["place.column"] == 1
    assert found.nodes["s2"]["utility.column"] == 8.0
    assert found.nodes["s2"]["equilibrium.R"] is True
    assert found.nodes["s1"]["equilibrium.R"] is False
    assert found.nodes["s1"]["status_quo"] is True


@pytest.mark.parametrize(
    "title", ["<a> & \"b\" 'c' ]]>", "bell \x07 and \ufffe gone", "zwölf 🚢\nlines"]
)
def test_any_title_is_well_formed(title):
    data = {"standoff": 1, "title": title, "actors": {"a": {"name": "<A&>", "options": {"go": {}}}}}
    found = read(move_graph(Analysis(build(data))))
    assert len(found) == 2
    assert found.graph["title"] == title.replace("\x07", "").replace("\ufffe", "")
