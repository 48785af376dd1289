"""Where the text of a chart goes: how wide it is, where it breaks, and how labels keep apart.

Widths are those of Arial and its metric twins, plus a margin for the wider faces that a system
may have in its place; there is no browser to ask when a chart is drawn.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache

SIZE = 12.0
"""The usual size of text in a chart, px; nothing is smaller."""
LINE = 1.25
"""Distance of two lines of text, in sizes."""

_MARGIN = 1.06
_BOLD = 1.07
_WIDTHS = (
    (0.20, "'"),
    (0.23, "ijl"),
    (0.28, "| !,./:;I[\\]ft\N{NO-BREAK SPACE}·’‘"),
    (0.34, "()-`r{}“”"),
    (0.36, '"'),
    (0.39, "*"),
    (0.47, "^"),
    (0.50, "Jcksvxyz"),
    (0.56, "#$0123456789?L_abdeghnopqu–"),
    (0.59, "+<=>~×÷−±"),
    (0.62, "FTZ"),
    (0.67, "&ABEKPSVXY"),
    (0.73, "CDHNRUw"),
    (0.78, "GOQ"),
    (0.84, "Mm"),
    (0.89, "%"),
    (0.95, "W"),
    (1.02, "@…—→←"),
)
_WIDTH_OF = {char: width for width, chars in _WIDTHS for char in chars}


@cache
def _char_width(char: str) -> float:
    if char in _WIDTH_OF:
        return _WIDTH_OF[char]
    if unicodedata.combining(char):
        return 0.0
    base = unicodedata.normalize("NFD", char)[0]
    if base in _WIDTH_OF:
        return _WIDTH_OF[base]
    return 1.0 if unicodedata.east_asian_width(char) in "WF" else 0.75


def text_width(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """Return the width of a line of text in px, rather too wide than too narrow."""
    ems = sum(_char_width(char) for char in text)
    return ems * size * _MARGIN * (_BOLD if bold else 1.0)


def wrap(
    text: str, width: float, size: float = SIZE, *, lines: int = 3, bold: bool = False
) -> list[str]:
    """Break text into at most so many lines of a width in px.

    A word wider than a line is broken; what does not fit in the last line ends in an ellipsis.
    """
    words = _pieces(text, width, size, bold)
    broken: list[str] = []
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if not line or text_width(longer, size, bold=bold) <= width:
            line = longer
        else:
            broken.append(line)
            line = word
    broken.append(line)
    if len(broken) > lines:
        broken = [*broken[: lines - 1], _shorten(broken[lines - 1], width, size, bold)]
    return broken


def _pieces(text: str, width: float, size: float, bold: bool) -> list[str]:
    pieces: list[str] = []
    for word in text.split():
        rest = word
        while text_width(rest, size, bold=bold) > width and len(rest) > 1:
            cut = max(
                (n for n in range(1, len(rest)) if text_width(rest[:n], size, bold=bold) <= width),
                default=1,
            )
            pieces.append(rest[:cut])
            rest = rest[cut:]
        pieces.append(rest)
    return pieces


def _shorten(line: str, width: float, size: float, bold: bool) -> str:
    while line and text_width(f"{line}…", size, bold=bold) > width:
        line = line[:-1].rstrip()
    return f"{line}…"


def clipped(text: str, width: float, size: float = SIZE, *, bold: bool = False) -> str:
    """Return the text, cut with an ellipsis if it is wider than `width` px."""
    if text_width(text, size, bold=bold) <= width:
        return text
    return _shorten(text, width, size, bold)


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float, gap: float = 2.0
) -> list[float]:
    """Move labels apart as little as possible.

    Minimises the sum of squared shifts such that labels keep the order of where they want to be,
    stand `gap` apart and lie within `low..high`: isotonic regression by pooling neighbours.

    Parameters
    ----------
    wanted
        Where the centre of each label would be, px.
    heights
        How high each label is, px.
    low, high
        The room for the labels. Should they need more, they run over `high`.
    gap
        The least distance of two labels, px.

    Returns
    -------
    list of float
        The centre of each label, in the order given.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    offsets: list[float] = []
    total = 0.0
    for i in order:
        offsets.append(total + heights[i] / 2)
        total += heights[i] + gap
    blocks: list[tuple[float, int]] = []
    for i, offset in zip(order, offsets, strict=True):
        start, count = wanted[i] - offset, 1
        while blocks and blocks[-1][0] >= start:
            before, size = blocks.pop()
            start = (before * size + start * count) / (size + count)
            count += size
        blocks.append((start, count))
    last_start = max(low, high - (total - gap))
    starts = [min(max(start, low), last_start) for start, count in blocks for _ in range(count)]
    centres = [0.0] * len(wanted)
    for i, start, offset in zip(order, starts, offsets, strict=True):
        centres[i] = start + offset
    return centres
