from dataclasses import replace

import pytest
from tests.report.charts import example
from tests.report.svg_texts import SVG, parsed, placed_texts

from standoff.report.charts import WIDE, data_table, description, drawing
from standoff.report.figures import HeatMap


def test_every_cell_shows_its_number_and_its_leader() -> None:
    chart = example.heat_map()
    words = [text.words for text in placed_texts(parsed(drawing(chart, WIDE, "k")))]
    assert words.count("A") == sum(row.count(0) for row in chart.leading)
    assert words.count("B") == sum(row.count(1) for row in chart.leading)
    assert words.count("50%") == 2
    assert ">99%" in words


def test_the_forecast_as_it_is_is_outlined() -> None:
    root = parsed(drawing(example.heat_map(), WIDE, "k"))
    outlined = [r for r in root.iter(f"{SVG}rect") if "s-ink" in (r.get("class") or "")]
    assert len(outlined) == 1


def test_one_leader_needs_no_letter() -> None:
    chart = example.heat_map()
    alone = replace(chart, leading=((0,) * 5,) * 3, leaders=chart.leaders[:1])
    words = [text.words for text in placed_texts(parsed(drawing(alone, WIDE, "k")))]
    assert "A" not in words
    assert data_table(alone).rows[0].cells[1] == "31%"


def test_the_words_carry_the_range_and_who_leads() -> None:
    said = description(example.heat_map())
    assert "between 31% and >99%" in said
    assert "“Convoys and no landing” in 10 and “The toll is lifted” in 5" in said
    assert "As it is: 50%" in said


def test_cells_must_fit() -> None:
    chart = example.heat_map()
    with pytest.raises(ValueError, match="one cell for each"):
        HeatMap("t", "o", "a", "d", ("1",), ("1", "2"), ((0.1,),), ((0,),), chart.leaders)
