"""Time expressions as small machines that watch the state.

Each time operator keeps a little memory; the memories of an expression together are its *mode*.

* ``ever(e)``: one bit, set when ``e`` holds; ``never(e)`` is its negation, ``always(e)`` is
  ``never(not e)``;
* ``first(a, before=b)``: undecided, true once ``a`` holds and ``b`` does not, false once ``b``
  holds (both at the same moment: false);
* ``at_end(e)``: no memory, it looks at the state of the moment; at the end of its own `within` it
  remembers what it saw.

A mode whose expression can no longer change its value is *settled*; what reaches it is counted and
forgotten, so that ``ever(e)`` alone needs a single live mode. An operator whose `within` has passed
is frozen. The value at time t is that of the expression judged with t as its horizon.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from standoff.errors import LimitReached
from standoff.language.tree import (
    And,
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
    walk,
)

Truth = NDArray[np.bool_]
TRUE, FALSE = -1, -2
"""Targets of a transition that settle the expression."""

MAX_MODES = 512

Verdict = bool | None
"""Value of an expression; None where it is still open."""


@dataclass(frozen=True, slots=True)
class Watch:
    """One time operator.

    Attributes
    ----------
    node : Temporal or First
        As written.
    kind : str
        ``ever``, ``first`` or ``at_end``.
    conditions : tuple of bool[N]
        Where its state expressions hold.
    until : float
        Months for which it watches; infinite without a `within`.
    """

    node: Temporal | First
    kind: str
    conditions: tuple[Truth, ...]
    until: float

    @property
    def memories(self) -> int:
        """Number of values of its memory."""
        return 3 if self.kind == "first" else 2

    def verdict(self, memory: int, open_: bool) -> Verdict:
        """What the memory alone says: its value, or None while it can still change."""
        if self.kind == "at_end":
            return None if open_ else memory == 1
        if memory:
            return memory == 1
        return None if open_ else False


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of time over which no operator is frozen or thawed.

    Attributes
    ----------
    begin, end : float
        Months.
    modes : tuple of tuple of int
        Live modes M, each the memories of the operators.
    table : int64[M, X]
        Mode that each mode turns into when a state of signature x is entered; `TRUE` or `FALSE`
        where the expression is settled.
    value : bool[M, X]
        Value at this moment in a live mode and a state of signature x.
    """

    begin: float
    end: float
    modes: tuple[tuple[int, ...], ...]
    table: NDArray[np.int64]
    value: Truth


@dataclass(frozen=True)
class Monitor:
    """A time expression ready to be followed along the jump process.

    Attributes
    ----------
    signature : int64[N]
        Which conditions hold in each state, as a number 0 .. X - 1.
    phases : tuple of Phase
        From time 0 on, without gaps.
    watches : tuple of Watch
        The operators.
    """

    tree: Expression
    signature: NDArray[np.int64]
    signatures: NDArray[np.bool_]
    phases: tuple[Phase, ...]
    watches: tuple[Watch, ...]

    def carry(self, before: Phase | None, after: Phase) -> NDArray[np.int64]:
        """Where mass goes between phases, int64[M, X]: a live mode of `after`, TRUE or FALSE.

        Operators whose time is up at the border remember what they see; `before` None is the
        start, with M = 1 for the empty memory.
        """
        modes = ((0,) * len(self.watches),) if before is None else before.modes
        border = after.begin
        table = np.empty((len(modes), len(self.signatures)), dtype=np.int64)
        for m, mode in enumerate(modes):
            for x, holds in enumerate(self._conditions()):
                memory = list(mode)
                for i, watch in enumerate(self.watches):
                    if before is not None and watch.kind == "at_end" and watch.until == border:
                        memory[i] = int(holds[i][0])
                memory = list(_react(self.watches, tuple(memory), holds, after.begin))
                table[m, x] = _target(self.tree, self.watches, tuple(memory), after)
        return table

    def _conditions(self) -> list[tuple[tuple[bool, ...], ...]]:
        """Conditions of each operator, for each signature."""
        found = []
        for row in self.signatures:
            at, holds = 0, []
            for watch in self.watches:
                size = len(watch.conditions)
                holds.append(tuple(bool(v) for v in row[at : at + size]))
                at += size
            found.append(tuple(holds))
        return found


def _react(
    watches: tuple[Watch, ...],
    mode: tuple[int, ...],
    holds: tuple[tuple[bool, ...], ...],
    now: float,
) -> tuple[int, ...]:
    """Memories after a state in which the conditions hold as given is entered at a time."""
    memory = list(mode)
    for i, watch in enumerate(watches):
        if now >= watch.until or memory[i] or watch.kind == "at_end":
            continue
        if watch.kind == "ever":
            memory[i] = int(holds[i][0])
        elif holds[i][1]:
            memory[i] = 2
        elif holds[i][0]:
            memory[i] = 1
    return tuple(memory)


def _target(
    tree: Expression, watches: tuple[Watch, ...], mode: tuple[int, ...], phase: Phase
) -> int:
    verdict = _judge(tree, watches, _verdicts(watches, mode, phase.begin))
    if verdict is None:
        return phase.modes.index(mode)
    return TRUE if verdict else FALSE


def _verdicts(watches: tuple[Watch, ...], mode: tuple[int, ...], now: float) -> tuple[Verdict, ...]:
    return tuple(w.verdict(m, now < w.until) for w, m in zip(watches, mode, strict=True))


def _judge(tree: Expression, watches: tuple[Watch, ...], verdicts: tuple[Verdict, ...]) -> Verdict:
    """Value of the expression in three-valued logic (Kleene)."""
    known = {id(watch.node): verdict for watch, verdict in zip(watches, verdicts, strict=True)}

    def value(node: Expression) -> Verdict:
        match node:
            case Constant(value=constant):
                return constant
            case Temporal(kind=kind):
                verdict = known[id(node)]
                positive = kind in ("ever", "at_end")
                return verdict if positive or verdict is None else not verdict
            case First():
                return known[id(node)]
            case Not(operand=operand):
                inner = value(operand)
                return None if inner is None else not inner
            case And(operands=operands):
                return _all(value(part) for part in operands)
            case Or(operands=operands):
                return _not(_all(_not(value(part)) for part in operands))
            case Implies(left=left, right=right):
                return _not(_all((value(left), _not(value(right)))))
            case Iff(left=left, right=right):
                sides = value(left), value(right)
                return None if None in sides else sides[0] == sides[1]
            case Count(kind=kind, n=n, operands=operands):
                return _count(kind, n, [value(part) for part in operands])
        raise TypeError(f"{type(node).__name__} stands outside a time operator")

    return value(tree)


def _not(verdict: Verdict) -> Verdict:
    return None if verdict is None else not verdict


def _all(verdicts: Iterator[Verdict] | tuple[Verdict, ...]) -> Verdict:
    found = tuple(verdicts)
    if False in found:
        return False
    return None if None in found else True


def _count(kind: str, n: int, verdicts: list[Verdict]) -> Verdict:
    least = sum(verdict is True for verdict in verdicts)
    most = least + sum(verdict is None for verdict in verdicts)
    if kind == "at_least":
        return True if least >= n else False if most < n else None
    if kind == "at_most":
        return True if most <= n else False if least > n else None
    if least > n or most < n:
        return False
    return True if least == most == n else None


def borders_of(trees: Iterable[Expression], horizon: float) -> tuple[float, ...]:
    """Times at which some operator of some expression stops watching, with 0 and the horizon."""
    found = {0.0, horizon}
    for tree in trees:
        for node in walk(tree):
            if isinstance(node, Temporal | First) and node.within is not None:
                found.add(min(node.within, horizon))
    return tuple(sorted(found))


def build_monitor(
    tree: Expression,
    truth: Callable[[Expression], Truth],
    hypotheses: Mapping[str, bool],
    borders: tuple[float, ...],
) -> Monitor:
    """Make the machine that watches a time expression.

    Parameters
    ----------
    tree : Expression
        With time operators, and hypotheses outside them.
    truth : callable
        Where a state expression holds, bool[N].
    hypotheses : mapping of str to bool
        Value of every hypothesis that is mentioned.
    borders : tuple of float
        Months at which phases begin and end: 0, the horizon, and in between at least each time up
        to which an operator watches; see `borders_of`.

    Returns
    -------
    Monitor

    Raises
    ------
    LimitReached
        If the expression must remember too much.
    """
    tree = _fixed(tree, hypotheses)
    watches = tuple(_watches(tree, truth))
    columns = [condition for watch in watches for condition in watch.conditions]
    if columns:
        signatures, signature = _sorted_apart(columns)
    else:
        states = len(truth(Constant(True)))
        signatures, signature = np.zeros((1, 0), np.bool_), np.zeros(states, np.int64)
    bare = Monitor(tree, signature, signatures, (), watches)
    phases = tuple(_phase(bare, begin, end) for begin, end in pairwise(borders))
    return Monitor(tree, bare.signature, signatures, phases, watches)


def _sorted_apart(columns: list[Truth]) -> tuple[Truth, NDArray[np.int64]]:
    """Tell apart the rows of some columns: bool[X, C], and the row of each state, int64[N]."""
    number = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        number = 2 * number + column
        if number.max(initial=0) > 2**40:
            number = np.unique(number, return_inverse=True)[1].astype(np.int64)
    _, first, signature = np.unique(number, return_index=True, return_inverse=True)
    return np.stack([column[first] for column in columns], axis=1), signature.astype(np.int64)


def _fixed(tree: Expression, hypotheses: Mapping[str, bool]) -> Expression:
    """Put the values of the hypotheses that stand outside time operators."""
    match tree:
        case Name(name=name):
            return Constant(bool(hypotheses[name]))
        case Not(operand=operand):
            return Not(_fixed(operand, hypotheses))
        case And(operands=operands):
            return And(tuple(_fixed(part, hypotheses) for part in operands))
        case Or(operands=operands):
            return Or(tuple(_fixed(part, hypotheses) for part in operands))
        case Implies(left=left, right=right):
            return Implies(_fixed(left, hypotheses), _fixed(right, hypotheses))
        case Iff(left=left, right=right):
            return Iff(_fixed(left, hypotheses), _fixed(right, hypotheses))
        case Count(kind=kind, n=n, operands=operands):
            return Count(kind, n, tuple(_fixed(part, hypotheses) for part in operands))
    return tree


def _watches(tree: Expression, truth: Callable[[Expression], Truth]) -> Iterator[Watch]:
    for node in walk(tree):
        until = float("inf")
        if isinstance(node, Temporal | First) and node.within is not None:
            until = node.within
        if isinstance(node, First):
            yield Watch(node, "first", (truth(node.first), truth(node.before)), until)
        elif isinstance(node, Temporal):
            holds = truth(node.operand)
            if node.kind == "always":
                holds = np.logical_not(holds)
            yield Watch(node, "at_end" if node.kind == "at_end" else "ever", (holds,), until)


def _phase(monitor: Monitor, begin: float, end: float) -> Phase:
    """List the live modes of a stretch of time and how they turn into one another."""
    watches, tree = monitor.watches, monitor.tree
    if int(np.prod([float(w.memories) for w in watches])) > MAX_MODES:
        raise LimitReached(
            f"the expression has {len(watches)} time operators, too many to remember at once;"
            " split it into several scenarios"
        )
    live = []
    for mode in product(*(range(w.memories) for w in watches)):
        possible = all(
            not (m and w.kind == "at_end" and begin < w.until)
            for w, m in zip(watches, mode, strict=True)
        )
        if possible and _judge(tree, watches, _verdicts(watches, mode, begin)) is None:
            live.append(mode)
    phase = Phase(begin, end, tuple(live), np.zeros((0, 0), np.int64), np.zeros((0, 0), np.bool_))
    conditions = monitor._conditions()
    table = np.empty((len(live), len(conditions)), dtype=np.int64)
    value = np.zeros((len(live), len(conditions)), dtype=np.bool_)
    for m, mode in enumerate(live):
        for x, holds in enumerate(conditions):
            table[m, x] = _target(tree, watches, _react(watches, mode, holds, begin), phase)
            seen = tuple(
                holds[i][0] if w.kind == "at_end" and begin < w.until else mode[i] == 1
                for i, w in enumerate(watches)
            )
            value[m, x] = bool(_judge(tree, watches, seen))
    return Phase(begin, end, tuple(live), table, value)
