from standoff.report.blocks import Bullets, Callout, Details, Table
from standoff.report.prose import plain
from standoff.report.sections import unknowns
from standoff.workbench import Analysis


def test_the_most_doubtful_claim_comes_first(analysis: Analysis) -> None:
    table = unknowns.beliefs(analysis)
    doubts = [abs(float(row.cells[2]) - 0.5) for row in table.rows]  # type: ignore[arg-type]
    assert doubts == sorted(doubts)
    assert len(doubts) == 4


def test_what_was_taken_on_trust_is_named(analysis: Analysis) -> None:
    block = next(b for b in unknowns.section(analysis).blocks if isinstance(b, Bullets))
    text = " ".join(plain(item) for item in block.items)
    assert "The dates of 1 signal are inferred: rumour (3 February 2031)." in text
    assert "1 signal of weak sources: rumour (E5)." in text
    assert "A treaty is being drafted in secret" in text


def test_limits_are_always_told(analysis: Analysis, bare: Analysis) -> None:
    for one in (analysis, bare):
        found = [b for b in unknowns.section(one).blocks if isinstance(b, Callout)]
        assert [b.kind for b in found] == ["limits"]


def test_every_uncertain_number_is_listed(analysis: Analysis) -> None:
    folded = next(b for b in unknowns.section(analysis).blocks if isinstance(b, Details))
    table = folded.blocks[0]
    assert isinstance(table, Table)
    assert len(table.rows) == int(analysis.problem.inputs.uncertain.sum())
    assert str(table.rows[0].cells[3]).startswith("strait.yaml:")
