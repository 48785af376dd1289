"""Where an article comes from: named for drafting, or the one that a crisis was drafted from."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.errors import StandoffError, UsageError
from standoff.web.desk import Desk

if TYPE_CHECKING:
    from standoff.draft.proposal import Draft
    from standoff.draft.text import Article


@dataclass(frozen=True)
class Drafting:
    """How a draft is made of an article.

    Attributes
    ----------
    file : Path
        The article; decisions are kept beside it.
    draft : callable
        Makes the proposals, when the page first asks for them.
    yardstick : str
        Scale that the author's words of likelihood are read by.
    copy : Path or None
        Where a copy of the text goes when the draft is written; None for no copy.
    """

    file: Path
    draft: "Callable[[], Draft]"
    yardstick: str = "readers"
    copy: Path | None = None


def drafting_of(desk: Desk, article: Path | None) -> Drafting | None:
    """Return the article that a crisis was drafted from, if it is at hand.

    Parameters
    ----------
    desk : Desk
        The crisis.
    article : Path or None
        The article; None to look beside the crisis for what its register names.

    Returns
    -------
    Drafting or None
        None where the crisis names no article, or it does not lie there as it was.

    Raises
    ------
    UsageError, CrisisError, LimitReached
        If the article is named but is not the one, or cannot be read.
    """
    crisis = desk.disk().crisis
    sources = crisis.sources.values() if crisis else ()
    known = [(s.file, s.sha256, s.date) for s in sources if s.file and s.sha256]
    yardstick = crisis.yardstick if crisis else "readers"
    if article is not None:
        from standoff.draft.text import read_article

        text = read_article(article)
        for _, sha256, day in known:
            if sha256 == text.sha256:
                return _by_rules(article, text, day, yardstick)
        raise UsageError(_other_text(article, desk, bool(known)))
    for name, sha256, day in known:
        copy = desk.path.with_suffix(".article.txt")
        for file in (desk.folder / Path(name).name, copy):
            there = _read(file)
            if there is not None and there.sha256 == sha256:
                return _by_rules(file, there, day, yardstick)
    return None


def _read(file: Path) -> "Article | None":
    """Return a text that may not be there, or not be one."""
    from standoff.draft.text import read_article

    with suppress(StandoffError):
        return read_article(file)
    return None


def _by_rules(file: Path, article: "Article", day: dt.date | None, yardstick: str) -> Drafting:
    """Read an article by the rules alone, which send it nowhere, and not before it is asked for."""

    def propose() -> "Draft":
        from standoff.draft import backends

        return backends.propose("rules", article, day)

    return Drafting(file, propose, yardstick)


def _other_text(article: Path, desk: Desk, known: bool) -> str:
    way = f"standoff draft {article} --open drafts from it"
    if not known:
        return f"{desk.name} was not drafted from a text: {way}"
    return (
        f"{article} is not the text that {desk.name} was drafted from (its SHA-256 differs): {way}"
    )
