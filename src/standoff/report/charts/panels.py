"""Small multiples: a panel for each curve with its own band, the other curves faint behind."""

from markupsafe import Markup

from standoff.report.charts import curves, svg
from standoff.report.charts.axes import Axis, probability_axis
from standoff.report.charts.labels import LINE, SIZE, wrap
from standoff.report.figures import LineChart, Series
from standoff.report.words import band_beside, percent

_PLOT = 120.0
_LEFT = 40.0
_GAP = 18.0


def draw(chart: LineChart, width: float) -> svg.Drawing:
    """Draw a panel for each curve that does not lead, three to a row where there is room."""
    shown = [series for series in chart.series if not series.leading]
    across = 3 if width >= 560 else 2
    panel = (width - _GAP * (across - 1)) / across
    titles = [wrap(series.label, panel - 4, lines=3, bold=True) for series in shown]
    head = max((len(rows) for rows in titles), default=1) * LINE * SIZE + LINE * SIZE + 14
    height = head + _PLOT + 40
    scale = probability_axis(curves.highest(chart, bands=True))
    parts = []
    for i, series in enumerate(shown):
        left, top = (i % across) * (panel + _GAP), (i // across) * height
        parts.append(_panel(chart, series, titles[i], scale, left, top + head, panel))
    rows = -(-len(shown) // across)
    return svg.Drawing(width, max(0.0, rows * height - 12), Markup("").join(parts))


def _panel(
    chart: LineChart,
    series: Series,
    title: list[str],
    scale: tuple[list[float], float],
    left: float,
    top: float,
    width: float,
) -> Markup:
    low, high = curves.extent(chart)
    x = Axis(low, high, left + _LEFT, left + width - 6)
    y = Axis(0, scale[1], top + _PLOT, top)
    size = LINE * SIZE
    first = top - 12 - size * (len(title) + 0.5)
    parts = [
        svg.lines(left, first + size * (len(title) - 1) / 2, title, tone=series.tone, bold=True),
        curves.grid(x, y, [scale[0][0], scale[0][-1]]),
        curves.time_axis(chart, x, y.start, elapsed=False),
    ]
    for other in chart.series:
        if other is not series and other.points:
            corners = curves.curve(other, x, y, stepped=chart.stepped)
            parts.append(svg.path(svg.through(corners), stroke="rule", width=1.2))
    if series.points:
        last = series.points[-1]
        within = band_beside(last.value, last.low, last.high)
        shown = f"{percent(last.value)} ({within})" if within else percent(last.value)
        parts.append(svg.text(left, first + size * len(title), shown, tone="muted"))
        area = curves.band_area(series, x, y, stepped=chart.stepped)
        if area:
            parts.append(curves.drawn_band(area, series.tone, css=""))
        corners = curves.curve(series, x, y, stepped=chart.stepped)
        parts.append(svg.path(svg.through(corners), stroke=series.tone, width=2.4))
        parts.append(svg.circle(*corners[-1], 3.2, fill=series.tone))
    return Markup("").join(parts)
