from dataclasses import replace

from standoff.report.blocks import Details, Table
from standoff.report.figures import Tornado
from standoff.report.outlook import Outlook
from standoff.report.prose import plain
from standoff.report.sections import drivers
from standoff.workbench import Analysis


def test_the_tornado_holds_what_stands_out_of_the_noise(analysis: Analysis) -> None:
    leading = Outlook(analysis).leading.scenario
    strong = [d for d in analysis.drivers.scenarios[leading] if d.matters]
    charts = [b for b in drivers.section(analysis).blocks if isinstance(b, Tornado)]
    assert bool(charts) == bool(strong)
    for chart in charts:
        assert [(s.at_low, s.at_high) for s in chart.swings] == [
            (d.low, d.high) for d in strong[: drivers.SHOWN]
        ]
        assert chart.baseline == analysis.forecast.probability(leading)


def test_every_scenario_has_its_drivers(analysis: Analysis) -> None:
    folded = next(b for b in drivers.section(analysis).blocks if isinstance(b, Details))
    table = folded.blocks[0]
    assert isinstance(table, Table)
    expected = sum(
        min(3, sum(d.matters for d in found)) for found in analysis.drivers.scenarios.values()
    )
    assert len(table.rows) == expected


def test_the_headline_of_the_drivers_is_in_words(analysis: Analysis) -> None:
    text = plain(drivers.carried_by(analysis))
    assert "weight[" not in text
    assert "`" not in text


def test_a_point_forecast_has_none(analysis: Analysis) -> None:
    point = Analysis(analysis.crisis, replace(analysis.run, point=True))
    assert drivers.carried_by(point) == ()
    assert "Not computed" in str(drivers.section(point).blocks[0])


def test_of_a_single_draw_nothing_is_said_to_move_most(analysis: Analysis) -> None:
    made = drivers.section(Analysis(analysis.crisis, replace(analysis.run, draws=1)))
    assert plain(made.lead).startswith("No single unknown moves ")
    assert not any(isinstance(block, Details | Tornado) for block in made.blocks)
