"""Where commands write: refused before the work, and never over what is read."""

import json

import pytest

from standoff.cli import run
from tests.cli.test_commands import TINY


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "strait.yaml").write_text(TINY)
    (tmp_path / "there").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["report", "strait.yaml", "-o", "no/x.html"], "there is no folder"),
        (["report", "strait.yaml", "-o", "there"], "there is a folder"),
        (["report", "strait.yaml", "-o", "new/"], "new/ is a folder"),
        (["report", "strait.yaml", "-o", "brief.pdf"], "'.pdf' is no format of a report"),
        (["report", "strait.yaml", "-o", "strait.yaml"], "'.yaml' is no format"),
        (["report", "strait.yaml", "-o", "strait.yaml", "--format", "md"], "the file that is read"),
        (["export", "strait.yaml", "--to", "dot", "-o", "no/x"], "there is no folder"),
        (["export", "strait.yaml", "--to", "dot", "-o", "strait.yaml", "--force"], "that is read"),
        (["import", "strait.yaml", "--from", "csv", "--force"], "the file that is read"),
        (["import", "", "-o", "-"], "name the file to import"),
        (["new", "no/x.yaml"], "there is no folder"),
        (["new", "-"], "name the file to write"),
        (["new", ""], "is a folder"),
    ],
)
def test_what_cannot_be_written_is_refused_before_any_work(folder, capsys, arguments, words):
    before = sorted(folder.rglob("*"))
    assert run(arguments) == 2
    assert words in capsys.readouterr().err
    assert sorted(folder.rglob("*")) == before
    assert (folder / "strait.yaml").read_text() == TINY


@pytest.mark.parametrize(
    ("name", "begins"),
    [("x.HTM", "<!doctype html>"), ("x", "<!doctype html>"), ("x.markdown", "# ")],
)
def test_the_format_is_read_from_the_ending(folder, name, begins):
    assert run(["report", "strait.yaml", "--point", "-o", name]) == 0
    assert (folder / name).read_text().lower().startswith(begins)


def test_one_shipped_case_as_json(capsys):
    assert run(["cases", "chicken", "--json"]) == 0
    case = json.loads(capsys.readouterr().out)
    assert (case["slug"], case["title"]) == ("chicken", "Chicken")
    assert "standoff: 1" in case["text"]
