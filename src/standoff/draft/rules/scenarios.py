"""How it could go: scenarios under headings of their own, and acts that are called (un)likely."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from standoff.draft.locate import Span
from standoff.draft.proposal import Scenario
from standoff.draft.reading import Sentence
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
    sections = [section for section in _sections(scene) if section.deeds]
    mains = [_main(section) for section in sections]
    for section, main in zip(sections, mains, strict=True):
        if main is None:
            continue
        others = [m for m in mains if m is not None and _name(m) != _name(main)]
        without = tuple(dict.fromkeys(_name(m) for m in others)) if section.case != "worst" else ()
        word, place = _verdict(scene, section, main)
        first = section.deeds[0].sentence
        spans = [main.span] if place is None else [main.span, place]
        yield Finding(
            Scenario(
                key=_name(main).replace(".", "_")[:40],
                title=_title(scene, main),
                options=(_name(main),),
                without=without,
                case=section.case,  # type: ignore[arg-type]
                likelihood=word,
                rank=section.rank,  # type: ignore[arg-type]
            ),
            (_heading_span(scene, first), *spans),
            0.65 * main.doer.sure + 0.25,
        )


def _sections(scene: Scene) -> list[_Section]:
    headings = list(dict.fromkeys(s.heading for s in scene.reading.sentences if s.heading))
    found = []
    for heading in headings:
        case, rank = rank_of(heading, scene)
        if case is None and rank is None and "scenario" not in heading.lower():
            continue
        under = [s for s in scene.reading.sentences if s.heading == heading]
        deeds = tuple(
            d for s in under for d in scene.deeds_of(s) if len(d.doer.parties) == 1 and d.act.force
        )
        said = tuple((s, word) for s in under for word in said_in(scene, s))
        found.append(_Section(heading, case, rank, deeds, said))
    return found


def _main(section: _Section) -> Deed | None:
    """The act that a section is about: the first particular one of whoever does most in it."""
    leader = Counter(d.doer.parties[0] for d in section.deeds).most_common(1)[0][0]
    deeds = [d for d in section.deeds if d.doer.parties[0] == leader]
    particular = [d for d in deeds if not d.act.wide]
    forceful = [d for d in particular if d.act.force > 0]
    return next(iter(forceful or particular or deeds), None)


def _verdict(scene: Scene, section: _Section, main: Deed) -> tuple[str | None, Span | None]:
    """The word that the section says of its scenario as a whole, else of its main act."""
    for sentence, said in section.said:
        if said.sort == "scaled":
            points = scene.finds(sentence, "reactions", "deictic")
            if any(abs(p.start - said.span.start) < 80 for p in points):
                return said.word, said.span
    for sentence, said in section.said:
        if sentence is main.sentence and said.sort == "scaled":
            return said.word, said.span
    return None, None


def _in_the_text(scene: Scene) -> Iterator[Finding]:
    """An act that the running text calls likely, unlikely, expected or not to be ruled out."""
    for sentence in scene.reading.sentences:
        deeds = [d for d in scene.deeds_of(sentence) if len(d.doer.parties) == 1 and d.act.force]
        deeds = [d for d in deeds if d.status in ("possible", "denied")]
        for said in said_in(scene, sentence):
            firm = said.sort == "unscaled" or (said.sort == "scaled")
            if not firm or not deeds:
                continue
            deed = min(deeds, key=lambda d: _distance(d.span, said.span))
            if _distance(deed.span, said.span) > 140:
                continue
            yield Finding(
                Scenario(
                    key=_name(deed).replace(".", "_")[:40],
                    title=_title(scene, deed),
                    options=(_name(deed),),
                    likelihood=said.word if said.sort == "scaled" else None,
                ),
                (deed.span, said.span),
                (0.6 if said.sort == "scaled" else 0.5) * (0.4 + 0.6 * deed.doer.sure),
            )


def _distance(one: Span, other: Span) -> int:
    """Characters between two spans; what follows a word of likelihood is nearer to it."""
    if one.start >= other.end:
        return one.start - other.end
    return 2 * max(other.start - one.end, 0)


def _name(deed: Deed) -> str:
    return f"{deed.doer.parties[0]}.{deed.act.key}"


def _title(scene: Scene, deed: Deed) -> str:
    label = deed.act.label
    return f"{scene.mentions.name(deed.doer.parties[0])}: {label[0].lower()}{label[1:]}"


def _heading_span(scene: Scene, sentence: Sentence) -> Span:
    """Where the heading stands that a sentence is under."""
    paragraphs = scene.reading.paragraphs
    k = next(k for k in range(sentence.paragraph, -1, -1) if paragraphs[k].sort == "heading")
    return paragraphs[k].span
