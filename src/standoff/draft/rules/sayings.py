"""Verbs of saying in place: said, not an adjective, not a noun that looks like one."""

import re

_ADJECTIVE = re.compile(
    r"\b(?:the|an?|its|their|his|her|this|that|any|no|newly|previously|recently|our|every|each)\s+$",
    re.I,
)
_UNSAID = re.compile(
    r"\b(?:did not|didn[’']t|does not|doesn[’']t|never|has not|have not|hasn[’']t|without)\s+(?:\w+\s)?$",
    re.I,
)
_QUOTE_ENDS = re.compile(r"[”\"],?\s+(?:[\w’.-]+\s+){0,6}$")
_NOUNS = re.compile(
    r"(?:state|claim|report|signal|offer|demand|appeal|order|quote|remark|estimate|reply|note|post"
    r"|brief|call)",
    re.I,
)
_NOUN_BEFORE = re.compile(
    r"\b(?:the|an?|its|their|his|her|this|that|any|no|some|of|for|in|with|by|under|every"
    r"|each)\s+(?:\w+\s+)?$",
    re.I,
)
_WEAK_FOLLOWED = re.compile(r"^(?:\s+\w+){0,6}\s+(?:that|to be|as|:|,)|^[^.]{0,80}[“\"]", re.I)


def is_saying(before: str, verb: str, after: str, sort: str) -> bool:
    """Tell whether a verb reports something said: no adjective or noun, not denied.

    Parameters
    ----------
    before, verb, after : str
        The sentence up to the verb, the verb as it stands, and the rest.
    sort : str
        Of its list; one of ``weak`` counts only before "that", "to be" or a quotation, or after one.
    """
    if verb.lower().endswith("ed") and _ADJECTIVE.search(before):
        return False
    if verb.lower() == "call" and re.search(r"\b(?:and|or|to)\s+$", before):
        return False
    if _NOUNS.fullmatch(verb) and _NOUN_BEFORE.search(before):
        return False
    if re.search(r"\bas\s+(?:it|they|he|she|we|I)\s+$", before):
        return False
    if _UNSAID.search(before) and verb.lower().startswith(("say", "said", "told", "tell")):
        return False
    return sort != "weak" or bool(_WEAK_FOLLOWED.match(after) or _QUOTE_ENDS.search(before))
