"""Whether a common noun (villagers, the union) plays a part: it acts, speaks, owns, is told or met."""

import re

from standoff.draft.locate import Span

_AGENT_AFTER = re.compile(
    r"(?:['’]s?\s\w|(?:,\s(?:[A-Z]|which\s|who\s|whose\s)[^,.]{2,60},)?,?\s+(?:(?:in|of|at|from|on"
    r"|inside|close to|near|with"
    r"|familiar with|around|behind|opposite|who)\s[^,.;:]{2,60}?\s)?"
    r"(?:also\s|now\s|still\s|then\s|already\s|often\s|simply\s|alone\s|himself\s|herself\s|itself\s"
    r"|themselves\s|all\s|both\s|\w+ly\s)*"
    r"(?:has|have|had|is|was|are|were|can|could|will|would|may|might|must|should|does|did|do|cannot"
    r"|won[’']t|don[’']t|didn[’']t"
    r"|says?|said|told|thinks?|thought|wants?|seeks?|meets?|met|insists?|denies|sees?|saw|lose|lost"
    r"|know|knew|get|got|take|took"
    r"|hold|held|make|made|give|gave|keep|kept|come|came|go|went|put|cut|let|set|hit|shut|leave|left"
    r"|begin|began|fear|hope|expect"
    r"|believe|suspect|need|like|agree|call|warn|demand|refuse|reject|support|oppose|vote|walk|march"
    r"|rally|wrote|satisf\w+|[a-z]{3,}ed"
    r"|(?!its|this|his|as|across|towards|besides|perhaps|always|sometimes|afterwards|yes|less"
    r"|unless)[a-z]{3,}(?:es|ns|ts|ks|ds|ls|rs|ws|ps|ms|gs|fs))\b)"
)
_AGENT_BEFORE = re.compile(
    r"\b(?:by|told|tells|urged?|asked|asks|warn(?:ed|s)|accus(?:ed|es|ing)|according to|quot(?:ed|es"
    r"|ing)|cit(?:ed|es|ing)|between"
    r"|against|with|from|among|informed|invited|ordered|instructed|attacked|arrested|blamed?|blames"
    r"|satisfy|appeal(?:s|ed)? to"
    r"|call(?:s|ed)? on|support(?:s|ed)? (?:of|for)?|backed|met|named|so (?:an?|the))\s+(?:(?:the|an?"
    r"|its|their|his|her|two|three|some|several|many"
    r"|all|both|one)\s+)?(?:[\w-]+\s+){0,1}$",
    re.I,
)


def plays_a_part(text: str, sentence: Span, place: Span) -> bool:
    """Tell by what stands beside it whether a common noun stands for a party.

    Parameters
    ----------
    text : str
    sentence, place : Span
        The sentence, and the noun in it.
    """
    before, after = text[sentence.start : place.start], text[place.end : sentence.end]
    return bool(_AGENT_AFTER.match(after) or _AGENT_BEFORE.search(before))


def owns(form: str, gap: str) -> bool:
    """Whether what stands after a name and a few words is its own: Chad's new army, Malian police."""
    match = re.fullmatch(r"(['’]s?)?\s+((?:[\w-]+\s+){0,2})", gap)
    if match is None:
        return False
    if not match[1] and form != "people":
        return not match[2]
    return not re.search(
        r"\b(?:\w+ed|would|will|could|may|might|can|has|have|had|is|are|was|and|or)\b", match[2]
    )
