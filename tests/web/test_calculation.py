import threading
from concurrent.futures import CancelledError, wait

import pytest

from standoff.web.calculation import KEPT, Calculations, Tell

SOON = 10


def test_twenty_who_ask_the_same_share_one_calculation() -> None:
    calculations, go, runs = Calculations(), threading.Event(), []

    def work(_: Tell) -> int:
        go.wait(SOON)
        runs.append(1)
        return 42

    asked = [calculations.ask("key", "quick", work) for _ in range(20)]
    go.set()
    assert {calculation.future.result(SOON) for calculation in asked} == {42}
    assert len(runs) == calculations.runs == 1
    later = calculations.ask("key", "quick", work)
    assert later.future.result(0) == 42
    assert len(runs) == 1


def test_a_long_run_does_not_hold_up_a_quick_answer() -> None:
    calculations, go = Calculations(), threading.Event()
    long = calculations.ask("long", "full", lambda _: go.wait(SOON))
    assert calculations.ask("quick", "quick", lambda _: "here").future.result(SOON) == "here"
    assert not long.future.done()
    go.set()
    assert long.future.result(SOON) is True


def test_what_nobody_waits_for_stops_at_its_next_step_and_can_be_asked_again() -> None:
    calculations, begun, go = Calculations(), threading.Event(), threading.Event()

    def work(tell: Tell) -> str:
        tell(0, 2)
        begun.set()
        go.wait(SOON)
        tell(1, 2)
        return "done"

    first = calculations.ask("key", "full", work)
    second = calculations.ask("key", "full", work)
    assert begun.wait(SOON)
    assert (first.done, first.total, first is second) == (0, 2, True)
    calculations.leave(first)
    calculations.leave(second)
    go.set()
    with pytest.raises(CancelledError):
        first.future.result(SOON)
    assert calculations.open() == []
    assert calculations.ask("key", "full", work).future.result(SOON) == "done"


def test_one_who_stays_keeps_it_running() -> None:
    calculations, begun, go = Calculations(), threading.Event(), threading.Event()

    def work(tell: Tell) -> str:
        begun.set()
        go.wait(SOON)
        tell(1, 1)
        return "done"

    one, other = (calculations.ask("key", "quick", work) for _ in range(2))
    assert begun.wait(SOON)
    calculations.leave(one)
    go.set()
    assert other.future.result(SOON) == "done"


def test_what_is_given_up_before_its_turn_never_runs() -> None:
    calculations, go, runs = Calculations(), threading.Event(), []
    blocking = calculations.ask("blocking", "quick", lambda _: go.wait(SOON))
    waiting = calculations.ask("waiting", "quick", lambda _: runs.append(1))
    calculations.leave(waiting)
    go.set()
    last = calculations.ask("last", "quick", lambda _: "last")
    wait([blocking.future, last.future], SOON)
    assert runs == []
    assert waiting.future.cancelled()


def test_an_error_reaches_who_asked_and_is_not_kept() -> None:
    calculations, answers = Calculations(), iter([ValueError("no"), "yes"])

    def work(_: Tell) -> str:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return str(answer)

    with pytest.raises(ValueError, match="no"):
        calculations.ask("key", "quick", work).future.result(SOON)
    assert calculations.ask("key", "quick", work).future.result(SOON) == "yes"


def test_only_so_many_answers_are_kept() -> None:
    calculations = Calculations()
    for i in range(KEPT + 5):
        calculations.ask(i, "quick", lambda _, i=i: i).future.result(SOON)  # type: ignore[misc]
    assert calculations.known(0) is None
    assert calculations.known(KEPT) == KEPT
