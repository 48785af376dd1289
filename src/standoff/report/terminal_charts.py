"""Curves, ranges and swings drawn with characters, as wide as the terminal allows."""

from collections.abc import Mapping

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table as Grid
from rich.text import Text

from standoff.report.charts import curves, range_chart, tornado
from standoff.report.charts.axes import moment, probability_axis
from standoff.report.figures import LineChart, RangeChart, RangeRow, Series, Tornado
from standoff.report.palette import Tone
from standoff.report.words import band_beside, percent, printable

_BLOCKS = "▁▂▃▄▅▆▇█"
_PLAIN_BLOCKS = "_.-=+*%#"
_NARROWEST = 12


def _room(options: ConsoleOptions, taken: int) -> int:
    return max(_NARROWEST, min(48, options.max_width - taken))


class Curves:
    """Each curve as a row of bars, all on one scale, with its last value and band."""

    def __init__(self, chart: LineChart, styles: Mapping[Tone, str]) -> None:
        self.chart, self.styles = chart, styles

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the rows."""
        low, high = curves.extent(self.chart)
        _, top = probability_axis(curves.highest(self.chart, bands=False))
        width = _room(options, 62)
        marks = _PLAIN_BLOCKS if options.ascii_only else _BLOCKS
        grid = Grid.grid(padding=(0, 2, 0, 0))
        grid.add_column(max_width=34)
        for series in self.chart.series:
            bars = self._bars(series, low, high, top, width, marks)
            style = self.styles[series.tone]
            last = series.points[-1] if series.points else None
            shown = Text(percent(last.value) if last else "", style=f"bold {style}")
            within = Text(band_beside(last.value, last.low, last.high) if last else "", style="dim")
            label = Text(printable(series.label), style="bold" if series.leading else "")
            grid.add_row(label, Text(bars, style=style), shown, within)
        yield grid
        start, end = moment(self.chart.origin, low), moment(self.chart.origin, high)
        yield Text(f"{start} to {end}; full height is {percent(top)}", style="dim")

    def _bars(
        self, series: Series, low: float, high: float, top: float, width: int, marks: str
    ) -> str:
        bars = []
        for place in range(width):
            months = low + (high - low) * place / (width - 1)
            point = curves.value_at(series, months, stepped=self.chart.stepped)
            if point is None:
                bars.append(" ")
            else:
                step = min(len(marks) - 1, max(0, round(point.value / top * (len(marks) - 1))))
                bars.append(marks[step])
        return "".join(bars)


class Ranges:
    """Each row a line from 0 to the end of the scale with its band and its dot."""

    def __init__(self, chart: RangeChart, styles: Mapping[Tone, str]) -> None:
        self.chart, self.styles = chart, styles

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the rows."""
        end = range_chart.axis_end(self.chart)
        rows = [self._texts(row) for row in self.chart.rows]
        longest = [max((len(row[i]) for row in rows), default=0) for i in range(4)]
        taken = min(34, longest[0]) + sum(longest[1:]) + 10
        width = _room(options, taken)
        grid = Grid.grid(padding=(0, 2, 0, 0))
        grid.add_column(max_width=34)
        grid.add_column(no_wrap=True, min_width=width)
        for row, (label, value, words, said) in zip(self.chart.rows, rows, strict=True):
            low = row.value if row.low is None else row.low
            high = row.value if row.high is None else row.high
            track = _track(width, low / end, row.value / end, high / end, options.ascii_only)
            style = self.styles[row.tone]
            grid.add_row(
                Text(label), Text(track, style=style), Text(value), Text(words), Text(said, "dim")
            )
        yield grid

    def _texts(self, row: RangeRow) -> tuple[str, str, str, str]:
        value = range_chart.value_words(self.chart, row.value)
        within = range_chart.within_words(self.chart, row)
        said = f"{self.chart.said_by}: {row.said.words}" if row.said else ""
        label = printable(row.label)
        return label, f"{value} {within}".strip(), printable(row.words), printable(said)


def _track(width: int, low: float, value: float, high: float, ascii_only: bool) -> str:
    line, inside, dot = ("-", "=", "o") if ascii_only else ("─", "━", "●")
    first, at, last = (min(width - 1, max(0, round(v * (width - 1)))) for v in (low, value, high))
    marks = [inside if first <= place <= last else line for place in range(width)]
    marks[at] = dot
    return "".join(marks)


class Swings:
    """Each input a line from the lower to the higher answer, with its settings."""

    def __init__(self, chart: Tornado) -> None:
        self.chart = chart

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the rows."""
        ends = [self.chart.baseline]
        for swing in self.chart.swings:
            ends.extend((swing.at_low, swing.at_high))
        low, span = min(ends), (max(ends) - min(ends)) or 1.0
        width = _room(options, 92)
        grid = Grid.grid(padding=(0, 2, 0, 0))
        grid.add_column(max_width=40)
        for swing in tornado.ranked(self.chart):
            first, last = sorted((swing.at_low, swing.at_high))
            track = _track(
                width,
                (first - low) / span,
                (self.chart.baseline - low) / span,
                (last - low) / span,
                options.ascii_only,
            )
            grid.add_row(
                Text(printable(swing.label)),
                Text(track),
                Text(f"{percent(swing.at_low)} {printable(swing.low_setting)}"),
                Text(f"{percent(swing.at_high)} {printable(swing.high_setting)}"),
            )
        yield grid
        yield Text(f"The dot is the forecast, {percent(self.chart.baseline)}.", style="dim")
