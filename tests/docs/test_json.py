"""The JSON page shows the fields that the commands print, all of them and no others."""

import json
import os
import re

import pytest
from tests.docs.pages import DOCS, blocks

from standoff.cli import run

QUICK = ["--draws", "8"]
COMMANDS = {
    "check": [],
    "stability": ["--concepts", "R,SEQ", "--by-actor"],
    "stability --explain": ["status-quo", "--concept", "SEQ"],
    "stability --evolution": ["--concepts", "SEQ"],
    "stability --coalitions": ["upland+lowland", "--concepts", "R"],
    "stability --make-stable": ["nothing"],
    "stability --robust": ["--concepts", "SEQ", "--draws", "8"],
    "stability --hypergame": ["--concepts", "SEQ"],
    "stability --unknown": ["--concepts", "SEQ", "--draws", "8"],
    "stability --strength": ["4", "--concepts", "SEQ"],
    "stability --attitudes": ["--concepts", "SEQ"],
    "forecast": QUICK,
    "audit": ["--point", "--top", "1"],
    "dilemma": ["--without", "upland.fill", *QUICK],
    "query": ["ever(lowland.strike)", *QUICK],
    "evidence": QUICK,
    "whatif": ["--set", "signal.pledge=off", *QUICK],
    "tipping": ["--line", "strike=30%", "--top", "1"],
    "watch": QUICK,
}

REGARD = "\nties: [{from: upland, to: lowland, kind: shared river, regard: 0.1}]\n"
"""For the questions that need somebody to mind somebody."""


def shown():
    """The example under each heading of the page."""
    page = (DOCS / "reference" / "json.md").read_text("utf-8")
    found = re.findall(r"^## (\w[\w -]*)\n+```json\n(.*?)^```", page, re.M | re.S)
    return {command: json.loads(example) for command, example in found}


def compare(example, printed, at=""):
    """Compare keys and kinds; an empty mapping, list or null in the example stands for anything."""
    if example in ({}, [], None):
        return
    assert isinstance(printed, type(example)) or printed is None, at
    if isinstance(example, dict):
        assert sorted(example) == sorted(printed), at
        for key in example:
            compare(example[key], printed[key], f"{at}.{key}")
    if isinstance(example, list) and printed:
        compare(example[0], printed[0], f"{at}[0]")


@pytest.fixture
def dam(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    page = DOCS / "tutorial" / "first-crisis.md"
    versions = [block.text for block in blocks(page) if block.title == "dam.yaml"]
    (tmp_path / "dam.yaml").write_text(versions[-1] + REGARD, "utf-8")
    return "dam.yaml"


def test_every_such_command_has_an_example():
    assert set(shown()) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_example_has_the_fields_that_are_printed(command, dam, capsys):
    name, *question = command.split()
    assert run([name, dam, *question, *COMMANDS[command], "--json"]) == 0
    compare(shown()[command], json.loads(capsys.readouterr().out), command)


@pytest.mark.parametrize(
    ("example", "printed"),
    [({"a": 1}, {"b": 1}), ({"a": 1}, {"a": 1, "b": 2}), ({"a": [{"b": 1}]}, {"a": [{"c": 1}]})],
)
def test_a_difference_is_seen(example, printed):
    with pytest.raises(AssertionError):
        compare(example, printed)
