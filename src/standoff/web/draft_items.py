"""What of a crisis file points to words of an article: each item with its line and its passages."""

from collections.abc import Iterator
from dataclasses import dataclass

from standoff.crisis.fields import Passage
from standoff.crisis.model import Crisis
from standoff.draft.locate import Span
from standoff.draft.proposal import Proposal
from standoff.draft.text import Article
from standoff.errors import Path
from standoff.report.naming import Names
from standoff.web.panel import line_of

_CAME_OF = {
    "hypothesis": ("hypothesis", "prerequisite"),
    "preference": ("preference", "hypothesis"),
    "scenario": ("scenario", "option"),
}
"""Kinds of proposals that an item of the file may come of, where that is not its own alone."""


@dataclass(frozen=True)
class Item:
    """An item of the file.

    Attributes
    ----------
    kind : str
        As of a proposal; prerequisites and motives are both hypotheses.
    name : str
        Of an actor or an option; empty for what is told by its passages alone.
    title : str
        For the reader.
    line : int
        Of the file, from 1; 0 where it is not known.
    spans : tuple of Span
        Its passages in the article.
    """

    kind: str
    name: str
    title: str
    line: int
    spans: tuple[Span, ...]

    def says(self, proposal: Proposal) -> bool:
        """Tell whether the item came from a proposal: by its name, or by its first words."""
        if proposal.kind not in _CAME_OF.get(self.kind, (self.kind,)):
            return False
        if self.name and self.name == proposal.content.identity:
            return True
        return proposal.evidence[0].span == self.spans[0]


def items(crisis: Crisis, article: Article) -> tuple[Item, ...]:
    """Return the items of a crisis with passages in an article, in the order of the file.

    Parameters
    ----------
    crisis : Crisis
    article : Article
        Known to the register of sources by its hash; passages past its end are left out.
    """
    sources = {name for name, source in crisis.sources.items() if source.sha256 == article.sha256}
    found = []
    for kind, name, title, path, passages in _all(crisis):
        spans = tuple(
            Span(p.start, p.end)
            for p in passages
            if p.source in sources and p.end <= len(article.text)
        )
        if spans:
            found.append(Item(kind, name, title, line_of(crisis, path) or 0, spans))
    return tuple(sorted(found, key=lambda item: item.line))


_Found = tuple[str, str, str, Path, tuple[Passage, ...]]


def _all(crisis: Crisis) -> Iterator[_Found]:
    """Everything that can point to words: kind, name, title, place in the file, passages."""
    names = Names(crisis)
    for key, actor in crisis.actors.items():
        path: Path = ("actors", key)
        yield "actor", key, names.actor(key), path, actor.passages
        for option, value in actor.options.items():
            name = f"{key}.{option}"
            yield "option", name, names.thing(name), (*path, "options", option), value.passages
        for k, statement in enumerate(actor.preferences):
            title = f"{names.actor(key)}: {statement.prefer.text}"
            yield "preference", "", title, (*path, "preferences", k), statement.passages
    for k, tie in enumerate(crisis.ties):
        title = f"{names.actor(tie.from_)} to {names.actor(tie.to)}: {tie.kind}"
        yield "tie", "", title, ("ties", k), tie.passages
    for key, hypothesis in crisis.hypotheses.items():
        yield "hypothesis", "", hypothesis.claim, ("hypotheses", key), hypothesis.passages
    for k, signal in enumerate(crisis.signals):
        yield "signal", "", signal.summary, ("signals", k), signal.passages
    for key, scenario in crisis.scenarios.items():
        yield "scenario", "", scenario.title, ("scenarios", key), scenario.passages
    for key, consequence in crisis.consequences.items():
        yield "consequence", "", names.consequence(key), ("consequences", key), consequence.passages
