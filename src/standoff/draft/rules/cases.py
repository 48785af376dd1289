"""Cases: what a heading or the running text introduces as the best, worst, usual or next course.

A case is led in by a heading ("The unhappy ending"), a label ("Bad case."), a phrase ("At worst,"), a
noun ("A third path would be ...") or by its place in a list that a sentence announces ("Three outcomes
are possible. First, ...").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from standoff.draft.locate import Span
from standoff.draft.phrases import clause_end
from standoff.draft.reading import Sentence
from standoff.draft.rules.events import bare
from standoff.draft.scene import Scene

LABEL_WORDS = 6
"""Most words of a label that stands for a case ("The middling case.")."""

LITTLE = 2
"""Words that say no more of a case than what it is like ("is boring")."""

LIST_REACH = 4
"""Paragraphs after the sentence that announces a list in which its items are looked for."""

_NOUNS = (
    r"(?:scenario|case|possibilit(?:y|ies)|outcome|path|course(?: of events)?|trajectory|ending|end"
    r"|future|prospect"
    r"|road|version|variant|alternative|development|eventuality|turn|story ?line|sequence)"
)
_PLAIN = r"(?:nightmare|danger|fear|worry|hope)"
_WHICH = (
    r"(?:first|second|third|fourth|fifth|other|next|last|final|likeliest|likelier|likely|likely"
    r"|probable|plausible"
    r"|realistic|middle|intermediate|central|main|alternative|remaining|real|gravest|greatest|obvious"
    r"|simplest|easiest|quieter|quietest|harder|uglier|ugliest|bleaker|darker|brighter|better|worse|usual"
    r"|different|separate|conceivable|possible|dangerous|favou?rable|optimistic|pessimistic|best|worst)"
)
_IS = (
    r"(?:\s(?:by far|here|now|of all|in [^,.:]{3,30}|for [^,.:]{3,30}))?,?\s(?:is|would be|remains|sees"
    r"|involves"
    r"|envisages|foresees|imagines|begins with|starts with|has)\s(?:that\s|one (?:in which|where)\s|for\s)?"
    r"|\s?:\s"
)
_NOUN = re.compile(
    rf"^(?:(?:The|A|An|One|Another|Yet another|My"
    rf"|Our)\s(?:[\w-]+,?\s){{0,3}}?(?:{_WHICH}\s(?:[\w-]+\s){{0,2}}?{_NOUNS}"
    rf"|{_PLAIN})|(?:One|Another|Yet another|A further)\s{_NOUNS})(?:{_IS})",
    re.I,
)
_PHRASE = re.compile(
    r"^(?:In|At|On|Under|With)\s(?:(?:the|its|a|an|our|this|my|that|such)\s)?((?:very\s|most\s|more\s"
    r"|least\s)?[\w-]+)"
    rf"(?:[\s-](?:{_NOUNS}|reading|telling|event|circumstances|assumptions|weather|luck|conditions))?"
    r"(?:\s(?:of (?:all )?(?:possible )?(?:cases|worlds|outcomes|circumstances)|scenario))?,\s",
    re.I,
)
_WELL = re.compile(
    r"^If (?:all|everything|things|it(?: all)?|this|matters) (?:goes?|go|turns? out|works? out|went)"
    r" (?:well|right|badly|wrong|awry|to plan|smoothly|sour|according to plan),\s",
    re.I,
)
_ASKED = re.compile(
    r"^(?:And|So|Then)?,?\s?(?:what (?:is|about) )?(?:(?:the|your|a)\s)?(?:best|worst)(?:[\s-]\w+)?\?$",
    re.I,
)
_ANNOUNCED = re.compile(
    r"\b(?:two|three|four|five|several)\s(?:[\w-]+\s){0,2}(?:scenarios|outcomes|futures|endings"
    r"|trajectories"
    r"|possibilities|courses of events|ways (?:in which )?(?:this|it|things|matters)(?: all)? (?:can"
    r"|could|might"
    r"|may|will) (?:go|end|play out|unfold|develop))\b",
    re.I,
)
_ITEM = re.compile(
    r"^(?:The (?:first|second|third|fourth|last|other)(?: one)?,[^.;]{3,80}?,\s(?=(?:is|would be)\s)"
    r"|(?:First(?:ly)?|Second(?:ly)?|Third(?:ly)?|Fourth(?:ly)?|One|Two|Three|Four|Scenario (?:[A-D]|\d"
    r"|one|two|three)"
    r"|The (?:first|second|third|fourth|last|other)(?: one)?|Another|Or|Finally|Lastly|\(?[a-d1-4][.)])"
    r"(?:[,:.]\s|\s[–—-]\s|\s(?=(?:is|would|sees|has|involves)\b)))"
    r"(?:(?:is|would be|sees|has|involves)\s)?(?:that\s|for\s)?",
)
_NUMBERED = re.compile(
    r"^(?:Scenario|Case|Outcome|Variant) (?:[A-D]|\d|one|two|three|four)\s?(?:[,:.]|[–—-])\s", re.I
)


@dataclass(frozen=True, slots=True)
class Case:
    """A course of events that the text leads in as a case.

    Attributes
    ----------
    span : Span
        The words for it.
    sentence : Sentence
        The sentence that holds them.
    case : str or None
        ``best`` or ``worst``.
    """

    span: Span
    sentence: Sentence
    case: str | None


def case_of(scene: Scene, words: str, short: bool = False) -> str | None:
    """Return ``best``, ``worst`` or ``usual`` for words that say so.

    Parameters
    ----------
    scene : Scene
    words : str
        A heading, a label, or what leads in a sentence.
    short : bool
        Whether a single word of a case is enough, as in a label.
    """
    lists = ("worst", "best", "usual")
    for case in lists:
        if scene.words("cases", case).search(words):
            return case
        if short and scene.words("cases", f"{case}_words").search(words):
            return case
    return None


def cases(scene: Scene) -> Iterator[Case]:
    """Yield the cases of the running text, in order; headings are left to the scenarios' rule."""
    text = scene.reading.text
    label: str | None = None
    announced = -LIST_REACH - 1
    paragraph = -1
    for sentence in scene.reading.sentences:
        words = scene.text(sentence)
        start = sentence.span.start
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
        if label is not None:
            lead, case = _lead(scene, words, listed=False)
            if not lead or len(words[lead:].split()) > LITTLE:
                yield from _case(text, sentence, start, label)
                label = None
            continue
        label = _label(scene, words)
        if label is not None:
            continue
        if _ANNOUNCED.search(words):
            announced = sentence.paragraph
            continue
        listed = sentence.paragraph - announced <= LIST_REACH
        lead, case = _lead(scene, words, listed)
        if lead and case is not None and len(words[lead:].split()) <= LITTLE:
            label = case
        elif lead:
            yield from _case(text, sentence, start + lead, case)


def _lead(scene: Scene, words: str, listed: bool) -> tuple[int, str | None]:
    """How many characters lead a case in, and which it is; 0 where none does."""
    if match := _PHRASE.match(words):
        case = case_of(scene, match.group(), short=True)
        if case is not None:
            return match.end(), case
    if match := _WELL.match(words):
        good = re.search(r"well|right|plan|smooth", match.group(), re.I)
        return match.end(), "best" if good else "worst"
    if match := _NUMBERED.match(words):
        return match.end(), None
    if (match := _NOUN.match(words)) and not re.match(r"to\s", words[match.end() :]):
        return match.end(), case_of(scene, match.group(), short=True)
    if listed and (match := _ITEM.match(words)):
        return match.end(), case_of(scene, match.group())
    return 0, None


def _label(scene: Scene, words: str) -> str | None:
    """The case that a sentence without a verb announces: Bad case."""
    if _ASKED.match(words):
        return case_of(scene, words, short=True)
    if len(words.split()) > LABEL_WORDS or words.endswith(("?", "!")):
        return None
    named = re.search(rf"\b(?:{_NOUNS})\b[.:]?$", words, re.I)
    return case_of(scene, words, short=True) if named else None


def _case(text: str, sentence: Sentence, start: int, case: str | None) -> Iterator[Case]:
    span = bare(text, start, clause_end(text, start, sentence.span.end)) or bare(
        text, start, sentence.span.end
    )
    if span is not None and len(span.of(text).split()) > 1:
        yield Case(span, sentence, case if case in ("best", "worst") else None)
