"""Options: acts of the lexicon and what the grammar says that somebody could do."""

import pytest

from standoff.draft.rules import could
from tests.draft.scenes import found, words


def options(text):
    return {o.identity: o for o in found(could.options, text)}


@pytest.mark.parametrize(
    ("text", "option", "against"),
    [
        ("India could bomb camps in Pakistan.", "india.airstrikes", ("pakistan",)),
        ("Pakistani airstrikes against the TTP are possible.", "pakistan.airstrikes", ("ttp",)),
        ("An incursion by Rwanda into Uganda is feared.", "rwanda.ground_operation", ("uganda",)),
        ("Iran may close the strait.", "iran.seize_ships", ()),
        ("Kenya threatens to impose tariffs on Tanzania.", "kenya.trade_measures", ("tanzania",)),
        (
            "Border clashes between Armenia and Azerbaijan continue.",
            "armenia.border_clashes",
            ("azerbaijan",),
        ),
        ("Egypt might offer talks to Ethiopia.", "egypt.talks", ()),
    ],
)
def test_acts_have_doer_and_target(text, option, against):
    assert options(text)[option].against == against


def test_what_goes_on_is_told_from_what_could_be_and_what_was():
    text = "Rebel attacks by M23 continue daily. Rwanda could invade Uganda. Chad bombed Sudan in 2019."
    found_here = options(text)
    assert found_here["m23.attacks"].status == "ongoing"
    assert found_here["rwanda.ground_operation"].status == "possible"
    assert "chad.airstrikes" not in found_here or found_here["chad.airstrikes"].status == "past"


def test_what_is_ruled_out_is_denied():
    assert (
        options("France has no plans to invade Mali.")["france.ground_operation"].status == "denied"
    )


def test_an_act_that_is_only_compared_with_is_no_option():
    text = "Turkey could blockade the port, just like Russia's own invasion of Ukraine."
    assert set(options(text)) == {"turkey.blockade"}


def test_other_acts_are_named_by_their_own_words():
    text = "Norway can take the matter to the court, ration the quotas, or license fewer boats."
    found_here = options(text)
    assert set(found_here) == {
        "norway.take_matter_court",
        "norway.ration_quotas",
        "norway.license_fewer_boats",
    }
    assert words(could.options, text)[0] == "take the matter to the court"


def test_whoever_is_asked_to_do_it_has_the_option():
    assert "china.lift_ban_fish" in options("Japan urged China to lift the ban on fish.")


def test_a_source_has_no_options():
    assert options("Reuters could publish the list of names tomorrow.") == {}
