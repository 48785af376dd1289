"""What to watch for, against hand-worked cases and enumeration with dense matrices."""

import numpy as np
import pytest

from standoff.engines.watch.information import mutual_information
from standoff.errors import UsageError
from standoff.language.parser import parse
from standoff.language.tree import And, Not
from standoff.workbench import Run, analyse
from tests.reference.forecast import generator
from tests.reference.timed import timed_probability
from tests.watch.crises import gate


@pytest.fixture(scope="module")
def analysis():
    return analyse(gate(), Run(point=True))


@pytest.fixture(scope="module")
def watched(analysis):
    return analysis.watch(paths=0)


def sign(result, name):
    return next(one for one in result.signs if one.name == name)


def entropy(p):
    return -sum(x * np.log2(x) for x in (p, 1 - p) if x > 0)


def test_a_hypothesis_by_hand(analysis, watched):
    found = sign(watched, "key")
    odds = analysis.evidence.hypotheses["key"].posterior
    chance = found.if_seen["in"]
    assert found.probability == pytest.approx(odds)
    assert found.if_not["in"] == 0.0
    assert watched.baseline["in"] == pytest.approx(odds * chance)
    by_hand = entropy(odds * chance) - odds * entropy(chance)
    assert found.scenarios["in"] == pytest.approx(by_hand, abs=1e-9)
    assert found.bits >= found.scenarios["in"] - 1e-9


def test_an_indicator_by_hand(watched):
    key, ring = sign(watched, "key"), sign(watched, "ring")
    assert ring.probability == pytest.approx(key.probability * 0.5 + (1 - key.probability) * 0.125)
    after = key.probability * 0.5 / ring.probability
    assert ring.if_seen["in"] == pytest.approx(after * key.if_seen["in"])
    assert ring.bits < key.bits


def test_a_sign_against_is_the_mirror_of_one_for(watched):
    key, dust = sign(watched, "key"), sign(watched, "dust")
    assert dust.probability == pytest.approx(key.probability * 0.125 + (1 - key.probability) * 0.5)
    assert dust.if_seen["in"] < watched.baseline["in"] < dust.if_not["in"]


def test_what_no_scenario_depends_on_tells_nothing(watched):
    for name in ("ghost", "moan"):
        assert sign(watched, name).bits == pytest.approx(0, abs=1e-9)
    assert sign(watched, "ghost").probability == pytest.approx(0.25)
    assert sign(watched, "moan").if_seen["in"] == pytest.approx(watched.baseline["in"])
    assert 0 < sign(watched, "both").bits < sign(watched, "key").bits


def test_a_sign_of_what_is_to_come(watched):
    oil = sign(watched, "oil")
    rise = watched.baseline["in"]
    assert oil.probability == pytest.approx(0.8 * rise + 0.1 * (1 - rise))
    assert oil.if_seen["in"] == pytest.approx(0.8 * rise / oil.probability)
    assert oil.path == ("indicators", "oil")


def test_everything_that_can_change_is_in_the_list(watched):
    events = {one.name for one in watched.to_watch if one.kind in ("option", "chance")}
    assert events == {
        "keeper.open", "not keeper.bar", "guest.knock", "guest.voice >= plain",
        "guest.voice >= loud", "storm",
    }  # fmt: skip
    assert {one.name for one in watched.to_find_out} == {"key", "ghost"}
    assert [s.bits for s in watched.signs] == sorted((s.bits for s in watched.signs), reverse=True)


def by_enumeration(analysis, event, within):
    """Joint probabilities of an event and all four combinations of two scenarios, float64[2, 4]."""
    problem, crisis = analysis.problem, analysis.crisis
    seen = parse(f"ever({event}, within={within} months)")
    first, second = (scenario.when.tree for scenario in crisis.scenarios.values())
    table = np.zeros((2, 4))
    for d, (draw, weight) in enumerate(zip(analysis.draws, analysis.weights, strict=True)):
        values = analysis.ensemble.solution(d).q
        G = generator(problem.moves(draw.hypotheses), problem.game(draw), values)

        def chance(*parts, draw=draw, G=G):
            def truth(node):
                return problem.truth(node, draw.hypotheses)

            return timed_probability(G, And(parts), truth, draw.hypotheses, problem.start, 6.0)

        for row, x in enumerate((Not(seen), seen)):
            for column, (a, b) in enumerate([(0, 0), (0, 1), (1, 0), (1, 1)]):
                signs = (first if a else Not(first), second if b else Not(second))
                table[row, column] += weight * chance(x, *signs)
    return table


@pytest.mark.parametrize("event", ["keeper.open", "not keeper.bar"])
def test_the_exact_answer_is_that_of_enumeration(analysis, watched, event):
    table = by_enumeration(analysis, event, 1)
    found = sign(watched, event)
    assert found.bits == pytest.approx(float(mutual_information(table)), abs=1e-6)
    assert found.probability == pytest.approx(table[1].sum(), abs=1e-8)
    assert found.if_seen["noise"] == pytest.approx(
        table[1, [1, 3]].sum() / table[1].sum(), abs=1e-6
    )


def test_simulated_paths_agree_with_the_exact_answer(analysis, watched):
    sampled = analysis.watch(paths=30_000)
    assert sampled.paths == 30_000
    for exact in watched.signs:
        other = sign(sampled, exact.name)
        assert abs(other.bits - exact.bits) < 4 * other.error + 2e-4
        assert other.probability == pytest.approx(exact.probability, abs=0.01)


def test_a_sampled_ensemble_says_how_sure_it_is():
    found = analyse(gate(), Run(draws=64)).watch()
    key, ghost = sign(found, "key"), sign(found, "ghost")
    assert key.error > 0
    assert key.matters
    assert not ghost.matters
    assert found.to_json()["signs"][0]["name"] == found.signs[0].name
    assert len(found.to_pandas()) == len(found.signs) * 2


def test_a_longer_watch_sees_more(analysis, watched):
    longer = analysis.watch("3 months", paths=0)
    for name in ("guest.knock", "ring", "storm"):
        assert sign(longer, name).probability > sign(watched, name).probability
    assert longer.within == pytest.approx(3)
    assert sign(longer, "key").bits == pytest.approx(sign(watched, "key").bits)


def test_nothing_is_watched_past_the_horizon(analysis):
    with pytest.raises(UsageError, match="past the horizon"):
        analysis.watch("2 years")


@pytest.mark.parametrize("paths", [0, 40_000])
def test_it_starts_where_the_record_leads(paths):
    seen = [{"date": "2030-01-01", "set": ["guest.knock"]}]
    told = analyse(gate(begins="2029-12-01", observed=seen), Run(point=True))
    found = told.watch(paths=paths)
    for name, probability in found.baseline.items():
        assert probability == pytest.approx(told.forecast.probability(name), abs=0.01)
    assert "not guest.knock" in {one.name for one in found.to_watch}
