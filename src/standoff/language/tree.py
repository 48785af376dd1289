"""What an expression is once parsed: a tree of frozen nodes, each with its column in the text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Constant:
    """``true`` or ``false``."""

    value: bool
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """An option ``actor.option`` or chance variable above its lowest level, or a hypothesis."""

    name: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """An ordered option against one of its levels; `op` is one of ``= != < <= > >=``."""

    name: str
    op: str
    level: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """Negation."""

    operand: "Expression"
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """All operands hold."""

    operands: "tuple[Expression, ...]"
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Or:
    """At least one operand holds."""

    operands: "tuple[Expression, ...]"
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Implies:
    """``left implies right``: false only where left holds and right does not."""

    left: "Expression"
    right: "Expression"
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Iff:
    """Both sides have the same value."""

    left: "Expression"
    right: "Expression"
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the operands hold, against `n`."""

    kind: Literal["at_least", "exactly", "at_most"]
    n: int
    operands: "tuple[Expression, ...]"
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Temporal:
    """``ever``, ``never``, ``always`` or ``at_end`` of a state expression; `within` in months."""

    kind: Literal["ever", "never", "always", "at_end"]
    operand: "Expression"
    within: float | None = None
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class First:
    """`first` comes to hold in time, and `before` has not held at or before that moment."""

    first: "Expression"
    before: "Expression"
    within: float | None = None
    column: int = field(default=0, compare=False)


Expression = Constant | Name | Compare | Not | And | Or | Implies | Iff | Count | Temporal | First


def parts(tree: Expression) -> tuple[Expression, ...]:
    """Return the direct sub-expressions."""
    match tree:
        case Not(operand=operand) | Temporal(operand=operand):
            return (operand,)
        case And(operands=operands) | Or(operands=operands) | Count(operands=operands):
            return operands
        case Implies(left=left, right=right) | Iff(left=left, right=right):
            return (left, right)
        case First(first=first, before=before):
            return (first, before)
    return ()


def walk(tree: Expression) -> Iterator[Expression]:
    """Yield the expression and everything in it, outermost first."""
    yield tree
    for part in parts(tree):
        yield from walk(part)


def depth(tree: Expression) -> int:
    """Return how many nodes lie on the longest way down; without recursion."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        node, level = waiting.pop()
        deepest = max(deepest, level)
        waiting += [(part, level + 1) for part in parts(node)]
    return deepest


def names(tree: Expression) -> set[str]:
    """Return every option, chance variable and hypothesis that is mentioned."""
    return {node.name for node in walk(tree) if isinstance(node, Name | Compare)}


def is_temporal(tree: Expression) -> bool:
    """Tell whether a time operator occurs."""
    return any(isinstance(node, Temporal | First) for node in walk(tree))


def conjuncts(tree: Expression) -> tuple[Expression, ...]:
    """Split ``a and b and c`` into its parts; anything else is one part."""
    if isinstance(tree, And):
        return tuple(part for operand in tree.operands for part in conjuncts(operand))
    return (tree,)
