"""From an analysis to the text of another program's file."""

from dataclasses import dataclass

from standoff.errors import UsageError
from standoff.exchange.dot import write_dot
from standoff.exchange.gmcr import export_gmcr
from standoff.exchange.graphml import write_graphml
from standoff.exchange.move_graph import MAX_EDGES, move_graph
from standoff.workbench import Analysis

EXPORTS = {"gmcr": ".gmcr", "graphml": ".graphml", "dot": ".dot"}
"""Ending of the files of each format."""


@dataclass(frozen=True, slots=True)
class Exported:
    """An export.

    Attributes
    ----------
    text : str
        The file.
    notes : tuple of str
        What was not carried over.
    """

    text: str
    notes: tuple[str, ...]


def export(
    analysis: Analysis,
    form: str,
    *,
    max_edges: int = MAX_EDGES,
    improvements_only: bool = False,
) -> Exported:
    """Write an analysis for another program.

    Parameters
    ----------
    analysis : Analysis
        Its hypotheses and concepts are the ones that count.
    form : str
        ``gmcr``, or ``graphml`` or ``dot`` for the graph of moves.
    max_edges : int
        Limit on the moves of a graph.
    improvements_only : bool
        Whether to leave out moves that are no unilateral improvements.

    Raises
    ------
    LimitReached
        If there are more moves, found before they are listed; or too many states.
    UsageError
        If there is no such format.
    """
    if form == "gmcr":
        return Exported(*export_gmcr(analysis))
    writers = {"graphml": write_graphml, "dot": write_dot}
    if form not in writers:
        raise UsageError(f"there is no format '{form}' to export; there are {', '.join(EXPORTS)}")
    graph = move_graph(analysis, max_edges=max_edges, improvements_only=improvements_only)
    return Exported(writers[form](graph), graph.notes)
