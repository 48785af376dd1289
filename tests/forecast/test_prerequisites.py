"""Prerequisites against hand-made needs and a slow twin."""

import json

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from standoff.crisis.amend import amend
from standoff.crisis.build import build
from standoff.encode import encode, point_draws
from standoff.engines.forecast.prerequisites import find, meeting, needed_options, raised
from standoff.errors import UsageError
from standoff.language import parse
from standoff.language.tree import conjuncts
from tests.reference import encode as slow
from tests.strategies import crises


def march(**needs):
    """Hold a strip, then march on the capital, with backing from outside."""
    options = {
        "strip": {"label": "Hold a strip", "needs": needs.get("strip", "resolved")},
        "march": {
            "label": "March",
            "needs": needs.get("march", "a.strip and b.backing and not storm"),
        },
        "posture": {"levels": ["normal", "alert", "war"]},
    }
    return encode(
        build(
            {
                "standoff": 1,
                "title": "t",
                "actors": {
                    "a": {"name": "Alpha", "options": options},
                    "b": {"name": "Beta (east)", "options": {"backing": {"label": "Backing"}}},
                },
                "chance": {"storm": {"rate": "1 per month"}},
                "hypotheses": {"resolved": {"claim": "Alpha is resolved", "prior": 0.3}},
                "scenarios": {
                    "far": {"title": "F", "when": "ever(a.march)"},
                    "near": {"title": "N", "when": "never(a.march)"},
                },
            }
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ever(x) and never(y)", {"x"}),
        ("not never(y) or at_end(z)", {"y", "z"}),
        ("ever(x implies not y)", set()),
        ("ever(not x implies y)", {"x", "y"}),
        ("first(x, before=y)", {"x"}),
        ("not first(x, before=y)", {"y"}),
        ("ever(p >= high)", {"p"}),
        ("ever(p < high) and always(not (q <= low))", {"q"}),
        ("ever(p = low) and never(q != low)", {"p", "q"}),
        ("ever(at_least(1, x, not y)) and ever(at_most(1, z, not w))", {"x", "w"}),
        ("ever(x iff y) and ever(exactly(1, z, w))", {"x", "y", "z", "w"}),
        ("true", set()),
    ],
)
def test_what_a_scenario_asks_to_be_raised(text, names):
    assert raised(parse(text)) == names


def test_needs_are_followed_through_the_options_that_they_speak_of():
    problem = march()
    assert list(needed_options(problem, parse("ever(a.march)"))) == ["a.march", "a.strip"]
    assert list(needed_options(problem, parse("ever(a.strip)"))) == ["a.strip"]
    assert needed_options(problem, parse("never(a.march) and ever(b.backing)")) == {}
    circle = march(strip="a.march", march="a.strip")
    assert list(needed_options(circle, parse("ever(a.march)"))) == ["a.march", "a.strip"]
    avoided = march(march="not a.strip")
    assert list(needed_options(avoided, parse("ever(a.march)"))) == ["a.march"]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("resolved", "resolved=true"),
        ("not resolved", "resolved=false"),
        ("b.backing", "b.backing=on"),
        ("not storm", "storm=off"),
        ("a.posture", "a.posture=alert"),
        ("not a.posture", "a.posture=normal"),
        ("a.posture >= war", "a.posture=war"),
        ("a.posture > alert", "a.posture=war"),
        ("a.posture < alert", "a.posture=normal"),
        ("not (a.posture > normal)", "a.posture=normal"),
        ("a.posture > war", None),
        ("a.posture != alert", None),
        ("b.backing or storm", None),
    ],
)
def test_a_change_that_meets_a_condition_meets_it(text, change):
    problem = march()
    assert meeting(problem, parse(text)) == change
    if change is not None:
        amended = encode(amend(problem.crisis, [change]))
        (draw, *_) = point_draws(amended)
        hypotheses = amended.likely_hypotheses() | draw.hypotheses
        assert amended.truth(parse(text), hypotheses)[amended.start]


def occupied(problem, *shares):
    """Occupancy from pairs of labels and shares."""
    time = np.zeros(problem.space.states)
    for labels, share in shares:
        row = [int(v.name in labels) for v in problem.space.variables]
        time[problem.space.index(row)] = share
    return time


def asked():
    problem = march()
    draws = point_draws(problem)
    weights = np.array([draw.weight for draw in draws])
    time = occupied(
        problem,
        ([], 0.5),
        (["a.strip", "b.backing"], 0.1),
        (["a.strip"], 0.15),
        (["a.strip", "b.backing", "storm"], 0.2),
        (["b.backing"], 0.05),
    )
    return problem, draws, weights, time


def test_shares_of_time_and_what_blocks():
    found = find(*asked())
    (need, strip) = found.scenarios["far"].prerequisites
    assert (need.option, strip.option) == ("a.march", "a.strip")
    kinds = [(c.text, c.kind, c.by) for c in need.conditions]
    assert kinds == [
        ("a.strip", "own option", ("Alpha",)),
        ("b.backing", "others' option", ("Beta",)),
        ("not storm", "chance", ()),
    ]
    assert [c.now for c in need.conditions] == [0, 0, 1]
    assert [c.holds for c in need.conditions] == pytest.approx([0.45, 0.35, 0.8])
    assert [c.missing_alone for c in need.conditions] == pytest.approx([0.05, 0.15, 0.2])
    assert need.blocking is need.conditions[2]
    assert (need.now, need.holds) == pytest.approx((0, 0.1))
    (condition,) = strip.conditions
    assert (condition.kind, condition.now) == ("hypothesis", pytest.approx(0.3))
    assert condition.missing_alone == pytest.approx(0.7)
    assert found.scenarios["near"].prerequisites == ()
    assert all(c.if_met is None for c in need.conditions)


def test_each_draw_may_have_its_own_time_and_start():
    problem, draws, weights, _ = asked()
    calm, stormy = occupied(problem, ([], 1.0)), occupied(problem, (["storm"], 1.0))
    found = find(
        problem,
        draws,
        weights,
        lambda d: calm if draws[d].hypotheses["resolved"] else stormy,
        starts=lambda d: stormy if d else problem.start,
    )
    storm = found.scenarios["far"].prerequisites[0].conditions[2]
    assert storm.holds == pytest.approx(0.3)
    assert storm.now == pytest.approx(0.3)
    over_time = np.stack([calm, stormy, stormy, stormy])
    found = find(problem, draws, weights, over_time)
    assert found.scenarios["far"].prerequisites[0].conditions[2].holds == pytest.approx(0.25)


def test_probabilities_are_asked_for_with_what_meets_the_conditions():
    calls = []

    def probability_if(changes):
        calls.append(tuple(changes))
        if "storm=off" in changes and len(changes) == 1:
            raise UsageError("it cannot be held")
        return {"far": 0.04 + 0.1 * len(changes), "near": 0.5}

    found = find(*asked(), probability_if=probability_if).scenarios["far"]
    need, strip = found.prerequisites
    assert [c.if_met for c in need.conditions] == [pytest.approx(0.14), pytest.approx(0.14), None]
    assert need.if_all_met == pytest.approx(0.34)
    assert strip.if_all_met == pytest.approx(0.14)
    assert found.probability == pytest.approx(0.04)
    assert set(calls) == {
        ("a.strip=on",),
        ("b.backing=on",),
        ("storm=off",),
        ("a.strip=on", "b.backing=on", "storm=off"),
        ("resolved=true",),
        (),
    }
    assert found.sentences == [
        "Alpha can begin “March” only if 3 conditions are met; that is so 10% of the time.",
        "“Hold a strip” is on: in its own hands; not so now, and 45% of the time; the only thing"
        " missing 5% of the time; if it were met, the scenario's probability would be 14% instead"
        " of 4%.",
        "“Backing” is on: up to Beta; not so now, and 35% of the time; the only thing missing 15%"
        " of the time; if it were met, the scenario's probability would be 14% instead of 4%.",
        "“storm” is off: so now, and 80% of the time; the only thing missing 20% of the time.",
        "With all of it in place, the scenario's probability would be 34% instead of 4%.",
        "Alpha can begin “Hold a strip” only if one condition is met; that is so 30% of the time.",
        "“Alpha is resolved” is true: taken to be 30% likely; the only thing missing 70% of the"
        " time; if it were met, the scenario's probability would be 14% instead of 4%.",
    ]


def test_what_always_holds_is_not_asked_for_again():
    problem, draws, weights, _ = asked()
    calls = []
    time = occupied(problem, (["a.strip", "b.backing"], 1.0))

    def probability_if(changes):
        calls.append(tuple(changes))
        return {"far": 0.1, "near": 0.9}

    find(problem, draws, weights, time, probability_if=probability_if)
    assert set(calls) == {(), ("resolved=true",)}


@settings(max_examples=40)
@given(crises(max_states=24), st.integers(0, 99))
def test_shares_are_those_of_the_twin(crisis, seed):
    problem = encode(crisis)
    draws = point_draws(problem)
    weights = np.array([draw.weight for draw in draws])
    rng = np.random.default_rng(seed)
    times = rng.random((len(draws), problem.space.states))
    times /= times.sum(axis=1, keepdims=True)
    found = find(problem, draws, weights, lambda d: times[d])
    assume(any(required.prerequisites for required in found.scenarios.values()))
    json.dumps(found.to_json())
    states, levels = slow.feasible(crisis), slow.all_levels(crisis)
    for required in found.scenarios.values():
        for need in required.prerequisites:
            actor, option = need.option.split(".")
            trees = conjuncts(crisis.actors[actor].options[option].needs.tree)
            holds, alone = np.zeros(len(trees)), np.zeros(len(trees))
            for draw, time in zip(draws, times, strict=True):
                for state, share in zip(states, time, strict=True):
                    mass = share * draw.weight / weights.sum()
                    true = [slow.holds(t, state, levels, draw.hypotheses) for t in trees]
                    holds += mass * np.array(true)
                    if true.count(False) == 1:
                        alone[true.index(False)] += mass
            assert [c.holds for c in need.conditions] == pytest.approx(holds, abs=1e-12)
            assert [c.missing_alone for c in need.conditions] == pytest.approx(alone, abs=1e-12)
    assert len(found.to_pandas()) == sum(
        len(n.conditions) for r in found.scenarios.values() for n in r.prerequisites
    )
