"""Comments in a drafted file: beside each item how sure it is, at the end what was not used."""

import textwrap
from collections import Counter
from collections.abc import Sequence
from typing import Any

from standoff.draft.choose import Choice
from standoff.draft.describe import OF, meaning
from standoff.draft.proposal import Draft, Likelihood, Loaded, Proposal
from standoff.files.emit import WIDTH
from standoff.files.read import parse_yaml

Path = tuple[str | int, ...]


class Margin:
    """Comments by the path of the value that they stand above."""

    def __init__(self) -> None:
        self.notes: dict[Path, str] = {}
        self.head: list[str] = []

    def note(self, path: Path, text: str) -> None:
        """Put a comment above a value."""
        self.notes[path] = text

    def sure(self, path: Path, proposal: Proposal, more: str = "") -> None:
        """Say how sure a proposal is."""
        self.notes[path] = f"{proposal.confidence:.0%} sure{more}"


def with_comments(
    text: str, margin: Margin, draft: Draft, questions: Sequence[str], choice: Choice
) -> str:
    """Write the comments into the text of a crisis file.

    Parameters
    ----------
    text : str
        Canonical YAML without comments.
    margin : Margin
        A comment whose value stands on a line with others goes above that line.
    draft, questions, choice
        What the end of the file lists.
    """
    _, origin = parse_yaml(text)
    above: dict[int, list[str]] = {}
    for path, note in margin.notes.items():
        place = origin.keys.get(path) or origin.places.get(path)
        if place is not None:
            notes = above.setdefault(place[0], [])
            notes += [note] if note not in notes else []
    lines: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        indent = " " * (len(line) - len(line.lstrip()))
        for note in above.get(number, ()):
            lines += comment(note, indent)
        lines.append(line)
    head = [part for sentence in margin.head for part in comment(sentence)]
    return "\n".join([*head, *lines, "", *_tail(draft, questions, choice)]) + "\n"


def comment(words: str, indent: str = "") -> list[str]:
    """Write words as comment lines; whatever an article put into them stays a comment."""
    plain = "".join(c if c.isprintable() else " " for c in words)
    return textwrap.wrap(
        plain,
        WIDTH,
        initial_indent=f"{indent}# ",
        subsequent_indent=f"{indent}#   ",
        break_long_words=False,
        break_on_hyphens=False,
    ) or [f"{indent}#"]


def _tail(draft: Draft, questions: Sequence[str], choice: Choice) -> list[str]:
    lines: list[str] = []

    def section(title: str, items: Sequence[str]) -> None:
        if items:
            lines.extend(comment(title))
            for item in items:
                lines.extend(comment(f"- {item}"))
            lines.append("#")

    section("Questions for you:", questions)
    section(
        "Words of likelihood (no scenario is given a number by modals or ranks):",
        _likelihoods(draft),
    )
    section("Loaded wording, not taken over:", _loaded(draft))
    section("Found, and not in the file:", [_left(p, why) for p, why in choice.left_out])
    return lines[:-1]


def _left(proposal: Proposal, why: str) -> str:
    first = " ".join(proposal.evidence[0].words.split()[:8])
    place = f"{proposal.evidence[0].start}-{proposal.evidence[0].end}"
    return f"{proposal.id} ({why}; {place}: {first})"


def _likelihoods(draft: Draft) -> list[str]:
    """Each word once, with its count and what the yardsticks make of it."""
    counts: Counter[str] = Counter()
    contents: dict[str, Likelihood] = {}
    for proposal in draft.of_kind("likelihood"):
        content: Any = proposal.content
        counts[content.words.lower()] += 1
        contents.setdefault(content.words.lower(), content)
    return [_word(word, count, contents[word]) for word, count in counts.most_common()]


def _word(word: str, count: int, content: Likelihood) -> str:
    times = f" ({count} times)" if count > 1 else ""
    return f'"{word}"{times}: {meaning(content)}'


def _loaded(draft: Draft) -> list[str]:
    found = []
    for proposal in draft.of_kind("loaded"):
        content = proposal.content
        assert isinstance(content, Loaded)
        places = ", ".join(f"{e.start}" for e in proposal.evidence[:5])
        found.append(f'"{content.words}" ({OF[content.sort]}; at {places})')
    return found
