"""Words of likelihood, read through the project's own yardsticks; ranks and ignorance no numbers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from standoff.draft.locate import Span
from standoff.draft.proposal import Likelihood, OptionKey
from standoff.draft.reading import Sentence
from standoff.draft.scene import Finding, Scene
from standoff.language.likelihood import YARDSTICKS, Range, word_range

MODALS = ("might happen", "could happen", "may happen")
"""Words that name a possibility and commit to nothing; no yardstick but `readers` has them."""

_NEGATED = re.compile(
    r"\b(?:not|never|hardly|scarcely|nor|no one|nobody)\s+(?:\w+\s+){0,5}$|n[’']t\s+(?:\w+\s+){0,5}$",
    re.I,
)
_PERCENT = re.compile(
    r"(?:(?:about|roughly|some|around|perhaps|below|under|above|over|at least|at most|(?:less"
    r"|more) than)\s)?"
    r"\b\d{1,3}(?:[.,]\d)?(?:\s?[–-]\s?\d{1,3}|\s(?:to|and|or)\s\d{1,3})?(?:\s?%|\s(?:per ?cent)\b)",
    re.I,
)
_CHANCE_BEFORE = re.compile(
    r"\b(?:chances?|likelihood|probabilit(?:y|ies)|odds|risk)\b[^;:]{0,90}?\b(?:at|is|to|of|be|as|was"
    r"|than)\s"
    r"(?:only\s|just\s|no more than\s)?$",
    re.I,
)
_CHANCE_AFTER = re.compile(r"\s(?:\w+\s)?(?:chance|probab|likel|odds|risk\b|prospect)", re.I)
_MONTH_OF_MAY = re.compile(r"(?:\d|in|early|mid|late|since|last|of)[\s-]+$", re.I)


@dataclass(frozen=True, slots=True)
class Said:
    """A word of likelihood in place."""

    span: Span
    sort: str
    word: str | None


def ranges_of(word: str) -> dict[str, Range]:
    """Return the range of a word on every yardstick that knows it.

    Parameters
    ----------
    word : str
        As a yardstick writes it.
    """
    found: dict[str, Range] = {}
    for name in YARDSTICKS:
        try:
            found[name] = word_range(word, name)
        except ValueError:
            continue
    return found


def said_in(scene: Scene, sentence: Sentence) -> list[Said]:
    """Return the words of likelihood in a sentence, in order; the longest of those that overlap."""
    text, span = scene.reading.text, sentence.span
    found: list[Said] = []
    for sort, word, *path in _lists(scene.lexicon.words["likelihood"]):
        for match in scene.words("likelihood", *path).finditer(text, span.start, span.end):
            before = text[span.start : match.start()]
            if _is_might(match.group(), before) or _is_measured(match.group(), before):
                continue
            place = Span(*match.span())
            if sort == "scaled" and _NEGATED.search(before):
                # "not likely" is a word of its own; what "not inevitable" means no scale says
                mild = word in ("likely", "probable")
                found.append(
                    Said(place, sort if mild else "unscaled", "unlikely" if mild else None)
                )
            else:
                found.append(Said(place, sort, word))
    found += [Said(place, "unscaled", None) for place in _figures(text, span, found)]
    found.sort(key=lambda said: (said.span.start, -said.span.end))
    kept: list[Said] = []
    for said in found:
        if not kept or said.span.start >= kept[-1].span.end:
            kept.append(said)
    return kept


def _lists(table: Mapping[str, Any]) -> Iterator[tuple[str, str | None, *tuple[str, ...]]]:
    """Sort, word of the yardsticks and path of each list of words."""
    for word in table["same"]:
        yield ("modal" if word in MODALS else "scaled"), word, "same", word
    yield "relative", "most", "relative", "most"
    yield "relative", "least", "relative", "least"
    yield "ignorance", None, "ignorance", "patterns"
    yield "unscaled", None, "unscaled", "patterns"


def _is_might(word: str, before: str) -> bool:
    """The might of an army, the month of May."""
    if word in ("May", "might"):
        return word == "May" or bool(re.search(r"\b(?:military|its|full)\s+$", before))
    return word == "may" and bool(_MONTH_OF_MAY.search(before))


def _is_measured(word: str, before: str) -> bool:
    """The chances of a deal: what is given a likelihood, and no likelihood by itself."""
    plain = re.fullmatch(r"(?:chances?|prospect|possibility) of|odds", word, re.I)
    return bool(plain) and bool(re.search(r"\b(?:the|its|their|put|his|her|our)\s+$", before, re.I))


def _figures(text: str, span: Span, words: list[Said]) -> Iterator[Span]:
    """Percentages that are likelihoods: in brackets after a word, or where the sentence says so."""
    for match in _PERCENT.finditer(text, span.start, span.end):
        place = Span(*match.span())
        bracketed = any(0 < place.start - w.span.end <= 2 for w in words if w.sort != "modal")
        lead, tail = text[span.start : place.start], text[place.end : place.end + 30]
        if (
            (bracketed and lead.endswith("("))
            or _CHANCE_BEFORE.search(lead)
            or (_CHANCE_AFTER.match(tail))
        ):
            yield place


def likelihoods(scene: Scene) -> Iterator[Finding]:
    """Yield every word of likelihood, with what it is said of where one act is near."""
    for sentence in scene.reading.sentences:
        for said in said_in(scene, sentence):
            ranges = ranges_of(said.word) if said.sort in ("scaled", "modal") and said.word else {}
            yield Finding(
                Likelihood(
                    words=said.span.of(scene.reading.text),
                    sort=said.sort,
                    word=said.word,
                    about=_about(scene, sentence, said.span),
                    ranges=ranges,
                ),
                (said.span,),
                0.85 if said.sort == "scaled" else 0.75,
                said.sort,
            )


def _about(scene: Scene, sentence: Sentence, place: Span) -> OptionKey | None:
    """The act nearest to the word, after it rather than before it."""
    near = sorted(
        (
            (
                d.span.start - place.end
                if d.span.start >= place.end
                else 2 * (place.start - d.span.end),
                d,
            )
            for d in scene.deeds_of(sentence)
            if len(d.doer.parties) == 1
        ),
        key=lambda pair: pair[0],
    )
    if near and near[0][0] < 120:
        deed = near[0][1]
        return f"{deed.doer.parties[0]}.{deed.act.key}"
    return None


def rank_of(heading: str, scene: Scene) -> tuple[str | None, str | None]:
    """Return the case and the rank that a heading speaks of."""
    case = next(
        (c for c in ("worst", "best", "usual") if scene.words("cases", c).search(heading)), None
    )
    rank = next((r for r in ("least", "most") if scene.words("cases", r).search(heading)), None)
    return case, rank
