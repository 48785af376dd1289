"""How many threads a piece of work may take."""

import threading

import pytest

from standoff.kernels.threads import allowed, at_most, in_threads


def name(_):
    return threading.current_thread()


def test_results_come_in_the_order_of_the_columns():
    assert in_threads(lambda a, b: a - b, range(50), range(50, 0, -1)) == list(range(-50, 50, 2))


def test_one_thread_is_the_calling_one():
    with at_most(1):
        assert set(in_threads(name, range(20))) == {threading.current_thread()}


def test_what_is_allowed_holds_within_and_for_this_thread_alone():
    outside = allowed()
    with at_most(3):
        assert allowed() == 3
        assert in_threads(lambda _: allowed(), [0]) == [outside]
        with at_most(0):
            assert allowed() == 1
        assert allowed() == 3
    assert allowed() == outside


def test_an_error_restores_what_was_allowed():
    outside = allowed()
    with pytest.raises(ZeroDivisionError), at_most(1):
        in_threads(lambda x: 1 / x, [0])
    assert allowed() == outside
