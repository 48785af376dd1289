from standoff.report.blocks import Bullets, Cards
from standoff.report.prose import plain
from standoff.report.sections import cases
from standoff.workbench import Analysis


def test_best_stands_before_worst_with_what_it_lacks(analysis: Analysis) -> None:
    block = cases.section(analysis).blocks[0]
    assert isinstance(block, Cards)
    best, worst = block.cards
    assert (best.kicker, worst.kicker) == ("best case", "worst case")
    assert worst.figure is not None
    assert worst.figure.probability == analysis.forecast.probability("landing")
    points = worst.blocks[0]
    assert isinstance(points, Bullets)
    text = " ".join(plain(item) for item in points.items)
    assert "Comes about if: at some time “Land troops on the islands”" in text
    assert "Missing now: “Send a fleet to the strait”" in text


def test_no_cases_no_section(bare: Analysis) -> None:
    assert cases.section(bare).blocks == ()
