"""The article as the page shows it: paragraphs intact, each passage marked by what was read from it.

Passages overlap as they like. A paragraph is cut wherever one begins or ends, and each piece knows
all that cover it, the longest first, so that they can be drawn as lines under one another.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from standoff.draft.locate import Span
from standoff.draft.reading import Reading, Sort

MOST_LINES = 4
"""Passages over one another that are told apart by lines; a click still finds the others."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage over a piece of text.

    Attributes
    ----------
    card : int
        Number of the card that it belongs to.
    kind : str
        What was read from it.
    begins : bool
        Whether the passage begins with this piece.
    line : int
        Which line under the text is its own, from 0; never more than `MOST_LINES` - 1.
    """

    card: int
    kind: str
    begins: bool
    line: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that the same passages cover.

    Attributes
    ----------
    text : str
    marks : tuple of Mark
        The longest passage first; none for words that nothing was read from.
    """

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading.

    Attributes
    ----------
    sort : str
        ``text``, ``heading``, ``repeat`` (says an earlier paragraph again) or ``foreign`` (another
        voice than the author's).
    pieces : tuple of Piece
        Their texts joined are the paragraph, character by character.
    """

    sort: Sort
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Words that something was read from.

    Attributes
    ----------
    start, end : int
        Code points of the article.
    card : int
        Number of the card that it belongs to.
    kind : str
        What was read from it.
    """

    start: int
    end: int
    card: int
    kind: str


def blocks(reading: Reading, passages: Iterable[Passage]) -> tuple[Block, ...]:
    """Cut an article into blocks with its passages marked."""
    paragraphs = reading.paragraphs
    held = _by_paragraph([p.span for p in paragraphs], sorted(set(passages)))
    return tuple(
        Block(p.sort, tuple(_pieces(reading.text, p.span, held[k])))
        for k, p in enumerate(paragraphs)
    )


def _by_paragraph(
    paragraphs: Sequence[Span], passages: Sequence[Passage]
) -> dict[int, list[Passage]]:
    """Give each paragraph its passages; one that goes on in the next paragraph is in both."""
    found: defaultdict[int, list[Passage]] = defaultdict(list)
    first = 0
    for passage in passages:
        while first < len(paragraphs) and paragraphs[first].end <= passage.start:
            first += 1
        for k in range(first, len(paragraphs)):
            if paragraphs[k].start >= passage.end:
                break
            found[k].append(passage)
    return found


def _pieces(text: str, span: Span, passages: Sequence[Passage]) -> Iterator[Piece]:
    """Cut a paragraph where passages begin and end."""
    inside = (
        place for p in passages for place in (p.start, p.end) if span.start < place < span.end
    )
    cuts = sorted({span.start, span.end, *inside})
    waiting, active = list(reversed(passages)), list[Passage]()
    lines: dict[Passage, int] = {}
    for start, end in pairwise(cuts):
        active = [passage for passage in active if passage.end > start]
        while waiting and waiting[-1].start <= start:
            _add(waiting.pop(), active, lines)
        covering = sorted(active, key=lambda p: (p.start - p.end, p.card))
        marks = (
            Mark(p.card, p.kind, max(p.start, span.start) == start, lines[p]) for p in covering
        )
        yield Piece(text[start:end], tuple(marks))


def _add(passage: Passage, active: list[Passage], lines: dict[Passage, int]) -> None:
    """Let a passage cover what follows, on the first line that is free."""
    taken = {lines[one] for one in active}
    free = (line for line in range(MOST_LINES) if line not in taken)
    lines[passage] = next(free, MOST_LINES - 1)
    active.append(passage)
