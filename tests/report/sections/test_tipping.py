"""Tipping points and maps as sections."""

import pytest
from tests.tipping.crises import market

from standoff.report import html, markdown
from standoff.report.blocks import Bullets, Details, Report, Table
from standoff.report.figures import HeatMap
from standoff.report.naming import Names
from standoff.report.prose import plain
from standoff.report.sections import tipping
from standoff.workbench import Analysis, Run, analyse


@pytest.fixture(scope="module")
def tried() -> Analysis:
    return analyse(market(), Run(point=True))


def test_each_tip_is_told_with_what_to_type(tried: Analysis) -> None:
    base = tried.forecast.probability("sold")
    found = tried.tipping([f"sold={base - 0.02}"], top=6)
    made = tipping.section(tried, found)
    bullets = next(block for block in made.blocks if isinstance(block, Bullets))
    first = found.goals[0].tips[0]
    told = plain(bullets.items[0])
    assert f'--set "{first.changes[0]}"' in told
    assert "does not confirm" not in told
    assert "of the way to the end of its range" in told
    table = next(block for block in made.blocks if isinstance(block, Table))
    assert len(table.rows) == len(found.goals[0].tips)


def test_that_nothing_changes_is_said(tried: Analysis) -> None:
    found = tried.tipping(["sold=99.9%"], names=["flood.rate"])
    made = tipping.section(tried, found)
    assert plain(made.lead).startswith("Nothing that was tried changes whether “Goods are sold”")
    folded = next(block for block in made.blocks if isinstance(block, Details))
    assert folded.summary == "1 input that changes nothing in the plausible range"


def test_the_report_tries_what_it_can_afford(tried: Analysis) -> None:
    assert tried.tips is not None
    assert tried.tips.looked_at == 6
    assert "Not tried" in str(tipping.section(tried).blocks)


def test_a_bare_crisis_has_none(bare: Analysis) -> None:
    assert tipping.section(bare).blocks == ()


def test_a_map_is_a_heat_map_in_every_format(tried: Analysis) -> None:
    atlas = tried.atlas("rain", "seller.tempo", 3)
    made = tipping.section(tried, atlas=atlas)
    [chart] = made.blocks
    assert isinstance(chart, HeatMap)
    centre = atlas.probability[1, 1].max()
    assert chart.values[1][1] == pytest.approx(centre)
    assert chart.centre == (1, 1)
    assert chart.rows[0] == "2.17 times a month"
    assert chart.columns == ("25%", "40%", "57%")
    report = Report("t", sections=(made,))
    assert "<svg" in html.render(report)
    assert "Outlined: as it is" in markdown.render(report)
    assert tipping.heat_map(atlas, Names(tried.crisis)) == chart
