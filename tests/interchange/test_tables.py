"""From a table of states to a crisis: exactly its states, and its preferences."""

import csv
from io import StringIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.encode.problem import encode
from standoff.errors import CrisisError, LimitReached
from standoff.files.interchange.table_read import read_table
from standoff.files.interchange.tables import draft_table
from standoff.files.read import read_text

OPTIONS = ("East/Strike", "East/Talk", "West/Strike", "West/Leave", "South/Join")
ACTORS = ("East", "West", "South")


def imported(text, preference="rank"):
    draft = draft_table(read_table(text, preference), "A table", "x.csv")
    return read_text(draft.text("x.csv")), draft


@st.composite
def tables(draw):
    """Options, rows of levels, numbers by actor: as text and as they are."""
    options = OPTIONS[: draw(st.integers(1, 5))]
    code = st.integers(0, 2 ** len(options) - 1)
    codes = draw(st.lists(code, min_size=1, max_size=20, unique=True))
    states = [[code >> k & 1 for k in range(len(options))] for code in codes]
    actors = list(dict.fromkeys(option.partition("/")[0] for option in options))
    numbers = {
        actor: draw(st.lists(st.integers(1, 9), min_size=len(states), max_size=len(states)))
        for actor in actors
    }
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([*options, *actors])
    for k, state in enumerate(states):
        writer.writerow([*state, *(numbers[actor][k] for actor in actors)])
    return out.getvalue(), states, numbers


@given(tables(), st.sampled_from(["rank", "utility"]))
def test_states_and_preferences_are_those_of_the_table(table, preference):
    text, states, numbers = table
    crisis, draft = imported(text, preference)
    problem = encode(crisis)
    assert sorted(problem.space.levels.tolist()) == sorted(states)
    assert draft.states == len(states)
    place = [problem.space.index(state) for state in states]
    for a, given_numbers in enumerate(numbers.values()):
        value = np.array(given_numbers) * (-1 if preference == "rank" else 1)
        rank = problem.stability_ranks({})[a, place]
        assert np.array_equal(np.sign(rank[:, None] - rank), np.sign(value[:, None] - value))


@given(tables())
def test_utilities_keep_their_distances(table):
    text, states, numbers = table
    problem = encode(imported(text, "utility")[0])
    place = [problem.space.index(state) for state in states]
    utility = problem.utility(problem.inputs.point(), {})[:, place]
    for row, given_numbers in zip(utility, numbers.values(), strict=True):
        np.testing.assert_allclose(row, np.array(given_numbers) - min(given_numbers))


def test_rules_are_short():
    text = "A/x,A/y,B/z,A,B\nN,N,N,1,1\nY,N,N,2,2\nN,Y,N,3,3\nN,N,Y,4,4\n"
    crisis, _ = imported(text)
    assert sorted(rule.text for rule in crisis.impossible) == [
        "a.x and a.y",
        "a.x and b.z",
        "a.y and b.z",
    ]


def test_a_full_table_needs_no_rule():
    crisis, _ = imported("A/x,A\nN,1\nY,2\n")
    assert crisis.impossible == ()


def test_names_are_kept_and_what_is_missing_is_noted():
    text = "Côte d'Or/Close the border,B/z,B,Remark\nN,Y,1,hm\nY,Y,2,hm\n"
    crisis, draft = imported(text)
    assert crisis.actors["cote_d_or"].name == "Côte d'Or"
    assert crisis.actors["cote_d_or"].options["close_the_border"].label == "Close the border"
    notes = " ".join(draft.notes)
    assert "'Côte d'Or' has no column of preferences" in notes
    assert "here it is the first state" in notes
    assert "Remark" in notes
    assert [setting.text for setting in crisis.status_quo] == ["b.z"]


def test_long_statements_are_split_state_by_state():
    rng = np.random.default_rng(1)
    options = ",".join(f"Alpha/An option with a long name {k}" for k in range(10))
    codes = rng.permutation(1024)
    lines = [
        ",".join("NY"[code >> k & 1] for k in range(10)) + f",{code % 2}" for code in codes[:60]
    ]
    crisis, _ = imported(f"{options},Alpha\n" + "\n".join(lines), "utility")
    problem = encode(crisis)
    assert problem.space.states == 60
    parity = problem.space.codes % 2
    assert np.array_equal(problem.utility(problem.inputs.point(), {})[0], parity)


def test_more_states_than_a_crisis_file_holds_are_refused():
    text = ",".join(f"A/o{k}" for k in range(13)) + "\n"
    text += "".join(",".join("NY"[s >> k & 1] for k in range(13)) + "\n" for s in range(5001))
    with pytest.raises(LimitReached, match="5,001 states, more than the limit of 5,000"):
        imported(text)


def test_more_options_than_can_be_handled_are_refused():
    text = ",".join(f"A/o{k}" for k in range(63)) + "\n" + ",".join("N" * 63) + "\n"
    with pytest.raises(CrisisError, match="63 options; at most 62"):
        imported(text)
