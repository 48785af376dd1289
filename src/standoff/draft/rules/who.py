"""Who matters: whoever acts, speaks, is acted on or is tied to another; publics and labels too."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from standoff.draft.grammar import GOVERNED, OFFICIAL
from standoff.draft.keys import slug
from standoff.draft.lexicon import any_of
from standoff.draft.locate import Span
from standoff.draft.mentions import Mention
from standoff.draft.proposal import Actor, Question, Tie
from standoff.draft.scene import SOURCES, Finding, Scene

_NAMED = ("people", "seat", "name")
OFTEN = 3
"""Mentions from which on an actor counts as named often."""
BY_ADJECTIVE = 0.5
"""Most confidence of an actor who is only named by an adjective (Afghan)."""
_REAL = ("state", "armed_group", "government", "bloc", "public", "other")


def actors(scene: Scene) -> Iterator[Finding]:
    """Yield the actors.

    A party that is only mentioned in passing (once, and neither does, says, suffers nor is tied to
    anything) is left out.
    """
    text = scene.reading.text
    named: dict[str, list[Mention]] = defaultdict(list)
    for mention in (*scene.mentions.all(), *scene.mentions.headlines):
        named[mention.party].append(mention)
    roles = _roles(scene)
    for key, mentions in named.items():
        party = scene.mentions.parties[key]
        source = party.kind in SOURCES
        weight = len(mentions) + 2 * roles[key]
        passing = not source and (weight < 2 or (not roles[key] and len(mentions) < 2))
        if passing and key in scene.lexicon.parties and mentions[0].form in _NAMED:
            continue
        words = Counter(" ".join(m.span.of(text).split()) for m in mentions)
        also = tuple(w for w, _ in words.most_common() if w.lower() != party.name.lower())[:8]
        sure = max(m.sure for m in mentions)
        acts = 0.55 + 0.1 * min(weight, 4) if roles[key] or source else 0.5
        yield Finding(
            Actor(
                key=slug(key),
                name=party.name,
                sort="source" if source else party.kind,
                also=also,
            ),
            tuple(m.span for m in mentions if m.form != "people" or _acts_as_people(text, m)),
            min(sure * acts, 0.97 if any(m.form != "people" for m in mentions) else BY_ADJECTIVE),
            _known_by(key, mentions, scene) + (" often" if len(mentions) >= OFTEN else ""),
        )


def _known_by(key: str, mentions: list[Mention], scene: Scene) -> str:
    """By what an actor is known: a name of the lists, a name of the text, a common noun, its form."""
    if key in scene.lexicon.parties:
        return "listed"
    first = max(mentions, key=lambda m: m.sure)
    if first.form != "name":
        return first.form
    return "learnt" if first.span.of(scene.reading.text)[0].isupper() else "noun"


def _acts_as_people(text: str, mention: Mention) -> bool:
    """Whether an adjective of nationality stands for a party: Afghans, Kenya-Tanzania; not goods."""
    words, after = mention.span.of(text), text[mention.span.end : mention.span.end + 40]
    beside = text[mention.span.start - 1 : mention.span.start] + after[:1]
    return words.endswith("s") or bool(OFFICIAL.match(after)) or "-" in beside or "–" in beside


def _roles(scene: Scene) -> Counter[str]:
    """How often each party does, suffers or says something."""
    roles: Counter[str] = Counter()
    for deed in scene.deeds:
        for key in (*deed.doer.parties, *deed.against):
            roles[key] += 1
    for sentence in scene.reading.sentences:
        for mention in scene.mentions.of(sentence):
            if mention.form in ("person", "body", "office", "public"):
                roles[mention.party] += 1
    for sentence in scene.reading.sentences:
        conditions = scene.finds(sentence, "conditions", "patterns")
        for mention in scene.mentions.of(sentence) if conditions else ():
            roles[mention.party] += 1
    for _, first, second, _ in _related(scene):
        roles[first] += 1
        roles[second] += 1
    return roles


def ties(scene: Scene) -> Iterator[Finding]:
    """Yield ties between two parties that one sentence names together with the word for it."""
    for relation, first, second, span in _related(scene):
        kind, _, back = relation.partition("|")
        backwards = kind == "proxy"
        one, other = (second, first) if backwards else (first, second)
        kind = back if backwards else kind
        yield Finding(Tie(**{"from": one, "to": other}, relation=kind), (span,), 0.5)


def _related(scene: Scene) -> Iterator[tuple[str, str, str, Span]]:
    """Relation, both ends and the passage."""
    text = scene.reading.text
    patterns = _patterns(scene.lexicon.words)
    for sentence in scene.reading.sentences:
        parties = [
            m for m in scene.mentions.of(sentence) if scene.mentions.parties[m.party].kind in _REAL
        ]
        if len({m.party for m in parties}) < 2:
            continue
        for relation, pattern in patterns.items():
            for match in pattern.finditer(text, sentence.span.start, sentence.span.end):
                pair = _ends(relation, parties, Span(*match.span()), text)
                if pair is not None:
                    first, second = pair
                    start = min(first.span.start, match.start(), second.span.start)
                    end = max(first.span.end, match.end(), second.span.end)
                    yield relation, first.party, second.party, Span(start, end)
                    break


def _ends(
    relation: str, parties: list[Mention], word: Span, text: str
) -> tuple[Mention, Mention] | None:
    """Who is bound to whom by the word for a tie; None where the order of words does not say."""
    before = [m for m in parties if m.span.end <= word.start]
    after = [m for m in parties if 0 <= m.span.start - word.end < 50]
    lead = text[max(0, word.start - 40) : word.start]
    adjacent = bool(before) and re.fullmatch(r"[\s-]", text[before[-1].span.end : word.start])
    if relation.startswith("patron") and adjacent:
        rest = [m for m in (*after, *reversed(before)) if m.party != before[-1].party]
        return (before[-1], rest[0]) if rest else None
    if re.search(r"\b(?:its|their|his|her)\s+(?:[\w-]+\s+){0,3}$", lead):
        named = after and re.fullmatch(r"\s*,?\s*(?:the\s+)?", text[word.end : after[0].span.start])
        subject = [m for m in before if not _is_governed(m, text)]
        return _different(subject[-1], after[0]) if named and subject else None
    first = before[-1] if before and word.start - before[-1].span.end < 45 else None
    if first is not None and re.search(r",|\bthat\b", text[first.span.end : word.start]):
        first = None
    if first is not None and after and not _is_governed(first, text):
        return _different(first, after[0])
    if len(before) > 1 and first is not None:
        gap = text[before[-2].span.end : first.span.start]
        if re.fullmatch(r"\s*(?:-|–|and|/|,)\s*(?:the\s+)?", gap):
            return _different(before[-2], first)
    if len(after) > 1 and re.search(r"\b(?:between|of)\b", text[word.end : after[0].span.start]):
        return _different(after[0], after[1])
    return None


def _different(first: Mention, second: Mention) -> tuple[Mention, Mention] | None:
    return (first, second) if first.party != second.party else None


def _is_governed(mention: Mention, text: str) -> bool:
    start = max(text.rfind(".", 0, mention.span.start), text.rfind("\n", 0, mention.span.start))
    return bool(GOVERNED.search(text[start + 1 : mention.span.start]))


def _patterns(words: Any) -> dict[str, re.Pattern[str]]:
    return {
        relation: any_of(patterns, after_hyphen=True)
        for relation, patterns in words["ties"].items()
    }


def questions(scene: Scene) -> Iterator[Finding]:
    """Yield what has to be asked: whose office it is, and who "they" are."""
    for text, span in scene.mentions.doubts:
        yield Finding(Question(text=f"{text}. Is that right?"), (span,), 0.7)
    asked: set[int] = set()
    for deed in scene.deeds:
        start = deed.sentence.span.start
        if deed.doer.pronoun is not None and start not in asked:
            asked.add(start)
            words = " ".join(deed.span.of(scene.reading.text).split())
            question = f'Who is meant by "{deed.doer.pronoun}" ("{words}")? It is not guessed.'
            yield Finding(Question(text=question), (deed.sentence.span,), 0.8)
