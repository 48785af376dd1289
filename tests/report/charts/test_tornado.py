from tests.report.charts import example

from standoff.report.charts import WIDE, tornado
from standoff.report.figures import Swing, Tornado


def test_widest_swing_comes_first() -> None:
    shuffled = Tornado("t", example.tornado().swings[::-1], 0.46, "x")
    widths = [abs(s.at_high - s.at_low) for s in tornado.ranked(shuffled)]
    assert widths == sorted(widths, reverse=True)
    assert tornado.data(shuffled).rows[0].cells[0] == example.tornado().swings[0].label


def test_description_names_settings_and_answers() -> None:
    said = tornado.describe(example.tornado())
    assert "from 58% (false) to 27% (true)" in said


def test_inputs_that_change_nothing_still_draw() -> None:
    chart = Tornado("t", (Swing("a", 0.5, 0.5),), 0.5, "x")
    assert "forecast 50%" in tornado.draw(chart, WIDE).body
    assert tornado.describe(Tornado("t", (), 0.5, "x")) == "No input moves it."
