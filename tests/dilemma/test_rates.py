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


@pytest.mark.parametrize("accepted", [rates.ACCEPTED, -1.0])
def test_time_spent_by_either_solver(listed, monkeypatch, accepted):
    monkeypatch.setattr(rates, "ACCEPTED", accepted)
    found, dense = listed
    rng = np.random.default_rng(3)
    start, clock = rng.dirichlet(np.ones(len(dense))), rng.uniform(0.1, 2.0, len(dense))
    barred = rng.random(len(found.rate)) < 0.3
    kept = np.zeros_like(dense)
    np.add.at(kept, (found.source[~barred], found.target[~barred]), found.rate[~barred])
    spent = found.spent(start, barred, clock)
    wanted = time_spent(kept, start, clock)
    assert np.abs(spent.time - wanted).sum() <= spent.error + 1e-12
    assert spent.error < 1e-7


def test_too_many_transitions_are_refused(monkeypatch):
    monkeypatch.setattr(rates, "MOST_TRANSITIONS", 3)
    problem = encode(read_text(BORDER))
    draw = Draw(problem.inputs.point(), {}, 1.0)
    with pytest.raises(LimitReached, match="cut options"):
        Transitions.of(problem, draw, np.zeros((2, problem.space.states)))
