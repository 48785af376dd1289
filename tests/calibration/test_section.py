"""Calibration in words: what is said of factors, facts and the search."""

from dataclasses import replace

import pytest

from standoff.engines.calibration import Calibration, Change, Factor, Fitted, facts_of
from standoff.report.blocks import Callout, Table
from standoff.report.cells import cell_text
from standoff.report.prose import plain
from standoff.report.sections import calibration
from tests.calibration.rivals import crisis

RIVER = crisis(
    rest="base_rates: [{about: war, happened: 3, of: 40}]\n"
    "judgements: [{about: ever(north.dam), says: likely, within: 3 months}]\n"
)


@pytest.fixture
def result():
    rate, judgement = facts_of(RIVER)
    return Calibration(
        factors={
            "tempo": Factor(1.638, 0.611, 1.638, "high", 2, 0),
            "precision": Factor(1.0, 0.611, 1.638, None, 2, 0),
            "effort": Factor(0.8, 0.5, 2.0, None, 4, 1),
        },
        facts=(Fitted(rate, 0.5, 0.1), Fitted(judgement, 0.2, 0.3)),
        loss_before=12.0,
        loss=3.5,
        improved=True,
        changes=tuple(
            Change(f"effort {k}", ("actors", "north", "options", f"o{k}", "effort"), 1, 0.8)
            for k in range(15)
        ),
        evaluations=40,
        covered=0.96,
        stopped="",
        warnings=(),
        version="0",
        crisis_hash="0",
    )


def tables(section):
    return [block for block in section.blocks if isinstance(block, Table)]


def cells(table):
    return [
        [
            cell_text(cell, column.kind)
            for cell, column in zip(row.cells, table.columns, strict=True)
        ]
        for row in table.rows
    ]


def test_the_lead_counts_what_is_met_and_names_the_factors(result):
    assert plain(calibration.section(RIVER, result).lead) == (
        "Of 2 base rates and judgements, none are met by the values in the file and 1 with"
        " tempo × 1.64 and effort × 0.8. The misfit falls from 12 to 3.5."
    )


def test_facts_stand_before_and_after(result):
    facts, _, _ = tables(calibration.section(RIVER, result))
    assert cells(facts) == [
        ["South marches", "12 months", "3 of 40 (3% to 17%)", "50%", "10%", "no → yes"],
        ["at some time “Dam it”", "3 months", "likely (55% to 80%)", "20%", "30%", "no"],
    ]


def test_bounds_and_values_held_back_are_said(result):
    _, factors, _ = tables(calibration.section(RIVER, result))
    assert [row[3] for row in cells(factors)] == [
        "at the upper end of its range",
        "–",
        "1 value held at the end of its own range",
    ]


def test_long_lists_of_values_are_cut_and_said_so(result):
    _, _, values = tables(calibration.section(RIVER, result))
    assert len(values.rows) == 12
    assert values.note == "And 3 more; --json lists all."


def test_what_the_search_and_the_solver_do_not_guarantee(result):
    def warnings(found):
        blocks = calibration.section(RIVER, found).blocks
        return [b for b in blocks if isinstance(b, Callout) and b.kind == "warning"]

    assert warnings(result) == []
    (said,) = warnings(replace(result, stopped="evaluations", warnings=("Not converged.",)))
    assert [plain(text) for text in said.text] == [
        "Not converged.",
        "The search ended at the limit on the number of evaluations; better values may exist.",
    ]
    limits = calibration.section(RIVER, result).blocks[-1]
    assert isinstance(limits, Callout)
    assert limits.kind == "limits"


def test_nothing_improved_lists_no_values(result):
    section = calibration.section(RIVER, replace(result, improved=False, changes=()))
    assert len(tables(section)) == 2
    assert "no common factors on them do better" in plain(section.lead)
