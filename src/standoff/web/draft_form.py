"""The form that edits a proposal: one field for each of its own, with what would fit."""

from dataclasses import dataclass

from standoff.draft.edit import choices, fields
from standoff.draft.proposal import Actor, AnyContent, Option
from standoff.web.draft_review import Review, State

LONG = 60
"""Characters from which on a text gets more than one line."""

LABELS = {
    "actor": "Who",
    "against": "Whom it hurts",
    "also": "Other names in the text",
    "answers": "In reply to",
    "case": "Best or worst case",
    "claim": "Claim",
    "direction": "Towards force or away from it",
    "earliest": "First day that it can be of",
    "effort": "Effort",
    "force": "Force",
    "from": "From",
    "key": "Short name",
    "label": "In words",
    "latest": "Last day",
    "likelihood": "The author's word of likelihood",
    "mode": "Quoted, reported or done",
    "name": "Name",
    "of": "For which option",
    "option": "Option",
    "options": "Options that it consists of",
    "person": "Who spoke for it",
    "rank": "Called the most or least likely",
    "relation": "What it is",
    "reliability": "Admiralty code",
    "severity": "Severity",
    "sort": "Kind",
    "source": "Kind of source",
    "speaker": "Who said or did it",
    "status": "Status",
    "strict": "Needed at all, not only to succeed",
    "summary": "What was said or done",
    "title": "Title",
    "to": "To",
    "via": "Who reports it",
    "wanted": "Wanted",
    "wants": "The option that would serve it",
    "without": "Options that it excludes",
    "motive": "Motive",
}

HINTS = {
    "key": "small letters, digits, underscores; others refer to it",
    "effort": "cost of switching it on or off, 0 to 10",
    "force": "2 violence, 1 coercion, 0 neither, -1 towards settlement",
    "severity": "0 to 10",
    "reliability": "A1 to F6",
    "also": "commas between them",
    "via": "commas between them, the author first",
    "against": "short names of actors, commas between them",
    "options": "actor.option, commas between them",
    "without": "actor.option, commas between them",
}

_ACTORS = frozenset(["actor", "from", "to", "speaker"])
_OPTIONS = frozenset(["of", "option", "answers", "wants"])
_DAYS = frozenset(["earliest", "latest"])


@dataclass(frozen=True)
class Field:
    """One field.

    Attributes
    ----------
    name, label, value, hint : str
    kind : str
        ``select``, ``area``, ``date`` or ``text``.
    choices : tuple of str
        All that it can be for a ``select``, suggestions otherwise.
    """

    name: str
    label: str
    value: str
    hint: str
    kind: str
    choices: tuple[str, ...]


def form(review: Review, state: State, key: str) -> tuple[Field, ...]:
    """Return the fields of a proposal as it stands."""
    review.proposal(key)
    content = state.contents[key]
    return tuple(_field(content, name, value, state) for name, value in fields(content).items())


def _field(content: AnyContent, name: str, value: str, state: State) -> Field:
    words = choices(content, name)
    kind = "select" if words else "date" if name in _DAYS else "text"
    if kind == "text" and len(value) > LONG:
        kind = "area"
    if not words:
        words = _known(name, state)
    return Field(name, LABELS.get(name, name), value, HINTS.get(name, ""), kind, words)


def _known(name: str, state: State) -> tuple[str, ...]:
    """Return names that others gave and that a field can refer to."""
    kept = [c for key, c in state.contents.items() if state.verdicts.get(key) != "rejected"]
    if name in _ACTORS:
        return tuple(sorted({c.key for c in kept if isinstance(c, Actor)}))
    if name in _OPTIONS:
        return tuple(sorted({c.identity for c in kept if isinstance(c, Option)}))
    return ()
