"""Articles to draft from, and a review of one in a folder of its own."""

import datetime as dt
from pathlib import Path

from tests.report.hostile import POISON

from standoff.draft.backends import propose
from standoff.draft.text import read_article
from standoff.web.desk import Desk
from standoff.web.draft_review import Review
from standoff.web.draft_source import Drafting

DAY = dt.date(2024, 1, 12)
MAX_STATES = 10_000

ARTICLE = """A Quiet Border Is Getting Louder

Chad's patience with Sudan is wearing thin. Defence Minister Ali Saleh warned on 3 January that \
“no camp is out of reach”. Khartoum denied that it shelters rebels, and two western diplomats told \
Reuters that France had offered to mediate.

The Best Case

Chad could bomb the camps near the border and leave it at that. Observers should call this scenario \
likely. It would still need French intelligence, and it could lead to a flood of refugees.

The Worst Case

Chad would send troops into Sudan only if the rains held off and France paid for the fuel. This \
scenario is unlikely. Sudan would retaliate in response to any invasion by Chad. Nobody knows whether \
the regime in Khartoum would survive that.

Cynics say that N'Djamena wants to exploit the quarrel before the vote in May.
"""

HOSTILE = POISON.replace("\x1b[31m", "").strip()
"""Markup, without what a text file of words would not hold."""

_IN_TEXT = HOSTILE.replace("<script>alert(1)</script>", "<img src=x onerror=alert(1)>")
HOSTILE_ARTICLE = f"{HOSTILE}\n\n" + "\n\n".join(
    f"{_IN_TEXT} {paragraph} {_IN_TEXT}" for paragraph in ARTICLE.strip().split("\n\n")
)
"""Markup in every paragraph, of a kind that is not refused as a web page."""


def review_in(folder: Path, text: str = ARTICLE, target: str = "chad.yaml") -> Review:
    """Put an article into a folder and return its review."""
    file = folder / "chad.txt"
    file.write_text(text, "utf-8")
    found = propose("rules", read_article(file), DAY)
    desk = Desk(str(folder / target), MAX_STATES)
    return Review(Drafting(file, lambda: found), desk)
