"""The walk: accept, reject, edit, back, later, all, leave; and a second run that does not ask again."""

import json

import pytest

from standoff.draft.compose import compose
from standoff.draft.decisions import Decisions, decision
from standoff.draft.review import passage, review
from standoff.draft.text import Article, read_article
from standoff.errors import CrisisError, UsageError
from tests.draft.scenes import draft

TEXT = (
    "Chad could bomb camps in Sudan. Sudan may close the border. Chad warned Sudan on 3 January.\n"
)


@pytest.fixture
def walk(tmp_path):
    """A function that walks with the answers given, and what it keeps between walks."""
    file = tmp_path / "a.txt"
    file.write_text(TEXT, "utf-8")
    article = read_article(file)

    def run(*answers):
        lines, left = [], list(answers)

        def ask(_):
            if not left:
                raise EOFError
            return left.pop(0)

        found = draft(TEXT)
        decisions = Decisions.beside(file, article)
        tally = review(found, decisions, ask, lines.append)
        return tally, decisions.apply(found), lines

    return run


def ids(found):
    return {p.id for p in found.proposals}


def test_accepted_is_sure_rejected_is_out(walk):
    tally, decided, lines = walk("y", "n")
    assert (tally.accepted, tally.rejected) == (1, 1)
    assert "actor:sudan" not in ids(decided)
    assert next(p for p in decided.proposals if p.id == "actor:chad").confidence == 1.0
    assert any("Chad could bomb camps in >>Sudan<<" in line for line in lines)


def test_a_second_run_does_not_ask_again(walk):
    first = walk("y", "n")[0]
    tally, _, lines = walk("q")
    assert (tally.accepted, tally.rejected, tally.later) == (1, 1, first.later)
    assert lines[0].startswith("2 proposals are decided already; a.txt.review.json")


def test_edited_content_is_what_counts(walk):
    tally, decided, _ = walk("e", "name", "Republic of Chad", "", "q")
    assert tally.edited == 1
    assert (
        next(p for p in decided.proposals if p.id == "actor:chad").content.name
        == "Republic of Chad"
    )
    assert compose(decided).data["actors"]["chad"]["name"] == "Republic of Chad"


def test_an_edit_that_does_not_fit_is_said_and_asked_again(walk):
    _, decided, lines = walk("e", "sort", "empire", "size", "also", "Tchad, N'Djamena", "", "q")
    chad = next(p for p in decided.proposals if p.id == "actor:chad")
    assert chad.content.also == ("Tchad", "N'Djamena")
    assert any("does not fit" in line for line in lines)
    assert any(line.strip().startswith("fields: ") for line in lines)


def test_back_and_later_and_anything_else(walk):
    tally, _, lines = walk("s", "b", "?", "w", "y", "q")
    assert tally.accepted == 1
    assert any("y accept" in line for line in lines[2:])


def test_all_of_a_kind_at_once(walk):
    tally, decided, _ = walk("a", "n")
    assert tally.accepted == 2
    assert tally.rejected == 1
    assert {"actor:chad", "actor:sudan"} <= ids(decided)


def test_leaving_keeps_what_was_decided(walk, tmp_path):
    walk("y")
    kept = json.loads((tmp_path / "a.txt.review.json").read_text("utf-8"))
    assert kept["decisions"] == {"actor:chad": {"verdict": "accepted"}}


def test_of_a_changed_text_only_decisions_by_name_are_kept(tmp_path):
    file = tmp_path / "a.txt"
    old = Article("a.txt", TEXT, "1" * 64)
    decisions = Decisions.beside(file, old)
    found = draft(TEXT)
    for proposal in found.proposals:
        decisions.decide(proposal, "rejected")
    again = Decisions.beside(file, Article("a.txt", TEXT, "2" * 64))
    assert {key.split(":")[0] for key in again.made} <= {
        "actor",
        "option",
        "tie",
        "scenario",
        "preference",
    }
    assert again.made


@pytest.mark.parametrize("text", ["{", "[]", '{"decisions": 3}', '{"decisions": {"a": 1}}'])
def test_decisions_that_cannot_be_read_are_refused(text, tmp_path):
    (tmp_path / "a.txt.review.json").write_text(text)
    with pytest.raises(CrisisError, match="mend the file or delete it"):
        Decisions.beside(tmp_path / "a.txt", Article("a.txt", TEXT, "1" * 64))


def test_a_passage_is_one_printable_line():
    text = "one\n\x1b[31mtwo three\x07 four\nfive"
    found = draft(TEXT).proposals[0].evidence[0]
    shown = passage(text.replace("two", "two"), type(found)(9, 12, "two"))
    assert shown.isprintable()
    assert ">>two<<" in shown
    assert "one" not in shown


def test_several_decisions_are_one_step_that_can_be_taken_back(tmp_path):
    article = Article("a.txt", TEXT, "1" * 64)
    decisions = Decisions.beside(tmp_path / "a.txt", article)
    decisions.put({"actor:chad": decision("accepted")})
    before = decisions.put(
        {"actor:chad": decision("rejected"), "actor:sudan": decision("rejected")}
    )
    assert before == {"actor:chad": {"verdict": "accepted"}, "actor:sudan": None}
    decisions.put(before)
    kept = json.loads((tmp_path / "a.txt.review.json").read_text("utf-8"))["decisions"]
    assert kept == decisions.made == {"actor:chad": {"verdict": "accepted"}}


def test_what_cannot_be_written_down_is_not_decided(tmp_path):
    decisions = Decisions(tmp_path / "gone" / "a.txt.review.json", "1" * 64)
    with pytest.raises(UsageError, match="cannot be written"):
        decisions.put({"actor:chad": decision("accepted")})
    assert decisions.made == {}
