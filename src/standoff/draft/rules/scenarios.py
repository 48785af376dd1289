"""How it could go: scenarios under headings of their own, and acts that are called (un)likely."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from standoff.draft.locate import Span
from standoff.draft.phrases import clause_end, clause_start, trimmed
from standoff.draft.proposal import Scenario
from standoff.draft.reading import Sentence
from standoff.draft.rules.cases import LABEL_WORDS, Case, case_of, cases
from standoff.draft.rules.could import key_of
from standoff.draft.rules.events import bare, events_of
from standoff.draft.rules.how_likely import Said, rank_of, said_in
from standoff.draft.scene import Deed, Finding, Scene


@dataclass(frozen=True, slots=True)
class _Section:
    """What stands under one heading that speaks of a case, a rank or a scenario."""

    heading: str
    case: str | None
    rank: str | None
    deeds: tuple[Deed, ...]
    said: tuple[tuple[Sentence, Said], ...]
    first: Sentence


def scenarios(scene: Scene) -> Iterator[Finding]:
    """Yield scenarios; of those with the same options the one that says more stays."""
    found: dict[str, Finding] = {}
    for finding in (*_under_headings(scene), *_led_in(scene), *_in_the_text(scene)):
        content = finding.content
        assert isinstance(content, Scenario)
        same = next(
            (key for key, other in found.items() if _told_twice(other, finding)), content.key
        )
        there = found.get(same)
        found[same] = finding if there is None else _merged(there, finding)
    yield from found.values()


def _told_twice(first: Finding, second: Finding) -> bool:
    """Whether two scenarios rest on the same words."""
    return any(a.overlaps(b) for a in first.spans for b in second.spans)


def _led_in(scene: Scene) -> Iterator[Finding]:
    """Cases of the running text."""
    for case in cases(scene):
        deeds = [
            d
            for d in scene.deeds_of(case.sentence)
            if len(d.doer.parties) == 1 and case.span.overlaps(d.span)
        ]
        finding = _event(scene, case.span, None, deeds)
        content = finding.content.model_copy(update={"case": case.case})
        yield replace(finding, content=content)


def _merged(first: Finding, second: Finding) -> Finding:
    """Keep the first, and take from the second what it lacks."""
    one, two = first.content, second.content
    assert isinstance(one, Scenario)
    assert isinstance(two, Scenario)
    content = one.model_copy(
        update={
            "likelihood": one.likelihood or two.likelihood,
            "case": one.case or two.case,
            "rank": one.rank or two.rank,
        }
    )
    new = [s for s in second.spans if not any(s.overlaps(t) for t in first.spans)]
    spans = (*first.spans, *new)
    return replace(
        first, content=content, spans=spans, firmness=max(first.firmness, second.firmness)
    )


def _under_headings(scene: Scene) -> Iterator[Finding]:
    sections = _sections(scene)
    mains = [_main(section) for section in sections]
    for section, main in zip(sections, mains, strict=True):
        if main is None:
            yield from _first_words(scene, section)
            continue
        others = [m for m in mains if m is not None and _name(m) != _name(main)]
        without = tuple(dict.fromkeys(_name(m) for m in others)) if section.case != "worst" else ()
        word = _verdict(scene, section, main)
        start, end = main.sentence.span.start, main.sentence.span.end
        clause = trimmed(
            scene.reading.text,
            clause_start(scene.reading.text, start, main.span.start),
            clause_end(scene.reading.text, main.span.end, end),
        )
        yield Finding(
            Scenario(
                key=_name(main).replace(".", "_")[:40],
                title=_title(scene, main),
                options=(_name(main),),
                without=without,
                case=section.case,
                likelihood=word,
                rank=section.rank,
            ),
            (clause or main.span,),
            0.65 * main.doer.sure + 0.25,
            "heading",
        )


def _first_words(scene: Scene, section: _Section) -> Iterator[Finding]:
    """Where no act of the lexicon stands under a heading of a case: its first clause."""
    text, span = scene.reading.text, section.first.span
    event = bare(text, span.start, clause_end(text, span.start, span.end))
    if event is not None:
        words = " ".join(event.of(text).split())
        yield Finding(
            Scenario(
                key=key_of(words),
                title=words[0].upper() + words[1:120],
                case=section.case,
                likelihood=_verdict(scene, section, None),
                rank=section.rank,
            ),
            (event,),
            0.45,
            "heading",
        )


def _sections(scene: Scene) -> list[_Section]:
    headings = list(dict.fromkeys(s.heading for s in scene.reading.sentences if s.heading))
    found = []
    for heading in headings:
        case, rank = rank_of(heading, scene)
        likely = scene.words("likelihood", "headings").search(heading)
        if case is None and rank is None and likely is None:
            continue
        under = [s for s in scene.reading.sentences if s.heading == heading]
        deeds = tuple(
            d for s in under for d in scene.deeds_of(s) if len(d.doer.parties) == 1 and d.act.force
        )
        said = tuple((s, word) for s in under for word in said_in(scene, s))
        extreme = case if case in ("best", "worst") else None
        first = next((s for s in under if not _only_names(scene, s)), under[0])
        found.append(_Section(heading, extreme, rank, deeds, said, first))
    return found


def _only_names(scene: Scene, sentence: Sentence) -> bool:
    """Whether a short sentence only speaks of the case: The best case is boring."""
    words = scene.text(sentence)
    short = len(words.split()) <= LABEL_WORDS
    return short and case_of(scene, words) is not None


def _main(section: _Section) -> Deed | None:
    """The act that a section is about: the first particular one of whoever does most in it."""
    if not section.deeds:
        return None
    leader = Counter(d.doer.parties[0] for d in section.deeds).most_common(1)[0][0]
    deeds = [d for d in section.deeds if d.doer.parties[0] == leader]
    particular = [d for d in deeds if not d.act.wide]
    forceful = [d for d in particular if d.act.force > 0]
    return next(iter(forceful or particular or deeds), None)


def _verdict(scene: Scene, section: _Section, main: Deed | None) -> str | None:
    """The word that the section says of its scenario as a whole, else of its main act."""
    for sentence, said in section.said:
        if said.sort == "scaled":
            points = scene.finds(sentence, "reactions", "deictic")
            if any(abs(p.start - said.span.start) < 80 for p in points):
                return said.word
    for sentence, said in section.said:
        if main is not None and sentence is main.sentence and said.sort == "scaled":
            return said.word
    return None


def _in_the_text(scene: Scene) -> Iterator[Finding]:
    """Whatever the running text calls likely, unlikely, expected or not to be ruled out."""
    before: Sentence | None = None
    text = scene.reading.text
    led_in = {case.sentence.paragraph: case for case in cases(scene)}
    for sentence in scene.reading.sentences:
        deeds = [d for d in scene.deeds_of(sentence) if len(d.doer.parties) == 1]
        done: list[Span] = []
        last = sentence.span.start
        all_said = said_in(scene, sentence)
        for said in all_said:
            bracketed = said.span.start - last == 2 and text[said.span.start - 1] == "("
            last = said.span.end
            if bracketed or said.sort not in ("scaled", "unscaled", "relative"):
                continue
            events = list(events_of(text, sentence.span, said.span, said.sort == "relative"))
            if not events and before is not None and _follows(sentence, before, text):
                pointed = _pointed_at(text, sentence, said, before, led_in.get(sentence.paragraph))
                events = [pointed] if pointed is not None else []
            for event in events:
                if _only_likely(text, event, all_said):
                    continue
                if not any(event.overlaps(span) for span in done):
                    done.append(event)
                    inside = [d for d in deeds if event.overlaps(d.span)]
                    yield _event(scene, event, said, inside)
        before = sentence


def _only_likely(text: str, event: Span, said: list[Said]) -> bool:
    """Whether hardly more than words of likelihood would be taken for an event."""
    words = len(event.of(text).split())
    likely = sum(
        len(s.span.of(text).split()) for s in said if event.overlaps(s.span) and s.sort != "modal"
    )
    return likely > 0 and words - likely < MIN_EVENT


MIN_EVENT = 2
"""Least words of an event besides those of likelihood in it."""


def _follows(sentence: Sentence, before: Sentence, text: str) -> bool:
    """Whether a sentence can speak of the one before it: in its paragraph, or as its answer."""
    if before.paragraph == sentence.paragraph:
        return True
    return before.paragraph == sentence.paragraph - 1 and before.span.of(text).endswith("?")


def _pointed_at(
    text: str, sentence: Sentence, said: Said, before: Sentence, case: Case | None
) -> Span | None:
    """What "it", "this" or "that" is that is called likely: the subject of the sentence before.

    A bare answer ("Hardly.", "Nine chances out of ten.") speaks of the whole of a question, or of a
    short sentence without a verb.
    """
    lead = text[sentence.span.start : said.span.start]
    tail = text[said.span.end : sentence.span.end]
    words = before.span.of(text)
    answer = len(re.findall(r"\w+", lead)) <= ANSWER_LEAD and len(tail.split()) <= ANSWER_TAIL
    if words.endswith("?") and answer:
        asked = _QUESTION.match(words)
        return bare(text, before.span.start + (asked.end() if asked else 0), before.span.end - 1)
    within = re.search(r"\s(?:it|this|that)\b", said.span.of(text))
    if re.match(r"\s+(?:that|to)\b", tail):
        return None
    short = len(words.split()) <= SHORT_SENTENCE
    if not (within or _POINTS.search(lead)):
        bare_answer = answer and not re.search(r"\w", lead) and short
        return bare(text, before.span.start, before.span.end) if bare_answer else None
    if case is not None and case.sentence.span.end <= sentence.span.start:
        return case.span
    spoken = _SPOKEN_OF.search(words)
    if spoken is not None:
        return bare(text, before.span.start + spoken.start(1), before.span.start + spoken.end(1))
    subject = _SUBJECT.match(words)
    if subject is not None:
        return bare(text, before.span.start, before.span.start + subject.end(1))
    if not short:
        return None
    label = re.match(r"(?:[A-Z][A-Z .’'-]{2,30}|[QA]):", words)
    return bare(text, before.span.start + (label.end() if label else 0), before.span.end)


def _event(scene: Scene, event: Span, said: Said | None, inside: list[Deed]) -> Finding:
    """A scenario of an act of the lexicon where the words hold one, else of the words alone."""
    words = " ".join(event.of(scene.reading.text).split())
    deed = next((d for d in inside if not d.act.wide), inside[0] if inside else None)
    sort = said.sort if said is not None else "case"
    firm = 0.7 if sort == "scaled" else 0.6 if sort in ("unscaled", "case") else 0.5
    likelihood = said.word if said is not None and sort == "scaled" else None
    if deed is not None:
        content = Scenario(
            key=_name(deed).replace(".", "_")[:40],
            title=_title(scene, deed),
            options=(_name(deed),),
            likelihood=likelihood,
        )
        return Finding(content, (event,), firm * (0.5 + 0.5 * deed.doer.sure), sort)
    title = words if len(words) <= 120 else words[:120].rsplit(" ", 1)[0] + " ..."
    content = Scenario(key=key_of(words), title=title[0].upper() + title[1:], likelihood=likelihood)
    return Finding(content, (event,), firm * 0.8, sort)


ANSWER_LEAD, ANSWER_TAIL = 3, 5
"""Most words before and after the words of likelihood in an answer ("I doubt it", "Slim, I fear")."""

_QUESTION = re.compile(
    r"(?:(?:So|And|But|Then|What about|How about|What of)[,]?\s)?(?:(?:Will|Would|Could|Can|Might|Is"
    r"|Are|Does|Do)\s)?"
    r"(?=\w)",
)
SHORT_SENTENCE = 12
"""Words of a sentence without a verb, as in speech, that a pronoun can stand for as a whole."""

_POINTS = re.compile(
    r"(?:^|[,;–—-]\s|\bbut\s|\band\s)(?:[^,]{3,50},?\s)?(?:it|this|that)"
    r"(?:,[^,.;]{2,30},)?(?:\s(?:is|was|remains|looks|seems|would be)|[’']s)\s(?:\w+\s){0,3}$"
    r"|\b(?:call|rate|regard|consider|put|judge|find|think|hear)\s(?:it|this|that)\s(?:\w+\s){0,2}$",
    re.I,
)
_SPOKEN_OF = re.compile(
    r"\b(?:talk(?:ed|ing|s)?|spoken?|speaks?|warn(?:s|ed|ing|ings)?|rumou?rs?|fears?|idea|possibility"
    r"|prospect|danger"
    r"|suggestions?|threats?)\s(?:of|about)\s(.{4,80}?)(?:[.;,]|\s(?:is|are|was|were|has|have|as)\s|$)",
    re.I,
)
_SUBJECT = re.compile(
    r"((?:The|An?|Any|Some|Another|More|Talk of|[A-Z][\w’'-]+)\s.{2,100}?)\s(?:is|are|was|were|would"
    r"|will|could|may"
    r"|might|can|has|have|should|must|remains?|means?|takes?|needs?|looks?|comes?)\s"
)


def _name(deed: Deed) -> str:
    return f"{deed.doer.parties[0]}.{deed.act.key}"


def _title(scene: Scene, deed: Deed) -> str:
    label = deed.act.label
    return f"{scene.mentions.name(deed.doer.parties[0])}: {label[0].lower()}{label[1:]}"
