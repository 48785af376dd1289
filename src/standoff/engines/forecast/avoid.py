"""Questions that are sums of probabilities of avoiding something for the whole time.

With ``N(S)`` for "no state of S is ever entered", ``never(e) = N(e)``, ``ever(e) = 1 - N(e)``,
``always(e) = N(not e)``, and ``N(S) N(T) = N(S or T)``. So every Boolean combination of these
operators over the whole time is a sum ``sum_j c_j N(S_j)``, with the coefficients of its multilinear
polynomial. Each ``N(S)`` needs one lane, which simply loses what enters S, and expressions share lanes:
``ever(a)``, ``never(b)`` and ``ever(a) and never(b)`` need three together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np
from numpy.typing import NDArray

from standoff.encode.problem import Problem
from standoff.kernels.lanes import LANES
from standoff.language.tree import (
    And,
    Constant,
    Count,
    Expression,
    Iff,
    Implies,
    Name,
    Not,
    Or,
    Temporal,
    walk,
)

Floats = NDArray[np.float64]
Truth = NDArray[np.bool_]

MOST_OPERATORS = 3
"""Different time operators up to which an expression is taken apart; each doubles the terms."""


@dataclass(frozen=True)
class Apart:
    """Expressions as sums over lanes.

    Attributes
    ----------
    barred : bool[L, N]
        States that each lane must avoid; where conditions are read, the first avoids nothing.
    parts : float64[L, E]
        Coefficient of each lane in each expression.
    held : bool[R, N]
        Conditions that are read at the end.
    ends : float64[R, E]
        Coefficient of each such condition in each expression.
    constant : float64[E]
    """

    barred: Truth
    parts: Floats
    held: Truth
    ends: Floats
    constant: Floats

    @cached_property
    def open(self) -> NDArray[np.uint8]:
        """Lanes, as bits, that may be in a state, uint8[P, N] for P panels of eight lanes."""
        count, states = self.barred.shape
        panels = max(1, -(-count // LANES))
        allowed = np.ones((panels * LANES, states), dtype=np.bool_)
        allowed[:count] = ~self.barred
        bit = np.uint8(1) << np.arange(LANES, dtype=np.uint8)
        rows = allowed.reshape(panels, LANES, states) * bit[:, None]
        return np.asarray(rows.sum(axis=1, dtype=np.uint8))


def comes_apart(tree: Expression, horizon: float) -> bool:
    """Whether an expression can be taken apart: no order, no deadline before the horizon, few operators."""
    if isinstance(tree, Temporal) and tree.kind == "at_end":
        return _whole(tree, horizon)
    operators = {node for node in walk(tree) if isinstance(node, Temporal)}
    inside = all(_whole(node, horizon) and node.kind != "at_end" for node in operators)
    return inside and len(operators) <= MOST_OPERATORS and _combines(tree)


def _whole(node: Temporal, horizon: float) -> bool:
    return node.within is None or node.within >= horizon


def _combines(tree: Expression) -> bool:
    """Whether only logic stands outside the time operators, and no `first` anywhere."""
    match tree:
        case Temporal() | Constant() | Name():
            return True
        case Not(operand=operand):
            return _combines(operand)
        case And(operands=operands) | Or(operands=operands) | Count(operands=operands):
            return all(map(_combines, operands))
        case Implies(left=left, right=right) | Iff(left=left, right=right):
            return _combines(left) and _combines(right)
    return False


def take_apart(
    problem: Problem,
    trees: Sequence[Expression],
    hypotheses: Mapping[str, bool],
    *,
    free: bool,
) -> Apart:
    """Write expressions for which `comes_apart` holds as sums over lanes.

    Parameters
    ----------
    problem : Problem
    trees : sequence of Expression
        E of them.
    hypotheses : mapping of str to bool
    free : bool
        Whether the first lane must avoid nothing even if no expression asks for it.
    """
    nothing = np.zeros(problem.space.states, dtype=np.bool_)
    lanes: dict[bytes, tuple[int, Truth]] = {}
    held: dict[bytes, tuple[int, Truth]] = {}
    parts: list[tuple[int, int, float]] = []
    ends: list[tuple[int, int]] = []
    constant = np.zeros(len(trees))

    def place(known: dict[bytes, tuple[int, Truth]], what: Truth) -> int:
        return known.setdefault(what.tobytes(), (len(known), what))[0]

    if free or any(isinstance(tree, Temporal) and tree.kind == "at_end" for tree in trees):
        place(lanes, nothing)
    for e, tree in enumerate(trees):
        if isinstance(tree, Temporal) and tree.kind == "at_end":
            ends.append((place(held, problem.truth(tree.operand, hypotheses)), e))
            continue
        watched = list(dict.fromkeys(n for n in walk(tree) if isinstance(n, Temporal)))
        bars = [_barred(problem, node, hypotheses) for node in watched]
        for subset, part in enumerate(_coefficients(tree, watched, hypotheses)):
            chosen = [bar for i, bar in enumerate(bars) if subset >> i & 1]
            if not chosen:
                constant[e] = part
            elif part:
                parts.append((place(lanes, reduce(np.logical_or, chosen)), e, part))
    table, at_end = np.zeros((len(lanes), len(trees))), np.zeros((len(held), len(trees)))
    for lane, e, part in parts:
        table[lane, e] += part
    for row, e in ends:
        at_end[row, e] = 1.0
    read = np.array([what for _, what in held.values()], dtype=np.bool_)
    read = read.reshape(len(held), len(nothing))
    barred = np.array([what for _, what in lanes.values()], dtype=np.bool_)
    barred = barred.reshape(len(lanes), len(nothing))
    return Apart(barred, table, read, at_end, constant)


def _barred(problem: Problem, node: Temporal, hypotheses: Mapping[str, bool]) -> Truth:
    """States that must be avoided for `node` not to turn (``ever``), or to stay true (the others)."""
    truth = problem.truth(node.operand, hypotheses)
    return ~truth if node.kind == "always" else truth


def _coefficients(
    tree: Expression, watched: Sequence[Temporal], hypotheses: Mapping[str, bool]
) -> Floats:
    """Coefficient of each product of "avoided", by the bits of the operators in it (Moebius)."""
    rows = np.arange(2 ** len(watched))
    avoided = {node: (rows >> i & 1).astype(np.bool_) for i, node in enumerate(watched)}

    def value(node: Expression) -> Truth:
        match node:
            case Temporal(kind=kind):
                return ~avoided[node] if kind == "ever" else avoided[node]
            case Constant(value=constant):
                return np.full(len(rows), constant)
            case Name(name=name):
                return np.full(len(rows), hypotheses[name])
            case Not(operand=operand):
                return ~value(operand)
            case And(operands=operands):
                return np.asarray(reduce(np.logical_and, map(value, operands)))
            case Or(operands=operands):
                return np.asarray(reduce(np.logical_or, map(value, operands)))
            case Implies(left=left, right=right):
                return ~value(left) | value(right)
            case Iff(left=left, right=right):
                return np.asarray(value(left) == value(right))
            case Count(kind=kind, n=n, operands=operands):
                number = sum(value(part).astype(np.int64) for part in operands)
                found = {"at_least": number >= n, "at_most": number <= n, "exactly": number == n}
                return np.asarray(found[kind])
        raise TypeError(f"{type(node).__name__} stands outside a time operator")

    worth = value(tree).astype(np.float64)
    for i in range(len(watched)):
        with_it = (rows >> i & 1).astype(np.bool_)
        worth[with_it] -= worth[~with_it]
    return worth
