"""A made-up report that uses every block: the dispute over the Orrin Strait never happened."""

from tests.report.charts.example import (
    ORIGIN,
    SCENARIOS,
    TONE,
    actor_map,
    dilemma,
    line_chart,
    matrix,
    range_chart,
    replay_chart,
    state_map,
    timeline,
    tornado,
    waiting_chart,
)

from standoff.report.blocks import (
    Block,
    Bullets,
    Card,
    Cards,
    Column,
    Details,
    Facts,
    Interval,
    KeyFigure,
    KeyFigures,
    Report,
    Row,
    Section,
    Step,
    Storyline,
    Table,
    bullets,
    callout,
    paragraph,
)
from standoff.report.palette import Tone
from standoff.report.prose import code, emphasis, link, prose, strong


def table() -> Table:
    return Table(
        (
            Column("Scenario"),
            Column("Probability", "probability"),
            Column("Change", "points"),
            Column("Typical wait", "months"),
            Column("Blocked by"),
            Column("Checked", "date"),
            Column("Holds", "mark"),
            Column("As written", "code"),
        ),
        tuple(
            Row(
                (
                    label,
                    Interval(end, low, high),
                    0.04 - place / 50,
                    pace,
                    prose(strong("Kesh", TONE["kesh"]), " and the ", emphasis("weather")),
                    ORIGIN,
                    place % 2 == 0,
                    "ever(kesh.boards)",
                ),
                stressed=place == 0,
            )
            for place, (label, end, low, high, pace, _) in enumerate(SCENARIOS)
        ),
        caption="Scenarios by 14 March 2032",
        note="Ranges hold 90% of the draws.",
    )


def every_block() -> tuple[Block, ...]:
    lead = SCENARIOS[0]
    return (
        paragraph("As ", strong("likely"), " as not; see ", link("the signals", "signals"), "."),
        bullets("First point", prose("Second, with ", code("kesh.boards"))),
        Bullets((prose("Step one"), prose("Step two")), ordered=True),
        Facts((("Seed", prose("0")), ("Hash", prose(code("9f2c41d07be8"))))),
        table(),
        callout("note", "Note", "Remember the harbour."),
        callout("warning", "The solver did not converge", "Its residual is 2e-4."),
        callout("limits", "Limits", "What is not in the file is not in the answer.", "At all."),
        KeyFigures((KeyFigure(lead[0], lead[1], lead[2], lead[3], "roughly even", "leads"),)),
        Storyline(
            "The most usual way, 31% of paths",
            (
                Step("Kesh Republic", "boards merchant ships", TONE["kesh"], "month 1"),
                Step("Valdoria", "begins convoys", TONE["valdoria"], "month 2"),
                Step("Northern Compact", "sends its fleet", TONE["compact"], "month 5"),
            ),
            "Median of the paths in which it happens.",
        ),
        Cards(
            (
                _case("Best case", SCENARIOS[1], "unlikely"),
                _case("Worst case", SCENARIOS[4], "almost no chance"),
            )
        ),
        Details("Every input", (paragraph("Folded away."), table())),
        line_chart(),
        line_chart(panels=True),
        replay_chart(),
        range_chart(),
        waiting_chart(),
        tornado(),
        actor_map(),
        state_map(),
        timeline(),
        matrix(),
        dilemma(),
    )


def _case(kicker: str, row: tuple[str, float, float, float, float, Tone], words: str) -> Card:
    label, end, low, high, _, tone = row
    return Card(
        kicker,
        label,
        (
            paragraph("It needs a toll that neither side calls by that name."),
            bullets("Open: the harbour of Ilm", "Met: a pause in the raids"),
        ),
        KeyFigure("by 14 March 2032", end, low, high, words, tone=tone),
        tone,
    )


def report() -> Report:
    blocks = every_block()
    figures = tuple(
        KeyFigure(label, end, low, high, words, note, tone)
        for (label, end, low, high, _, tone), words, note in zip(
            SCENARIOS,
            ("roughly even", "unlikely", "unlikely", "very unlikely", "almost no chance"),
            ("leads", "best case", "", "", "worst case"),
            strict=True,
        )
    )
    return Report(
        "Tolls, convoys and the Orrin Strait",
        "What Valdoria, the Kesh Republic and the Red Harbour Front may do in the twelve months "
        "after the ultimatum, and what would change it",
        (
            Section(
                "headline",
                "In short",
                (KeyFigures(figures),),
                prose(
                    "Escorted convoys are ",
                    strong("about as likely as not"),
                    " (46%, range 33–61%) within twelve months; a landing on the islands has ",
                    strong("almost no chance"),
                    " (3%).",
                ),
                "headline",
            ),
            Section(
                "scenarios",
                "Scenarios over time",
                (line_chart(panels=True), range_chart()),
                prose("Convoys lead from the first month on, and the gap widens until autumn."),
            ),
            Section("actors", "Who wants what", (actor_map(), state_map())),
            Section("signals", "What the signals changed", (timeline(), replay_chart())),
            Section("causes", "Causes and consequences", (tornado(), matrix(), dilemma())),
            Section("blocks", "All other blocks", blocks[:12]),
            Section("waits", "Waiting times", (waiting_chart(),), role="appendix"),
        ),
        (
            ("As of", "14 March 2031"),
            ("Horizon", "12 months, to 14 March 2032"),
            ("Draws", "256 (effective 143)"),
            ("Seed", "0"),
            ("Version", "0.1.0"),
        ),
    )
