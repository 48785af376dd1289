"""The likeliest way on against races and toggles whose answer is known."""

import math

import numpy as np
import pytest

from standoff.crisis.build import build
from standoff.encode import encode, point_draws
from standoff.engines.forecast import simulate
from standoff.engines.forecast.likely import likeliest, own_codes
from standoff.workbench import Analysis, Run

PATHS = 20_000


def posed(options, tempo="1 per month", months="6 months", **more):
    """A crisis whose actors choose at random: an option each, or several."""
    actors = {
        name: {
            "name": name.upper(),
            "tempo": more.pop(f"{name}_tempo", tempo),
            "precision": 0,
            "options": own,
        }
        for name, own in options.items()
    }
    return build({"standoff": 1, "title": "t", "horizon": months, "actors": actors} | more)


def way(crisis, **asked):
    problem = encode(crisis)
    draws = point_draws(problem)
    weights = np.array([draw.weight for draw in draws])
    values = np.zeros((len(problem.actors), problem.space.states))
    asked = {"paths": PATHS} | asked
    return problem, likeliest(problem, draws, weights, lambda _: values, **asked)


ONCE = {"direction": "on_only", "effort": 0}


def test_one_move_that_lasts_is_as_likely_as_its_waiting_time_says():
    _, found = way(posed({"a": {"go": ONCE}}))
    # At random between going and staying: half of the opportunities, one a month.
    expected = 1 - math.exp(-0.5 * 6)
    (move,) = found.moves
    assert move.step.sentence == "A begins “go”."
    assert abs(move.share - expected) < 5 * move.error
    assert found.rests == pytest.approx(move.share)


def test_a_race_goes_to_the_faster_and_then_to_the_other():
    crisis = posed(
        {"a": {"go": ONCE}, "b": {"go": ONCE}}, months="24 months", b_tempo="3 per month"
    )
    _, found = way(crisis)
    # Rates 1.5 and 0.5: b is first in three of four; within 24 months both have moved but for e^-12.
    assert [move.step.mover for move in found.moves] == ["b", "a"]
    for move in found.moves:
        assert abs(move.share - 0.75) < 5 * move.error + 1e-4


def test_a_move_that_is_taken_back_does_not_count():
    problem, found = way(posed({"a": {"go": {"effort": 0}}}, tempo="40 per month"))
    assert problem.space.label(found.start) == []
    # On half of the paths it is on at the end: no more than rest at the start, so no way leads on.
    assert found.moves == () or abs(found.moves[0].share - 0.5) < 5 * found.moves[0].error
    assert abs(found.rests - 0.5) < 5 * math.sqrt(0.25 / PATHS)


def test_chance_events_are_no_moves_of_the_way():
    chance = {"rain": {"rate": "20 per month", "off_rate": "20 per month"}}
    problem, found = way(posed({"a": {"go": ONCE}}, chance=chance))
    assert [move.step.mover for move in found.moves] == ["a"]
    assert len(set(own_codes(problem).tolist())) == 2


def test_where_hardly_anybody_moves_the_way_is_to_stay():
    _, found = way(posed({"a": {"go": ONCE}}, tempo="1 per 10 years"))
    assert found.moves == ()
    assert abs(found.rests - math.exp(-0.5 * 6 / 120)) < 0.01


def test_shares_are_those_of_paths_counted_one_by_one():
    crisis = posed({"a": {"x": ONCE, "y": ONCE}, "b": {"z": {"effort": 0}}}, months="3 months")
    problem, found = way(crisis)
    (draw,) = point_draws(problem)
    values = np.zeros((2, problem.space.states))
    own = own_codes(problem)
    states = [found.start, *(move.state for move in found.moves)]
    counted = np.zeros(len(states))
    paths = simulate(problem, draw, values, paths=5_000, months=3.0, seed=91)
    for path in paths:
        left = [int(own[path.state[0]])]
        for state in path.state[1:]:
            code = int(own[state])
            left = left[: left.index(code) + 1] if code in left else [*left, code]
        for length in range(1, len(states) + 1):
            counted[length - 1] += left[:length] == [int(own[s]) for s in states[:length]]
    for move, count in zip(found.moves, counted[1:], strict=True):
        error = math.hypot(move.error, math.sqrt(move.share * (1 - move.share) / 5_000))
        assert abs(move.share - count / 5_000) < 5 * error


def test_the_same_seed_gives_the_same_way():
    crisis = posed({"a": {"x": ONCE, "y": ONCE}, "b": {"z": {"effort": 0}}})
    first, again = (way(crisis, paths=500, seed=4)[1] for _ in range(2))
    assert first == again
    assert first.to_json()["paths"] == 500


def test_the_analysis_goes_on_from_what_was_observed():
    text = {
        "standoff": 1,
        "title": "t",
        "begins": "2031-01-01",
        "as_of": "2031-03-01",
        "actors": {"a": {"name": "A", "options": {"go": {}, "more": {"needs": "a.go"}}}},
        "observed": [{"date": "2031-02-01", "set": ["a.go"]}],
        "scenarios": {"s": {"title": "S", "when": "ever(a.more)"}},
    }
    analysis = Analysis(build(text), Run(draws=8))
    found = analysis.likely_path
    assert analysis.problem.space.label(found.start) == ["a.go"]
    assert 0 < found.rests <= 1
