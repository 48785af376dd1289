"""What differs between two crises, by meaning; and crises between the two."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.crisis.amend import amend
from standoff.crisis.difference import blend, differences
from standoff.files.read import read_text
from tests.crisis.example import EXAMPLE, edited
from tests.strategies import crises


def between(old, new):
    return differences(read_text(EXAMPLE, "a.yaml"), read_text(edited(old, new), "b.yaml"))


def test_a_crisis_does_not_differ_from_itself():
    assert differences(read_text(EXAMPLE), read_text(EXAMPLE)) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("when: ever(south.strike)", "when:   ever( south.strike )"),
        ("reliability: B2", "reliability: b2"),
        ("signals:\n", "# a comment\n\nsignals:\n"),
    ],
)
def test_another_way_of_writing_is_no_difference(old, new):
    assert between(old, new) == ()


def test_a_changed_value_is_told_with_both_lines():
    [found] = between("bears_on: {ally_ready: moderate for}", "bears_on: {ally_ready: strong for}")
    assert (found.kind, found.name) == ("changed", "signals[call].bears_on.ally_ready")
    assert (found.before, found.after) == ("moderate for", "strong for")
    line = EXAMPLE.split("bears_on: {ally_ready: moderate for}")[0].count("\n") + 1
    assert (found.before_at, found.after_at) == (f"a.yaml:{line}", f"b.yaml:{line}")
    assert found.matters


def test_an_entry_put_in_between_is_one_difference():
    [found] = between(
        "signals:\n", "signals:\n  - {id: new, date: 2026-01-09, summary: Something is said}\n"
    )
    assert (found.kind, found.name) == ("added", "signals[new]")
    assert found.before is None
    assert found.before_at == ""


def test_what_is_gone_is_told():
    [found] = between("  - {date: 2026-01-12, set: [north.blockade], source: wire}\n", "  []\n")
    assert found.kind == "removed"
    assert found.name.startswith("observed[2026-01-12")


def test_wording_is_told_apart_from_what_matters():
    [title] = between("title: The port is struck", "title: The port burns")
    assert not title.matters


def test_the_order_of_statements_counts_only_where_it_is_all_that_is_known():
    one = "standoff: 1\ntitle: t\nactors:\n  a:\n    name: A\n    options: {x: {}, y: {}}\n"
    first = one + "    preferences: [{prefer: a.x}, {prefer: a.y}]\n"
    second = one + "    preferences: [{prefer: a.y}, {prefer: a.x}]\n"
    [found] = differences(read_text(first), read_text(second))
    assert found.kind == "moved"
    made = blend(read_text(first), read_text(second), [found.name])
    assert made.to_data() == read_text(second).to_data()
    weighed = [text.replace("}, {", ", weight: 2}, {").replace("}]", ", weight: 3}]") for text in
               (first, second)]  # fmt: skip
    assert {d.kind for d in differences(*map(read_text, weighed))} == {"changed"}


@settings(max_examples=30)
@given(crises(max_states=32), crises(max_states=32), st.data())
def test_all_differences_lead_to_the_other_crisis_and_none_leaves_the_first(one, other, data):
    found = differences(one, other)
    assert blend(one, other, []) == one
    whole = blend(one, other, [d.name for d in found])
    assert differences(whole, other) == ()
    assert {d.name for d in differences(other, one)} == {d.name for d in found}


@settings(max_examples=20)
@given(crises(max_states=32), st.sampled_from([0.1, 0.7]))
def test_a_what_if_is_its_own_difference(crisis, prior):
    if not crisis.hypotheses:
        return
    name = next(iter(crisis.hypotheses))
    changed = amend(crisis, [f"{name}.prior={prior}"])
    found = differences(crisis, changed)
    assert {d.name for d in found} <= {f"hypotheses.{name}.prior"}
