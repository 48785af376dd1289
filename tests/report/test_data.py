import json
import math

from tests.report import example

from standoff.report.blocks import Interval, Report, Section, table
from standoff.report.data import to_data


def test_a_report_becomes_json_and_loses_nothing() -> None:
    data = to_data(example.report())
    text = json.dumps(data, allow_nan=False)
    assert json.loads(text) == data
    types = {block["type"] for section in data["sections"] for block in section["blocks"]}
    assert {"LineChart", "Table", "Cards", "Details", "StateMap"} <= types
    assert data["sections"][0]["id"] == "headline"


def test_charts_carry_their_description() -> None:
    data = to_data(example.report())
    chart = next(b for b in data["sections"][1]["blocks"] if b["type"] == "LineChart")
    assert chart["description"].startswith("Probability from 14 March 2031")
    assert chart["origin"] == "2031-03-14"
    assert chart["series"][0]["points"][0]["months"] == 0


def test_what_is_not_finite_is_left_out() -> None:
    cells = table("a", rows=[(Interval(math.nan, None, math.inf),)])
    data = to_data(Report("t", sections=(Section("s", "S", (cells,)),)))
    cell = data["sections"][0]["blocks"][0]["rows"][0]["cells"][0]
    assert cell == {"type": "Interval", "value": None, "low": None, "high": None}
