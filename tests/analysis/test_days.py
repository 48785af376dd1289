"""Where draws stand day by day: against asking anew from each day, forward."""

import numpy as np
import pytest

from standoff.analysis import Analysis, Run
from standoff.analysis.days import Days, Standings
from standoff.engines.evidence import Along, days_of, replay, track
from standoff.engines.forecast import ensemble as at_work
from standoff.engines.forecast.trail import Trails
from standoff.store import Store
from tests.evidence.made import seen, watched
from tests.evidence.test_replay import made
from tests.evidence.test_weighing import EVERYTHING

SCENARIOS = {
    "both": {"title": "Both", "when": "ever(a.x and b.z = high)"},
    "held": {"title": "Held", "when": "ever(b.z = high) and h"},
    "late": {"title": "Late", "when": "at_end(a.x) and never(storm, within=2 months)"},
}
POINT = Run(point=True)


def day_by_day(analysis, date):
    """Answers from one day on, by as many passes forward as there are times to ask about."""
    ensemble, crisis = analysis.ensemble, analysis.crisis
    starts = [analysis.problem.status_quo] * len(analysis.draws)
    logs = np.zeros((len(starts), 0))
    if date is not None and (record := track(analysis.problem, date)) is not None:
        begun = ensemble.begun(Along(record))
        starts, logs = [start for start, _ in begun], np.array([row for _, row in begun])
    asked = [(s.when.tree, crisis.horizon.centre) for s in crisis.scenarios.values()]
    asked += [(entry.tree, entry.months) for entry in analysis.soft]
    answers = [
        [one.followed.probability[-1, 0] for one in ensemble.run([tree], np.array([end]), starts.__getitem__)]
        for tree, end in asked
    ]  # fmt: skip
    return logs, np.array(answers).T


@pytest.mark.parametrize("run", [POINT, Run(draws=8, sampler="never")])
@pytest.mark.parametrize("observation", ["partial", "complete"])
def test_every_day_is_as_asked_anew_from_there(run, observation):
    analysis = Analysis(watched(**EVERYTHING, observation=observation, scenarios=SCENARIOS), run)
    dates = [None, *days_of(analysis.ledger)]
    standings = Standings(analysis.ensemble, analysis.soft, dates)
    assert len(dates) > 4
    for date in dates:
        logs, answers = day_by_day(analysis, date)
        standing = standings.at(date)
        count = len(SCENARIOS)
        np.testing.assert_allclose(standing.answers, answers[:, :count], rtol=0, atol=1e-9)
        soft = [
            entry.log_likelihood(answers[:, count + k]) for k, entry in enumerate(analysis.soft)
        ]
        expected = [*soft, *logs.T]
        assert len(standing.heavy) == len(expected)
        for piece, log in zip(standing.heavy, expected, strict=True):
            np.testing.assert_allclose(piece.log_likelihood, log, rtol=0, atol=1e-8)


def test_the_last_day_is_the_forecast():
    analysis = Analysis(watched(**EVERYTHING, scenarios=SCENARIOS), POINT)
    last = analysis.replay.steps[-1].scenarios
    for name, probability in last.items():
        assert probability == pytest.approx(analysis.forecast.probability(name), abs=1e-9)


def test_draws_of_one_game_that_differ_in_what_is_asked_are_told_apart():
    analysis = Analysis(made(), POINT)
    standing = Standings(analysis.ensemble, (), [None]).at(None)
    held = [draw.hypotheses["h"] for draw in analysis.draws]
    assert sorted(held) == [False, True]
    assert (standing.answers[:, 0] > 0).tolist() == held


def test_nothing_to_ask_about_is_replayed_too():
    bare = watched([seen("2023-02-01", "a.x")]).model_copy(update={"scenarios": {}})
    analysis = Analysis(bare, POINT)
    assert [step.scenarios for step in analysis.replay.steps] == [{}] * len(analysis.replay.steps)


def test_what_was_kept_is_not_worked_out_again(tmp_path, monkeypatch):
    crisis = watched(**EVERYTHING, scenarios=SCENARIOS)
    monkeypatch.setattr(at_work, "TRAILS", Trails())  # what hangs on runs before is not kept
    with Store(tmp_path / "kept") as store:
        first = Analysis(crisis, Run(point=True, store=store)).replay
    monkeypatch.setattr(Days, "__call__", None)
    with Store(tmp_path / "kept") as store:
        again = Analysis(crisis, Run(point=True, store=store)).replay
    assert again.to_json() == first.to_json()


def test_progress_counts_the_draws_once():
    told = []
    analysis = Analysis(watched(**EVERYTHING), Run(draws=8, sampler="never"))
    standings = Standings(analysis.ensemble, analysis.soft, [None], lambda *step: told.append(step))
    replay(analysis.ledger, lambda _: standings.at(None))
    assert told[-1] == (8, 8)
    assert len(told) <= 8
