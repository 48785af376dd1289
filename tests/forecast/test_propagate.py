"""The exact engine against its slow twin, and the properties that time expressions must have."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standoff.encode import encode, point_draws
from standoff.engines.forecast.equilibrium import solve_values
from standoff.engines.forecast.propagate import follow
from standoff.kernels.lanes import LANES
from standoff.kernels.uniformise import advance, fastest_leaving
from standoff.language import parse
from tests.reference.timed import timed_probability
from tests.strategies import crises

MONTHS = np.linspace(0.0, 6.0, 7)


def dense_generator(moves, rules, cube, states):
    """Generator by pushing every unit vector once through the uniformised matrix."""
    rate = max(fastest_leaving(rules), 1e-9)
    panels = -(-states // LANES)
    X = np.zeros((panels, states, LANES))
    for s in range(states):
        X[s // LANES, s, s % LANES] = 1.0
    Y = np.empty_like(X)
    advance(moves, rules, rate, X, Y, cube)
    P = np.stack([Y[s // LANES, :, s % LANES] for s in range(states)])
    return rate * (P - np.eye(states))


def solved(crisis):
    problem = encode(crisis)
    draw = max(point_draws(problem), key=lambda d: d.weight)
    moves, game = problem.moves(draw.hypotheses), problem.game(draw)
    return problem, draw, moves, solve_values(moves, game)


def probability(made, texts, start=None, months=MONTHS):
    problem, draw, _, values = made
    trees = [parse(text) for text in texts]
    begin = problem.start if start is None else start
    return follow(problem, values.process, draw.hypotheses, trees, months, begin)


@pytest.fixture(scope="module")
def duel():
    from standoff.crisis.build import build

    return solved(
        build(
            {
                "standoff": 1,
                "title": "t",
                "actors": {
                    "a": {
                        "name": "A",
                        "options": {"x": {}, "y": {"needs": "b.z >= mid"}},
                        "preferences": [
                            {"prefer": "a.x", "weight": 0.7},
                            {"prefer": "a.y and not b.z = high", "weight": 1},
                        ],
                    },
                    "b": {
                        "name": "B",
                        "options": {"z": {"levels": ["low", "mid", "high"]}},
                        "preferences": [{"prefer": "a.x implies b.z >= mid", "weight": 0.5}],
                    },
                },
                "chance": {
                    "storm": {"rate": "1 per 4 months", "when": "a.x", "off_rate": "1 per month"}
                },
            }
        )
    )


EXPRESSIONS = [
    "ever(a.x)",
    "never(a.y)",
    "always(not storm)",
    "at_end(b.z = mid)",
    "first(a.x, before=b.z = high)",
    "ever(a.x) and never(a.y)",
    "ever(a.x, within=2 months) or at_end(storm, within=4 months)",
    "first(storm, before=a.y, within=3 months) implies at_end(a.x)",
    "exactly(1, ever(a.y), ever(b.z = high, within=5 months), at_end(a.x))",
    "at_least(2, never(storm), always(b.z <= mid, within=1 month), first(a.y, before=storm))",
    "ever(a.x) iff at_end(a.x, within=2 months)",
    "ever(true)",
    "never(true) or true",
    "ever(a.x, within=60 months)",
]


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_against_the_slow_twin(duel, text):
    problem, draw, moves, values = duel
    G = dense_generator(moves, values.rules, values.process.cube, problem.space.states)
    np.testing.assert_allclose(G.sum(axis=1), 0, atol=1e-12)
    assert (G - np.diag(np.diag(G)) >= -1e-15).all()
    tree = parse(text)
    found = probability(duel, [text]).probability[:, 0]

    def truth(expression):
        return problem.truth(expression, draw.hypotheses)

    for months, value in zip(MONTHS[1:], found[1:], strict=True):
        twin = timed_probability(G, tree, truth, draw.hypotheses, problem.start, float(months))
        assert value == pytest.approx(twin, abs=1e-9)


def test_many_at_once_are_the_same_as_one_at_a_time(duel):
    together = probability(duel, EXPRESSIONS).probability
    for k, text in enumerate(EXPRESSIONS):
        alone = probability(duel, [text]).probability[:, 0]
        np.testing.assert_allclose(together[:, k], alone, atol=1e-9)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(crises(), st.data())
def test_laws_of_time_on_random_crises(crisis, data):
    made = solved(crisis)
    names = [v.name for v in made[0].space.variables]
    if not names or made[0].space.states > 300:
        return
    e = data.draw(st.sampled_from(names))
    f = data.draw(st.sampled_from(names))
    texts = [
        f"ever({e})",
        f"never({e})",
        f"always({e})",
        f"ever(not {e})",
        f"at_end({e})",
        f"ever({e}, within=2 months)",
        f"first({e}, before={f})",
        f"first({f}, before={e})",
        f"ever({e}) and ever({f})",
        f"ever({e}) or ever({f})",
        f"ever({f})",
    ]
    got = probability(made, texts)
    p = dict(zip(texts, got.probability.T, strict=True))
    assert ((got.probability >= 0) & (got.probability <= 1)).all()
    np.testing.assert_allclose(p[texts[0]] + p[texts[1]], 1, atol=1e-9)
    np.testing.assert_allclose(p[texts[2]] + p[texts[3]], 1, atol=1e-9)
    assert (np.diff(p[texts[0]]) >= -1e-9).all()
    assert (p[texts[4]] <= p[texts[0]] + 1e-9).all()
    np.testing.assert_allclose(p[texts[5]][2:], p[texts[0]][2], atol=1e-9)
    assert (p[texts[6]] + p[texts[7]] <= 1 + 1e-9).all()
    np.testing.assert_allclose(p[texts[8]] + p[texts[9]], p[texts[0]] + p[texts[10]], atol=1e-9)
    assert got.time.sum() == pytest.approx(1, abs=1e-9)


def test_the_truncation_error_is_stated(duel):
    assert probability(duel, ["ever(a.x)"]).truncation < 1e-9


def test_starting_where_it_holds_is_certain(duel):
    problem = duel[0]
    start = problem.space.index([1, 0, 0, 0])
    assert probability(duel, ["ever(a.x)"], start).probability[0, 0] == 1
