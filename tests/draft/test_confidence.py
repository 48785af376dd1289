"""Confidence: smoothed shares by hand, a slow twin of the left-out check, and the package's own table."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.draft import confidence, fit
from standoff.draft.bench import drafted, judged
from standoff.draft.confidence import ALLOWANCE, WEIGHT, Shares, confidence_of, fitted
from tests.draft.scenes import draft
from tests.draft.test_articles import ARTICLES
from tests.draft.test_compose import TEXT

SHARES = Shares({("actor", "name"): (9, 10), ("actor", "noun"): (1, 4), ("hedge", "hedge"): (3, 6)})
FOLDERS = [ARTICLES / "develop", ARTICLES / "held-out"]


def test_shares_by_hand():
    all_ = 13 / 20
    actor = (10 + WEIGHT * all_) / (14 + WEIGHT)
    assert SHARES.share("actor", "noun") == pytest.approx((1 + WEIGHT * actor) / (4 + WEIGHT))
    assert SHARES.share("actor", "unheard of") == pytest.approx(actor)
    assert SHARES.share("tie", "any") is None


def test_the_allowance_is_taken_off_the_log_odds():
    share = SHARES.share("hedge", "hedge")
    sure = SHARES.confidence("hedge", "hedge")
    assert math.log(share / (1 - share)) - math.log(sure / (1 - sure)) == pytest.approx(ALLOWANCE)
    assert SHARES.confidence("hedge", "hedge", allowance=0.0) == pytest.approx(share)


COUNTS = st.dictionaries(
    st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")),
    st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=1,
)


@given(COUNTS)
def test_a_share_lies_between_that_of_its_rule_and_the_one_above(counts):
    shares = Shares(counts)
    for (kind, rule), (right, answers) in counts.items():
        above, own = shares.share(kind, "none"), right / answers
        assert min(above, own) - 1e-12 <= shares.share(kind, rule) <= max(above, own) + 1e-12


def test_a_kind_that_nobody_annotated_keeps_its_firmness():
    assert confidence_of("rules", "tie", "", 0.4) == 0.4
    assert confidence_of("no such back end", "actor", "listed", 0.7) == 0.7
    assert confidence_of("rules", "likelihood", "scaled", 0.2) > 0.7


def test_proposals_carry_both():
    found = draft(TEXT)
    assert len({p.confidence for p in found.of_kind("option")}) > 1
    for proposal in found.proposals:
        assert 0 < proposal.confidence < 1
        assert 0 < proposal.firm < 1
        if proposal.kind not in ("tie", "preference", "question"):
            assert proposal.rule
            assert proposal.to_json()["rule"] == proposal.rule


@pytest.fixture(scope="module")
def articles():
    return [judged(marks, one) for folder in FOLDERS for marks, one in drafted(folder, "rules")[1]]


def test_the_table_is_what_the_rules_do_today(articles):
    """If this fails, run the command that `confidence.csv` names."""
    assert dict(fitted()["rules"].counts) == dict(fit.shares_of(articles).counts)
    head = confidence.TABLE.read_text("utf-8").split("backend,")[0]
    assert all(
        f"{folder.name}/{path.stem}" in head for folder in FOLDERS for path in folder.glob("*.txt")
    )
    assert "unseen" not in head


def test_left_out_is_counted_on_the_others(articles):
    few = articles[:4]
    slow = []
    for article in few:
        others = [one for other in few if other is not article for one in other]
        for proposal, right in article:
            kind = [r for p, r in others if p.kind == proposal.kind]
            rule = [r for p, r in others if (p.kind, p.rule) == (proposal.kind, proposal.rule)]
            share = sum(r for _, r in others) / len(others)
            if not kind:
                slow.append((proposal.firm, right))
                continue
            for counted in (kind, rule):
                share = (sum(counted) + WEIGHT * share) / (len(counted) + WEIGHT)
            slow.append((min(max(share, confidence.LEAST), confidence.MOST), right))
    quick = fit.left_out(few, 0.0)
    assert [r for _, r in quick] == [r for _, r in slow]
    assert [c for c, _ in quick] == pytest.approx([c for c, _ in slow])


def test_a_fitted_confidence_is_worth_more(articles):
    result = fit.fit([FOLDERS[1]])
    assert result.left_out.brier < result.unfitted.brier
    assert result.left_out.error < result.unfitted.error
    assert "each left out in turn" in result.table()
    data = result.to_json()
    assert sum(row["answers"] for row in data["rules"]) == sum(map(len, articles[7:]))
    assert fit.table_of([result]).count("\nrules,") == len(data["rules"])
