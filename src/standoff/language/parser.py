"""From the text of an expression to its tree, with errors that point at a column.

The grammar is `expression.lark`; ``not`` binds tightest, then ``and``, ``or``, ``implies`` (to the
right), ``iff``. Time operators do not nest.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Any

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
    walk,
)

RESERVED = frozenset(
    ("not", "and", "or", "implies", "iff", "true", "false", "at_least", "exactly", "at_most")
    + ("ever", "never", "always", "at_end", "first", "before", "within")
)
"""Words that cannot name an actor, an option, a chance variable or a hypothesis."""

MAX_LENGTH = 4_000
MAX_DEPTH = 60


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


@cache
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
    from lark.exceptions import UnexpectedInput, VisitError

    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"the expression is longer than {MAX_LENGTH} characters", 0)
    _check_depth(text)
    try:
        tree: Expression = _builder().transform(_grammar().parse(text))
    except UnexpectedInput as error:
        raise _explain(text, error) from None
    except VisitError as error:
        raise error.orig_exc from None
    _refuse_nesting(tree)
    return tree


def _check_depth(text: str) -> None:
    depth = 0
    for column, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth > MAX_DEPTH:
            raise ExpressionError(f"parentheses are nested deeper than {MAX_DEPTH}", column)
    if text.count("not ") > MAX_LENGTH // 8:
        raise ExpressionError("too many negations", 0)


def _refuse_nesting(tree: Expression) -> None:
    for node in walk(tree):
        inner = (
            (node.operand,)
            if isinstance(node, Temporal)
            else (node.first, node.before)
            if isinstance(node, First)
            else ()
        )
        for part in inner:
            for deep in walk(part):
                if isinstance(deep, Temporal | First):
                    raise ExpressionError("time operators do not nest", deep.column)


@cache
def _grammar() -> Any:
    from lark import Lark

    text = files("standoff.language").joinpath("expression.lark").read_text("utf-8")
    return Lark(text, parser="lalr", propagate_positions=True, maybe_placeholders=True)


@cache
def _builder() -> Any:
    from lark import Transformer, v_args

    def flat(kind: type[And | Or]) -> Any:
        return v_args(meta=True)(lambda _, meta, items: kind(tuple(items), _column(meta)))

    class Builder(Transformer):  # type: ignore[type-arg]
        conjunction = flat(And)
        disjunction = flat(Or)

        def start(self, items: list[Any]) -> Expression:
            tree: Expression = items[0]
            return tree

        @v_args(meta=True)
        def iff(self, meta: Any, items: list[Any]) -> Expression:
            tree = items[0]
            for right in items[1:]:
                tree = Iff(tree, right, _column(meta))
            return tree  # type: ignore[no-any-return]

        @v_args(meta=True)
        def implies(self, meta: Any, items: list[Any]) -> Expression:
            left, right = items
            return left if right is None else Implies(left, right, _column(meta))  # type: ignore[no-any-return]

        @v_args(meta=True)
        def negate(self, meta: Any, items: list[Any]) -> Expression:
            return Not(items[0], _column(meta))

        @v_args(meta=True)
        def true(self, meta: Any, items: list[Any]) -> Expression:
            return Constant(True, _column(meta))

        @v_args(meta=True)
        def false(self, meta: Any, items: list[Any]) -> Expression:
            return Constant(False, _column(meta))

        @v_args(meta=True)
        def name(self, meta: Any, items: list[Any]) -> Expression:
            if items[0] in RESERVED:
                raise ExpressionError(f"'{items[0]}' cannot stand here", _column(meta))
            return Name(str(items[0]), _column(meta))

        @v_args(meta=True)
        def compare(self, meta: Any, items: list[Any]) -> Expression:
            name, op, level = map(str, items)
            return Compare(name, "=" if op == "==" else op, level, _column(meta))

        @v_args(meta=True)
        def count(self, meta: Any, items: list[Any]) -> Expression:
            kind, n, *operands = items
            if int(n) > len(operands):
                raise ExpressionError(
                    f"{kind}({n}, ...) lists only {len(operands)} conditions", _column(meta)
                )
            return Count(str(kind), int(n), tuple(operands), _column(meta))  # type: ignore[arg-type]

        @v_args(meta=True)
        def temporal(self, meta: Any, items: list[Any]) -> Expression:
            kind, operand, within = items
            return Temporal(str(kind), operand, within, _column(meta))  # type: ignore[arg-type]

        @v_args(meta=True)
        def first(self, meta: Any, items: list[Any]) -> Expression:
            first, before, within = items
            return First(first, before, within, _column(meta))

        def duration(self, items: list[Any]) -> float:
            number, unit = items
            return float(number) * UNIT_MONTHS[str(unit).rstrip("s")]

    return Builder()


def _column(meta: Any) -> int:
    return int(meta.start_pos)


_SYMBOLS = {"&": "and", "|": "or", "!": "not", "~": "not", "-": "an underscore in names"}


def _explain(text: str, error: Any) -> ExpressionError:
    """Say in plain words what the grammar did not expect."""
    from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedToken

    ended = (
        isinstance(error, UnexpectedEOF)
        or getattr(getattr(error, "token", None), "type", "") == "$END"
    )
    if ended or not text.strip():
        what = "the expression is empty" if not text.strip() else "the expression ends too early"
        if text.count("(") > text.count(")"):
            what += ": a ')' is missing"
        return ExpressionError(what, len(text))
    column = int(error.pos_in_stream)
    if isinstance(error, UnexpectedCharacters):
        character = text[column]
        hint = _SYMBOLS.get(character)
        more = f"; write {hint}" if hint else ""
        return ExpressionError(f"'{character}' cannot stand here{more}", column)
    assert isinstance(error, UnexpectedToken)
    word = str(error.token)
    before = re.search(r"(\w+)\s*$", text[:column])
    if before and before[1] in RESERVED - {"true", "false"}:
        return ExpressionError(
            f"'{before[1]}' cannot stand here: a condition is missing", before.start(1)
        )
    if word == ")":
        return ExpressionError("this ')' closes nothing, or something is missing before it", column)
    if "AND" in error.expected and (error.token.type == "NAME" or word == "("):
        return ExpressionError(f"'and', 'or' or a comma is missing before '{word}'", column)
    return ExpressionError(f"'{word}' cannot stand here", column)
