"""Turns are short while draws are worked side by side, and as before when all are done."""

import sys

import pytest

from standoff.engines.forecast.turns import TURN, short_turns


def test_turns_are_put_back_when_the_last_is_done():
    before = sys.getswitchinterval()
    first, second = short_turns(), short_turns()
    first.__enter__()
    assert sys.getswitchinterval() == pytest.approx(TURN)
    second.__enter__()
    first.__exit__(None, None, None)
    assert sys.getswitchinterval() == pytest.approx(TURN)
    second.__exit__(None, None, None)
    assert sys.getswitchinterval() == pytest.approx(before)


def test_turns_are_put_back_after_an_error():
    before = sys.getswitchinterval()
    with pytest.raises(ZeroDivisionError), short_turns():
        _ = 1 / 0
    assert sys.getswitchinterval() == pytest.approx(before)
