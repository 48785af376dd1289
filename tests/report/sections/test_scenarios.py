import datetime as dt

import pytest

from standoff.report.blocks import Callout, Table
from standoff.report.figures import LineChart, RangeChart
from standoff.report.sections import scenarios
from standoff.workbench import Analysis


def test_curves_are_those_of_the_forecast(analysis: Analysis) -> None:
    chart = next(b for b in scenarios.section(analysis).blocks if isinstance(b, LineChart))
    assert chart.origin == dt.date(2031, 3, 14)
    for series, scenario in zip(chart.series, analysis.crisis.scenarios, strict=True):
        assert series.points[0].months == 0
        assert series.points[-1].months == pytest.approx(6)
        assert series.points[-1].value == pytest.approx(analysis.forecast.probability(scenario))
    assert [s.leading for s in chart.series].count(True) == 1


def test_the_author_s_words_stand_beside_the_forecast(analysis: Analysis) -> None:
    chart = next(b for b in scenarios.section(analysis).blocks if isinstance(b, RangeChart))
    said = [row.said for row in chart.rows]
    assert said[0] is not None
    assert (said[0].words, said[0].low, said[0].high) == ("likely", 0.55, 0.8)
    assert said[2] is None


def test_waiting_times_are_told_for_what_can_only_come_about(analysis: Analysis) -> None:
    table = next(b for b in scenarios.section(analysis).blocks if isinstance(b, Table))
    for row in table.rows:
        scenario = next(s for s, r in analysis.crisis.scenarios.items() if r.title == row.cells[0])
        passage = analysis.forecast.first_passage(scenario)
        assert passage is not None
        assert row.cells[1:] == (passage.early, passage.median, passage.never)


def test_no_scenarios_is_said(bare: Analysis) -> None:
    assert isinstance(scenarios.section(bare).blocks[0], Callout)
