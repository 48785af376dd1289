"""Every value stays within its own range; a factor's range is that of the values it turns."""

import numpy as np
import pytest

from standoff.encode.problem import encode
from standoff.engines.calibration import KNOBS, knobs_of
from standoff.errors import UsageError
from tests.calibration.rivals import crisis

BLUR = np.exp(1.6448536 * 0.3)


def knobs(**numbers):
    return {knob.name: knob for knob in knobs_of(encode(crisis(**numbers)))}


def test_single_numbers_have_the_range_of_their_blur():
    found = knobs()
    assert list(found) == list(KNOBS)
    assert found["tempo"].bounds == pytest.approx((1 / BLUR, BLUR))
    assert found["precision"].bounds == pytest.approx((1 / BLUR, BLUR))
    assert found["effort"].bounds == pytest.approx((0.5, 2))
    assert len(found["tempo"].rows) == 2
    assert len(found["effort"].rows) == 4


def test_a_range_in_the_file_is_kept():
    knob = knobs(tempo="2..4 per month")["tempo"]
    north = knob.turned(10)[0], knob.turned(0.01)[0]
    assert north == pytest.approx((3.9, 2.1))
    assert knob.turned(1.2)[0] == pytest.approx(3.6)
    normal = knobs(precision="2 ± 0.5")["precision"]
    assert normal.turned(10)[0] == pytest.approx(2 + 1.6448536 * 0.5, rel=1e-3)


def test_what_is_nothing_stays_nothing():
    found = knobs(precision="0", effort="0")
    assert len(found["precision"].rows) == 1
    assert [row.name for row in found["effort"].rows] == ["north.talk.effort", "south.talk.effort"]


def test_the_prior_is_lognormal_with_median_1():
    knob = knobs()["tempo"]
    assert knob.penalty(1) == 0
    assert knob.penalty(1.3) == pytest.approx(knob.penalty(1 / 1.3))
    assert knob.penalty(np.exp(0.3)) == pytest.approx(0.5)


def test_only_the_wanted_knobs():
    assert [k.name for k in knobs_of(encode(crisis()), ["effort", "tempo"])] == ["tempo", "effort"]


def test_a_knob_that_does_not_exist():
    with pytest.raises(UsageError, match="no knob 'tempos'; did you mean 'tempo'"):
        knobs_of(encode(crisis()), ["tempos"])
