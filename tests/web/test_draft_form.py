"""The form of a proposal: every field has a name in words, and what is shown can be sent back."""

from pathlib import Path

import pytest
from tests.web.drafting import review_in

from standoff.draft.edit import fields
from standoff.draft.proposal import CONTENTS
from standoff.draft.review import REVIEWED
from standoff.errors import UsageError
from standoff.web.draft_form import HINTS, LABELS, form
from standoff.web.draft_review import Review


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Review:
    return review_in(tmp_path_factory.mktemp("form"))


def test_every_field_that_can_be_edited_has_a_name_in_words() -> None:
    known = {
        info.alias or name
        for kind in REVIEWED
        for name, info in CONTENTS[kind].model_fields.items()
    }
    assert known == set(LABELS)
    assert set(HINTS) <= known


def test_what_the_form_shows_is_what_the_proposal_says(review: Review) -> None:
    state = review.state()
    for key, content in state.contents.items():
        shown = form(review, state, key)
        assert {field.name: field.value for field in shown} == fields(content)
        for field in shown:
            assert field.kind != "select" or field.value in field.choices, (key, field)


def test_names_that_others_gave_are_offered(tmp_path: Path) -> None:
    review = review_in(tmp_path)
    state = review.decide(("actor:france",), "rejected")
    (key,) = (key for key in review.by_id if key.startswith("option:chad.air"))
    by_name = {field.name: field for field in form(review, state, key)}
    assert {"chad", "sudan"} <= set(by_name["actor"].choices)
    assert "france" not in by_name["actor"].choices
    assert by_name["status"].kind == "select"
    assert by_name["label"].choices == ()
    consequence = next(key for key in review.by_id if key.startswith("consequence:"))
    by_name = {field.name: field for field in form(review, state, consequence)}
    assert key.removeprefix("option:") in by_name["of"].choices


def test_there_is_no_form_of_what_is_not_proposed(review: Review) -> None:
    with pytest.raises(UsageError, match="load the page again"):
        form(review, review.state(), "actor:atlantis")
