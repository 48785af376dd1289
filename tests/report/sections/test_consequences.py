import pytest

from standoff.report.blocks import Table
from standoff.report.figures import Matrix
from standoff.report.sections import consequences
from standoff.report.words import sampled
from standoff.workbench import Analysis


def test_the_matrix_is_the_engine_s_most_severe_first(analysis: Analysis) -> None:
    chart = consequences.matrix(analysis)
    assert isinstance(chart, Matrix)
    assert chart.columns == ("War in the strait", "Fuel grows dear")
    given = analysis.consequences.given["convoys"]
    paths = analysis.consequences.paths["convoys"]
    assert given["war"] is not None
    assert given["dear_fuel"] is not None
    assert chart.values[0] == (sampled(given["war"], paths), sampled(given["dear_fuel"], paths))


def test_expected_severity_weighs_by_probability(analysis: Analysis) -> None:
    given = analysis.consequences.given["convoys"]
    assert given["war"] is not None
    assert given["dear_fuel"] is not None
    expected = 9 * given["war"] + 3 * given["dear_fuel"]
    assert consequences.expected_severity(analysis, "convoys") == pytest.approx(expected)


def test_the_table_has_the_chance_of_each(analysis: Analysis) -> None:
    table = consequences.section(analysis).blocks[1]
    assert isinstance(table, Table)
    assert table.rows[1].cells[:3] == (
        "Fuel grows dear",
        3.0,
        analysis.forecast.consequence("dear_fuel"),
    )


def test_no_consequences_is_said(bare: Analysis) -> None:
    assert "scores no consequences" in str(consequences.section(bare).blocks[0])
