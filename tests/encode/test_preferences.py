"""Preference ranks: by utility, by option prioritisation, by ranking."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reference import encode as slow
from tests.strategies import HYPOTHESES, crises

from standoff.crisis.build import build
from standoff.encode import encode
from standoff.encode.preferences import RANKING_TOP, ranks
from standoff.errors import CrisisError
from standoff.language.quantity import exact

TRUTHS = st.fixed_dictionaries(dict.fromkeys(HYPOTHESES, st.booleans()))


@given(st.lists(st.sampled_from([0, 1, 1 + 4e-10, 2.5, -3]), min_size=1, max_size=8))
def test_ranks_keep_order_and_ties(values):
    [found] = ranks(np.array([values], dtype=float))
    for i, one in enumerate(values):
        for j, other in enumerate(values):
            if abs(one - other) <= 1e-9:
                assert found[i] == found[j]
            else:
                assert (found[i] > found[j]) == (one > other)
    assert found.min() == 0


@given(crises(max_states=24), TRUTHS)
def test_ranks_are_those_of_utility_or_of_the_first_statement_that_differs(crisis, believed):
    problem = encode(crisis)
    states = slow.feasible(crisis)
    found = problem.stability_ranks(believed)
    row, point = problem.inputs.positions, problem.inputs.point()
    ordinal = {
        actor
        for actor, record in crisis.actors.items()
        if record.preferences and record.preferences[0].weight is None
    }
    weights = {
        actor: [
            2.0 ** (len(record.preferences) - 1 - k)
            if actor in ordinal
            else point[row[f"{actor}.weight[{k + 1}]"]]
            for k in range(len(record.preferences))
        ]
        for actor, record in crisis.actors.items()
    }
    regards = [tie.regard.centre for tie in crisis.ties]
    for a, actor in enumerate(crisis.actors):
        value = [slow.utility(crisis, actor, state, weights, regards, believed) for state in states]
        for s in range(len(states)):
            for t in range(len(states)):
                assert (found[a, s] > found[a, t]) == (value[s] - value[t] > 1e-9)
        if actor in ordinal and not any(
            tie.from_ == actor and r for tie, r in zip(crisis.ties, regards, strict=True)
        ):
            assert [
                [found[a, s] > found[a, t] for t in range(len(states))] for s in range(len(states))
            ] == [[slow.prefers(crisis, actor, s, t, believed) for t in states] for s in states]


def chain(statements, **more):
    """One actor with seven options and many unweighted statements about them."""
    texts = [f"a.x{k % 7}" if k < 7 else f"a.x{k % 7} and a.x{k % 5}" for k in range(statements)]
    return build(
        {
            "standoff": 1,
            "title": "T",
            "actors": {
                "a": {
                    "name": "A",
                    "options": {f"x{k}": {} for k in range(7)},
                    "preferences": [{"prefer": text} for text in texts],
                },
                "b": {"name": "B", "preferences": [{"prefer": "a.x0", "weight": 1}]},
            },
            **more,
        }
    )


def test_a_hundred_statements_do_not_overflow():
    problem = encode(chain(100))
    found = problem.stability_ranks({})[0]
    codes = [
        sum(int(level) << (6 - k) for k, level in enumerate(row)) for row in problem.space.levels
    ]
    assert found.tolist() == codes


def test_many_unweighted_statements_with_regard_are_refused():
    crisis = chain(21, ties=[{"from": "a", "to": "b", "kind": "ally", "regard": 0.5}])
    with pytest.raises(CrisisError, match="more than 20 statements without weights"):
        encode(crisis).stability_ranks({})
    crisis = chain(20, ties=[{"from": "a", "to": "b", "kind": "ally", "regard": 0.5}])
    assert encode(crisis).stability_ranks({})[0].max() == 127


def ranked(ranking, **more):
    return build(
        {
            "standoff": 1,
            "title": "T",
            "actors": {"a": {"name": "A", "options": {"x": {}, "y": {}}, "ranking": ranking}},
            **more,
        }
    )


def test_a_ranking_gives_equally_spaced_utilities():
    crisis = ranked([["a.x"], [[], ["a.y"]], ["a.x", "a.y"]])
    problem = encode(crisis)
    utility = problem.utility(problem.inputs.point(), {})[0]
    by_label = {tuple(problem.space.label(s)): u for s, u in enumerate(utility)}
    top = RANKING_TOP
    assert by_label == {("a.x",): top, (): top / 2, ("a.y",): top / 2, ("a.x", "a.y"): 0}


def test_a_ranking_of_one_place_is_indifference():
    problem = encode(ranked([[[], ["a.x"], ["a.y"], ["a.x", "a.y"]]]))
    assert problem.utility(problem.inputs.point(), {}).tolist() == [[8.0] * 4]
    assert problem.stability_ranks({}).tolist() == [[0] * 4]


@pytest.mark.parametrize(
    ("ranking", "more", "words"),
    [
        (
            [["a.x"], [], ["a.x"], ["a.y"], ["a.x", "a.y"]],
            {},
            "['a.x'] is ranked twice",
        ),
        ([["a.x"], []], {}, "the ranking leaves out ['a.y']; ['a.x', 'a.y']; it should name every"),
        (
            [["a.x"], [], ["a.y"], ["a.x", "a.y"]],
            {"impossible": ["a.x and a.y"]},
            "['a.x', 'a.y'] is not a feasible state",
        ),
        (
            [["a.x"], [], ["a.y"], ["a.x", "a.y"]],
            {"chance": {"storm": {"rate": "1 per month"}}},
            "the ranking leaves out ['storm']; ['a.x', 'storm']; ['a.y', 'storm'] and 1 more; it"
            " should name every feasible state, also those in which chance events are on",
        ),
    ],
)
def test_rankings_that_do_not_fit_the_states(ranking, more, words):
    with pytest.raises(CrisisError) as caught:
        encode(ranked(ranking, **more))
    assert words in str(caught.value)


def test_a_ranking_with_chance_events_holds_on_the_part_where_they_rest():
    states = [["a.x"], [], ["a.y"], ["a.x", "a.y"]]
    ranking = [*states, *([*state, "storm"] for state in states)]
    problem = encode(ranked(ranking, chance={"storm": {"rate": "1 per month"}}))
    assert problem.stability_ranks({}).max() == 7
    cut = problem.at_chance_status_quo()
    order = cut.stability_ranks({})[0]
    assert [cut.space.label(int(s)) for s in np.argsort(-order)] == [sorted(s) for s in states]


def test_the_quantity_of_an_unweighted_statement_is_exact():
    inputs = encode(chain(3)).inputs
    rows = [row for row in inputs.rows if row.order]
    assert [row.quantity.shape for row in rows] == ["exact"] * 3
    assert rows[0].quantity.centre == exact(8.0).centre
