import math

import pytest

from standoff.report.blocks import Table
from standoff.report.figures import LineChart, Timeline
from standoff.report.outlook import Outlook
from standoff.report.prose import plain
from standoff.report.sections import signals
from standoff.workbench import Analysis


def blocks(analysis: Analysis, kind: type) -> list[object]:
    return [b for b in signals.section(analysis).blocks if isinstance(b, kind)]


def test_belief_before_and_after(analysis: Analysis) -> None:
    table = blocks(analysis, Table)[0]
    assert isinstance(table, Table)
    belief = analysis.evidence.hypotheses["ally_ready"]
    assert table.rows[0].cells[1:3] == (belief.prior, belief.posterior)
    assert [row.cells[5] for row in table.rows] == [True, True, False, False]


def test_pushes_add_up_to_the_whole_shift(analysis: Analysis) -> None:
    parts = [c for c in blocks(analysis, Timeline) if isinstance(c, Timeline)]
    entries = [entry for part in parts for entry in part.entries]
    assert len(entries) == 5
    leading = Outlook(analysis).leading.scenario
    steps = analysis.replay.steps
    shift = steps[-1].scenarios[leading] - steps[0].scenarios[leading]
    assert math.fsum(entry.push or 0.0 for entry in entries) == pytest.approx(shift)
    assert entries[-1].after == pytest.approx(analysis.forecast.probability(leading))
    assert [entry.date for entry in entries] == sorted(entry.date for entry in entries)


def test_what_was_seen_and_who_spoke_are_named(analysis: Analysis) -> None:
    part = signals.timelines(analysis)[0]
    assert [entry.speaker for entry in part.entries] == [
        "Northern Compact",
        "rumour",
        "A pilot",
        "Kesh Republic",
        "Time",
    ]
    assert part.entries[3].text == "Seen: “Take a toll from every hull” on"
    assert part.entries[1].aside == "E5, date inferred, echoes summit"


def test_long_lists_come_in_parts_on_one_axis(
    analysis: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signals, "PART", 2)
    parts = signals.timelines(analysis)
    assert [len(part.entries) for part in parts] == [2, 2, 1]
    assert parts[0].reach == parts[1].reach
    assert parts[1].title.startswith("From 10 February 2031 on")


def test_signals_that_changed_nothing_are_said_to(analysis: Analysis) -> None:
    text = " ".join(
        plain(item) for b in signals.section(analysis).blocks for item in getattr(b, "items", ())
    )
    assert "2 signals changed no scenario: rumour and harbour." in text
    assert "“The harbour of Ilm is empty”" in text
    assert "rumour repeats summit" in text


def test_the_replay_ends_at_the_forecast(analysis: Analysis) -> None:
    chart = blocks(analysis, LineChart)[0]
    assert isinstance(chart, LineChart)
    assert chart.stepped
    leading = Outlook(analysis).leading
    assert chart.series[0].label == leading.title
    assert chart.series[0].points[-1].value == pytest.approx(leading.probability)


def test_no_signals_is_said(bare: Analysis) -> None:
    assert "no signals" in str(signals.section(bare).blocks[0])
