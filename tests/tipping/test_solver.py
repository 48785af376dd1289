"""Tipping points: verified by what-if on both sides, and against a fine grid."""

import numpy as np
import pytest

from standoff.crisis.amend import amend
from standoff.engines.tipping import solve
from standoff.engines.tipping.goal import Line
from standoff.engines.tipping.span import Span
from standoff.errors import UsageError
from standoff.workbench import Run, analyse
from tests.tipping.crises import market

POINT = Run(point=True)


@pytest.fixture(scope="module")
def analysis():
    return analyse(market(), POINT)


def chance(changes, scenario="sold"):
    return analyse(amend(market(), changes), POINT).forecast.probability(scenario)


@pytest.fixture(scope="module")
def found(analysis):
    base = analysis.forecast.probability("sold")
    return analysis.tipping([f"sold={base - 0.03}"], top=30).goals[0]


def test_every_tipping_point_is_one_by_what_if(found):
    level = found.goal.level
    assert len(found.tips) >= 4
    for tip in found.tips:
        assert tip.verified
        assert chance(tip.changes) <= level
        nearer = [c.replace(repr(tip.value), repr(tip.before)) for c in tip.changes]
        assert chance(nearer) > level
        assert tip.answer["sold"] == pytest.approx(chance(tip.changes), abs=1e-9)


def test_the_smallest_change_comes_first(found):
    ways = [abs(tip.share) for tip in found.tips]
    assert ways == sorted(ways)
    assert all(0 < way <= 1.01 for way in ways)


@pytest.mark.parametrize("name", ["seller.weight[1]", "seller.tempo", "rain.prior"])
def test_a_fine_grid_finds_the_same(found, name):
    tip = next(tip for tip in found.tips if tip.span.name == name)
    side = np.sign(tip.share)
    ways = np.linspace(0, 1, 41)
    unit = " per month" if name.endswith("tempo") else ""
    values = [float(tip.span.at(side * way)) for way in ways]
    passed = [chance([f"{name}={v!r}{unit}"]) <= found.goal.level for v in values]
    first = passed.index(True)
    assert ways[first - 1] - 0.02 <= abs(tip.share) <= ways[first] + 0.02


def test_an_ordered_weight_is_changed_with_the_others_written_out(found, analysis):
    tried = [*found.tips, *found.holds]
    assert any(one.span.name == "buyer.weight[2]" for one in tried)
    for tip in found.tips:
        if tip.span.name.startswith("buyer.weight"):
            assert len(tip.changes) == 3


def test_what_holds_holds_over_the_whole_range(found):
    assert found.holds
    for hold in found.holds:
        assert hold.at_low["sold"] > found.goal.level
        assert hold.at_high["sold"] > found.goal.level


def test_which_scenario_leads(analysis):
    base = analysis.forecast.probability("sold")
    result = analysis.tipping(top=30)
    [goal] = result.goals
    assert goal.goal.scenario == ("sold" if base > 0.5 else "shut")
    for tip in goal.tips:
        assert tip.leader != goal.goal.scenario
    assert result.complete
    assert result.left == ()
    assert result.to_json()["goals"][0]["goal"] == "lead"


def test_only_what_moves_the_answer_most_is_tried(analysis):
    result = analysis.tipping(top=2)
    [goal] = result.goals
    tried = {one.span.name for one in (*goal.tips, *goal.holds)}
    assert "rain.prior" in tried
    assert len(tried) == result.looked_at == 3
    assert len(result.left) > 5


def test_named_inputs_are_tried(analysis):
    result = analysis.tipping(names=["rain", "seller.tempo"])
    assert result.looked_at == 2
    with pytest.raises(UsageError, match=r"did you mean 'seller\.tempo'"):
        analysis.tipping(names=["seller.temp"])
    with pytest.raises(UsageError, match="0 and sure"):
        analysis.tipping(names=["flood.off_rate"])


@pytest.mark.parametrize("line", ["sold", "solt=50%", "sold=0", "sold=150%", "sold=maybe not"])
def test_a_line_that_cannot_be_read_is_refused(analysis, line):
    with pytest.raises(UsageError, match="--line"):
        analysis.tipping([line])


def test_one_scenario_needs_a_line():
    alone = analyse(market(scenarios={"sold": {"title": "S", "when": "ever(seller.sell)"}}), POINT)
    with pytest.raises(UsageError, match="say --line"):
        alone.tipping()


def test_a_quick_forecast_that_is_off_is_set_right(analysis):
    def exact(value):
        return np.array([value**2, 1 - value**2])

    span = Span("seller.weight[1]", "w", ("actors",), 3.0, 1.0, 5.0, False)
    result = solve(
        analysis.problem.inputs,
        [span],
        [Line("sold", 0, 16.0, False)],
        ("sold", "shut"),
        exact(3.0),
        lambda name, value: exact(value) + np.array([0.7 * (value - 3), 0]),
        lambda changes: exact(float(changes[0].partition("=")[2])),
    )
    [tip] = result.goals[0].tips
    assert tip.verified
    assert tip.value == pytest.approx(4.0, abs=0.01)
    assert tip.before < 4.0 <= tip.value


def test_time_can_run_out(analysis):
    hurried = analyse(market(), Run(point=True, max_seconds=1e-6))
    result = hurried.tipping(names=["seller.tempo", "buyer.tempo"])
    assert not result.complete
    assert result.left == ("seller.tempo", "buyer.tempo")
