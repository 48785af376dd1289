"""The sliders of a saved page: claims from solved draws, numbers from what is known."""

import pytest
from tests.web.crisis import TEXT

from standoff.files.read import read_text
from standoff.web import dials, panel
from standoff.web.view import View
from standoff.workbench import Analysis, Run, whatif

CRISIS = read_text(TEXT)
FLAT = [0.0, 0.5]


@pytest.fixture(scope="module")
def point() -> Analysis:
    return Analysis(CRISIS, Run(point=True))


def test_a_claim_at_its_ends_is_the_forecast_under_it(point: Analysis) -> None:
    found = dials.claims(point)
    assert found
    for dial in found:
        name = next(n for n, h in CRISIS.hypotheses.items() if h.claim in dial.label)
        for value, curves in zip(("false", "true"), dial.curves, strict=True):
            exact = Analysis(whatif(CRISIS, f"{name}={value}"), Run(point=True)).forecast
            for scenario, curve in curves.items():
                told = [p["probability"] for p in exact.curve(scenario)]
                assert curve == pytest.approx(told, abs=1e-7)


def test_a_claim_at_its_start_is_the_forecast_as_it_is(point: Analysis) -> None:
    for dial in dials.claims(point):
        for scenario in CRISIS.scenarios:
            low, high = (curves[scenario][-1] for curves in dial.curves)
            between = low + dial.start * (high - low)
            assert between == pytest.approx(point.forecast.probability(scenario), abs=1e-9)


def test_claims_that_move_more_come_first_and_those_that_move_nothing_not_at_all() -> None:
    idle = TEXT.replace(
        "  angry: {claim", "  idle: {claim: The moon is full, prior: 0.5}\n  angry: {claim"
    )
    found = dials.claims(Analysis(read_text(idle), Run(point=True)))
    swings = [dials.swing(dial) for dial in found]
    assert swings == sorted(swings, reverse=True)
    assert min(swings) >= dials.SEEN
    assert not any("moon" in dial.label for dial in found)


def sliders() -> list[panel.Slider]:
    return [slider for group in panel.groups(CRISIS) for slider in group.sliders]


def test_a_number_needs_three_known_places_around_where_it_stands() -> None:
    slider = next(s for s in sliders() if s.name == "upper.weight[1]")
    ranked = {slider.key: 0}

    def known_at(*places: float) -> tuple[int, int]:
        there = {dials.with_change(View(), slider.change(p)) for p in places}
        made, lacking = dials.numbers(
            sliders(), ranked, View(), lambda view: {"s": FLAT} if view in there else None
        )
        return len(made), len(lacking)

    assert known_at(*slider.positions) == (1, 0)
    assert known_at(*slider.positions[1:4]) == (1, 0)
    assert known_at(*slider.positions[3:]) == (0, 1)
    assert known_at() == (0, 1)


def test_what_is_lacking_names_the_views_to_compute() -> None:
    slider = next(s for s in sliders() if s.name == "upper.weight[1]")
    _, (lacking,) = dials.numbers(sliders(), {slider.key: 0}, View(("a=1",)), lambda _: None)
    assert lacking.label == slider.label
    assert [view.changes for view in lacking.views] == [
        ("a=1", slider.change(place)) for place in slider.positions
    ]


def test_a_slider_is_rounded_to_what_can_be_seen() -> None:
    dial = dials.Dial("l", ("a", "b"), (0.0, 1.0), ({"s": [1 / 3]}, {"s": [2 / 3]}), 0.5)
    assert dial.data()["curves"] == [{"s": [0.3333]}, {"s": [0.6667]}]
