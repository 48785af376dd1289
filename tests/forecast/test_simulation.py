"""Simulated paths against closed forms, a dense matrix exponential, and themselves."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from standoff.crisis.build import build
from standoff.encode import encode, point_draws
from standoff.engines.forecast import simulation
from standoff.engines.forecast.simulation import simulate
from standoff.errors import LimitReached
from standoff.kernels.paths import philox
from standoff.language import parse
from tests.reference import encode as slow
from tests.strategies import crises


def made(**fields):
    data = {"standoff": 1, "title": "t", "actors": {"a": {"name": "A"}}} | fields
    problem = encode(build(data))
    return problem, point_draws(problem)[0]


def dense_generator(problem, draw, values):
    """The generator straight from the definitions, with every pair of states written out."""
    crisis, game = problem.crisis, problem.game(draw)
    states = slow.feasible(crisis)
    levels = slow.all_levels(crisis)
    G = np.zeros((len(states), len(states)))
    for a, actor in enumerate(crisis.actors):
        efforts = {
            f"{actor}.{option}": draw.values[problem.inputs.positions[f"{actor}.{option}.effort"]]
            for option in crisis.actors[actor].options
        }
        for i, here in enumerate(states):
            weight = {i: 1.0}
            for j, there in enumerate(states):
                if slow.may_move(crisis, actor, here, there, draw.hypotheses):
                    effort = sum(efforts.get(n, 0) * abs(here[n] - there[n]) for n in levels)
                    gain = values[a, j] - values[a, i] - effort
                    weight[j] = math.exp(game.precision[a] * gain)
            for j, w in weight.items():
                G[i, j] += game.tempo[a] * w / sum(weight.values())
    for name, event in crisis.chance.items():
        for i, here in enumerate(states):
            flipped = here | {name: 1 - here[name]}
            if flipped not in states:
                continue
            may = event.when is None or slow.holds(event.when.tree, here, levels, draw.hypotheses)
            field = "off_rate" if here[name] else "rate"
            if here[name] or may:
                rate = draw.values[problem.inputs.positions[f"{name}.{field}"]]
                G[i, states.index(flipped)] += rate
    np.fill_diagonal(G, 0)
    return G - np.diag(G.sum(axis=1))


def agree(found, expected, paths):
    """Shares of paths may differ from probabilities by what chance allows, and no more."""
    found, expected = np.asarray(found), np.asarray(expected)
    error = np.sqrt(np.clip(expected * (1 - expected), 0, None) / paths)
    assert np.all(np.abs(found - expected) <= 6 * error + 12 / paths)


def test_the_generator_of_random_bits_gives_the_published_answers():
    # Random123, kat_vectors, philox4x32 10
    ones = np.uint64(2**64 - 1)
    assert philox(np.uint64(0), np.uint64(0), np.uint64(0)) == (
        0x6627E8D5E169C58D,
        0xBC57AC4C9B00DBD8,
    )
    assert philox(ones, ones, ones) == (0x408F276D41C83B0E, 0xA20BC7C66D5451FD)
    digits = [0x299F31D0A4093822, 0x0370734413198A2E, 0x85A308D3243F6A88]
    assert philox(*map(np.uint64, digits)) == (0xD16CFE0994FDCCEB, 0x5001E42024126EA1)


def test_two_states_have_the_closed_form():
    problem, draw = made(
        actors={"a": {"name": "A", "tempo": "2 per month", "options": {"x": {"effort": 0.25}}}}
    )
    values = np.array([[0.0, 0.6]])
    p = draw.values[problem.inputs.positions["a.precision"]]
    on, off = (2 / (1 + math.exp(-p * gain)) for gain in (0.6 - 0.25, -0.6 - 0.25))
    paths = simulate(problem, draw, values, paths=40_000, months=1.5, seed=1)
    at_end = on / (on + off) * (1 - math.exp(-1.5 * (on + off)))
    agree(paths.share(parse("at_end(a.x)")).value, at_end, 40_000)
    agree(paths.share(parse("ever(a.x)")).value, 1 - math.exp(-1.5 * on), 40_000)
    mean = paths.durations(parse("a.x")).mean() / 1.5
    share = on / (on + off) * (1 - (1 - math.exp(-1.5 * (on + off))) / (1.5 * (on + off)))
    assert mean == pytest.approx(share, abs=0.01)
    assert paths.occupancy()[1] == pytest.approx(mean, abs=1e-12)


def test_one_thing_after_another_takes_erlang_time():
    chance = {"c1": {"rate": "1.5 per month"}}
    for k in (2, 3):
        chance[f"c{k}"] = {"rate": "1.5 per month", "when": f"c{k - 1}"}
    problem, draw = made(chance=chance)
    paths = simulate(problem, draw, np.zeros((1, 8)), paths=40_000, months=2.0)
    x = 1.5 * 2.0
    agree(paths.share(parse("ever(c3)")).value, 1 - math.exp(-x) * (1 + x + x * x / 2), 40_000)
    assert paths.share(parse("first(c1, before=c2)")).value == paths.share(parse("ever(c1)")).value
    assert all(np.isin(paths.mover[paths.time > 0], [-1, -2, -3]))


@settings(max_examples=25)
@given(crises(max_states=24, precisions=st.sampled_from(["ordinary", 0, 1.3])), st.integers(0, 99))
def test_simulation_agrees_with_the_matrix_exponential(crisis, seed):
    problem = encode(crisis)
    draw = point_draws(problem)[0]
    values = np.random.default_rng(seed).normal(size=(len(problem.actors), problem.space.states))
    n = 4_000
    paths = simulate(problem, draw, values, paths=n, months=1.5, seed=seed)
    G = dense_generator(problem, draw, values)
    expected = expm(1.5 * G)[problem.start]
    agree(np.bincount(paths.at(1.5), minlength=len(G)) / n, expected, n)
    stopped = G.copy()
    target = np.arange(len(G)) % 3 == 0
    stopped[target] = 0
    reached = expm(0.7 * stopped)[problem.start][target].sum()
    first = np.where(target[paths.state], paths.time, np.inf)
    agree((np.minimum.reduceat(first, paths.path_start[:-1]) <= 0.7).mean(), reached, n)


def lively():
    problem, draw = made(
        actors={
            "a": {"name": "A", "options": {"x": {}, "y": {"levels": ["low", "middle", "high"]}}},
            "b": {"name": "B", "tempo": "3 per month", "options": {"z": {"needs": "a.x"}}},
        },
        chance={"storm": {"rate": "1 per month", "off_rate": "2 per month"}},
    )
    values = np.random.default_rng(0).normal(size=(2, problem.space.states))
    return problem, draw, values


def same(one, two):
    for name in ("path_start", "time", "state", "mover"):
        assert np.array_equal(getattr(one, name), getattr(two, name)), name


@pytest.mark.parametrize("threads", [2, 3, 7])
def test_threads_change_nothing(threads):
    whole = simulate(*lively(), paths=301, seed=4)
    same(whole, simulate(*lively(), paths=301, seed=4, threads=threads))


def test_more_paths_begin_with_the_same_ones():
    few, many = (simulate(*lively(), paths=n, seed=4) for n in (50, 80))
    last = few.path_start[-1]
    assert np.array_equal(few.time, many.time[:last])
    assert not np.array_equal(few.time, simulate(*lively(), paths=50, seed=5).time)


@pytest.mark.parametrize(("name", "value"), [("_TARGETS", 0), ("_TARGETS", 12), ("_ROOM", 0)])
def test_little_memory_changes_nothing(monkeypatch, name, value):
    whole = simulate(*lively(), paths=200, most_events=500)
    monkeypatch.setattr(simulation, name, value)
    same(whole, simulate(*lively(), paths=200, most_events=500))


def test_a_path_without_end_is_refused():
    with pytest.raises(LimitReached, match="more than 5 events in 12 months"):
        simulate(*lively(), paths=10, most_events=5)


def test_every_row_is_a_legal_move():
    problem, draw, values = lively()
    paths = simulate(problem, draw, values, paths=300)
    states = slow.feasible(problem.crisis)
    for path in paths:
        assert path.time[0] == 0
        assert path.state[0] == problem.start
        assert np.all(np.diff(path.time) > 0)
        assert path.stays.sum() == pytest.approx(12.0)
        for s, t, mover in zip(path.state, path.state[1:], path.mover[1:], strict=False):
            if mover < 0:
                changed = [n for n in states[s] if states[s][n] != states[t][n]]
                assert changed == ["storm"]
            else:
                actor = problem.actors[mover]
                assert slow.may_move(problem.crisis, actor, states[s], states[t], {})


def test_paths_may_begin_in_a_distribution():
    problem, draw, values = lively()
    start = np.zeros(problem.space.states)
    start[[2, 5, 11]] = 0.5, 0.2, 0.3
    paths = simulate(problem, draw, values, paths=20_000, start=start)
    agree(np.bincount(paths.at(0.0), minlength=len(start)) / 20_000, start, 20_000)


def test_enormous_stakes_are_no_trouble():
    problem, draw, values = lively()
    paths = simulate(problem, draw, 1e4 * values, paths=50)
    assert np.all(np.isfinite(paths.time))
    still = simulate(problem, draw, np.eye(problem.space.states)[[problem.start] * 2] * 1e6)
    assert set(still.mover.tolist()) <= {-(2**15), -1, 0, 1}


def test_where_nothing_can_happen_the_path_is_one_row():
    problem, draw = made()
    paths = simulate(problem, draw, np.zeros((1, 1)), paths=3)
    assert paths.events == 0
    assert paths.time.tolist() == [0, 0, 0]


def test_what_comes_back_cannot_be_changed():
    paths = simulate(*lively(), paths=3)
    with pytest.raises(ValueError, match="read-only"):
        paths.time[0] = 1
