from standoff.report.blocks import Table
from standoff.report.prose import plain
from standoff.report.sections import prerequisites
from standoff.report.words import percent
from standoff.workbench import Analysis


def test_each_condition_is_told_as_the_engine_found_it(analysis: Analysis) -> None:
    table = prerequisites.section(analysis).blocks[0]
    assert isinstance(table, Table)
    assert plain(table.caption) == "Troops land on the islands: <1% as things are"
    told = [plain(row.cells[0]) for row in table.rows]  # type: ignore[arg-type]
    assert told == [
        "“The Compact would fight for the strait”",
        "“Send a fleet to the strait”",
        "“Readiness of the fleet” at least “alert”",
    ]
    assert [row.cells[2] for row in table.rows] == [
        "fact of the world",
        "Northern Compact",
        "Valdoria",
    ]
    found = analysis.prerequisites.scenarios["landing"].prerequisites[0].conditions
    assert [row.cells[3:] for row in table.rows] == [
        (c.now, c.holds, c.missing_alone, c.if_met) for c in found
    ]
    together = analysis.prerequisites.scenarios["landing"].prerequisites[0].if_all_met
    assert together is not None
    assert f"With all that “Land troops on the islands” needs: {percent(together)}." in str(
        table.note
    )


def test_what_does_not_hold_now_is_missing(analysis: Analysis) -> None:
    lacking = prerequisites.missing(analysis, "landing")
    assert "“Send a fleet to the strait”" in lacking
    found = analysis.prerequisites.scenarios["landing"].prerequisites[0].conditions
    assert len(lacking) == sum(condition.now < 0.5 for condition in found)
    assert prerequisites.missing(analysis, "convoys") == []


def test_the_lead_counts_what_is_missing_and_names_what_blocks(analysis: Analysis) -> None:
    text = plain(prerequisites.section(analysis).lead)
    assert f"{len(prerequisites.missing(analysis, 'landing'))} of 3 prerequisites" in text
    blocking = analysis.prerequisites.scenarios["landing"].prerequisites[0].blocking
    assert blocking is not None
    assert "stands in the way of Troops land on the islands" in text
    assert "“Convoys and no landing” and “The toll is lifted”" in text


def test_no_needs_is_said(bare: Analysis) -> None:
    assert "No scenario speaks" in str(prerequisites.section(bare).blocks[0])
