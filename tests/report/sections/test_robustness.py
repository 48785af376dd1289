import pytest

from standoff.report.blocks import Table
from standoff.report.sections import robustness
from standoff.workbench import Analysis


def test_shares_are_those_of_the_engine(analysis: Analysis) -> None:
    table = next(b for b in robustness.section(analysis).blocks if isinstance(b, Table))
    ranked = [int(state) for state in analysis.robust.ranked()]
    for state, row in zip(ranked, table.rows, strict=False):
        wanted = [analysis.robust.share(concept, state) for concept in analysis.concepts]
        assert list(row.cells[1:]) == pytest.approx(wanted, abs=0.004)
        assert all(0 < cell < 1 for cell in row.cells[1:])
    assert "either way" in table.note


def test_nothing_sampled_has_no_sampling_error(bare: Analysis) -> None:
    point = Analysis(bare.crisis, type(bare.run)(point=True))
    table = next(b for b in robustness.section(point).blocks if isinstance(b, Table))
    assert "either way" not in table.note
