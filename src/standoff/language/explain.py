"""Why a text is not an expression, in plain words."""

import re
from typing import Any

from standoff.language.parser import RESERVED

_SYMBOLS = {
    "<->": "iff",
    "<=>": "iff",
    "=>": "implies",
    "->": "implies",
    "&": "and",
    "|": "or",
    "!": "not",
    "~": "not",
    "-": "an underscore in names",
}
_OPERATORS = RESERVED - {"true", "false"}
_STARTS = {"NAME", "NOT", "TRUE", "FALSE", "LPAR"}


def explain(text: str, error: Any) -> tuple[str, int]:
    """Say what the grammar did not expect.

    Parameters
    ----------
    text : str
        The expression.
    error : lark.exceptions.UnexpectedInput
        Where reading it stopped.

    Returns
    -------
    message : str
    column : int
        Counted from 0.
    """
    from lark.exceptions import UnexpectedCharacters

    if not text.strip():
        return "the expression is empty", 0
    if isinstance(error, UnexpectedCharacters):
        return _character(text, error.pos_in_stream or 0)
    expected: set[str] = set(error.expected)
    if error.token.type == "$END":
        return _early_end(text, expected), len(text)
    return _token(text, str(error.token), int(error.token.start_pos), expected)


def _character(text: str, column: int) -> tuple[str, int]:
    for symbol, word in _SYMBOLS.items():
        for start in range(max(0, column - len(symbol) + 1), column + 1):
            if text.startswith(symbol, start):
                return f"'{symbol}' cannot stand here; write {word}", start
    if text[column] == ".":
        return "a name has one dot and no spaces around it: actor.option", column
    return f"'{text[column]}' cannot stand here", column


def _early_end(text: str, expected: set[str]) -> str:
    what = "the expression ends too early"
    if "RPAR" in expected and text.count("(") > text.count(")"):
        return f"{what}: a ')' is missing"
    return f"{what}: {_wanted(text, len(text), expected)} is missing"


def _token(text: str, word: str, column: int, expected: set[str]) -> tuple[str, int]:
    before = re.search(r"(\w+)\s*$", text[:column])
    if before and before[1] not in RESERVED and before[1].lower() in RESERVED:
        return f"write '{before[1].lower()}' in small letters", before.start(1)
    if word not in RESERVED and word.lower() in RESERVED:
        return f"write '{word.lower()}' in small letters", column
    if text[column - 1 : column + 1] == "=>" or text[column - 1 : column + 2] == "<=>":
        return _character(text, column)
    if before and before[1] == "within":
        return "write `within=`, as in ever(..., within=6 months)", before.start(1)
    if word == "within":
        return "`within` stands inside a time operator: ever(..., within=6 months)", column
    if "AND" in expected and (word == "(" or re.match(r"\w", word)) and word not in _OPERATORS:
        return f"'and', 'or' or a comma is missing before '{word}'", column
    if word == ")" and text[:column].count("(") <= text[:column].count(")"):
        return "this ')' closes nothing", column
    return f"'{word}' cannot stand here: {_wanted(text, column, expected)} is missing", column


def _wanted(text: str, column: int, expected: set[str]) -> str:
    """Name what should have come."""
    before = text[:column].rstrip()
    if re.search(r"\b(at_least|exactly|at_most)\s*\($", before):
        return "a number, as in at_least(2, ...),"
    if expected == {"NUMBER"}:
        return "a length of time, as in within=6 months,"
    if re.search(r"within\s*=\s*[\d.]+$", before):
        return "a unit (days, weeks, months or years)"
    if "BEFORE" in expected or re.search(r"\bfirst\s*\([^()]*$", before):
        return "`before=`, as in first(..., before=...),"
    if expected == {"NAME"}:
        return "the name of a level"
    if expected == {"LPAR"}:
        return "'('"
    if expected == {"WITHIN"}:
        return "`within=`"
    if expected & _STARTS:
        return "a condition"
    if "COMMA" in expected and "RPAR" not in expected:
        return "a comma and a condition"
    return "'and', 'or' or the end"
