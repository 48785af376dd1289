"""One weighting by all evidence: against enumeration by hand, quadrature, and other seeds."""

import datetime as dt
from itertools import product

import numpy as np
import pytest

from standoff.crisis.build import build
from standoff.encode import encode, point_draws
from standoff.encode.draws import Draw, draws_at
from standoff.engines.evidence import ratios, soft_evidence, track
from standoff.engines.forecast.equilibrium import solve_values
from standoff.errors import CrisisError
from standoff.files.read import read_text
from standoff.workbench import Analysis, Run, as_of, whatif
from tests.evidence.made import seen, watched
from tests.reference.forecast import generator
from tests.reference.observed import path_likelihood
from tests.reference.timed import timed_probability

SIGNALS = [
    {
        "id": "s",
        "date": "2023-01-20",
        "summary": "S",
        "bears_on": {"h": "strong for"},
        "source": "x",
    },
    {"id": "t", "date": "2023-02-10", "summary": "T", "bears_on": {"h": "slight against"}},
    {"id": "u", "date": "2023-02-10", "summary": "U", "bears_on": {"h": 4}, "speaker": "b"},
    {"id": "v", "date": "2023-02-10", "summary": "V", "bears_on": {"h": 6}, "echoes": "u"},
]
EVERYTHING = {
    "observed": [seen("2023-01-25", "a.x"), seen("2023-02-15", {"b.z": "mid"})],
    "signals": SIGNALS,
    "judgements": [{"about": "both", "says": "unlikely", "by": "B", "source": "x"}],
    "base_rates": [{"about": "ever(a.y)", "happened": 2, "of": 3, "within": "9 months"}],
    "sources": {"x": {"name": "X", "kind": "anonymous", "reliability": "B2"}},
}
POINT = Run(point=True)


def by_hand(crisis):
    """Weights and answers of every combination of hypotheses, with dense matrices."""
    problem, ratio, record = encode(crisis), ratios(crisis), track(encode(crisis))
    weights, answers, truth = [], [], []
    for draw in point_draws(problem):
        moves, game = problem.moves(draw.hypotheses), problem.game(draw)
        G = generator(moves, game, solve_values(moves, game).q)
        weight = draw.weight * np.prod([ratio[h] for h, t in draw.hypotheses.items() if t])
        mass = np.eye(problem.space.states)[problem.status_quo]
        if record is not None:
            legs = [
                (leg.months, dict(leg.watched), [dict(m.changes) for m in leg.moves])
                for leg in record.legs
            ]
            args = G, problem.space.levels, problem.status_quo, legs
            likelihood, mass = path_likelihood(*args)
            weight *= likelihood

        def answer(tree, months, G=G, draw=draw, mass=mass):
            def truth(e):
                return problem.truth(e, draw.hypotheses)

            return sum(
                m * timed_probability(G, tree, truth, draw.hypotheses, s, months)
                for s, m in enumerate(mass)
                if m > 0
            )

        for entry in soft_evidence(crisis):
            p = np.array([answer(entry.tree, entry.months)])
            weight *= np.exp(entry.log_likelihood(p)[0])
        weights.append(weight)
        answers.append([answer(s.when.tree, 6.0) for s in crisis.scenarios.values()])
        truth.append(draw.hypotheses)
    return np.array(weights) / np.sum(weights), np.array(answers), truth


@pytest.mark.parametrize("observation", ["partial", "complete"])
def test_against_enumeration_by_hand(observation):
    crisis = watched(**EVERYTHING, observation=observation)
    analysis = Analysis(crisis, POINT)
    weights, answers, truth = by_hand(crisis)
    np.testing.assert_allclose(analysis.weights, weights, atol=1e-9)
    for k, name in enumerate(crisis.scenarios):
        assert analysis.forecast.probability(name) == pytest.approx(
            weights @ answers[:, k], abs=1e-8
        )
    held = sum(w for w, t in zip(weights, truth, strict=True) if t["h"])
    assert analysis.evidence.hypotheses["h"].posterior == pytest.approx(held, abs=1e-9)
    assert analysis.evidence.sampling.method == "enumerated"


def test_with_hypotheses_alone_it_is_exact_bayes():
    priors = {"h": 0.4, "g": 0.15, "k": 0.7}
    lrs = {"s": {"h": 3.0, "g": 0.2}, "t": {"g": 7.0}, "u": {"h": 0.5, "k": 2.0}}
    crisis = build(
        {
            "standoff": 1,
            "title": "t",
            "as_of": "2023-03-01",
            "actors": {"a": {"name": "A", "options": {"x": {"needs": "h"}, "y": {"needs": "g"}}}},
            "hypotheses": {name: {"claim": name, "prior": p} for name, p in priors.items()},
            "scenarios": {"one": {"title": "One", "when": "ever(a.x)"}},
            "signals": [
                {"id": s, "date": "2023-01-01", "summary": s, "bears_on": b, "reliability": "A1"}
                for s, b in lrs.items()
            ],
        }
    )
    ratio = ratios(crisis)
    joint = {}
    for values in product((True, False), repeat=3):
        mass = 1.0
        for (name, prior), true in zip(priors.items(), values, strict=True):
            mass *= prior * ratio[name] if true else 1 - prior
        joint[values] = mass / 1.0
    total = sum(joint.values())
    for run in (POINT, Run(draws=16)):
        found = Analysis(crisis, run).evidence.hypotheses
        for k, name in enumerate(priors):
            exact = sum(mass for values, mass in joint.items() if values[k]) / total
            assert found[name].posterior == pytest.approx(exact, abs=1e-12)


NARROW = "0.99999..1.00001"


def one_number(**more):
    """One hypothesis, and one uncertain number that matters; the others hardly vary."""
    crisis = watched(**{**EVERYTHING, **more}).to_data()
    crisis["actors"]["a"]["preferences"][0]["weight"] = 0.5
    crisis["actors"]["a"] |= {"tempo": "0.05..3 per month", "precision": NARROW}
    crisis["actors"]["b"] |= {"tempo": f"{NARROW} per month", "precision": NARROW}
    return build(crisis)


def quadrature(crisis, points=64):
    """Scenario and hypothesis by the midpoint rule over the one number and both hypotheses."""
    problem = encode(crisis)
    u = np.full((2 * points, int(problem.inputs.uncertain.sum())), 0.5)
    u[:, 0] = np.repeat((np.arange(points) + 0.5) / points, 2)
    truth = np.tile([[True], [False]], (points, 1))
    draws = []
    for d in draws_at(problem, u, truth):
        prior = crisis.hypotheses["h"].prior.centre
        draws.append(Draw(d.values, d.hypotheses, prior if d.hypotheses["h"] else 1 - prior))
    analysis = Analysis(crisis, Run(sampler="never", draws=len(draws)))
    object.__setattr__(analysis, "first_draws", draws)
    held = float(analysis.weights @ analysis.ledger.truth[:, 0])
    return analysis.forecast.probability("both"), held, analysis.forecast.probability("calm")


STRONG = {
    "base_rates": [
        {"about": "ever(a.x)", "happened": 1, "of": 60},
        {"about": "ever(a.y)", "happened": 28, "of": 30},
    ],
    "observed": [],
}


@pytest.mark.parametrize("evidence", [{}, STRONG], ids=["mild", "strong"])
def test_draws_agree_with_quadrature_within_the_stated_error(evidence):
    crisis = one_number(**evidence)
    exact = quadrature(crisis)
    for seed in range(2):
        analysis = Analysis(crisis, Run(draws=64, seed=seed))
        sampling = analysis.evidence.sampling
        assert sampling.method == ("tempered" if evidence else "weighted")
        for name, value in (("both", exact[0]), ("calm", exact[2])):
            error = sampling.error(sampling.scenarios[name])
            assert analysis.forecast.probability(name) == pytest.approx(value, abs=4 * error + 1e-3)
        held = analysis.evidence.hypotheses["h"].posterior
        error = sampling.error(analysis.ledger.truth[:, 0].astype(float))
        assert held == pytest.approx(exact[1], abs=4 * error + 1e-3)


def test_the_sampler_gives_the_same_numbers_for_any_number_of_workers():
    crisis = one_number(**STRONG)
    one, other = (Analysis(crisis, Run(draws=32, seed=2, jobs=jobs)) for jobs in (1, 3))
    np.testing.assert_array_equal(one.forecast.curves, other.forecast.curves)
    np.testing.assert_array_equal(one.weights, other.weights)
    sampling = one.evidence.sampling
    assert sampling.method == "tempered"
    assert sampling.solved <= 5 * 32
    assert sampling.effective > sampling.first_effective
    assert sampling.to_json()["stages"][-1]["temperature"] == 1


def test_the_sampler_can_be_told_to_stay_away():
    analysis = Analysis(one_number(**STRONG), Run(draws=32, seed=2, sampler="never"))
    sampling = analysis.evidence.sampling
    assert (sampling.method, sampling.solved, sampling.enough) == ("weighted", 32, False)


def test_progress_counts_the_draws_that_the_sampler_adds():
    told = []
    run = Run(draws=16, progress=lambda done, total: told.append((done, total)))
    assert len(Analysis(one_number(**STRONG), run).weights) > 16
    assert told[15] == (16, 16)
    assert all(done <= total for done, total in told)
    assert max(total for _, total in told) > 16


IMPOSSIBLE = """
standoff: 1
title: t
begins: 2023-01-01
as_of: 2023-02-01
actors:
  a:
    name: A
    options:
      x: {}
      y: {needs: h and g}
hypotheses:
  h: {claim: H, prior: 0.5}
  g: {claim: G, prior: 0}
observed:
  - {date: 2023-01-10, set: [a.x]}
  - {date: 2023-01-20, set: [a.y]}
scenarios:
  s: {title: S, when: ever(a.x)}
"""


@pytest.mark.parametrize("run", [POINT, Run(draws=8)])
def test_what_no_draw_allows_is_refused_at_its_line(run):
    crisis = read_text(IMPOSSIBLE, "mine.yaml")
    with pytest.raises(
        CrisisError, match=r"mine\.yaml:17:5: in no draw .* 2023-01-20: a\.y"
    ) as error:
        Analysis(crisis, run).forecast  # noqa: B018
    assert "`needs`" in str(error.value)


def test_without_observations_the_status_quo_stands():
    crisis = watched()
    analysis = Analysis(crisis, POINT)
    assert not analysis.weighs
    moved = as_of(crisis, dt.date(2023, 1, 1))
    for name in crisis.scenarios:
        expected = Analysis(moved, POINT).forecast.probability(name)
        assert analysis.forecast.probability(name) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("observation", ["partial", "complete"])
def test_the_replay_is_the_forecast_as_of_each_day(observation):
    crisis = watched(**EVERYTHING, observation=observation)
    analysis = Analysis(crisis, POINT)
    last = {step.date: step for step in analysis.replay.steps if step.date}
    for date, step in last.items():
        then = Analysis(as_of(crisis, date), POINT)
        for name, p in step.scenarios.items():
            assert p == pytest.approx(then.forecast.probability(name), abs=1e-9)
        assert step.hypotheses["h"] == pytest.approx(
            then.evidence.hypotheses["h"].posterior, abs=1e-9
        )
    end = analysis.replay.steps[-1]
    assert end.scenarios["both"] == pytest.approx(analysis.forecast.probability("both"), abs=1e-9)


def test_leaving_a_signal_out_is_the_forecast_of_the_file_without_it():
    crisis = watched(**EVERYTHING)
    analysis = Analysis(crisis, POINT)
    pieces = {piece.id: piece for piece in analysis.evidence.pieces}
    for name in ("s", "t", "u", "v"):
        less = Analysis(whatif(crisis, f"signal.{name}=off"), POINT)
        without = pieces[name].without
        assert without.scenarios["both"] == pytest.approx(
            less.forecast.probability("both"), abs=1e-9
        )
        expected = less.evidence.hypotheses["h"].posterior
        assert without.hypotheses["h"] == pytest.approx(expected, abs=1e-9)
    bare = Analysis(watched(**{**EVERYTHING, "judgements": []}), POINT)
    expected = bare.forecast.probability("both")
    assert pieces["judgement 1"].without.scenarios["both"] == pytest.approx(expected, abs=1e-9)


def test_all_engines_use_the_one_weighting_and_begin_where_the_record_leads():
    analysis = Analysis(watched(**EVERYTHING), POINT)
    np.testing.assert_array_equal(analysis.forecast.weights, analysis.weights)
    starts = [answer.start for answer in analysis.solved.answers]
    assert all(isinstance(start, np.ndarray) for start in starts)
    at_once = analysis.query("at_end(b.z = mid)", "0.01 days").probability
    column = analysis.problem.space.positions["b.z"]
    mid = analysis.problem.space.levels[:, column] == 1
    assert at_once == pytest.approx(
        sum(w * s[mid].sum() for w, s in zip(analysis.weights, starts, strict=True)), abs=0.002
    )
    given = analysis.consequences.simulated
    assert given > 0
    assert analysis.prerequisites is not None
    np.testing.assert_array_equal(analysis.robust.weights, analysis.weights)
