import pytest

from standoff.language.parser import parse
from standoff.report.blocks import Table
from standoff.report.prose import plain
from standoff.report.sections import prerequisites
from standoff.workbench import Analysis


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("ever(a.x) and never(b.y)", ["a.x"]),
        ("never(not a.x)", ["a.x"]),
        ("ever(a.x or not b.y)", ["a.x"]),
        ("at_end(a.x) and ever(a.x and b.y)", ["a.x", "b.y"]),
    ],
)
def test_only_what_is_wanted_is_asked_for(text: str, asked: list[str]) -> None:
    assert prerequisites.raised(parse(text)) == asked


def test_each_condition_stands_or_is_missing(analysis: Analysis) -> None:
    table = prerequisites.section(analysis).blocks[0]
    assert isinstance(table, Table)
    assert table.caption == "Troops land on the islands"
    told = [plain(row.cells[0]) for row in table.rows]  # type: ignore[arg-type]
    assert told == [
        "“The Compact would fight for the strait”",
        "“Send a fleet to the strait”",
        "“Readiness of the fleet” at least “alert”",
    ]
    believed = analysis.evidence.hypotheses["ally_ready"].posterior >= 0.5
    assert [row.cells[3] for row in table.rows] == [not believed, True, True]
    assert prerequisites.missing(analysis, "convoys") == []


def test_the_lead_counts_what_is_missing(analysis: Analysis) -> None:
    text = plain(prerequisites.section(analysis).lead)
    assert "of 3 prerequisites" in text
    assert "“Convoys and no landing” and “The toll is lifted”" in text


def test_no_needs_is_said(bare: Analysis) -> None:
    assert "No scenario speaks" in str(prerequisites.section(bare).blocks[0])
