"""The graph of moves as GraphML, which Gephi, yEd, Cytoscape and networkx read.

Nodes have ``label``, ``status_quo``, and by actor ``place.ACTOR`` (1 is best) and
``utility.ACTOR``, by concept ``equilibrium.CONCEPT``. Edges have ``mover`` and ``improvement``.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from standoff.exchange.move_graph import MoveGraph

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def write_graphml(graph: MoveGraph) -> str:
    """Write a graph of moves as GraphML.

    Parameters
    ----------
    graph : MoveGraph

    Returns
    -------
    str
        XML 1.0; characters that it cannot hold are left out of names.
    """
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: MoveGraph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<graphml xmlns="{NAMESPACE}">'
    keys = _node_keys(graph)
    for name, kind in keys.items():
        yield _key(name, "node", kind)
    yield _key("mover", "edge", "string")
    yield _key("improvement", "edge", "boolean")
    yield _key("title", "graph", "string")
    yield '  <graph id="moves" edgedefault="directed">'
    yield _data("title", graph.title)
    actors = list(graph.actors)
    for s, label in enumerate(graph.labels):
        yield f'    <node id="s{s + 1}">'
        values: list[object] = [", ".join(label) or "nothing on", s == graph.status_quo]
        values += [int(place) for place in graph.place[:, s]]
        values += [float(utility) for utility in graph.utility[:, s]]
        values += [bool(stable[s]) for stable in graph.equilibrium.values()]
        yield from (_data(name, value) for name, value in zip(keys, values, strict=True))
        yield "    </node>"
    edges = zip(
        graph.source.tolist(),
        graph.target.tolist(),
        graph.mover.tolist(),
        graph.improvement.tolist(),
        strict=True,
    )
    for source, target, mover, improvement in edges:
        yield f'    <edge source="s{source + 1}" target="s{target + 1}">'
        yield _data("mover", actors[mover])
        yield _data("improvement", improvement)
        yield "    </edge>"
    yield "  </graph>"
    yield "</graphml>"


def _node_keys(graph: MoveGraph) -> dict[str, str]:
    keys = {"label": "string", "status_quo": "boolean"}
    keys |= {f"place.{actor}": "int" for actor in graph.actors}
    keys |= {f"utility.{actor}": "double" for actor in graph.actors}
    return keys | {f"equilibrium.{concept}": "boolean" for concept in graph.equilibrium}


def _key(name: str, owner: str, kind: str) -> str:
    quoted = quoteattr(name)
    return f'  <key id={quoted} for="{owner}" attr.name={quoted} attr.type="{kind}"/>'


def _data(key: str, value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"      <data key={quoteattr(key)}>{escape(_allowed(text))}</data>"


def _allowed(text: str) -> str:
    """Leave out characters that XML 1.0 cannot hold, even as references."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or " " <= c < "\ud800" or "\ue000" <= c not in "\ufffe\uffff"
    )
