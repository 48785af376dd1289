"""Runs that were cut off go on where they stopped, with the numbers of one that was not."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

import standoff as so
from standoff.encode import encode, sample_draws
from standoff.engines.evidence import Along, track
from standoff.engines.forecast import Ensemble, solve
from standoff.engines.forecast.answer import Question, Solution
from standoff.engines.forecast.kept import Keeper, _pack, _unpack, numerics
from standoff.errors import LimitReached
from standoff.files.read import read_text
from standoff.store import FILE, Store
from tests.cli.test_commands import TINY

DRAWS = 12

OBSERVED = (
    TINY.replace("as_of", "begins: 2025-10-01\nas_of", 1)
    + """\
observed:
  - {date: 2025-12-01, set: [north.blockade]}
"""
)


def posed(text=TINY):
    problem = encode(read_text(text, "strait.yaml"))
    return problem, sample_draws(problem, DRAWS, 0)


def forecast(problem, draws, store=None, **more):
    ensemble = Ensemble(problem, draws, store=store, **more)
    return solve(problem, draws, np.full(len(draws), 1 / len(draws)), seed=0, ensemble=ensemble)


def same(one, other):
    np.testing.assert_array_equal(one.curves, other.curves)
    np.testing.assert_array_equal(one.occupancy, other.occupancy)
    assert one.solver == other.solver


@pytest.fixture
def path(tmp_path):
    return tmp_path / FILE


def test_a_second_run_solves_nothing_and_says_the_same(path, monkeypatch):
    problem, draws = posed()
    plain = forecast(problem, draws)
    with Store(path) as store:
        same(plain, forecast(problem, draws, store))
        assert store.reused == 0
    monkeypatch.setattr("standoff.engines.forecast.answer.solve_values", None)
    monkeypatch.setattr("standoff.engines.forecast.answer.follow", None)
    with Store(path) as store:
        again = forecast(*posed(), store)
        assert store.reused == DRAWS
    same(plain, again)


def test_kept_values_give_other_answers_to_the_last_bit(path):
    problem, draws = posed()
    with Store(path) as store:
        forecast(problem, draws, store)
    sooner = np.array([1.0])
    tree = problem.crisis.scenarios["war"].when.tree
    with Store(path) as store:
        kept = Ensemble(problem, draws, store=store).run([tree], sooner)
        assert store.reused == DRAWS
    anew = Ensemble(problem, draws).run([tree], sooner)
    for one, other in zip(kept, anew, strict=True):
        np.testing.assert_array_equal(one.followed.probability, other.followed.probability)
        np.testing.assert_array_equal(one.solution.q, other.solution.q)


def test_a_run_that_was_cut_off_goes_on(path):
    problem, draws = posed()
    told = []

    def stop(done, total):
        told.append((done, total))
        if done == 5:
            raise KeyboardInterrupt

    with Store(path) as store:
        ensemble = Ensemble(problem, draws, store=store)
        with pytest.raises(KeyboardInterrupt):
            ensemble.run([], np.array([1.0]), progress=stop)
    with Store(path) as store:
        resumed = forecast(problem, draws, store)
        assert store.reused == 5
    same(resumed, forecast(problem, draws))


def test_progress_counts_what_was_kept(path):
    problem, draws = posed()
    told = []
    trees = [problem.crisis.scenarios["war"].when.tree]
    with Store(path) as store:
        Ensemble(problem, draws[:5], store=store).run(trees, np.array([1.0]))
    with Store(path) as store:
        ensemble = Ensemble(problem, draws, store=store)
        ensemble.run(trees, np.array([1.0]), progress=lambda *step: told.append(step))
    assert told == [(done, DRAWS) for done in range(5, DRAWS + 1)]


@pytest.mark.parametrize(
    ("change", "reused"),
    [
        (("title: A strait", "title: Another strait"), DRAWS),
        (("ever(south.strike)", "always(not south.strike)"), DRAWS),
        (("moderate for", "strong against"), DRAWS),
        (("weight: minor", "weight: major"), 0),
        (("needs: ally_ready", "needs: not ally_ready"), 0),
        (("options:\n      blockade:", "tempo: 2 per month\n    options:\n      blockade:"), 0),
    ],
)
def test_what_does_not_change_the_game_is_reused(path, change, reused):
    assert change[0] in TINY
    problem, draws = posed()
    with Store(path) as store:
        forecast(problem, draws, store)
    changed, draws = posed(TINY.replace(*change))
    with Store(path) as store:
        result = forecast(changed, draws, store)
        assert store.reused == reused
    same(result, forecast(changed, draws))


def test_an_answer_is_kept_for_one_question_and_one_beginning(path):
    problem, (draw, *_) = posed()
    tree = problem.crisis.scenarios["war"].when.tree
    question = Question((tree,), np.array([6.0]))
    keeper = Keeper(Store(path), problem)
    key = keeper.key(draw)

    def begin(*_):
        raise NotImplementedError

    keys = {
        keeper.answer_key(key, draw, question, None, None),
        keeper.answer_key(key, draw, replace(question, months=np.array([5.0])), None, None),
        keeper.answer_key(key, draw, replace(question, occupancy=False), None, None),
        keeper.answer_key(key, draw, replace(question, trees=()), None, None),
        keeper.answer_key(key, draw, question, 1, None),
        keeper.answer_key(key, draw, question, np.full(4, 0.25), None),
        keeper.answer_key(key, draw, question, None, begin),
    }
    assert len(keys) == 7
    at_start = keeper.answer_key(key, draw, question, problem.start, begin)
    assert at_start == keeper.answer_key(key, draw, question, None, None)


def test_accounts_of_the_past_are_told_apart_by_their_identity(path):
    problem, (draw, *_) = posed()
    keeper = Keeper(Store(path), problem)
    key, question = keeper.key(draw), Question((), np.array([1.0]))

    def key_of(identity):
        return keeper.answer_key(key, draw, question, None, SimpleNamespace(identity=identity))

    assert key_of("one") == key_of("one") != key_of("another")


def test_where_draws_begin_is_kept(path, monkeypatch):
    problem = encode(read_text(OBSERVED, "strait.yaml"))
    draws = sample_draws(problem, DRAWS, 0)
    account = Along(track(problem))
    plain = Ensemble(problem, draws).begun(account)
    with Store(path) as store:
        Ensemble(problem, draws, store=store).begun(account)
    monkeypatch.setattr("standoff.engines.forecast.answer.solve_values", None)
    monkeypatch.setattr(Along, "__call__", None)
    with Store(path) as store:
        kept = Ensemble(problem, draws, store=store).begun(Along(track(problem)))
    for (start, logs), (kept_start, kept_logs) in zip(plain, kept, strict=True):
        np.testing.assert_array_equal(start, kept_start)
        np.testing.assert_array_equal(logs, kept_logs)
    assert len({logs.tobytes() for _, logs in plain}) > 1


def test_another_version_of_the_program_reuses_nothing(path, monkeypatch):
    problem, draws = posed()
    with Store(path) as store:
        forecast(problem, draws, store)
    monkeypatch.setattr("standoff.engines.forecast.kept.numerics", lambda: b"another")
    with Store(path) as store:
        forecast(problem, draws, store)
        assert store.reused == 0
    assert numerics() == numerics() != b"another"


def test_an_answer_that_the_time_cut_short_is_not_kept(path):
    problem, draws = posed()
    with Store(path) as store:
        with suppress(LimitReached):
            forecast(problem, draws, store, max_seconds=1e-9)
        assert store.size()[0] == 0


def test_a_record_holds_what_was_put_in():
    fields = {"q": np.arange(6.0).reshape(2, 3), "residual": 1e-9 / 3, "converged": True}
    fields |= {"warning": "“so”"}
    found = _unpack(_pack(fields))
    np.testing.assert_array_equal(found["q"], fields["q"])
    assert Solution(**found).residual == fields["residual"]
    assert found["converged"] is True
    assert not found["q"].flags.writeable


@pytest.mark.parametrize("record", [None, b"", b"PK\x03\x04", b"{}"])
def test_what_is_no_record_is_nothing(record):
    assert _unpack(record) is None


@pytest.mark.slow
def test_a_killed_run_is_resumed(tmp_path):
    where = os.environ | {"STANDOFF_CACHE": str(tmp_path)}
    command = [sys.executable, "-m", "standoff", "forecast", "cases/durand-line", "--draws", "16"]
    command += ["--brief", "--json", "--jobs", "1"]
    first = subprocess.Popen(command, env=where, stdout=subprocess.DEVNULL)
    with Store(tmp_path / FILE) as store:
        for _ in range(600):
            if store.size()[0] >= 4 or first.poll() is not None:
                break
            time.sleep(0.1)
        first.send_signal(signal.SIGKILL)
        assert first.wait(60) == -signal.SIGKILL
        kept = (store.size()[0] + 1) // 2  # the solution of a draw, then its answer
    assert 2 <= kept < 16
    done = subprocess.run(command, env=where, capture_output=True, text=True, check=True)
    assert f"{kept} draws were kept from an earlier run" in done.stderr
    anew = so.forecast("cases/durand-line", so.Run(draws=16, jobs=2))
    assert json.loads(done.stdout) == json.loads(json.dumps(anew.to_json()))
