"""The rules: the standard library and the lexicon, the same answer every time, nothing sent out."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

from standoff.draft import lexicon
from standoff.draft.confidence import confidence_of
from standoff.draft.dates import dateline
from standoff.draft.grammar import Shallow
from standoff.draft.mentions import Mentions
from standoff.draft.proposal import Draft, Proposal, evidence_at, in_order
from standoff.draft.reading import Reading
from standoff.draft.rules import (
    could,
    how_likely,
    if_then,
    said,
    scenarios,
    unknown,
    what_follows,
    who,
    why,
    wording,
)
from standoff.draft.scene import Finding, Scene
from standoff.draft.text import Article

NAME = "rules"
VERSION = f"2 (lexicon {lexicon.VERSION})"

RULES: tuple[Callable[[Scene], Iterator[Finding]], ...] = (
    who.actors,
    who.ties,
    could.options,
    said.signals,
    scenarios.scenarios,
    if_then.prerequisites,
    what_follows.consequences,
    why.motives,
    why.wants,
    how_likely.likelihoods,
    wording.loaded,
    wording.hedges,
    who.questions,
    unknown.unknowns,
    unknown.questions,
)


def propose(article: Article, as_of: dt.date | None = None, extra: Path | None = None) -> Draft:
    """Propose what the rules find.

    Parameters
    ----------
    article : Article
    as_of : date, optional
        Day of publication; without it a full date at the head of the text counts.
    extra : Path, optional
        The user's own lexicon of names.

    Returns
    -------
    Draft
    """
    return draft_of(scene_of(article, as_of, extra), NAME, VERSION)


def scene_of(article: Article, as_of: dt.date | None, extra: Path | None) -> Scene:
    """Return an article as the rules see it; see `propose`."""
    reading = Reading(article)
    day = as_of or published(article)
    words = lexicon.load(extra, day)
    mentions = Mentions(reading, words)
    return Scene(reading, words, mentions, Shallow(reading, mentions), day)


def published(article: Article) -> dt.date | None:
    """Return the full date at the head of a text, None where there is none."""
    found = dateline(article.text)
    return found[0] if found else None


def draft_of(scene: Scene, name: str, version: str) -> Draft:
    """Apply every rule to a scene."""
    article = scene.reading.article
    proposals = [
        Proposal(
            finding.content,
            evidence_at(article, *finding.spans),
            name,
            version,
            confidence_of(name, finding.content.kind, finding.rule, finding.firmness),
            finding.rule,
            round(min(max(finding.firmness, 0.05), 0.99), 3),
        )
        for rule in RULES
        for finding in rule(scene)
    ]
    return Draft(
        article,
        scene.as_of,
        name,
        version,
        in_order(proposals),
        notes=scene.reading.notes(),
    )
