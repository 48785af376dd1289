"""Evidence that may be counted twice."""

from math import log

import pytest

from standoff.engines.audit.repeats import repeats
from standoff.engines.evidence import solve
from tests.audit.crises import assessment


def found(**changes):
    crisis = assessment(**changes)
    evidence = solve(crisis)
    added = {(e.signal, e.hypothesis): e.added for e in evidence.signals}
    beliefs = {name: belief.posterior for name, belief in evidence.hypotheses.items()}
    return list(repeats(crisis, added, beliefs)), added, beliefs


def test_the_same_told_twice():
    (repeat,), added, beliefs = found()
    assert repeat.signals == ("tanks", "tanks_again")
    assert repeat.overlap > 0.5
    odds = beliefs["ready"] / (1 - beliefs["ready"])
    once = repeat.once / (1 - repeat.once)
    assert log(odds / once) == pytest.approx(added["tanks_again", "ready"])


def test_an_echo_is_not_told_again():
    told = {"{id: tanks_again, date": "{id: tanks_again, echoes: tanks, date"}
    assert found(**told)[0] == []


def test_one_voice_within_days():
    words = {
        "summary: Tanks roll to the southern border": "summary: Leave is cancelled",
        "2024-01-20, speaker: The press,": "2024-01-03, speaker: north, source: oped,",
    }
    ((repeat,), *_) = found(**words)
    assert repeat.overlap == 0
    assert repeat.source == "oped"
    later = words | {"2024-01-20, speaker: The press,": "2024-01-20, speaker: north, source: oped,"}
    assert found(**later)[0] == []


def test_one_source_again_and_again():
    more = {
        "summary: Tanks roll to the southern border": "summary: Leave is cancelled",
        "2024-01-20, speaker: The press,": "2024-01-20, speaker: north, source: oped,",
        "plan: slight against": "ready: 1.2",
    }
    ((repeat,), added, beliefs) = found(**more)
    assert repeat.signals[0] == "tanks"
    assert set(repeat.signals) == {"tanks", "tanks_again", "dismissal"}
    rest = added["tanks_again", "ready"] + added["dismissal", "ready"]
    odds = beliefs["ready"] / (1 - beliefs["ready"])
    assert log(odds / (repeat.once / (1 - repeat.once))) == pytest.approx(rest)
