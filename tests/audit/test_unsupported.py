"""Motives taken on trust."""

from standoff.engines.audit.unsupported import unsupported
from standoff.engines.evidence import solve
from tests.audit.crises import assessment


def test_what_hangs_on_claims_that_nothing_supports():
    crisis = assessment()
    evidence = solve(crisis)
    added = {(e.signal, e.hypothesis): e.added for e in evidence.signals}
    beliefs = {name: belief.posterior for name, belief in evidence.hypotheses.items()}
    swings = {"angry": {"raid": 0.5}}
    found = {u.name: u for u in unsupported(crisis, added, beliefs, swings)}
    assert set(found) == {"plan", "angry", "north.weight[4]"}
    assert found["plan"].against
    assert found["plan"].used == (("actors", "north", "options", "march"),)
    assert not found["angry"].against
    assert found["angry"].used == (("actors", "north", "preferences", 2),)
    assert found["angry"].swing == {"raid": 0.5}
    assert found["north.weight[4]"].kind == "motive"
