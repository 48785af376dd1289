"""Scalable vector graphics as text: every string escaped, every number written the same way."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from standoff.report.charts.labels import LINE, SIZE
from standoff.report.palette import Tone
from standoff.report.words import printable

Colour = Tone | str
"""A tone, or `rule`, `panel`, `page`: a name that the style sheet has a class for."""


@dataclass(frozen=True)
class Drawing:
    """The inside of a graphic, with its size in px."""

    width: float
    height: float
    body: Markup


def figure(value: float) -> str:
    """Return a coordinate with at most one decimal and no negative zero."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def element(tag: str, *children: str, **attributes: str | float | None) -> Markup:
    """Return an element.

    Children that are not `Markup` are escaped, and so are all attributes. An attribute's
    underscores become hyphens (a last one is dropped); one that is None is left out.
    """
    parts = [tag]
    for name, value in attributes.items():
        if value is None:
            continue
        key = name.removesuffix("_").replace("_", "-")
        shown = printable(value) if isinstance(value, str) else figure(value)
        parts.append(f'{key}="{escape(shown)}"')
    inside = Markup("").join(
        child if isinstance(child, Markup) else printable(child) for child in children
    )
    head = Markup(" ".join(parts))
    return Markup("<{}>{}</{}>").format(head, inside, Markup(tag))


def group(*children: str, css: str | None = None, **attributes: str | float | None) -> Markup:
    """Return a group of elements."""
    return element("g", *children, class_=css, **attributes)


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = SIZE,
    anchor: str = "start",
    tone: Colour = "ink",
    bold: bool = False,
    css: str = "",
) -> Markup:
    """Return one line of text whose middle is at height `y`."""
    classes = f"f-{tone} {css}".strip()
    return element(
        "text",
        words,
        x=x,
        y=y + 0.35 * size,
        font_size=size,
        text_anchor=None if anchor == "start" else anchor,
        font_weight="600" if bold else None,
        class_=classes,
    )


def lines(
    x: float,
    y: float,
    rows: list[str],
    *,
    size: float = SIZE,
    anchor: str = "start",
    tone: Colour = "ink",
    bold: bool = False,
    css: str = "",
) -> Markup:
    """Return lines of text, the block of them centred at height `y`."""
    first = y - (len(rows) - 1) * LINE * size / 2
    return Markup("").join(
        text(
            x, first + i * LINE * size, row, size=size, anchor=anchor, tone=tone, bold=bold, css=css
        )
        for i, row in enumerate(rows)
    )


def line(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    *,
    tone: Colour = "rule",
    width: float = 1,
    dash: str | None = None,
) -> Markup:
    """Return a straight line."""
    return element(
        "line",
        x1=x1,
        y1=y1,
        x2=x2,
        y2=y2,
        stroke_width=width,
        stroke_dasharray=dash,
        class_=f"s-{tone}",
    )


def rectangle(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: Colour | None = "panel",
    stroke: Colour | None = None,
    opacity: float | None = None,
    radius: float | None = None,
    stroke_width: float | None = None,
    dash: str | None = None,
) -> Markup:
    """Return a rectangle, filled, outlined or both."""
    return element(
        "rect",
        x=x,
        y=y,
        width=max(0.0, width),
        height=height,
        rx=radius,
        fill=None if fill else "none",
        fill_opacity=None if opacity is None else f"{opacity:.2f}",
        stroke_width=stroke_width,
        stroke_dasharray=dash,
        class_=" ".join(
            name for name in (f"f-{fill}" if fill else "", f"s-{stroke}" if stroke else "") if name
        )
        or None,
    )


def circle(
    x: float,
    y: float,
    radius: float,
    *,
    fill: Colour | None = "ink",
    stroke: Colour | None = None,
    stroke_width: float | None = None,
) -> Markup:
    """Return a circle, filled, outlined or both."""
    classes = " ".join(
        name for name in (f"f-{fill}" if fill else "", f"s-{stroke}" if stroke else "") if name
    )
    return element(
        "circle",
        cx=x,
        cy=y,
        r=radius,
        fill=None if fill else "none",
        stroke_width=stroke_width,
        class_=classes or None,
    )


def path(
    steps: str,
    *,
    stroke: Colour | None = None,
    fill: Colour | None = None,
    width: float | None = None,
    dash: str | None = None,
    opacity: float | None = None,
    css: str = "",
) -> Markup:
    """Return a path; without `fill` it is a line."""
    classes = [css, f"s-{stroke}" if stroke else "", f"f-{fill}" if fill else ""]
    return element(
        "path",
        d=steps,
        fill=None if fill else "none",
        fill_opacity=None if opacity is None else f"{opacity:.2f}",
        stroke_width=width,
        stroke_dasharray=dash,
        class_=" ".join(name for name in classes if name) or None,
    )


def through(points: list[tuple[float, float]]) -> str:
    """Return the path data of straight lines through the points."""
    return "M" + "L".join(f"{figure(x)} {figure(y)}" for x, y in points)


def arrow_head(x: float, y: float, dx: float, dy: float, tone: Colour, size: float = 7) -> Markup:
    """Return a filled head whose tip is at (x, y), pointing along (dx, dy)."""
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    ux, uy = dx / length, dy / length
    bx, by = x - ux * size, y - uy * size
    half = size * 0.5
    corners = [(x, y), (bx - uy * half, by + ux * half), (bx + uy * half, by - ux * half)]
    return path(through(corners) + "Z", fill=tone)


def framed(drawing: Drawing, title: str, description: str, key: str, css: str) -> Markup:
    """Return the whole graphic with its text alternative.

    Parameters
    ----------
    drawing
        The inside.
    title, description
        The text alternative: what it says, and the finding from the data.
    key
        Begins the ids in it; must be unique on the page.
    css
        Its class, such as `wide` or `narrow`.
    """
    return element(
        "svg",
        element("title", title, id=f"{key}-t"),
        element("desc", description, id=f"{key}-d"),
        drawing.body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {figure(drawing.width)} {figure(drawing.height)}",
        width=drawing.width,
        height=drawing.height,
        role="img",
        aria_labelledby=f"{key}-t {key}-d",
        class_=f"chart {css}",
    )
