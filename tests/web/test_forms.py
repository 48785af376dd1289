import datetime as dt

import pytest
from tests.web.crisis import TEXT

from standoff.errors import UsageError
from standoff.files.read import read_text
from standoff.web.forms import fill, forms

CRISIS = read_text(TEXT, "ford.yaml")
SIGNAL = {"summary": "Tents: seen at\n the ford", "date": "2031-02-20", "speaker": "lower"}


def test_a_signal_is_added_at_the_end_and_nothing_else_changes() -> None:
    text = fill(TEXT, CRISIS, "signal", SIGNAL | {"hypothesis": "bold", "strength": "strong for"})
    crisis = read_text(text, "ford.yaml")
    added = crisis.signals[-1]
    assert len(crisis.signals) == 3
    assert (added.id, added.date) == ("lower_20310220", dt.date(2031, 2, 20))
    assert added.summary == "Tents: seen at the ford"
    assert added.bears_on["bold"].text == "strong for"
    left = text.splitlines()
    assert all(line in left for line in TEXT.splitlines())


def test_ids_never_meet() -> None:
    text = TEXT
    for _ in range(3):
        text = fill(text, read_text(text, "ford.yaml"), "signal", SIGNAL)
    ids = [signal.id for signal in read_text(text, "ford.yaml").signals]
    assert ids[2:] == ["lower_20310220", "lower_20310220_2", "lower_20310220_3"]


def test_a_first_move_that_was_seen_opens_its_list() -> None:
    text = fill(TEXT, CRISIS, "observed", {"date": "2031-02-01", "set": "upper.dam"})
    assert read_text(text, "ford.yaml").observed[0].set[0].text == "upper.dam"


def test_a_prior_and_a_weight_change_in_place() -> None:
    text = fill(TEXT, CRISIS, "prior", {"hypothesis": "bold", "prior": "0.2..0.4"})
    assert text == TEXT.replace("prior: 0.4", "prior: 0.2..0.4")
    text = fill(TEXT, CRISIS, "prior", {"hypothesis": "bold", "prior": "0.9"})
    assert text == TEXT.replace("prior: 0.4", "prior: 0.9")
    text = fill(TEXT, CRISIS, "weight", {"statement": "upper:0", "weight": "5"})
    assert text == TEXT.replace("weight: 1..3", "weight: 5")


def test_every_choice_of_every_form_can_be_taken() -> None:
    values = {"summary": "s", "date": "2031-02-20", "prior": "0.3", "weight": "major"}
    for form in forms(CRISIS):
        for field in form.fields:
            for value, _ in field.choices:
                others = {f.name: f.choices[0][0] for f in form.fields if f.choices}
                filled = others | values | {field.name: value}
                read_text(fill(TEXT, CRISIS, form.kind, filled), "ford.yaml")


@pytest.mark.parametrize(
    ("kind", "values", "told"),
    [
        ("nothing", {}, "no form"),
        ("signal", {"date": "2031-01-01"}, "What was said or seen"),
        ("signal", SIGNAL | {"summary": "x" * 5000}, "longer"),
        ("signal", SIGNAL | {"hypothesis": "nobody"}, "no hypothesis"),
        ("prior", {"hypothesis": "nobody", "prior": "1"}, "no hypothesis"),
        ("weight", {"statement": "upper:9", "weight": "1"}, "choose"),
    ],
)
def test_what_cannot_be_filled_in_is_said(kind: str, values: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        fill(TEXT, CRISIS, kind, values)
