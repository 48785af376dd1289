"""Errors: their place, their words, their exit status."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.crisis.origin import Origin
from standoff.errors import (
    MAX_MESSAGE,
    MAX_SHOWN,
    CrisisError,
    Fault,
    LimitReached,
    StandoffError,
    UsageError,
    nearest,
    write_path,
)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (StandoffError("x"), 1),
        (CrisisError([Fault("x")]), 1),
        (UsageError("x"), 2),
        (LimitReached("x"), 3),
    ],
)
def test_exit_statuses(error, status):
    assert error.exit_code == status
    assert isinstance(error, StandoffError)


def test_faults_are_told_in_the_order_of_the_file():
    error = CrisisError(
        [Fault("c", line=3, column=1), Fault("b", line=1, column=9), Fault("a", line=1, column=2)],
        "f.yaml",
    )
    assert str(error) == "f.yaml:1:2: a\nf.yaml:1:9: b\nf.yaml:3:1: c"


def test_without_a_text_the_path_is_told():
    error = CrisisError([Fault("bad", ("actors", "a", "preferences", 1, "weight")), Fault("all")])
    assert str(error) == "crisis: actors.a.preferences[1].weight: bad\ncrisis: all"


def test_many_faults_are_counted_and_long_ones_cut():
    faults = [Fault("x" * 1000, line=k, column=1) for k in range(1, MAX_SHOWN + 8)]
    lines = str(CrisisError(faults, "f")).splitlines()
    assert len(lines) == MAX_SHOWN + 1
    assert lines[-1] == "f: and 7 more"
    assert all(len(line) < MAX_MESSAGE + 20 for line in lines)
    assert len(CrisisError(faults).faults) == len(faults)


@given(st.text())
def test_what_a_user_wrote_cannot_break_the_line_or_steer_the_terminal(text):
    shown = str(CrisisError([Fault(f"'{text}' is wrong", line=1, column=1)], "f"))
    assert shown.isprintable()
    assert shown.startswith("f:1:1: '")


def test_errors_survive_a_process_boundary():
    error = CrisisError([Fault("x", ("a",), 2, 3, 4)], "f.yaml")
    again = pickle.loads(pickle.dumps(error))
    assert (again.faults, again.source, str(again)) == (error.faults, "f.yaml", str(error))
    limit = pickle.loads(pickle.dumps(LimitReached("too many")))
    assert str(limit) == "too many"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("a",), "a"),
        (("a", "b", 0, "c"), "a.b[0].c"),
        ((0, "a"), "[0].a"),
    ],
)
def test_paths_in_words(path, text):
    assert write_path(path) == text


@pytest.mark.parametrize(
    ("word", "names", "hint"),
    [
        (
            "pakistan.airstrkes",
            ["pakistan.airstrikes", "ttp.attacks"],
            "; did you mean 'pakistan.airstrikes'?",
        ),
        ("attacks", ["pakistan.talks", "ttp.attacks"], "; did you mean 'ttp.attacks'?"),
        ("zzz", ["b", "a"], "; known: a, b"),
        ("zzz", [f"n{k}" for k in range(9)], "; known: n0, n1, n2, n3, n4, n5, n6, n7, ..."),
        ("zzz", [], ""),
        ("z" * 100_000, ["a"], "; known: a"),
    ],
)
def test_the_nearest_name(word, names, hint):
    assert nearest(word, names) == hint


def test_a_fault_is_placed_at_its_value_its_key_or_around_it():
    origin = Origin(
        "f",
        {(): (1, 1), ("a",): (2, 3), ("a", "b"): (2, 6)},
        {("a",): (1, 1), ("a", "b"): (2, 3)},
    )

    def place(*args, **more):
        fault = origin.locate(Fault("x", *args, **more))
        return fault.line, fault.column

    assert place(("a", "b")) == (2, 6)
    assert place(("a", "b"), 4) == (2, 10)
    assert place(("a", "b"), key=True) == (2, 3)
    assert place(("a", "c"), 4) == (2, 3)
    assert place(("z", 1)) == (1, 1)
    assert origin.locate(Fault("x", line=7, column=8)).line == 7
    assert Origin().locate(Fault("x", ("a",))).line is None
