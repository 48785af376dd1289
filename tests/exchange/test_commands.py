"""``standoff import`` and ``standoff export`` as a user runs them."""

import json

import networkx as nx
import pytest

from standoff.cli import run
from standoff.files.read import read_text
from tests.interchange.test_gmcr_read import SMALL

TABLE = "A/x,B/y,A,B\nN,N,1,2\nY,N,2,1\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "river.gmcr").write_text(json.dumps(SMALL))
    (tmp_path / "table.csv").write_text(TABLE)
    return tmp_path


def test_a_gmcr_file_becomes_a_crisis_file_that_stability_reads(folder, capsys):
    assert run(["import", "river.gmcr"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "no status quo" in said.err
    assert "wrote river.yaml: 2 actors, 6 states; next: standoff stability river.yaml" in said.err
    assert "# - A GMCR+ file has no status quo" in (folder / "river.yaml").read_text()
    assert run(["stability", "river.yaml", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["states"] == 6


def test_a_table_goes_to_the_terminal(folder, capsys):
    assert run(["import", "table.csv", "--preference", "rank", "-o", "-", "--title", "T"]) == 0
    said = capsys.readouterr()
    assert read_text(said.out).title == "T"
    assert "not carried over" in said.err
    assert list(folder.glob("*.yaml")) == []


def test_import_in_json(folder, capsys):
    assert run(["import", "river.gmcr", "-o", "r.yaml", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["output"] == "r.yaml"
    assert data["states"] == 6
    assert data["notes"]
    assert run(["import", "river.gmcr", "-o", "-", "--json"]) == 2


@pytest.mark.parametrize(
    ("arguments", "status", "what"),
    [
        (["import", "nothing.gmcr"], 2, "there is no file nothing.gmcr"),
        (["import", "table.csv"], 1, "table.csv:1:3: say what the numbers are"),
        (["import", "table.csv", "--from", "gmcr"], 1, "table.csv:1:1: this is not JSON"),
        (["import", "river.gmcr", "--from", "xml"], 2, "'xml' is not one of"),
        (["import", "river.gmcr", "-o", "nowhere/r.yaml"], 2, "nowhere/r.yaml cannot be written"),
        (["export", "cases/chicken"], 2, "say to what: --to gmcr"),
        (["export", "cases/chiken", "--to", "dot"], 2, "did you mean 'chicken'?"),
        (["export", "cases/chicken", "--to", "dot", "--max-edges", "7"], 3, "limit of 7"),
        (["export", "cases/chicken", "--to", "dot", "--max-states", "3"], 3, "--max-states"),
    ],
)
def test_what_cannot_be_done_leaves_nothing_behind(folder, capsys, arguments, status, what):
    before = sorted(folder.rglob("*"))
    assert run(arguments) == status
    assert what in capsys.readouterr().err
    assert sorted(folder.rglob("*")) == before


def test_files_are_replaced_only_when_asked(folder, capsys):
    (folder / "river.yaml").write_text("mine")
    assert run(["import", "river.gmcr"]) == 2
    assert "river.yaml is there already; --force replaces it" in capsys.readouterr().err
    assert (folder / "river.yaml").read_text() == "mine"
    assert run(["import", "river.gmcr", "--force"]) == 0
    assert run(["export", "river.yaml", "--to", "gmcr"]) == 2
    assert json.loads((folder / "river.gmcr").read_text()) == SMALL


def test_export_by_the_ending_of_the_output(folder, capsys):
    assert run(["export", "cases/elmira", "-o", "elmira.graphml"]) == 0
    assert "wrote elmira.graphml" in capsys.readouterr().err
    assert len(nx.read_graphml(folder / "elmira.graphml")) == 12


def test_export_to_the_terminal(folder, capsys):
    assert run(["export", "cases/elmira", "--to", "gmcr", "-o", "-"]) == 0
    said = capsys.readouterr()
    assert len(json.loads(said.out)["decisionMakers"]) == 3
    assert "rankings of the states" in said.err


def test_export_in_json(folder, capsys):
    assert run(["export", "cases/chicken", "--to", "dot", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data == {"output": "chicken.dot", "format": "dot", "notes": []}
    assert (folder / "chicken.dot").read_text().startswith("digraph")


def test_export_takes_a_hypothesis_as_told(folder, capsys):
    arguments = ["export", "cases/durand-line", "--to", "gmcr", "-o", "-", "--set"]
    assert run([*arguments, "government_in_waiting=true"]) == 0
    assert "government_in_waiting true" in capsys.readouterr().err


def test_improvements_only(folder, capsys):
    arguments = ["export", "cases/chicken", "--to", "dot", "-o", "-", "--max-edges", "4"]
    assert run([*arguments, "--improvements"]) == 0
    text = capsys.readouterr().out
    assert text.count(" -> ") == 4
    assert "dashed" not in text
