"""Who said what: the verb of saying, who said it, through whom, which way, when, how reliable."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from standoff.draft.dates import When, when
from standoff.draft.grammar import GOVERNED, OFFICIAL
from standoff.draft.lexicon import verbs_of
from standoff.draft.locate import Span
from standoff.draft.mentions import Mention
from standoff.draft.proposal import Signal, SourceKind
from standoff.draft.reading import Sentence
from standoff.draft.rules.communique import issuer_of, own_subject
from standoff.draft.rules.direction import direction_of
from standoff.draft.rules.done import CALENDAR, did_on, done_by, part_of
from standoff.draft.rules.how_likely import said_in
from standoff.draft.rules.sayings import is_saying
from standoff.draft.scene import SOURCES, Finding, Scene

RELIABILITY: dict[SourceKind, str] = {
    "official": "B3",
    "armed_group": "D3",
    "media": "C3",
    "anonymous": "D3",
    "expert": "C3",
    "author": "D4",
    "other": "F6",
}
"""Admiralty codes that are proposed by kind of source; the analyst knows better."""

_ACCORDING = re.compile(
    r"\b(?:according to|in the words of|as)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$", re.I
)
_SPEAKERS = (
    "public",
    "name",
    "seat",
    "office",
    "body",
    "person",
    "media",
    "anonymous",
    "expert",
    "people",
)
_MODAL = re.compile(
    r"\b(?:could|might|may|would|should|will|to|can|must)(?:n[’']t|\s+not)?\s+(?:\w+\s+){0,2}$",
    re.I,
)
_RAISED = re.compile(
    r"\b(?:appear|seem|went on|continu|proceed|rush|hasten|hurr|was quick|began|start"
    r"|manag)\w*\s+to\s+$",
    re.I,
)
_LAST_SPEAKER = re.compile(r"(?:^|[,.;”\"]\s*)(?:he|she|they)\s+(?:\w+\s+)?$", re.I)
_PASSIVE = re.compile(r"(?:\b(?:is|are|was|were|be|been|being)|[’']s)\s+(?:\w+ly\s+)?$", re.I)
_PRONOUN = re.compile(r"\b(?:it|he|she|they|who|which)\s+(?:\w+\s+){0,2}$", re.I)


_JOINT = re.compile(r";\s|,\s(?:but|and|while|whereas|though|although)\s|\.\s|:\s(?=[A-Z])")
_FORECAST = re.compile(
    r"\b(?:would|could|likely|unlikely|doubtful|probabl[ey]|chances?|possible|improbable|expects?|odds)\b",
    re.I,
)
_FORECASTING = re.compile(
    r"(?:estimat|predict|expect|thinks?|thought|reckon|put|judg|forecast|suggest)", re.I
)


@dataclass(frozen=True, slots=True)
class _Saying:
    """A verb of saying in a sentence."""

    span: Span
    sort: str


def signals(scene: Scene) -> Iterator[Finding]:
    """Yield statements that the text reports, and deeds that it puts on a calendar."""
    sayings = {
        sort: verbs_of(scene.lexicon.words["saying"][sort])
        for sort in ("towards", "away", "denial", "plain", "weak")
    }
    last: Mention | None = None
    issuer = issuer_of(scene)
    for sentence in scene.reading.sentences:
        taken: list[Span] = []
        for verb in _verbs(scene, sentence, sayings):
            clause = _clause(scene, sentence, verb.span)
            if any(clause.overlaps(other) for other in taken):
                continue
            found = _speaker(scene, sentence, verb.span, last)
            if found is None or _is_forecast(scene, sentence, clause, verb.span, found[0]):
                continue
            taken.append(clause)
            last = found[0]
            yield _signal(scene, sentence, clause, verb, *found)
        for finding in _dated_deeds(scene, sentence, taken):
            taken += finding.spans
            yield finding
        if not taken and issuer is not None:
            yield from _own_voice(scene, sentence, issuer)


def _verbs(scene: Scene, sentence: Sentence, sayings: dict[str, re.Pattern[str]]) -> list[_Saying]:
    text, span = scene.reading.text, sentence.span
    verbs = [
        _Saying(Span(*match.span()), sort)
        for sort, pattern in sayings.items()
        for match in pattern.finditer(text, span.start, span.end)
        if not _inside_quotation(scene, match.start())
        and is_saying(
            text[span.start : match.start()], match.group(), text[match.end() : span.end], sort
        )
    ]
    verbs += [
        _Saying(Span(*match.span()), "plain")
        for match in re.compile(r"\b[Aa]ccording to\b").finditer(text, span.start, span.end)
    ]
    return sorted(verbs, key=lambda verb: verb.span)


def _clause(scene: Scene, sentence: Sentence, verb: Span) -> Span:
    """The part of a sentence that one verb of saying governs."""
    text, start, end = scene.reading.text, sentence.span.start, sentence.span.end
    for match in _JOINT.finditer(text, start, end):
        if _inside_quotation(scene, match.start()):
            continue
        if match.end() <= verb.start and not re.match(
            r"[,\s]*(?:it|he|she|they)\b", text[match.end() :]
        ):
            start = match.end()
        elif match.start() >= verb.end + LEAST_CLAUSE and _has_subject(
            scene, sentence, match.end()
        ):
            end = match.start()
            break
    lead = re.match(r"(?:And|But|Yet|So|Also)\s", text[start:end])
    words = text[start:end].rstrip(" .,;:!?")
    return Span(start + (lead.end() if lead else 0), start + len(words))


def _has_subject(scene: Scene, sentence: Sentence, place: int) -> bool:
    """Whether a new clause with somebody as its subject starts at a place."""
    return any(0 <= m.span.start - place < 8 for m in scene.mentions.of(sentence))


def _is_forecast(
    scene: Scene, sentence: Sentence, clause: Span, verb: Span, speaker: Mention
) -> bool:
    """What an expert, or somebody who is no party, expects is a judgement, kept as a scenario."""
    words = clause.of(scene.reading.text)
    likely = any(
        one.sort in ("scaled", "unscaled", "relative") and clause.overlaps(one.span)
        for one in said_in(scene, sentence)
    )
    if not (likely or _FORECAST.search(words)) or re.search(r"\bhas\b|\bhave\b", words):
        return False
    if speaker.form == "expert" and (likely or speaker.sure > TITLED):
        return True
    judged = bool(_FORECASTING.match(verb.of(scene.reading.text)))
    return judged and scene.mentions.parties[speaker.party].kind not in (
        "state",
        "government",
        "armed_group",
    )


LEAST_CLAUSE = 12
"""Characters after a verb of saying before another clause can begin."""

TITLED = 0.8
"""Sureness above which an expert is one by title, not by a verb of saying alone."""


def _dated_deeds(scene: Scene, sentence: Sentence, taken: list[Span]) -> Iterator[Finding]:
    """What actors did on a day that can be put on a calendar, clause by clause."""
    text = scene.reading.text
    places = [
        Span(*m.span()) for m in CALENDAR.finditer(text, sentence.span.start, sentence.span.end)
    ]
    dated = when(text, sentence.span, scene.as_of or dt.date.today())
    if dated.said and dated.span is not None:
        places.append(dated.span)
    done = list(taken)
    if any(one.sort in ("scaled", "unscaled", "relative") for one in said_in(scene, sentence)):
        return
    for place in sorted(places):
        clause = _clause(scene, sentence, Span(place.start, place.end - LEAST_CLAUSE))
        if any(clause.overlaps(other) for other in done) or _inside_quotation(scene, place.start):
            continue
        finding = _deed_of(scene, sentence, clause, place)
        if finding is not None:
            done.append(clause)
            yield finding


def _deed_of(scene: Scene, sentence: Sentence, clause: Span, place: Span) -> Finding | None:
    """The deed of a clause that names a day, and whoever did it."""
    text = scene.reading.text
    parsed = scene.grammar.did(sentence, place)
    for mention in scene.mentions.of(sentence):
        if mention.form in ("expert", "media", "anonymous") or not clause.holds(mention.span):
            continue
        lead = text[clause.start : mention.span.start]
        if GOVERNED.search(lead[-60:]) and not (done_by(lead) or part_of(lead)):
            continue
        did = mention is parsed or did_on(text, mention.span, clause)
        if did and scene.mentions.parties[mention.party].kind not in SOURCES:
            verb = _Saying(Span(mention.span.end, mention.span.end), "plain")
            return _signal(
                scene, sentence, clause, verb, mention, None, 0.6 * mention.sure, "deed", "deed"
            )
    return None


def _own_voice(scene: Scene, sentence: Sentence, issuer: str) -> Iterator[Finding]:
    """What the issuer of a communiqué says in its own name."""
    mention = own_subject(scene, sentence, issuer)
    if mention is None or _FORECAST.search(scene.text(sentence)):
        return
    inside = sentence.span.holds(mention.span)
    place = mention.span.start if inside else sentence.span.start
    clause = _clause(scene, sentence, Span(place, place))
    yield _signal(
        scene,
        sentence,
        clause,
        _Saying(Span(place, place), "plain"),
        mention,
        None,
        0.5,
        rule="own voice",
    )


def _inside_quotation(scene: Scene, place: int) -> bool:
    return any(q.span.start <= place < q.span.end for q in scene.reading.quotations)


def _speaker(
    scene: Scene, sentence: Sentence, verb: Span, last: Mention | None
) -> tuple[Mention, Mention | None, float] | None:
    """The speaker, whoever quotes him, and how sure that is."""
    text = scene.reading.text
    mentions = [
        m
        for m in scene.mentions.of(sentence)
        if m.form in _SPEAKERS and not _inside_quotation(scene, m.span.start)
    ]
    lead = text[sentence.span.start : verb.start]
    if _MODAL.search(lead) and not _RAISED.search(lead):
        return None
    if _PASSIVE.search(lead) and not verb.of(text).lower().startswith(("say", "warn")):
        return None
    named = [m for m in mentions if m.span.end <= verb.start]
    parsed = scene.grammar.subject(sentence, verb)
    if parsed in mentions:
        via = next((m for m in mentions if m.form == "media" and m is not parsed), None)
        return parsed, via, 0.9 * parsed.sure
    subject = _subject(scene, sentence, verb, named)
    near = [m for m in mentions if 0 <= m.span.start - verb.end < 30]
    inverted = near and (re.search(r"[,”\"]\s*$", lead) or verb.of(text).lower() == "according to")
    if inverted and (subject is None or verb.start - subject.span.end > 12):
        person = next(
            (m for m in mentions if m.form == "expert" and m.span.start >= verb.end), None
        )
        subject = person or near[0]
    if subject is None and last is not None and _LAST_SPEAKER.search(lead):
        return last, None, 0.55 * last.sure
    if subject is None:
        return None
    gap = verb.start - subject.span.end
    sure = subject.sure * (0.85 if gap < 40 else 0.7 if gap < 100 else 0.5)
    quoted = re.match(r"quot", verb.of(text))
    after = [m for m in mentions if m.span.start >= verb.end]
    if quoted and after:
        return after[0], subject, sure
    clause = _clause(scene, sentence, verb)
    via = next(
        (m for m in mentions if m.form == "media" and m is not subject and clause.holds(m.span)),
        None,
    )
    return subject, via, sure


def _subject(scene: Scene, sentence: Sentence, verb: Span, named: list[Mention]) -> Mention | None:
    """Whoever stands before a verb of saying and is not governed by a preposition."""
    text = scene.reading.text
    pronoun = _PRONOUN.search(text[sentence.span.start : verb.start])
    free = []
    for mention in named:
        before = text[sentence.span.start : mention.span.start]
        beside = mention.form == "person" and re.fullmatch(
            r"\s+(?:\w+\s+)?", text[mention.span.end : verb.start]
        )
        if beside or not GOVERNED.search(before) or _ACCORDING.search(before):
            free.append(mention)
    free = [m for m in free if m.form != "people" or _speaks(text, m)]
    if pronoun is not None and pronoun.group().split()[0].lower() in ("it", "he", "she", "they"):
        place = sentence.span.start + pronoun.start()
        return next((m for m in free if m.span.end <= place), None)
    return free[-1] if free else None


def _speaks(text: str, mention: Mention) -> bool:
    """Whether a people's name stands for those who speak for it: Malian officials, Houthis."""
    words = mention.span.of(text)
    return words.endswith("s") or bool(
        OFFICIAL.match(text[mention.span.end : mention.span.end + 40])
    )


def _signal(
    scene: Scene,
    sentence: Sentence,
    clause: Span,
    verb: _Saying,
    speaker: Mention,
    via: Mention | None,
    sure: float,
    mode: Literal["indirect", "deed"] = "indirect",
    rule: str = "",
) -> Finding:
    quotation = next(
        (q for q in scene.reading.quotations if q.sort == "speech" and clause.holds(q.span)), None
    )
    party = scene.mentions.parties[speaker.party]
    source = _source(speaker.form, party.kind)
    dated = _when(scene, sentence)
    real = party.kind not in SOURCES
    chain = ["author"] + ([scene.mentions.name(via.party)] if via is not None else [])
    return Finding(
        Signal(
            speaker=speaker.party if real else party.name,
            person=speaker.person,
            via=tuple(chain),
            mode="direct" if quotation else mode,
            direction=direction_of(scene, sentence, verb.sort, clause),
            summary=_shortened(clause.of(scene.reading.text)),
            earliest=dated.earliest if dated else None,
            latest=dated.latest if dated else None,
            source=source,
            reliability=RELIABILITY[source],
        ),
        (clause,),
        min(sure + (0.1 if quotation else 0.0), 0.95),
        "quoted" if quotation else rule or verb.sort,
    )


def _when(scene: Scene, sentence: Sentence) -> When | None:
    if scene.as_of is None:
        return None
    return when(scene.reading.text, sentence.span, scene.as_of)


def _source(form: str, kind: str) -> SourceKind:
    if form in ("media", "anonymous", "expert"):
        return form  # type: ignore[return-value]
    if kind == "armed_group":
        return "armed_group"
    return "official" if kind in ("state", "government", "bloc") else "other"


def _shortened(words: str, most: int = 240) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= most else plain[:most].rsplit(" ", 1)[0] + " ..."
