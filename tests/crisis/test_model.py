"""A crisis as an object."""

import standoff as so


def test_a_crisis_says_in_a_line_what_it_is():
    crisis = so.load("cases/chicken")
    assert repr(crisis) == str(crisis) == "Crisis('Chicken': 2 actors, 2 options, 2 scenarios)"
    assert len(repr(so.analyse(crisis))) < 400
