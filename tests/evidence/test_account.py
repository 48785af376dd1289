"""What each piece of evidence did, by hand; and what rests on one source, chain or voice."""

import numpy as np
import pytest

from standoff.encode import encode, point_draws
from standoff.engines.evidence import Heavy, Ledger, ratios
from standoff.engines.evidence.account import account, leave_out
from standoff.engines.evidence.reliance import reliance
from tests.evidence.test_signals import crisis

SIGNALS = [
    {"id": "p", "bears_on": {"h": "strong for"}, "source": "x", "speaker": "a"},
    {"id": "q", "bears_on": {"h": "moderate for"}, "echoes": "p", "source": "y", "speaker": "a"},
    {"id": "r", "bears_on": {"h": 0.5}, "source": "x", "date": "2023-01-03"},
    {"id": "s", "source": "z", "speaker": "a"},
]
SOURCES = {
    "x": {"name": "X"},
    "y": {"name": "Y"},
    "z": {"name": "Z", "kind": "anonymous"},
}
LIKELIHOOD = np.array([0.6, 0.2])


@pytest.fixture
def ledger():
    built = crisis(
        SIGNALS,
        sources=SOURCES,
        scenarios={"s": {"title": "S", "when": "ever(a.x) and h"}},
        judgements=[{"about": "s", "says": 0.5, "source": "x"}],
    )
    piece = Heavy("judgement", "judgement 1", None, ("judgements", 0), "x", np.log(LIKELIHOOD))
    return Ledger(built, point_draws(encode(built)), (piece,))


ANSWERS = np.array([[0.8], [0.1]])


def belief(*factors):
    odds = 0.3 / 0.7 * np.prod(factors)
    return odds / (1 + odds)


def test_each_piece_in_its_turn(ledger):
    by_id = {effect.id: effect for effect in account(ledger, ANSWERS)}
    assert list(by_id) == ["judgement 1", "p", "q", "s", "r"]
    first = by_id["judgement 1"]
    assert first.log_evidence == pytest.approx(np.log(0.3 * 0.6 + 0.7 * 0.2))
    assert first.ratios == pytest.approx({"h": 3.0})
    after = belief(3)
    bits = after * np.log2(after / 0.3) + (1 - after) * np.log2((1 - after) / 0.7)
    assert first.bits == pytest.approx(bits)
    assert first.effective == pytest.approx(1 / (after**2 + (1 - after) ** 2))
    p = ratios(ledger.crisis, without=("q", "r"))["h"]
    assert by_id["p"].ratios == pytest.approx({"h": p})
    assert by_id["p"].log_evidence is None
    assert by_id["q"].ratios == pytest.approx({"h": 1})
    assert by_id["q"].bits == pytest.approx(0)
    assert by_id["s"].ratios == {}


def test_left_out_means_that_all_the_rest_counts(ledger):
    whole = ratios(ledger.crisis)["h"]
    without = leave_out(ledger, ANSWERS, heavy=[("judgements", 0)])
    assert without.hypotheses["h"] == pytest.approx(belief(whole))
    p = belief(whole)
    assert without.scenarios["s"] == pytest.approx(0.8 * p + 0.1 * (1 - p))
    chain_less = ratios(ledger.crisis, without=("p",))["h"]
    assert leave_out(ledger, ANSWERS, ["p"]).hypotheses["h"] == pytest.approx(belief(3, chain_less))
    assert chain_less > ratios(ledger.crisis, without=("p", "q"))["h"]


def test_groups_are_sources_chains_and_unnamed_voices(ledger):
    found = {(r.kind, r.name): r for r in reliance(ledger, ANSWERS)}
    assert set(found) == {
        ("source", "x"),
        ("source", "y"),
        ("source", "z"),
        ("chain", "p"),
        ("unnamed", "r"),
        ("unnamed", "s"),
    }
    assert found["source", "x"].members == ("p", "r", "judgement 1")
    assert found["chain", "p"].members == ("p", "q")
    now, bare = belief(3, ratios(ledger.crisis)["h"]), 0.3
    without = belief(3, ratios(ledger.crisis, without=("p", "q"))["h"])
    share = (now - without) / (now - bare)
    assert found["chain", "p"].share["s"] == pytest.approx(share)
    assert found["chain", "p"].change["s"] == pytest.approx(0.7 * (now - without))
    assert found["source", "y"].change["s"] == pytest.approx(0)


def test_where_nothing_shifts_there_is_no_share(ledger):
    still = reliance(ledger, np.full((2, 1), 0.4))
    assert all(r.share["s"] is None for r in still)
    assert all(abs(r.change["s"]) < 1e-12 for r in still)


def test_evidence_that_is_impossible_leaves_the_prior(ledger):
    piece = Heavy("base rate", "b", None, ("base_rates", 0), "", np.full(2, -np.inf))
    weights = ledger.weights({}, [piece])
    np.testing.assert_allclose(weights, [0.3, 0.7])
