"""What each chart shows, free of any format.

Every chart has a `title` that says its finding in a sentence. How it is drawn, described in
words and laid out as a table is in `standoff.report.charts`, one file a kind.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from standoff.report.palette import Tone

Scale = Literal["probability", "months", "number"]
TieSense = Literal["support", "hostile", "other"]


@dataclass(frozen=True)
class Point:
    """A value at a time, in months after the chart's origin, with its band where known."""

    months: float
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Series:
    """A curve with its name.

    Attributes
    ----------
    leading
        Whether its band is drawn strong. At most one curve's should be.
    key
        What a live page knows it by.
    before
        The curve before a change, drawn pale behind it.
    """

    label: str
    points: tuple[Point, ...]
    tone: Tone = "blue"
    leading: bool = False
    key: str = ""
    before: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Event:
    """Something dated, in months after the chart's origin; without a label only a tick.

    Attributes
    ----------
    key, told
        What a live page knows it by, and what it was.
    """

    months: float
    label: str = ""
    key: str = ""
    told: str = ""


@dataclass(frozen=True)
class LineChart:
    """Probabilities over time.

    Attributes
    ----------
    origin
        The day that month 0 stands for; None where the crisis has no dates.
    stepped
        Whether a value holds until the next point, as in a replay of signals.
    panels
        Whether each curve but the leading one also gets a small chart with its own band below.
    thresholds
        Months at which a rule crosses the plot.
    known
        What became known before month 0, in months below it.
    """

    title: str
    series: tuple[Series, ...]
    origin: dt.date | None
    events: tuple[Event, ...] = ()
    stepped: bool = False
    panels: bool = False
    thresholds: tuple[float, ...] = ()
    known: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Said:
    """What somebody said of a number: the word, and the range that the word stands for."""

    words: str
    low: float
    high: float


@dataclass(frozen=True)
class RangeRow:
    """A number with its band, its estimative word, and what the author said of it."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    tone: Tone = "blue"
    words: str = ""
    said: Said | None = None


@dataclass(frozen=True)
class RangeChart:
    """Numbers with their bands, one a row, on one axis.

    Attributes
    ----------
    scale
        `probability` from 0 to 1, `months` from 0, or a plain `number`.
    limit
        Where the axis ends; by default 1 for probabilities, else what the data need.
    said_by
        Whose words stand beside the forecast.
    """

    title: str
    rows: tuple[RangeRow, ...]
    scale: Scale = "probability"
    limit: float | None = None
    said_by: str = "the author"


@dataclass(frozen=True)
class Swing:
    """How far one input moves the answer.

    Attributes
    ----------
    at_low, at_high
        The probability with the input at its low and at its high setting.
    low_setting, high_setting
        These settings in words.
    key
        What a live page knows the input by: its place in the file.
    """

    label: str
    at_low: float
    at_high: float
    low_setting: str = "low"
    high_setting: str = "high"
    key: str = ""


@dataclass(frozen=True)
class Tornado:
    """The inputs that move one probability, widest swing first."""

    title: str
    swings: tuple[Swing, ...]
    baseline: float
    of: str


@dataclass(frozen=True)
class ActorNode:
    """An actor on the map, with a few words on what it is or wants."""

    id: str
    label: str
    tone: Tone
    note: str = ""


@dataclass(frozen=True)
class Tie:
    """A tie from one actor to another, both by id."""

    source: str
    target: str
    kind: str
    sense: TieSense = "other"


@dataclass(frozen=True)
class ActorMap:
    """Who is tied to whom, and how."""

    title: str
    actors: tuple[ActorNode, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True)
class StateLine:
    """One thing that is on in a state, in the colour of the actor whose it is.

    Attributes
    ----------
    owner
        The actor's name, for where there is no colour.
    sign
        `+` for what has begun, `−` for what has ended, if states are told by what differs.
    """

    text: str
    tone: Tone = "muted"
    owner: str = ""
    sign: str = ""

    @property
    def marked(self) -> str:
        """The text with its sign."""
        return f"{self.sign} {self.text}".strip()

    @property
    def whole(self) -> str:
        """The text with its sign and its owner."""
        owned = f"{self.owner}: {self.text}" if self.owner else self.text
        return f"{self.sign} {owned}".strip()


@dataclass(frozen=True)
class StateNode:
    """A state of the crisis.

    Attributes
    ----------
    rung
        How many moves it is away from the status quo, from 0.
    lines
        What is on in it; empty if nothing is.
    equilibrium
        The concepts under which it is one, such as `R` and `SEQ`; empty if none.
    note
        A few words more, such as a share of draws.
    likely
        The share of futures that come this far on the likeliest way; None beside the way.
    """

    id: str
    rung: int
    lines: tuple[StateLine, ...] = ()
    equilibrium: tuple[str, ...] = ()
    status_quo: bool = False
    note: str = ""
    likely: float | None = None


@dataclass(frozen=True)
class StateMove:
    """A move from one state to another, both by id; `likely` if on the likeliest way."""

    source: str
    target: str
    actor: str
    tone: Tone = "muted"
    label: str = ""
    improves: bool = True
    likely: bool = False


@dataclass(frozen=True)
class StateMap:
    """How the crisis gets from the status quo to where it can rest, in rungs of moves."""

    title: str
    states: tuple[StateNode, ...]
    moves: tuple[StateMove, ...]


@dataclass(frozen=True)
class Entry:
    """A dated signal and what it did.

    Attributes
    ----------
    push
        How far it moved `Timeline.of`, in the timeline's unit; None if not computed.
    after
        The probability after it, if known.
    aside
        Its source and reliability, or whom it repeats.
    key
        What a live page knows it by: the signal's id.
    """

    date: dt.date
    speaker: str
    text: str
    tone: Tone = "muted"
    push: float | None = None
    after: float | None = None
    aside: str = ""
    key: str = ""


@dataclass(frozen=True)
class Timeline:
    """Signals in the order in which they came, each with its push.

    Attributes
    ----------
    of
        What is pushed: a scenario or a hypothesis.
    unit
        `points` of probability, or `log odds` (natural).
    reach
        The lowest and the highest push of the axis, for timelines that share one; by default
        what the entries need.
    """

    title: str
    entries: tuple[Entry, ...]
    of: str = ""
    unit: Literal["points", "log odds"] = "points"
    reach: tuple[float, float] | None = None


@dataclass(frozen=True)
class Matrix:
    """Numbers by row and column, shaded by size.

    Attributes
    ----------
    rows, columns
        The names; `corner` says what the two are.
    values
        One tuple a row; None where there is no number.
    scale
        Whether they are probabilities or plain numbers.
    """

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    corner: str = ""
    scale: Scale = "probability"
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse values that do not fit the names."""
        shape_fits = len(self.values) == len(self.rows) and all(
            len(row) == len(self.columns) for row in self.values
        )
        if not shape_fits:
            raise ValueError("a matrix needs one value for each row and column")


@dataclass(frozen=True)
class Leader:
    """A scenario that leads somewhere on a heat map."""

    label: str
    tone: Tone = "blue"


@dataclass(frozen=True)
class HeatMap:
    """A probability over two inputs, and which scenario leads where.

    Attributes
    ----------
    of
        Whose probability the cells show.
    across, down
        What the two inputs are.
    columns, rows
        Settings of the input across from left to right, and of the other from the top down.
    values
        Probabilities, one tuple a row.
    leading
        Place among `leaders` of the scenario that leads, one tuple a row.
    centre
        Row and column of the forecast as it is, if it is on the map.
    """

    title: str
    of: str
    across: str
    down: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    leading: tuple[tuple[int, ...], ...]
    leaders: tuple[Leader, ...]
    centre: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        """Refuse cells that do not fit the settings."""
        for cells in (self.values, self.leading):
            if len(cells) != len(self.rows) or any(len(r) != len(self.columns) for r in cells):
                raise ValueError("a heat map needs one cell for each row and column")


Chart = LineChart | RangeChart | Tornado | ActorMap | StateMap | Timeline | Matrix | HeatMap
