"""A map of two inputs."""

import pytest

from standoff.errors import LimitReached, UsageError
from standoff.workbench import Run, analyse
from tests.tipping.crises import market

POINT = Run(point=True)


@pytest.fixture(scope="module")
def analysis():
    return analyse(market(), POINT)


def test_each_point_is_a_what_if(analysis):
    found = analysis.atlas("seller.weight[1]", "rain", 3)
    assert found.columns == pytest.approx([1, 3, 5])
    assert found.probability.shape == (3, 3, 2)
    assert found.probability[1, 1] == pytest.approx(analysis.point.baseline)
    corner = analysis.point.check(["seller.weight[1]=5", f"rain.prior={found.rows[2]}"])
    assert found.probability[2, 2] == pytest.approx(corner, abs=1e-8)
    assert found.leader[1, 1] == analysis.point.baseline.argmax()
    assert found.to_json()["leader"][0][0] in ("sold", "shut")


def test_two_names_of_one_input_make_no_map(analysis):
    with pytest.raises(UsageError, match="the same input"):
        analysis.atlas("rain", "rain.prior")


def test_a_map_stops_in_time():
    hurried = analyse(market(), Run(point=True, max_seconds=1e-6))
    with pytest.raises(LimitReached, match="of 9 forecasts"):
        hurried.atlas("rain", "seller.tempo", 3)
