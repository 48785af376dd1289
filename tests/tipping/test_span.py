"""Plausible ranges of every kind of input."""

from math import exp, log

import numpy as np
import pytest

from standoff.encode.inputs import inverse_distribution
from standoff.encode.problem import encode
from standoff.engines.tipping.span import spans
from tests.tipping.crises import market


@pytest.fixture(scope="module")
def inputs():
    return encode(market()).inputs


@pytest.fixture(scope="module")
def known(inputs):
    return spans(inputs)


def test_a_range_counts_whole_and_a_spread_within_99_per_cent(inputs, known):
    ranged = known["seller.weight[1]"]
    assert (ranged.low, ranged.centre, ranged.high) == (1, 3, 5)
    for name in ("seller.tempo", "seller.weight[2]"):
        quantity = inputs.rows[inputs.positions[name]].quantity
        ends = inverse_distribution(quantity, np.array([0.005, 0.995]))
        assert (known[name].low, known[name].high) == pytest.approx(tuple(ends))


def test_a_sure_number_is_halved_and_doubled(known):
    effort = known["seller.sell.effort"]
    assert (effort.low, effort.high) == (0.5, 2)
    prior = known["rain.prior"]
    for end, factor in ((prior.low, 0.5), (prior.high, 2)):
        assert end / (1 - end) == pytest.approx(factor * 0.4 / 0.6)


def test_a_number_that_is_surely_nothing_has_no_range(known):
    assert "flood.off_rate" not in known
    assert "tie[1].regard" in known


def test_an_ordered_weight_stays_between_its_neighbours(inputs, known):
    centres = [known[f"buyer.weight[{k}]"].centre for k in (1, 2, 3)]
    assert known["buyer.weight[2]"].low == centres[2]
    assert known["buyer.weight[2]"].high == centres[0]
    assert known["buyer.weight[3]"].low == 0


@pytest.mark.parametrize("name", ["seller.weight[1]", "seller.tempo", "rain.prior"])
@pytest.mark.parametrize("way", [-1, -0.4, 0, 0.25, 1])
def test_share_is_the_inverse_of_at(known, name, way):
    span = known[name]
    assert span.share(span.at(way)) == pytest.approx(way, abs=1e-12)


def test_the_ends_and_the_centre_are_met_exactly(known):
    for span in known.values():
        assert (span.at(1), span.at(-1)) == (span.high, span.low)
        assert span.at(0) == pytest.approx(span.centre)


def test_factors_are_measured_on_a_logarithmic_scale(known):
    tempo = known["seller.tempo"]
    assert tempo.at(0.5) == pytest.approx(exp((log(tempo.centre) + log(tempo.high)) / 2))
