"""Moves, utilities, rates and special states of an encoded crisis against the slow twin."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reference import encode as slow
from tests.strategies import HYPOTHESES, crises

from standoff.crisis.build import build
from standoff.encode import encode, point_draws, sample_draws
from standoff.errors import CrisisError
from standoff.language import parse

TRUTHS = st.fixed_dictionaries(dict.fromkeys(HYPOTHESES, st.booleans()))


def is_legal(moves, actor, here, there):
    """The test that the layout of the arrays prescribes."""
    if here == there or moves.group[actor, here] != moves.group[actor, there]:
        return False
    old, new = int(moves.bits[actor, here]), int(moves.bits[actor, there])
    raised, lowered = new & ~old, old & ~new
    return not (
        lowered & int(moves.up_only[actor])
        or raised & int(moves.down_only[actor])
        or raised & ~int(moves.satisfied[actor, there])
    )


@given(crises(max_states=24), TRUTHS)
def test_moves_are_those_of_the_definition(crisis, believed):
    problem = encode(crisis)
    moves = problem.moves(believed)
    states = slow.feasible(crisis)
    for a, actor in enumerate(crisis.actors):
        found = [[is_legal(moves, a, s, t) for t in range(len(states))] for s in range(len(states))]
        expected = [[slow.may_move(crisis, actor, s, t, believed) for t in states] for s in states]
        assert found == expected


@given(crises(), TRUTHS)
def test_groups_hold_the_states_that_share_what_others_set(crisis, believed):
    problem = encode(crisis)
    moves = problem.moves(believed)
    states = slow.feasible(crisis)
    for a, actor in enumerate(crisis.actors):
        others = [
            tuple(level for name, level in state.items() if not name.startswith(f"{actor}."))
            for state in states
        ]
        together = {}
        for s, key in enumerate(others):
            together.setdefault(key, []).append(s)
        groups = sorted(together.values())
        assert moves.group_count[a] == len(groups)
        start = moves.group_start[a]
        listed = [
            moves.members[a, start[g] : start[g + 1]].tolist() for g in range(moves.group_count[a])
        ]
        assert sorted(listed) == groups
        assert all(moves.group[a, s] == g for g, members in enumerate(listed) for s in members)
        pairs = [(s, t) for members in groups for s in members for t in members if s != t]
        if moves.clique[a]:
            assert all(is_legal(moves, a, s, t) for s, t in pairs)


@given(crises(), TRUTHS, st.integers(0, 5))
def test_utility_is_the_sum_over_statements_and_ties(crisis, believed, seed):
    problem = encode(crisis)
    [draw] = sample_draws(problem, 1, seed)
    row = problem.inputs.positions
    weights = {
        actor: [
            draw.values[row[f"{actor}.weight[{k + 1}]"]] for k in range(len(record.preferences))
        ]
        for actor, record in crisis.actors.items()
    }
    regards = [draw.values[row[f"tie[{k + 1}].regard"]] for k in range(len(crisis.ties))]
    expected = [
        [
            slow.utility(crisis, actor, state, weights, regards, believed)
            for state in slow.feasible(crisis)
        ]
        for actor in crisis.actors
    ]
    np.testing.assert_allclose(problem.utility(draw.values, believed), expected, atol=1e-12)


@given(crises(), st.integers(0, 5))
def test_the_game_holds_the_numbers_of_the_draw(crisis, seed):
    problem = encode(crisis)
    [draw] = sample_draws(problem, 1, seed)
    game = problem.game(draw)
    value = dict(zip(problem.inputs.positions, draw.values, strict=True))
    for a, (actor, record) in enumerate(crisis.actors.items()):
        assert game.tempo[a] == value[f"{actor}.tempo"]
        assert game.precision[a] == value[f"{actor}.precision"]
        assert game.discount[a] == 1 / value[f"{actor}.patience"]
        assert game.foresight[a] == (record.foresight if record.options else 0)
        steps = [
            value[f"{actor}.{option}.effort"]
            for option, record_of in record.options.items()
            for _ in record_of.levels[1:]
        ]
        assert game.effort[a, : len(steps)].tolist() == steps
    np.testing.assert_array_equal(game.utility, problem.utility(draw.values, draw.hypotheses))


@given(crises(), st.integers(0, 5))
def test_chance_flips_alone_at_its_rate_while_its_condition_holds(crisis, seed):
    problem = encode(crisis)
    [draw] = sample_draws(problem, 1, seed)
    game = problem.game(draw)
    states, levels = slow.feasible(crisis), slow.all_levels(crisis)
    value = dict(zip(problem.inputs.positions, draw.values, strict=True))
    believed = {name: draw.hypotheses.get(name, False) for name in crisis.hypotheses}
    for c, (name, event) in enumerate(crisis.chance.items()):
        for s, state in enumerate(states):
            flipped = state | {name: 1 - state[name]}
            to = states.index(flipped) if flipped in states else -1
            assert game.chance_to[c, s] == to
            may = event.when is None or slow.holds(event.when.tree, state, levels, believed)
            rate = value[f"{name}.off_rate"] if state[name] else value[f"{name}.rate"] * may
            assert game.chance_rate[c, s] == (rate if to >= 0 else 0)


@given(crises())
def test_the_status_quo_and_what_was_seen_since(crisis):
    problem = encode(crisis)
    states = slow.feasible(crisis)
    levels = slow.all_levels(crisis)
    now = dict.fromkeys(levels, 0)
    for setting in crisis.status_quo:
        now[setting.name] = (
            1 if setting.level is None else levels[setting.name].index(setting.level)
        )
    assert states[problem.status_quo] == now
    for seen in sorted(crisis.observed, key=lambda o: o.date):
        for setting in seen.set:
            level = 1 if setting.level is None else levels[setting.name].index(setting.level)
            now[setting.name] = level
    assert states[problem.start] == now


@given(crises(), TRUTHS)
def test_at_the_chance_status_quo_only_options_vary(crisis, believed):
    problem = encode(crisis)
    cut = problem.at_chance_status_quo()
    now = problem.space.levels[problem.status_quo]
    fixed = [k for k, v in enumerate(problem.space.variables) if v.actor < 0]
    keep = [s for s, row in enumerate(problem.space.levels) if (row[fixed] == now[fixed]).all()]
    assert cut.space.levels.tolist() == problem.space.levels[keep].tolist()
    assert keep[cut.status_quo] == problem.status_quo
    values = problem.inputs.point()
    np.testing.assert_array_equal(
        cut.utility(values, believed), problem.utility(values, believed)[:, keep]
    )
    full, part = problem.moves(believed), cut.moves(believed)
    for a in range(len(problem.actors)):
        assert [[is_legal(part, a, s, t) for t in range(len(keep))] for s in range(len(keep))] == [
            [is_legal(full, a, s, t) for t in keep] for s in keep
        ]


@given(crises())
def test_what_is_shared_is_never_writeable(crisis):
    problem = encode(crisis)
    believed = problem.likely_hypotheses()
    arrays = [problem.space.levels, *problem.moves(believed)]
    arrays += [draw.values for draw in [*point_draws(problem), *sample_draws(problem, 2, 0)]]
    arrays.append(problem.truth(parse("true"), believed))
    assert not any(array.flags.writeable for array in arrays)


def small(**more):
    return build(
        {
            "standoff": 1,
            "title": "T",
            "as_of": "2023-01-06",
            "begins": "2022-12-01",
            "actors": {"a": {"name": "A", "options": {"x": {}, "y": {"levels": ["l", "m", "h"]}}}},
            **more,
        }
    )


def test_hypotheses_that_the_model_depends_on():
    crisis = small(
        hypotheses={h: {"claim": h, "prior": 0.4} for h in ("in_when", "in_given", "unused")},
        scenarios={"s": {"title": "S", "when": "ever(a.x) and in_when"}},
        actors={
            "a": {
                "name": "A",
                "options": {"x": {}},
                "preferences": [{"prefer": "a.x", "weight": 1, "given": "in_given"}],
            }
        },
    )
    problem = encode(crisis)
    assert problem.hypotheses == ("in_when", "in_given")
    assert problem.likely_hypotheses() == dict.fromkeys(("in_when", "in_given", "unused"), False)


@pytest.mark.parametrize(
    ("more", "path", "words"),
    [
        (
            {"status_quo": ["a.x"], "impossible": ["a.x and a.y = l"]},
            "status_quo",
            "the status quo is ruled out by `a.x and a.y = l` under `impossible`",
        ),
        (
            {
                "observed": [{"date": "2022-12-05", "set": ["a.x"]}],
                "impossible": ["a.x", "a.x and a.y = l", "a.y = h"],
            },
            "observed",
            "what was observed leads to a state that is ruled out by `a.x` and `a.x and a.y = l`",
        ),
    ],
)
def test_states_that_cannot_be(more, path, words):
    with pytest.raises(CrisisError) as caught:
        encode(small(**more))
    assert words in str(caught.value)
    assert caught.value.faults[0].path == (path,)


def test_an_actor_with_too_many_levels_is_refused():
    options = {f"x{k}": {"levels": [f"l{j}" for j in range(14)]} for k in range(5)}
    data = {"standoff": 1, "title": "T", "actors": {"a": {"name": "A", "options": options}}}
    with pytest.raises(CrisisError, match="has options with 65 level steps; at most 64"):
        encode(build(data))


def test_sixty_four_level_steps_are_the_limit():
    options = {f"x{k}": {"levels": [f"l{j}" for j in range(9)]} for k in range(8)}
    names = [f"a.x{k}" for k in range(8)]
    one_at_a_time = [f"not at_most(1, {', '.join(names)})"]
    data = {"standoff": 1, "title": "T", "actors": {"a": {"name": "A", "options": options}}}
    problem = encode(build(data | {"impossible": one_at_a_time}))
    moves = problem.moves({})
    assert problem.space.states == 1 + 8 * 8
    assert len(set(moves.bits[0].tolist())) == problem.space.states
    assert moves.clique[0]


def test_state_finds_settings_from_all_off_or_from_a_base():
    problem = encode(small(impossible=["a.x and a.y = h"]))
    crisis = small(status_quo=["a.x", {"a.y": "m"}])
    both = problem.state(crisis.status_quo)
    assert problem.space.label(both) == ["a.x", "a.y=m"]
    high = small(status_quo=[{"a.y": "h"}]).status_quo
    assert problem.space.label(problem.state(high)) == ["a.y=h"]
    assert problem.state(high, both) == -1


def test_what_is_derived_is_made_once_for_what_it_hangs_on():
    hypotheses = {name: {"claim": name, "prior": 0.4} for name in "gh"}
    made, problem = [], encode(small(hypotheses=hypotheses))

    def ask(what, text, **values):
        trees = (parse(text), parse("ever(a.x)"))
        return problem.derived.get(what, trees, values, lambda: made.append(what) or len(made))

    assert ask("sum", "g and a.x", g=True, h=True) == 1
    assert ask("sum", "g and a.x", g=True, h=False) == 1
    assert ask("sum", "g and a.x", g=False, h=True) == 2
    assert ask("sum", "h and a.x", g=True, h=True) == 3
    assert ask("product", "g and a.x", g=True, h=True) == 4
    assert problem.derived.reading([parse("h or g")], {"g": True, "h": False}) == (
        ("g", True),
        ("h", False),
    )


def test_what_is_held_by_identity_stays_behind():
    problem = encode(small())
    tree = parse("a.x and a.y = m")
    known = problem.truth(tree, {})
    elsewhere = pickle.loads(pickle.dumps(problem))
    assert not elsewhere.derived._held
    np.testing.assert_array_equal(elsewhere.truth(tree, {}), known)
