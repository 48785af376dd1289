"""Replay: each step against weighing the draws by hand."""

import numpy as np

from standoff.encode import encode, point_draws
from standoff.engines import evidence
from tests.evidence.test_signals import crisis


def made(**more):
    return crisis(
        [
            {"id": "early", "date": "2022-12-10", "bears_on": {"h": "strong for"}},
            {"id": "idle", "date": "2022-12-20"},
            {"id": "late", "date": "2023-01-02", "bears_on": {"h": "moderate against"}},
        ],
        begins="2022-12-01",
        scenarios={"s": {"title": "S", "when": "ever(a.x) and h"}},
        **more,
    )


def answers(draws):
    """Scenario comes true exactly where the hypothesis holds; start state 1 halves it."""
    held = np.array([[float(d.hypotheses["h"])] for d in draws])
    return lambda start: held * (0.5 if start else 1.0)


def test_steps_are_in_order_and_scenarios_follow_belief():
    problem = encode(made())
    draws = point_draws(problem)
    steps = evidence.replay(problem, draws, answers(draws)).steps
    assert [step.id for step in steps] == ["before any signal", "early", "idle", "late"]
    for step in steps:
        assert np.isclose(step.scenarios["s"], step.hypotheses["h"])
    assert steps[1].change["s"] > 0 > steps[3].change["s"]
    assert steps[2].change["s"] == 0


def test_the_last_step_is_the_posterior():
    built = made()
    problem = encode(built)
    draws = point_draws(problem)
    last = evidence.replay(problem, draws, answers(draws)).steps[-1]
    assert np.isclose(last.hypotheses["h"], evidence.solve(built).hypotheses["h"].posterior)


def test_an_observed_move_changes_where_the_forecast_starts():
    observed = [{"date": "2022-12-15", "set": ["a.x"]}]
    problem = encode(made(observed=observed))
    draws = point_draws(problem)
    steps = evidence.replay(problem, draws, answers(draws)).steps
    assert [step.kind for step in steps] == ["before", "signal", "observed", "signal", "signal"]
    assert np.isclose(steps[2].scenarios["s"], steps[1].scenarios["s"] / 2)
