from dataclasses import replace

from standoff import catalog
from standoff.report.blocks import Bullets, Table
from standoff.report.prose import plain
from standoff.report.sections import catalogue
from standoff.verification import Comparison

AGREED = Comparison(
    "chicken", "Nobody 2031", "seen", "R", None, False, (("a.x",),), (("a.x",),), (), ()
)


def test_every_shipped_crisis_is_listed() -> None:
    table = catalogue.section(catalog.describe()).blocks[0]
    assert isinstance(table, Table)
    assert [row.cells[0] for row in table.rows] == [f"cases/{slug}" for slug in catalog.slugs()]


def test_differences_are_told() -> None:
    other = replace(AGREED, actor="row", missing=(("b.y",),), extra=((),))
    part = catalogue.verification([AGREED, other])
    assert plain(part.lead) == "1 of 2 published lists agree."
    said = part.blocks[1]
    assert isinstance(said, Bullets)
    assert plain(said.items[0]) == (
        "chicken by R: published, not computed [b.y]: computed, not published [] (Nobody 2031)"
    )


def test_agreement_needs_no_list_of_differences() -> None:
    assert len(catalogue.verification([AGREED]).blocks) == 1
