"""Persons: by a title before or after the name, by a form of address, by a verb of saying."""

import re

from standoff.draft.lexicon import loose

_NAME = r"(?:[A-Z][\w’'-]+)"
_PERSON = (
    r"((?:[A-Z][\w’'-]+|al-[A-Z]\w+|bin|von|van|de|el)(?:\s+(?:[A-Z][\w’'-]+|al-[A-Z]\w+|bin|von"
    r"|van|de|el)){0,3})"
)
_SAYS = r"(?:said|says|told|warned|estimated|argued|added|wrote|announced|denied|insisted|thinks|judged)"
_NAMED = re.compile(
    rf"{_SAYS}(?:\s+(?:an?|the)\s[^,.]{{3,60}},)?\s+((?:{_NAME})\s(?:{_NAME}))"
    rf"|((?:{_NAME})\s(?:{_NAME})),?\s+(?:of\s[^,.]{{3,40}},?\s+)?{_SAYS}\b"
    rf"|\b(?:Mr|Mrs|Ms|Dr|Sir)\.?\s+({_NAME}(?:\s{_NAME})?)"
)
_INSTITUTION = re.compile(
    r"^(?:Institut\w*|Cent(?:er|re)|Affairs|University|Council|School|College|Studies|Polic\w+|Program\w*"
    r"|Ministry|Department|Group|Relations|Security|Defen[cs]e|Interior|Foundation|Observatory)(?:['’]s)?$"
)
_ORGANISED = re.compile(
    r"\b(?:Ministry|Union|Council|Bank|Press|Courier|Gazette|Authority|Party|Court|Movement|Front"
    r"|Association"
    r"|Government|Army|Navy|Terminals|Capital|Voice|Lantern|Commission|Office|Group|Agency)\b"
)


def titled(titles: list[str]) -> re.Pattern[str]:
    """Compile titles into a pattern of a title before a name, or after it between commas."""
    ordered = sorted(titles, key=len, reverse=True)
    choice = "|".join(f"(?i:{loose(t)})" if "[A-Z]" not in t else _capital(t) for t in ordered)
    return re.compile(
        rf"(?<![\w-])(?:{choice})(?P<of>\s+(?:of|at|for|with)\s+(?:the\s+)?(?:[A-Z][\w’'-]+\s+){{1,8}}"
        rf"(?=[A-Z]))?\s*(?:,\s)?(?<=\s)(?P<name>{_PERSON})"
        rf"|(?P<before>{_NAME}(?:\s{_NAME}){{1,3}}),\s+(?:(?:the|a|an|its|their|his|her)\s+)?"
        rf"(?:[\w’'-]+\s+){{0,4}}?(?:{choice})(?=[\s,.])"
    )


def named_persons(text: str) -> set[str]:
    """Persons by a verb of saying or a form of address, with their surnames."""
    found: set[str] = set()
    for match in _NAMED.finditer(text):
        name = re.sub(r"['’]s$", "", next(filter(None, match.groups())))
        if name.split()[0] not in ("The", "This", "That") and not _ORGANISED.search(name):
            found |= {name, name.split()[-1]}
    return found


def after_institution(words: list[str]) -> list[str]:
    """Of capitalised words that name an institution and then a person, return the person."""
    last = max((k for k, word in enumerate(words) if _INSTITUTION.match(word)), default=-1)
    return words[last + 1 :] if last >= 0 and words[last + 1 :] else words[-2:]


def _capital(title: str) -> str:
    """Let a title start with either case, and leave the case of what follows alone."""
    return f"[{title[0].upper()}{title[0]}]" + loose(title[1:].replace(" state ", " (?:S|s)tate "))
