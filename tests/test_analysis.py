"""An analysis asked from Python, with nothing but defaults."""

import pytest

import standoff as so
from tests.tipping.crises import market


def test_coalitions_are_judged_by_the_concepts_that_are_defined_for_them():
    found = so.analyse("cases/chicken").coalitions()
    assert set(found.to_json()["stable_for_all"]) == {"R", "GMR", "SMR", "SEQ"}


def test_without_scenarios_there_is_nothing_to_watch_for():
    with pytest.raises(so.UsageError, match="the file has no scenarios"):
        so.analyse(market(scenarios={}), so.Run(point=True)).watch("1 month")
