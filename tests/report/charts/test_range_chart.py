from tests.report.charts import example

from standoff.report.charts import NARROW, WIDE, range_chart
from standoff.report.figures import RangeChart, RangeRow, Said


def test_description_points_out_disagreement() -> None:
    said = range_chart.describe(example.range_chart())
    assert "46% (33–61%)" in said
    outside = said.split("lies outside")[1]
    assert "Convoys" in outside
    assert "Blockade" not in outside


def test_the_author_column_appears_only_if_something_was_said() -> None:
    bare = RangeChart("t", (RangeRow("a", 0.5),))
    assert [c.title for c in range_chart.data(bare).columns] == ["", "Forecast"]
    said = RangeChart("t", (RangeRow("a", 0.5, said=Said("likely", 0.55, 0.8)),), said_by="Ms X")
    assert range_chart.data(said).rows[0].cells[-1] == "likely (55–80%)"
    assert "Ms X: likely" in range_chart.draw(said, WIDE).body


def test_an_axis_of_months_reaches_the_longest_band() -> None:
    chart = example.waiting_chart()
    assert range_chart.axis_end(chart) >= 11.0
    assert "2.4 months (0.6–7.5)" in range_chart.describe(chart)


def test_empty_charts_draw() -> None:
    for width in (WIDE, NARROW):
        assert range_chart.draw(RangeChart("t", ()), width).height > 0
    assert range_chart.describe(RangeChart("t", ())) == "No rows."
