"""Running text with light emphasis, free of any format.

A piece of prose is a tuple of spans. A span says what its text is (a strong word, a name from the
crisis file, a place elsewhere in the report); each renderer decides how that looks and escapes
the text itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from standoff.report.palette import Tone

SpanKind = Literal["plain", "strong", "emphasis", "code", "link"]


@dataclass(frozen=True)
class Span:
    """A run of text of one kind.

    Attributes
    ----------
    text
        The text, unescaped.
    kind
        `strong` for what the reader must not miss, `emphasis` for a stressed word, `code` for
        what stands so in the crisis file, `link` for a place in this report.
    target
        For a link, the id of the section it leads to.
    tone
        The colour of the actor or scenario that is spoken of, if any.
    """

    text: str
    kind: SpanKind = "plain"
    target: str = ""
    tone: Tone | None = None


Prose = tuple[Span, ...]
Wording = str | Span | Prose
"""What functions take where they want prose."""


def prose(*parts: Wording) -> Prose:
    """Return the parts, strings, spans and prose alike, as one piece of prose."""
    spans: list[Span] = []
    for part in parts:
        if isinstance(part, str):
            spans.append(Span(part))
        elif isinstance(part, Span):
            spans.append(part)
        else:
            spans.extend(part)
    return tuple(spans)


def strong(text: str, tone: Tone | None = None) -> Span:
    """Return text that the reader must not miss."""
    return Span(text, "strong", tone=tone)


def emphasis(text: str) -> Span:
    """Return a stressed word."""
    return Span(text, "emphasis")


def code(text: str) -> Span:
    """Return what stands so in the crisis file or is typed so."""
    return Span(text, "code")


def link(text: str, section: str) -> Span:
    """Return a reference to another section of the report, by its id."""
    return Span(text, "link", target=section)


def plain(wording: Wording) -> str:
    """Return the bare text of a piece of prose."""
    return "".join(span.text for span in prose(wording))


def listed(items: Iterable[Wording], last: str = "and") -> Prose:
    """Return pieces of prose as one phrase: `a`, `a and b`, `a, b and c`."""
    parts = [prose(item) for item in items]
    spans: list[Span] = []
    for place, part in enumerate(parts):
        if place:
            spans.append(Span(f" {last} " if place == len(parts) - 1 else ", "))
        spans.extend(part)
    return tuple(spans)
