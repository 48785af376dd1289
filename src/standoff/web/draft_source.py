"""Where an article comes from: named for drafting, or the one that a crisis was drafted from."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from standoff.draft.backends import propose
from standoff.draft.proposal import Draft
from standoff.draft.text import Article, read_article
from standoff.errors import StandoffError, UsageError
from standoff.web.desk import Desk


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
    draft: Callable[[], Draft]
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

    def found(file: Path, text: Article, day: dt.date | None, yardstick: str) -> Drafting:
        return Drafting(file, lambda: propose("rules", text, day), yardstick)

    yardstick = crisis.yardstick if crisis else "readers"
    if article is not None:
        text = read_article(article)
        for _, sha256, day in known:
            if sha256 == text.sha256:
                return found(article, text, day, yardstick)
        raise UsageError(_other_text(article, desk, bool(known)))
    for name, sha256, day in known:
        copy = desk.path.with_suffix(".article.txt")
        for file in (desk.folder / Path(name).name, copy):
            with suppress(StandoffError):
                text = read_article(file)
                if text.sha256 == sha256:
                    return found(file, text, day, yardstick)
    return None


def _other_text(article: Path, desk: Desk, known: bool) -> str:
    way = f"standoff draft {article} --open drafts from it"
    if not known:
        return f"{desk.name} was not drafted from a text: {way}"
    return (
        f"{article} is not the text that {desk.name} was drafted from (its SHA-256 differs): {way}"
    )
