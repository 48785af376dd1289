"""Words of likelihood, read through the project's own yardsticks; ranks and ignorance no numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from standoff.draft.lexicon import any_of
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
    table = scene.lexicon.words["likelihood"]
    text, span = scene.reading.text, sentence.span
    found: list[Said] = []
    lists = [
        *(
            ("modal" if word in MODALS else "scaled", word, forms)
            for word, forms in table["same"].items()
        ),
        ("relative", "most", table["relative"]["most"]),
        ("relative", "least", table["relative"]["least"]),
        ("ignorance", None, table["ignorance"]["patterns"]),
        ("unscaled", None, table["unscaled"]["patterns"]),
    ]
    for sort, word, forms in lists:
        for match in any_of(forms).finditer(text, span.start, span.end):
            before = text[span.start : match.start()]
            if match.group() in ("May", "might") and (
                match.group() == "May" or re.search(r"\b(?:military|its|full)\s+$", before)
            ):
                continue
            if match.group() == "may" and _MONTH_OF_MAY.search(before):
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
    found.sort(key=lambda said: (said.span.start, -said.span.end))
    kept: list[Said] = []
    for said in found:
        if not kept or said.span.start >= kept[-1].span.end:
            kept.append(said)
    return kept


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
    case = next((c for c in ("worst", "best") if scene.words("cases", c).search(heading)), None)
    rank = next((r for r in ("least", "most") if scene.words("cases", r).search(heading)), None)
    return case, rank
