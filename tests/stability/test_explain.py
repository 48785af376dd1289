"""Verdicts that name the moves: against the definitions, and as a reader sees them."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.stability import Conflict
from tests.stability.conflicts import conflicts, shape

from standoff.encode import encode
from standoff.engines.stability.explain import explain_state
from standoff.engines.stability.graph import Graph
from standoff.engines.stability.joint import find_spoiling
from standoff.engines.stability.routes import move
from standoff.engines.stability.verdict import find_verdict
from standoff.errors import LimitReached, UsageError
from standoff.files.read import read_text

CONCEPTS = ("R", "GMR", "SMR", "SEQ", "SSEQ", "SIM", "FH")


def assert_sound(improvement, verdict, twin):
    """Hold what an improvement claims against the definitions."""
    i, s = verdict.actor, verdict.state
    assert improvement.move.after in twin.improvements(i, s)
    if improvement.result is not None:
        assert not twin.better(i, s, improvement.result)
        assert improvement.hurts == twin.better(i, improvement.result, s)
    if improvement.answer is not None:
        place, last = improvement.move.after, i
        for made in improvement.answer.moves:
            assert made.before == place
            assert made.actor not in (last, i)
            assert made.after in twin.reach[made.actor][place]
            if verdict.concept in ("SEQ", "SSEQ", "FH"):
                assert made.improves
            place, last = made.after, made.actor
        assert place == improvement.result
    if improvement.joint:
        bits = [row[s] for row in twin.bits]
        bits[i] = twin.bits[i][improvement.move.after]
        for made in improvement.joint:
            assert made.before == s
            assert made.after in twin.improvements(made.actor, s)
            bits[made.actor] = twin.bits[made.actor][made.after]
        assert bits == [row[improvement.result] for row in twin.bits]
    if improvement.escape is not None:
        assert improvement.escape.after in twin.reach[i][improvement.result]
        assert twin.better(i, s, improvement.escape.after)


@settings(deadline=None)
@given(conflicts(), st.sampled_from(CONCEPTS), st.data())
def test_verdicts_are_those_of_the_definitions(drawn, concept, data):
    twin, graph = Conflict(drawn.moves, drawn.rank), Graph.of(drawn.moves, drawn.rank)
    state = data.draw(st.integers(0, twin.n - 1))
    for i in range(twin.actors):
        verdict = find_verdict(graph, state, i, concept)
        assert verdict.stable == twin.stable(concept, i, state)
        assert {m.move.after for m in verdict.improvements} == twin.improvements(i, state)
        for improvement in verdict.improvements:
            assert_sound(improvement, verdict, twin)
            if improvement.deterred:
                assert improvement.answer or improvement.joint
            else:
                assert not improvement.joint
                assert (improvement.answer is None) == (improvement.escape is None)


def test_too_many_joint_moves():
    drawn = shape([0, 1, 2], np.arange(8) + np.zeros((3, 1), int))
    graph = Graph.of(drawn.moves, drawn.rank)
    made = move(graph, 0, 0, 1)
    tempted = [(a, graph.improvements(a, 0)) for a in (1, 2)]
    assert find_spoiling(graph, made, tempted) is None
    with pytest.raises(LimitReached, match="more than 3 joint moves"):
        find_spoiling(graph, made, tempted, limit=3)


CRISIS = """
standoff: 1
title: A border
actors:
  north:
    name: North (its army)
    options:
      raid: {label: Raid the border}
      talk: {}
      posture: {levels: [normal, alert]}
    ranking:
      - [north.raid]
      - [north.posture=alert]
      - []
      - [north.raid, south.strike]
      - [south.strike]
  south:
    name: South
    options:
      strike: {label: Strike back}
    ranking:
      - []
      - [[south.strike, north.raid], [north.posture=alert]]
      - [north.raid]
      - [south.strike]
impossible:
  - north.talk
  - north.posture = alert and (north.raid or south.strike)
status_quo: []
"""


@pytest.fixture(scope="module")
def problem():
    return encode(read_text(CRISIS))


def test_sentences_of_a_deterred_and_an_open_improvement(problem):
    explanation = explain_state(problem, problem.status_quo, ["north"], ["SEQ"])
    assert explanation.to_text() == (
        "Not stable for North by sequential stability (SEQ)."
        " It would pay North to raise “posture” to alert."
        " It would pay nobody else to move from there."
        " It would pay North to begin “Raid the border”."
        " But then it would pay South to begin “Strike back”,"
        " which would leave North worse off than before."
    )


def test_sentences_of_a_last_word(problem):
    explanation = explain_state(problem, problem.status_quo, ["north"], ["SMR", "R"])
    smr, nash = explanation.verdicts
    assert explanation.sentences(smr)[-1] == (
        "From there North has no way to anything better than before."
    )
    assert explanation.sentences(nash) == [
        "Not stable for North by Nash stability (R).",
        "It would pay North to begin “Raid the border”.",
        "It would pay North to raise “posture” to alert.",
    ]


def test_an_actor_content_with_the_state_is_told_once(problem):
    text = explain_state(problem, problem.status_quo, ["south"], ["R", "GMR", "SEQ"]).to_text()
    assert text == "Stable for South: none of its moves leads to a state it prefers."


def test_json(problem):
    explanation = explain_state(problem, problem.status_quo)
    document = json.loads(json.dumps(explanation.to_json()))
    assert document["state"] == []
    assert document["stable"]["SEQ"] is False
    assert len(document["verdicts"]) == 12
    verdict = next(v for v in document["verdicts"] if v["concept"] == "SEQ")
    assert verdict["actor"] == "north"
    raid = next(i for i in verdict["improvements"] if i["deterred"])
    assert raid["move"] == {
        "actor": "north",
        "does": "begin “Raid the border”",
        "to": ["north.raid"],
    }
    assert raid["result"] == ["north.raid", "south.strike"]
    assert [step["actor"] for step in raid["answer"]] == ["south"]
    assert verdict["sentences"][0].startswith("Not stable for North")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"state": 99}, "there is no state 99; there are 5 states"),
        ({"state": 0, "actors": ["nort"]}, "no actor 'nort'; did you mean 'north'"),
        ({"state": 0, "concepts": ["SEK"]}, "no stability concept 'SEK' here; did you mean"),
        ({"state": 0, "concepts": ["L3"]}, "no stability concept 'L3' here"),
        ({"state": 0, "concepts": []}, "no stability concept was named"),
    ],
)
def test_wrong_questions(problem, arguments, message):
    with pytest.raises(UsageError, match=message):
        explain_state(problem, **arguments)


ESCAPE = """
standoff: 1
title: A raid that pays in the end
actors:
  north:
    name: North
    options: {raid: {}, talk: {}}
    preferences:
      - {prefer: not south.strike, weight: 4}
      - {prefer: north.raid, weight: 2}
      - {prefer: north.raid and north.talk and south.strike, weight: 8}
  south:
    name: South
    options: {strike: {}}
"""


def told(text, actor, concept, state=()):
    problem = encode(read_text(text))
    index = problem.at_chance_status_quo().space.index(list(state) or [0, 0, 0])
    explanation = explain_state(problem, index, [actor], [concept])
    return explanation.sentences(explanation.verdicts[0])


def test_sentences_of_an_escape():
    assert told(ESCAPE, "north", "SMR")[1:] == [
        "It would pay North to begin “raid”.",
        "But then South could begin “strike”, which would leave North worse off than before.",
        "Yet North could then begin “talk”, and be better off than before.",
        "It would pay North to begin “raid” and “talk”.",
        "Whatever others did then, North would stay better off than before.",
    ]


def test_sentences_where_nobody_answers():
    last = {name: told(ESCAPE, "north", name)[-1] for name in ("SEQ", "SIM", "FH")}
    assert last == {
        "SEQ": "It would pay nobody else to move from there.",
        "SIM": "Nothing that it would pay others to do at the same time would spoil it for North.",
        "FH": "Nothing that it would pay others to do, then or at once, would spoil it.",
    }


TOGETHER = """
standoff: 1
title: Both reach for the prize at once
actors:
  north:
    name: North
    options: {grab: {}}
    ranking: [[north.grab], [], [south.grab], [north.grab, south.grab]]
  south:
    name: South
    options: {grab: {}}
    ranking: [[south.grab], [], [north.grab], [north.grab, south.grab]]
"""


@pytest.mark.parametrize("concept", ["SIM", "FH"])
def test_sentences_of_simultaneous_moves(concept):
    explanation = explain_state(encode(read_text(TOGETHER)), 0, ["north"], [concept])
    assert explanation.sentences(explanation.verdicts[0])[1:] == [
        "It would pay North to begin “grab”.",
        "But at the same time it would pay South to begin “grab”,"
        " which would leave North worse off than before.",
    ]


CHAIN = """
standoff: 1
title: Two opponents, one after the other
actors:
  north:
    name: North
    options: {go: {}}
    preferences:
      - {prefer: north.go, weight: 1}
      - {prefer: not east.close, weight: 1}
  south:
    name: South
    options: {open: {}}
  east:
    name: East
    options: {close: {needs: south.open}}
    preferences: [{prefer: east.close, weight: 1}]
"""


def test_sentences_of_an_answer_in_two_moves_that_ends_in_a_tie():
    assert told(CHAIN, "north", "GMR")[1:] == [
        "It would pay North to begin “go”.",
        "But then South could begin “open”, and next East could begin “close”,"
        " which would leave North no better off than before.",
    ]
    # Opening the way gains South nothing, so that answer is not credible.
    assert told(CHAIN, "north", "SEQ")[0].startswith("Not stable")
