"""Replay: each step against weighing the draws by hand, and days whose order is not known."""

from itertools import permutations

import numpy as np
import pytest

from standoff.encode import encode, point_draws
from standoff.engines import evidence
from standoff.engines.evidence import Heavy, Ledger, Standing
from standoff.engines.evidence.replay import MOST_EXACT, shares
from tests.evidence.test_signals import crisis

SIGNALS = (
    {"id": "early", "date": "2022-12-10", "bears_on": {"h": "strong for"}},
    {"id": "idle", "date": "2022-12-20"},
    {"id": "late", "date": "2023-01-02", "bears_on": {"h": "moderate against"}},
)


def made(signals=SIGNALS, **more):
    return crisis(
        list(signals),
        begins="2022-12-01",
        scenarios={"s": {"title": "S", "when": "ever(a.x) and h"}},
        **more,
    )


def played(built, halved_from=None, heavy=()):
    """The scenario comes true exactly where the hypothesis holds; half of that from a date on."""
    draws = point_draws(encode(built))
    held = np.array([[float(d.hypotheses["h"])] for d in draws])

    def at(date):
        known = tuple(
            piece for piece in heavy if piece.date is None or (date and piece.date <= date)
        )
        late = date is not None and halved_from is not None and date >= halved_from
        return Standing(known, held * (0.5 if late else 1.0))

    return evidence.replay(Ledger(built, draws), at).steps


def test_steps_are_in_order_and_scenarios_follow_belief():
    steps = played(made())
    assert [step.id for step in steps] == ["before any signal", "early", "idle", "late"]
    for step in steps:
        assert np.isclose(step.scenarios["s"], step.hypotheses["h"])
    assert steps[1].change["s"] > 0 > steps[3].change["s"]
    assert steps[2].change["s"] == 0
    assert [step.still for step in steps] == [True, False, True, False]


def test_the_last_step_is_the_posterior():
    built = made()
    last = played(built)[-1]
    assert np.isclose(last.hypotheses["h"], evidence.solve(built).hypotheses["h"].posterior)


def test_changes_in_log_odds_are_the_log_ratios():
    built = made()
    added = {effect.signal: effect.added for effect in evidence.solve(built).signals}
    for step in played(built)[1:]:
        assert step.log_odds["s"] == pytest.approx(added.get(step.id, 0.0), abs=1e-12)


def test_an_observed_move_changes_where_the_forecast_starts():
    observed = [{"date": "2022-12-15", "set": ["a.x"]}]
    built = made(observed=observed)
    date = built.observed[0].date
    flat = Heavy("observed", "a.x", date, ("observed", 0), "", np.zeros(2))
    steps = played(built, halved_from=date, heavy=[flat])
    assert [step.kind for step in steps] == ["before", "signal", "observed", "signal", "signal"]
    assert np.isclose(steps[2].scenarios["s"], steps[1].scenarios["s"] / 2)
    assert steps[2].hypotheses == steps[1].hypotheses


def test_judgements_come_before_any_date_and_weigh_as_they_should():
    built = made(judgements=[{"about": "s", "says": 0.9}])
    log = np.log([0.9, 0.3])
    piece = Heavy("judgement", "judgement 1", None, ("judgements", 0), "", log)
    steps = played(built, heavy=[piece])
    assert [step.kind for step in steps[:2]] == ["before", "background"]
    assert steps[1].hypotheses["h"] == pytest.approx(0.3 * 3 / (0.3 * 3 + 0.7))


def test_time_that_tells_something_is_a_step_of_its_own():
    built = made()
    date = built.signals[2].date
    quiet = Heavy("quiet", "nothing else", date, ("observation",), "", np.log([0.5, 0.25]))
    steps = played(built, heavy=[quiet])
    assert [step.kind for step in steps][-2:] == ["quiet", "signal"]
    assert steps[-2].log_odds["s"] == pytest.approx(np.log(2))


DAY = [
    {"id": "p", "bears_on": {"h": "strong for"}},
    {"id": "q", "bears_on": {"h": "moderate for"}, "echoes": "p"},
    {"id": "r", "bears_on": {"h": 0.2}},
]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_within_a_day_changes_no_step(order):
    base = {step.id: step.change["s"] for step in played(made(DAY))}
    turned = {step.id: step.change["s"] for step in played(made([DAY[k] for k in order]))}
    assert turned == pytest.approx(base, abs=1e-12)


def test_shares_are_shapley_values():
    worth = {"": 0, "a": 1, "b": 2, "c": 4, "ab": 5, "ac": 5, "bc": 6, "abc": 12}
    found = shares("abc", lambda known: worth["".join(sorted(known))])
    by_hand = dict.fromkeys("abc", 0.0)
    for order in permutations("abc"):
        for k, name in enumerate(order):
            known = "".join(sorted(order[:k]))
            by_hand[name] += (worth["".join(sorted(known + name))] - worth[known]) / 6
    assert found == pytest.approx(by_hand)
    assert sum(found.values()) == pytest.approx(12)


def test_shares_of_many_still_add_up_and_know_no_order():
    names = [f"n{k}" for k in range(MOST_EXACT + 3)]

    def worth(known):
        return len(known) ** 2 + ("n1" in known and "n4" in known)

    found = shares(names, worth)
    assert sum(found.values()) == pytest.approx(worth(set(names)))
    assert shares(names[::-1], worth) == pytest.approx(found)
    assert len({round(v, 9) for n, v in found.items() if n not in ("n1", "n4")}) == 1
