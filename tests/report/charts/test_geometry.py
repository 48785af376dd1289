import math

from hypothesis import given
from hypothesis import strategies as st

from standoff.report.charts.geometry import Bend, Box, bent

numbers = st.floats(-100, 100)
points = st.tuples(numbers, numbers)


@given(points, points, points, st.floats(0, 0.45), st.floats(0.55, 1), st.floats(0, 1))
def test_a_part_of_a_curve_lies_on_it(
    a: tuple[float, float],
    b: tuple[float, float],
    c: tuple[float, float],
    first: float,
    last: float,
    t: float,
) -> None:
    whole = Bend(a, b, c)
    part = whole.between(first, last)
    assert math.dist(part.at(t), whole.at(first + t * (last - first))) < 1e-9


def test_overlap_is_the_shared_area() -> None:
    assert Box(0, 0, 10, 10).overlap(Box(5, 0, 10, 10)) == 50
    assert Box(0, 0, 10, 10).overlap(Box(20, 0, 10, 10)) == 0
    assert Box(0, 0, 10, 10).overlap(Box(10, 0, 10, 10), margin=1) == 10 + 1


def test_a_curve_between_boxes_touches_neither() -> None:
    first, last = Box(0, 0, 40, 20), Box(200, 50, 40, 20)
    curve = bent((0, 0), (200, 50), 15).outside(first, last, 4)
    for i in range(21):
        assert not first.holds(curve.at(i / 20), 3)
        assert not last.holds(curve.at(i / 20), 3)


def test_bend_is_the_distance_from_the_straight_line() -> None:
    assert abs(bent((0, 0), (100, 0), 10).at(0.5)[1]) == 10
