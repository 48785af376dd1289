"""Results as tables, for pandas and for polars."""

import sys

import pytest

import standoff as so
from standoff.tables import Tabular
from tests.tipping.crises import market

FEW = so.Run(draws=8)
SIGNALS = [
    {"id": "s", "date": "2026-01-10", "summary": "said", "bears_on": {"rain": 3}},
]


class Rows(Tabular):
    def to_rows(self):
        return [{"name": "a", "value": 1.5}, {"name": "b", "value": None}]


class Columns(Tabular):
    def to_columns(self):
        return {"name": ["a", "b"], "value": [1.5, None]}


class Nothing(Tabular):
    def to_rows(self):
        return []


def test_rows_and_columns_are_the_same_table():
    assert Rows().to_columns() == Columns().to_columns()
    assert Columns().to_rows() == Rows().to_rows()
    assert Rows().to_polars().rows() == [("a", 1.5), ("b", None)]
    assert Rows().to_pandas().columns.tolist() == ["name", "value"]
    assert Nothing().to_columns() == {}
    assert Nothing().to_pandas().empty


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_library_that_is_missing_is_named(monkeypatch, name):
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(so.UsageError, match=rf'needs {name}.*"standoff\[tables\]"'):
        getattr(Rows(), f"to_{name}")()


@pytest.fixture(scope="module")
def analysis():
    return so.analyse(market(signals=SIGNALS, as_of="2026-01-15"), FEW)


@pytest.mark.parametrize(
    ("result", "columns"),
    [
        (lambda a: a.forecast, ["scenario", "months", "probability", "low", "high"]),
        (lambda a: a.stability, ["state", "R", "R.seller"]),
        (lambda a: a.robust, ["concept", "state", "share", "standard_error"]),
        (lambda a: a.evidence, ["signal", "hypothesis", "date", "ratio", "effective", "added"]),
        (lambda a: a.replay, ["date", "kind", "id", "about", "probability"]),
        (lambda a: a.drivers, ["scenario"]),
        (lambda a: a.prerequisites, []),
        (lambda a: a.stories, ["scenario", "rank", "share"]),
        (lambda a: a.tipping(top=1), ["goal", "input"]),
        (lambda a: a.watch("1 month"), ["sign", "kind", "bits"]),
        (lambda a: so.compare(a.crisis, a.crisis, FEW), ["scenario"]),
    ],
)
def test_both_libraries_take_every_table(analysis, result, columns):
    found = result(analysis)
    frame = found.to_pandas()
    assert frame.columns.tolist()[: len(columns)] == columns
    assert found.to_polars().shape == frame.shape
    assert len(found.to_rows()) == len(frame)


def test_a_scenario_that_is_not_there_is_named_with_the_nearest(analysis):
    for ask in (analysis.forecast.probability, analysis.forecast.band, analysis.forecast.curve):
        with pytest.raises(so.UsageError, match="no scenario 'sould'; did you mean 'sold'"):
            ask("sould")
    with pytest.raises(so.UsageError, match="no consequence 'noise'"):
        analysis.forecast.consequence("noise")
