"""The most that prerequisites allow."""

import pytest

from standoff.encode import encode
from standoff.engines.audit import ceiling as module
from standoff.engines.audit.ceiling import Ceiling, ceilings
from standoff.language.parser import parse
from tests.audit.crises import assessment

BELIEFS = {"ready": 0.5, "plan": 0.1, "angry": 0.4}


def most(text, **changes):
    (found,) = ceilings(encode(assessment(**changes)), (parse(text),), BELIEFS)
    return found


def test_every_way_to_a_prerequisite_counts():
    # A raid does instead of the plan, so that readiness alone is needed.
    assert most("ever(north.march)") == Ceiling(pytest.approx(0.5), (("ready", True),))
    found = most("ever(north.march)", **{"plan or north.raid": "plan"})
    assert found.probability == pytest.approx(0.05)
    assert dict(found.needs) == {"ready": True, "plan": True}


def test_what_needs_nothing_is_not_bounded():
    assert most("ever(north.raid)") == Ceiling(pytest.approx(1.0), ())
    assert most("never(north.march)").probability == pytest.approx(1.0)


def test_what_has_happened_cannot_never_happen():
    begun = {"hypotheses:": "status_quo: [north.raid]\nhypotheses:"}
    assert most("never(north.raid)", **begun).probability == 0
    assert most("always(north.raid)", **begun).probability == 1
    assert most("never(north.raid) or ever(north.march)", **begun).probability == pytest.approx(0.5)


def test_chance_opens_ways():
    by_chance = {
        "needs: ready and (plan or north.raid)": "needs: storm",
        "hypotheses:": "chance: {storm: {rate: 1 per year, when: plan}}\nhypotheses:",
    }
    found = most("ever(north.march)", **by_chance)
    assert found == Ceiling(pytest.approx(0.1), (("plan", True),))


def test_a_false_hypothesis_may_be_needed():
    found = most(
        "ever(north.march)", **{"needs: ready and (plan or north.raid)": "needs: not ready"}
    )
    assert found == Ceiling(pytest.approx(0.5), (("ready", False),))


def test_too_many_combinations_are_not_gone_through(monkeypatch):
    monkeypatch.setattr(module, "MOST_COMBINATIONS", 2)
    assert most("ever(north.march)") is None
