"""``standoff watch`` from the outside."""

import json

import pytest
from ruamel.yaml import YAML

from standoff.cli import run
from tests.watch.crises import DATA


@pytest.fixture
def gate(tmp_path):
    path = tmp_path / "gate.yaml"
    YAML().dump(DATA, path)
    return str(path)


def test_json_holds_every_sign(gate, capsys):
    assert run(["watch", gate, "--point", "--within", "2 weeks", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert {sign["kind"] for sign in printed["signs"]} == {
        "hypothesis", "option", "chance", "indicator",
    }  # fmt: skip
    assert printed["within"] == pytest.approx(14 * 12 / 365.25)


def test_the_list_in_the_terminal_and_for_a_brief(gate, capsys):
    assert run(["watch", gate, "--point", "--top", "2"]) == 0
    assert "What to watch for" in capsys.readouterr().out
    assert run(["watch", gate, "--point", "--markdown"]) == 0
    assert capsys.readouterr().out.startswith("# A gate\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--within", "soon"], "--within"),
        (["--within", "9 years"], "past the horizon"),
        (["--markdown", "--json"], "choose one"),
    ],
)
def test_what_cannot_be_asked_is_said(gate, capsys, options, said):
    assert run(["watch", gate, "--point", *options]) == 2
    assert said in capsys.readouterr().err
