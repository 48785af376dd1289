"""The article of a crisis: found beside it by its hash, named, or not the one."""

from pathlib import Path

import pytest
from tests.web.crisis import TEXT
from tests.web.drafting import ARTICLE, DAY, MAX_STATES, review_in

from standoff.errors import CrisisError, UsageError
from standoff.web.desk import Desk
from standoff.web.draft_source import drafting_of


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    review = review_in(tmp_path)
    review.write()
    return Desk(str(review.desk.path), MAX_STATES)


def test_the_article_beside_the_crisis_is_found_and_read_as_then(desk: Desk) -> None:
    found = drafting_of(desk, None)
    assert found is not None
    assert found.file == desk.folder / "chad.txt"
    draft = found.draft()
    assert draft.article.text == ARTICLE
    assert (draft.as_of, draft.backend) == (DAY, "rules")


def test_an_article_elsewhere_is_named(desk: Desk, tmp_path: Path) -> None:
    away = tmp_path / "articles" / "other-name.txt"
    away.parent.mkdir()
    (tmp_path / "chad.txt").rename(away)
    assert drafting_of(desk, None) is None
    found = drafting_of(desk, away)
    assert found is not None
    assert found.file == away


def test_a_kept_copy_will_do(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "chad.txt").rename(tmp_path / "chad.article.txt")
    found = drafting_of(desk, None)
    assert found is not None
    assert found.file.name == "chad.article.txt"


def test_a_text_that_is_not_the_one_is_not_shown(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "chad.txt"
    file.write_text(f"{ARTICLE}And one more thing.\n", "utf-8")
    assert drafting_of(desk, None) is None
    with pytest.raises(UsageError, match=r"is not the text .* standoff draft .*chad\.txt --open"):
        drafting_of(desk, file)
    file.write_bytes(b"%PDF-1.4")
    assert drafting_of(desk, None) is None
    with pytest.raises(CrisisError, match="pdftotext"):
        drafting_of(desk, file)
    with pytest.raises(UsageError, match="there is no file"):
        drafting_of(desk, tmp_path / "nothing.txt")


def test_only_the_folder_of_the_crisis_is_looked_in(desk: Desk, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    moved = inner / "chad.yaml"
    text = desk.path.read_text("utf-8").replace("file: chad.txt", "file: ../chad.txt")
    moved.write_text(text, "utf-8")
    assert drafting_of(Desk(str(moved), MAX_STATES), None) is None


def test_a_crisis_that_was_not_drafted_has_no_article(tmp_path: Path) -> None:
    path = tmp_path / "ford.yaml"
    path.write_text(TEXT, "utf-8")
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    desk = Desk(str(path), MAX_STATES)
    assert drafting_of(desk, None) is None
    with pytest.raises(UsageError, match="was not drafted from a text"):
        drafting_of(desk, tmp_path / "a.txt")
    path.write_text("{", "utf-8")
    assert drafting_of(Desk(str(path), MAX_STATES), None) is None
