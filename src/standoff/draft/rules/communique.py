"""Communiqués: whose they are, and in which sentences the issuer speaks in its own name."""

import re

from standoff.draft.mentions import Mention
from standoff.draft.reading import Sentence
from standoff.draft.scene import Scene

OWN_OPENING = 30
"""Characters at the start of a sentence in which a body is its subject."""

_COMMUNIQUE = re.compile(
    r"communiqu|press release|official statement|statement (?:by|of) the|declaration (?:by|of) the"
    r"|statement to the press"
    r"|press statement|^(?:THE )?(?:OFFICE|MINISTRY|GOVERNMENT|EMBASSY|PRESIDENCY) OF|note verbale"
    r"|for immediate release",
    re.I,
)
_OWN_SUBJECT = re.compile(
    r"^(?:At the same time|In addition|Moreover|Further|Finally|Accordingly|Therefore|Equally)?,?\s?"
    r"(?:It|We|There (?:is|are|was) no|No|Our|The (?:decision|measure|closure|claim|charge|order|ban)"
    r"|Allegations?|Claims?)\b",
    re.I,
)
_OWN_CLAIM = re.compile(
    r"\b(?:not|no|never|baseless|false|groundless|unfounded|instruct\w*|order\w*|demand\w*|reject\w*"
    r"|reserv\w*|call\w*"
    r"|summon\w*|protest\w*|condemn\w*|consider\w*|decided|closed|suspended|placed|laid)\b",
    re.I,
)


def issuer_of(scene: Scene) -> str | None:
    """Whose communiqué the text is: the state that speaks of itself in it most."""
    if not _COMMUNIQUE.search(scene.reading.text[:400]):
        return None
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
