"""From an analysis to the text of another program's file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from standoff.errors import UsageError
from standoff.exchange.chain import point_chain
from standoff.exchange.dot import write_dot
from standoff.exchange.gmcr import export_gmcr
from standoff.exchange.graphml import write_graphml
from standoff.exchange.move_graph import MAX_EDGES, move_graph
from standoff.exchange.prism import write_prism
from standoff.exchange.transitions import write_transitions
from standoff.workbench import Analysis

EXPORTS = {
    "gmcr": ".gmcr",
    "graphml": ".graphml",
    "dot": ".dot",
    "prism": ".prism",
    "transitions": ".tra",
}
"""Ending of the files of each format."""

BESIDE = {"transitions": (".sta", ".lab")}
"""Endings of the further files that a format comes with."""

CHAINS = ("prism", "transitions")
"""Formats that hold the jump process of the forecast."""


@dataclass(frozen=True, slots=True)
class Exported:
    """An export.

    Attributes
    ----------
    text : str
        The file.
    notes : tuple of str
        What was not carried over.
    beside : mapping of str to str
        Text of further files that belong to it, by their ending.
    """

    text: str
    notes: tuple[str, ...]
    beside: Mapping[str, str] = field(default_factory=dict)


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
        ``gmcr``; ``graphml`` or ``dot`` for the graph of moves; ``prism`` or ``transitions`` for the
        point model as a Markov chain.
    max_edges : int
        Limit on the moves of a graph or a chain.
    improvements_only : bool
        Whether to leave out moves that are no unilateral improvements.

    Raises
    ------
    LimitReached
        If there are more moves, found before they are listed; or too many states.
    UsageError
        If there is no such format, or only improvements of a chain are asked for.
    """
    if form == "gmcr":
        return Exported(*export_gmcr(analysis))
    if form in CHAINS:
        return _export_chain(analysis, form, max_edges, improvements_only)
    writers = {"graphml": write_graphml, "dot": write_dot}
    if form not in writers:
        raise UsageError(f"there is no format '{form}' to export; there are {', '.join(EXPORTS)}")
    graph = move_graph(analysis, max_edges=max_edges, improvements_only=improvements_only)
    return Exported(writers[form](graph), graph.notes)


def _export_chain(
    analysis: Analysis, form: str, max_edges: int, improvements_only: bool
) -> Exported:
    if improvements_only:
        raise UsageError(f"--improvements is for graphs of moves: '{form}' needs every move")
    chain = point_chain(analysis, max_edges=max_edges)
    if form == "prism":
        return Exported(write_prism(chain), chain.notes)
    files = write_transitions(chain)
    return Exported(files.pop(EXPORTS[form]), chain.notes, files)
