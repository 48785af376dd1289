"""What the text is: paragraphs, headings, repeats, other voices, sentences, quotations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal

from standoff.draft.locate import Span
from standoff.draft.text import Article

Sort = Literal["text", "heading", "repeat", "foreign"]

HEADING_WORDS = 14
HEADLINE_WORDS = 20
LABEL_WORDS = 5
"""Most words of a label in quotation marks; more are speech."""

REPEAT_RATIO = 0.92
"""Least similarity of a paragraph that counts as said before."""

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Capt|Lt|Sgt|Adm|Brig|St|Sen|Rep|Gov|vs|etc|No|Jan|Feb"
    r"|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|approx|cf|i\.e|e\.g|a\.m|p\.m|U\.S|U\.K|U\.N)"
    r"|\b[A-Z])\.$"
)
_SENTENCE_END = re.compile(r"[.!?]+[\"”’')\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9—–-]|\s*$)")
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "is",
        "of",
        "on",
        "or",
        "over",
        "the",
        "to",
        "vs",
        "with",
        "&",
        "–",
    ]
)
_COMMENTS = re.compile(
    r"^(?:\d+ )?(?:reader |readers.? |user )?(?:comments?|repl(?:y|ies)|responses|discussion)\b[: \d()]*$",
    re.I,
)
_SECOND = re.compile(r"\b(?:you|your|you're|you’re|u)\b", re.I)
_FIRST = re.compile(r"\b(?:I|I'm|I’m|I've|I’ve|my|me)\b")
_APPARATUS = re.compile(
    r"^(?:about the author|disclaimer|subscribe|share this|read more|related|follow us|sign up"
    r"|posted by|reply|the views expressed|copyright|©|photo:|image:|reporting by|editing by)",
    re.I,
)
_QUOTES = re.compile(
    r"“([^“”]{1,1500})”|\"([^\"\n]{1,1500})\"|«([^«»]{1,1500})»|(?<!\w)‘([^‘’\n]{3,400})’(?!\w)"
)
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ’'.-]{2,}[ /,-]*)+(?:[^()\n–—]{0,40})?(?:\([^()\n]{2,60}\)\s?)?\s?(?:[–—]|-{1,2})\s"
)
_SPEAKER = re.compile(r"(?:[A-ZÀ-Þ][A-ZÀ-Þ .’'-]{2,30}:|[QA][.:])\s+(?=[“\"A-ZÀ-Þ])")
_LABELLED = re.compile(
    r"\b(?:an?|the|its|their|his|her|this|that|our|such|so-called)\s$|\bcall(?:s|ed)?\s(?:it|this|that"
    r"|them|these)\s(?:an?\s)?$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and what it is."""

    span: Span
    sort: Sort


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the author's own text.

    Attributes
    ----------
    span : Span
    paragraph : int
        Place of its paragraph in the reading.
    heading : str
        The heading that it stands under; empty for none.
    """

    span: Span
    paragraph: int
    heading: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks.

    Attributes
    ----------
    span : Span
        Without the marks.
    sort : str
        ``speech``, ``gloss`` (what something is called), ``slogan`` or ``scare``.
    """

    span: Span
    sort: Literal["speech", "gloss", "slogan", "scare"]


class Reading:
    """An article, divided.

    Parameters
    ----------
    article : Article
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in order, each with what it is."""
        spans = list(_blocks(self.text))
        sorts: list[Sort] = []
        seen: list[str] = []
        foreign = False
        for k, span in enumerate(spans):
            words = span.of(self.text)
            foreign = foreign or bool(_COMMENTS.match(words.strip("# *")))
            sort: Sort = "text"
            if foreign or _APPARATUS.match(words):
                sort = "foreign"
            elif _is_heading(words, first=k == 0, last=k == len(spans) - 1):
                sort = "heading"
            elif _said_before(words, seen):
                sort = "repeat"
            else:
                seen.append(" ".join(words.lower().split()))
            sorts.append(sort)
        self._mark_reader(spans, sorts)
        return tuple(Paragraph(span, sort) for span, sort in zip(spans, sorts, strict=True))

    def _mark_reader(self, spans: list[Span], sorts: list[Sort]) -> None:
        """Mark a reader's comment at the end: it says I and you where the article does not."""
        texts = [k for k, sort in enumerate(sorts) if sort in ("text", "repeat")]
        if len(texts) < 3:
            return
        body = " ".join(
            _without_quotes(spans[k].of(self.text)) for k in texts[: -max(1, len(texts) // 5)]
        )
        if len(_SECOND.findall(body)) + len(_FIRST.findall(body)) > 2:
            return
        for k in reversed(texts[1:]):
            words = _without_quotes(spans[k].of(self.text))
            if not (_SECOND.search(words) or _FIRST.search(words)):
                return
            sorts[k] = "foreign"

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences of the author's own text; headings, repeats and other voices left out."""
        found: list[Sentence] = []
        heading = ""
        for k, paragraph in enumerate(self.paragraphs):
            if paragraph.sort == "heading":
                heading = paragraph.span.of(self.text).strip("#* \t")
            elif paragraph.sort == "text":
                span = _without_label(self.text, paragraph.span)
                found += [Sentence(s, k, heading) for s in _sentences(self.text, span)]
        return tuple(found)

    @cached_property
    def headlines(self) -> tuple[Sentence, ...]:
        """Headings, as if they were sentences; only names are read in them."""
        return tuple(
            Sentence(paragraph.span, k, "")
            for k, paragraph in enumerate(self.paragraphs)
            if paragraph.sort == "heading"
        )

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """Quotations of the author's own text."""
        found: list[Quotation] = []
        for paragraph in self.paragraphs:
            if paragraph.sort != "text":
                continue
            for match in _QUOTES.finditer(self.text, paragraph.span.start, paragraph.span.end):
                group = next(k for k in range(1, 5) if match[k] is not None)
                span = Span(*match.span(group))
                found.append(Quotation(span, self._sort_of(span)))
        return tuple(found)

    def _sort_of(self, span: Span) -> Literal["speech", "gloss", "slogan", "scare"]:
        words = span.of(self.text)
        before = self.text[max(0, span.start - 60) : span.start - 1]
        count = len(words.split())
        if re.search(
            r"(?:\(|known as|(?<!so-)called|dubbed|termed|meaning|i\.e\.)\s*(?:the\s*)?$", before
        ):
            return "gloss"
        capital = [w[:1].isupper() for w in re.findall(r"\w+", words) if w.lower() not in _SMALL]
        if count <= 5 and len(capital) > 1 and all(capital):
            return "slogan"
        said = re.search(
            r"(?:\b(?:that|to be|as|of|said|says|saying|has|had|is|warn\w*|call\w*|describ\w*|concluded"
            r"|consider\w*"
            r"|choice of)\b|[:,])[^.]{0,25}$",
            before,
        )
        finite = re.search(
            r"\b(?:is|are|was|were|will|has|have|had|can|must|shall|do|does|not)\b", words
        )
        if count <= LABEL_WORDS and not finite and _LABELLED.search(before):
            return "scare"
        if count >= 4 and (said or finite or count >= 8):
            return "speech"
        if count >= 2 and re.search(
            r"\b(?:(?:to be|said|says|call\w*|describ\w*|considers?)\s*(?:\w+\s+){0,2}|as\s*)$",
            before,
        ):
            return "speech"
        return "scare"

    def sentence_at(self, place: int) -> Sentence | None:
        """Return the sentence that holds an offset."""
        return next((s for s in self.sentences if s.span.start <= place < s.span.end), None)

    def notes(self) -> tuple[str, ...]:
        """Say which parts of the text were set apart."""
        found = []
        for paragraph in self.paragraphs:
            first = " ".join(paragraph.span.of(self.text).split()[:6])
            if paragraph.sort == "repeat":
                found.append(f"a paragraph repeats an earlier one and counts once: {first} ...")
            elif paragraph.sort == "foreign":
                found.append(f"not the author's voice, so left out: {first} ...")
        return tuple(found)


def _blocks(text: str) -> Iterator[Span]:
    """Paragraphs: between blank lines; or lines, where lines are long or there is no blank line."""
    lines = [Span(*m.span()) for m in re.finditer(r"[^\r\n]*\S[^\r\n]*", text)]
    blank = len(re.findall(r"\n[ \t\r]*\n", text))
    wrapped = blank >= 1 and lines and max(line.end - line.start for line in lines) < 140
    if not wrapped:
        yield from (_trim(text, line) for line in lines)
        return
    for match in re.finditer(r"\S(?:[^\n]|\n(?![ \t\r]*\n))*", text):
        span = _trim(text, Span(*match.span()))
        first = text.find("\n", span.start, span.end)
        # a heading set directly on top of its paragraph
        if first > 0 and re.match(r"#+ ", text[span.start : first]):
            yield _trim(text, Span(span.start, first))
            span = _trim(text, Span(first, span.end))
        yield span


def _trim(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _is_heading(words: str, first: bool, last: bool) -> bool:
    if words.startswith("#"):
        return True
    if _SPEAKER.match(words):
        return False
    plain = re.findall(r"[\w’'&-]+", words)
    if last or not plain or "\n" in words.strip():
        return False
    if first and len(plain) <= HEADLINE_WORDS and re.search(r"\w[\"”’)]?$", words.strip()):
        return True
    if len(plain) > HEADING_WORDS:
        return False
    if re.search(r"[.!;,]$|[.!?][\"”]$", words.strip()):
        return False
    big = [w for w in plain if w.lower() not in _SMALL]
    capital = sum(w[:1].isupper() or w[:1].isdigit() for w in big)
    return bool(big) and (capital >= 0.7 * len(big) or len(plain) <= 7)


def _without_label(text: str, span: Span) -> Span:
    """A paragraph without its dateline, or the label of who speaks."""
    label = _DATELINE.match(text, span.start, span.end) or _SPEAKER.match(
        text, span.start, span.end
    )
    return Span(label.end(), span.end) if label is not None and label.end() < span.end else span


def _said_before(words: str, seen: list[str]) -> bool:
    plain = " ".join(words.lower().split())
    for earlier in seen:
        if plain == earlier or (len(plain) > 60 and plain in earlier):
            return True
        if 0.8 < len(plain) / max(len(earlier), 1) < 1.25 and len(plain) > 80:
            match = SequenceMatcher(None, plain.split(), earlier.split(), autojunk=False)
            if match.quick_ratio() > REPEAT_RATIO and match.ratio() > REPEAT_RATIO:
                return True
    return False


def _without_quotes(words: str) -> str:
    return _QUOTES.sub(" ", words)


def _sentences(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for match in _SENTENCE_END.finditer(text, span.start, span.end):
        before = text[max(span.start, match.start() - 8) : match.start() + 1]
        if match.end() < span.end and _ABBREVIATION.search(before):
            continue
        yield _trim(text, Span(start, match.end()))
        start = match.end()
    if text[start : span.end].strip():
        yield _trim(text, Span(start, span.end))
