"""The fewest swaps of all actors together: against trying all joint orders."""

from itertools import combinations, permutations, product

import numpy as np
import pytest
from tests.reference.stability import Conflict
from tests.stability.conflicts import shape

from standoff.encode import encode
from standoff.engines.stability.inverse import make_equilibrium
from standoff.engines.stability.joint_order import Wants, nearest_together
from standoff.files.read import read_text

STATES = (0, 1, 2, 3)


def swaps(order):
    return sum(a > b for a, b in combinations(order, 2))


def least(moves, wants, state, concept):
    """Fewest swaps in all by trying every joint order; infinite if none will do."""
    orders = [sorted(permutations(range(w.length)), key=swaps) for w in wants]
    best = np.inf
    for joint in product(*orders):
        cost = sum(map(swaps, joint))
        if cost < best:
            rank = np.array([w.rank(order) for w, order in zip(wants, joint, strict=True)])
            conflict = Conflict(moves, rank)
            if all(conflict.stable(concept, a, state) for a in range(len(wants))):
                best = cost
    return best


@pytest.mark.parametrize("concept", ["SEQ", "SSEQ", "SIM"])
@pytest.mark.parametrize("seed", range(4))
def test_rankings_against_all_joint_orders(concept, seed):
    rng = np.random.default_rng(seed)
    rank = np.array([rng.permutation(4), rng.permutation(4)])
    conflict = shape([0, 1], rank)
    wants = [Wants(None, np.argsort(-row)) for row in rank]
    state = int(rng.integers(4))
    found = nearest_together(conflict.moves, wants, state, concept, fewer_than=np.inf, seconds=60)
    assert found.swaps == least(conflict.moves, wants, state, concept)
    assert sum(map(swaps, found.orders)) == found.swaps == found.bound


def test_statements_against_all_joint_orders():
    # The third statement of each is the only one that speaks for the first state.
    holds = np.array([[0, 1, 0, 1], [0, 0, 1, 1], [1, 0, 0, 1]], bool)
    moves = shape([0, 1], np.zeros((2, 4), int)).moves
    wants = [Wants(holds, None), Wants(holds[::-1].copy(), None)]
    for state in STATES:
        found = nearest_together(moves, wants, state, "SEQ", fewer_than=np.inf, seconds=60)
        assert found.swaps == least(moves, wants, state, "SEQ")


def test_no_order_will_do():
    # Whatever the order, the one statement of the only mover speaks against the state.
    moves = shape([0], [[0, 1]]).moves
    wants = [Wants(np.array([[False, True]]), None)]
    found = nearest_together(moves, wants, 0, "SEQ", fewer_than=np.inf, seconds=60)
    assert found.orders is None
    assert found.bound == np.inf


def test_what_was_gone_through_is_a_bound():
    rank = np.array([[0, 1, 2, 3], [0, 2, 1, 3]])
    conflict = shape([0, 1], rank)
    wants = [Wants(None, np.argsort(-row)) for row in rank]
    whole = nearest_together(conflict.moves, wants, 0, "SEQ", fewer_than=np.inf, seconds=60)
    assert whole.swaps > 1
    some = nearest_together(conflict.moves, wants, 0, "SEQ", fewer_than=1, seconds=60)
    assert some.orders is None
    assert some.bound == 1
    none = nearest_together(conflict.moves, wants, 0, "SEQ", fewer_than=np.inf, seconds=0)
    assert none.orders is None
    assert none.bound <= whole.swaps


def test_small_crises_are_settled():
    text = """
standoff: 1
title: Two who hold and two who yield
actors:
  a: {name: A, options: {yield: {}}, ranking: [[b.yield], [a.yield], [a.yield, b.yield], []]}
  b: {name: B, options: {yield: {}}, ranking: [[a.yield], [b.yield], [a.yield, b.yield], []]}
"""
    problem = encode(read_text(text))
    for state in STATES:
        for concept in ("SEQ", "SSEQ", "SIM"):
            result = make_equilibrium(problem, state, concept)
            assert result.works
            assert result.exact
            rank = problem.stability_ranks({})
            wants = [Wants(None, np.argsort(-row)) for row in rank]
            total = sum(change.cost for change in result.changes)
            assert total == least(problem.moves({}), wants, state, concept)


def test_an_order_that_nobody_can_mend_is_impossible():
    text = """
standoff: 1
title: One who will
actors:
  a: {name: A, options: {act: {}}, preferences: [{prefer: a.act}]}
  b: {name: B, options: {watch: {}}, preferences: [{prefer: b.watch}]}
"""
    result = make_equilibrium(encode(read_text(text)), 0, "SIM")
    assert result.possible is False
