"""Why: motives that the text gives an actor, and what one would answer another with."""

import re
from collections.abc import Iterator

from standoff.draft.lexicon import verbs_of
from standoff.draft.locate import Span
from standoff.draft.phrases import trimmed
from standoff.draft.proposal import Motive, Want
from standoff.draft.reading import Sentence
from standoff.draft.scene import SOURCES, Deed, Finding, Scene

_SUSPECTED = re.compile(
    r"\b(?:suspect\w*|suspicion|theor(?:y|ies)|real (?:aim|goal|point|reason|purpose|target)|reading"
    r"|rumou?rs?|whisper\w*"
    r"|alleg\w*|motives?|pretext|cynic\w*|believes?|purpose|ploy|unkind|sceptics?|skeptics?|the point)\b",
    re.I,
)
_TO = re.compile(
    r"\bto (?!the\b|an?\b|its\b|their\b|be\b|have\b|say\b|tell\b|know\b|believe\b|think\b|judge\b|see\b"
    r"|[A-Z])"
    r"[a-z]{3,}(?=\s(?:the|an?|its|his|her|their|[a-z]+)\b)"
)
_END = re.compile(r";|[.!?](?=\s|$)|, (?:but|though|although|while|whereas|yet|which)\b")
_PERHAPS = re.compile(
    r"\b(?:perhaps|maybe|possibly|officially|ostensibly|supposedly),?\s(?=(?:to|because)\s[a-z])",
    re.I,
)
_BLOCKED = re.compile(
    r"\b(?:ha(?:ve|s|d)|need(?:s|ed)?|(?:un)?able|(?:un)?likely|expected|ready|willing|going|want(?:s"
    r"|ed)?|like"
    r"|offer(?:s|ed)?|promis\w+|threat\w*|agree[sd]?|tr(?:y|ies|ied|ying)|used|continu\w+|seem\w*"
    r"|appear\w*|fail\w*"
    r"|enough|how|whether|what|where|when|who|plan\w*|intend\w*|decid\w+|beg[aiu]n\w*|set|due|vow\w*"
    r"|pledg\w*"
    r"|refus\w*|chance|abilit\w+|power|right|means|attempt\w*|effort|option|easy|hard|difficult"
    r"|(?:im)?possible|time"
    r"|ask(?:s|ed)?|urg\w+|told|order(?:s|ed)?|invit\w+|allow\w*|force[sd]?|free|bound|certain|sure"
    r"|hop\w+|seek\w*"
    r"|aim\w*|wish\w*|mean\w*|keen|eager|easier|harder|better|worse|first|also|only|not|it|them|him|us"
    r"|and|or|too [a-z]+"
    r"|in|subject|according|access|response|opposed|le[da]d?s?|road|way|back|close|next|thanks|due"
    r"|given|leave|left|as)\s+$",
    re.I,
)
_FORMULA = re.compile(
    r"\s+(?:be (?:plain|clear|frank|precise)|say|state|stress|add|thank|note|express|emphasi[sz]e"
    r"|recall|underline"
    r"|believe|think|inform|remind|assure)\b",
    re.I,
)


def motives(scene: Scene) -> Iterator[Finding]:
    """Yield motives: what an actor is said to hope for, want, or do something for."""
    for sentence in scene.reading.sentences:
        ends = sentence.span.start
        for place, sort in sorted(_places(scene, sentence)):
            if place.start < ends or _quoted(scene, place):
                continue
            finding, stop = _motive(scene, sentence, place, sort)
            if finding is not None:
                ends = stop
                yield finding


def _places(scene: Scene, sentence: Sentence) -> Iterator[tuple[Span, str]]:
    """Where a motive may start, and by what it is known."""
    text, (start, end) = scene.reading.text, (sentence.span.start, sentence.span.end)
    declared = verbs_of(scene.lexicon.words["motives"]["declared"])
    for match in declared.finditer(text, start, end):
        idiom = re.search(
            r"(?:\b(?:the|by|no|any|a|not|never)|n[’']t)\s+$", text[start : match.start()], re.I
        )
        if not idiom and not _FORMULA.match(text, match.end(), end):
            yield Span(*match.span()), "declared"
    for sort in ("purpose", "explained"):
        for span in scene.finds(sentence, "motives", sort):
            yield span, sort
    agenda = scene.words("motives", "agenda")
    for match in re.compile(r"\bto\s+(?=[a-z])").finditer(text, start, end):
        before = text[start : match.start()]
        if (
            agenda.match(text, match.end(), end)
            and not _BLOCKED.search(before)
            and len(before.split()) > 3
        ):
            yield Span(match.start(), match.end()), "agenda"
    for match in _PERHAPS.finditer(text, start, end):
        yield Span(match.end(), match.end() + 2), "suspected"
    if _SUSPECTED.search(text, start, end):
        for match in _TO.finditer(text, start, end):
            if not _BLOCKED.search(text[start : match.start()]):
                yield Span(*match.span()), "suspected"


def _motive(scene: Scene, sentence: Sentence, place: Span, sort: str) -> tuple[Finding | None, int]:
    """The motive at a place, and where its words end."""
    doer = scene.grammar.doer(sentence, place, noun=False)
    actor = doer.parties[0] if len(doer.parties) == 1 else None
    is_verb = sort == "declared"
    pronoun = re.search(
        r"\b(?:he|she|they)\s+(?:\w+\s+)?$",
        scene.reading.text[sentence.span.start : place.start],
        re.I,
    )
    if is_verb and not pronoun and (actor is None or not _real(scene, actor)):
        return None, 0
    actor = actor if actor is not None and _real(scene, actor) else None
    text, end = scene.reading.text, sentence.span.end
    match = _END.search(text, place.end, end)
    ends = match.start() if match else end
    first = place.start
    if sort == "explained":
        lead = re.match(r"[\s:,“\"]+", text[place.end : ends])
        first, actor = place.end + (lead.end() if lead else 0), None
    span = trimmed(text, first, ends)
    if span is None:
        return None, 0
    ulterior = bool(scene.finds(sentence, "motives", "ulterior"))
    content = Motive(
        actor=actor,
        claim=_claim(scene, actor, span, is_verb),
        motive="unknown" if sort == "explained" else "ulterior" if ulterior else "declared",
        wants=_served(actor, place, scene.deeds_of(sentence), is_verb),
    )
    firm = 0.7 if is_verb else 0.5
    return Finding(content, (span,), firm * (0.4 + 0.6 * doer.sure), sort), ends


def _served(actor: str | None, place: Span, deeds: list[Deed], is_verb: bool) -> str | None:
    """The act that would serve a motive: what is hoped for, else what the actor does for it."""
    sure = [d for d in deeds if d.doer.parties and d.doer.sure > 0.5]
    hoped = [d for d in sure if is_verb and d.span.start >= place.start]
    done = [d for d in sure if d.span.end <= place.start and d.doer.parties[0] == actor]
    served = hoped or done
    return _name(served[0]) if served else None


def _claim(scene: Scene, actor: str | None, span: Span, is_verb: bool, most: int = 220) -> str:
    words = " ".join(span.of(scene.reading.text).split())
    words = words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " ..."
    if actor is None:
        return words[0].upper() + words[1:]
    name = scene.mentions.name(actor)
    return f"{name}: {words}" if not is_verb else f"{name} {words}"


def _quoted(scene: Scene, place: Span) -> bool:
    return any(q.sort == "speech" and q.span.holds(place) for q in scene.reading.quotations)


def _real(scene: Scene, key: str) -> bool:
    return scene.mentions.parties[key].kind not in SOURCES


def wants(scene: Scene) -> Iterator[Finding]:
    """Yield what an actor would answer an act with, and whose acts it is for or against."""
    favours = verbs_of(scene.lexicon.words["reactions"]["for"])
    opposes = verbs_of(scene.lexicon.words["reactions"]["against"])
    for sentence in scene.reading.sentences:
        deeds = [d for d in scene.deeds_of(sentence) if d.doer.parties]
        yield from _answers(scene, sentence, deeds)
        for pattern, wanted in ((favours, True), (opposes, False)):
            match = pattern.search(scene.reading.text, sentence.span.start, sentence.span.end)
            if match is None:
                continue
            place = Span(*match.span())
            holder = scene.grammar.doer(sentence, place, noun=False)
            after = [
                d for d in deeds if 0 <= d.span.start - place.start < 110 and d.doer.sure > 0.5
            ]
            if len(holder.parties) != 1 or not _real(scene, holder.parties[0]) or not after:
                continue
            deed = next((d for d in after if holder.parties[0] not in d.doer.parties), None)
            if deed is not None:
                yield Finding(
                    Want(actor=holder.parties[0], option=_name(deed), wanted=wanted),
                    (Span(place.start, max(place.end, deed.span.end)),),
                    0.5 * (0.4 + 0.6 * holder.sure),
                )


def _answers(scene: Scene, sentence: Sentence, deeds: list[Deed]) -> Iterator[Finding]:
    """Retaliation in response to air strikes: the second act would bring on the first."""
    for place in scene.finds(sentence, "reactions", "answers"):
        before = [d for d in deeds if d.span.start <= place.start]
        after = [d for d in deeds if d.span.start >= place.end]
        if not before and len(after) > 1:
            before, after = after[1:], after[:1]
        if not before or not after:
            continue
        reply, cause = before[-1], after[0]
        if reply.doer.parties[0] == cause.doer.parties[0] or not _real(
            scene, reply.doer.parties[0]
        ):
            continue
        start = min(reply.span.start, cause.span.start)
        yield Finding(
            Want(
                actor=reply.doer.parties[0],
                option=_name(reply),
                answers=_name(cause),
            ),
            (Span(start, max(reply.span.end, cause.span.end)),),
            0.7 * min(reply.doer.sure, cause.doer.sure),
        )


def _name(deed: Deed) -> str:
    return f"{deed.doer.parties[0]}.{deed.act.key}"
