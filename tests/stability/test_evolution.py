"""Sequences of moves from the status quo, against exhaustive search by the definitions."""

from collections import deque
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.stability import Conflict
from tests.stability.conflicts import conflicts, shape

from standoff.encode import encode
from standoff.engines.stability.evolution import Evolution, evolve
from standoff.engines.stability.graph import Graph
from standoff.engines.stability.routes import simple_routes
from standoff.engines.stability.solver import solve
from standoff.errors import UsageError
from standoff.files.read import read_text
from standoff.kernels.spread import spread


def step_of(twin, improving):
    return twin.improvements if improving else lambda a, s: twin.reach[a][s]


def distances(twin, start, improving):
    """Least number of moves of legal sequences, by (state, last mover)."""
    step = step_of(twin, improving)
    found, waiting, seen = {start: 0}, deque([(start, None, 0)]), set()
    while waiting:
        s, last, length = waiting.popleft()
        for a in range(twin.actors):
            if a != last:
                for t in step(a, s):
                    if (t, a) not in seen:
                        seen.add((t, a))
                        found.setdefault(t, length + 1)
                        waiting.append((t, a, length + 1))
    return [found.get(s, -1) for s in twin.states]


def simple_paths(twin, start, target, improving):
    """All simple legal sequences as tuples of (mover, state)."""
    step, found = step_of(twin, improving), set()

    def extend(path, s, last):
        if s == target:
            found.add(path)
            return
        visited = {start} | {t for _, t in path}
        for a in range(twin.actors):
            if a != last:
                for t in step(a, s) - visited:
                    extend((*path, (a, t)), t, a)

    extend((), start, None)
    return found


def fewest_obstacles(twin, start):
    """Least number of moves against interest to each state, by relaxation."""
    cost = {start: 0}
    changed = True
    while changed:
        changed = False
        for s in list(cost):
            for a in range(twin.actors):
                for t in twin.reach[a][s]:
                    new = cost[s] + (not twin.better(a, s, t))
                    if new < cost.get(t, new + 1):
                        cost[t], changed = new, True
    return [cost.get(s, -1) for s in twin.states]


def assert_legal(route, twin, start, target):
    assert route.moves[0].before == start
    assert route.moves[-1].after == target
    for earlier, later in pairwise(route.moves):
        assert earlier.after == later.before
        assert earlier.actor != later.actor
    for move in route.moves:
        assert move.after in twin.reach[move.actor][move.before]
        assert move.improves == twin.better(move.actor, move.before, move.after)
        assert (move.steps[0], move.steps[-1]) == (move.before, move.after)
        for s, t in pairwise(move.steps):
            assert t in twin.single[move.actor][s]


@settings(deadline=None)
@given(conflicts(), st.booleans())
def test_shortest_sequences(drawn, improving):
    twin, graph = Conflict(drawn.moves, drawn.rank), Graph.of(drawn.moves, drawn.rank)
    evolution = Evolution((), None, graph, 0, tuple(twin.states))
    expected = distances(twin, 0, improving)
    assert evolution.distance(improving).tolist() == expected
    assert evolution.unreachable(improving) == tuple(s for s in twin.states if expected[s] < 0)
    for target, length in enumerate(expected):
        route = evolution.shortest(target, improving)
        if length < 0:
            assert route is None
        else:
            assert len(route.moves) == length
            if length:
                assert_legal(route, twin, 0, target)
                assert not improving or not route.against_interest.moves


@settings(deadline=None)
@given(conflicts(), st.booleans())
def test_walking_backwards(drawn, improving):
    twin, graph = Conflict(drawn.moves, drawn.rank), Graph.of(drawn.moves, drawn.rank)
    back = spread(0, graph.reach, graph.rank, improving=improving, backward=True)
    assert back.distance.tolist() == [distances(twin, s, improving)[0] for s in twin.states]


@settings(deadline=None)
@given(conflicts())
def test_fewest_moves_against_interest(drawn):
    twin, graph = Conflict(drawn.moves, drawn.rank), Graph.of(drawn.moves, drawn.rank)
    evolution = Evolution((), None, graph, 0, tuple(twin.states))
    for target, least in enumerate(fewest_obstacles(twin, 0)):
        route = evolution.least_resisted(target)
        if least < 0:
            assert route is None
        else:
            assert len(route.against_interest.moves) == least


@settings(deadline=None)
@given(conflicts(most_states=7), st.booleans())
def test_all_simple_sequences(drawn, improving):
    twin, graph = Conflict(drawn.moves, drawn.rank), Graph.of(drawn.moves, drawn.rank)
    for target in twin.states:
        expected = simple_paths(twin, 0, target, improving)
        routes = simple_routes(graph, 0, target, improving=improving, most=10**6)
        found = [tuple((m.actor, m.after) for m in route.moves) for route in routes.routes]
        assert routes.complete
        assert len(found) == len(set(found))
        assert set(found) == expected
        assert [len(path) for path in found] == sorted(len(path) for path in found)


def test_bounds_on_the_number_and_length_of_sequences():
    rng = np.random.default_rng(0)
    drawn = shape([0, 0, 1, 1, 2], rng.integers(0, 9, (3, 32)))
    graph = Graph.of(drawn.moves, drawn.rank)
    few = simple_routes(graph, 0, 31, improving=False, most=5)
    assert (len(few.routes), few.complete) == (5, False)
    short = simple_routes(graph, 0, 31, improving=False, most=10**4, longest=3)
    assert {len(route.moves) for route in short.routes} == {3}
    assert short.complete
    tired = simple_routes(graph, 0, 31, improving=False, most=10**4, tries=50)
    assert not tired.complete
    assert all(len(route.moves) <= 32 for route in tired.routes)


def test_a_state_is_reached_from_itself_by_doing_nothing():
    drawn = shape([0], [[0, 1]])
    graph = Graph.of(drawn.moves, drawn.rank)
    routes = simple_routes(graph, 1, 1, improving=True, most=3)
    assert [route.moves for route in routes.routes] == [()]
    assert simple_routes(graph, 1, 0, improving=True, most=3).routes == ()


def test_own_steps_refuse_what_the_actor_cannot_do():
    drawn = shape([0], [[0, 1]], direction=[1])
    graph = Graph.of(drawn.moves, drawn.rank)
    with pytest.raises(ValueError, match="no moves of this actor"):
        graph.own_steps(0, 1, 0)


DILEMMA = """
standoff: 1
title: An arms race
actors:
  a:
    name: A
    options: {arm: {}}
    ranking: [[a.arm], [], [a.arm, b.arm], [b.arm]]
  b:
    name: B
    options: {arm: {}}
    ranking: [[b.arm], [], [a.arm, b.arm], [a.arm]]
status_quo: [a.arm, b.arm]
"""


def test_from_a_crisis():
    problem = encode(read_text(DILEMMA))
    result = solve(problem, ["SEQ"])
    evolution = evolve(problem, result.equilibria("SEQ"))
    calm, armed = evolution.targets
    assert evolution.unreachable(improving=True) == (calm,)
    # Whoever disarms first is worst off, and the other then gives up its best state.
    assert len(evolution.least_resisted(calm).against_interest.moves) == 2
    document = evolution.to_json()
    assert document["from"] == ["a.arm", "b.arm"]
    record = document["targets"][0]
    assert record["state"] == []
    assert record["moves"]["shortest"] == 2
    assert len(record["moves"]["sequences"]) == 2
    assert record["moves"]["complete"]
    assert record["improvements"] == {"shortest": -1, "sequences": [], "complete": True}
    assert [step["improves"] for step in record["obstacles"]] == [False, False]
    assert document["targets"][1]["obstacles"] == []
    with pytest.raises(UsageError, match="no state 9"):
        evolve(problem, [9])
    assert evolve(problem, [armed], start=calm).distance(improving=True)[armed] == 2
