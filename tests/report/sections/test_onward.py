"""The likeliest way on, in words and on the map of states."""

import numpy as np
import pytest

from standoff.report.figures import StateMap, StateMove, StateNode
from standoff.report.onward import Onward, _in_rungs
from standoff.report.prose import plain
from standoff.report.rests import Rests
from standoff.report.sections.equilibria import section, state_map
from standoff.report.words import percent
from standoff.workbench import Analysis


@pytest.fixture
def onward(analysis: Analysis) -> Onward:
    return Onward(Rests(analysis))


def test_the_map_has_every_state_of_the_way_with_its_share(onward: Onward) -> None:
    chart = onward.on(state_map(onward.rests))
    told = {state.id: state.likely for state in chart.states if state.likely is not None}
    shares = [1.0, *(move.share for move in onward.way.moves)][: len(onward.states)]
    assert told == dict(zip(map(str, onward.states), shares, strict=True))
    ends = {(move.source, move.target) for move in chart.moves if move.likely}
    assert ends == set(zip(map(str, onward.states), map(str, onward.states[1:]), strict=False))


def test_nothing_that_was_on_the_map_is_lost(onward: Onward) -> None:
    before = state_map(onward.rests)
    after = onward.on(before)
    assert {state.id for state in before.states} <= {state.id for state in after.states}
    pairs = {(move.source, move.target) for move in before.moves}
    assert pairs <= {(move.source, move.target) for move in after.moves}
    assert after.title == before.title


def test_states_of_the_way_hold_what_the_actors_hold_on_it(onward: Onward) -> None:
    rest = onward.rests.analysis.problem.at_chance_status_quo().space
    whole = onward.rests.analysis.problem.space
    owned = [k for k, variable in enumerate(whole.variables) if variable.actor >= 0]
    on_the_way = [onward.way.start, *(move.state for move in onward.way.moves)]
    for here, there in zip(onward.states, on_the_way, strict=False):
        assert np.array_equal(rest.levels[here, owned], whole.levels[there, owned])


def test_the_words_name_every_move_with_its_share(onward: Onward) -> None:
    said = plain(onward.words())
    for move in onward.way.moves:
        assert move.step.sentence.removesuffix(".") in said
        assert percent(move.share) in said
    assert said.startswith("The likeliest way on")


def test_the_report_tells_the_way_and_the_stability_command_does_not(analysis: Analysis) -> None:
    def told(onward: bool) -> bool:
        blocks = section(analysis, onward=onward).blocks
        return any("likeliest way" in plain(getattr(block, "text", ())) for block in blocks)

    assert told(onward=True)
    assert not told(onward=False)


def test_a_circle_of_moves_keeps_the_rungs_that_it_had() -> None:
    nodes = {name: StateNode(name, rung) for name, rung in (("1", 0), ("2", 1), ("3", 5))}
    assert _in_rungs(nodes, [("1", "2"), ("2", "1")]) == nodes
    placed = _in_rungs(nodes, [("1", "2"), ("2", "3"), ("1", "3")])
    assert [placed[name].rung for name in "123"] == [0, 1, 2]


def test_a_move_against_its_makers_interest_is_marked_as_such(onward: Onward) -> None:
    ways = onward.rests.evolution
    for move in onward.on(StateMap("t", (), ())).moves:
        assert isinstance(move, StateMove)
        actor = next(a for a in ways.actors if onward.rests.names.actor(a) == move.actor)
        rank = ways.graph.rank[ways.actors.index(actor)]
        assert move.improves == (rank[int(move.target)] > rank[int(move.source)])
