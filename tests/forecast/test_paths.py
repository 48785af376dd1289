"""Time expressions on paths against a twin that reads one path at a time."""

import numpy as np
import pytest
from hypothesis import given, settings

from standoff.encode import encode, point_draws
from standoff.engines.forecast.simulation import simulate
from standoff.errors import UsageError
from standoff.language import parse
from standoff.language.tree import (
    And,
    Count,
    First,
    Iff,
    Implies,
    Not,
    Or,
    Temporal,
)
from tests.forecast.test_simulation import lively
from tests.reference import encode as slow
from tests.strategies import crises


def true_on(tree, path, crisis, hypotheses):
    """Whether a time expression holds on one path, from the words of its definition."""
    levels, states = slow.all_levels(crisis), slow.feasible(crisis)

    def holds(part, state):
        return slow.holds(part, states[state], levels, hypotheses)

    def spells(within):
        end = path.months if within is None else within
        return [(t, s) for t, s in zip(path.time, path.state, strict=True) if t <= end]

    def value(part):
        return true_on(part, path, crisis, hypotheses)

    match tree:
        case Temporal():
            seen = [holds(tree.operand, s) for _, s in spells(tree.within)]
            return {"ever": any(seen), "never": not any(seen), "always": all(seen)}.get(
                tree.kind, seen[-1]
            )
        case First():
            for _, s in spells(tree.within):
                if holds(tree.before, s):
                    return False
                if holds(tree.first, s):
                    return True
            return False
        case Not():
            return not value(tree.operand)
        case And():
            return all(map(value, tree.operands))
        case Or():
            return any(map(value, tree.operands))
        case Implies():
            return value(tree.right) if value(tree.left) else True
        case Iff():
            return value(tree.left) == value(tree.right)
        case Count():
            n = [value(part) for part in tree.operands].count(True)
            return {"at_least": n >= tree.n, "exactly": n == tree.n}.get(tree.kind, n <= tree.n)
    return holds(tree, path.state[0])


@settings(max_examples=60)
@given(crises(max_states=24))
def test_time_expressions_are_read_as_by_the_twin(crisis):
    problem = encode(crisis)
    draw = point_draws(problem)[-1]
    paths = simulate(problem, draw, problem.game(draw).utility, paths=40)
    for scenario in crisis.scenarios.values():
        tree = scenario.when.tree
        expected = [true_on(tree, path, crisis, draw.hypotheses) for path in paths]
        assert paths.holds(tree).tolist() == expected
        assert np.isfinite(paths.settled(tree, False)).tolist() == [not x for x in expected]


COUNTS = [
    f"{kind}({n}, ever(a.x), never(storm), at_end(b.z), first(b.z, before=storm))"
    for kind in ("at_least", "exactly", "at_most")
    for n in range(5)
]


@pytest.mark.parametrize(
    "text",
    [*COUNTS, "ever(a.x) iff always(not storm, within=3 months)", "not (ever(b.z) implies false)"],
)
def test_combinations_are_read_as_by_the_twin(text):
    problem, draw, values = lively()
    paths = simulate(problem, draw, values, paths=200, months=4.0)
    expected = [true_on(parse(text), path, problem.crisis, {}) for path in paths]
    assert paths.holds(parse(text)).tolist() == expected
    settled = paths.settled(parse(text)), paths.settled(parse(text), False)
    assert np.array_equal(np.isfinite(settled[0]), ~np.isfinite(settled[1]))


def test_settled_is_when_the_last_needed_move_is_made():
    problem, draw, values = lively()
    paths = simulate(problem, draw, values, paths=500, months=2.0)
    x, storm = paths.first_time(parse("a.x")), paths.first_time(parse("storm"))
    both = paths.settled(parse("ever(a.x) and ever(storm)"))
    assert np.array_equal(both, np.maximum(x, storm))
    assert np.array_equal(paths.settled(parse("ever(a.x) or ever(storm)")), np.minimum(x, storm))
    assert set(paths.settled(parse("never(storm)"))) == {0.0, np.inf}
    assert np.array_equal(paths.settled(parse("never(storm)"), False), storm)
    for path, since in zip(paths, paths.settled(parse("at_end(storm)")), strict=True):
        on = problem.truth(parse("storm"), {})[path.state]
        assert np.isinf(since) == (not on[-1])
        if on[-1]:
            row = len(on) if on.all() else np.flatnonzero(~on)[-1] + 1
            assert since == (0.0 if on.all() else path.time[row])


def test_statistics_of_a_path():
    problem, draw, values = lively()
    paths = simulate(problem, draw, values, paths=400)
    calm = parse("not storm")
    truth = problem.truth(calm, {})
    slowly = paths.each(lambda path: path.stays[truth[path.state]].sum())
    assert slowly == pytest.approx(paths.durations(calm), abs=1e-12)
    estimate = paths.statistic(lambda path: len(path.time) - 1)
    assert estimate.value == pytest.approx(paths.events / 400)
    assert estimate.error == pytest.approx(np.diff(paths.path_start).std(ddof=1) / 20)
    assert [path.at(2.5) for path in paths] == paths.at(2.5).tolist()
    assert paths.occupancy().sum() == pytest.approx(1)


def test_the_table_of_events_has_the_names_of_the_crisis():
    problem, draw, values = lively()
    paths = simulate(problem, draw, values, paths=20)
    table = paths.to_pandas()
    assert len(table) == paths.events + 20
    assert set(table["mover"].dropna()) <= {"a", "b", "storm"}
    assert table["mover"].isna().sum() == 20


def test_looking_past_the_end_is_refused():
    paths = simulate(*lively(), paths=5, months=2.0)
    with pytest.raises(UsageError, match="end after 2 months, before 6 months"):
        paths.share(parse("ever(a.x, within=6 months)"))
    assert len(paths[-1].time) == len(paths[4].time)
    with pytest.raises(IndexError):
        paths[5]
