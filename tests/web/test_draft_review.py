"""A review in the browser: the decisions of the terminal, undo, and a file that is asked about."""

import json
from pathlib import Path

import pytest
from tests.web.drafting import ARTICLE, review_in

from standoff.draft.compose import compose
from standoff.draft.decisions import Decisions
from standoff.draft.review import review as walk
from standoff.errors import CrisisError, UsageError
from standoff.files.read import read_text
from standoff.web.desk import ConflictError
from standoff.web.draft_review import Review
from standoff.web.draft_source import Drafting


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return review_in(tmp_path)


def kept(review: Review) -> dict[str, object]:
    path = review.drafting.file.with_name("chad.txt.review.json")
    return json.loads(path.read_text("utf-8"))["decisions"] if path.exists() else {}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_decision_is_kept_where_the_terminal_keeps_it(review: Review) -> None:
    state = review.decide(("actor:chad",), "accepted")
    state = review.decide(("actor:france",), "rejected")
    assert state.verdicts == {"actor:chad": "accepted", "actor:france": "rejected"}
    assert kept(review) == {
        "actor:chad": {"verdict": "accepted"},
        "actor:france": {"verdict": "rejected"},
    }
    shown: list[str] = []
    decisions = Decisions.beside(review.drafting.file, review.draft.article)
    tally = walk(review.draft, decisions, lambda _: "q", shown.append)
    assert (tally.accepted, tally.rejected) == (1, 1)
    assert shown[0].startswith("2 proposals are decided already")


def test_the_page_goes_on_where_the_terminal_stopped(review: Review) -> None:
    decisions = Decisions.beside(review.drafting.file, review.draft.article)
    decisions.decide(review.proposal("actor:sudan"), "rejected")
    assert review.state().verdicts == {"actor:sudan": "rejected"}
    review.decide(("actor:chad",), "accepted")
    assert set(kept(review)) == {"actor:chad", "actor:sudan"}


def test_steps_are_taken_back_one_by_one(review: Review) -> None:
    options = tuple(key for key in review.by_id if key.startswith("option:"))
    review.decide(("actor:chad",), "accepted")
    review.decide(options, "accepted")
    review.decide(("actor:chad",), "rejected")
    assert review.undo().verdicts["actor:chad"] == "accepted"
    assert review.undo().verdicts == {"actor:chad": "accepted"}
    assert review.undo().verdicts == {}
    assert kept(review) == {}
    assert review.undo().verdicts == {}


def test_taking_back_leaves_alone_what_was_decided_elsewhere_meanwhile(review: Review) -> None:
    review.decide(("actor:chad",), "accepted")
    decisions = Decisions.beside(review.drafting.file, review.draft.article)
    decisions.decide(review.proposal("actor:sudan"), "rejected")
    assert review.undo().verdicts == {"actor:sudan": "rejected"}


def test_an_edit_counts_and_one_that_changes_nothing_accepts(review: Review) -> None:
    state = review.edit("actor:chad", {"name": "Republic of Chad"})
    assert state.verdicts == {"actor:chad": "edited"}
    assert state.composition is not None
    assert state.composition.data["actors"]["chad"]["name"] == "Republic of Chad"
    again = review.edit("actor:chad", {"also": "Tchad"})
    assert again.contents["actor:chad"].model_dump()["name"] == "Republic of Chad"
    assert review.edit("actor:chad", {"name": "Chad"}).verdicts == {"actor:chad": "edited"}
    assert review.edit("actor:sudan", {}).verdicts["actor:sudan"] == "accepted"


def test_an_edit_that_does_not_fit_changes_nothing(review: Review) -> None:
    with pytest.raises(UsageError, match=r"^sort: one of 'state'"):
        review.edit("actor:chad", {"sort": "empire"})
    assert kept(review) == {}
    assert review.steps == 0


def test_what_is_not_proposed_cannot_be_decided(review: Review) -> None:
    for key in ("actor:atlantis", "", "loaded:x", "../../etc"):
        with pytest.raises(UsageError, match="load the page again"):
            review.decide((key,), "accepted")
    with pytest.raises(UsageError, match="accepted or rejected"):
        review.decide(("actor:chad",), "perhaps")
    assert kept(review) == {}


def test_a_text_that_changed_meanwhile_is_not_decided_about(review: Review) -> None:
    review.drafting.file.write_text(f"New. {ARTICLE}", "utf-8")
    for step in (
        lambda: review.decide(("actor:chad",), "accepted"),
        lambda: review.edit("actor:chad", {"name": "Tchad"}),
        review.undo,
        review.write,
    ):
        with pytest.raises(UsageError, match=r"chad\.txt changed since it was read"):
            step()
    review.drafting.file.unlink()
    with pytest.raises(UsageError, match=r"chad\.txt cannot be read: No such file"):
        review.decide(("actor:chad",), "accepted")
    assert kept(review) == {}
    assert not review.written


def test_where_nothing_is_left_it_says_so_and_writes_nothing(
    review: Review, tmp_path: Path
) -> None:
    actors = tuple(key for key in review.by_id if key.startswith("actor:"))
    state = review.decide(actors, "rejected")
    assert state.composition is None
    assert "no actor was found" in state.problem
    with pytest.raises(CrisisError, match="no actor was found"):
        review.write()
    assert names(tmp_path) == ["chad.txt", "chad.txt.review.json"]


def test_the_draft_is_written_as_the_command_writes_it(review: Review, tmp_path: Path) -> None:
    review.decide(("actor:france",), "rejected")
    version = review.write()
    assert version.crisis is not None
    decisions = Decisions.beside(review.drafting.file, review.draft.article)
    text = (tmp_path / "chad.yaml").read_text("utf-8")
    assert text == compose(decisions.apply(review.draft)).text == version.text
    assert "france" not in read_text(text).actors
    assert names(tmp_path) == ["chad.txt", "chad.txt.review.json", "chad.yaml"]


def test_a_file_that_is_there_is_replaced_only_if_it_was_seen(
    review: Review, tmp_path: Path
) -> None:
    target = tmp_path / "chad.yaml"
    target.write_text("mine", "utf-8")
    with pytest.raises(ConflictError) as caught:
        review.write()
    assert caught.value.theirs == "mine"
    seen = review.desk.disk().mark
    target.write_text("mine, and more of it", "utf-8")
    with pytest.raises(ConflictError):
        review.write(seen)
    assert target.read_text("utf-8") == "mine, and more of it"
    review.write(review.desk.disk().mark)
    assert target.read_text("utf-8") == review.text()


def test_a_copy_of_the_text_is_put_beside_it_only_if_asked_for(tmp_path: Path) -> None:
    first = review_in(tmp_path)
    copy = tmp_path / "chad.article.txt"
    drafting = Drafting(first.drafting.file, lambda: first.draft, copy=copy)
    Review(drafting, first.desk).write()
    assert copy.read_text("utf-8") == ARTICLE


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    review = review_in(tmp_path, target="gone/chad.yaml")
    with pytest.raises(UsageError, match="cannot be written"):
        review.write()


def test_decisions_that_cannot_be_read_are_said(review: Review, tmp_path: Path) -> None:
    (tmp_path / "chad.txt.review.json").write_text("{", "utf-8")
    with pytest.raises(CrisisError, match="mend the file or delete it"):
        review.state()
    assert (tmp_path / "chad.txt.review.json").read_text("utf-8") == "{"
