import pytest
from tests.report.sections.conftest import STRAIT

from standoff.language.parser import parse
from standoff.report.naming import Names
from standoff.report.phrases import input_label, phrase, spoken
from standoff.workbench import load


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(load(STRAIT))


TOLL, FLEET = "“Take a toll from every hull”", "“Send a fleet to the strait”"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("true", "always"),
        ("kesh.toll", TOLL),
        ("not kesh.toll", f"no {TOLL}"),
        ("not ally_ready", "not “The Compact would fight for the strait”"),
        ("not (kesh.toll and storm)", f"not ({TOLL} and “A storm closes the strait”)"),
        ("kesh.toll or compact.fleet", f"{TOLL} or {FLEET}"),
        ("kesh.toll implies compact.fleet", f"if {TOLL}, then {FLEET}"),
        ("kesh.toll iff compact.fleet", f"{TOLL} just when {FLEET}"),
        ("valdoria.posture >= alert", "“Readiness of the fleet” at least “alert”"),
        ("valdoria.posture != port", "“Readiness of the fleet” not at “port”"),
        ("at_least(1, kesh.toll, storm)", f"at least 1 of: {TOLL} and “A storm closes the strait”"),
        ("ever(kesh.toll)", f"at some time {TOLL}"),
        ("never(kesh.toll, within=2 months)", f"never within 2 months {TOLL}"),
        ("always(kesh.toll or storm)", f"at all times ({TOLL} or “A storm closes the strait”)"),
        (
            "ever(kesh.toll) and never(compact.fleet)",
            f"at some time {TOLL} and never {FLEET}",
        ),
        ("first(kesh.toll, before=compact.fleet)", f"{TOLL} before {FLEET}"),
    ],
)
def test_expressions_in_words(names: Names, text: str, words: str) -> None:
    assert spoken(parse(text), names) == words


def test_options_wear_the_colour_of_their_actor(names: Names) -> None:
    spans = phrase(parse("kesh.toll and ally_ready"), names)
    tones = {span.text: span.tone for span in spans}
    assert tones[TOLL] == names.actor_tone("kesh")
    assert tones["“The Compact would fight for the strait”"] is None


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("actors", "kesh", "preferences", 0, "weight"), f"How much Kesh Republic wants: {TOLL}"),
        (("actors", "kesh", "tempo"), "How often Kesh Republic gets to decide"),
        (("actors", "kesh", "precision"), "How closely Kesh Republic follows its wants"),
        (("actors", "kesh", "patience"), "How far ahead Kesh Republic cares"),
        (("actors", "kesh", "options", "toll", "effort"), f"What it costs Kesh Republic: {TOLL}"),
        (("ties", 0, "regard"), "How much Northern Compact cares for Valdoria"),
        (("chance", "storm", "rate"), "Rate of a storm"),
    ],
)
def test_uncertain_numbers_in_words(names: Names, path: tuple[str | int, ...], words: str) -> None:
    assert input_label(path, names, "rate of a storm") == words
