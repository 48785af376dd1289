from standoff.report.blocks import Table
from standoff.report.prose import plain
from standoff.report.sections import comparison
from standoff.workbench import Analysis, whatif


def test_before_and_after_stand_side_by_side(analysis: Analysis) -> None:
    changes = ("compact.fleet=on", "kesh.tempo=4 per month")
    changed = Analysis(whatif(analysis.crisis, *changes), analysis.run)
    part = comparison.section(analysis, changed, changes)
    table = part.blocks[0]
    assert isinstance(table, Table)
    before = analysis.forecast.probability("lifted")
    after = changed.forecast.probability("lifted")
    row = next(r for r in table.rows if r.cells[0] == "The toll is lifted")
    assert row.cells[3] == after - before
    text = plain(part.lead)
    assert "compact.fleet=on and kesh.tempo=4 per month" in text
    assert "moves most" in text


def test_no_change_is_said(analysis: Analysis) -> None:
    text = plain(comparison.section(analysis, analysis, ("kesh.tempo=1 per month",)).lead)
    assert text.endswith("no scenario changes.")
