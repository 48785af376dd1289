"""Names that expressions can use, made from names in plain words."""

import re
import unicodedata
from collections.abc import Iterable

from standoff.language.parser import RESERVED

LONGEST = 40
"""Characters of an identifier before a number tells it from its like."""


def identifiers(names: Iterable[str], kind: str, taken: Iterable[str] = ()) -> list[str]:
    """Make an identifier of each name, no two alike.

    Parameters
    ----------
    names : iterable of str
        In plain words.
    kind : str
        What they name, for those without a letter: ``option`` gives ``option_3``.
    taken : iterable of str
        Identifiers that are used already.

    Returns
    -------
    list of str
        Lower case, accents taken off, words joined by underscores.
    """
    used = set(taken)
    made = []
    for number, name in enumerate(names, 1):
        word = _word(name) or f"{kind}_{number}"
        if not re.match(r"[^\W\d]", word):
            word = f"{kind}_{word}"
        if word in RESERVED:
            word = f"{word}_"
        choice, repeat = word, 2
        while choice in used:
            choice, repeat = f"{word}_{repeat}", repeat + 1
        used.add(choice)
        made.append(choice)
    return made


def _word(name: str) -> str:
    split = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in split if not unicodedata.combining(letter))
    joined = unicodedata.normalize("NFKC", plain).lower()
    return re.sub(r"\W+", "_", joined).strip("_")[:LONGEST].rstrip("_")
