"""Stories against races and toggles whose answer is known."""

import json
import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.crisis.build import build
from standoff.encode import encode, point_draws
from standoff.engines.forecast.storylines import erase_loops, tell
from standoff.language import parse
from tests.strategies import crises


def told(chance, when, months=60.0, **options):
    """The story of one scenario in a crisis where only chance acts."""
    hypotheses = options.pop("hypotheses", {})
    problem = encode(
        build(
            {
                "standoff": 1,
                "title": "t",
                "actors": {"a": {"name": "A"}},
                "chance": chance,
                "hypotheses": hypotheses,
                "scenarios": {"s": {"title": "S", "when": when}},
            }
        )
    )
    draws = point_draws(problem)
    weights = np.array([draw.weight for draw in draws])
    values = np.zeros((1, problem.space.states))
    result = tell(problem, draws, weights, lambda _: values, months=months, **options)
    return problem, result.stories["s"]


RACE = {"slow": {"rate": "1 per month"}, "fast": {"rate": "3 per month"}}


def near(found, expected, error):
    assert abs(found - expected) <= 5 * error + 1e-12


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30))
def test_what_is_left_of_a_walk_has_no_loop_and_only_real_steps(states):
    kept = erase_loops(states)
    left = [states[place] for place in kept]
    assert len(set(left)) == len(left)
    assert (left[0], left[-1]) == (states[0], states[-1])
    assert all(states[there - 1] == states[here] for here, there in pairwise(kept))


def test_loops_are_erased_in_the_order_of_time():
    assert erase_loops([0, 1, 2, 1, 3]) == [0, 1, 4]
    assert erase_loops([0, 1, 2, 0, 2, 1]) == [0, 4, 5]
    assert erase_loops([7]) == [0]


def test_shares_of_a_race_are_those_of_the_rates():
    _, story = told(RACE, "ever(slow or fast)")
    fast, slow = story.storylines
    near(fast.share, 0.75, fast.error)
    expected = math.sqrt(0.75 * 0.25 / (fast.paths + slow.paths))
    assert fast.error == pytest.approx(expected, rel=0.05)
    assert [step.mover for step in fast.steps] == ["fast"]
    assert fast.sentence == "“fast” comes about."
    assert fast.months == pytest.approx(math.log(2) / 4, rel=0.1)
    assert story.probability == 1
    assert [mover.mover for mover in story.first_movers] == ["fast", "slow"]
    assert story.first_movers[0].share == pytest.approx(fast.share)
    assert story.first_movers[0].overall == pytest.approx(0.75, abs=0.02)


def test_order_counts_and_both_orders_are_told():
    _, story = told(RACE, "ever(slow and fast)")
    first, second = story.storylines
    assert [[step.mover for step in line.steps] for line in (first, second)] == [
        ["fast", "slow"],
        ["slow", "fast"],
    ]
    near(first.share, 0.75, first.error)


def test_a_toggle_that_does_not_matter_is_left_out_of_storylines_and_its_loops_of_sequences():
    storm = {"rate": "2 per month", "off_rate": "3 per month"}
    _, story = told({"storm": storm, "goal": {"rate": "1 per month"}}, "ever(goal)")
    assert story.about == ("goal",)
    assert [line.share for line in story.storylines] == [1.0]
    shares = {tuple(step.mover for step in line.steps): line for line in story.sequences}
    assert set(shares) == {("goal",), ("storm", "goal")}
    along = shares["storm", "goal"]
    near(along.share, 2 / (2 + 3 + 1), along.error)


def test_draws_count_by_their_weight():
    chance = {
        "east": {"rate": "1 per month", "when": "h"},
        "west": {"rate": "1 per month", "when": "not h"},
    }
    hypotheses = {"h": {"claim": "It is so", "prior": 0.2}}
    _, story = told(chance, "ever(east or west)", hypotheses=hypotheses)
    west, east = story.storylines
    assert [step.mover for step in west.steps] == ["west"]
    assert west.share == pytest.approx(0.8, abs=1e-9)
    assert east.share == pytest.approx(0.2, abs=1e-9)


def test_a_change_that_goes_with_the_scenario_is_a_sign_and_is_followed():
    chance = {
        "spark": {"rate": "0.3 per month"},
        "calm": {"rate": "0.3 per month"},
        "fire": {"rate": "0.5 per month", "when": "spark"},
    }
    _, story = told(chance, "ever(fire)", months=3.0)
    (sign,) = story.signs
    assert (sign.name, sign.level) == ("spark", "on")
    assert sign.along == pytest.approx(1)
    assert sign.otherwise < 0.7
    assert story.about == ("spark", "fire")
    assert [step.mover for step in story.storylines[0].steps] == ["spark", "fire"]
    assert "“spark” is on in 100% of the ways to it, against" in story.sentences[1]


def test_what_prerequisites_speak_of_is_followed():
    data = {
        "standoff": 1,
        "title": "t",
        "actors": {"a": {"name": "A", "options": {"go": {"needs": "bridge"}}}},
        "chance": {"bridge": {"rate": "5 per month"}, "noise": {"rate": "5 per month"}},
        "scenarios": {"s": {"title": "S", "when": "ever(a.go)"}},
    }
    problem = encode(build(data))
    draws = point_draws(problem)
    values = np.zeros((1, problem.space.states))
    story = tell(problem, draws, np.ones(1), lambda _: values).stories["s"]
    assert story.about == ("a.go", "bridge")
    assert story.storylines[0].sentence == "“bridge” comes about. A begins “go”."


def test_turning_points_are_the_moves_after_which_the_chance_jumps():
    chance = {
        "spark": {"rate": "1 per month"},
        "rain": {"rate": "1 per month"},
        "fire": {"rate": "1 per month", "when": "spark"},
    }

    def chances(_):
        spark, rain, fire = (np.arange(8) >> k & 1 for k in range(3))
        return (0.1 + 0.5 * spark - 0.05 * rain + fire)[None, :]

    problem, story = told(chance, "ever(fire)", chance_from=chances)
    assert problem.space.label(1) == ["spark"]
    (point,) = story.turning_points
    assert [change.name for change in point.step.changes] == ["spark"]
    assert point.after - point.before == pytest.approx(0.5)
    assert point.share == pytest.approx(1.0)
    assert point.sentence.startswith("“spark” comes about: the chance goes from ")


def test_histories_end_when_the_scenario_comes_about():
    chance = RACE | {"storm": {"rate": "2 per month", "off_rate": "2 per month"}}
    _, story = told(chance, "ever(slow and fast)")
    assert len(story.histories) == 3
    assert [history.storyline for history in story.histories] == [0, 1, 0]
    for history in story.histories:
        times = [step.months for step in history.steps]
        assert times == sorted(times)
        assert times[-1] == history.months
        assert history.steps[-1].mover in ("slow", "fast")
    line = story.storylines[0]
    assert story.histories[0].months == pytest.approx(line.months, rel=0.3)


def test_a_scenario_that_asks_for_nothing_needs_no_move():
    _, story = told(RACE, "never(slow)", months=1.0)
    (line,) = story.storylines
    assert (line.steps, line.share, line.sentence) == ((), 1.0, "No move is needed for it.")
    near(story.probability, math.exp(-1), story.error)
    assert all("slow" not in [s.mover for s in h.steps] for h in story.histories)
    assert story.signs == ()


def test_a_scenario_that_never_comes_about_is_said_to():
    chance = RACE | {"goal": {"rate": "1 per month", "when": "slow and not slow"}}
    _, story = told(chance, "ever(goal)", paths=10)
    assert (story.successes, story.storylines, story.histories) == (0, (), ())
    assert story.sentences == ["It came about on none of 110 simulated paths."]


def test_rare_scenarios_get_more_paths():
    chance = {"goal": {"rate": "1 per 60 months"}}
    _, story = told(chance, "ever(goal)", months=1.0, paths=1000)
    assert story.paths == 11_000
    near(story.probability, 1 - math.exp(-1 / 60), story.error)


def test_the_same_seed_tells_the_same_story():
    texts = [json.dumps(told(RACE, "ever(slow)", seed=s)[1].to_json()) for s in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]


@settings(max_examples=20)
@given(crises(max_states=24))
def test_stories_of_any_crisis_are_sound(crisis):
    problem = encode(crisis)
    draws = point_draws(problem)
    weights = np.array([draw.weight for draw in draws])
    result = tell(
        problem, draws, weights, lambda d: problem.game(draws[d]).utility, paths=60, best=100
    )
    json.dumps(result.to_json())
    assert list(result.stories) == list(crisis.scenarios)
    for name, story in result.stories.items():
        assert 0 <= story.probability <= 1 + 1e-9
        for lines in (story.storylines, story.sequences):
            assert sum(line.share for line in lines) <= 1 + 1e-9
            assert [line.share for line in lines] == sorted([x.share for x in lines], reverse=True)
        if story.successes and len(story.storylines) < 100:
            assert sum(line.share for line in story.storylines) == pytest.approx(1)
        for line in story.storylines:
            assert all(c.name in story.about for step in line.steps for c in step.changes)
        assert (story.successes > 0) == (story.probability > 0), name
    assert len(result.to_pandas()) == sum(len(s.storylines) for s in result.stories.values())


def test_scenarios_may_be_given():
    problem, _ = told(RACE, "ever(slow)")
    values = np.zeros((1, problem.space.states))
    result = tell(
        problem,
        point_draws(problem),
        np.ones(1),
        lambda _: values,
        scenarios={"mine": parse("first(slow, before=fast)")},
        months=60.0,
    )
    story = result.stories["mine"]
    near(story.probability, 0.25, story.error)
    assert [step.mover for step in story.storylines[0].steps] == ["slow"]
