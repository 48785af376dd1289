"""``standoff tipping`` from the outside."""

import json

import pytest
from ruamel.yaml import YAML

from standoff.cli import run
from tests.tipping.crises import DATA


@pytest.fixture
def market(tmp_path):
    path = tmp_path / "market.yaml"
    YAML().dump(DATA, path)
    return str(path)


def test_json_holds_tips_and_what_holds(market, capsys):
    assert run(["tipping", market, "--line", "sold=50%", "--top", "3", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    [goal] = printed["goals"]
    assert (goal["scenario"], goal["level"]) == ("sold", 0.5)
    assert len(goal["tips"]) + len(goal["holds"]) == printed["looked_at"] == 4
    assert all(tip["verified"] for tip in goal["tips"])


def test_what_is_told_can_be_typed(market, capsys):
    base = json.loads(_out(capsys, ["forecast", market, "--point", "--json"]))
    line = f"sold={base['scenarios']['sold']['probability'] - 0.03}"
    text = _out(capsys, ["tipping", market, "--line", line, "--input", "seller.weight[1]"])
    assert "How much Seller wants" in text
    assert '--set "seller.weight[1]=' in " ".join(text.split())


def _out(capsys, arguments):
    assert run(arguments) == 0
    return capsys.readouterr().out


def test_a_map(market, capsys):
    text = _out(capsys, ["tipping", market, "--pair", "rain", "seller.tempo", "--points", "3"])
    assert "Outlined: as it is" in " ".join(text.split())
    data = json.loads(
        _out(
            capsys, ["tipping", market, "--pair", "rain", "seller.tempo", "--points", "3", "--json"]
        )
    )
    assert len(data["probability"]["sold"]) == 3


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--pair", "rain", "seller.tempo", "--points", "4"], "an odd number"),
        (["--pair", "rain", "seller.tempo", "--line", "sold=50%"], "belong to a search"),
        (["--line", "sold"], "SCENARIO=PROBABILITY"),
        (["--input", "rein"], "did you mean"),
    ],
)
def test_what_cannot_be_asked_is_said(market, capsys, options, said):
    assert run(["tipping", market, *options]) == 2
    assert said in capsys.readouterr().err


def test_the_limit_on_time_shows_what_was_found(market, capsys):
    assert run(["tipping", market, "--top", "4", "--max-seconds", "0.000001"]) == 3
    streams = capsys.readouterr()
    assert "What would change the answer" in streams.out
    assert "--max-seconds" in streams.err
