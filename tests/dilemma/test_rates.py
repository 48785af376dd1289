"""Lists of transitions and time spent, against dense algebra."""

import numpy as np
import pytest

from standoff.encode import encode
from standoff.encode.draws import Draw
from standoff.engines.dilemma import rates
from standoff.engines.dilemma.rates import Transitions
from standoff.errors import LimitReached
from standoff.files.read import read_text
from tests.dilemma.test_provoke import BORDER
from tests.reference.dilemma import parts, time_spent


@pytest.fixture(scope="module")
def listed():
    problem = encode(read_text(BORDER))
    draw = Draw(problem.inputs.point(), {}, 1.0)
    values = np.random.default_rng(2).normal(size=(2, problem.space.states))
    dense = sum(parts(problem.moves({}), problem.game(draw), values))
    return Transitions.of(problem, draw, values), dense


def test_all_transitions_are_listed(listed):
    found, dense = listed
    matrix = np.zeros_like(dense)
    np.add.at(matrix, (found.source, found.target), found.rate)
    assert np.abs(matrix - dense).max() < 1e-12


def systems(states, transitions, count):
    """Starts, transitions that are barred, clocks: more systems than go side by side."""
    rng = np.random.default_rng(3)
    start, clock = rng.dirichlet(np.ones(states), count), rng.uniform(0.1, 2.0, (count, states))
    barred = rng.random((count, transitions)) < np.linspace(0.0, 0.9, count)[:, None]
    start[count // 2] *= 1e3
    return start, barred, clock


SIDE_BY_SIDE, ONE_STEP_AT_A_TIME, DIRECTLY = {}, {"MOST_STEPS": 0}, {"ACCEPTED": -1.0}


@pytest.mark.parametrize("way", [SIDE_BY_SIDE, ONE_STEP_AT_A_TIME, DIRECTLY])
@pytest.mark.parametrize("count", [1, 8, 11])
def test_time_spent_by_every_solver(listed, monkeypatch, way, count):
    for name, value in way.items():
        monkeypatch.setattr(rates, name, value)
    found, dense = listed
    start, barred, clock = systems(len(dense), len(found.rate), count)
    spent = found.spent(start, barred, clock)
    for k in range(count):
        kept = np.zeros_like(dense)
        here = ~barred[k]
        np.add.at(kept, (found.source[here], found.target[here]), found.rate[here])
        wanted = time_spent(kept, start[k], clock[k])
        assert np.abs(spent.time[k] - wanted).sum() <= spent.error[k] + 1e-12 * start[k].sum()
    assert (spent.error < 1e-7 * np.maximum(1.0, start.sum(axis=1))).all()


def test_systems_do_not_touch_one_another(listed):
    found, dense = listed
    start, barred, clock = systems(len(dense), len(found.rate), 11)
    together = found.spent(start, barred, clock)
    for k in range(11):
        alone = found.spent(start[k : k + 1], barred[k : k + 1], clock[k : k + 1])
        np.testing.assert_allclose(together.time[k], alone.time[0], rtol=0, atol=1e-12)
        assert together.error[k] == pytest.approx(alone.error[0], abs=1e-12)


def test_nothing_that_starts_spends_no_time(listed):
    found, dense = listed
    start, barred, clock = systems(len(dense), len(found.rate), 2)
    start[0] = 0.0
    spent = found.spent(start, barred, clock)
    assert (spent.time[0] == 0.0).all()
    assert spent.time[1].sum() > 0.0


def test_too_many_transitions_are_refused(monkeypatch):
    monkeypatch.setattr(rates, "MOST_TRANSITIONS", 3)
    problem = encode(read_text(BORDER))
    draw = Draw(problem.inputs.point(), {}, 1.0)
    with pytest.raises(LimitReached, match="cut options"):
        Transitions.of(problem, draw, np.zeros((2, problem.space.states)))
