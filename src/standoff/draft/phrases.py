"""Clauses and phrases by their marks: where a verb phrase ends, where a clause begins."""

import re
from collections.abc import Iterator

from standoff.draft.locate import Span

_VERB_END = re.compile(
    r"[;:.!?](?=\s|$)|[,)](?=\s)|\s[–—-]\s|—|\s(?:but|while|whereas|although|though|unless|if|because"
    r"|since|so"
    r"|provided|before|which|who|as long as|whether|and then)\s"
)
_COORDINATION = re.compile(
    r"(?:,\s+(?:or|and)?\s*|\s+(?:or|and)\s+|;\s+(?:or|and)?\s*)(?:else\s+)?(?:to\s+)?"
)
_FINITE = re.compile(
    r"may|might|can|could|will|would|shall|should|must|has|have|had|is|are|was|were"
)
_ADVERB = re.compile(
    r"(?:(?:also|then|still|simply|always|now|even|either|instead|again|first|yet|just|merely|quietly"
    r"|openly|formally"
    r"|at least|at any time|in theory|of course|in turn|legally|perhaps|[a-z]{4,}ly)\s+"
    r"|,\s[^,.;]{3,40},\s+)+"
)
_CLAUSE_START = re.compile(
    r"(?:[;:]\s|\s[–—]\s|,\s(?:but|and|so|while|whereas|which|who|or|yet|though)\s|\b(?:but"
    r"|(?<!In\s)(?<!in\s)that"
    r"|because|while)\s)"
)
_NO_VERB = re.compile(
    r"(?!(?:bring|fling|cling|swing|feed|proceed|need|exceed|speed|apply|supply|rely|reply|press|pass"
    r"|discuss|address"
    r"|express|cross|dismiss|focus|amass|bless|assess|access|implement|sanction|mention|question"
    r"|position|condition"
    r"|station|ration|shed|bleed|breed|succeed|impress|harass|embarrass|toss|miss|kiss|guess)\b)"
    r"(?:which|who|whom|what|but|although|though|whereas|everyone|everybody|someone|somebody|nobody"
    r"|anyone|we|you|I|one|should"
    r"|would|could|can|may"
    r"|might|will|must|shall|if|when|while|because|since|as|so|than|until|unless|after|before|instead"
    r"|rather|perhaps"
    r"|either|neither|whether|how|why|where|such|other|many|several|few|two|three|or|and|nor|not|those"
    r"|these"
    r"|do\b|go (?:in|much|so|as|that|any|further|home)|go$|be|been|have|had|not|also|only|well|still"
    r"|even|never|lead|result|the|an?|its|their|his|her|this|that|it|they"
    r"|he|she|in|on|at|to|of|by|for|with|from|all|some|any|no|more|most|then|now|there|over|under|half"
    r"|each|both"
    r"|mean|seem|look|remain|become|yet|just|soon|cost|cause|trigger|provoke|spark|backfire|happen"
    r"|\w+ed|\w+ing"
    r"|\w+ly|[a-z]+ion|[a-z]+ness|[a-z]+ity|[a-z]+ment|[a-z]+s)\b",
    re.I,
)


def verb_phrases(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the verb phrase that starts at an offset, and those that are coordinated with it.

    Parameters
    ----------
    text : str
    start, end : int
        Where an infinitive should stand, and the end of its sentence.
    """
    start += len(text[start:end]) - len(text[start:end].lstrip())
    if text[start : start + 1] in '“"‘':
        start += 1
    if lead := _ADVERB.match(text, start, end):
        start = lead.end()
    if start >= end or not text[start].islower() or _NO_VERB.match(text, start):
        return
    stop = _stop(text, start, end)
    yield _trimmed(text, start, stop)
    while True:
        match = _COORDINATION.match(text, stop) or (
            _COORDINATION.match(text, stop - 1) if text[stop - 1 : stop] == " " else None
        )
        if match is None or match.end() >= end or _NO_VERB.match(text, match.end()):
            return
        first = re.match(r"[a-z]+", text[match.end() : end])
        if first is None:
            return
        stop = _stop(text, match.end(), end)
        yield _trimmed(text, match.end(), stop)


def _stop(text: str, start: int, end: int) -> int:
    """Where a verb phrase ends: at a mark, at a new clause, or where another verb is coordinated."""
    match = _VERB_END.search(text, start, end)
    stop = match.start() if match else end
    for joint in re.finditer(r"\s+(?:and|or)\s+(?=([a-z]+))", text[start:stop]):
        if _FINITE.fullmatch(joint[1]):
            return start + joint.start()
        if not _NO_VERB.match(joint[1]) and not _noun_follows(text[start + joint.end() : stop]):
            return start + joint.start()
    return stop


def _noun_follows(rest: str) -> bool:
    """Whether what is coordinated is rather a noun: nothing but it, or a preposition after it."""
    return bool(re.match(r"[a-z’'-]+(?:\s*$|\s+(?:of|in|on|at|from|to|by|with|between)\b)", rest))


def clause_start(text: str, start: int, place: int) -> int:
    """Return where the clause begins that holds a place, not before `start`."""
    found = start
    for match in _CLAUSE_START.finditer(text, start, place):
        found = match.end()
    return found


def clause_end(text: str, place: int, end: int) -> int:
    """Return where the clause ends that holds a place."""
    match = re.compile(
        r"[;:!?]|\.(?=\s|$)|,\s(?:but|and|while|though|which|whereas|so)\b|\s[–—]\s"
    ).search(text, place, end)
    return match.start() if match else end


def _trimmed(text: str, start: int, end: int) -> Span:
    words = re.sub(r"\s(?:and|or)$", "", text[start:end].rstrip(' ,;:.!?\n\t”"'))
    return Span(start, start + len(words))


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return a span without blanks and marks at its ends; None where next to nothing is left."""
    lead = len(text[start:end]) - len(text[start:end].lstrip(" ,;:.–—\n\t"))
    span = _trimmed(text, start + lead, end)
    return span if span.end - span.start > 3 else None
