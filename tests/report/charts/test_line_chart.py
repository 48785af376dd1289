import datetime as dt
from dataclasses import replace

from tests.report.charts import example
from tests.report.svg_texts import parsed

from standoff.report.blocks import Interval
from standoff.report.charts import WIDE, line_chart
from standoff.report.figures import Event, LineChart, Point, Series

DAY = dt.date(2031, 3, 14)


def crossing() -> LineChart:
    rising = Series("Late", (Point(0, 0.0), Point(6, 0.3), Point(12, 0.6)), "blue")
    flat = Series("Early", (Point(0, 0.2), Point(6, 0.35), Point(12, 0.4)), "brown")
    return LineChart("Late overtakes", (rising, flat), DAY)


def test_description_says_who_leads_from_when() -> None:
    said = line_chart.describe(crossing())
    assert "Late 60% and Early 40%" in said
    assert "Late leads from 14 March 2032 on." in said
    steady = LineChart("t", crossing().series[:1], DAY)
    assert "leads" not in line_chart.describe(steady)


def test_one_band_is_marked_as_leading() -> None:
    svg = line_chart.draw(example.line_chart(), WIDE).body
    assert svg.count('class="series leading"') == 1
    assert svg.count('class="band f-') == 5


def test_a_curve_without_band_has_none() -> None:
    assert "band" not in line_chart.draw(crossing(), WIDE).body


def test_data_between_points_lie_on_the_line() -> None:
    table = line_chart.data(crossing())
    by_date = {row.cells[0]: row.cells[1:] for row in table.rows}
    late = by_date[dt.date(2031, 5, 14)][0]
    assert isinstance(late, Interval)
    assert abs(late.value - 0.1) < 1e-12


def test_a_replay_holds_each_value_until_the_next() -> None:
    table = line_chart.data(example.replay_chart())
    values = [row.cells[1].value for row in table.rows if isinstance(row.cells[1], Interval)]
    assert values == [0.31, 0.35, 0.35, 0.44, 0.46]


def test_an_event_without_room_keeps_its_rule() -> None:
    events = tuple(Event(6 + i / 100, f"a long name for event {i}") for i in range(5))
    chart = LineChart("t", crossing().series, DAY, events)
    root = parsed(
        f'<svg xmlns="http://www.w3.org/2000/svg">{line_chart.draw(chart, WIDE).body}</svg>'
    )
    named = [t for t in root.iter() if t.text and "a long name" in t.text]
    rules = [line for line in root.iter() if line.get("stroke-dasharray") == "1 3"]
    assert len(named) == 3
    assert len(rules) >= 5


def test_empty_charts_draw() -> None:
    for chart in (LineChart("t", (), DAY), LineChart("t", (Series("a", ()),), DAY, panels=True)):
        assert line_chart.draw(chart, WIDE).height > 0
        assert line_chart.describe(chart) == "No curve."
        line_chart.data(chart)


def test_a_curve_before_a_change_is_drawn_with_the_change_in_points() -> None:
    late, early = crossing().series
    before = (Point(0, 0.0), Point(12, 0.5))
    chart = LineChart("t", (replace(late, before=before, key="late"), early), DAY)
    body = line_chart.draw(chart, WIDE).body
    assert body.count('class="before s-blue"') == 1
    assert ">+10</text>" in body
    assert body.count('data-key="late"') == 2


def test_thresholds_are_rules_inside_the_plot() -> None:
    plain = line_chart.draw(crossing(), WIDE).body
    ruled = line_chart.draw(replace(crossing(), thresholds=(3.0, 6.0, 12.0)), WIDE).body
    assert ruled.count('stroke-dasharray="2 4"') - plain.count('stroke-dasharray="2 4"') == 2


def test_an_event_without_a_label_is_a_tick() -> None:
    chart = replace(crossing(), events=(Event(3.0, key="said"), Event(4.0, "named")))
    body = line_chart.draw(chart, WIDE).body
    assert body.count('class="tick" data-key="said"') == 1
    assert body.count('class="tick"') == 1
