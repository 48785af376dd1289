"""A fitted value is written with the unit of the file, and read back as what was fitted."""

import pytest

from standoff.encode.problem import encode
from standoff.engines.calibration.spelling import plain, respell
from tests.calibration.rivals import crisis


def row(field, written):
    problem = encode(crisis(**{field: written}))
    name = "north.dam.effort" if field == "effort" else f"north.{field}"
    return problem.inputs.rows[problem.inputs.positions[name]]


@pytest.mark.parametrize(
    ("field", "written", "factor", "after"),
    [
        ("tempo", "1 per month", 1.3, "1.3 per month"),
        ("tempo", "1 per 8 months", 1.3, "1.3 per 8 months"),
        ("tempo", "2 every year", 1.234, "2.47 every year"),
        ("tempo", "2..4 per year", 1.2, "3.2..4 per year"),
        ("tempo", "3 ± 1 per week", 0.9, "2.7 ± 1 per week"),
        ("precision", "ordinary", 1.2, 2.4),
        ("precision", "4", 0.75, 3),
        ("precision", "1..3", 0.9, "1..2.6"),
        ("effort", "1", 1.5, 1.5),
        ("effort", "2 ± 0.5", 1.1, "2.2 ± 0.5"),
    ],
)
def test_a_value_is_written_as_in_the_file(field, written, factor, after):
    found = row(field, written)
    quantity = respell(found, found.quantity.centre * factor)
    assert plain(quantity) == after
    assert quantity.centre == pytest.approx(found.quantity.centre * factor, rel=5e-3)
    assert quantity.shape == found.quantity.shape


def test_a_range_of_times_gives_way_to_its_unit():
    found = row("tempo", "1 per 2..4 weeks")
    quantity = respell(found, found.quantity.centre)
    assert quantity.text == "0.25..0.5 per week"
    assert (quantity.low, quantity.high) == pytest.approx(
        (found.quantity.low, found.quantity.high), rel=1e-3
    )
