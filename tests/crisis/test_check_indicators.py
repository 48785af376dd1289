"""Indicators are read, checked and written back."""

import pytest

from standoff.crisis.build import build
from standoff.crisis.notes import notes
from standoff.errors import CrisisError
from tests.watch.crises import DATA, gate


def faulty(**indicator):
    with pytest.raises(CrisisError) as caught:
        gate(indicators={"x": {"sign": "Something"} | indicator})
    return [fault.message for fault in caught.value.faults]


def test_they_come_back_as_written():
    crisis = gate()
    assert crisis.to_data()["indicators"]["moan"] == DATA["indicators"]["moan"]
    assert build(crisis.to_data()) == crisis


def test_a_sign_of_two_kinds_at_once_is_refused():
    [message] = faulty(**{"if": "key and ever(keeper.open)"})
    assert "not of both" in message


@pytest.mark.parametrize(
    ("indicator", "said"),
    [
        ({"if": "kay"}, "did you mean 'key'"),
        ({"if": "keeper.open"}, "say when: ever(keeper.open)"),
        ({"if": "key", "telling": "very"}, "is no strength of evidence"),
        ({"if": "key", "visible": 2}, "outside the valid range"),
        ({}, "'if' is missing"),
    ],
)
def test_what_cannot_be_read_is_said(indicator, said):
    assert said in " ".join(faulty(**indicator))


def test_a_sign_that_tells_nothing_is_noted():
    crisis = gate(
        indicators={
            "even": {"sign": "A coin falls", "if": "key", "telling": 1},
            "idle": {"sign": "Moaning", "if": "ghost"},
        }
    )
    said = {note.path[1]: note.message for note in notes(crisis) if note.path[0] == "indicators"}
    assert "tells nothing" in said["even"]
    assert "seeing it changes none" in said["idle"]
