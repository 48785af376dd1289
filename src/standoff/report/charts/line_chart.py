"""Probabilities over time: each curve named at its end, one band drawn strong."""

from markupsafe import Markup

from standoff.report.blocks import Cell, Column, Interval, Row, Table
from standoff.report.charts import curves, lead_in, panels, svg
from standoff.report.charts.axes import Axis, moment, probability_axis, time_ticks
from standoff.report.charts.labels import LINE, SIZE, clipped, spread, text_width, wrap
from standoff.report.figures import LineChart, Series
from standoff.report.words import after, band_beside, joined, months, percent, points

_LEFT = 42.0
_BELOW = 42.0
_LABEL_WIDE, _LABEL_NARROW = 186.0, 104.0
_REACH = 24.0
"""Room between the end of the curves and their names, for the lines that join them."""


def draw(chart: LineChart, width: float) -> svg.Drawing:
    """Draw all curves in one plot and, if the chart asks for it, their panels below."""
    main = _plot(chart, width)
    if not chart.panels:
        return main
    small = panels.draw(chart, width)
    shift = f"translate(0 {svg.figure(main.height + 18)})"
    below = svg.element("g", small.body, transform=shift)
    return svg.Drawing(width, main.height + 18 + small.height, main.body + below)


def _plot(chart: LineChart, width: float) -> svg.Drawing:
    wide = width >= 560
    label_width = _LABEL_WIDE if wide else _LABEL_NARROW
    labels = [_label(series, label_width, wide) for series in chart.series]
    needed = sum(_label_height(*pair, wide) + 5 for pair in zip(chart.series, labels, strict=True))
    event_rows = _event_rows(chart, width)
    top = 10.0 + 17.0 * (max(event_rows.values(), default=-1) + 1) + lead_in.row(chart)
    plot_height = max(300.0 if wide else 280.0, needed)
    stop = width - label_width - _REACH
    x = _time(chart, stop)
    rules, upper = probability_axis(curves.highest(chart, bands=False))
    y = Axis(0, upper, top + plot_height, top)
    body = [
        lead_in.draw(chart, x, y, width),
        curves.grid(x, y, rules),
        _thresholds(chart, x, y),
        curves.time_axis(chart, x, y.start),
        _events(chart, x, y, event_rows),
        _curves(chart, x, y),
        _labels(chart, labels, x, y, wide),
    ]
    plot = svg.group(
        *body,
        css="plot",
        data_x=f"{x.low} {x.high} {x.start} {x.stop}",
        data_y=f"{y.low} {y.high} {y.start} {y.stop}",
    )
    return svg.Drawing(width, y.start + _BELOW, plot)


def _time(chart: LineChart, stop: float) -> Axis:
    low, high = curves.extent(chart)
    return Axis(low - lead_in.reach(chart), high, _LEFT, stop)


def _thresholds(chart: LineChart, x: Axis, y: Axis) -> Markup:
    """Return a rule across the plot at each threshold inside it."""
    inside = [month for month in chart.thresholds if x.low < month < x.high]
    return Markup("").join(svg.line(x(m), y.stop, x(m), y.start, dash="2 4") for m in inside)


def _label(series: Series, width: float, wide: bool) -> list[str]:
    return wrap(series.label, width - 46 if wide else width, lines=3, bold=series.leading)


def _label_height(series: Series, rows: list[str], wide: bool) -> float:
    """Return the height of a name with its value, and the change under that on a wide page.

    On a narrow page the value stands in a line above the name.
    """
    lines = max(len(rows), 2 if series.before else 1) if wide else len(rows) + 1
    return lines * LINE * SIZE


def _labels(chart: LineChart, labels: list[list[str]], x: Axis, y: Axis, wide: bool) -> Markup:
    shown = [i for i, series in enumerate(chart.series) if series.points]
    ends = [y(chart.series[i].points[-1].value) for i in shown]
    heights = [_label_height(chart.series[i], labels[i], wide) for i in shown]
    hang = [(height - LINE * SIZE) / 2 for height in heights]
    wanted = [end + down for end, down in zip(ends, hang, strict=True)]
    centres = spread(wanted, heights, y.stop - 6, y.start + _BELOW - 4, gap=5)
    parts = []
    for i, end, centre, down in zip(shown, ends, centres, hang, strict=True):
        first = centre - down
        parts.append(_label_drawn(chart.series[i], labels[i], x.stop, end, first, wide))
    return Markup("").join(parts)


def _label_drawn(
    series: Series, rows: list[str], edge: float, end: float, first: float, wide: bool
) -> Markup:
    """Return a curve's value and name, whose first line is at `first`, and a line to its end.

    Where there is a curve before a change, the change in points stands under or beside the value.
    """
    parts = []
    left = edge + _REACH
    if abs(first - end) > 4:
        leader = [(edge + 5, end), (edge + _REACH - 4, first)]
        parts.append(svg.path(svg.through(leader), stroke=series.tone, width=1))
    value = percent(series.points[-1].value)
    below = first + LINE * SIZE if not wide else first
    parts.append(svg.text(left, first, value, size=14, tone=series.tone, bold=True, css="value"))
    if series.before:
        change = points(series.points[-1].value - series.before[-1].value, short=True)
        at = (left, first + LINE * SIZE) if wide else (left + 46, first)
        parts.append(svg.text(*at, change, tone="muted", css="change"))
    middle = below + (len(rows) - 1) * LINE * SIZE / 2
    shift = 46 if wide else 0
    parts.append(svg.lines(left + shift, middle, rows, tone=series.tone, bold=series.leading))
    return svg.group(*parts, css="label", data_key=series.key or None)


def _curves(chart: LineChart, x: Axis, y: Axis) -> Markup:
    parts = []
    order = sorted(range(len(chart.series)), key=lambda i: chart.series[i].leading)
    for i in order:
        series = chart.series[i]
        if not series.points:
            continue
        corners = curves.curve(series, x, y, stepped=chart.stepped)
        area = curves.band_area(series, x, y, stepped=chart.stepped)
        dash = None if series.leading else curves.DASHES[i % len(curves.DASHES)]
        weight = 2.6 if series.leading else 1.8
        end = corners[-1]
        parts.append(
            svg.group(
                curves.drawn_band(area, series.tone) if area else Markup(""),
                _before(chart, series, x, y),
                svg.path(
                    svg.through(corners), stroke=series.tone, width=weight, dash=dash, css="curve"
                ),
                svg.circle(*end, 3.5, fill=series.tone),
                css="series leading" if series.leading else "series",
                data_key=series.key or None,
            )
        )
    return Markup("").join(parts)


def _before(chart: LineChart, series: Series, x: Axis, y: Axis) -> Markup:
    """Return the curve before a change, pale."""
    if not series.before:
        return Markup("")
    corners = curves.corners_of(series.before, x, y, stepped=chart.stepped)
    return svg.path(svg.through(corners), stroke=series.tone, width=5, css="before")


def _event_rows(chart: LineChart, width: float) -> dict[int, int]:
    """Return the row above the plot for each event's label that finds room in one of three."""
    label_width = _LABEL_WIDE if width >= 560 else _LABEL_NARROW
    x = _time(chart, width - label_width - _REACH)
    ends = [-1e9] * 3
    rows: dict[int, int] = {}
    named = [i for i, event in enumerate(chart.events) if event.label]
    for i in sorted(named, key=lambda i: (chart.events[i].months, i)):
        at = x(chart.events[i].months)
        needed = text_width(_event_text(chart, i))
        if at + needed + 4 > width:
            continue
        row = next((r for r in range(3) if at >= ends[r] + 8), None)
        if row is not None:
            rows[i] = row
            ends[row] = at + needed + 4
    return rows


def _event_text(chart: LineChart, i: int) -> str:
    return clipped(chart.events[i].label, 180)


def _events(chart: LineChart, x: Axis, y: Axis, rows: dict[int, int]) -> Markup:
    parts = []
    for i, event in enumerate(chart.events):
        at = x(event.months)
        if not event.label:
            mark = svg.path(f"M{svg.figure(at)} {svg.figure(y.stop)}v9", stroke="muted", width=1.5)
            rule = svg.path(
                f"M{svg.figure(at)} {svg.figure(y.stop)}V{svg.figure(y.start)}",
                stroke="muted",
                css="rule",
            )
            parts.append(svg.group(mark, rule, css="tick", data_key=event.key or None))
            continue
        height = y.stop - 17 * (rows[i] + 1) + 4 if i in rows else y.stop
        parts.append(svg.line(at, height, at, y.start, tone="muted", dash="1 3"))
        if i in rows:
            words = _event_text(chart, i)
            parts.append(svg.text(at + 4, height + 5, words, tone="muted", css="halo"))
    return Markup("").join(parts)


def describe(chart: LineChart) -> str:
    """Say in words where the curves end and which leads from when."""
    drawn = [series for series in chart.series if series.points]
    if not drawn:
        return "No curve."
    low, high = curves.extent(chart)
    start, end = moment(chart.origin, low), moment(chart.origin, high)
    ranked = sorted(drawn, key=lambda s: -s.points[-1].value)
    ends = joined(_end_words(series) for series in ranked)
    said = f"Probability from {start} to {end} ({months(high - low)}). At the end: {ends}."
    if len(ranked) > 1:
        said += f" {_lead(chart, ranked)}"
    return said + lead_in.describe(chart)


def _end_words(series: Series) -> str:
    last = series.points[-1]
    within = band_beside(last.value, last.low, last.high)
    return f"{series.label} {percent(last.value)}" + (f" ({within})" if within else "")


def _lead(chart: LineChart, ranked: list[Series]) -> str:
    leader, rest = ranked[0], ranked[1:]
    since = leader.points[-1].months
    for point in reversed(leader.points):
        rivals = [curves.value_at(series, point.months, stepped=chart.stepped) for series in rest]
        if any(rival and rival.value > point.value + 1e-9 for rival in rivals):
            return f"{leader.label} leads from {moment(chart.origin, since)} on."
        since = point.months
    return f"{leader.label} leads throughout."


def data(chart: LineChart) -> Table:
    """Return the values at the marked times, or at every step of a replay."""
    columns = [Column("Date", "date") if chart.origin else Column("Month", "months")]
    columns.extend(Column(series.label, "probability") for series in chart.series)
    return Table(tuple(columns), tuple(Row(cells) for cells in _rows(chart)), caption=chart.title)


def _rows(chart: LineChart) -> list[tuple[Cell, ...]]:
    low, high = curves.extent(chart)
    if chart.stepped:
        times = sorted({point.months for series in chart.series for point in series.points})
    else:
        times = [tick.months for tick in time_ticks(chart.origin, low, high, 620)]
        if times[-1] < high:
            times.append(high)
    rows: list[tuple[Cell, ...]] = []
    for time in times:
        found = [curves.value_at(series, time, stepped=chart.stepped) for series in chart.series]
        cells = [None if p is None else Interval(p.value, p.low, p.high) for p in found]
        rows.append((after(chart.origin, time) if chart.origin else time, *cells))
    return rows
