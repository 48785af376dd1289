"""Articles to draft from, and a review of one in a folder of its own."""

import datetime as dt
from pathlib import Path

from tests.report.hostile import POISON

from standoff.draft.locate import Span
from standoff.draft.proposal import (
    Actor,
    AnyContent,
    Consequence,
    Draft,
    Hedge,
    Likelihood,
    Loaded,
    Motive,
    Option,
    Prerequisite,
    Proposal,
    Question,
    Scenario,
    Signal,
    Tie,
    Want,
    evidence_at,
    in_order,
)
from standoff.draft.text import Article, read_article
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


FOUND: tuple[tuple[AnyContent, float, tuple[str, ...]], ...] = (
    (
        Actor(key="chad", name="Chad", sort="state", also=("N'Djamena",)),
        0.95,
        ("Chad's patience", "Chad could", "Chad would", "invasion by Chad", "N'Djamena"),
    ),
    (
        Actor(key="sudan", name="Sudan", sort="state", also=("Khartoum",)),
        0.95,
        ("Sudan is", "Khartoum denied", "Khartoum would"),
    ),
    (Actor(key="france", name="France", sort="state"), 0.9, ("France had", "French")),
    (Actor(key="reuters", name="Reuters", sort="source"), 0.65, ("Reuters",)),
    (Tie(**{"from": "france"}, to="chad", relation="patron"), 0.5, ("France paid for the fuel",)),
    (
        Option(actor="chad", key="airstrikes", label="Air strikes", against=("sudan",), force=2),
        0.7,
        ("bomb the camps near the border",),
    ),
    (
        Option(actor="chad", key="invasion", label="An invasion", against=("sudan",), force=2),
        0.8,
        ("send troops into Sudan", "any invasion"),
    ),
    (
        Option(actor="sudan", key="retaliation", label="Retaliation", against=("chad",), force=1),
        0.6,
        ("retaliate",),
    ),
    (Option(actor="france", key="intelligence", label="Intelligence"), 0.3, ("intelligence",)),
    (Option(actor="chad", key="raid", label="A raid", force=1), 0.2, ("no camp is out of reach",)),
    (
        Signal(
            speaker="chad",
            person="Defence Minister Ali Saleh",
            mode="direct",
            direction="towards",
            summary="No camp is out of reach",
            earliest=dt.date(2024, 1, 3),
            latest=dt.date(2024, 1, 3),
            source="official",
            reliability="B3",
        ),
        0.9,
        ("Defence Minister Ali Saleh warned on 3 January that “no camp is out of reach”",),
    ),
    (
        Signal(
            speaker="sudan", direction="denial", summary="Khartoum denied that it shelters rebels"
        ),
        0.85,
        ("Khartoum denied that it shelters rebels",),
    ),
    (
        Scenario(
            key="strikes",
            title="Air strikes",
            options=("chad.airstrikes",),
            without=("chad.invasion",),
            case="best",
            likelihood="likely",
        ),
        0.74,
        ("Chad could bomb the camps near the border and leave it at that", "this scenario likely"),
    ),
    (
        Scenario(
            key="march", title="An invasion", options=("chad.invasion",), likelihood="unlikely"
        ),
        0.7,
        ("Chad would send troops into Sudan", "This scenario is unlikely"),
    ),
    (
        Prerequisite(of="chad.invasion", claim="The rains hold off"),
        0.6,
        ("only if the rains held off",),
    ),
    (
        Consequence(of="chad.airstrikes", label="A flood of refugees"),
        0.6,
        ("lead to a flood of refugees",),
    ),
    (
        Motive(actor="chad", claim="To exploit the quarrel", motive="ulterior"),
        0.42,
        ("N'Djamena wants to exploit the quarrel before the vote in May",),
    ),
    (
        Want(actor="sudan", option="sudan.retaliation", answers="chad.invasion"),
        0.5,
        ("Sudan would retaliate in response to any invasion by Chad",),
    ),
    (Likelihood(words="could", sort="modal"), 0.75, ("could bomb",)),
    (Likelihood(words="could", sort="modal"), 0.75, ("could lead",)),
    (
        Likelihood(words="likely", sort="scaled", ranges={"icd203": (0.55, 0.8)}),
        0.9,
        ("likely. It",),
    ),
    (Loaded(words="regime", sort="act"), 0.7, ("regime",)),
    (Hedge(words="Observers should"), 0.7, ("Observers should",)),
    (Question(text="Whose vote is it?"), 0.7, ("the vote in May",)),
)
"""What is proposed of the article, how surely, and the words that each rests on."""


def draft_of(article: Article) -> Draft:
    """Return the proposals of an article that holds the words of `ARTICLE`."""
    text = article.text

    def spans(words: tuple[str, ...]) -> list[Span]:
        return [Span(text.index(part), text.index(part) + len(part)) for part in words]

    proposals = (
        Proposal(content, evidence_at(article, *spans(words)), "by hand", "1", sure)
        for content, sure, words in FOUND
    )
    return Draft(article, DAY, "by hand", "1", in_order(proposals))


def review_in(folder: Path, text: str = ARTICLE, target: str = "chad.yaml") -> Review:
    """Put an article into a folder and return its review."""
    file = folder / "chad.txt"
    file.write_text(text, "utf-8")
    found = draft_of(read_article(file))
    desk = Desk(str(folder / target), MAX_STATES)
    return Review(Drafting(file, lambda: found), desk)
