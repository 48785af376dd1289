import math

import pytest
from tests.web.crisis import TEXT

from standoff.files.read import read_text
from standoff.web import panel
from standoff.workbench import whatif

CRISIS = read_text(TEXT, "ford.yaml")


def test_every_control_says_what_the_file_says_and_where() -> None:
    groups = {group.id: group for group in panel.groups(CRISIS)}
    assert list(groups) == ["hypotheses", "chance", "upper", "lower"]
    bold = groups["hypotheses"].switches[0]
    assert (bold.name, bold.label, bold.chosen) == ("bold", "Lower Lun dares to fight", "")
    assert TEXT.split("\n")[bold.line - 1].strip().startswith("bold:")  # type: ignore[operator]
    weight = groups["upper"].sliders[0]
    assert (weight.name, weight.key) == ("upper.weight[1]", "actors.upper.preferences[0].weight")
    assert (weight.written, weight.own, weight.start, weight.place) == ("1..3", 2.0, 2.0, 2.0)
    assert not any(group.touched for group in groups.values())


def test_controls_stand_where_the_changes_say() -> None:
    changes = (
        "bold=off",
        "upper.dam=on",
        "upper.weight[1]=3.5",
        "upper.tempo=2 per month",
        "angry=0.2",
    )
    groups = {group.id: group for group in panel.groups(CRISIS, changes)}
    bold, angry = groups["hypotheses"].switches
    assert bold.chosen == "false"
    assert (angry.chosen, angry.choices[-1].value) == ("0.2", "0.2")
    assert groups["upper"].switches[0].chosen == "on"
    sliders = {slider.name: slider for slider in groups["upper"].sliders}
    assert sliders["upper.weight[1]"].place == 3.5
    assert sliders["upper.tempo"].place == pytest.approx(1.0)
    assert groups["upper"].touched == 3


def test_every_setting_of_every_control_is_a_change_that_can_be_made() -> None:
    for group in panel.groups(CRISIS):
        for switch in group.switches:
            for choice in switch.choices[1:]:
                whatif(CRISIS, f"{switch.name}={choice.value}")
        for slider in group.sliders:
            assert slider.low <= slider.start <= slider.high
            for place in slider.positions:
                whatif(CRISIS, slider.change(place))


def test_a_place_on_a_slider_and_its_change_say_the_same() -> None:
    for name in ("upper.weight[1]", "upper.tempo", "lower.precision"):
        slider = panel.find(CRISIS, name)
        assert slider is not None
        for place in slider.positions:
            moved = panel.find(CRISIS, name, (slider.change(place),))
            assert moved is not None
            assert moved.place == pytest.approx(place, abs=1e-3)
    assert panel.find(CRISIS, "upper.nothing") is None


def test_a_ratio_moves_by_factors() -> None:
    tempo = panel.find(CRISIS, "upper.tempo")
    assert tempo is not None
    assert tempo.high == math.log2(panel.REACH)
    assert tempo.change(1.0) == "upper.tempo=2 per month"
    assert tempo.change(-1.0) == "upper.tempo=0.5 per month"
