import datetime as dt
from pathlib import Path

import pytest
from tests.report.sections.conftest import STRAIT

from standoff.report.blocks import Callout, Interval
from standoff.report.figures import LineChart, RangeChart
from standoff.report.outlook import Outlook
from standoff.report.sections import scenarios
from standoff.report.words import months, percent
from standoff.workbench import Analysis, Run, load, whatif


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
    table = scenarios.waiting(Outlook(analysis))
    for row in table.rows:
        scenario = next(s for s, r in analysis.crisis.scenarios.items() if r.title == row.cells[0])
        passage = analysis.forecast.first_passage(scenario)
        assert passage is not None
        moments = (passage.early, passage.median, passage.late, passage.never)
        assert row.cells[1:-1] == moments
        assert months(passage.where_it_does.median) in str(row.cells[-1])
    told = [row.cells[0] for row in table.rows]
    rising = [
        record.title
        for name, record in analysis.crisis.scenarios.items()
        if analysis.forecast.first_passage(name) is not None
    ]
    assert told == rising


def test_no_scenarios_is_said(bare: Analysis) -> None:
    assert isinstance(scenarios.section(bare).blocks[0], Callout)


def test_the_curves_are_read_off_at_months_inside_the_horizon(analysis: Analysis) -> None:
    table = scenarios.at_moments(Outlook(analysis))
    spans = ("1 month", "3 months", "6 months")
    assert [c.title for c in table.columns[1:]] == list(spans)
    for row, scenario in zip(table.rows, analysis.crisis.scenarios, strict=True):
        by_month = {point["months"]: point for point in analysis.forecast.curve(scenario)}
        cell = row.cells[2]
        assert isinstance(cell, Interval)
        assert cell.value == pytest.approx(by_month[3.0]["probability"], abs=1e-12)
        assert cell.low == pytest.approx(by_month[3.0]["low"], abs=1e-12)


def test_an_earlier_forecast_stands_behind_with_the_difference_in_points(
    analysis: Analysis,
) -> None:
    name = next(iter(analysis.crisis.hypotheses))
    changed = Analysis(whatif(analysis.crisis, f"{name}=true"), analysis.run)
    part = scenarios.section(changed, analysis)
    chart = next(b for b in part.blocks if isinstance(b, LineChart))
    before = scenarios.over_time(Outlook(analysis))
    for now, then in zip(chart.series, before.series, strict=True):
        assert now.before == then.points
    table = scenarios.at_moments(Outlook(changed), Outlook(analysis))
    for row, now, then in zip(table.rows, chart.series, before.series, strict=True):
        assert row.cells[-1] == pytest.approx(now.points[-1].value - then.points[-1].value)


def test_every_dated_signal_has_its_tick(analysis: Analysis) -> None:
    outlook = Outlook(analysis)
    ticks = scenarios.over_time(outlook).known
    crisis = analysis.crisis
    assert crisis.as_of is not None
    told = {s.id: s.date for s in crisis.signals if s.date <= crisis.as_of}
    assert {event.key for event in ticks} == set(told)
    assert ticks
    for event in ticks:
        assert event.months == pytest.approx((told[event.key] - crisis.as_of).days * 12 / 365.25)
        assert event.told


def test_what_no_draw_shows_has_one_number_everywhere(tmp_path: Path) -> None:
    barred = (
        "scenarios:\n  barred: {title: Barred, when: ever(valdoria.landing and not ally_ready)}\n"
    )
    path = tmp_path / "barred.yaml"
    path.write_text(STRAIT.read_text().replace("scenarios:\n", barred, 1))
    outlook = Outlook(Analysis(load(path), Run(draws=4)))
    chart = next(b for b in scenarios.section(outlook.analysis).blocks if isinstance(b, LineChart))
    row = scenarios.at_moments(outlook).rows[0]
    told = [outlook.estimates["barred"].probability, chart.series[0].points[-1].value]
    told += [cell.value for cell in row.cells if isinstance(cell, Interval)]
    assert {percent(value) for value in told} == {"<1%"}
    assert chart.series[0].points[0].value == 0
