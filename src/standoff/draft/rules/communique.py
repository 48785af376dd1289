"""Communiqués: whose they are, and in which sentences the issuer speaks in its own name."""

import re

from standoff.draft.letterhead import in_letterhead, is_communique
from standoff.draft.mentions import Mention
from standoff.draft.reading import Sentence
from standoff.draft.scene import Scene

OWN_OPENING = 30
"""Characters at the start of a sentence in which a body is its subject."""

_OWN_SUBJECT = re.compile(
    r"^(?:At the same time|In addition|Moreover|Further|Finally|Accordingly|Therefore|Equally)?,?\s?"
    r"(?:It|We|There (?:is|are|was) no|No|Our|The (?:decision|measure|closure|claim|charge|order|ban"
    r"|assertion|allegation|accusation|report"
    r"|suggestion|insinuation|Republic|Federation|Kingdom|Government|Ministry|Office|State|Presidency"
    r"|Authority)"
    r"|Allegations?|Claims?)\b",
    re.I,
)
_OWN_CLAIM = re.compile(
    r"\b(?:not|no|never|baseless|false|groundless|unfounded|instruct\w*|order\w*|demand\w*|reject\w*"
    r"|reserv\w*|call\w*"
    r"|summon\w*|protest\w*|condemn\w*|consider\w*|regards?|recall\w*|request\w*|stands? ready|invit\w*"
    r"|urg\w*|warn\w*|will|shall|denie\w*|regrets?"
    r"|fabricat\w+|invention|untrue|lies?|falsehoods?|decided|closed|suspended|placed|laid)\b",
    re.I,
)


def issuer_of(scene: Scene) -> str | None:
    """Whose communiqué the text is: the state of its letterhead, else the one whose bodies speak most."""
    text = scene.reading.text
    if not is_communique(text):
        return None
    for key, party in scene.mentions.parties.items():
        if party.kind in ("state", "government") and in_letterhead(text, party.name):
            return key
    bodies = [m.party for m in scene.mentions.all() if m.form == "body"]
    return max(set(bodies), key=bodies.count) if bodies else None


def own_subject(scene: Scene, sentence: Sentence, issuer: str) -> Mention | None:
    """Return the mention that stands for the issuer in a sentence that claims or orders something.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    issuer : str
        Key of a party, from `issuer_of`.
    """
    words = scene.text(sentence)
    if not _OWN_CLAIM.search(words):
        return None
    opening = sentence.span.start + OWN_OPENING
    mentions = scene.mentions.of(sentence)
    mention = next((m for m in mentions if m.party == issuer and m.form != "people"), None) or next(
        (m for m in mentions if m.form == "body" and m.span.start < opening), None
    )
    if mention is None and _OWN_SUBJECT.match(words):
        mention = next((m for m in scene.mentions.all() if m.party == issuer), None)
    return mention
