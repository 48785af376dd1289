"""The factors that are found: those that made the facts, within bounds, never worse than before."""

from dataclasses import replace

import numpy as np
import pytest

from standoff import workbench
from standoff.encode.draws import point_draws
from standoff.engines.calibration import calibrate, knobs_of
from standoff.errors import LimitReached, UsageError
from tests.calibration.rivals import base_rates, crisis, probability


def fitted(rest, knobs=("tempo", "precision", "effort"), **numbers):
    return workbench.calibrate(crisis(rest=rest, **numbers), knobs=knobs)


def true_crisis(**factors):
    """The crisis with factors on its default numbers."""
    plain = crisis()
    data = plain.to_data()
    for actor in data["actors"].values():
        actor["tempo"] = f"{factors.get('tempo', 1)} per month"
        actor["precision"] = 2 * factors.get("precision", 1)
        for option in actor["options"].values():
            option["effort"] = factors.get("effort", 1)
    return workbench.build(data)


@pytest.mark.parametrize(
    ("knob", "true"), [("tempo", 0.7), ("tempo", 1.4), ("precision", 1.3), ("effort", 1.6)]
)
def test_a_known_factor_is_recovered_from_its_own_probabilities(knob, true):
    found = fitted(base_rates(true_crisis(**{knob: true})), [knob])
    assert list(found.factors) == [knob]
    assert found.factors[knob].factor == pytest.approx(true, rel=0.02)
    assert found.factors[knob].at_bound is None
    assert found.improved
    assert all(fact.met for fact in found.facts)
    assert not found.stopped


def test_three_factors_together_reproduce_the_probabilities():
    true = true_crisis(tempo=1.25, precision=0.8, effort=1.3)
    found = fitted(base_rates(true))
    assert found.loss < found.loss_before / 300
    for one in found.facts:
        wanted = one.fact.happened / one.fact.of
        assert one.after == pytest.approx(wanted, abs=0.01)
    assert max(abs(one.before - one.fact.happened / one.fact.of) for one in found.facts) > 0.1


def test_what_is_shown_is_what_the_changed_file_says():
    found = fitted(base_rates(true_crisis(tempo=1.3)))
    before = crisis(rest="")
    changes = [f"{_short(change.path)}={change.after}" for change in found.changes]
    after = workbench.whatif(before, *changes)
    for fact in found.facts:
        within = f"{fact.fact.months:g} months"
        about = fact.fact.about
        assert fact.before == pytest.approx(probability(before, about, within), abs=1e-8)
        assert fact.after == pytest.approx(probability(after, about, within), abs=1e-8)


def _short(path):
    return ".".join(str(step) for step in path if step not in ("actors", "options"))


def test_bounds_bind_and_are_said():
    found = fitted("base_rates: [{about: war, within: 1 month, happened: 500, of: 500}]\n")
    tempo = found.factors["tempo"]
    assert tempo.at_bound == "high"
    for factor in found.factors.values():
        assert factor.low <= factor.factor <= factor.high


def test_a_declared_range_is_not_left():
    rest = base_rates(true_crisis(tempo=1.6), of=100_000)
    found = fitted(rest, ["tempo"], tempo="0.9..1.1 per month")
    values = {change.path[1]: change.after for change in found.changes}
    low, high = map(float, values["north"].removesuffix(" per month").split(".."))
    assert 0.9 <= low < high <= 1.1
    assert found.factors["tempo"].held == 1
    assert float(values["south"].removesuffix(" per month")) > 1.2


def test_few_facts_leave_the_prior_its_say():
    few = fitted(base_rates(true_crisis(tempo=1.4), of=2), ["tempo"]).factors["tempo"].factor
    assert 0.9 < few < 1.2


def test_nothing_better_leaves_everything_as_it_is():
    found = fitted(base_rates(true_crisis()))
    assert not found.improved
    assert found.changes == ()
    assert {f.factor for f in found.factors.values()} == {1.0}
    assert [fact.before for fact in found.facts] == [fact.after for fact in found.facts]
    assert found.loss == found.loss_before


def test_judgements_pull_too():
    p = probability(crisis(), "ever(north.dam)", "1 month")
    wanted = p + 0.15
    rest = f"judgements: [{{about: ever(north.dam), within: 1 month, says: {wanted:.2f}}}]\n"
    (fact,) = fitted(rest).facts
    assert fact.before == pytest.approx(p)
    assert fact.before + 0.01 < fact.after < wanted


def test_a_file_without_facts_is_refused():
    with pytest.raises(UsageError, match=r"neither `base_rates`.*nor `judgements`.*add some"):
        fitted("")


def test_a_crisis_with_nothing_to_turn_is_refused():
    rest = "judgements: [{about: war, says: likely}]\n"
    with pytest.raises(UsageError, match="nothing to turn"):
        fitted(rest, [])


def test_too_many_hypotheses_are_refused_with_what_to_do():
    data = crisis(rest="judgements: [{about: war, says: likely}]\n").to_data()
    more = {f"h{k}": {"claim": f"Claim {k}", "prior": 0.5} for k in range(13)}
    data["hypotheses"] |= more
    data["actors"]["south"]["preferences"] += [
        {"prefer": "south.talk", "weight": 1, "given": name} for name in more
    ]
    with pytest.raises(LimitReached, match=r"14 hypotheses.*fix some with --set"):
        workbench.calibrate(workbench.build(data))


class Clock:
    """Answers that cost a second each and depend on the tempo of the first actor."""

    def __init__(self, monkeypatch, problem):
        self.now, self.asked = 0.0, []
        self.tempo = knobs_of(problem)[0].positions[0]
        monkeypatch.setattr("standoff.engines.calibration.fit.monotonic", lambda: self.now)

    def __call__(self, draws, seconds):
        self.now += 1.0
        self.asked.append((len(draws), seconds))
        p = np.array([[1 - np.exp(-draw.values[self.tempo])] for draw in draws])
        return p, ("a remark",)


@pytest.fixture
def problem():
    rest = "base_rates: [{about: war, happened: 90, of: 100}]\n"
    return workbench.encode(crisis(rest=rest))


def with_weights(problem, *weights):
    draw = point_draws(problem)[0]
    return [replace(draw, weight=w) for w in weights], np.array(weights)


def test_time_is_kept_and_the_best_so_far_returned(problem, monkeypatch):
    clock = Clock(monkeypatch, problem)
    draws, weights = with_weights(problem, 0.4, 0.6)
    found = calibrate(problem, draws, weights, clock, max_seconds=10)
    assert found.stopped == "seconds"
    assert clock.now <= 11
    assert found.improved
    assert found.factors["tempo"].factor > 1
    assert found.warnings == ("a remark",)


def test_too_little_time_for_one_solution_is_an_error(problem, monkeypatch):
    clock = Clock(monkeypatch, problem)
    with pytest.raises(LimitReached, match=r"not solved once in 0\.5 seconds: raise --max-seconds"):
        calibrate(problem, *with_weights(problem, 1.0), clock, max_seconds=0.5)


def test_the_number_of_evaluations_is_kept(problem, monkeypatch):
    clock, told = Clock(monkeypatch, problem), []
    draws, weights = with_weights(problem, 1.0)
    found = calibrate(
        problem, draws, weights, clock, evaluations=10, progress=lambda *step: told.append(step)
    )
    assert found.stopped == "evaluations"
    assert found.evaluations == len(clock.asked) == 12
    assert told[-1] == (12, 12)


def test_the_search_looks_at_the_most_probable_combinations_only(problem, monkeypatch):
    clock = Clock(monkeypatch, problem)
    draws, weights = with_weights(problem, 0.02, 0.6, 0.03, 0.35)
    found = calibrate(problem, draws, weights, clock, wanted=["tempo"])
    assert found.covered == pytest.approx(0.95)
    assert [asked[0] for asked in clock.asked] == [4, *[2] * (found.evaluations - 2), 4]
