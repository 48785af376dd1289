"""The point forecast as a function of the numbers of the file."""

import numpy as np
import pytest

from standoff.analysis.point import PointForecast
from standoff.crisis.amend import amend
from standoff.workbench import Run, analyse
from tests.tipping.crises import market

POINT = Run(point=True)
EVIDENCE = {
    "as_of": "2030-06-01",
    "signals": [
        {"id": "cloud", "date": "2030-05-01", "summary": "Clouds", "bears_on": {"rain": 4}}
    ],
    "judgements": [{"about": "sold", "says": "unlikely"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def point():
    return PointForecast(analyse(market(**EVIDENCE), Run(draws=4)))


def whatif(*changes):
    forecast = analyse(amend(market(**EVIDENCE), changes), POINT).forecast
    return [forecast.probability(name) for name in ("sold", "shut")]


def test_the_centre_is_the_point_forecast(point):
    assert point.baseline == pytest.approx(whatif("rain.prior=0.4"))


@pytest.mark.parametrize("prior", [0.1, 0.9])
def test_a_prior_weighs_the_draws_anew_as_what_if_does(point, prior):
    assert point.exact({"rain.prior": prior}) == pytest.approx(whatif(f"rain.prior={prior}"))


def test_a_prior_and_a_number_together(point):
    both = point.exact({"rain.prior": 0.2, "seller.tempo": 2.0})
    assert both == pytest.approx(whatif("rain.prior=0.2", "seller.tempo=2 per month"), abs=1e-8)


def test_the_quick_forecast_is_right_at_the_centre_and_nearly_so_around():
    nearly_sure = market(hypotheses={"rain": {"claim": "It will rain", "prior": 0.03}})
    point = PointForecast(analyse(nearly_sure, POINT))
    assert point._settled == ["rain=false"]
    assert point.quick({"seller.tempo": 1.0}) == pytest.approx(point.baseline, abs=1e-8)
    change = {"seller.tempo": 2.0}
    gap = np.abs(point.quick(change) - point.exact(change)).max()
    assert 0 < gap < 0.01


def test_the_screen_ranks_what_moves_above_what_does_not(point):
    moved = point.screen({"seller.tempo": 2.0, "flood.rate": 0.3})
    assert np.abs(moved["seller.tempo"]).max() > 0.01
    assert np.abs(moved["flood.rate"]).max() < 1e-9
