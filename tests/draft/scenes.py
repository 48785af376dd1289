"""Short texts as the rules see them."""

import datetime as dt

from standoff.draft.backends.rules import propose, scene_of
from standoff.draft.text import Article, article_of

DAY = dt.date(2023, 1, 6)


def scene(text, day=DAY):
    return scene_of(Article("text.txt", text, "0" * 64), day, None)


def found(rule, text, day=DAY):
    """Contents that one rule finds in a text."""
    return [finding.content for finding in rule(scene(text, day))]


def words(rule, text):
    """The words that each finding of a rule rests on."""
    return [span.of(text) for finding in rule(scene(text)) for span in finding.spans]


def draft(text, day=DAY):
    return propose(article_of(text, "text.txt"), day)
