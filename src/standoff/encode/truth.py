"""Where an expression holds, over all states at once."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from standoff.language.tree import (
    And,
    Compare,
    Constant,
    Count,
    Expression,
    Iff,
    Implies,
    Name,
    Not,
    Or,
)

Truth = NDArray[np.bool_]
Column = Callable[[str], NDArray[np.uint8] | None]
"""Levels of a variable over the states, None for a name that is no variable."""

_COMPARE: dict[str, Callable[[NDArray[np.uint8], int], Truth]] = {
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


def evaluate(
    tree: Expression,
    column: Column,
    level_number: Callable[[str, str], int],
    hypotheses: Mapping[str, bool],
) -> Truth | bool:
    """Evaluate a state expression.

    Parameters
    ----------
    tree : Expression
        Without time operators.
    column : callable
        From a variable's name to its levels, uint8[N].
    level_number : callable
        From a variable and the name of a level to its number.
    hypotheses : mapping of str to bool
        Value of every hypothesis that is mentioned.

    Returns
    -------
    bool[N] or bool
        A single bool where no variable is involved.
    """

    def value(node: Expression) -> Truth | bool:
        match node:
            case Constant(value=constant):
                return constant
            case Name(name=name):
                levels = column(name)
                return bool(hypotheses[name]) if levels is None else levels > 0
            case Compare(name=name, op=op, level=level):
                levels = column(name)
                assert levels is not None
                return _COMPARE[op](levels, level_number(name, level))
            case Not(operand=operand):
                return np.logical_not(value(operand))
            case And(operands=operands):
                return _fold(np.logical_and, [value(part) for part in operands])
            case Or(operands=operands):
                return _fold(np.logical_or, [value(part) for part in operands])
            case Implies(left=left, right=right):
                return np.logical_or(np.logical_not(value(left)), value(right))
            case Iff(left=left, right=right):
                return np.equal(value(left), value(right))
            case Count(kind=kind, n=n, operands=operands):
                total = sum(np.asarray(value(part), dtype=np.int16) for part in operands)
                compare = {"at_least": np.greater_equal, "at_most": np.less_equal}
                result: Truth = compare.get(kind, np.equal)(total, n)
                return result
        raise TypeError(f"{type(node).__name__} speaks of time")

    return value(tree)


def possible(
    tree: Expression, column: Column, level_number: Callable[[str, str], int]
) -> tuple[Truth | bool, Truth | bool]:
    """Bound a state expression where some variables are not set yet.

    Parameters
    ----------
    tree : Expression
        Without time operators and hypotheses.
    column : callable
        From a variable's name to its levels, uint8[N]; None where it is not set yet.
    level_number : callable
        From a variable and the name of a level to its number.

    Returns
    -------
    can, must : bool[N] or bool
        Whether it can still come to hold, and whether it holds whatever is set. The bounds are
        sharp where no variable occurs twice (Kleene's strong three-valued logic).
    """

    def bounds(node: Expression) -> tuple[Truth | bool, Truth | bool]:
        match node:
            case Constant(value=constant):
                return constant, constant
            case Name(name=name) | Compare(name=name):
                if column(name) is None:
                    return True, False
                held = evaluate(node, column, level_number, {})
                return held, held
            case Not(operand=operand):
                can, must = bounds(operand)
                return np.logical_not(must), np.logical_not(can)
            case And(operands=operands):
                cans, musts = zip(*map(bounds, operands), strict=True)
                return _fold(np.logical_and, cans), _fold(np.logical_and, musts)
            case Or(operands=operands):
                cans, musts = zip(*map(bounds, operands), strict=True)
                return _fold(np.logical_or, cans), _fold(np.logical_or, musts)
            case Implies(left=left, right=right):
                return bounds(Or((Not(left), right)))
            case Iff(left=left, right=right):
                return bounds(Or((And((left, right)), And((Not(left), Not(right))))))
            case Count(kind=kind, n=n, operands=operands):
                return _count_bounds(kind, n, [bounds(part) for part in operands])
        raise TypeError(f"{type(node).__name__} speaks of time")

    return bounds(tree)


def _count_bounds(
    kind: str, n: int, parts: Sequence[tuple[Truth | bool, Truth | bool]]
) -> tuple[Truth | bool, Truth | bool]:
    most = sum(np.asarray(can, dtype=np.int16) for can, _ in parts)
    least = sum(np.asarray(must, dtype=np.int16) for _, must in parts)
    if kind == "at_least":
        return most >= n, least >= n
    if kind == "at_most":
        return least <= n, most <= n
    return np.logical_and(least <= n, most >= n), np.logical_and(least == n, most == n)


def _fold(operation: np.ufunc, values: Sequence[Truth | bool]) -> Truth | bool:
    result = values[0]
    for value in values[1:]:
        result = operation(result, value)
    return result
