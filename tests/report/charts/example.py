"""Every kind of figure, of a made-up crisis: the dispute over the Orrin Strait never happened."""

import datetime as dt
import math

from standoff.report.figures import (
    ActorMap,
    ActorNode,
    Entry,
    Event,
    HeatMap,
    Leader,
    LineChart,
    Matrix,
    Point,
    RangeChart,
    RangeRow,
    Said,
    Series,
    StateLine,
    StateMap,
    StateMove,
    StateNode,
    Swing,
    Tie,
    Timeline,
    Tornado,
)
from standoff.report.palette import BEST, WORST, Tone, actor_tone

ORIGIN = dt.date(2031, 3, 14)

ACTORS = (
    ("valdoria", "Valdoria", "wants the strait open"),
    ("kesh", "Kesh Republic", "wants its toll paid"),
    ("front", "Red Harbour Front", "wants Kesh out"),
    ("compact", "Northern Compact", "wants bases"),
    ("ilm", "Port Authority of Ilm", ""),
    ("south", "Southern Tier monarchies", "want quiet"),
    ("islanders", "Islanders", ""),
    ("public", "Valdorian public", "wants cheap fuel"),
)
TONE = {name: actor_tone(i) for i, (name, _, _) in enumerate(ACTORS)}

SCENARIOS: tuple[tuple[str, float, float, float, float, Tone], ...] = (
    ("Convoys under escort and no shot fired", 0.46, 0.33, 0.61, 3.0, "blue"),
    ("A negotiated toll that all sides can live with", 0.21, 0.11, 0.34, 6.0, BEST),
    ("Boarding incidents that stay local", 0.38, 0.22, 0.52, 2.0, "purple"),
    ("Blockade of the strait", 0.12, 0.05, 0.24, 8.0, "brown"),
    ("Landing on the islands", 0.034, 0.006, 0.09, 10.0, WORST),
)


def line_chart(*, panels: bool = False) -> LineChart:
    series = []
    for place, (label, end, low, high, pace, tone) in enumerate(SCENARIOS):
        points = []
        for half in range(25):
            t = half / 2
            share = (1 - math.exp(-t / pace)) / (1 - math.exp(-12 / pace))
            points.append(Point(t, end * share, low * share, high * share))
        series.append(Series(label, tuple(points), tone, leading=place == 0))
    events = (Event(2.5, "Compact summit"), Event(7.0, "Kesh votes"))
    return LineChart(
        "Escorted convoys lead from the first month, and come close to even",
        tuple(series),
        ORIGIN,
        events,
        panels=panels,
    )


def replay_chart() -> LineChart:
    days = (0, 9, 31, 40, 52)
    first = (0.31, 0.35, 0.35, 0.44, 0.46)
    second = (0.08, 0.09, 0.07, 0.11, 0.12)

    def series(label: str, values: tuple[float, ...], tone: Tone, *, leading: bool) -> Series:
        points = (
            Point(d * 12 / 365.25, v, v * 0.7, min(1.0, v * 1.3))
            for d, v in zip(days, values, strict=True)
        )
        return Series(label, tuple(points), tone, leading)

    return LineChart(
        "The call-up of 2 March moved the forecast most",
        (
            series(SCENARIOS[0][0], first, "blue", leading=True),
            series(SCENARIOS[3][0], second, "brown", leading=False),
        ),
        dt.date(2031, 1, 21),
        stepped=True,
    )


def range_chart() -> RangeChart:
    said = (
        Said("likely", 0.55, 0.80),
        Said("unlikely", 0.20, 0.45),
        None,
        Said("very unlikely", 0.05, 0.20),
        Said("can't be ruled out", 0.01, 0.20),
    )
    words = ("roughly even", "unlikely", "unlikely", "very unlikely", "almost no chance")
    rows = tuple(
        RangeRow(label, end, low, high, tone, word, author)
        for (label, end, low, high, _, tone), word, author in zip(
            SCENARIOS, words, said, strict=True
        )
    )
    return RangeChart("The author is surer of convoys than the forecast", rows)


def waiting_chart() -> RangeChart:
    rows = (
        RangeRow("First convoy", 2.4, 0.6, 7.5, TONE["valdoria"]),
        RangeRow("First boarding incident", 4.1, 1.2, 11.0, TONE["kesh"]),
    )
    return RangeChart("When it would begin, if it does", rows, scale="months")


def tornado() -> Tornado:
    return Tornado(
        "Whether Kesh believes the Compact carries the answer",
        (
            Swing("Kesh believes that the Compact would fight", 0.58, 0.27, "false", "true"),
            Swing("How much Valdoria minds the toll", 0.34, 0.55, "minor", "vital"),
            Swing("Tempo of the Red Harbour Front", 0.41, 0.50, "1 in 3 months", "2 per month"),
            Swing("Precision of Kesh", 0.45, 0.47, "erratic", "deliberate"),
        ),
        0.46,
        SCENARIOS[0][0],
    )


def actor_map() -> ActorMap:
    return ActorMap(
        "The Front depends on one patron and one harbour",
        tuple(ActorNode(name, label, TONE[name], note) for name, label, note in ACTORS),
        (
            Tie("compact", "valdoria", "patron", "support"),
            Tie("valdoria", "compact", "bases", "support"),
            Tie("ilm", "front", "sanctuary", "support"),
            Tie("front", "kesh", "insurgency", "hostile"),
            Tie("kesh", "valdoria", "toll dispute", "hostile"),
            Tie("valdoria", "kesh", "sanctions", "hostile"),
            Tie("south", "kesh", "trade", "other"),
            Tie("public", "valdoria", "votes", "other"),
            Tie("islanders", "front", "kin", "other"),
            Tie("south", "ilm", "loans", "support"),
        ),
    )


def state_map() -> StateMap:
    convoy = StateLine("Valdoria: convoys under escort", TONE["valdoria"])
    boards = StateLine("Kesh Republic: boards merchant ships", TONE["kesh"])
    raids = StateLine("Red Harbour Front: raids on toll stations", TONE["front"])
    talks = StateLine("Valdoria: talks on the toll", TONE["valdoria"])
    fleet = StateLine("Northern Compact: fleet in the strait", TONE["compact"])
    return StateMap(
        "Three moves lead to escorted convoys, where all can rest",
        (
            StateNode("q", 0, (raids,), status_quo=True),
            StateNode("a", 1, (raids, convoy)),
            StateNode("b", 1, (raids, boards)),
            StateNode("c", 1, (raids, talks)),
            StateNode("d", 2, (raids, convoy, boards), note="the way 61% of paths go"),
            StateNode("e", 2, (talks,), equilibrium=("R", "SEQ", "GMR"), note="in 38% of draws"),
            StateNode("f", 3, (raids, convoy, fleet), equilibrium=("GMR", "SMR")),
        ),
        (
            StateMove("q", "a", "Valdoria", TONE["valdoria"], "begins convoys"),
            StateMove("q", "b", "Kesh Republic", TONE["kesh"], "boards"),
            StateMove("q", "c", "Valdoria", TONE["valdoria"], "offers talks"),
            StateMove("a", "d", "Kesh Republic", TONE["kesh"], "boards"),
            StateMove("b", "d", "Valdoria", TONE["valdoria"], "begins convoys"),
            StateMove("c", "e", "Red Harbour Front", TONE["front"], "stops raids", improves=False),
            StateMove("d", "f", "Northern Compact", TONE["compact"], "sends its fleet"),
        ),
    )


def timeline() -> Timeline:
    entries = (
        Entry(
            dt.date(2031, 1, 30),
            "Kesh Republic",
            "The transport minister says that the toll is owed by every hull, whatever its flag",
            TONE["kesh"],
            0.041,
            0.35,
            "Gazette of Kesh, A2",
        ),
        Entry(
            dt.date(2031, 2, 21),
            "Northern Compact",
            "Unnamed officials say that no ships will be sent",
            TONE["compact"],
            0.0,
            0.35,
            "Harbour Telegraph, D4",
        ),
        Entry(
            dt.date(2031, 3, 2),
            "Valdoria",
            "The admiralty calls up reserves",
            TONE["valdoria"],
            0.092,
            0.44,
            "own communique, B1",
        ),
        Entry(
            dt.date(2031, 3, 14),
            "Red Harbour Front",
            "A spokesman offers to stop raids while talks last",
            TONE["front"],
            -0.024,
            0.46,
            "repeats the statement of 2 March",
        ),
        Entry(
            dt.date(2031, 3, 14),
            "Southern Tier monarchies",
            "A joint statement asks for calm",
            TONE["south"],
            None,
            None,
            "F6",
        ),
    )
    return Timeline(
        "The call-up of reserves moved the forecast more than all words together",
        entries,
        of="Convoys under escort",
    )


def matrix() -> Matrix:
    return Matrix(
        "A landing brings nearly every other ill with it",
        tuple(row[0] for row in SCENARIOS),
        ("Regional war", "Fuel price doubles", "Backlash at home", "Island opinion lost"),
        (
            (0.02, 0.18, 0.22, 0.09),
            (0.0, 0.03, 0.12, 0.05),
            (0.06, 0.31, 0.27, 0.14),
            (0.24, 0.86, 0.44, 0.31),
            (0.71, 0.93, 0.62, 0.995),
        ),
        corner="If this happens",
    )


def heat_map() -> HeatMap:
    return HeatMap(
        "A faster crown and a firmer republic make convoys the likeliest",
        "Convoys and no landing",
        "How much Valdoria wants: no “Take a toll”",
        "How often the Kesh Republic gets to decide",
        ("1", "2.5", "4", "5.5", "7"),
        ("every 2 weeks", "once a month", "once in 2 months"),
        ((0.31, 0.38, 0.44, 0.52, 0.6), (0.4, 0.45, 0.5, 0.55, 0.7), (0.5, 0.6, 0.7, 0.8, 0.999)),
        ((1, 1, 1, 0, 0), (1, 1, 0, 0, 0), (0, 0, 0, 0, 0)),
        (Leader("Convoys and no landing", "green"), Leader("The toll is lifted", "brown")),
        centre=(1, 2),
    )


def dilemma() -> Matrix:
    return Matrix(
        "Each hostile act breeds 0.8 more",
        ("Valdoria", "Kesh Republic"),
        ("Valdoria", "Kesh Republic"),
        ((None, 0.62), (1.05, None)),
        corner="Acts bred by",
        scale="number",
        note="The index is the spectral radius of this table.",
    )
