import datetime as dt

from tests.report.charts import example

from standoff.report.charts import NARROW, WIDE, timeline
from standoff.report.figures import Entry, Timeline


def test_description_names_the_strongest_and_the_idle() -> None:
    said = timeline.describe(example.timeline())
    assert "Valdoria on 2 March 2031 (+9 points)" in said
    assert "1 signal moved it not at all." in said


def test_log_odds_are_told_as_a_factor() -> None:
    entry = Entry(dt.date(2031, 1, 1), "a", "b", push=1.0986122886681098)
    chart = Timeline("t", (entry,), unit="log odds")
    assert timeline.push_words(chart, entry) == "×3 on the odds"
    assert "×3" in timeline.draw(chart, WIDE).body


def test_what_was_not_computed_is_said_so() -> None:
    rows = timeline.data(example.timeline()).rows
    assert rows[-1].cells[-2:] == ("not computed", None)


def test_empty_charts_draw() -> None:
    for width in (WIDE, NARROW):
        assert timeline.draw(Timeline("t", ()), width).height > 0
    assert timeline.describe(Timeline("t", ())) == "No signals."
