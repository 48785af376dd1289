"""From a tree back to text, with no more parentheses than the grammar needs."""

from decimal import Decimal

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

_BINDING = {Iff: 1, Implies: 2, Or: 3, And: 4, Not: 5}


def write(tree: Expression) -> str:
    """Write an expression.

    Parameters
    ----------
    tree : Expression
        As `parse` gives it.

    Returns
    -------
    str
        Parsing it gives the same tree; lengths of time are in months.
    """
    match tree:
        case Constant(value=value):
            return "true" if value else "false"
        case Name(name=name):
            return name
        case Compare(name=name, op=op, level=level):
            return f"{name} {op} {level}"
        case Not(operand=operand):
            return f"not {_inside(operand, 5)}"
        case And(operands=operands):
            return " and ".join(_inside(part, 5) for part in operands)
        case Or(operands=operands):
            return " or ".join(_inside(part, 4) for part in operands)
        case Implies(left=left, right=right):
            return f"{_inside(left, 3)} implies {_inside(right, 2)}"
        case Iff(left=left, right=right):
            return f"{_inside(left, 1)} iff {_inside(right, 2)}"
        case Count(kind=kind, n=n, operands=operands):
            return f"{kind}({n}, {', '.join(map(write, operands))})"
        case Temporal(kind=kind, operand=operand, within=within):
            return f"{kind}({write(operand)}{_within(within)})"
        case First(first=first, before=before, within=within):
            return f"first({write(first)}, before={write(before)}{_within(within)})"


def _inside(tree: Expression, loosest: int) -> str:
    """Write a part, in parentheses if it binds looser than its place allows."""
    text = write(tree)
    return f"({text})" if _BINDING.get(type(tree), 6) < loosest else text


def _within(months: float | None) -> str:
    return "" if months is None else f", within={Decimal(repr(float(months))):f} months"
