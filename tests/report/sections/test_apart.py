"""Two crises side by side as a section."""

import pytest
from tests.tipping.crises import market

from standoff.analysis.credit import Credit, Reasons
from standoff.crisis.amend import amend
from standoff.crisis.difference import Difference
from standoff.report.blocks import Bullets, Details, Paragraph, Table
from standoff.report.prose import plain
from standoff.report.sections import apart
from standoff.workbench import Comparison, Run, compare

POINT = Run(point=True)
CHANGES = ("rain=true", "seller.weight[1]=1")


@pytest.fixture(scope="module")
def asked() -> Comparison:
    return compare(market(), amend(market(), CHANGES), POINT, CHANGES)


def tables(comparison: Comparison) -> list[Table]:
    return [b for b in apart.section(comparison).blocks if isinstance(b, Table)]


def test_the_forecasts_stand_side_by_side(asked: Comparison) -> None:
    forecasts, _ = tables(asked)
    for row, contrast in zip(forecasts.rows, asked.scenarios.values(), strict=True):
        assert row.cells[3] == contrast.points
    assert [c.title for c in forecasts.columns[1:3]] == ["As it is", "Changed"]


def test_the_parts_add_up_in_the_table(asked: Comparison) -> None:
    _, parts = tables(asked)
    *each, total = parts.rows
    assert len(each) == 2
    assert sum(row.cells[1] for row in each) == pytest.approx(total.cells[1])  # type: ignore[misc, arg-type]
    assert total.stressed


def test_the_lead_names_the_changes_and_what_moves_most(asked: Comparison) -> None:
    lead = plain(apart.section(asked).lead)
    assert lead.startswith("With rain=true and seller.weight[1]=1, ")
    assert "moves most: " in lead


def test_one_change_needs_no_splitting() -> None:
    alone = compare(market(), amend(market(), CHANGES[:1]), POINT, CHANGES[:1])
    assert len(tables(alone)) == 1


def test_two_files_show_what_differs_and_what_has_no_effect() -> None:
    other = market(title="Another", horizon="3 months")
    made = apart.section(compare(market(), other, POINT))
    assert plain(made.lead).startswith("2 differences, 1 of them without effect on the forecast.")
    assert any(isinstance(block, Details) for block in made.blocks)
    assert made.title == "What differs"


def test_files_alone_run_no_engine() -> None:
    comparison = compare(market(), market(horizon="3 months"), POINT)
    made = apart.section(comparison, answers=False)
    assert "forecast" not in comparison.before.__dict__
    assert len(made.blocks) == 1


def test_the_same_file_means_the_same() -> None:
    lead = plain(apart.section(compare(market(), market(), POINT)).lead)
    assert lead == "The two files mean the same. No scenario changes."


def test_equilibria_that_come_and_go_are_named(asked: Comparison) -> None:
    said = [b for b in apart.section(asked).blocks if isinstance(b, Bullets)]
    told = " ".join(plain(item) for block in said for item in block.items)
    gained = any(gained for gained, _ in asked.equilibria.values())
    assert ("Equilibrium gained" in told) == gained


def difference(before: object, after: object) -> Difference:
    return Difference("changed", "actors.a.ranking", before, after, "", "", matters=True)


def test_values_stand_as_in_a_file() -> None:
    ranking = [["a.join"], [], ["a.join", "b.join"]]
    told = apart._sides(difference(ranking, True))
    assert told == ("[[a.join], [], [a.join, b.join]]", "true")
    added = apart._sides(difference(None, {"claim": "It, rains", "prior": 0.5}))
    assert added == ("", "claim: 'It, rains', prior: 0.5")


def test_long_values_are_shown_where_they_begin_to_differ() -> None:
    same = " ".join(f"word{k}" for k in range(40))
    before, after = apart._sides(difference(f"{same} old end", f"{same} new end"))
    assert before == "… word38 word39 old end"
    assert after == "… word38 word39 new end"
    cut, _ = apart._sides(difference(f"old {same}", f"new {same}"))
    assert str(cut).startswith("old word0 ")
    assert str(cut).endswith(" …")
    assert len(str(cut)) <= apart.LONGEST + 1


def test_changes_that_only_go_together_have_no_parts() -> None:
    changes = ("seller.sell=on", "seller.close=off")
    together = compare(market(), amend(market(), changes), POINT, changes)
    alone = Reasons("single", {"sold": 0.1}, {"sold": 0.9}, (Credit(changes, {"sold": 0.8}),))
    vars(together)["reasons"] = alone
    told = [plain(b.text) for b in apart.section(together).blocks if isinstance(b, Paragraph)]
    assert told == ["The changes fit together only all at once, so none has a part of its own."]
