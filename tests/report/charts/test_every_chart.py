import itertools

import pytest
from tests.report.charts import example
from tests.report.hostile import poisoned
from tests.report.svg_texts import SVG, parsed, placed_texts

from standoff.report.charts import NARROW, WIDE, data_table, description, drawing, standalone
from standoff.report.figures import Chart, Matrix

CHARTS: dict[str, Chart] = {
    "lines": example.line_chart(),
    "panels": example.line_chart(panels=True),
    "replay": example.replay_chart(),
    "ranges": example.range_chart(),
    "waits": example.waiting_chart(),
    "tornado": example.tornado(),
    "actors": example.actor_map(),
    "states": example.state_map(),
    "timeline": example.timeline(),
    "heat": example.heat_map(),
}
TABLES: dict[str, Chart] = {"matrix": example.matrix(), "dilemma": example.dilemma()}

charts = pytest.mark.parametrize("name", CHARTS)
every = pytest.mark.parametrize("name", [*CHARTS, *TABLES])
widths = pytest.mark.parametrize("width", [WIDE, NARROW], ids=["wide", "narrow"])


@charts
@widths
def test_texts_never_overlap(name: str, width: float) -> None:
    texts = placed_texts(parsed(drawing(CHARTS[name], width, "k")))
    assert texts
    touching = [(a.words, b.words) for a, b in itertools.combinations(texts, 2) if a.overlaps(b)]
    assert not touching


@charts
@widths
def test_texts_stay_inside_and_are_large_enough(name: str, width: float) -> None:
    root = parsed(drawing(CHARTS[name], width, "k"))
    _, _, across, down = map(float, root.get("viewBox", "").split())
    assert across == width
    for text in placed_texts(root):
        assert text.size >= 12, text
        assert text.left >= -1, text
        assert text.right <= across + 1, text
        assert text.top >= -1, text
        assert text.bottom <= down + 1, text


@charts
@widths
def test_every_drawing_has_a_text_alternative(name: str, width: float) -> None:
    chart = CHARTS[name]
    root = parsed(drawing(chart, width, "fig-1"))
    assert root.get("role") == "img"
    by_id = {node.get("id"): node.text for node in root if node.get("id")}
    named = [by_id[key] for key in root.get("aria-labelledby", "").split()]
    assert named == [chart.title, description(chart)]
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None


@every
def test_description_and_table_carry_the_numbers(name: str) -> None:
    chart = {**CHARTS, **TABLES}[name]
    said = description(chart)
    assert len(said) > 40
    assert said.endswith(".")
    table = data_table(chart)
    assert table.caption == chart.title
    assert table.rows


@charts
@widths
def test_markup_in_the_data_stays_text(name: str, width: float) -> None:
    svg = str(drawing(poisoned(CHARTS[name]), width, "k")).replace("\x1b", "")
    root = parsed(svg)
    known = {"svg", "title", "desc", "g", "text", "line", "rect", "circle", "path"}
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= known
    assert not [key for node in root.iter() for key in node.keys() if key.startswith("on")]  # noqa: SIM118
    assert "<script" not in svg


@charts
def test_drawing_twice_gives_the_same_text(name: str) -> None:
    assert drawing(CHARTS[name], WIDE, "k") == drawing(CHARTS[name], WIDE, "k")


@charts
def test_colours_come_from_classes_alone(name: str) -> None:
    svg = drawing(CHARTS[name], WIDE, "k")
    assert "style=" not in svg
    assert "#" not in "".join(
        value for node in parsed(svg).iter() for key, value in node.items() if key != "id"
    )


def test_a_chart_stands_alone_with_its_colours() -> None:
    svg = standalone(CHARTS["lines"])
    assert parsed(svg).find(f"{SVG}style") is not None
    assert "--blue:#0070c4" in svg


def test_a_matrix_must_fit_its_names() -> None:
    with pytest.raises(ValueError, match="one value for each"):
        Matrix("t", ("a",), ("b", "c"), ((0.1,),))
