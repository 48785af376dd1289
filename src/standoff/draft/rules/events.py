"""What is called likely: the words for the event, found from the words of likelihood.

An event is the subject of a copula ("a deal is likely"), the clause or noun phrase after the words
("likely that", "chance of"), what is put, rated or thought to be likely, what stands before a dash,
colon or bracket with the words in it, or, of two that are compared, both.
"""

import re
from collections.abc import Callable, Iterator

from standoff.draft.locate import Span
from standoff.draft.phrases import clause_end, clause_start, trimmed

_ADVERBS = (
    r"(?:(?:now|still|also|therefore|not|never|a|an|the|thus|rather|quite|to be|then|today|just|far|only"
    r"|\w+ly)\s+|,[^,.;]{2,30},\s+)*"
)
_COPULA = re.compile(
    r"(?:\s(?:is|are|was|were|remains?|seems?|looks?|appears?|becomes?|stays?|would be|will be|would seem"
    r"|(?:must|can|should|may|could|might|ought to|has to)[^.;:]{0,20}?\sbe(?:\s(?:regarded|seen|considered"
    r"|viewed|treated|judged|rated|described|counted|deemed))?(?:\sas|\sto be)?))"
    rf"(?:[\s“\"‘]+|(?=,\s)){_ADVERBS}[“\"‘]?$"
)
_JUDGED = re.compile(
    r"\b(?:put|puts|gave|gives|give|rates?|rated|sees?|saw|calls?|called|regards?|regarded|judges?|judged"
    r"|thinks?|thought|considers?|considered|deems?|deemed|reckons?|reckoned|finds?|found|believes?"
    r"|describes?|described|marks?|marked|ranks?|ranked)\s+"
    r"(?!(?:it|this|that|so|he|she|they|we)\b)(.{4,90}?)\s+(?:at\s|as\s|to be\s)?(?:an?\s"
    r"|the\s)?[“\"‘]?(?:an?\s)?$"
)
_COORDINATE = re.compile(
    r"^[\s,”\"’]*and\s+((?:an?|the|another|any)\s.{4,90}?)\s+[“\"‘]?(?:an?\s)?$"
)
_CHANCE_OF = re.compile(
    r"\b(?:chances?|likelihood|probabilit(?:y|ies)|odds|risk|prospects?|possibility)\s(?:of"
    r"|that)\s(.{4,90}?)"
    r"\s+(?:(?:is|are|was|were|remains?|stands?|seems?)\s(?:\w+\s){0,2}?|at\s|to be\s|as\s)[“\"‘]?"
    r"(?:(?:maybe|perhaps|about|around|roughly|only|just|no (?:better|more) than|an?)\s)?$"
)
_DASHED = re.compile(
    r"^(.{4,110}?)\s?(?:\s[–—-]\s|;\s|…\s)(?:(?:let.s say|I.m|I am|we are|we.re|it is|it.s|that is|that.s"
    r"|which is|I.d say|I would say|I.d call (?:it|that)|we (?:judge|rate|think) (?:it|that)"
    r"|call (?:it|that)|or|say|perhaps|about|and)\s)?(?:\w+ly\s|an?\s|the\s)?\W*$"
    r"|^(.{4,90}?):\s(?:\w+[\s’'.]+){0,4}$",
    re.I,
)
_OUTCOME = re.compile(
    r"[\s-]+(?:[\w-]+\s+){0,2}?(?:course|outcome|scenario|result|path|case|ending|end|event|thing|bet"
    r"|possibility|development|step|move|trajectory|future|direction|alternative|explanation)s?"
    r"(?:\s(?:by far|now|here|in [^,.:]{3,30}|for [^,.:]{3,30}))?(?:\s(?:is|remains|would be|will be)"
    r"(?:\sthat|\sstill|\ssimply|\snow)?|,|:)\s+"
)
_WHAT_IS = re.compile(r"(?:,\s\w+,|\shere|\snow|\sinstead|\srather)?\s+is\s+(?:that\s)?")
_CHANCE_AFTER = re.compile(
    r"[”\"]?(?:\s(?:chance|shot|probability|likelihood|risk|possibility|prospect|odds))?\s+(?:that|of"
    r"|for)\s+(?=\w)"
)
_SPEAKER = re.compile(r"^(?:[A-Z][A-Z .’'-]{2,30}:|[QA][.:])\s+")
_SAYS = re.compile(
    r"\b(?:said|says|say|adds|added|argues|argued|notes|warns|warned|believes|thinks|reckons)\s(?:that\s)?"
    r"(?=(?:an?|the|any|another|no|[A-Z])\b)"
)
_FRAGMENT = re.compile(
    r"(?:[\w’'-]+(?<!like)ly|my (?:bet|prediction|forecast|money)|perhaps|maybe|in all \w+|most likely"
    r"|as likely as not|more likely than not"
    r"|chances are"
    r"|no doubt|without doubt|sooner or later|(?:the )?odds are)$",
    re.I,
)
_PRONOUN_LAST = re.compile(r"(?:^|\s)(?:it|this|that|they|he|she|what)(?:,[^,.;]{2,30},?)?$", re.I)
_THAN = re.compile(r"^\s*(?:than\s+)?(?=\w)")


def events_of(text: str, sentence: Span, place: Span, compared: bool = False) -> Iterator[Span]:
    """Yield the words for what is called likely: one event, two where likelihoods are compared.

    Parameters
    ----------
    text : str
    sentence : Span
    place : Span
        The words of likelihood.
    compared : bool
        Whether they rank ("likelier than").
    """
    first = event_of(text, sentence, place)
    if first is not None:
        yield first
    if not compared or not re.search(r"\bthan$", place.of(text)):
        return
    match = _THAN.match(text[place.end : sentence.end])
    if match is None:
        return
    start = place.end + match.end()
    stop = re.compile(r",|;|\.(?=\s|$)|\sand\s|[?!]").search(text, start, sentence.end)
    second = bare(text, start, stop.start() if stop else sentence.end)
    if second is not None and len(second.of(text).split()) > 1:
        yield second
    if first is None:
        lead = re.search(r"([^,;.]{6,60}),\s$", text[sentence.start : place.start])
        event = (
            bare(text, sentence.start + lead.start(1), sentence.start + lead.end(1))
            if lead
            else None
        )
        if event is not None:
            yield event


def event_of(text: str, sentence: Span, place: Span) -> Span | None:
    """Return the words for what is called likely, or None where they are not in the sentence.

    Parameters
    ----------
    text : str
    sentence : Span
    place : Span
        The words of likelihood.
    """
    label = _SPEAKER.match(sentence.of(text))
    if label is not None and sentence.start + label.end() < place.start:
        sentence = Span(sentence.start + label.end(), sentence.end)
    for find in _FINDERS:
        found = find(text, sentence, place)
        if found is not None:
            start, end = found
            return bare(text, start, end)
    return None


_Found = tuple[int, int] | None


def _named_after(text: str, sentence: Span, place: Span) -> _Found:
    """Likely that the strait stays shut; the likeliest outcome is a siege; a chance of war."""
    after = text[place.end : sentence.end]
    pointed = re.match(r"\s+of\s(?:it|that|this)\b", after)
    fronted = re.match(
        r"^(.{4,110}?)[,;]\s+there(?:.s|\sis|\swas)\s(?:\w+\s){0,2}$",
        text[sentence.start : place.start],
    )
    if pointed and fronted:
        return sentence.start, sentence.start + fronted.end(1)
    if match := _CHANCE_AFTER.match(after):
        end = clause_end(text, place.end, sentence.end)
        at = re.compile(r"\s(?:at|to be)\s+(?:about\s|some\s)?\d").search(text, place.end, end)
        return place.end + match.end(), at.start() if at else end
    named = _OUTCOME.match(after)
    if named is None and re.search(
        r"\bwhat(?:\s(?:is|are|was|can be|looks|seems))?\s+$",
        text[sentence.start : place.start],
        re.I,
    ):
        named = _WHAT_IS.match(after)
    if named:
        first = place.end + named.end()
        return first, clause_end(text, first, sentence.end)
    return None


def _in_brackets(text: str, sentence: Span, place: Span) -> _Found:
    """A settlement (unlikely); a halt to transit: improbable."""
    before, after = text[sentence.start : place.start], text[place.end : sentence.end]
    closed = re.match(r"\s*\)", after) and "(" in before
    if closed or (not after.strip(" .;") and before.rstrip().endswith(":")):
        opened = sentence.start + before.rfind("(" if closed else ":")
        return clause_start(text, sentence.start, opened), opened
    return None


def _set_off(text: str, sentence: Span, place: Span) -> _Found:
    """A deal by Friday - fifty-fifty; there is a deal to be had; I would bet on it."""
    match = _DASHED.search(text[sentence.start : place.start])
    if match is None:
        return None
    return sentence.start, sentence.start + len(match[1] or match[2])


def _opened(text: str, sentence: Span, place: Span) -> _Found:
    """Probably the talks go on."""
    start = clause_start(text, sentence.start, place.start)
    after = text[place.end : sentence.end]
    if text[start : place.start].strip(' “"') or not re.match(r"[,:]?\s+\w", after):
        return None
    if not _FRAGMENT.search(place.of(text)):
        return None
    lead = len(after) - len(after.lstrip(" ,:"))
    return place.end + lead, clause_end(text, place.end + lead, sentence.end)


def _judged(text: str, sentence: Span, place: Span) -> _Found:
    """She put a full closure at one in ten, and thought a truce odds-on."""
    before = text[sentence.start : place.start]
    for pattern in (_CHANCE_OF, _JUDGED):
        match = pattern.search(before)
        if match is not None:
            return sentence.start + match.start(1), sentence.start + match.end(1)
    last = max(before.rfind("”"), before.rfind('"', 0, max(len(before) - 3, 0)))
    match = _COORDINATE.search(before[last:]) if last > 0 else None
    if match is not None:
        return sentence.start + last + match.start(1), sentence.start + last + match.end(1)
    return None


def _subject(text: str, sentence: Span, place: Span) -> _Found:
    """A deal is likely; the army is unlikely to leave; the army will probably leave."""
    before, after = text[sentence.start : place.start], text[place.end : sentence.end]
    start = clause_start(text, sentence.start, place.start)
    for said in _SAYS.finditer(text, start, place.start):
        start = said.end()
    copula = _COPULA.search(before)
    end = clause_end(text, place.end, sentence.end)
    if copula and sentence.start + copula.start() > start:
        if re.match(r"\s+to\s+\w", after):
            return start, end
        subject = text[start : sentence.start + copula.start()]
        return None if _PRONOUN_LAST.search(subject) else (start, sentence.start + copula.start())
    if re.match(r"(?:can|could|must|should|is|are|wo|has|have)(?:not|n.t|\s)", place.of(text)):
        return start, place.start
    if re.search(r"\b(?:will|would|should|to|may|might|could)\s+$", before) or re.match(
        r"\s+to\s+\w", after
    ):
        return start, end
    return None


_FINDERS: tuple[Callable[[str, Span, Span], _Found], ...] = (
    _named_after,
    _in_brackets,
    _judged,
    _set_off,
    _subject,
    _opened,
)


def bare(text: str, start: int, end: int) -> Span | None:
    """A span without what only points or opens (this, it, and, moreover); None where that is all."""
    lead = re.match(
        r"\s*(?:[\"“”(•*-]|(?:and|but|yet|so|moreover|also|still|meanwhile|overall|I think|we judge"
        r"|we assess"
        r"|in our view|in my view|on balance|to my mind|in any case|in that event|at the same time"
        r"|for now|after all|regardless(?! of)|in short|in sum|then|however|rather|nor|or|oh yes"
        r"|oh)\b,?(?:\s+that)?)*\s*",
        text[start:end],
        re.I,
    )
    start += lead.end() if lead else 0
    condition = re.match(r"(?:If|When|Once|Unless)\s[^,]{4,90},\s(?:then\s)?", text[start:end])
    start += condition.end() if condition else 0
    span = trimmed(text, start, end)
    words = re.findall(r"[\w’'-]+", span.of(text)) if span is not None else []
    names_only = len(words) < 4 and all(w[0].isupper() for w in words if w.lower() != "the")
    if span is None or (names_only and words):
        return None
    if re.match(r"(?:it[’']s|it is|whether|to|because|if|when)\b", span.of(text), re.I):
        return None
    if re.match(
        r"(?:it|they|he|she|this|that|I|we|you)(?:\s(?:might|may|could|would|is|was|can|do|am|are)"
        r"|[’'])\w*",
        span.of(text),
    ):
        return None
    if re.fullmatch(
        r"(?:it|this|that|there|they|he|she|which|who|what|one|all|neither|either|both|I|we|you)(?:\s\w+)?",
        span.of(text),
        re.I,
    ):
        return None
    return span
