"""The compiled concepts against their slow twins, and the properties that tie them together."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.stability import Conflict
from tests.stability.conflicts import Shape, all_states, conflicts, ranking, shape

from standoff.encode.moves import ON_ONLY
from standoff.engines.stability.stable import stable_states
from standoff.errors import LimitReached

CONCEPTS = ("R", "GMR", "SMR", "SEQ", "SSEQ", "SIM", "FH")


def by_twin(drawn):
    twin = Conflict(drawn.moves, drawn.rank)
    return {
        name: np.array([[twin.stable(name, i, s) for s in twin.states] for i in range(twin.actors)])
        for name in CONCEPTS
    }


def assert_like_twin(drawn):
    expected = by_twin(drawn)
    found = stable_states(drawn.moves, drawn.rank, CONCEPTS)
    for name in CONCEPTS:
        np.testing.assert_array_equal(found[name], expected[name], err_msg=name)


@settings(deadline=None, max_examples=150)
@given(conflicts())
def test_equals_the_definitions(drawn):
    assert_like_twin(drawn)


@settings(deadline=None, max_examples=150)
@given(conflicts(most_actors=2, constrained=True))
def test_equals_the_definitions_where_moves_are_constrained(drawn):
    assert_like_twin(drawn)


@settings(deadline=None, max_examples=40)
@given(conflicts(most_actors=1, most_variables=7, constrained=True, most_states=128))
def test_equals_the_definitions_in_one_wide_group(drawn):
    assert_like_twin(drawn)


def test_more_blocks_than_one_mask_word():
    """An actor with seven options that cannot be undone has 128 blocks in its group."""
    rng = np.random.default_rng(5)
    drawn = shape([0] * 7 + [1], rng.integers(0, 30, (2, 256)), direction=[ON_ONLY] * 7 + [0])
    assert_like_twin(drawn)


@settings(deadline=None)
@given(conflicts())
def test_stronger_concepts_imply_weaker_ones(drawn):
    found = stable_states(drawn.moves, drawn.rank, CONCEPTS)
    for strong, weak in [
        ("R", "SSEQ"), ("SSEQ", "SMR"), ("SSEQ", "SEQ"), ("SMR", "GMR"), ("SEQ", "GMR"),
        ("R", "SIM"), ("SEQ", "FH"),
    ]:  # fmt: skip
        assert (found[strong] <= found[weak]).all(), (strong, weak)


@settings(deadline=None)
@given(conflicts(), st.integers(0, 2**32 - 1))
def test_relabelling_actors_and_states_permutes_the_answer(drawn, seed):
    rng = np.random.default_rng(seed)
    actors, states = rng.permutation(drawn.actors), rng.permutation(len(drawn.levels))
    options = rng.permutation(len(drawn.owner))
    place = {int(old): new for new, old in enumerate(options)}
    relabelled = Shape(
        drawn.levels[states][:, options],
        drawn.counts[options],
        np.argsort(actors)[drawn.owner[options]],
        drawn.direction[options],
        {place[v]: held[states] for v, held in drawn.needs.items()},
        drawn.actors,
        drawn.rank[actors][:, states],
    )
    before = stable_states(drawn.moves, drawn.rank, CONCEPTS)
    after = stable_states(relabelled.moves, relabelled.rank, CONCEPTS)
    for name in CONCEPTS:
        np.testing.assert_array_equal(after[name], before[name][actors][:, states], err_msg=name)


@settings(deadline=None)
@given(conflicts(), st.integers(1, 10**6), st.integers(-(10**6), 10**6))
def test_only_the_order_of_preferences_counts(drawn, factor, shift):
    before = stable_states(drawn.moves, drawn.rank, CONCEPTS)
    after = stable_states(drawn.moves, drawn.rank.astype(np.int64) ** 3 * factor + shift, CONCEPTS)
    for name in CONCEPTS:
        np.testing.assert_array_equal(after[name], before[name], err_msg=name)


def test_no_actor_can_move_in_a_single_state():
    drawn = shape([], np.array([[3], [3]]))
    found = stable_states(drawn.moves, drawn.rank, CONCEPTS)
    assert all(stable.all() for stable in found.values())


def test_an_opponent_may_move_again_after_another_one():
    """Actor 1 must move twice, with actor 2 between, to reach the only state that hurts actor 0."""
    levels = all_states((2, 2, 2, 2))
    # Options: 0 belongs to actor 0, 1 and 3 to actor 1, 2 to actor 2.
    path = [[0, 0, 0, 0], [1, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 0], [1, 1, 1, 1]]
    drawn = shape(
        [0, 1, 2, 1],
        np.zeros((3, 5)),
        feasible=[row in path for row in levels.tolist()],
    )
    order = [path.index(row) for row in drawn.levels.tolist()]
    worth = np.array([[1, 2, 2, 2, 0], [0, 0, 1, 1, 2], [0, 0, 0, 1, 1]])[:, order]
    start = order.index(0)
    found = stable_states(drawn.moves, worth, CONCEPTS)
    for name in ("GMR", "SMR", "SEQ", "SSEQ"):
        assert found[name][0, start], name
    assert not found["R"][0, start]
    assert_like_twin(drawn._replace(rank=worth))


def test_every_improvement_must_be_spoilt_by_simultaneous_moves():
    """Actor 0 has two improvements on state 0; actor 1's one improvement spoils both of them."""
    levels = all_states((2, 2, 2))
    worth = np.full((2, 8), 5)
    for s, row in enumerate(levels.tolist()):
        own, other = row[:2], row[2]
        worth[0, s] = {(1, 0): 6, (0, 1): 7}.get(tuple(own), 5) if not other else 1
        worth[1, s] = 9 if other else 5
    drawn = shape([0, 0, 1], worth)
    assert stable_states(drawn.moves, worth, ["SIM"])["SIM"][0, 0]
    saved = worth.copy()
    saved[0, levels.tolist().index([0, 1, 1])] = 8
    assert not stable_states(drawn.moves, saved, ["SIM"])["SIM"][0, 0]
    assert_like_twin(drawn)
    assert_like_twin(drawn._replace(rank=saved))


@pytest.mark.parametrize(("after", "deterred"), [(4, True), (5, True), (6, False)])
def test_an_answer_that_ties_with_the_present_state_deters(after, deterred):
    """States: neither on, actor 0's on, actor 1's on, both on."""
    drawn = shape([0, 1], np.array([[5, 8, 0, after], [0, 1, 0, 2]]))
    found = stable_states(drawn.moves, drawn.rank, CONCEPTS)
    assert found["SEQ"][0, 0] == found["GMR"][0, 0] == deterred


def test_own_moves_in_a_row_reach_what_one_move_cannot():
    """Option 1 may only be raised while option 0 is off; the way to both runs over option 1."""
    levels = all_states((2, 2))
    needs = {0: np.ones(4, bool), 1: levels[:, 0] == 0}
    drawn = shape([0, 0], [[1, 0, 0, 2]], needs=needs)
    assert not stable_states(drawn.moves, drawn.rank, ["R"])["R"][0, 0]
    assert_like_twin(drawn)


def test_unknown_concepts_are_named():
    drawn = shape([0], [[0, 1]])
    with pytest.raises(ValueError, match="NASH, QRE"):
        stable_states(drawn.moves, drawn.rank, ["R", "NASH", "QRE"])


def test_simultaneous_sanctioning_gives_up_at_its_limit():
    """Everybody would rather deviate and nothing is ever spoilt."""
    owner = np.repeat(np.arange(4), 2)
    value = all_states((2,) * 8).sum(axis=1)
    drawn = shape(owner, np.tile(value, (4, 1)))
    stable_states(drawn.moves, drawn.rank, ["SIM"])
    with pytest.raises(LimitReached, match="more than 100 joint moves"):
        stable_states(drawn.moves, drawn.rank, ["SIM"], limit=100)


def test_nothing_handed_in_is_changed():
    drawn = shape([0, 1, 1], np.random.default_rng(1).integers(0, 4, (2, 8)))
    rank = drawn.rank.copy()
    found = stable_states(drawn.moves, drawn.rank, CONCEPTS)
    np.testing.assert_array_equal(drawn.rank, rank)
    assert not any(stable.flags.writeable for stable in found.values())


PUBLISHED = {
    # Number of the state: bit 0 the first option. Textbook 2 x 2 games: Fang, Hipel & Kilgour 1993.
    "prisoner's dilemma": (
        ranking(1, 0, 3, 2),
        ranking(2, 0, 3, 1),
        {"R": {3}, "GMR": {0, 3}, "SMR": {0, 3}, "SEQ": {0, 3}},
    ),
    "chicken": (
        ranking(1, 0, 2, 3),
        ranking(2, 0, 1, 3),
        {"R": {1, 2}, "GMR": {0, 1, 2}, "SMR": {0, 1, 2}, "SEQ": {1, 2}},
    ),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_textbook_games(name):
    first, second, expected = PUBLISHED[name]
    drawn = shape([0, 1], [first, second])
    found = stable_states(drawn.moves, drawn.rank, expected)
    for concept, states in expected.items():
        assert set(np.flatnonzero(found[concept].all(axis=0)).tolist()) == states, concept


def test_korea_2017():
    """Jacobi 2017, the published status of every state for both sides.

    State numbers are sums of strike 1, withdraw 2, invade 4, abandon 8; a strike cannot be undone.
    """
    numbers = [0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14]
    best_first = [
        [8, 0, 9, 10, 12, 5, 4, 13, 14, 1, 2, 6],
        [6, 14, 2, 10, 0, 4, 12, 5, 1, 13, 8, 9],
    ]
    drawn = shape(
        [0, 0, 1, 1],
        [[-order.index(number) for number in numbers] for order in best_first],
        feasible=[number in numbers for number in range(16)],
        direction=[ON_ONLY, 0, 0, 0],
    )
    found = stable_states(drawn.moves, drawn.rank, ("R", "SMR", "SEQ", "SIM", "FH"))

    def stable_for(concept, actor):
        return {numbers[s] for s in np.flatnonzero(found[concept][actor])}

    assert stable_for("R", 0) == {8, 0, 9, 12, 5, 13, 1}
    assert stable_for("R", 1) == {6, 0, 5}
    assert stable_for("SEQ", 0) == {8, 0, 9, 10, 12, 5, 13, 1}
    assert stable_for("SEQ", 1) == {6, 14, 2, 10, 0, 5}
    assert stable_for("FH", 0) == {8, 0, 9, 10, 12, 5, 4, 13, 1}
    assert stable_for("FH", 1) == {6, 14, 2, 10, 0, 4, 5}
    assert stable_for("SMR", 0) == {8, 0, 9, 10, 12, 5, 4, 13, 1}
    assert stable_for("SMR", 1) == {6, 14, 2, 10, 0, 4, 12, 5}
