import csv
import datetime as dt
import io

from tests.report import example

from standoff.report import sheets
from standoff.report.blocks import Column, Interval, Row, Section, Table
from standoff.report.charts import data_table


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_a_table_keeps_its_numbers_unrounded_and_its_bands_apart() -> None:
    columns = (Column("Scenario"), Column("Now", "probability"), Column("Day", "date"))
    rows = (
        Row(("Strikes, again", Interval(1 / 3, 0.25, 0.5), dt.date(2031, 3, 14))),
        Row(("None", Interval(0.5), None)),
    )
    assert read(sheets.sheet(Table(columns, rows, "Likely"))) == [
        ["Likely"],
        ["Scenario", "Now", "Now low", "Now high", "Day"],
        ["Strikes, again", repr(1 / 3), "0.25", "0.5", "2031-03-14"],
        ["None", "0.5", "", "", ""],
    ]


def test_no_text_is_taken_for_a_formula() -> None:
    table = Table((Column("=cmd"),), (Row(("=1+1",)), Row(("-2",)), Row((-2.0,))))
    assert read(sheets.sheet(table)) == [["'=cmd"], ["'=1+1"], ["'-2"], ["-2.0"]]


def test_charts_and_folded_tables_are_among_the_sheets() -> None:
    for section in example.report().sections:
        found = sheets.sheets(section)
        for chart in sheets.charts(section.blocks):
            assert sheets.sheet(data_table(chart)) in found
        assert section.id
    assert sheets.sheets(Section("x", "X")) == ""
