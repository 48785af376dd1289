"""The exact path likelihood: against dense matrices, and against simulated paths."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standoff.encode import encode, point_draws
from standoff.engines.evidence import path, track
from standoff.engines.evidence.path import walk, walk_all
from standoff.engines.forecast import Ensemble, simulate
from standoff.engines.forecast.equilibrium import solve_values
from standoff.settings import MONTH_DAYS
from tests.evidence.made import seen, watched
from tests.reference.forecast import generator
from tests.reference.observed import path_likelihood
from tests.strategies import crises


def solved(crisis, as_of=None):
    problem = encode(crisis)
    draw = max(point_draws(problem), key=lambda d: d.weight)
    moves, game = problem.moves(draw.hypotheses), problem.game(draw)
    return problem, draw, moves, game, solve_values(moves, game), track(problem, as_of)


def both(crisis, as_of=None):
    """Answers of the kernel and of the slow twin: log likelihood and distribution."""
    problem, _, moves, game, values, record = solved(crisis, as_of)
    start, logs = walk(record, values.process)
    mass = start if isinstance(start, np.ndarray) else np.eye(problem.space.states)[start]
    legs = [
        (leg.months, dict(leg.watched), [dict(move.changes) for move in leg.moves])
        for leg in record.legs
    ]
    G = generator(moves, game, values.q)
    likelihood, expected = path_likelihood(G, problem.space.levels, problem.status_quo, legs)
    return logs.sum(), mass, np.log(likelihood), expected


RECORDS = [
    [seen("2023-02-01", "a.x")],
    [seen("2023-01-11", "a.x"), seen("2023-01-21", "not a.x"), seen("2023-02-20", "storm")],
    [seen("2023-02-01", "a.x", {"b.z": "mid"}, "storm")],
    [seen("2023-02-01", "a.x"), seen("2023-02-01", {"b.z": "high"}), seen("2023-02-01", "not a.x")],
    [seen("2023-01-01", {"b.z": "mid"}), seen("2023-03-01", {"b.z": "low"})],
]


@pytest.mark.parametrize("observation", ["partial", "complete"])
@pytest.mark.parametrize("observed", RECORDS)
def test_against_dense_matrices(observed, observation):
    log, mass, expected_log, expected = both(watched(observed, observation))
    assert log == pytest.approx(expected_log, abs=1e-9)
    np.testing.assert_allclose(mass, expected, atol=1e-9)
    assert mass.sum() == pytest.approx(1, abs=1e-12)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(crises(observed=True), st.sampled_from(["partial", "complete"]))
def test_against_dense_matrices_on_random_crises(crisis, observation):
    crisis = crisis.model_copy(update={"observation": observation})
    problem = encode(crisis)
    if track(problem) is None or problem.space.states > 60:
        return
    log, mass, expected_log, expected = both(crisis)
    if np.isfinite(expected_log):
        assert log == pytest.approx(expected_log, abs=1e-8)
        np.testing.assert_allclose(mass, expected, atol=1e-8)
    else:
        assert log == -np.inf


def test_a_long_silence_keeps_its_digits():
    crisis = watched(observation="complete", begins="1990-01-01")
    log, mass, expected_log, expected = both(crisis)
    assert expected_log < -100
    assert log == pytest.approx(expected_log, rel=1e-9)
    np.testing.assert_allclose(mass, expected, atol=1e-9)


@pytest.mark.parametrize("observation", ["partial", "complete"])
@pytest.mark.parametrize("observed", RECORDS)
def test_records_up_to_many_days_are_as_each_alone(observed, observation):
    crisis = watched(observed, observation)
    problem, _, _, _, values, _ = solved(crisis)
    days = [dt.date(2023, 1, 1) + dt.timedelta(days=d) for d in range(0, 60, 3)]
    days += [o.date for o in crisis.observed]
    records = [found for day in days if (found := track(problem, day)) is not None]
    together = walk_all(records, values.process)
    assert len(together) == len(records) > 3
    for record, (start, logs) in zip(records, together, strict=True):
        alone, expected = walk(record, values.process)
        assert type(start) is type(alone)
        np.testing.assert_allclose(start, alone, rtol=0, atol=1e-12)
        np.testing.assert_allclose(logs, expected, rtol=1e-12, atol=1e-12)


def test_a_record_that_fails_leaves_those_before_it_alone():
    problem, _, _, _, values, record = solved(
        watched([seen("2023-02-01", "a.x"), seen("2023-02-10", "a.y")])
    )
    early = track(problem, dt.date(2023, 2, 5))
    (_, failed), (_, logs) = walk_all([record, early], values.process)
    assert np.isfinite(failed).tolist() == [True, False, False]
    assert np.isfinite(logs).all()


def test_what_cannot_be_has_no_likelihood():
    problem, _, _, _, values, record = solved(
        watched([seen("2023-02-01", "a.y"), seen("2023-02-02", "a.x")])
    )
    start, logs = walk(record, values.process)
    assert start == problem.start
    assert logs.tolist() == [-np.inf] * 3


def test_a_state_that_is_sure_is_a_state():
    crisis = watched([seen("2023-02-01", "a.x")], "complete", chance={})
    problem, _, _, _, values, record = solved(crisis)
    assert walk(record, values.process)[0] == problem.start


def test_against_simulated_paths():
    crisis = watched([seen("2023-01-31", "a.x")], as_of="2023-02-15")
    problem, draw, _, _, values, record = solved(crisis)
    start, logs = walk(record, values.process)
    count, day = 200_000, 1 / MONTH_DAYS
    end = 45 * day
    paths = simulate(problem, draw, values.q, paths=count, months=end, start=problem.status_quo)
    column = problem.space.positions["a.x"]
    on = problem.space.levels[paths.state, column] > 0
    first = np.zeros(len(on), dtype=bool)
    first[paths.path_start[:-1]] = True
    switched = np.flatnonzero(~first & (on != np.roll(on, 1)))
    owner = np.searchsorted(paths.path_start, switched, side="right") - 1
    times = np.bincount(owner, minlength=count)
    width = 6.0
    inside = np.abs(paths.time[switched] - 30 * day) < 0.5 * width * day
    fits = np.isin(np.arange(count), owner[inside]) & (times == 1)
    share = fits.sum() / count
    expected = np.exp(logs.sum()) * width * day
    assert share == pytest.approx(expected, abs=4 * np.sqrt(share / count) + 0.002 * expected)
    last = paths.state[paths.path_start[1:] - 1][fits]
    found = np.bincount(last, minlength=problem.space.states) / fits.sum()
    np.testing.assert_allclose(found, start, atol=4 * np.sqrt(0.25 / fits.sum()))


def test_an_ensemble_begins_where_the_record_leads():
    crisis = watched([seen("2023-02-01", "a.x")])
    problem = encode(crisis)
    draws = point_draws(problem)
    along = path.Along(track(problem))
    ensemble = Ensemble(problem, draws, begin=along)
    (tree,) = [crisis.scenarios["both"].when.tree]
    answers = ensemble.run([tree], np.array([1.0]))
    begun = ensemble.begun(along)
    for answer, (start, logs) in zip(answers, begun, strict=True):
        np.testing.assert_allclose(answer.start, start)
        np.testing.assert_allclose(answer.observed, logs)
    early = ensemble.begun(path.Along(track(problem, dt.date(2023, 2, 1))))
    assert not np.allclose(early[0][0], begun[0][0])
