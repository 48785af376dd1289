"""What a drafted file holds of its article: each item with its line, its words and its proposal."""

from pathlib import Path

from tests.web.drafting import review_in

from standoff.draft.locate import Span
from standoff.draft.text import Article
from standoff.web.draft_cards import groups
from standoff.web.draft_items import items


def test_every_item_of_a_draft_leads_to_its_proposal_and_its_line(tmp_path: Path) -> None:
    review = review_in(tmp_path)
    version = review.write()
    assert version.crisis is not None
    lines = version.text.splitlines()
    found = items(version.crisis, review.draft.article)
    assert {item.kind for item in found} == {
        "actor",
        "option",
        "preference",
        "tie",
        "hypothesis",
        "signal",
        "scenario",
        "consequence",
    }
    for item in found:
        (proposal,) = (p for p in review.by_id.values() if item.says(p))
        assert item.spans == tuple(one.span for one in proposal.evidence)[:4]
        key = item.name.rpartition(".")[2]
        assert not key or lines[item.line - 1].strip().startswith(f"{key}:")
        assert item.title
    assert [item.line for item in found] == sorted(item.line for item in found)


def test_passages_of_another_text_or_past_its_end_are_no_passages_of_it(tmp_path: Path) -> None:
    review = review_in(tmp_path)
    crisis = review.write().crisis
    assert crisis is not None
    article = review.draft.article
    assert items(crisis, Article(article.name, article.text, "0" * 64)) == ()
    cut = items(crisis, Article(article.name, article.text[:300], article.sha256))
    assert cut
    assert all(span.end <= 300 for item in cut for span in item.spans)


def test_an_item_that_was_renamed_is_known_by_its_words(tmp_path: Path) -> None:
    review = review_in(tmp_path)
    crisis = review.write().crisis
    assert crisis is not None
    actor = next(i for i in items(crisis, review.draft.article) if i.name == "chad")
    proposal = review.proposal("actor:chad")
    renamed = type(actor)(actor.kind, "tchad", actor.title, actor.line, actor.spans)
    assert renamed.says(proposal)
    moved = type(actor)(actor.kind, "chad", actor.title, actor.line, (Span(0, 3),))
    assert moved.says(proposal)
    other = type(actor)(actor.kind, "tchad", actor.title, actor.line, (Span(0, 3),))
    assert not other.says(proposal)


def test_what_a_motive_moves_came_of_the_motive(tmp_path: Path) -> None:
    review = review_in(tmp_path)
    (key,) = (key for key in review.by_id if key.startswith("hypothesis:"))
    review.edit(key, {"wants": "chad.airstrikes"})
    crisis = review.write().crisis
    assert crisis is not None
    found = items(crisis, review.draft.article)
    motive = [item for item in found if item.says(review.proposal(key))]
    assert [item.kind for item in motive] == ["preference", "hypothesis"]
    cards = [card for group in groups(review, review.state(), found) for card in group.cards]
    assert next(card.at for card in cards if card.key == key) == motive[1].line
    assert all(card.key or not card.at for card in cards)
