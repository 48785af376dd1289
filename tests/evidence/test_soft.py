"""Judgements and base rates: likelihoods by hand, limits, and what a grade does."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import binom

from standoff.engines.evidence import accuracy, soft_evidence
from standoff.engines.evidence.soft import SPREAD
from tests.evidence.made import watched

ANSWERS = np.array([0.0, 0.003, 0.2, 0.5, 0.62, 0.8, 1.0])


def judged(says, **more):
    entry = {"about": "ever(a.x)", "says": says, **more}
    return soft_evidence(watched(judgements=[entry], yardstick="icd203"))[0]


def counted(happened, of, **more):
    entry = {"about": "both", "happened": happened, "of": of, "within": "3 months", **more}
    crisis = watched(
        base_rates=[entry],
        sources={"sure": {"name": "S"}, "b2": {"name": "B", "reliability": "B2"}},
    )
    return crisis, soft_evidence(crisis)[0]


def test_a_count_is_binomial():
    _, found = counted(3, 14)
    inner = ANSWERS[1:-1]
    np.testing.assert_allclose(
        np.exp(found.log_likelihood(inner)), binom.pmf(3, 14, inner), rtol=1e-12
    )
    assert np.isfinite(found.log_likelihood(ANSWERS)).all()


def test_a_scenarios_name_stands_for_its_expression_and_within_for_its_time():
    crisis, found = counted(0, 5)
    assert found.tree == crisis.scenarios["both"].when.tree
    assert (found.months, found.id, found.kind, found.said) == (
        3,
        "base rate 1",
        "base rate",
        "0 of 5",
    )
    assert found.path == ("base_rates", 0)


def test_a_count_of_a_graded_source_may_be_anything_so_often():
    _, found = counted(3, 14, source="b2")
    q = accuracy("B2")
    expected = q * binom.pmf(3, 14, 0.4) + (1 - q) / 15
    assert np.exp(found.log_likelihood(np.array([0.4]))) == pytest.approx(expected)
    assert counted(3, 14, source="sure")[1].accuracy == 1


def test_words_fit_inside_their_range_and_less_and_less_outside():
    found = judged("likely")
    fit = found.fit(ANSWERS)
    assert (found.low, found.high) == (0.55, 0.8)
    assert fit[4] == fit[5] == 1
    assert (np.diff(fit[:5]) > 0).all()
    off = np.log(0.5 / 0.5) - np.log(0.55 / 0.45)
    assert fit[3] == pytest.approx(np.exp(-0.5 * (off / SPREAD) ** 2))


@pytest.mark.parametrize("says", ["likely", 0.7, "0.1..0.3", "0.4 ± 0.1", "unlikely"])
def test_a_judge_who_is_wrong_says_the_same_whatever_holds(says):
    found = judged(says, reliability="D4")
    q = accuracy("D4")
    mean = quad(lambda p: float(found.fit(np.array([p]))[0]), 0, 1, limit=200)[0]
    expected = np.log(q * found.fit(ANSWERS) + (1 - q) * mean)
    np.testing.assert_allclose(found.log_likelihood(ANSWERS), expected, rtol=1e-4)


def test_the_better_the_judge_the_more_the_words_weigh():
    def weight(code):
        log = judged("likely", reliability=code).log_likelihood(np.array([0.7, 0.1]))
        return log[0] - log[1]

    assert weight("A1") > weight("C3") > weight("F6") > 0
    default = judged("likely").log_likelihood(ANSWERS)
    np.testing.assert_array_equal(
        default, judged("likely", reliability="C3").log_likelihood(ANSWERS)
    )


def test_wide_words_weigh_little_and_certainty_of_all_nothing():
    def weight(says):
        log = judged(says).log_likelihood(np.array([0.5, 0.05]))
        return log[0] - log[1]

    assert weight("0.4..0.6") > weight("0.2..0.8") > weight("0..1") == 0


def test_judgements_come_before_base_rates_in_the_order_of_the_file():
    crisis = watched(
        judgements=[{"about": "both", "says": 0.5, "by": "B"}, {"about": "calm", "says": "likely"}],
        base_rates=[{"about": "both", "happened": 1, "of": 2}],
    )
    found = soft_evidence(crisis)
    assert [entry.id for entry in found] == ["judgement 1", "judgement 2", "base rate 1"]
    assert [entry.said for entry in found] == ["0.5, says B", "likely", "1 of 2"]
    assert [entry.months for entry in found] == [6, 6, 6]
