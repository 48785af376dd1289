"""Editing: fields as one types them, and what does not fit in plain words."""

import datetime as dt

import pytest

from standoff.draft.edit import choices, edited, fields
from standoff.draft.proposal import (
    Actor,
    Consequence,
    Likelihood,
    Option,
    Prerequisite,
    Scenario,
    Signal,
    Tie,
)
from standoff.errors import UsageError

ALL = (
    Actor(key="ttp", name="TTP", sort="armed_group", also=("the TTP", "Taliban")),
    Tie(**{"from": "us"}, to="mali", relation="patron"),
    Option(actor="chad", key="bomb", label="Air strikes", against=("sudan",), effort=0.5, force=-1),
    Scenario(key="s", title="Strikes", options=("chad.bomb", "chad.march"), case="best"),
    Prerequisite(of="chad.bomb", claim="Rain", strict=False),
    Consequence(of=None, label="War", severity=9),
    Signal(speaker="chad", summary="No", earliest=dt.date(2024, 1, 3), reliability="B3"),
    Likelihood(words="likely", sort="scaled", ranges={"icd203": (0.55, 0.8)}),
)


@pytest.mark.parametrize("content", ALL)
def test_what_is_shown_can_be_typed_back(content):
    assert edited(content, fields(content)) == content


def test_fields_are_written_as_one_types_them():
    assert fields(ALL[2]) == {
        "actor": "chad",
        "key": "bomb",
        "label": "Air strikes",
        "against": "sudan",
        "status": "possible",
        "effort": "0.5",
        "force": "-1",
    }
    assert fields(ALL[4])["strict"] == "no"
    assert fields(ALL[5])["of"] == ""
    assert fields(ALL[6])["earliest"] == "2024-01-03"
    assert "ranges" not in fields(ALL[7])


def test_lists_are_divided_by_commas_and_nothing_is_nothing():
    changed = edited(ALL[0], {"also": " Tchad ,, N'Djamena,", "name": " Chad "})
    assert (changed.also, changed.name) == (("Tchad", "N'Djamena"), "Chad")
    assert edited(ALL[3], {"case": ""}).case is None
    assert edited(ALL[4], {"strict": "yes"}).strict


@pytest.mark.parametrize(
    ("content", "field", "typed", "told"),
    [
        (ALL[0], "key", "Big Group", "key: small letters, digits and underscores"),
        (ALL[0], "key", "", "key: cannot be empty"),
        (ALL[0], "name", "x" * 601, "name: at most 600 characters"),
        (ALL[0], "sort", "empire", "sort: one of 'state', 'armed_group'"),
        (ALL[0], "size", "3", "there is no field 'size'; fields: key, name, sort, also"),
        (ALL[1], "from", "U.S.", "from: small letters"),
        (ALL[2], "effort", "a lot", "effort: a number"),
        (ALL[2], "effort", "-1", "effort: a number, 0 or more"),
        (ALL[2], "effort", "nan", "effort: a number"),
        (ALL[2], "force", "3", "force: a number, 2 or less"),
        (ALL[2], "force", "1.5", "force: a number"),
        (ALL[3], "options", "bomb", "options: options, each written actor.option"),
        (ALL[4], "of", "bomb", "of: an option, written actor.option"),
        (ALL[4], "strict", "maybe", "strict: yes or no"),
        (ALL[6], "earliest", "3 January", "earliest: a day, written as 2023-01-31"),
        (ALL[6], "reliability", "Z9", "reliability: a letter from A to F"),
        (ALL[7], "ranges", "1", "there is no field 'ranges'"),
    ],
)
def test_what_does_not_fit_is_said_with_what_would(content, field, typed, told):
    with pytest.raises(UsageError) as caught:
        edited(content, {field: typed})
    assert str(caught.value).startswith(told)


def test_choices_are_those_of_the_field():
    assert choices(ALL[0], "sort")[:2] == ("state", "armed_group")
    assert choices(ALL[3], "case") == ("", "best", "worst")
    assert choices(ALL[4], "strict") == ("yes", "no")
    assert choices(ALL[1], "from") == ()
    assert choices(ALL[2], "label") == ()
    assert choices(ALL[6], "source")[0] == "official"
