"""From the text of an expression to its tree, with errors that point at a column.

The grammar is `expression.lark`; ``not`` binds tightest, then ``and``, ``or``, ``implies`` (to the
right), ``iff``. Time operators do not nest.
"""

from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from standoff.errors import nearest
from standoff.language.quantity import UNIT_MONTHS
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
    depth,
    parts,
    walk,
)

RESERVED = frozenset(
    {"not", "and", "or", "implies", "iff", "true", "false", "at_least", "exactly", "at_most"}
    | {"ever", "never", "always", "at_end", "first", "before", "within"}
)
"""Words that cannot name an actor, an option, a chance variable or a hypothesis."""

MAX_LENGTH = 4_000
MAX_DEPTH = 60
MAX_MONTHS = 1200.0


class ExpressionError(ValueError):
    """The text is not an expression.

    Attributes
    ----------
    message : str
        What is wrong.
    column : int
        Where, counted from 0.
    """

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


@lru_cache(maxsize=10_000)
def parse(text: str) -> Expression:
    """Parse an expression.

    Parameters
    ----------
    text : str
        For instance ``ever(pakistan.airstrikes, within=6 months) and never(pakistan.buffer_zone)``.

    Returns
    -------
    Expression
        The tree.

    Raises
    ------
    ExpressionError
        With the column at which reading stopped.
    """
    from lark.exceptions import UnexpectedInput

    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"the expression is longer than {MAX_LENGTH} characters", 0)
    try:
        tree: Expression = _grammar().parse(text)
    except UnexpectedInput as error:
        from standoff.language.explain import explain

        raise ExpressionError(*explain(text, error)) from None
    if depth(tree) > MAX_DEPTH:
        raise ExpressionError(f"the expression is nested deeper than {MAX_DEPTH}", 0)
    _refuse_nesting(tree)
    return tree


def _refuse_nesting(tree: Expression) -> None:
    for node in walk(tree):
        if isinstance(node, Temporal | First):
            for deep in (deep for part in parts(node) for deep in walk(part)):
                if isinstance(deep, Temporal | First):
                    raise ExpressionError("time operators do not nest", deep.column)


@cache
def _grammar() -> Any:
    from lark import Lark

    text = files("standoff.language").joinpath("expression.lark").read_text("utf-8")
    return Lark(text, parser="lalr", lexer="basic", maybe_placeholders=True, transformer=_builder())


def _builder() -> Any:
    """Make trees while the text is read; a node starts where its first token starts."""
    from lark import Transformer

    class Builder(Transformer):  # type: ignore[type-arg]
        def start(self, items: list[Any]) -> Any:
            return items[0]

        def conjunction(self, items: list[Any]) -> And:
            return And(tuple(items), items[0].column)

        def disjunction(self, items: list[Any]) -> Or:
            return Or(tuple(items), items[0].column)

        def iff(self, items: list[Any]) -> Any:
            tree = items[0]
            for right in items[1:]:
                tree = Iff(tree, right, tree.column)
            return tree

        def implies(self, items: list[Any]) -> Any:
            left, right = items
            return left if right is None else Implies(left, right, left.column)

        def negate(self, items: list[Any]) -> Not:
            return Not(items[1], items[0].start_pos)

        def true(self, items: list[Any]) -> Constant:
            return Constant(True, items[0].start_pos)

        def false(self, items: list[Any]) -> Constant:
            return Constant(False, items[0].start_pos)

        def name(self, items: list[Any]) -> Name:
            if items[0].value.lower() in RESERVED:
                small = items[0].value.lower()
                raise ExpressionError(f"write '{small}' in small letters", items[0].start_pos)
            return Name(items[0].value, items[0].start_pos)

        def compare(self, items: list[Any]) -> Compare:
            name, order, level = items
            op = "=" if order == "==" else order.value
            return Compare(name.value, op, level.value, name.start_pos)

        def count(self, items: list[Any]) -> Count:
            kind, n, *operands = items
            if not n.value.isdecimal():
                raise ExpressionError(f"{n} is no whole number", n.start_pos)
            if int(n) > len(operands):
                listed = f"{len(operands)} condition{'s' if len(operands) > 1 else ''}"
                raise ExpressionError(f"{kind}({n}, ...) lists only {listed}", kind.start_pos)
            return Count(kind.value, int(n), tuple(operands), kind.start_pos)

        def temporal(self, items: list[Any]) -> Temporal:
            kind, operand, within = items
            return Temporal(kind.value, operand, within, kind.start_pos)

        def first(self, items: list[Any]) -> First:
            word, first, before, within = items
            return First(first, before, within, word.start_pos)

        def duration(self, items: list[Any]) -> float:
            number, unit = items
            singular = unit.value.lower().removesuffix("s")
            if singular not in UNIT_MONTHS:
                known = nearest(unit.value, [f"{name}s" for name in UNIT_MONTHS])
                raise ExpressionError(f"'{unit}' is no unit of time{known}", unit.start_pos)
            if float(number) <= 0:
                raise ExpressionError("`within` should be longer than 0", number.start_pos)
            months = float(number) * UNIT_MONTHS[singular]
            if months > MAX_MONTHS:
                raise ExpressionError("`within` is longer than 100 years", number.start_pos)
            return months

    return Builder()
