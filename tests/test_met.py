"""What if a need were met: against conditioning by hand, and against the what-if it stands for."""

import numpy as np
import pytest

import standoff as so
from standoff.analysis.met import Met
from standoff.crisis.build import build
from standoff.encode import encode
from standoff.errors import UsageError

CRISIS = {
    "standoff": 1,
    "title": "t",
    "horizon": "8 months",
    "actors": {
        "a": {
            "name": "Alpha",
            "options": {
                "strip": {"needs": "resolved"},
                "march": {"needs": "a.strip and b.backing and not storm"},
            },
            "preferences": [
                {"prefer": "a.march", "weight": "3..5"},
                {"prefer": "not a.strip", "weight": "minor"},
            ],
        },
        "b": {
            "name": "Beta",
            "options": {"backing": {"effort": 2}, "watch": {}},
            "preferences": [{"prefer": "b.backing and a.march", "weight": "1..2"}],
        },
    },
    "chance": {"storm": {"rate": "1 per 4 months", "off_rate": "1 per 2 months"}},
    "impossible": ["b.backing and b.watch"],
    "hypotheses": {"resolved": {"claim": "Alpha is resolved", "prior": 0.3}},
    "scenarios": {
        "far": {"title": "F", "when": "ever(a.march)"},
        "near": {"title": "N", "when": "never(a.march) and ever(a.strip)"},
    },
}


def analysed(**run):
    return so.analyse(build(CRISIS), so.Run(**run))


def conditions(analysis, scenario="far"):
    needs = analysis.prerequisites.scenarios[scenario].prerequisites
    return {condition.text: condition for need in needs for condition in need.conditions}


def with_changes(changes, **run):
    return so.forecast(so.whatif(build(CRISIS), *changes), so.Run(**run)).probability("far")


def test_a_hypothesis_that_is_met_is_the_draws_that_have_it():
    analysis = analysed(draws=64)
    true = [draw.hypotheses["resolved"] for draw in analysis.draws]
    found = conditions(analysis)["resolved"].if_met
    by_hand = np.average(analysis.forecast.by_draw[:, 0], weights=analysis.weights * true)
    assert found == pytest.approx(by_hand, abs=1e-12)
    assert found > analysis.forecast.probability("far")


@pytest.mark.parametrize("change", ["resolved=true", "b.backing=on", "storm=off"])
def test_at_central_values_it_is_the_what_if(change):
    found = {c.change: c.if_met for c in conditions(analysed(point=True)).values()}
    assert found[change] == pytest.approx(with_changes([change], point=True), abs=1e-9)


def test_all_at_once_at_central_values():
    analysis = analysed(point=True)
    march, strip = analysis.prerequisites.scenarios["far"].prerequisites
    together = with_changes(["a.strip=on", "b.backing=on", "storm=off"], point=True)
    assert march.if_all_met == pytest.approx(together, abs=1e-9)
    assert strip.if_all_met == pytest.approx(with_changes(["resolved=true"], point=True), abs=1e-9)


def test_a_few_draws_come_near_what_all_of_them_say():
    found = conditions(analysed(draws=128))["b.backing"].if_met
    whole = with_changes(["b.backing=on"], draws=128)
    alone = np.std(analysed(draws=128).forecast.by_draw[:, 0]) / np.sqrt(24)
    assert found == pytest.approx(whole, abs=0.5 * alone)


def test_what_is_as_it_is_stays_so():
    analysis = analysed(draws=16)
    required = analysis.prerequisites.scenarios["far"]
    assert required.probability == pytest.approx(analysis.forecast.probability("far"), abs=1e-12)
    assert any("instead of" in sentence for sentence in required.sentences)


def met(start, draws=None):
    problem = encode(build(CRISIS))
    from standoff.encode import point_draws

    draws = point_draws(problem) if draws is None else draws
    weights = np.array([draw.weight for draw in draws])
    begins = []

    def answers(changed, few, starts):
        begins.append((changed, starts))
        return np.zeros((len(few), 2))

    by_draw = np.full((len(draws), 2), 0.5)
    return Met(problem, draws, weights, by_draw, lambda _: start, answers), begins


def test_everything_else_begins_as_it_is():
    problem = encode(build(CRISIS))
    start = np.zeros(problem.space.states)
    start[problem.space.index([1, 0, 0, 0, 0])] = 0.25
    start[problem.space.index([0, 0, 0, 0, 1])] = 0.75
    asked, begins = met(start)
    asked(["b.backing=on"])
    changed, (begin, *_) = begins[0]
    labels = {tuple(changed.space.label(s)): begin[s] for s in np.flatnonzero(begin)}
    assert labels == {("a.strip", "b.backing"): 0.25, ("b.backing", "storm"): 0.75}


def test_what_cannot_be_is_said():
    problem = encode(build(CRISIS))
    asked, _ = met(problem.space.index([0, 0, 0, 1, 0]))
    with pytest.raises(UsageError, match="already so"):
        asked(["b.backing=on"])
    only_true = [d for d in met(0)[0].draws if d.hypotheses["resolved"]]
    asked, _ = met(0, only_true)
    with pytest.raises(UsageError, match="in no draw"):
        asked(["resolved=false"])
