"""Ticks before the curves begin."""

import datetime as dt
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from tests.report.charts import example
from tests.report.svg_texts import parsed, placed_texts

from standoff.report.charts import NARROW, WIDE, lead_in, line_chart
from standoff.report.charts.axes import Axis
from standoff.report.figures import Event, LineChart


def chart(*months: float) -> LineChart:
    known = tuple(Event(m, key=f"s{i}", told=f"told {i}") for i, m in enumerate(months))
    plain = example.line_chart()
    return replace(plain, events=(), known=known)


def drawn(made: LineChart, width: float = WIDE) -> Element:
    body = line_chart.draw(made, width).body
    return parsed(f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>')


def ticks(tree: Element) -> dict[str, float]:
    """Return where each tick stands, px."""
    found = {}
    for group in tree.iter():
        if group.get("class") == "tick":
            steps = next(part.get("d") or "" for part in group if part.get("d"))
            found[group.get("data-key") or ""] = float(steps[1:].split(" ")[0])
    return found


def axis(tree: Element) -> Axis:
    plot = next(group for group in tree.iter() if group.get("class") == "plot")
    return Axis(*map(float, (plot.get("data-x") or "").split()))


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_tick_stands_at_its_day_on_the_scale_of_the_curves(width: float) -> None:
    tree = drawn(chart(-1.5, -0.5, 0.0), width)
    x = axis(tree)
    assert x.low < -1.5
    for name, months in (("s0", -1.5), ("s1", -0.5), ("s2", 0.0)):
        assert ticks(tree)[name] == pytest.approx(x(months), abs=0.06)


def test_what_is_long_past_stands_at_the_beginning_and_is_counted() -> None:
    tree = drawn(chart(-90.0, -0.2))
    x = axis(tree)
    assert x.low >= -lead_in.LONGEST * x.high - 1e-9
    assert ticks(tree)["s0"] == pytest.approx(x.start, abs=0.06)
    words = [text.words for text in placed_texts(tree)]
    assert "2 signals so far, 1 earlier than shown" in words


def test_signals_of_one_day_get_a_stretch_that_can_be_seen() -> None:
    x = axis(drawn(chart(0.0)))
    assert -x.low == pytest.approx(lead_in.SHORTEST * x.high, rel=0.01)


def test_without_signals_the_axis_begins_with_the_curves() -> None:
    tree = drawn(chart())
    assert axis(tree).low == 0
    assert ticks(tree) == {}


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_dates_are_written_under_the_curves_as_without_ticks(width: float) -> None:
    def dates(made: LineChart) -> list[str]:
        return [t.words for t in placed_texts(drawn(made, width)) if t.words[-4:].isdigit()]

    with_ticks, without = dates(chart(-1.0)), dates(chart())
    assert with_ticks[0] == without[0]
    assert with_ticks[-1] == without[-1]


def test_a_tick_says_what_it_stands_for_and_markup_in_it_is_text() -> None:
    made = replace(chart(), known=(Event(-1.0, key="s", told="<script>x</script>"),))
    titles = [part.text for part in drawn(made).iter() if part.tag.endswith("title")]
    assert titles == ["<script>x</script>"]


def test_the_description_says_how_many_and_since_when() -> None:
    made = replace(chart(-2.0, -1.0), origin=dt.date(2031, 3, 1))
    assert line_chart.describe(made).endswith(
        "Ticks before the curves mark 2 signals, 1 January 2031 to 1 February 2031."
    )
    assert "Ticks" not in line_chart.describe(chart())
