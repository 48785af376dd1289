"""The article: its text as it was written, with everything refused that is not English prose.

Offsets count Unicode code points of the decoded file, a byte order mark left out; line ends are
those of the file. The text itself is never changed.
"""

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from standoff.errors import CrisisError, Fault, LimitReached, UsageError

MAX_ARTICLE_BYTES = 1_000_000
"""Largest text that is read: some 150,000 words, a book."""

MIN_WORDS = 8

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PAPERS = "save it as plain text in its program (Save as, Plain text, UTF-8)"
_FORMATS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF", "make text of it first: pdftotext -layout FILE.pdf FILE.txt"),
    (b"PK\x03\x04", "a packed document (docx, odt, epub or zip)", _PAPERS),
    (b"\xd0\xcf\x11\xe0", "an old Office document", _PAPERS),
    (b"{\\rtf", "a rich text document", _PAPERS),
    (b"\x89PNG", "a picture", "read its text with an OCR program first"),
    (b"\xff\xd8\xff", "a picture", "read its text with an OCR program first"),
    (b"GIF8", "a picture", "read its text with an OCR program first"),
    (b"\x1f\x8b", "a compressed file", "unpack it first: gunzip FILE"),
)
_HTML = re.compile(r"<!doctype html|<html\b|<body\b|<head\b", re.I)
_TAG = re.compile(r"</?(?:p|div|span|a|br|h[1-6]|li|ul|table|td|tr|script|style|article)\b", re.I)
_COMMON = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "is",
        "that",
        "for",
        "it",
        "as",
        "was",
        "on",
        "be",
        "with",
        "by",
        "this",
        "are",
        "at",
        "from",
        "has",
        "have",
        "not",
        "or",
        "but",
        "its",
        "which",
        "will",
        "had",
        "were",
        "an",
        "would",
        "could",
        "their",
        "his",
        "he",
        "they",
        "been",
        "if",
        "more",
        "than",
    ]
)
ENGLISH_SHARE = 0.15
"""Least share of the commonest English words among the words of a text in English."""


@dataclass(frozen=True, slots=True)
class Article:
    """A text to draft from.

    Attributes
    ----------
    name : str
        Name of its file.
    text : str
        The text, unchanged; offsets count its characters.
    sha256 : str
        SHA-256 of the file, as ``sha256sum`` prints it.
    """

    name: str
    text: str
    sha256: str


def read_article(path: Path) -> Article:
    """Read a text file.

    Parameters
    ----------
    path : Path
        UTF-8, or UTF-16 with a byte order mark.

    Raises
    ------
    UsageError
        If it is not there or cannot be read.
    LimitReached
        If it is larger than `MAX_ARTICLE_BYTES`.
    CrisisError
        If it is not English text, with the way to make it so.
    """
    name = str(path)
    if path.is_dir():
        raise UsageError(f"{name} is a folder; name a text file in it")
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_ARTICLE_BYTES + 1)
    except FileNotFoundError:
        raise UsageError(f"there is no file {name}") from None
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}") from None
    _refuse_formats(raw, name)
    if len(raw) > MAX_ARTICLE_BYTES:
        most = MAX_ARTICLE_BYTES // 1_000_000
        raise LimitReached(f"{name} is larger than {most} MB: draft from one article at a time")
    text = _decode(raw, name)
    article = Article(path.name, text, hashlib.sha256(raw).hexdigest())
    refuse_other_text(text, name)
    return article


def article_of(text: str, name: str = "text") -> Article:
    """Return an article of text in memory, checked like a file."""
    refuse_other_text(text, name)
    return Article(name, text, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())


def _refuse_formats(raw: bytes, name: str) -> None:
    for mark, kind, way in _FORMATS:
        if raw.startswith(mark):
            raise _fault(name, f"this is {kind}, not text: {way}")
    if b"\0" in raw and not raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _fault(name, "this is not text but a binary file: name a plain text file")


def _decode(raw: bytes, name: str) -> str:
    encoding = next((code for mark, code in _MARKS if raw.startswith(mark)), "utf-8")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        message = (
            "this is not UTF-8 text. If it comes from an older Windows program:"
            " iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW"
        )
        raise CrisisError([Fault(message, line=line, column=column)], name) from None


def refuse_other_text(text: str, name: str) -> None:
    """Raise `CrisisError` for an empty text, a web page, or a text that is not English prose."""
    if not text.strip():
        raise _fault(name, "the file is empty")
    if "\0" in text:
        raise _fault(name, "this is not text but a binary file: name a plain text file")
    head = text.lstrip()[:2000]
    if _HTML.search(head) or len(_TAG.findall(text)) > max(4, len(text) / 400):
        raise _fault(
            name,
            "this is a web page (HTML), not text: copy the article's text from the browser, or"
            " lynx -dump -nolist FILE.html > FILE.txt",
        )
    words = re.findall(r"[^\W\d_]+", text.lower())
    letters = sum(map(len, words))
    latin = sum(len(word) for word in words if word < "\u0250")
    if letters and latin < 0.8 * letters:
        raise _fault(name, _other("is not written in Latin letters"))
    if len(words) < MIN_WORDS:
        raise _fault(name, f"{len(words)} words are too few to draft a crisis from")
    share = sum(word in _COMMON for word in words) / len(words)
    if share < ENGLISH_SHARE:
        raise _fault(name, _other("does not read like English prose"))


def _other(what: str) -> str:
    return f"the text {what}, which is all that is understood: translate it first, and keep both"


def _fault(name: str, message: str) -> CrisisError:
    return CrisisError([Fault(message, line=1, column=1)], name)
