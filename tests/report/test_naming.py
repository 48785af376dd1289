import pytest
from tests.report.sections.conftest import STRAIT

from standoff.crisis.model import Crisis
from standoff.language.quantity import exact, parse_number, uniform
from standoff.report.figures import Said
from standoff.report.naming import Names, said
from standoff.report.palette import BEST, WORST
from standoff.report.prose import plain
from standoff.workbench import load


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(load(STRAIT))


def test_actors_are_named_shortly_and_keep_one_colour(names: Names) -> None:
    assert names.actor("valdoria") == "Valdoria"
    assert names.actor("A pilot") == "A pilot"
    tones = [names.actor_tone(actor) for actor in names.crisis.actors]
    assert len(set(tones)) == len(tones)
    assert names.tone("valdoria.landing") == names.actor_tone("valdoria")
    assert names.tone("storm") == names.actor_tone("nobody") == "muted"


def test_settings_and_states_in_words(names: Names) -> None:
    assert names.setting("kesh.toll") == "Kesh Republic: Take a toll from every hull"
    assert names.setting("valdoria.posture=alert") == "Valdoria: Readiness of the fleet: alert"
    assert names.setting("storm") == "A storm closes the strait"
    assert names.state([]) == "nothing is on"


def test_best_and_worst_have_their_colours(names: Names) -> None:
    assert names.scenario_tone("lifted") == BEST
    assert names.scenario_tone("landing") == WORST
    assert names.scenario_tone("convoys") not in {BEST, WORST}
    assert len(set(names.scenario_tones.values())) == 3


def test_words_follow_the_yardstick(names: Names) -> None:
    assert plain(names.likelihood(0.62, 0.4, 0.8)) == "likely (62%, range 40–80%)"
    assert plain(names.likelihood(0.0, 0.0, 0.0)) == "almost no chance (0%)"


def test_numbers_lead_back_to_lines_of_the_file(names: Names) -> None:
    lines = STRAIT.read_text().splitlines()
    place = names.place(("hypotheses", "ally_ready"))
    name, _, line = place.partition(":")
    assert name == "strait.yaml"
    assert "ally_ready" in lines[int(line) - 1]
    assert names.place(("nowhere",)) == ""


def test_horizon(names: Names) -> None:
    assert names.horizon == "6 months"
    assert names.until == "by 14 September 2031"
    undated = Crisis.model_validate({"standoff": 1, "title": "t", "actors": {"a": {"name": "A"}}})
    assert Names(undated).until == "within 12 months"


def test_what_was_said_becomes_a_range() -> None:
    assert said(uniform(0.55, 0.8, "likely")) == Said("likely", 0.55, 0.8)
    assert said(exact(0.3, "0.3")) == Said("0.3", 0.3, 0.3)
    normal = said(parse_number("0.9 ± 0.1", "a probability", 0.0, 1.0))
    assert normal.high == 1.0
    assert abs(normal.low - (0.9 - 0.1645)) < 1e-9
