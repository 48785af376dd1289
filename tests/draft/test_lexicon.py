"""The tables of names and acts, what a user adds to them, and the forms of verbs."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from standoff.draft import lexicon
from standoff.draft.inflect import forms, plural
from standoff.draft.lexicon import load
from standoff.errors import CrisisError, UsageError

FOLDER = Path(lexicon.__file__).parent
HEAD = "key,name,kind,place,from,to,also\n"


def whose(name, day=None, extra=None):
    return load(extra, day).names[name].party


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Islamabad", "pakistan"),
        ("Nigerien", "niger"),
        ("Nigerian", "nigeria"),
        ("South Korean", "south_korea"),
        ("Pakistani Taliban", "ttp"),
        ("Taliban", "taliban"),
        ("State Department", "us"),
        ("M23", "m23"),
        ("NATO", "nato"),
    ],
)
def test_names_lead_to_their_party(name, party):
    assert whose(name) == party


def test_names_that_look_alike_are_kept_apart():
    found = [
        m.group()
        for m in load().pattern.finditer("Pakistani Taliban, Pakistani-Taliban, Washington Post")
    ]
    assert found == ["Pakistani Taliban", "Pakistani", "Taliban", "Washington Post"]


def test_a_name_counts_in_its_years():
    assert load(None, dt.date(2015, 5, 1)).parties["taliban"].kind == "armed_group"
    assert load(None, dt.date(2023, 5, 1)).parties["taliban"].kind == "government"
    assert whose("Kabul", dt.date(2015, 5, 1)) == "afghanistan"
    assert whose("Kabul", dt.date(2023, 5, 1)) == "taliban"
    assert "LTTE" not in load(None, dt.date(2015, 5, 1)).names


def test_every_table_is_whole():
    for table in FOLDER.glob("*.csv"):
        rows = list(csv.reader(table.read_text("utf-8").splitlines()))
        assert all(len(row) == len(rows[0]) for row in rows), table.name
    keys = {
        row["key"]
        for row in csv.DictReader((FOLDER / "states.csv").read_text("utf-8").splitlines())
    }
    assert len(keys) > 170
    for act in lexicon.acts():
        assert act.force in (-1, 0, 1, 2)
        assert set(act.covers) <= {other.key for other in lexicon.acts()}


def test_a_users_names_come_first(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text(HEAD + "river_front,River Front,armed_group,,2019,,RF|Taliban\n", "utf-8")
    assert whose("RF", extra=own) == "river_front"
    assert whose("Taliban", extra=own) == "river_front"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Bad Key,N,state,,,,", "small letters"),
        ("a,N,empire,,,,", "no kind of actor"),
        ("a,N,state,,yesterday,,", "years"),
        ("a,N", "columns"),
    ],
)
def test_a_wrong_row_is_named_by_its_line(row, words, tmp_path):
    own = tmp_path / "own.csv"
    own.write_text(f"{HEAD}ok,Ok,state,,,,\n{row}\n", "utf-8")
    with pytest.raises(CrisisError, match=rf"own\.csv:3:1: .*{words}"):
        load(own)


def test_an_empty_or_missing_lexicon_is_refused(tmp_path):
    (tmp_path / "own.csv").write_text(HEAD)
    with pytest.raises(CrisisError, match="columns"):
        load(tmp_path / "own.csv")
    with pytest.raises(UsageError, match="no file"):
        load(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("verb", "all_forms"),
    [
        ("warn", "warn warns warned warning"),
        ("deny", "deny denies denied denying"),
        ("strike at", "strike at,strikes at,struck at,stricken at,striking at"),
        ("free", "free frees freed freeing"),
        ("storm", "storm storms stormed storming"),
    ],
)
def test_verbs_have_all_their_forms(verb, all_forms):
    assert list(forms(verb)) == all_forms.split("," if "," in all_forms else " ")


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("truce", "truces"),
        ("coup", "coups"),
        ("ambush", "ambushes"),
        ("ally", "allies"),
        ("talks", "talks"),
    ],
)
def test_nouns_have_plurals(one, many):
    assert plural(one) == many
