"""Drafting a crisis file from written analysis: it proposes, the analyst decides.

``text`` reads the article, ``reading`` divides it, a back end makes proposals (``proposal``) whose
evidence ``locate`` finds in the text, ``compose`` makes a crisis file of them, ``review`` walks
through them, and ``bench`` holds a back end against annotated texts.
"""

from standoff.draft.backends import BACKENDS, propose
from standoff.draft.compose import Composition, compose
from standoff.draft.proposal import Draft, Evidence, Proposal
from standoff.draft.text import Article, article_of, read_article

__all__ = [
    "BACKENDS",
    "Article",
    "Composition",
    "Draft",
    "Evidence",
    "Proposal",
    "article_of",
    "compose",
    "propose",
    "read_article",
]
