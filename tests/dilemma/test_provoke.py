"""What hostile moves provoke: against dense algebra, paired simulation and a case by hand."""

import numpy as np
import pytest

from standoff.encode import encode
from standoff.encode.draws import Draw
from standoff.engines.dilemma.hostility import hostile_options
from standoff.engines.dilemma.provoke import pairs, provoked
from standoff.engines.dilemma.rates import Transitions
from standoff.files.read import read_text
from tests.reference.dilemma import extra_beginnings, paired_difference

BORDER = """
standoff: 1
title: A border
horizon: 10 months
actors:
  north:
    name: North
    tempo: 2 per month
    options:
      raid: {against: [south]}
      posture: {levels: [calm, alert, ready], against: [south]}
    preferences:
      - {prefer: not south.shell, weight: 4}
      - {prefer: south.shell implies north.raid, weight: 3}
      - {prefer: not north.raid, weight: 2}
      - {prefer: not storm, weight: 1}
  south:
    name: South
    options:
      shell: {against: [north], needs: not storm}
      wall: {direction: on_only}
    preferences:
      - {prefer: north.raid implies south.shell, weight: 5}
      - {prefer: north.posture >= alert implies south.shell, weight: 2}
      - {prefer: not south.shell, weight: 2}
chance:
  storm: {rate: 1 per 3 months, off_rate: 1 per month}
impossible:
  - north.posture = alert and south.wall
"""


@pytest.fixture(scope="module")
def border():
    problem = encode(read_text(BORDER))
    draw = Draw(problem.inputs.point(), {}, 1.0)
    rng = np.random.default_rng(5)
    values = problem.utility(draw.values, {}) + rng.normal(size=(2, problem.space.states))
    occupancy = rng.dirichlet(np.ones(problem.space.states))
    return problem, draw, values, occupancy


def test_it_is_what_dense_algebra_says(border):
    problem, draw, values, occupancy = border
    options = hostile_options(problem)
    found = provoked(problem.space, options, Transitions.of(problem, draw, values), occupancy, 10.0)
    columns = [option.column for option in options]
    wanted, months = extra_beginnings(
        problem.space.levels, columns, problem.moves({}), problem.game(draw), values, occupancy, 10.0
    )  # fmt: skip
    assert np.abs(found.extra - wanted).max() < 1e-7
    assert np.abs(found.months - months).max() < 1e-7
    assert found.error < 1e-6
    assert np.abs(found.extra).max() > 0.05


def test_it_is_what_a_paired_simulation_shows(border):
    problem, draw, values, _ = border
    options = hostile_options(problem)
    place = {option.name: k for k, option in enumerate(options)}
    raid, shell = place["north.raid"], place["south.shell"]
    off = problem.state([])
    on = problem.space.index([1, 0, 0, 0, 0])
    alone = np.zeros(problem.space.states)
    alone[[off, on]] = 0.5
    found = provoked(problem.space, options, Transitions.of(problem, draw, values), alone, 10.0)
    mean, error = paired_difference(
        problem.space.levels,
        options[raid].column,
        options[shell].column,
        problem.moves({}),
        problem.game(draw),
        values,
        (off, on),
        found.months[raid],
        np.random.default_rng(1),
    )
    assert abs(found.extra[shell, raid] - mean) < 4 * error
    assert abs(mean) > 10 * error


ONE_BUTTON = """
standoff: 1
title: One button each
horizon: 8 months
actors:
  one:
    name: One
    options: {hold: {against: [two], direction: on_only}}
  two:
    name: Two
    tempo: 1 per month
    precision: 1
    options: {fire: {against: [one], effort: 0, direction: on_only}}
"""


def test_a_case_by_hand():
    """Two can fire once, at logit rate; it would rather fire by ln 3 when One holds."""
    problem = encode(read_text(ONE_BUTTON))
    draw = Draw(problem.inputs.point(), {}, 1.0)
    values = np.zeros((2, 4))
    held_fired = problem.space.index([1, 1])
    values[1, held_fired] = np.log(3)
    options = hostile_options(problem)
    start = np.zeros(4)
    start[0] = 1.0
    found = provoked(problem.space, options, Transitions.of(problem, draw, values), start, 8.0)
    # Nothing ends what One holds but the clock of the horizon, mean 8 months.
    assert found.months[0] == pytest.approx(8.0)
    # Two fires before the clock rings: rate 3/4 against 1/8, and 1/2 against 1/8.
    assert found.extra[1, 0] == pytest.approx(0.75 / 0.875 - 0.5 / 0.625)


def test_who_does_not_care_is_not_provoked():
    # Neither needs nor rules tie what one can do to what the other does.
    problem = encode(read_text(BORDER.replace(", needs: not storm", "").split("impossible:")[0]))
    draw = Draw(problem.inputs.point(), {}, 1.0)
    flat = np.zeros((2, problem.space.states))
    options = hostile_options(problem)
    alike = np.full(problem.space.states, 1 / problem.space.states)
    found = provoked(problem.space, options, Transitions.of(problem, draw, flat), alike, 10.0)
    others = [[p.owner != o.owner for o in options] for p in options]
    assert np.abs(found.extra[others]).max() < 1e-9


def test_pairs_are_weighed_by_the_time_in_either(border):
    problem, _, _, occupancy = border
    for option in hostile_options(problem):
        off, on, weight = pairs(problem.space, option.column, occupancy)
        levels = problem.space.levels.astype(int)
        assert (levels[off, option.column] == 0).all()
        assert ((levels[off] != levels[on]).sum(axis=1) == 1).all()
        assert weight.sum() == pytest.approx(1.0)
    # Where the wall stands, alert is not feasible, and the step is to ready at once.
    walled = problem.space.index([0, 0, 0, 1, 0])
    off, on, _ = pairs(problem.space, 1, occupancy)
    assert levels[on[list(off).index(walled)], 1] == 2
    nobody = pairs(problem.space, 0, np.zeros(problem.space.states))[2]
    assert nobody == pytest.approx(np.full(len(nobody), 1 / len(nobody)))
