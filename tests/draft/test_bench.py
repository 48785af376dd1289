"""Scores: paired one to one, by hand-worked cases, a slow twin of the pairing, and brat's format."""

import datetime as dt
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.draft.annotations import Mark, read_annotations
from standoff.draft.bench import Answer, _pairs, calibration, result_of, score
from standoff.draft.locate import Span
from standoff.draft.proposal import Actor, Draft, Likelihood, Proposal, Signal, evidence_at
from standoff.draft.text import Article
from standoff.errors import CrisisError, UsageError
from tests.draft.test_articles import ARTICLES

TEXT = "Chad warned Sudan. A war is likely. It might not be."
ARTICLE = Article("t.txt", TEXT, "0" * 64)


def proposal(content, *spans, confidence=0.5):
    return Proposal(content, evidence_at(ARTICLE, *(Span(*s) for s in spans)), "b", "1", confidence)


CHAD = Actor(key="chad", name="Chad", sort="state")
SUDAN = Actor(key="sudan", name="Sudan", sort="state")
DRAFT = Draft(
    ARTICLE,
    dt.date(2023, 1, 6),
    "b",
    "1",
    (
        proposal(CHAD, (0, 4), confidence=0.9),
        proposal(SUDAN, (12, 17), (19, 24), confidence=0.7),
        proposal(Signal(speaker="chad", summary="s", direction="towards"), (0, 11)),
        proposal(Likelihood(words="likely", sort="scaled", word="likely"), (28, 34)),
        proposal(Likelihood(words="might", sort="modal", word="might happen"), (39, 44)),
    ),
)
MARKS = (
    Mark("actor", Span(0, 4), {"canonical": "td"}),
    Mark("actor", Span(12, 17), {"canonical": "sd"}),
    Mark("signal", Span(0, 17), {"direction": "away", "speaker": "td"}),
    Mark("likelihood", Span(28, 34), {"numeric": "yes"}),
    Mark("hedge", Span(39, 44), {}),
)


def test_scores_by_hand():
    kinds = result_of(["t"], [(MARKS, DRAFT)]).kinds
    actor = kinds["actor"]
    assert (actor.annotated, actor.answered, actor.overlapping, actor.exact) == (2, 3, 2, 2)
    assert actor.precision == pytest.approx(2 / 3)
    assert actor.recall == 1
    assert actor.f1 == pytest.approx(0.8)
    assert actor.attributes == {"canonical": (2, 2)}
    signal = kinds["signal"]
    assert (signal.f1, signal.f1_exact) == (1, 0)
    assert signal.attributes == {"direction": (0, 1), "speaker": (1, 1)}
    assert kinds["likelihood"].answered == 1  # the bare modal answers nothing
    assert kinds["hedge"].f1 == 0
    assert "option" not in kinds


def test_micro_f1_counts_all_kinds_together():
    result = result_of(["t"], [(MARKS, DRAFT)])
    assert result.micro_f1 == pytest.approx(2 * 4 / (5 + 5))
    assert result.to_json()["f1"] == pytest.approx(0.8)
    assert "| actor | 2 | 3 | 0.67 | 1.00 | 0.80 | 0.80 | canonical 2/2 |" in result.table()
    assert list(result.to_frame()["kind"]) == ["actor", "signal", "likelihood", "hedge"]


def test_calibration_by_hand():
    brier, error, bins = calibration([(0.9, True), (0.9, False), (0.1, False), (1.0, True)])
    assert brier == pytest.approx((0.01 + 0.81 + 0.01 + 0) / 4)
    assert [(b.count, b.right) for b in bins] == [(1, 0.0), (3, pytest.approx(2 / 3))]
    assert error == pytest.approx((1 * 0.1 + 3 * abs(2.8 / 3 - 2 / 3)) / 4)
    assert calibration([]) == (None, None, ())


SPANS = st.builds(lambda a, n: Span(a, a + n), st.integers(0, 12), st.integers(1, 6))


@given(st.lists(SPANS, max_size=4, unique=True), st.lists(SPANS, max_size=4, unique=True))
def test_as_many_pairs_overlap_as_can(gold, told):
    marks = [Mark("actor", s, {}) for s in gold]
    answers = [Answer(s, DRAFT.proposals[0]) for s in told]
    found = _pairs(marks, answers)
    assert all(m.span.overlaps(a.span) for m, a in found)
    short, long = sorted((gold, told), key=len)
    most = max(
        sum(a.overlaps(b) for a, b in zip(short, order, strict=False))
        for order in permutations(long, len(short))
    )
    assert len(found) == most


def test_annotations_are_held_against_the_text(tmp_path):
    path = tmp_path / "a.ann"
    path.write_text(
        "T1\tactor 0 4\tChad\nT2\tSignal 0 4;12 17\tChad Sudan\n"
        "A1\tCanonical T1 td\nA2\tSure T1\n#1\tNote T1\tx\n",
        "utf-8",
    )
    first, second = sorted(read_annotations(path, TEXT), key=lambda m: m.kind)
    assert first == Mark("actor", Span(0, 4), {"canonical": "td", "sure": "yes"})
    assert (second.kind, second.span) == ("signal", Span(0, 17))
    path.write_text("T1\tactor 0 4\tMali\nnonsense\n", "utf-8")
    with pytest.raises(CrisisError, match=r"(?s)a\.ann:1:1: 'Mali' does not.*a\.ann:2:1: "):
        read_annotations(path, TEXT)


def test_a_folder_without_annotated_texts_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"holds no NAME\.txt"):
        score(tmp_path)


FLOORS = {"develop": 0.86, "held-out": 0.82}


@pytest.mark.parametrize("half", FLOORS)
def test_the_rules_stay_as_good_as_published(half):
    """A floor somewhat below what docs/theory/drafting.md reports."""
    result = score(ARTICLES / half)
    assert result.micro_f1 > FLOORS[half]
    assert result.brier < 0.15
