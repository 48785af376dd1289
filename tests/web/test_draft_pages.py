"""The page of an article: guarded, escaped, and it writes only what it was asked to."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.web.drafting import ARTICLE, HOSTILE, HOSTILE_ARTICLE, MAX_STATES, review_in
from tests.web.reader import HOST, Reader
from tests.web.test_pages import Tags, harmless

from standoff.draft.proposal import Evidence, Option, Proposal, Question
from standoff.web.bench import Bench
from standoff.web.draft_review import Review
from standoff.web.draft_source import Drafting
from standoff.web.guard import Lock
from standoff.web.server import application
from standoff.workbench import Run

POSTS = ("/drafting/decide", "/drafting/edit", "/drafting/undo", "/drafting/write")


def reader(review: Review, lock: Lock) -> Reader:
    bench = Bench(review.desk, Run(draws=16, max_states=MAX_STATES), None, review)
    return Reader(application(bench, lock), {"origin": HOST}, {lock.cookie: lock.token})


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return review_in(tmp_path)


@pytest.fixture
def page(review: Review, lock: Lock) -> Reader:
    return reader(review, lock)


def told(answer: Any, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_until_the_file_is_written_every_way_leads_to_the_article(page: Reader) -> None:
    for path in ("/", "/brief", "/workbench?off=bold", "/file", "/compare"):
        answer = page.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/drafting")
    shown = page.get("/drafting").text
    assert 'href="/drafting"' in shown
    assert 'href="/workbench"' not in shown


def test_the_page_shows_the_whole_text_and_every_proposal(page: Reader, review: Review) -> None:
    shown = page.get("/drafting").text
    assert harmless(shown)
    assert "<h1>A Quiet Border Is Getting Louder</h1>" in shown
    assert "Reuters" in shown
    ids = {found["data-id"] for _, found in Tags(shown).found if "data-id" in found}
    assert ids == set(review.by_id)
    assert "95% sure" in shown
    assert "Loaded wording, not taken over" in shown
    assert "&#34;regime&#34;" in shown


def test_every_passage_belongs_to_a_card_of_its_kind(page: Reader) -> None:
    tags = Tags(page.get("/drafting").text).found
    cards = {found["data-card"]: found["data-kind"] for tag, found in tags if "data-kind" in found}
    marks = [found for tag, found in tags if (found.get("class") or "").startswith("m k-")]
    assert len(marks) > 40
    for mark in marks:
        assert f"k-{cards[mark['data-card']]} " in f"{mark['class']} "
    assert {mark["data-card"] for mark in marks} == set(cards)


def test_decisions_are_taken_shown_and_taken_back(page: Reader) -> None:
    before = told(page.get("/drafting.json"))
    assert (before["decided"], before["steps"]) == (0, 0)
    after = told(page.post("/drafting/decide", json={"id": "actor:chad", "verdict": "accepted"}))
    assert (after["decided"], after["open"], after["steps"]) == (1, before["open"] - 1, 1)
    assert 'data-id="actor:chad" data-verdict="accepted"' in page.get("/drafting").text
    kinds = told(page.post("/drafting/decide", json={"kind": "option", "verdict": "accepted"}))
    assert kinds["decided"] > 3
    told(page.post("/drafting/undo", json={}))
    again = told(page.post("/drafting/undo", json={}))
    assert again == {key: before[key] for key in again}


def test_an_edit_is_taken_over_or_said_why_not(page: Reader) -> None:
    form = page.get("/drafting/form.html?id=actor:chad")
    assert harmless(form.text)
    assert 'value="chad"' in form.text
    fields = {"name": "Republic of Chad"}
    after = told(page.post("/drafting/edit", json={"id": "actor:chad", "fields": fields}))
    assert any("Republic of Chad" in card["line"] for card in after["cards"].values())
    wrong = {"id": "actor:chad", "fields": {"sort": "empire"}}
    assert told(page.post("/drafting/edit", json=wrong), 422)["error"].startswith("sort: one of")
    assert told(page.get("/drafting/form.html?id=actor:x"), 422)["error"].startswith("nothing of")


def test_the_draft_is_written_and_the_workbench_opens_on_it(page: Reader, tmp_path: Path) -> None:
    answer = told(page.post("/drafting/write", json={"base": ""}))
    assert answer["next"] == "/workbench"
    assert (tmp_path / "chad.yaml").is_file()
    bench = page.get("/workbench")
    assert bench.status_code == 200
    assert ": a draft</h1>" in bench.text
    assert '<a href="/drafting" data-view="drafting">Article</a>' in bench.text
    assert page.get("/").headers["location"] == "/brief"
    kept = page.get("/drafting?off=chad.airstrikes").text
    assert 'href="/workbench?off=chad.airstrikes"' in kept
    assert page.get("/drafting?as_of=soon").status_code == 422


def test_it_asks_before_it_replaces_a_file(page: Reader, tmp_path: Path) -> None:
    target = tmp_path / "chad.yaml"
    target.write_text("mine\n", "utf-8")
    answer = told(page.post("/drafting/write", json={"base": ""}), 409)
    assert {"kind": "out", "text": "mine", "line": None} in answer["rows"]
    assert target.read_text("utf-8") == "mine\n"
    stale = told(page.post("/drafting/write", json={"base": "0" * 16}), 409)
    assert stale["mark"] == answer["mark"]
    told(page.post("/drafting/write", json={"base": answer["mark"]}))
    assert "title: 'Chad" in target.read_text("utf-8")
    assert "says this already" in told(page.post("/drafting/write", json={"base": ""}))["told"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["chad.txt", "chad.yaml"]


def test_a_written_file_is_pointed_to_line_by_line(page: Reader, tmp_path: Path) -> None:
    told(page.post("/drafting/write", json={"base": ""}))
    lines = (tmp_path / "chad.yaml").read_text("utf-8").splitlines()
    shown = page.get("/drafting").text
    number = next(k for k, line in enumerate(lines, 1) if line == "  chad:")
    assert f'href="/file?line={number}"' in shown
    assert "In the file, and not proposed here" not in shown
    start = ARTICLE.index("Khartoum denied")
    text = "\n".join(lines).replace(f"from: article@{start}-", f"from: article@{start + 9}-")
    (tmp_path / "chad.yaml").write_text(text, "utf-8")
    assert "In the file, and not proposed here" in page.get("/drafting").text


@pytest.mark.parametrize("path", POSTS)
def test_a_step_needs_the_token_and_comes_from_the_page(
    review: Review, lock: Lock, path: str, tmp_path: Path
) -> None:
    page = reader(review, lock)
    body = {"id": "actor:chad", "verdict": "accepted", "fields": {}, "base": ""}
    for origin in ("http://evil.example", "null", "", "https://127.0.0.1:8137"):
        assert page.post(path, json=body, headers={"origin": origin}).status_code == 403
    assert page.post(path, json=body, headers={"host": "evil.example"}).status_code == 421
    stranger = Reader(page.app, {"origin": HOST})
    assert stranger.post(path, json=body).status_code == 403
    assert (
        stranger.get("/drafting").status_code == stranger.get("/drafting.json").status_code == 403
    )
    assert [p.name for p in tmp_path.iterdir()] == ["chad.txt"]


def test_every_answer_forbids_what_is_not_needed(page: Reader) -> None:
    for path in ("/drafting", "/drafting.json", "/drafting/form.html?id=actor:chad"):
        headers = page.get(path).headers
        assert "default-src 'none'; script-src 'self'" in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("decide", b"{", "no JSON"),
        ("decide", b"[]", "no JSON object"),
        ("decide", b"{}", "no verdict"),
        ("decide", b'{"verdict": "maybe", "id": "actor:chad"}', "is no verdict"),
        ("decide", b'{"verdict": "accepted", "id": {"a": 1}}', "load the page again"),
        ("decide", b'{"verdict": "accepted"}', "load the page again"),
        ("edit", b'{"id": "actor:chad"}', "no fields"),
        ("edit", b'{"id": "actor:chad", "fields": {"x": [1]}}', "there is no field 'x'"),
        ("edit", b'{"id": "actor:chad", "fields": {"name": ""}}', "name: cannot be empty"),
        ("write", b'{"base": 3}', "no base"),
        ("undo", b"\xff", "no JSON"),
    ],
)
def test_what_makes_no_sense_is_said_in_words(
    page: Reader, tmp_path: Path, path: str, body: bytes, words: str
) -> None:
    answer = told(page.post(f"/drafting/{path}", content=body), 422)
    assert words in answer["error"]
    assert [p.name for p in tmp_path.iterdir()] == ["chad.txt"]


def test_markup_in_the_article_and_in_what_is_proposed_stays_text(
    tmp_path: Path, lock: Lock
) -> None:
    made = review_in(tmp_path, HOSTILE_ARTICLE)
    text = made.draft.article.text
    words = (Evidence(0, len(HOSTILE), text[: len(HOSTILE)]),)
    evil = [
        Proposal(
            Option(actor="chad", key="evil", label=f"{HOSTILE} act"), words, "x", HOSTILE, 0.9
        ),
        Proposal(Question(text=f"{HOSTILE}?"), words, "x", "1", 0.9),
    ]
    draft = made.draft.with_proposals([*made.draft.proposals, *evil])
    review = Review(Drafting(made.drafting.file, lambda: draft), made.desk)
    page = reader(review, lock)
    told(page.post("/drafting/edit", json={"id": "actor:chad", "fields": {"name": HOSTILE}}))
    shown = page.get("/drafting").text
    assert harmless(shown)
    assert shown.count("alert(1)") > 10
    form = page.get("/drafting/form.html?id=actor:chad").text
    assert harmless(form)
    assert "alert(1)" in form
    data = page.get("/drafting.json").text
    assert not set("<>&") & set(data)
    assert HOSTILE in json.loads(data)["cards"]["0"]["line"]
    told(page.post("/drafting/write", json={"base": ""}))
    for path in ("/drafting", "/brief", "/workbench", "/file"):
        assert harmless(page.get(path).text), path


def test_the_text_is_read_once_whatever_is_asked(review: Review, lock: Lock) -> None:
    made: list[int] = []

    def once() -> Any:
        made.append(1)
        return review.draft

    page = reader(Review(Drafting(review.drafting.file, once), review.desk), lock)
    for _ in range(2):
        page.get("/drafting")
        told(page.post("/drafting/decide", json={"id": "actor:chad", "verdict": "accepted"}))
    assert made == [1]


def test_decisions_that_cannot_be_read_are_said_on_the_page(page: Reader, tmp_path: Path) -> None:
    (tmp_path / "chad.txt.review.json").write_text("{", "utf-8")
    answer = page.get("/drafting")
    assert answer.status_code == 422
    assert "mend the file or delete it" in answer.text


def test_without_an_article_there_is_no_such_page(client: Reader) -> None:
    assert client.get("/drafting").status_code == 404
    assert client.post("/drafting/write", json={"base": ""}).status_code == 404
    assert "/drafting" not in client.get("/brief").text


def test_an_article_without_a_conflict_is_shown_and_nothing_can_be_written(
    review: Review, lock: Lock, tmp_path: Path
) -> None:
    draft = review.draft.with_proposals([])
    page = reader(Review(Drafting(review.drafting.file, lambda: draft), review.desk), lock)
    shown = page.get("/drafting").text
    assert "Reuters" in shown
    assert "no actor was found" in shown
    assert '<button type="button" id="write" class="primary" disabled>' in shown
    error = told(page.post("/drafting/write", json={"base": ""}), 422)["error"]
    assert "no actor was found" in error
    assert [p.name for p in tmp_path.iterdir()] == ["chad.txt"]
