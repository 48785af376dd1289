"""A crisis without dates still gets its curve, with months on the axis."""

from standoff.report.charts import line_chart
from standoff.report.charts.axes import moment, time_ticks
from standoff.report.figures import LineChart, Point, Series


def undated() -> LineChart:
    points = (Point(0, 0.0), Point(6, 0.25), Point(12, 0.5))
    return LineChart("One half", (Series("War", points),), None)


def test_ticks_are_whole_months():
    ticks = time_ticks(None, 0, 12, 620)
    assert [tick.elapsed for tick in ticks] == ["now", "2", "4", "6", "8", "10", "12"]
    assert not any(tick.date for tick in ticks)


def test_a_short_span_is_cut_finer():
    assert [tick.months for tick in time_ticks(None, 0, 1, 400)] == [0, 0.2, 0.4, 0.6, 0.8, 1.0]


def test_moments_are_named_without_a_date():
    assert moment(None, 0) == "the start"
    assert moment(None, 6) == "month 6"


def test_it_is_described_and_tabled():
    assert "from the start to month 12" in line_chart.describe(undated())
    table = line_chart.data(undated())
    assert table.columns[0].title == "Month"
    assert [row.cells[0] for row in table.rows] == [0, 2, 4, 6, 8, 10, 12]
    assert ">12 months<" in line_chart.draw(undated(), 720).body
