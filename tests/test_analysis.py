"""An analysis asked from Python, with nothing but defaults."""

import standoff as so


def test_coalitions_are_judged_by_the_concepts_that_are_defined_for_them():
    found = so.analyse("cases/chicken").coalitions()
    assert set(found.to_json()["stable_for_all"]) == {"R", "GMR", "SMR", "SEQ"}
