"""Whether indicators fit the crisis: names, and one kind of condition at a time."""

from collections.abc import Iterator

from standoff.crisis.model import Crisis, Indicator
from standoff.crisis.symbols import Symbols
from standoff.errors import Fault, Path
from standoff.language.tree import Expression, is_temporal, names


def indicator_trees(crisis: Crisis) -> Iterator[tuple[Path, Expression]]:
    """Yield what each indicator is a sign of, with its place."""
    for name, indicator in crisis.indicators.items():
        yield ("indicators", name, "if"), indicator.if_.tree


def indicator_faults(crisis: Crisis, table: Symbols) -> Iterator[Fault]:
    """Yield indicators that are a sign of hypotheses and of what happens at once.

    What holds of a hypothesis is known from the start of a draw, what happens is not; a sign of
    both is two indicators.
    """
    for path, tree in indicator_trees(crisis):
        if is_temporal(tree) and names(tree) & set(table.hypotheses):
            yield Fault(
                "an indicator is a sign of hypotheses or of what happens, not of both:"
                " write two indicators",
                path,
            )


def of_hypotheses(indicator: Indicator) -> bool:
    """Tell whether an indicator is a sign of hypotheses rather than of what happens."""
    return not is_temporal(indicator.if_.tree)
