from pathlib import Path

import pytest
from tests.web.crisis import TEXT
from tests.web.reader import Reader

from standoff.web.editing import difference, first_difference

BROKEN = TEXT.replace("weight: major}", "weight: huge}", 1)


def test_faults_are_told_at_their_line_as_one_types(client: Reader) -> None:
    told = client.post("/check", json={"text": BROKEN}).json()
    assert told["valid"] is False
    line = next(i for i, row in enumerate(TEXT.split("\n"), 1) if "weight: major" in row)
    assert [fault["line"] for fault in told["faults"]] == [line]
    assert "huge" in told["faults"][0]["message"]
    assert client.post("/check", json={"text": TEXT}).json()["faults"] == []


def test_a_save_is_refused_if_the_file_changed_and_both_texts_come_back(
    client: Reader, file: Path
) -> None:
    base = client.get("/text.json").json()["mark"]
    saved = client.post("/save", json={"text": TEXT + "# one\n", "base": base})
    assert saved.status_code == 200
    refused = client.post("/save", json={"text": TEXT + "# two\n", "base": base})
    assert refused.status_code == 409
    assert refused.json()["theirs"] == TEXT + "# one\n"
    assert file.read_text(encoding="utf-8") == TEXT + "# one\n"


def test_a_form_gives_back_the_text_with_the_line_to_look_at(client: Reader) -> None:
    fields = {"summary": "Tents", "date": "2031-02-20"}
    told = client.post("/fill", json={"text": TEXT, "kind": "signal", "fields": fields}).json()
    assert "Tents" in told["text"]
    assert "2031-02-20" in "".join(told["text"].split("\n")[told["line"] - 1 : told["line"] + 3])
    bad = client.post("/fill", json={"text": TEXT, "kind": "signal", "fields": {"date": "never"}})
    assert bad.status_code == 422
    assert "fill in" in bad.json()["error"]
    broken = client.post("/fill", json={"text": BROKEN, "kind": "signal", "fields": fields})
    assert "mend the text first" in broken.json()["error"]


def test_a_form_cannot_break_the_file(client: Reader) -> None:
    fields = {"summary": "x", "date": "no day"}
    told = client.post("/fill", json={"text": TEXT, "kind": "signal", "fields": fields})
    assert told.status_code == 422
    assert "day" in told.json()["error"]


def test_changes_are_written_into_the_text(client: Reader) -> None:
    told = client.post("/write-in?off=bold&set=upper.weight[1]=2.5", json={"text": TEXT}).json()
    assert told["valid"]
    assert "weight: 2.5" in told["text"]
    assert "must survive" in told["text"]


def test_completion_answers(client: Reader) -> None:
    told = client.post("/complete", json={"text": "act", "line": 0, "column": 3}).json()
    assert told["begun"] == "act"
    assert told["suggestions"][0]["label"] == "actors"


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"text": 3}', b"[" * 100_000])
def test_what_is_no_request_is_said(client: Reader, body: bytes) -> None:
    response = client.post("/check", content=body)
    assert response.status_code == 422
    assert "the page sent" in response.json()["error"]


def test_the_difference_names_the_lines_of_the_new_text() -> None:
    old = "\n".join("abcdefghij")
    new = old.replace("e", "E").replace("j", "j\nk")
    rows = difference(old, new)
    assert [(r["kind"], r["text"], r["line"]) for r in rows if r["kind"] in ("in", "out")] == [
        ("out", "e", None),
        ("in", "E", 5),
        ("in", "k", 11),
    ]
    assert difference(old, old) == []
    assert first_difference(old, new) == 5
    assert first_difference("a", "a\nb") == 2


def test_the_diff_is_against_the_disk(client: Reader) -> None:
    rows = client.post("/diff", json={"text": TEXT + "# mine\n"}).json()["rows"]
    assert rows[-1]["text"] == "# mine"
    assert rows[-1]["kind"] == "in"
