"""Conditions as GMCR+ writes them, and the expressions that they are.

A *cube* says of some options whether they are taken: it holds where all of that is so. A
*condition* is a tuple of cubes and holds where one of them does: none never holds, and a cube
without options always does.
"""

from collections.abc import Sequence
from itertools import product

from standoff.language.tree import And, Constant, Expression, Iff, Implies, Name, Not, Or

Cube = tuple[tuple[int, bool], ...]
"""Number of an option, and whether it is taken; each option once."""

Condition = tuple[Cube, ...]


def holds(condition: Condition, taken: Sequence[bool]) -> bool:
    """Whether a condition holds in a state."""
    return any(all(taken[k] == yes for k, yes in cube) for cube in condition)


def expression(condition: Condition, names: Sequence[str]) -> Expression:
    """Write a condition as a person would: ``a iff b``, ``a implies b``, or the cubes in a row.

    Parameters
    ----------
    condition : Condition
    names : sequence of str
        Name of each option.
    """
    used = sorted({k for cube in condition for k, _ in cube})
    if len(condition) > 1 and len(used) <= 2:
        return _of_few(condition, used, names)
    conditions, rest = _split(condition)
    if conditions and rest:
        left = _all([Name(names[k]) for k in conditions])
        return Implies(left, _any([_cube(cube, names) for cube in rest]))
    return _any([_cube(cube, names) for cube in condition])


def _split(condition: Condition) -> tuple[list[int], Condition]:
    """Split off the cubes that are one option not taken: they are the *if* of the others."""
    single = [cube[0][0] for cube in condition if len(cube) == 1 and not cube[0][1]]
    rest = tuple(cube for cube in condition if not (len(cube) == 1 and not cube[0][1]))
    return single, rest


def _of_few(condition: Condition, used: list[int], names: Sequence[str]) -> Expression:
    """Read the truth table of one or two options."""
    table = {}
    for values in product((False, True), repeat=len(used)):
        taken = dict(zip(used, values, strict=True))
        table[values] = any(all(taken[k] == yes for k, yes in cube) for cube in condition)
    true = [values for values, value in table.items() if value]
    if len(true) in (0, len(table)):
        return Constant(bool(true))
    for place, k in enumerate(used):
        for yes in (True, False):
            if {values for values in table if values[place] == yes} == set(true):
                return _literal(k, yes, names)
    a, b = (Name(names[k]) for k in used)
    match sorted(true):
        case [(False, False), (True, True)]:
            return Iff(a, b)
        case [(False, True), (True, False)]:
            return Iff(a, Not(b))
    if len(true) == 1:
        return _cube(tuple(zip(used, true[0], strict=True)), names)
    false = next(values for values, value in table.items() if not value)
    match false:
        case (True, False):
            return Implies(a, b)
        case (False, True):
            return Implies(b, a)
        case (False, False):
            return Or((a, b))
    return Not(And((a, b)))


def _literal(k: int, yes: bool, names: Sequence[str]) -> Expression:
    return Name(names[k]) if yes else Not(Name(names[k]))


def _cube(cube: Cube, names: Sequence[str]) -> Expression:
    return _all([_literal(k, yes, names) for k, yes in cube])


def _all(parts: list[Expression]) -> Expression:
    return (And(tuple(parts)) if len(parts) > 1 else parts[0]) if parts else Constant(True)


def _any(parts: list[Expression]) -> Expression:
    return (Or(tuple(parts)) if len(parts) > 1 else parts[0]) if parts else Constant(False)
