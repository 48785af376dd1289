"""Where words stand in a text: verbatim, or but for quotation marks, dashes, case and blanks.

Evidence that somebody claims is looked for, never believed: first as it is, then in a folded copy
of the text whose every character remembers its place, then piece by piece around an ellipsis, and
last word by word, allowing for few differences. What is not found is not located.
"""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

MIN_RATIO = 0.88
"""Least similarity, word by word, of a passage that is nearly as claimed."""

MIN_FUZZY_WORDS = 5
"""Shorter claims have to be found as they are."""

MAX_GAP = 600
"""Most characters that an ellipsis may stand for."""

_FOLDS = {
    "‘": "'", "’": "'", "‚": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "\u00ad": "", "\u200b": "", "…": "...",
}  # fmt: skip
_ELLIPSIS = re.compile(r"\s*(?:\[\s*\.\.\.\s*\]|\(\s*\.\.\.\s*\)|\.{3,})\s*")
_EDGES = " \t\r\n\"'.,;:"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text.

    Attributes
    ----------
    start, end : int
        Code points, counted from 0; `end` is past the last.
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Tell whether the other lies inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class _Folded:
    text: str
    places: tuple[int, ...]


@lru_cache(maxsize=8)
def _fold(text: str) -> _Folded:
    """Fold marks, case and blanks; `places` tells where each folded character came from."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = _FOLDS.get(character)
        if plain is None:
            plain = unicodedata.normalize("NFKC", character).lower()
        for one in plain:
            one = " " if one.isspace() else one
            if one == " " and (not folded or folded[-1] == " "):
                continue
            folded.append(one)
            places.append(place)
    return _Folded("".join(folded), (*places, len(text)))


def locate(words: str, text: str, near: int = 0) -> Span | None:
    """Find words in a text.

    Parameters
    ----------
    words : str
        What is said to stand there.
    text : str
        Where to look.
    near : int
        Of several places the one nearest to this offset is taken.

    Returns
    -------
    Span or None
        None where nothing close enough stands in the text.
    """
    if not words.strip():
        return None
    exact = _nearest(text, words, near)
    if exact >= 0:
        return Span(exact, exact + len(words))
    folded, claimed = _fold(text), _fold(words).text.strip(_EDGES)
    if not claimed:
        return None
    if _ELLIPSIS.search(claimed):
        return _with_ellipsis(claimed, folded)
    found = _find(claimed, folded, near)
    return found or _nearly(claimed, folded)


def _nearest(text: str, words: str, near: int) -> int:
    """First character of the occurrence nearest to an offset, -1 for none."""
    best, at = -1, text.find(words)
    while at >= 0:
        if best < 0 or abs(at - near) < abs(best - near):
            best = at
        at = text.find(words, at + 1)
    return best


def _span(folded: _Folded, start: int, end: int) -> Span:
    return Span(folded.places[start], folded.places[end - 1] + 1)


def _find(claimed: str, folded: _Folded, near: int = 0) -> Span | None:
    best: Span | None = None
    for match in re.finditer(re.escape(claimed), folded.text):
        span = _span(folded, *match.span())
        if best is None or abs(span.start - near) < abs(best.start - near):
            best = span
    return best


def _with_ellipsis(claimed: str, folded: _Folded) -> Span | None:
    """Find the pieces in order, no farther apart than an ellipsis may leave out."""
    pieces = [piece.strip(_EDGES) for piece in _ELLIPSIS.split(claimed)]
    pieces = [piece for piece in pieces if piece]
    if not pieces:
        return None
    pattern = rf"[\s\S]{{0,{MAX_GAP}}}?".join(map(re.escape, pieces))
    match = re.search(pattern, folded.text)
    return _span(folded, *match.span()) if match else None


def _nearly(claimed: str, folded: _Folded) -> Span | None:
    """Slide a window of as many words over the text and take the most similar, if similar."""
    wanted = re.findall(r"\w+", claimed)
    if len(wanted) < MIN_FUZZY_WORDS:
        return None
    stream = list(re.finditer(r"\w+", folded.text))
    words = [match.group() for match in stream]
    bag = set(wanted)
    matcher: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    best, place = 0.0, None
    for width in {len(wanted) - 1, len(wanted), len(wanted) + 1}:
        shared = sum(word in bag for word in words[:width])
        for k in range(max(len(words) - width + 1, 0)):
            if k:
                shared += (words[k + width - 1] in bag) - (words[k - 1] in bag)
            if shared < MIN_RATIO * len(wanted) - 1:
                continue
            matcher.set_seq1(words[k : k + width])
            ratio = matcher.ratio()
            if ratio > best:
                best, place = ratio, (k, k + width - 1)
    if place is None or best < MIN_RATIO:
        return None
    return _span(folded, stream[place[0]].start(), stream[place[1]].end())
