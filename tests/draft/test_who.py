"""Who matters: aliases merged, look-alikes apart, publics, unnamed sources, and who "they" are."""

import pytest

from standoff.draft.rules import who
from tests.draft.scenes import draft, found, scene


def actors(text):
    return {a.key: a for a in found(who.actors, text)}


def test_capitals_peoples_and_ministers_count_for_their_state():
    text = (
        "Islamabad will not wait, Pakistan said on Monday. Pakistani officials warned India."
        " Interior Minister Omar Lodhi threatened air strikes. Lodhi said that India was warned."
    )
    both = actors(text)
    assert {"pakistan", "india"} <= set(both)
    also = both["pakistan"].also
    assert {"Islamabad", "Interior Minister Omar Lodhi", "Lodhi"} <= set(also)


def test_a_hyphenated_pair_is_no_group():
    both = actors(
        "Pakistani-Taliban clashes have grown, and the Taliban has warned Pakistan again."
    )
    assert set(both) == {"pakistan", "taliban"}


def test_a_group_by_its_gloss_is_the_group():
    text = "The TTP (“Pakistani Taliban”) threatened Pakistan. The TTP will attack."
    assert "Pakistani Taliban" in actors(text)["ttp"].also


def test_names_of_no_lexicon_are_learnt_from_what_stands_beside_them():
    text = (
        "Velmar's government has warned Ostia. The Velmari army shelled the port on Sunday, and"
        " Ostia could close the strait. The Free Harbour Front (FHF) may attack Velmar."
        " Ostia's president denied that the FHF was there."
    )
    found_here = actors(text)
    assert found_here["velmar"].sort == "state"
    assert "Velmari army" in found_here["velmar"].also
    assert found_here["ostia"].sort == "state"
    assert found_here["fhf"].sort == "armed_group"
    assert found_here["fhf"].name == "Free Harbour Front"


def test_a_group_named_after_a_people_is_not_the_state():
    assert (
        actors("Chadian rebels have attacked the town and may attack again.")["chadian_rebels"].sort
        == "armed_group"
    )


def test_publics_and_sources_are_told_from_parties():
    text = (
        "The Malian public has turned against France. Three western diplomats said that France"
        " would leave, Reuters reported. Mali may expel the envoys of France."
    )
    found_here = actors(text)
    assert found_here["mali_public"].sort == "public"
    sources = {a.name for a in found_here.values() if a.sort == "source"}
    assert {"Reuters", "Three western diplomats"} <= sources


def test_an_office_without_a_state_is_asked_about():
    text = "Chad has warned Sudan. Chad may close the border. Defence Minister Ali Bo said so."
    texts = [q.text for q in found(who.questions, text)]
    assert "For whom does Ali Bo speak? Taken as Chad. Is that right?" in texts


def test_they_are_asked_about_and_not_guessed():
    text = "Armenia and Azerbaijan met again in June. They could launch an offensive."
    texts = [q.text for q in found(who.questions, text)]
    assert any(t.startswith('Who is meant by "They"') for t in texts)
    assert not [p for p in draft(text).of_kind("option") if p.content.key == "offensive"]


def test_as_for_a_group_they_are_the_group():
    text = "Nigeria has sent troops. As for Boko Haram, they could ambush the convoys."
    deed = next(d for d in scene(text).deeds if d.act.key == "attacks")
    assert deed.doer.parties == ("boko_haram",)


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("The Iran-backed Houthis will attack the ships.", ("iran", "houthis", "patron")),
        ("Iran sponsors many, and its ally Syria may attack.", ("iran", "syria", "ally")),
        ("The Turkish-Greek rivalry goes on and on.", ("turkey", "greece", "rival")),
        ("Chad shelters the RSF and feeds it.", ("chad", "rsf", "sanctuary")),
    ],
)
def test_ties_have_their_two_ends_in_order(text, tie):
    ties = [(t.from_, t.to, t.relation) for t in found(who.ties, text)]
    assert tie in ties


def test_a_tie_that_the_words_do_not_give_is_not_made_up():
    assert (
        found(who.ties, "America, in parallel with others that give sanctuary to Hamas, waits.")
        == []
    )
