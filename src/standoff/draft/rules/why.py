"""Why: motives that the text gives an actor, and what one would answer another with."""

import re
from collections.abc import Iterator

from standoff.draft.lexicon import any_of, verbs_of
from standoff.draft.locate import Span
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
    r"\bto (?!the\b|an?\b|its\b|their\b|be\b|have\b|[A-Z])[a-z]{3,}"
    r"(?=\s(?:the|an?|its|his|her|their|[a-z]+)\b)"
)
_END = re.compile(r";|[.!?](?=\s|$)|, (?:but|though|although|while|whereas|yet|which)\b")


def motives(scene: Scene) -> Iterator[Finding]:
    """Yield motives: what an actor is said to hope for, want, or do something for."""
    declared = verbs_of(scene.lexicon.words["motives"]["declared"])
    purpose = any_of(scene.lexicon.words["motives"]["purpose"])
    for sentence in scene.reading.sentences:
        text, (start, end) = scene.reading.text, (sentence.span.start, sentence.span.end)
        ends = start
        places = [(Span(*m.span()), True) for m in declared.finditer(text, start, end)]
        places += [(Span(*m.span()), False) for m in purpose.finditer(text, start, end)]
        if _SUSPECTED.search(text, start, end):
            places += [(Span(*m.span()), False) for m in _TO.finditer(text, start, end)]
        for place, is_verb in sorted(places):
            if place.start < ends or _quoted(scene, place):
                continue
            doer = scene.grammar.doer(sentence, place, noun=False)
            actor = doer.parties[0] if len(doer.parties) == 1 else None
            if is_verb and (actor is None or not _real(scene, actor)):
                continue
            actor = actor if actor is not None and _real(scene, actor) else None
            match = _END.search(text, place.end, end)
            ends = match.start() if match else end
            span = Span(place.start, ends)
            claim = _claim(scene, actor, span, is_verb)
            ulterior = bool(scene.finds(sentence, "motives", "ulterior"))
            yield Finding(
                Motive(
                    actor=actor,
                    claim=claim,
                    motive="ulterior" if ulterior else "declared",
                    wants=_served(actor, place, scene.deeds_of(sentence), is_verb),
                ),
                (span,),
                (0.7 if is_verb else 0.5) * (0.4 + 0.6 * doer.sure),
            )


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
