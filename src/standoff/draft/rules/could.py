"""What could happen: what each actor can do, threatens, weighs or is asked to do.

Acts of the lexicon are options wherever they stand; anything else is one where the grammar says so
("can ...", "threatens to ...", "is considering ..."), named by its own words.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from standoff.draft.keys import slug
from standoff.draft.lexicon import verbs_of
from standoff.draft.locate import Span
from standoff.draft.phrases import trimmed, verb_phrases
from standoff.draft.proposal import Option
from standoff.draft.reading import Sentence
from standoff.draft.scene import SOURCES, Deed, Doer, Finding, Scene

MOST_LABEL = 90
SURE = 0.8
"""Least sureness of a doer whose act is only named."""

MIN_PHRASE = 6
"""Shorter verb phrases (go, do it) say nothing by themselves."""

_STATUS = ("ongoing", "possible", "denied", "past")
_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "from",
        "by",
        "with",
        "and",
        "or",
        "all",
        "any",
        "this",
        "that",
    ]
)
_HOSTILE = re.compile(
    r"^(?:attack|strike|cut|ban|block|seize|shell|storm|expel|close|shut|arrest|hit|take|suspend|freeze"
    r"|cancel"
    r"|begin with|raid|bomb|invade|burn|kill|stop|detain|impose|boycott|occupy|board|bring in|withhold)\b",
    re.I,
)


_SUBORDINATE = re.compile(
    r"\b(?:how|what|whatever|whom|before|after|until|where|wherever|as far as|so that|than)\s[^,;:]{0,60}$"
    r"|\b(?!and\b|but\b|if\b|that\b|said\b|says\b|when\b|or\b|because\b|while\b|unless\b|though\b|so\b"
    r"|then\b|yet\b|as\b)"
    r"[a-z]{3,}\s(?:it|they|he|she|we|you)\s$",
    re.I,
)
_CONDITIONAL = re.compile(r"(?:If|Should|Unless|Were|Failing|Otherwise)\b")
_WILL = re.compile(r"\bwill\b(?! (?:be|have|not)\b)")
_OWN = re.compile(r"\s+(?:the|its|their|his|her|all|two|three|some|any)\s")


@dataclass(frozen=True, slots=True)
class Possible:
    """A verb phrase that says what an actor could do."""

    span: Span
    doer: Doer
    sentence: Sentence
    deed: Deed | None
    by: str = "can"


def possible(scene: Scene) -> Iterator[Possible]:
    """Yield what the grammar marks as something that an actor could do."""
    before: Sentence | None = None
    holder: Doer | None = None
    for sentence in scene.reading.sentences:
        yield from _able(scene, sentence)
        yield from _chosen(scene, sentence)
        yield from _considered(scene, sentence)
        yield from _asked(scene, sentence)
        if before is None or before.paragraph != sentence.paragraph:
            holder = None
        before = sentence
        listed = scene.finds(sentence, "options", "lists")
        if listed:
            holder = _holder(scene, sentence, listed[0])
        if holder is not None and holder.parties:
            yield from _listed(scene, sentence, holder)


def _able(scene: Scene, sentence: Sentence) -> Iterator[Possible]:
    """Can, could, threatens to, has the means to: the infinitive follows."""
    text, start, end = scene.reading.text, sentence.span.start, sentence.span.end
    plans = verbs_of(scene.lexicon.words["options"]["plans"])
    idle = scene.words("options", "idle")
    threats = (_WILL,) if _CONDITIONAL.match(scene.text(sentence)) else ()
    for pattern in (scene.words("options", "can"), plans, *threats):
        for match in pattern.finditer(text, start, end):
            if _SUBORDINATE.search(text[start : match.start()]):
                continue
            doer = scene.grammar.doer(sentence, Span(*match.span()), noun=False)
            for span in verb_phrases(text, match.end(), end):
                if not idle.match(text, span.start, span.end):
                    yield Possible(span, doer, sentence, _deed_in(scene, sentence, span))


def _chosen(scene: Scene, sentence: Sentence) -> Iterator[Possible]:
    """The choices are to go, to stay, or to wait; a threat to leave."""
    text, end = scene.reading.text, sentence.span.end
    for place in scene.finds(sentence, "options", "choices"):
        doer = _holder(scene, sentence, place)
        for span in verb_phrases(text, place.end, end):
            yield Possible(span, doer, sentence, _deed_in(scene, sentence, span), "choice")


def _holder(scene: Scene, sentence: Sentence, place: Span) -> Doer:
    """Whose choice it is: the owner of the noun, else the subject, else whoever "for" names."""
    doer = scene.grammar.doer(sentence, place, noun=True)
    if doer.parties:
        return doer
    lead = scene.reading.text[sentence.span.start : place.start]
    for mention in scene.mentions.of(sentence):
        if mention.span.end <= place.start and _real(scene, mention.party):
            at = sentence.span.start
            if re.fullmatch(r"(?:For|As for|To)\s(?:the\s)?", lead[: mention.span.start - at]):
                return Doer((mention.party,), 0.7)
    return doer


def _listed(scene: Scene, sentence: Sentence, holder: Doer) -> Iterator[Possible]:
    """One: annul the vote. In the middle: suspend the assembly; send a commissioner."""
    text, end = scene.reading.text, sentence.span.end
    for match in re.compile(r":\s+(?:to\s+)?(?=[a-z])").finditer(text, sentence.span.start, end):
        for span in verb_phrases(text, match.end(), end):
            yield Possible(span, holder, sentence, _deed_in(scene, sentence, span), "list")


def _asked(scene: Scene, sentence: Sentence) -> Iterator[Possible]:
    """Japan urged China to lift the ban: China could."""
    text, end = scene.reading.text, sentence.span.end
    asks = verbs_of(scene.lexicon.words["options"]["asks"])
    for match in asks.finditer(text, sentence.span.start, end):
        asked = re.compile(r"\s+(?:[\w’'-]+\s+){1,7}?to\s").match(text, match.end(), end)
        if asked is None:
            continue
        parties = [
            m.party
            for m in scene.mentions.of(sentence)
            if match.end() <= m.span.start < asked.end() and _real(scene, m.party)
        ]
        doer = Doer((parties[0],), 0.7) if parties else Doer((), 0.0)
        if not parties and _OWN.match(text, match.end(), asked.end()):
            doer = scene.grammar.doer(sentence, Span(*match.span()), noun=False)
        for span in verb_phrases(text, asked.end(), end):
            yield Possible(span, doer, sentence, _deed_in(scene, sentence, span), "ask")


def _considered(scene: Scene, sentence: Sentence) -> Iterator[Possible]:
    """Considering a ban and a fee: noun phrases."""
    text, end = scene.reading.text, sentence.span.end
    for match in verbs_of(scene.lexicon.words["options"]["considers"]).finditer(
        text, sentence.span.start, end
    ):
        rest = re.compile(r"\s+((?:an?|[a-z]+ing)\s[^,.;:]{3,80})").match(text, match.end(), end)
        if rest is None:
            continue
        doer = scene.grammar.doer(sentence, Span(*match.span()), noun=False)
        start = rest.start(1)
        phrase = re.split(
            r"\s(?:and|but|that|which)\s(?=(?:could|would|will|may|might|can|is|was|has|said)\b)",
            rest[1],
        )[0]
        for part in re.split(r"(\s+(?:and|or)\s+(?=(?:an?|the)\s|[a-z]+ing\s))", phrase):
            span = trimmed(text, start, start + len(part))
            start += len(part)
            if span is not None and len(part.split()) > 1:
                yield Possible(span, doer, sentence, _deed_in(scene, sentence, span), "consider")


def _deed_in(scene: Scene, sentence: Sentence, span: Span) -> Deed | None:
    """The act of the lexicon that a phrase speaks of."""
    found = [d for d in scene.deeds_of(sentence) if span.overlaps(d.span)]
    return next((d for d in found if not d.act.wide), found[0] if found else None)


def _real(scene: Scene, key: str) -> bool:
    return scene.mentions.parties[key].kind not in SOURCES


def options(scene: Scene) -> Iterator[Finding]:
    """Yield options, one for each thing that each actor does or could do."""
    text = scene.reading.text
    phrases = [
        p
        for p in possible(scene)
        if p.doer.parties and _real(scene, p.doer.parties[0]) and len(p.span.of(text)) > MIN_PHRASE
    ]
    phrases = [p for p in phrases if not any(_inside(p.span, q.span) for q in phrases)]
    taken = [p.span for p in phrases]
    deeds: dict[tuple[str, str], list[Deed]] = defaultdict(list)
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for deed in scene.deeds:
        for key in deed.doer.parties:
            if _real(scene, key):
                deeds[key, deed.act.key].append(deed)
    for phrase in phrases:
        name = (phrase.doer.parties[0], phrase.deed.act.key if phrase.deed else "")
        if phrase.deed is not None and name in deeds:
            spans[name].append(phrase.span)
        else:
            yield _by_its_words(scene, phrase)
    for (actor, key), done in deeds.items():
        said = spans[actor, key]
        if said or _is_choice(done):
            free = [d for d in done if not any(span.holds(d.span) for span in taken)]
            yield _of_lexicon(scene, actor, done, said or _named_by(free) or [done[0].span])


def _inside(inner: Span, outer: Span) -> bool:
    return inner != outer and outer.holds(inner)


def _is_choice(deeds: list[Deed]) -> bool:
    """Whether what is only named, and not said to be possible, is still something to choose."""
    if all(deed.status == "past" for deed in deeds):
        return False
    if any(not deed.noun and deed.status != "past" for deed in deeds):
        return deeds[0].status != "named" or len(deeds) > 1 or deeds[0].doer.sure > SURE
    open_ = any(deed.status in ("possible", "ongoing") for deed in deeds)
    return deeds[0].act.force > 0 and (open_ or any(deed.doer.sure > SURE for deed in deeds))


def _named_by(deeds: list[Deed]) -> list[Span]:
    """The passages of an option: verbs before nouns, and nothing that is past."""
    verbs = [d.span for d in deeds if not d.noun and d.status != "past"]
    return verbs or [d.span for d in deeds if d.status != "past"]


def _of_lexicon(scene: Scene, actor: str, deeds: list[Deed], places: list[Span]) -> Finding:
    act = deeds[0].act
    against = tuple(dict.fromkeys(k for d in deeds for k in d.against if _real(scene, k)))
    if len(deeds[0].doer.parties) == 2 and act.force > 0:
        against = tuple(k for k in deeds[0].doer.parties if k != actor)
    status = next((s for s in _STATUS if any(d.status == s for d in deeds)), "possible")
    return Finding(
        Option(
            actor=actor,
            key=act.key,
            label=act.label,
            against=against if act.force > 0 else (),
            status=status,
            effort=act.effort,
            force=act.force,
        ),
        tuple(places),
        confidence(deeds),
        "noun" if all(deed.noun for deed in deeds) else "deed",
    )


def _by_its_words(scene: Scene, phrase: Possible) -> Finding:
    """An option that the lexicon does not know, named by its first words."""
    words = " ".join(phrase.span.of(scene.reading.text).split())
    label = words if len(words) <= MOST_LABEL else words[:MOST_LABEL].rsplit(" ", 1)[0] + " ..."
    actor = phrase.doer.parties[0]
    against = scene.grammar.targets(phrase.sentence, phrase.span, False)
    against += tuple(
        m.party for m in scene.mentions.of(phrase.sentence) if phrase.span.holds(m.span)
    )
    hostile = bool(_HOSTILE.match(words))
    hurt = tuple(dict.fromkeys(k for k in against if k != actor and _real(scene, k)))
    return Finding(
        Option(
            actor=actor,
            key=key_of(words),
            label=label[0].upper() + label[1:],
            against=hurt if hostile else (),
            force=1 if hostile else 0,
        ),
        (phrase.span,),
        0.35 + 0.35 * phrase.doer.sure,
        phrase.by,
    )


def key_of(words: str) -> str:
    """Make a short name of the first words that say something."""
    plain = [w for w in re.findall(r"\w+", words.lower().replace("’s", "")) if w not in _SMALL]
    return slug(" ".join(plain[:3]), "do")


def confidence(deeds: list[Deed]) -> float:
    """Return how sure it is that the actor has the option: the surest deed, more for several."""
    surest = max(deed.doer.sure for deed in deeds)
    several = 0.05 * min(len(deeds) - 1, 3) if surest > 0.5 else 0.0
    vague = 0.1 if all(deed.act.wide for deed in deeds) else 0.0
    return min(surest * 0.9 + several - vague, 0.95)
