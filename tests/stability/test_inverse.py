"""Changes of a whole crisis that make a state an equilibrium, checked by solving again."""

import json

import numpy as np
import pytest
from tests.stability.crises import DILEMMA

from standoff.encode import encode
from standoff.engines.stability import solve
from standoff.engines.stability.inverse import CONCEPTS, make_equilibrium
from standoff.errors import UsageError
from standoff.files.read import read_text

WEIGHED = """
standoff: 1
title: A raid
actors:
  north:
    name: North
    options: {raid: {}, talk: {}}
    preferences:
      - {prefer: north.raid, weight: 4}
      - {prefer: not south.strike, weight: 3}
      - {prefer: north.talk, weight: 1}
  south:
    name: South
    options: {strike: {}}
    preferences:
      - {prefer: not north.raid}
      - {prefer: not south.strike}
      - {prefer: south.strike iff north.raid}
impossible: [north.raid and north.talk]
"""

BOUND = """
standoff: 1
title: A client who wants what its patron wants
actors:
  client:
    name: Client
    options: {act: {}}
  patron:
    name: Patron
    preferences: [{prefer: client.act, weight: 4}]
ties:
  - {from: client, to: patron, kind: patron, regard: 1}
"""


def state_of(problem, *labels):
    space = problem.at_chance_status_quo().space
    return next(s for s in range(space.states) if space.label(s) == sorted(labels))


@pytest.mark.parametrize("text", [DILEMMA, WEIGHED])
@pytest.mark.parametrize("concept", CONCEPTS)
def test_every_answer_works_when_solved_again(text, concept):
    problem = encode(read_text(text))
    for state in range(problem.space.states):
        result = make_equilibrium(problem, state, concept)
        already = state in solve(problem, [concept]).equilibria(concept)
        if not result.possible:
            # South has no way to strike unprovoked; what the others find credible may upset it.
            assert "south.strike" in result.state
            assert "north.raid" not in result.state
            assert result.possible is False or concept in ("SEQ", "SSEQ", "SIM")
            assert not already
            continue
        assert result.works
        assert (not result.changes) == already
        assert state in solve(encode(result.crisis), [concept]).equilibria(concept)
        for change in result.alone:
            changed = encode(change.applied(problem.crisis))
            assert state in solve(changed, [concept]).equilibria(concept)
        if concept in ("R", "GMR", "SMR"):
            assert result.exact


def test_silence_as_nash_takes_one_swap_of_each():
    problem = encode(read_text(DILEMMA))
    result = make_equilibrium(problem, state_of(problem), "R")
    assert [(c.actor, c.measure, c.cost) for c in result.changes] == [
        ("a", "ranking swaps", 1.0),
        ("b", "ranking swaps", 1.0),
    ]
    assert result.changes[0].lines == ("[]", "[a.talk]", "[a.talk, b.talk]", "[b.talk]")
    assert result.alone == ()
    tied = make_equilibrium(problem, state_of(problem), "R", ties=True)
    assert [c.cost for c in tied.changes] == [0.5, 0.5]
    assert tied.changes[0].lines[0] == "[] = [a.talk]"


def test_a_mediator_may_turn_to_the_one_actor_who_must_change():
    problem = encode(read_text(WEIGHED))
    result = make_equilibrium(problem, state_of(problem, "north.talk"), "R")
    assert [c.actor for c in result.alone] == ["north"]
    (change,) = result.changes
    assert change.measure == "weight"
    assert change.cost == pytest.approx(3.0, abs=0.01)
    assert change.bound == pytest.approx(3.0)
    assert all(line.startswith("north.weight[") for line in change.lines)


def test_statements_without_weights_change_places():
    problem = encode(read_text(WEIGHED))
    result = make_equilibrium(problem, state_of(problem, "north.raid", "south.strike"), "R")
    (change,) = result.changes
    assert (change.actor, change.measure, change.cost) == ("south", "statement swaps", 1.0)
    assert change.lines == (
        "not north.raid",
        "south.strike iff north.raid",
        "not south.strike",
    )


def test_wants_of_others_that_enter_an_actors_own():
    """The client has no wants of its own to change; whether the patron's might is left open."""
    problem = encode(read_text(BOUND))
    result = make_equilibrium(problem, state_of(problem), "R")
    assert result.possible is None
    assert not result.works
    assert result.crisis is None
    (change,) = result.changes
    assert (change.found, change.bound, change.bound_whatever) == (False, np.inf, 0.0)
    record = json.loads(json.dumps(result.to_json()))["changes"][0]
    assert (record["cost"], record["bound"], record["possible"]) == (None, None, False)


def test_what_cannot_be():
    """Every statement of South speaks against striking unprovoked."""
    problem = encode(read_text(WEIGHED))
    result = make_equilibrium(problem, state_of(problem, "south.strike"), "R")
    assert result.possible is False
    assert [(c.actor, c.found) for c in result.changes] == [("north", True), ("south", False)]
    assert (result.works, result.exact, result.alone, result.crisis) == (False, False, (), None)


def test_json():
    problem = encode(read_text(DILEMMA))
    document = json.loads(json.dumps(make_equilibrium(problem, 0, "R").to_json()))
    assert document["state"] == []
    assert document["concept"] == "R"
    assert document["possible"] is document["works"] is document["exact"] is True
    assert document["changes"][0]["cost"] == 1.0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"state": 9}, "there is no state 9; there are 4 states"),
        ({"state": 0, "concept": "FH"}, "no stability concept 'FH' here"),
    ],
)
def test_wrong_questions(arguments, message):
    with pytest.raises(UsageError, match=message):
        make_equilibrium(encode(read_text(DILEMMA)), **arguments)


def test_unweighted_statements_of_an_actor_with_ties():
    text = WEIGHED + "ties:\n  - {from: south, to: north, kind: kin, regard: 0.5}\n"
    problem = encode(read_text(text))
    with pytest.raises(UsageError, match="'south' is tied to another by `regard`"):
        make_equilibrium(problem, state_of(problem, "north.raid", "south.strike"), "R")
