"""What became known before the curves begin: a tick for each, on a short stretch before month 0.

The stretch has the scale of the axis and is never long: ticks from before it stand at its beginning, and
the words above it say how many they are.
"""

from markupsafe import Markup

from standoff.report.charts import curves, svg
from standoff.report.charts.axes import Axis
from standoff.report.charts.labels import clipped
from standoff.report.figures import Event, LineChart
from standoff.report.words import after, counted, day, months

LONGEST = 0.2
SHORTEST = 0.06
"""Length of the stretch as a share of what the curves take."""

ROW = 17.0
"""Height of the words above it, px."""

_TICK = 12.0


def reach(chart: LineChart) -> float:
    """Return how many months before 0 the axis begins; 0 where nothing is to be shown there."""
    if not chart.known:
        return 0.0
    low, high = curves.extent(chart)
    whole = high - low
    first = -min(event.months for event in chart.known)
    return min(max(1.02 * first, SHORTEST * whole), LONGEST * whole)


def row(chart: LineChart) -> float:
    """Return the height that the words need above the plot, px."""
    return ROW if chart.known else 0.0


def draw(chart: LineChart, x: Axis, y: Axis, width: float) -> Markup:
    """Draw the stretch: its ground, a tick for each event, and how many there are.

    Parameters
    ----------
    chart
        Whose `known` events are drawn.
    x, y
        Of the plot; `x` begins where the stretch does.
    width
        Of the whole drawing, px.
    """
    if not chart.known:
        return Markup("")
    ground = svg.rectangle(x.start, y.stop, x(0) - x.start, y.start - y.stop, fill="panel")
    now = svg.line(x(0), y.stop - 4, x(0), y.start, tone="muted")
    words = clipped(_counted(chart), width - x.start)
    said = svg.text(x.start, y.stop - ROW / 2 - 2, words, tone="muted")
    ticks = (_tick(event, x, y) for event in chart.known)
    return Markup("").join([ground, now, said, *ticks])


def _tick(event: Event, x: Axis, y: Axis) -> Markup:
    """Return a tick that says what it stands for, with a rule that shows when it is marked."""
    at, top, bottom = (svg.figure(value) for value in (x(event.months), y.stop, y.start))
    told = svg.element("title", event.told) if event.told else Markup("")
    mark = svg.path(f"M{at} {top}v{svg.figure(_TICK)}", stroke="ink", width=1.5)
    rule = svg.element("path", d=f"M{at} {top}V{bottom}", class_="rule s-ink", opacity="0")
    return svg.group(told, mark, rule, css="tick", data_key=event.key or None)


def _counted(chart: LineChart) -> str:
    ticks = counted(len(chart.known), "signal")
    early = sum(1 for event in chart.known if event.months < -reach(chart) - 1e-9)
    return f"{ticks} so far" + (f", {early:,} earlier than shown" if early else "")


def describe(chart: LineChart) -> str:
    """Say in words how many ticks there are, and from when to when; empty where there are none."""
    if not chart.known:
        return ""
    first, last = (pick(event.months for event in chart.known) for pick in (min, max))
    when = f"{months(-first)} to {months(-last)} before it"
    if chart.origin is not None:
        when = f"{day(after(chart.origin, first))} to {day(after(chart.origin, last))}"
    return f" Ticks before the curves mark {counted(len(chart.known), 'signal')}, {when}."
