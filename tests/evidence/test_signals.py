"""Signals: the effective likelihood ratio, chains of echoes, order."""

from itertools import permutations, product
from math import exp, isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.crisis.build import build
from standoff.engines import evidence
from standoff.engines.evidence.admiralty import INFORMATION, SOURCE
from standoff.engines.evidence.signals import effects, in_order


def crisis(signals, hypotheses=None, **more):
    hypotheses = hypotheses or {"h": {"claim": "It is so", "prior": 0.3}}
    return build(
        {
            "standoff": 1,
            "title": "t",
            "as_of": "2023-01-06",
            "actors": {"a": {"name": "A", "options": {"x": {}}}},
            "hypotheses": hypotheses,
            "signals": [
                {"id": f"s{k}", "date": "2023-01-01", "summary": "said", **signal}
                for k, signal in enumerate(signals)
            ],
            **more,
        }
    )


@given(st.floats(0.001, 1000), st.floats(0, 1))
def test_effective_ratio_lies_between_one_and_the_ratio(ratio, q):
    effective = evidence.effective_ratio(ratio, q)
    assert min(1, ratio) - 1e-9 <= effective <= max(1, ratio) + 1e-9


@given(st.floats(0.001, 1000), st.floats(0, 1))
def test_evidence_against_is_the_inverse_of_evidence_for(ratio, q):
    product_of_both = evidence.effective_ratio(ratio, q) * evidence.effective_ratio(1 / ratio, q)
    assert isclose(product_of_both, 1, rel_tol=1e-9)


def test_a_sure_source_counts_in_full_and_a_worthless_one_not_at_all():
    assert evidence.effective_ratio(10, 1) == 10
    assert evidence.effective_ratio(10, 0) == 1


def test_the_admiralty_table_is_ordered_and_bounded():
    assert evidence.accuracy("A1") > 0.95
    assert evidence.accuracy("F6") <= 0.5
    for worse, better in zip("DCB", "CBA", strict=True):
        assert evidence.accuracy(f"{worse}3") < evidence.accuracy(f"{better}3")
    for code in product(SOURCE, INFORMATION):
        assert 0 < evidence.accuracy("".join(code)) < 1


def test_posterior_is_bayes_by_hand():
    made = crisis([{"bears_on": {"h": "strong for"}, "reliability": "A1"}])
    ratio = evidence.effective_ratio(10, evidence.accuracy("A1"))
    belief = evidence.solve(made).hypotheses["h"]
    assert belief.prior == 0.3
    assert isclose(belief.posterior, 0.3 * ratio / (0.3 * ratio + 0.7), rel_tol=1e-12)


def test_an_echo_adds_only_what_exceeds_the_stronger():
    alone = evidence.ratios(crisis([{"bears_on": {"h": "strong for"}}]))["h"]
    echoed = crisis(
        [
            {"bears_on": {"h": "moderate for"}},
            {"bears_on": {"h": "strong for"}, "echoes": "s0"},
            {"bears_on": {"h": "slight for"}, "echoes": "s1"},
        ]
    )
    assert isclose(evidence.ratios(echoed)["h"], alone, rel_tol=1e-12)
    assert [round(e.added, 12) > 0 for e in effects(echoed, in_order(echoed))] == [
        True,
        True,
        False,
    ]


def test_two_independent_signals_multiply():
    one = evidence.ratios(crisis([{"bears_on": {"h": 4}}]))["h"]
    two = evidence.ratios(crisis([{"bears_on": {"h": 4}}, {"bears_on": {"h": 4}}]))["h"]
    assert isclose(two, one * one, rel_tol=1e-12)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_signals_commute(order):
    signals = [
        {"id": "p", "bears_on": {"h": "strong for"}},
        {"id": "q", "bears_on": {"h": "moderate against"}, "echoes": "p"},
        {"id": "r", "bears_on": {"h": 2.5}},
    ]
    base = evidence.ratios(crisis(signals))["h"]
    assert isclose(evidence.ratios(crisis([signals[k] for k in order]))["h"], base, rel_tol=1e-12)


def test_signals_after_as_of_do_not_count():
    made = crisis([{"bears_on": {"h": "strong for"}, "date": "2023-02-01"}])
    assert evidence.solve(made).hypotheses["h"].posterior == 0.3
    assert evidence.solve(made).signals == ()


def test_reliability_of_the_source_is_the_default_of_its_signals():
    sources = {"nsc": {"name": "N", "reliability": "A1"}}
    made = crisis([{"bears_on": {"h": 10}, "source": "nsc"}], sources=sources)
    expected = evidence.effective_ratio(10, evidence.accuracy("A1"))
    assert isclose(evidence.ratios(made)["h"], expected)


def test_json_has_the_contract_shape():
    data = evidence.solve(crisis([{"bears_on": {"h": "slight against"}}])).to_json()
    assert data["hypotheses"]["h"].keys() == {"prior", "posterior"}
    (signal,) = data["signals"]
    assert signal["id"] == "s0"
    assert isclose(exp(signal["log_lr"]), signal["effective_lr"])
    assert signal["log_lr"] < 0 < log(1.5)
