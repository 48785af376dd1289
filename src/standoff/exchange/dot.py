"""The graph of moves in the DOT language of Graphviz.

Equilibria have a double outline, the status quo a bold one; each mover has a colour; moves that
their mover prefers are solid, the others dashed. All figures are attributes too, under the names
that `graphml` uses, with an underscore for the dot.
"""

from collections.abc import Iterator

from standoff.exchange.move_graph import MoveGraph

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000")
"""Safe for colour-blind readers (Okabe and Ito 2008)."""


def write_dot(graph: MoveGraph) -> str:
    """Write a graph of moves as DOT.

    Parameters
    ----------
    graph : MoveGraph

    Returns
    -------
    str
    """
    return "\n".join(_lines(graph)) + "\n"


def quoted(text: str) -> str:
    """Write a string of DOT in which no character has a meaning of its own."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + plain.replace("\r", "").replace("\n", "\\n").replace("\0", "") + '"'


def _lines(graph: MoveGraph) -> Iterator[str]:
    yield "digraph moves {"
    yield f"  label={quoted(graph.title)};"
    yield '  node [shape=box, fontname="Helvetica"];'
    for k, (actor, name) in enumerate(graph.actors.items()):
        yield f"  // {COLOURS[k % len(COLOURS)]}: {actor}, {' '.join(name.split())}"
    for s, label in enumerate(graph.labels):
        yield f"  s{s + 1} [{_attributes(_node(graph, s, label))}];"
    actors = list(graph.actors)
    edges = zip(
        graph.source.tolist(),
        graph.target.tolist(),
        graph.mover.tolist(),
        graph.improvement.tolist(),
        strict=True,
    )
    for source, target, mover, improvement in edges:
        attributes = {
            "color": COLOURS[mover % len(COLOURS)],
            "style": "solid" if improvement else "dashed",
            "mover": actors[mover],
            "improvement": str(improvement).lower(),
        }
        yield f"  s{source + 1} -> s{target + 1} [{_attributes(attributes)}];"
    yield "}"


def _node(graph: MoveGraph, s: int, label: tuple[str, ...]) -> dict[str, str]:
    concepts = [name for name, stable in graph.equilibrium.items() if stable[s]]
    lines = [str(s + 1), *(label or ("nothing on",)), *([" ".join(concepts)] if concepts else [])]
    attributes = {"label": "\n".join(lines), "peripheries": "2" if concepts else "1"}
    if s == graph.status_quo:
        attributes["style"] = "bold"
    attributes["status_quo"] = str(s == graph.status_quo).lower()
    for k, actor in enumerate(graph.actors):
        attributes[f"place_{actor}"] = str(int(graph.place[k, s]))
        attributes[f"utility_{actor}"] = repr(float(graph.utility[k, s]))
    for name, stable in graph.equilibrium.items():
        attributes[f"equilibrium_{name}"] = str(bool(stable[s])).lower()
    return attributes


def _attributes(attributes: dict[str, str]) -> str:
    return ", ".join(f"{quoted(name)}={quoted(value)}" for name, value in attributes.items())
