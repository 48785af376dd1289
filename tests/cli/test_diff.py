"""``standoff diff`` and the comparison of ``standoff whatif`` from the outside."""

import json

import pytest
from ruamel.yaml import YAML

from standoff.cli import run
from tests.tipping.crises import DATA

RAIN = {"rain": {"claim": "It will rain", "prior": 0.9}}
OTHER = DATA | {"horizon": "3 months", "title": "B", "hypotheses": RAIN}


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, data in (("a.yaml", DATA), ("b.yaml", OTHER)):
        with open(name, "w", encoding="utf-8") as file:
            YAML().dump(data, file)
    return ("a.yaml", "b.yaml")


def test_files_and_answers_as_json(files, capsys):
    assert run(["diff", *files, "--point", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert {one["name"] for one in printed["differences"]} == {
        "horizon",
        "title",
        "hypotheses.rain.prior",
    }
    contrast = printed["scenarios"]["sold"]
    assert contrast["points"] == pytest.approx(contrast["after"] - contrast["before"])
    assert printed["reasons"]["method"] == "shapley"


def test_the_files_alone_are_compared_without_an_engine(files, capsys):
    assert run(["diff", *files, "--files-only", "--json"]) == 0
    assert [one["name"] for one in json.loads(capsys.readouterr().out)["differences"]]
    assert run(["diff", *files, "--files-only"]) == 0
    assert "3 differences, 1 of them without effect" in capsys.readouterr().out


def test_what_differs_is_told_with_its_lines(files, capsys):
    assert run(["diff", *files, "--point"]) == 0
    out = capsys.readouterr().out
    assert "What differs" in out
    assert "a.yaml:" in out
    assert "Which change does what" in out


def test_what_if_against_another_file(files, capsys):
    command = ["whatif", files[0], "--set", "rain=true", "--against", files[1], "--point", "--json"]
    assert run(command) == 0
    printed = json.loads(capsys.readouterr().out)
    assert "horizon" in {one["name"] for one in printed["differences"]}
    assert printed["changes"] == []


def test_a_file_that_is_not_there_is_said(files, capsys):
    assert run(["diff", files[0], "none.yaml", "--point"]) == 2
    assert "none.yaml" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [["diff", "torn.yaml", "none.yaml"], ["whatif", "torn.yaml", "--against", "none.yaml"]],
)
def test_what_is_wrong_with_both_files_is_said_at_once(files, tmp_path, capsys, command):
    (tmp_path / "torn.yaml").write_text("title: [")
    assert run([*command, "--set", "rain=true"]) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("torn.yaml:1:")
    assert second.startswith("there is no file none.yaml")


def test_a_fault_of_a_file_compared_with_itself_is_said_once(files, tmp_path, capsys):
    (tmp_path / "torn.yaml").write_text("title: [")
    assert run(["diff", "torn.yaml", "torn.yaml"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
