"""What is made of expressions, made once and held."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from typing import Any, TypeVar

from standoff.language.tree import Expression, names

T = TypeVar("T")


class Derived:
    """What is made of expressions.

    Expressions are found by identity, which is quicker than comparing them; each is held, so that its
    identity stays its own. Elsewhere identities are others: a copy that was pickled begins empty.

    Parameters
    ----------
    hypotheses : collection of str
        Names of all hypotheses.
    """

    def __init__(self, hypotheses: Collection[str]) -> None:
        self._hypotheses = frozenset(hypotheses)
        self._known: dict[int, tuple[Expression, int, tuple[str, ...]]] = {}
        self._first: dict[Expression, Expression] = {}
        self._held: dict[Hashable, Any] = {}

    def __reduce__(self) -> tuple[type["Derived"], tuple[Collection[str]]]:
        return Derived, (self._hypotheses,)

    def get(
        self,
        what: Hashable,
        trees: Sequence[Expression],
        hypotheses: Mapping[str, bool],
        make: Callable[[], T],
    ) -> T:
        """Return what was made of expressions, or make it.

        Parameters
        ----------
        what : hashable
            What it is, with all that it hangs on besides the expressions and their hypotheses.
        trees : sequence of Expression
            Equal ones count as the same.
        hypotheses : mapping of str to bool
            Only those that the expressions name count.
        make : callable
        """
        marks = tuple(self._named(tree)[0] for tree in trees)
        key = (what, marks, self.reading(trees, hypotheses))
        if key not in self._held:
            self._held[key] = make()
        result: T = self._held[key]
        return result

    def reading(
        self, trees: Sequence[Expression], hypotheses: Mapping[str, bool]
    ) -> tuple[tuple[str, bool], ...]:
        """Values of the hypotheses that expressions name."""
        named = dict.fromkeys(name for tree in trees for name in self._named(tree)[1])
        return tuple((name, bool(hypotheses[name])) for name in named if name in hypotheses)

    def _named(self, tree: Expression) -> tuple[int, tuple[str, ...]]:
        """Return a number that equal expressions share, and the hypotheses that they name."""
        known = self._known.get(id(tree))
        if known is None:
            first = self._first.setdefault(tree, tree)
            used = tuple(sorted(names(tree) & self._hypotheses))
            known = self._known[id(tree)] = tree, id(first), used
        return known[1:]
