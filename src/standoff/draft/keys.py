"""Short names for expressions, made of words: small Latin letters, digits and underscores."""

import re
import unicodedata

MAX_KEY = 40
"""Longest key of a proposal."""


def slug(words: str, lead: str = "n") -> str:
    """Make a key of words.

    Parameters
    ----------
    words : str
        Accents are dropped; whatever is no letter or digit becomes an underscore.
    lead : str
        What is put before a key that would not start with a letter.
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:MAX_KEY].strip("_")
    return key if key[:1].isalpha() else f"{lead}_{key}".strip("_")[:MAX_KEY]
