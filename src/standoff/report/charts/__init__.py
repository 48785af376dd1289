"""Charts as text: each kind drawn as vector graphics, described in words, laid out as a table.

There is one file a kind of chart. Each has `draw(chart, width)`, `describe(chart)`, which
generates the text alternative from the data, and `data(chart)`, the numbers as a table.
"""

from typing import Any

from markupsafe import Markup

from standoff.report.blocks import Table
from standoff.report.charts import (
    actor_map,
    heat_map,
    line_chart,
    matrix,
    range_chart,
    state_map,
    svg,
    timeline,
    tornado,
)
from standoff.report.figures import (
    ActorMap,
    Chart,
    HeatMap,
    LineChart,
    Matrix,
    RangeChart,
    StateMap,
    Timeline,
    Tornado,
)
from standoff.report.palette import classes, variables

WIDE = 720.0
"""The width of a chart on a page that has room, px."""
NARROW = 344.0
"""The width of a chart on a telephone, px."""

_KINDS: dict[type, Any] = {
    ActorMap: actor_map,
    HeatMap: heat_map,
    LineChart: line_chart,
    Matrix: matrix,
    RangeChart: range_chart,
    StateMap: state_map,
    Timeline: timeline,
    Tornado: tornado,
}


def description(chart: Chart) -> str:
    """Return the finding of a chart in words."""
    said: str = _KINDS[type(chart)].describe(chart)
    return said


def data_table(chart: Chart) -> Table:
    """Return the numbers of a chart."""
    found: Table = _KINDS[type(chart)].data(chart)
    return found


def drawing(chart: Chart, width: float, key: str, css: str = "") -> Markup:
    """Return a chart as an SVG element, coloured by the page's style sheet.

    Parameters
    ----------
    chart
        Any kind but `Matrix`, which is a table and not drawn.
    width
        In px; below 560 the layout is that for a telephone.
    key
        Begins the ids inside; must be unique on the page.
    css
        Classes of the element.
    """
    drawn: svg.Drawing = _KINDS[type(chart)].draw(chart, width)
    return svg.framed(drawn, chart.title, description(chart), key, css)


def standalone(chart: Chart, width: float = WIDE) -> str:
    """Return a chart as an SVG document of its own, colours and fonts included."""
    drawn: svg.Drawing = _KINDS[type(chart)].draw(chart, width)
    style = Markup("<style>{}</style>").format(Markup(f"{variables()}\n{classes()}\n{_STANDALONE}"))
    body = style + drawn.body
    whole = svg.Drawing(drawn.width, drawn.height, body)
    return str(svg.framed(whole, chart.title, description(chart), "chart", ""))


_STANDALONE = "text{font-family:'Helvetica Neue',Arial,'Liberation Sans',sans-serif}"

__all__ = ["NARROW", "WIDE", "data_table", "description", "drawing", "standalone"]
