"""Expressions of a crisis as phrases, for readers who do not know the language of the file."""

from standoff.errors import Path
from standoff.language.tree import (
    And,
    Compare,
    Constant,
    Count,
    Expression,
    First,
    Iff,
    Implies,
    Name,
    Not,
    Or,
    Temporal,
)
from standoff.report.naming import Names
from standoff.report.prose import Prose, Span, Wording, listed, plain, prose
from standoff.report.words import months

_COMPARED = {
    "=": "at “{}”",
    "!=": "not at “{}”",
    "<": "below “{}”",
    "<=": "at most “{}”",
    ">": "above “{}”",
    ">=": "at least “{}”",
}
_COUNTED = {"at_least": "at least", "exactly": "exactly", "at_most": "at most"}
_OVER_TIME = {
    "ever": "at some time",
    "never": "never",
    "always": "at all times",
    "at_end": "at the end",
}


def phrase(tree: Expression, names: Names) -> Prose:
    """Return an expression in words; options are quoted, in the colour of who can do them.

    A compound part inside another stands in brackets, so that the phrase can be read one way
    only.
    """
    match tree:
        case Constant(value=value):
            return prose("always" if value else "never")
        case Name(name=name):
            return _quoted(name, names)
        case Compare(name=name, op=op, level=level):
            return prose(_quoted(name, names), " ", _COMPARED[op].format(level))
        case Not(operand=Name(name=name)) if name not in names.crisis.hypotheses:
            return prose("no ", _quoted(name, names))
        case Not(operand=operand):
            return prose("not ", _inner(operand, names))
        case And(operands=operands):
            return listed([_inner(part, names) for part in operands])
        case Or(operands=operands):
            return listed([_inner(part, names) for part in operands], last="or")
        case Implies(left=left, right=right):
            return prose("if ", _inner(left, names), ", then ", _inner(right, names))
        case Iff(left=left, right=right):
            return prose(_inner(left, names), " just when ", _inner(right, names))
        case Count(kind=kind, n=n, operands=operands):
            parts = listed([_inner(part, names) for part in operands])
            return prose(f"{_COUNTED[kind]} {n} of: ", parts)
        case Temporal(kind=kind, operand=operand, within=within):
            return prose(_OVER_TIME[kind], _limit(within), " ", _inner(operand, names))
        case First(first=first, before=before, within=within):
            return prose(_inner(first, names), " before ", _inner(before, names), _limit(within))


def _quoted(name: str, names: Names) -> Prose:
    tone = names.tone(name) if names.owner(name) else None
    return (Span(f"“{names.thing(name)}”", tone=tone),)


def _limit(within: float | None) -> str:
    return f" within {months(within)}" if within is not None else ""


def _inner(tree: Expression, names: Names) -> Wording:
    """Return a part, in brackets unless it is a single thing."""
    inside = phrase(tree, names)
    simple = Name | Compare | Constant | Not
    if isinstance(tree, simple) or (
        isinstance(tree, Temporal) and isinstance(tree.operand, simple)
    ):
        return inside
    return prose("(", inside, ")")


def spoken(tree: Expression, names: Names) -> str:
    """Return an expression as plain text."""
    return plain(phrase(tree, names))


def input_label(path: Path, names: Names, label: str) -> str:
    """Return what an uncertain number is, in words.

    Parameters
    ----------
    path
        Where it stands in the file.
    names
        Names of the crisis.
    label
        What to say of a number of another kind.
    """
    match path:
        case ("actors", str(actor), "preferences", int(k), "weight"):
            wanted = names.crisis.actors[actor].preferences[k].prefer.tree
            return f"How much {names.actor(actor)} wants: {spoken(wanted, names)}"
        case ("actors", str(actor), "tempo"):
            return f"How often {names.actor(actor)} gets to decide"
        case ("actors", str(actor), "precision"):
            return f"How closely {names.actor(actor)} follows its wants"
        case ("actors", str(actor), "patience"):
            return f"How far ahead {names.actor(actor)} cares"
        case ("actors", str(actor), "options", str(option), "effort"):
            return f"What it costs {names.actor(actor)}: “{names.thing(f'{actor}.{option}')}”"
        case ("ties", int(k), "regard"):
            tie = names.crisis.ties[k]
            return f"How much {names.actor(tie.from_)} cares for {names.actor(tie.to)}"
    return label[:1].upper() + label[1:]
