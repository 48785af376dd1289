"""Games as each actor sees them: against a slow twin, and a trap that is not seen."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.hypergame import Perceived
from tests.stability.crises import TRAP, UNSEEN
from tests.strategies import crisis_data, expressions

from standoff.crisis.build import build
from standoff.encode import encode
from standoff.engines.stability.hypergame import believed_crisis, solve_hypergame
from standoff.engines.stability.solver import solve
from standoff.errors import CrisisError, UsageError
from standoff.files.read import read_text

CONCEPTS = ("R", "GMR", "SMR", "SEQ", "SSEQ", "SIM")


@st.composite
def mistaken(draw):
    """A crisis in which actors do not see everything, and believe the wrong things."""
    data = draw(crisis_data(max_states=12, chance=False, scenarios=False, signals=False))
    skeleton = build(data)
    levels = {
        f"{a}.{o}": option.levels
        for a, record in skeleton.actors.items()
        for o, option in record.options.items()
    }
    state = expressions(levels, max_leaves=2)
    data["perceptions"] = {}
    for actor in skeleton.actors:
        seen = {"unaware_of": draw(st.lists(state, max_size=2))}
        others = [other for other in skeleton.actors if other != actor]
        if others and draw(st.booleans()):
            wants = [{"prefer": text} for text in draw(st.lists(state, max_size=2))]
            seen["believes"] = {draw(st.sampled_from(others)): {"preferences": wants}}
        data["perceptions"][actor] = seen
    return build(data)


@settings(deadline=None, max_examples=40)
@given(mistaken())
def test_views_are_those_of_the_slow_twin(crisis):
    problem = encode(crisis)
    seen = [
        {
            s
            for s in range(problem.space.states)
            if not any(problem.truth(f.tree, {})[s] for f in fs)
        }
        for fs in (crisis.perceptions[actor].unaware_of for actor in problem.actors)
    ]
    if not all(seen):
        with pytest.raises(CrisisError, match="does not see any state"):
            solve_hypergame(problem, CONCEPTS)
        return
    found = solve_hypergame(problem, CONCEPTS)
    values = problem.likely_hypotheses()
    moves = problem.moves(values)
    for q, actor in enumerate(problem.actors):
        assert set(found.sees[q].nonzero()[0].tolist()) == seen[q]
        believed = encode(believed_crisis(crisis, actor))
        twin = Perceived(moves, believed.stability_ranks(values), seen[q])
        for concept in CONCEPTS:
            for i in range(len(problem.actors)):
                for s in range(problem.space.states):
                    stable = s in seen[q] and twin.stable(concept, i, s)
                    assert found.views[concept][q, i, s] == stable, (concept, q, i, s)


MISJUDGED = """
perceptions:
  north: {believes: {south: {preferences: [{prefer: not south.ambush}]}}}
"""


def states(result, found):
    return [result.space.label(int(s)) for s in found]


def test_a_move_into_a_state_that_an_actor_does_not_see_cannot_deter_it():
    clear = solve(encode(read_text(TRAP)), ["GMR", "SEQ"])
    quo = 0
    for concept in ("GMR", "SEQ"):
        assert quo in clear.stable_for(concept, "north")
    found = solve_hypergame(encode(read_text(TRAP + UNSEEN)), ["GMR", "SEQ"])
    for concept in ("GMR", "SEQ"):
        assert not found.own[concept][0, quo]
        assert found.own[concept][1, quo]
        assert states(found, found.equilibria(concept)) == []
        assert states(found, found.expected(concept, "north")) == [["north.raid"]]
        assert states(found, found.hidden(concept)) == [["north.raid", "south.ambush"]]
        both = [[], ["north.raid", "south.ambush"]]
        assert states(found, found.clear_sighted(concept)) == both


def test_an_answer_that_is_thought_to_be_against_interest_deters_only_the_wary():
    found = solve_hypergame(encode(read_text(TRAP + MISJUDGED)), ["GMR", "SEQ"])
    assert found.sees.all()
    assert found.own["GMR"][0, 0]
    assert not found.own["SEQ"][0, 0]
    assert found.hidden("SEQ").size == 0


def test_without_perceptions_everybody_sees_the_same():
    problem = encode(read_text(TRAP))
    found, plain = solve_hypergame(problem, CONCEPTS), solve(problem, CONCEPTS)
    for concept in CONCEPTS:
        assert found.equilibria(concept).tolist() == plain.equilibria(concept).tolist()
        assert found.clear_sighted(concept).tolist() == plain.equilibria(concept).tolist()
        for actor in problem.actors:
            expected = found.expected(concept, actor).tolist()
            assert expected == plain.equilibria(concept).tolist()


def test_json():
    found = solve_hypergame(encode(read_text(TRAP + UNSEEN)), ["SEQ"])
    document = json.loads(json.dumps(found.to_json()))
    assert document["states"] == 3
    assert document["unseen"] == {"north": 1, "south": 0}
    assert document["expected"]["SEQ"]["north"] == [["north.raid"]]


def test_an_actor_that_sees_nothing_is_an_error_with_its_place():
    text = TRAP + "perceptions:\n  north: {unaware_of: [north.raid or not north.raid]}\n"
    with pytest.raises(CrisisError, match=r"14:\d+: 'north' does not see any state"):
        solve_hypergame(encode(read_text(text)))


@pytest.mark.parametrize(
    ("seen", "message"),
    [
        ("north: {unaware_of: [south.ambus]}", "did you mean 'south.ambush'"),
        ("nort: {}", "unknown actor 'nort'; did you mean 'north'"),
        ("north: {believes: {soth: {preferences: []}}}", "did you mean 'south'"),
        ("north: {believes: {north: {preferences: []}}}", "knows its own wants"),
        ("north: {unaware_of: [ever(south.ambush)]}", "time operators have no place here"),
        (
            "north: {believes: {south: {preferences:"
            " [{prefer: north.raid}, {prefer: south.ambush, weight: 2}]}}}",
            "weight this statement too",
        ),
    ],
)
def test_faults_of_perceptions(seen, message):
    with pytest.raises(CrisisError, match=message):
        read_text(f"{TRAP}perceptions:\n  {seen}\n")


def test_a_question_about_nobody():
    found = solve_hypergame(encode(read_text(TRAP)), ["SEQ"])
    with pytest.raises(UsageError, match="no actor 'east'"):
        found.expected("SEQ", "east")
