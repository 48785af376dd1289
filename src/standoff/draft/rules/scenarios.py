"""How it could go: scenarios under headings of their own, and acts that are called (un)likely."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from standoff.draft.locate import Span
from standoff.draft.phrases import clause_end, clause_start, trimmed
from standoff.draft.proposal import Scenario
from standoff.draft.reading import Sentence
from standoff.draft.rules.could import key_of
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
    for finding in (*_under_headings(scene), *_in_the_text(scene)):
        content = finding.content
        assert isinstance(content, Scenario)
        there = found.get(content.key)
        found[content.key] = finding if there is None else _merged(there, finding)
    yield from found.values()


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
    spans = tuple(dict.fromkeys((*first.spans, *second.spans)))
    return replace(
        first, content=content, spans=spans, confidence=max(first.confidence, second.confidence)
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
        )


def _first_words(scene: Scene, section: _Section) -> Iterator[Finding]:
    """Where no act of the lexicon stands under a heading of a case: its first clause."""
    text, span = scene.reading.text, section.first.span
    event = _bare(text, span.start, clause_end(text, span.start, span.end))
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
        found.append(_Section(heading, case, rank, deeds, said, under[0]))
    return found


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
    for sentence in scene.reading.sentences:
        deeds = [d for d in scene.deeds_of(sentence) if len(d.doer.parties) == 1]
        done: list[Span] = []
        for said in said_in(scene, sentence):
            if said.sort not in ("scaled", "unscaled", "relative"):
                continue
            event = event_of(scene.reading.text, sentence.span, said.span)
            if event is None and before is not None and before.paragraph == sentence.paragraph:
                event = _pointed_at(scene.reading.text, sentence, said, before)
            if event is None or any(event.overlaps(span) for span in done):
                continue
            done.append(event)
            inside = [d for d in deeds if event.overlaps(d.span)]
            yield _event(scene, event, said, inside)
        before = sentence


def _pointed_at(text: str, sentence: Sentence, said: Said, before: Sentence) -> Span | None:
    """What "it", "this" or "that" is that is called likely: the subject of the sentence before."""
    lead = text[sentence.span.start : said.span.start]
    tail = text[said.span.end : sentence.span.end]
    within = re.search(r"\s(?:it|this|that)\b", said.span.of(text))
    if not (within or _POINTS.search(lead)) or re.match(r"\s+(?:that|to)\b", tail):
        return None
    words = before.span.of(text)
    subject = _SUBJECT.match(words)
    if subject is not None:
        return _bare(text, before.span.start, before.span.start + subject.end(1))
    if len(words.split()) > SHORT_SENTENCE:
        return None
    return _bare(text, before.span.start + words.rfind(":") + 1, before.span.end)


def _event(scene: Scene, event: Span, said: Said, inside: list[Deed]) -> Finding:
    """A scenario of an act of the lexicon where the words hold one, else of the words alone."""
    words = " ".join(event.of(scene.reading.text).split())
    deed = next((d for d in inside if not d.act.wide), inside[0] if inside else None)
    firm = 0.7 if said.sort == "scaled" else 0.6 if said.sort == "unscaled" else 0.5
    likelihood = said.word if said.sort == "scaled" else None
    if deed is not None:
        content = Scenario(
            key=_name(deed).replace(".", "_")[:40],
            title=_title(scene, deed),
            options=(_name(deed),),
            likelihood=likelihood,
        )
        return Finding(content, (event,), firm * (0.5 + 0.5 * deed.doer.sure))
    title = words if len(words) <= 120 else words[:120].rsplit(" ", 1)[0] + " ..."
    content = Scenario(key=key_of(words), title=title[0].upper() + title[1:], likelihood=likelihood)
    return Finding(content, (event,), firm * 0.8)


SHORT_SENTENCE = 12
"""Words of a sentence without a verb, as in speech, that a pronoun can stand for as a whole."""

_POINTS = re.compile(
    r"(?:^|[,;–—-]\s|\bbut\s|\band\s)(?:it|this|that)"
    r"(?:\s(?:is|was|remains|looks|seems|would be)|[’']s)\s(?:\w+\s){0,3}$"
    r"|\b(?:call|rate|regard|consider|put|judge)\s(?:it|this|that)\s(?:\w+\s)?$",
    re.I,
)
_SUBJECT = re.compile(
    r"((?:The|An?|Any|Some|Another|More|[A-Z][\w’'-]+)\s.{2,100}?)\s(?:is|are|was|were|would|will|could|may"
    r"|might|can|has|have|should|must|remains?|means?|takes?|needs?|looks?|comes?)\s"
)
_OUTCOME = re.compile(
    r"[\s-]+(?:[\w-]+\s+){0,2}?(?:course|outcome|scenario|result|path|case|ending|end|event|thing|bet)s?"
    r"(?:\s(?:by far|now|here|in [^,.:]{3,30}))?(?:\s(?:is|remains|would be|will be)(?:\sthat|\sstill)?"
    r"|,|:)\s+"
)


def event_of(text: str, sentence: Span, place: Span) -> Span | None:
    """Return the words for what is called likely, or None where they are not in the sentence.

    Parameters
    ----------
    text : str
    sentence : Span
    place : Span
        The words of likelihood.
    """
    before, after = text[sentence.start : place.start], text[place.end : sentence.end]
    end = clause_end(text, place.end, sentence.end)
    start = clause_start(text, sentence.start, place.start)
    if match := re.match(r"\s+(?:that|of|for)\s+(?=\w)", after):
        return _bare(text, place.end + match.end(), end)
    named = _OUTCOME.match(after)
    if named:
        first = place.end + named.end()
        return _bare(text, first, clause_end(text, first, sentence.end))
    closed = re.match(r"\s*\)", after)
    if closed or (not after.strip(" .;") and before.rstrip().endswith(":")):
        opened = sentence.start + before.rfind("(" if closed else ":")
        return _bare(text, clause_start(text, sentence.start, opened), opened)
    if not text[start : place.start].strip(' “"') and re.match(r"[,:]?\s+\w", after):
        return _bare(text, place.end + len(after) - len(after.lstrip(" ,:")), end)
    dash = re.search(
        r"^(.{4,90}?)\s[–—-]\s(?:let.s say\s)?\W*$|^(.{4,90}?):\s(?:\w+[\s’'.]+){0,4}$", before
    )
    if dash:
        return _bare(text, sentence.start, sentence.start + len(dash[1] or dash[2]))
    put = re.search(
        r"\b(?:put|puts|gave|gives|rates?|rated|sees?|call(?:s|ed)?|regards?"
        r"|judges?)\s+(.{4,90}?)\s+(?:at|as)?\s*\W*$",
        before,
    )
    if put and not put[1].startswith(("this", "that", "it ")):
        return _bare(text, sentence.start + put.start(1), sentence.start + put.end(1))
    copula = re.search(
        r"\s(?:is|are|was|were|remains?|seems?|looks?|appears?|becomes?|stays?|would be)(?:\s(?:now"
        r"|still|also|therefore|\w+ly|not|a|the|an|thus|rather|to be))*\s+$",
        before,
    )
    if copula:
        if re.match(r"\s+to\s+\w", after):
            return _bare(text, start, end)
        return _bare(text, start, sentence.start + copula.start())
    if re.match(r"(?:can|could|must|should|is|are)(?:not|n.t|\s)", place.of(text)):
        return _bare(text, start, place.start)
    if re.search(r"\b(?:will|would|should|to)\s+$", before) or re.match(r"\s+to\s+\w", after):
        return _bare(text, start, end)
    return None


def _bare(text: str, start: int, end: int) -> Span | None:
    """A span without what only points or opens: this, it, and, moreover."""
    lead = re.match(
        r"\s*(?:[\"“”(]|(?:and|but|yet|so|moreover|also|still|meanwhile|overall|I think|we judge|we assess"
        r"|in our view|in my view|on balance|to my mind|in any case|in that event|at the same time"
        r"|for now|after all|regardless|in short|in sum)\b,?(?:\s+that)?)*\s*",
        text[start:end],
        re.I,
    )
    start += lead.end() if lead else 0
    span = trimmed(text, start, end)
    words = re.findall(r"[\w’'-]+", span.of(text)) if span is not None else []
    names_only = len(words) < 4 and all(w[0].isupper() for w in words if w.lower() != "the")
    if (
        span is None
        or (names_only and words)
        or re.match(
            r"(?:it|they|he|she|this|that|I|we|you)\s(?:might|may|could|would|is|was|can)\w*",
            span.of(text),
        )
    ):
        return None
    if re.fullmatch(
        r"(?:it|this|that|there|they|he|she|which|who|what|one|all|neither|either|both|I|we|you)(?:\s\w+)?",
        span.of(text),
        re.I,
    ):
        return None
    return span


def _name(deed: Deed) -> str:
    return f"{deed.doer.parties[0]}.{deed.act.key}"


def _title(scene: Scene, deed: Deed) -> str:
    label = deed.act.label
    return f"{scene.mentions.name(deed.doer.parties[0])}: {label[0].lower()}{label[1:]}"
