"""``standoff draft`` from end to end."""

import hashlib
import json

import pytest

from standoff.cli import run
from tests.draft.test_articles import ARTICLES
from tests.draft.test_compose import TEXT


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    return tmp_path


def test_it_writes_a_file_that_checks(folder, capsys):
    assert run(["draft", "a.txt", "--as-of", "2023-01-06"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "wrote a.yaml: " in said.err
    assert "next: standoff check a.yaml" in said.err
    assert run(["check", "a.yaml"]) == 0
    assert sorted(p.name for p in folder.iterdir()) == ["a.txt", "a.yaml"]
    assert hashlib.sha256(TEXT.encode()).hexdigest() in (folder / "a.yaml").read_text("utf-8")


def test_it_replaces_nothing_unasked(folder, capsys):
    (folder / "a.yaml").write_text("mine")
    assert run(["draft", "a.txt"]) == 2
    assert (folder / "a.yaml").read_text() == "mine"
    assert "--force" in capsys.readouterr().err
    assert run(["draft", "a.txt", "--force"]) == 0


def test_json_is_one_document_with_offsets(folder, capsys):
    assert run(["draft", "a.txt", "--json", "--as-of", "2023-01-06"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert not (folder / "a.yaml").exists()
    for proposal in data["proposals"]:
        for one in proposal["evidence"]:
            assert TEXT[one["start"] : one["end"]] == one["words"]
    assert data["backend"]["name"] == "rules"
    assert data["crisis"]["standoff"] == 1
    assert data["article"]["characters"] == len(TEXT)
    assert TEXT not in json.dumps(data)


def test_the_text_is_kept_only_when_asked_for(folder):
    assert run(["draft", "a.txt", "--keep-text", "-o", "b.yaml"]) == 0
    assert (folder / "b.article.txt").read_text("utf-8") == TEXT


@pytest.mark.parametrize(
    ("raw", "status", "words"),
    [
        (b"", 1, "empty"),
        (b"%PDF-1.4", 1, "pdftotext"),
        (b"<html><body>the army of the</body></html>", 1, "web page"),
        (b"\xff\xfe\x00", 1, ""),
        (b"the army is here " * 400_000, 3, "larger than"),
        (
            "Die Regierung hat den Angriff auf das Land nicht bestätigt, sagte er.".encode(),
            1,
            "English",
        ),
    ],
)
def test_bad_input_leaves_nothing_behind(raw, status, words, folder, capsys):
    (folder / "bad.txt").write_bytes(raw)
    assert run(["draft", "bad.txt"]) == status
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said
    assert not (folder / "bad.yaml").exists()


def test_a_lexicon_of_ones_own(folder, capsys):
    (folder / "own.csv").write_text(
        "key,name,kind,place,from,to,also\nrf,River Front,armed_group,,,,Riverines\n", "utf-8"
    )
    (folder / "a.txt").write_text(
        "The Riverines could bomb the camps of Chad at the river.\n", "utf-8"
    )
    assert run(["draft", "a.txt", "--lexicon", "own.csv", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["crisis"]["actors"]["rf"]["name"] == "River Front"


def test_a_review_is_kept_and_shapes_the_file(folder, capsys, monkeypatch):
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("y\nn\nq\n"))
    assert run(["draft", "a.txt", "--review"]) == 0
    said = capsys.readouterr().err
    assert "accepted 1, edited 0, rejected 1" in said
    kept = json.loads((folder / "a.txt.review.json").read_text("utf-8"))
    (rejected,) = (k for k, v in kept["decisions"].items() if v["verdict"] == "rejected")
    assert f"  {rejected.removeprefix('actor:')}:" not in (folder / "a.yaml").read_text("utf-8")


def test_bench_prints_a_table_or_json(capsys):
    assert run(["draft", "bench", str(ARTICLES / "develop")]) == 0
    assert "| actor | " in capsys.readouterr().out
    assert run(["draft", "bench", str(ARTICLES / "develop"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["articles"][0] == "count-in-belisar"


def test_a_back_end_that_is_not_there_is_wrong_usage(capsys):
    assert run(["draft", "a.txt", "--with", "oracle"]) == 2
    assert "oracle" in capsys.readouterr().err


def test_help_shows_both(capsys):
    assert run(["draft", "--help"]) == 0
    assert "standoff draft bench FOLDER" in capsys.readouterr().out
    assert run(["draft", "bench", "--help"]) == 0
    assert "brat" in capsys.readouterr().out


def test_bench_fits_on_several_folders(folder, capsys):
    articles = str(ARTICLES / "develop")
    assert run(["draft", "bench", articles, "--fit", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert len(data["articles"]) == 7
    assert data["calibration"]["left_out"]["brier"] < data["calibration"]["unfitted"]["brier"]


def test_bench_wants_one_folder_unless_it_fits(capsys):
    articles = str(ARTICLES / "develop")
    assert run(["draft", "bench", articles, articles]) == 2
    assert "--fit" in capsys.readouterr().err
    assert run(["draft", "bench"]) == 2
    assert "name a folder" in capsys.readouterr().err
