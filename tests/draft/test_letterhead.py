"""Communiqués: whose they are, and what the issuer says in its own voice."""

from standoff.draft.letterhead import in_letterhead, is_communique
from standoff.draft.rules import said
from standoff.draft.rules.communique import issuer_of
from tests.draft.scenes import found, scene

TEXT = """MINISTRY OF FOREIGN AFFAIRS OF CHAD
Communiqué on the road

On 2 January troops of Sudan crossed the border of Chad. The Government rejects the claim of a mistake.

The assertion that Chad fired first is a fabrication. It has instructed its envoy to protest in Khartoum.

A wider war would be unlikely."""


def test_a_communique_is_known_by_its_head():
    assert is_communique(TEXT)
    assert not is_communique("A column about the weather, and about nothing else.")
    assert in_letterhead(TEXT, "Chad")
    assert not in_letterhead(TEXT, "Cha")


def test_the_issuer_is_the_state_of_the_letterhead():
    assert issuer_of(scene(TEXT)) == "chad"
    assert issuer_of(scene("Chad said that it would not bow to Sudan at all.")) is None


def test_bodies_without_a_name_speak_for_the_issuer():
    signals = {s.summary: s for s in found(said.signals, TEXT)}
    assert len(signals) == 4
    assert {s.speaker for text, s in signals.items() if "troops" not in text} == {"chad"}
    fabrication = next(s for text, s in signals.items() if "fabrication" in text)
    assert fabrication.direction == "denial"
    assert not any("wider war" in text for text in signals)
