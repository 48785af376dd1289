"""Letterheads: whether a text is a communiqué, and what its first lines say."""

import re
from collections.abc import Iterable

from standoff.draft.lexicon import Party

HEAD = 400
"""Characters at the head of a text in which it says what it is."""

FIRST_LINES = 160
"""Characters at the head of a text that name who issues it."""

_COMMUNIQUE = re.compile(
    r"communiqu|press release|official statement|statement (?:by|of) the|declaration (?:by|of) the"
    r"|statement to the press"
    r"|press statement|^(?:THE )?(?:OFFICE|MINISTRY|GOVERNMENT|EMBASSY|PRESIDENCY) OF|note verbale"
    r"|for immediate release",
    re.I,
)


def is_communique(text: str) -> bool:
    """Tell whether a text is a statement in the name of whoever issues it."""
    return bool(_COMMUNIQUE.search(text[:HEAD]))


def in_letterhead(text: str, name: str) -> bool:
    """Tell whether the head of a text, often in capitals, holds a name as a whole word."""
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text[:FIRST_LINES], re.I))


def issuer_named(text: str, states: Iterable[tuple[str, Party]]) -> Party | None:
    """Return the first of some states, by name, that the letterhead of a communiqué names."""
    if not is_communique(text):
        return None
    return next((party for name, party in states if in_letterhead(text, name)), None)
