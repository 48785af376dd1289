"""Draws that are one game are solved once, and answer as if each were solved apart."""

from dataclasses import replace

import numpy as np
import pytest

from standoff.crisis.build import build
from standoff.encode import encode, point_draws, sample_draws
from standoff.engines.forecast import Ensemble
from standoff.engines.forecast import ensemble as at_work
from standoff.engines.forecast.alike import first_alike
from standoff.language import parse


@pytest.fixture(scope="module")
def problem():
    return encode(
        build(
            {
                "standoff": 1,
                "title": "t",
                "actors": {
                    "a": {
                        "name": "A",
                        "options": {"x": {}, "y": {"needs": "h and k"}},
                        "preferences": [
                            {"prefer": "a.x", "weight": "1..2"},
                            {"prefer": "not a.x", "given": "g or h", "weight": 3},
                        ],
                    },
                    "b": {
                        "name": "B",
                        "options": {"z": {}},
                        "preferences": [{"prefer": "a.x implies b.z", "weight": 2}],
                    },
                },
                "hypotheses": {
                    name: {"claim": name.upper(), "prior": 0.3} for name in ("g", "h", "k")
                },
            }
        )
    )


def test_what_a_hypothesis_does_not_change_makes_no_new_game(problem):
    draws = point_draws(problem)
    first = first_alike(problem, draws)
    kinds = [(z["g"] or z["h"], z["h"] and z["k"]) for z in (draw.hypotheses for draw in draws)]
    assert first == [kinds.index(kind) for kind in kinds]
    assert len(set(first)) == 3


def test_other_numbers_are_another_game(problem):
    draws = sample_draws(problem, 16, 1)
    assert first_alike(problem, draws) == list(range(16))


def test_draws_that_are_one_game_are_solved_once(problem, monkeypatch):
    draws, months = point_draws(problem), np.array([2.0, 6.0])
    trees = [parse("ever(a.x)"), parse("ever(a.y or g)")]
    apart = [Ensemble(problem, [draw]).run(trees, months)[0] for draw in draws]
    solved, told = [], []

    def counted(setting, task):
        solved.append(task.place)
        return answer(setting, task)

    answer = at_work.answer_draw
    monkeypatch.setattr(at_work, "answer_draw", counted)
    ensemble = Ensemble(problem, draws)
    together = ensemble.run(trees, months, progress=lambda *seen: told.append(seen))
    for one, other in zip(together, apart, strict=True):
        np.testing.assert_array_equal(one.followed.probability, other.followed.probability)
        np.testing.assert_array_equal(one.solution.q, other.solution.q)
    all_z = [draw.hypotheses for draw in draws]
    kinds = {(z["g"] or z["h"], z["h"] and z["k"], z["g"]) for z in all_z}
    assert len(solved) == len(kinds) == 5
    assert told[-1] == (8, 8)


def test_draws_that_begin_elsewhere_are_asked_apart(problem):
    draws, months = point_draws(problem), np.array([1.0])
    tree, states = [parse("at_end(a.x)")], problem.space.states
    starts = [d % states if d < 4 else np.eye(states)[d % states] for d in range(len(draws))]
    together = Ensemble(problem, draws).run(tree, months, starts.__getitem__)
    for draw, start, answer in zip(draws, starts, together, strict=True):
        alone = Ensemble(problem, [replace(draw)]).run(tree, months, start)[0]
        np.testing.assert_array_equal(answer.followed.probability, alone.followed.probability)
