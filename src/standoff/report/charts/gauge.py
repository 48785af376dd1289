"""A headline number on a line from 0 to 100 %: a dot with its band."""

from markupsafe import Markup

from standoff.report.blocks import KeyFigure
from standoff.report.charts import svg
from standoff.report.charts.axes import Axis


def draw(figure: KeyFigure, width: float = 160) -> Markup:
    """Draw the gauge. It is hidden from screen readers: the number stands beside it."""
    x = Axis(0, 1, 6, width - 6)
    parts = [svg.line(x.start, 8, x.stop, 8, tone="muted", width=1)]
    parts.extend(
        svg.line(x(v), 5, x(v), 11, tone="muted", width=1) for v in (0.0, 0.25, 0.5, 0.75, 1.0)
    )
    if figure.low is not None and figure.high is not None:
        low, high = x(figure.low), x(figure.high)
        parts.append(svg.rectangle(low, 4, high - low, 8, fill=figure.tone, opacity=0.32, radius=4))
    parts.append(
        svg.circle(x(figure.probability), 8, 5, fill=figure.tone, stroke="panel", stroke_width=1.5)
    )
    return svg.element(
        "svg",
        *parts,
        viewBox=f"0 0 {svg.figure(width)} 16",
        width=width,
        height=16,
        aria_hidden="true",
        class_="gauge",
    )
