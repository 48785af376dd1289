"""The parts in which a long text is sent: whole paragraphs, the last of one part repeated in the next.

Each part knows where its characters came from, so that what is found in it has a place in the
article.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from standoff.draft.locate import Span
from standoff.draft.reading import Reading

PART_CHARACTERS = 12_000
OVERLAP_CHARACTERS = 1_500
_GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Part:
    """Some paragraphs of the article.

    Attributes
    ----------
    spans : tuple of Span
        Paragraphs, in order, as they stand in the article.
    text : str
        Their words, a blank line between them.
    """

    spans: tuple[Span, ...]
    text: str

    def place(self, found: Span) -> Span:
        """Return where in the article a stretch of the part stands."""
        return Span(self._place(found.start), self._place(found.end - 1) + 1)

    def _place(self, offset: int) -> int:
        starts = [0]
        for span in self.spans[:-1]:
            starts.append(starts[-1] + span.end - span.start + len(_GAP))
        k = bisect_right(starts, offset) - 1
        span = self.spans[k]
        return min(span.start + offset - starts[k], span.end - 1)

    def halves(self, text: str) -> "tuple[Part, ...]":
        """Return it as two parts, or nothing where it is one short paragraph.

        Parameters
        ----------
        text : str
            Of the article.
        """
        spans = self.spans
        if len(spans) == 1:
            spans = tuple(_cut(text, spans[0], max(len(self.text) // 2 + 1, OVERLAP_CHARACTERS)))
        if len(spans) == 1:
            return ()
        middle = len(spans) // 2
        return (_part(text, spans[:middle]), _part(text, spans[middle:]))


def parts_of(reading: Reading, most: int = PART_CHARACTERS) -> tuple[Part, ...]:
    """Divide what is the author's own: repeats and foreign voices are not sent.

    Parameters
    ----------
    reading : Reading
    most : int
        Characters of a part.
    """
    text = reading.text
    own = [p.span for p in reading.paragraphs if p.sort in ("text", "heading")]
    pieces = [piece for span in own for piece in _cut(text, span, most)]
    return tuple(_part(text, spans) for spans in _groups(pieces, most))


def _part(text: str, spans: Iterable[Span]) -> Part:
    kept = tuple(spans)
    return Part(kept, _GAP.join(span.of(text) for span in kept))


def _groups(pieces: list[Span], most: int) -> Iterator[list[Span]]:
    group: list[Span] = []
    size = 0
    for piece in pieces:
        length = piece.end - piece.start
        if group and size + length > most:
            yield group
            last = group[-1]
            kept = last.end - last.start
            repeated = kept <= OVERLAP_CHARACTERS and kept + length <= most
            group, size = ([last], kept) if repeated else ([], 0)
        group.append(piece)
        size += length
    if group:
        yield group


def _cut(text: str, span: Span, most: int) -> Iterator[Span]:
    """Cut a paragraph that is too long, after a sentence if one ends there, else at a blank."""
    start = span.start
    while span.end - start > most:
        window = text[start : start + most]
        at = max(window.rfind(". "), window.rfind("? "), window.rfind("! ")) + 1
        at = at if at > most // 2 else window.rfind(" ")
        at = at if at > 0 else most
        yield Span(start, start + at)
        start += at
        while start < span.end and text[start].isspace():
            start += 1
    if start < span.end:
        yield Span(start, span.end)
