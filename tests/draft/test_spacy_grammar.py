"""Who does what to whom, by the parse: sentences that the order of words gets wrong, or not at all."""

import pytest

from tests.draft.parser import require, scenes

require()


def deed(text, act):
    """The deed whose words hold `act`, as the rules and as the parser see it."""
    return [
        next(d for d in scene.deeds if act in d.span.of(scene.reading.text))
        for scene in scenes(f"{text} Everyone in the region is now waiting for what is to come.")
    ]


@pytest.mark.parametrize(
    ("text", "act", "doer"),
    [
        ("Russia called on Ukraine to withdraw its troops from the town.", "withdraw", "ukraine"),
        ("Russia urged Ukraine to withdraw its troops from the town.", "withdraw", "ukraine"),
        ("Russia threatened Ukraine with an invasion of the north.", "invasion", "russia"),
        ("Japan, which has long been at odds with China, will impose sanctions.", "sanctions", "japan"),
        ("India said that Pakistan had shelled the village.", "shelled", "pakistan"),
        ("An air strike by Israel is possible.", "air strike", "israel"),
        ("Iran will retaliate and attack the ships.", "attack", "iran"),
        ("Ethiopian troops could invade Eritrea within days.", "invade", "ethiopia"),
        ("Turkey, after talks with Greece in Athens, mobilised its reserves.", "mobilised", "turkey"),
    ],
)  # fmt: skip
def test_the_doer_is_the_subject_of_the_deed(text, act, doer):
    assert deed(text, act)[1].doer.parties == (doer,)


def test_a_doer_that_both_grammars_find_is_surer():
    plain, parsed = deed("Ethiopia could invade Eritrea within days.", "invade")
    assert plain.doer.parties == parsed.doer.parties == ("ethiopia",)
    assert parsed.doer.sure > plain.doer.sure


def test_a_doer_that_the_parse_speaks_against_is_less_sure():
    plain, parsed = deed("Russia said the storm could invade the harbour.", "invade")
    assert plain.doer.parties == ("russia",)
    assert parsed.doer.sure < plain.doer.sure


def test_they_are_not_guessed():
    assert deed("Iran and Iraq met. They could attack the ships.", "attack")[1].doer.parties == ()


@pytest.mark.parametrize(
    ("text", "act", "target"),
    [
        ("Ethiopia could invade Eritrea within days.", "invade", "eritrea"),
        ("Israel launched air strikes last night against Syria.", "air strikes", "syria"),
        ("Eritrea could be invaded by Ethiopia within days.", "invaded", "eritrea"),
    ],
)
def test_the_target_is_the_object(text, act, target):
    assert target in deed(text, act)[1].against


@pytest.mark.parametrize(
    ("text", "act", "denied"),
    [
        ("Ethiopia will not, as things are, invade Eritrea.", "invade", True),
        ("Ethiopia does not, whatever the papers say of it, intend to invade Eritrea.", "invade", True),
        ("Ethiopia denied planning to invade Eritrea.", "invade", True),
        ("Ethiopia refused to invade Eritrea.", "invade", True),
        ("Ethiopia could invade Eritrea within days.", "invade", False),
        ("It is not clear whether Ethiopia will invade Eritrea.", "invade", False),
        ("Ethiopia is not ready for talks and will invade Eritrea.", "invade", False),
        ("Egypt could not verify the number of air strikes by Israel.", "air strikes", False),
    ],
)  # fmt: skip
def test_a_denial_has_the_deed_in_its_scope(text, act, denied):
    assert (deed(text, act)[1].status == "denied") is denied
