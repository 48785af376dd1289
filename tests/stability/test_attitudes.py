"""Relational stability: against the definitions, and the published identities."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.pairwise import Attitudes
from tests.stability.conflicts import conflicts, shape
from tests.stability.crises import DILEMMA

from standoff.encode import encode
from standoff.engines.stability.attitudes import relational_stable, solve_attitudes
from standoff.engines.stability.stable import stable_states
from standoff.errors import UsageError
from standoff.files.read import read_text

CONCEPTS = ("R", "GMR", "SMR", "SEQ", "SSEQ")
SMALL = conflicts(most_variables=4, most_states=12)


@settings(deadline=None, max_examples=60)
@given(SMALL, st.integers(0, 2**32 - 1))
def test_attitudes_are_those_of_the_definitions(conflict, seed):
    attitudes = np.random.default_rng(seed).integers(-1, 2, (conflict.actors, conflict.actors))
    twin = Attitudes(conflict.moves, conflict.rank, attitudes)
    found = relational_stable(conflict.moves, conflict.rank, attitudes)
    for concept in CONCEPTS:
        wanted = [[twin.held(concept, i, s) for s in twin.states] for i in range(twin.actors)]
        assert found[concept].tolist() == wanted


@settings(deadline=None, max_examples=40)
@given(SMALL, st.integers(0, 2**32 - 1))
def test_caring_for_oneself_alone_is_the_usual_stability(conflict, seed):
    # Inohara & Hipel 2009; their preferences have no ties.
    rng = np.random.default_rng(seed)
    rank = np.array([rng.permutation(len(conflict.levels)) for _ in range(conflict.actors)])
    found = relational_stable(conflict.moves, rank, np.eye(conflict.actors, dtype=int))
    usual = stable_states(conflict.moves, rank)
    for concept in CONCEPTS:
        assert np.array_equal(found[concept], usual[concept])


@settings(deadline=None, max_examples=40)
@given(SMALL)
def test_when_nobody_cares_concepts_coincide(conflict):
    # Inohara & Hipel 2009.
    nobody = np.zeros((conflict.actors, conflict.actors), int)
    found = relational_stable(conflict.moves, conflict.rank, nobody)
    assert np.array_equal(found["R"], found["SMR"])
    assert np.array_equal(found["GMR"], found["SEQ"])


def test_who_wishes_the_other_well_does_not_defect():
    # The prisoners' dilemma: options are to confess.
    conflict = shape([0, 1], [[3, 4, 1, 2], [3, 1, 4, 2]])
    selfish, kind = np.eye(2, dtype=int), np.ones((2, 2), int)
    spiteful = np.array([[1, -1], [-1, 1]])

    def equilibria(attitudes):
        found = relational_stable(conflict.moves, conflict.rank, attitudes, ["R"])
        return np.flatnonzero(found["R"].all(axis=0)).tolist()

    assert equilibria(selfish) == [3]
    assert equilibria(kind) == [0, 1, 2, 3]
    assert equilibria(spiteful) == [3]


def test_other_attitudes_are_refused():
    conflict = shape([0], [[0, 1]])
    with pytest.raises(ValueError, match="1, 0 or -1"):
        relational_stable(conflict.moves, conflict.rank, np.array([[2]]))


MINDFUL = f"""\
{DILEMMA}ties:
  - {{from: a, to: b, kind: kin, regard: REGARD}}
  - {{from: b, to: a, kind: kin, regard: REGARD}}
"""


@pytest.mark.parametrize(
    ("regard", "sign", "held"),
    [("0.01", 1, [0, 1, 2, 3]), ("0.9", 1, [0, 1, 2, 3]), ("-0.01", -1, [3])],
)
def test_regard_counts_by_its_sign_alone(regard, sign, held):
    result = solve_attitudes(encode(read_text(MINDFUL.replace("REGARD", regard))), ["R"])
    assert result.attitudes.tolist() == [[1, sign], [sign, 1]]
    assert result.equilibria("R").tolist() == held
    document = result.to_json()
    assert document["attitudes"] == {"a": {"a": 1, "b": sign}, "b": {"a": sign, "b": 1}}
    assert len(document["equilibria"]["R"]) == len(held)


def test_regards_that_cancel_are_no_attitude():
    text = MINDFUL.replace("REGARD", "0.5")
    text += "  - {from: a, to: b, kind: rival, regard: -0.5}\n"
    result = solve_attitudes(encode(read_text(text)), ["R"])
    assert result.attitudes.tolist() == [[1, 0], [1, 1]]


def test_a_crisis_in_which_nobody_minds_is_refused():
    with pytest.raises(UsageError, match="nobody in this crisis has regard"):
        solve_attitudes(encode(read_text(MINDFUL.replace("REGARD", "0"))))
