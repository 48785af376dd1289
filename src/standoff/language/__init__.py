"""The small language of the crisis file: expressions, quantities, and words of likelihood."""

from standoff.language.parser import ExpressionError, parse
from standoff.language.tree import Expression, is_temporal, names, walk
from standoff.language.write import write

__all__ = ["Expression", "ExpressionError", "is_temporal", "names", "parse", "walk", "write"]
