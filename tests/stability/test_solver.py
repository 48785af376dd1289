"""From a crisis to the result with names."""

import json

import numpy as np
import pytest

from standoff.encode import encode
from standoff.engines.stability import StabilityResult, solve
from standoff.engines.stability.limited_move import limited_move_stable, non_myopic_stable
from standoff.engines.stability.stable import stable_states
from standoff.errors import LimitReached, UsageError
from standoff.files.read import read_text

STANDOFF = """
standoff: 1
title: A border
actors:
  north:
    name: North
    options:
      raid: {label: Raid across the border, needs: weak_guard}
      talk: {label: Talk}
      posture: {levels: [normal, alert]}
    preferences:
      - {prefer: north.raid, weight: 4}
      - {prefer: not south.strike, weight: 3}
      - {prefer: north.posture >= alert, weight: 1}
      - {prefer: rain, weight: 8}
  south:
    name: South
    options:
      strike: {label: Strike back}
    preferences:
      - {prefer: not north.raid, weight: 4}
      - {prefer: south.strike iff north.raid, weight: 2}
chance:
  rain: {rate: 1 per month}
impossible:
  - north.raid and north.talk
hypotheses:
  weak_guard: {claim: The guard is weak, prior: 0.7}
"""


@pytest.fixture(scope="module")
def problem():
    return encode(read_text(STANDOFF))


def test_json_has_the_promised_shape(problem):
    document = json.loads(json.dumps(solve(problem).to_json(by_actor=True)))
    assert document["states"] == 12
    assert list(document["equilibria"]) == ["R", "GMR", "SMR", "SEQ", "SSEQ", "SIM"]
    assert ["north.posture=alert", "north.raid", "south.strike"] in document["equilibria"]["R"]
    assert set(document["stable"]["SEQ"]) == {"north", "south"}
    assert document["crisis"] == problem.crisis.hash
    assert "stable" not in solve(problem).to_json()


def test_chance_variables_stay_at_their_status_quo(problem):
    result = solve(problem)
    assert result.states == problem.space.states // 2
    rained = {label for s in range(result.states) for label in result.space.label(s)} & {"rain"}
    assert not rained


def test_states_agree_with_the_arrays(problem):
    view, values = problem.at_chance_status_quo(), {"weak_guard": True}
    expected = stable_states(view.moves(values), view.stability_ranks(values), ["GMR", "FH"])
    result = solve(problem, ["GMR", "FH"])
    assert result.concepts == ("GMR", "FH")
    for name, stable in expected.items():
        np.testing.assert_array_equal(result.stable[name], stable)
        np.testing.assert_array_equal(result.equilibria(name), np.flatnonzero(stable.all(axis=0)))
        np.testing.assert_array_equal(result.stable_for(name, "south"), np.flatnonzero(stable[1]))


def test_hypotheses_take_the_more_probable_value_unless_told(problem):
    weak = solve(problem, ["R"])
    strong = solve(problem, ["R"], {"weak_guard": False})
    assert weak.hypotheses == {"weak_guard": True}
    assert strong.hypotheses == {"weak_guard": False}
    # Without the option to raid, every state in which nobody raids is as good as it gets.
    assert weak.labels(weak.equilibria("R")) != strong.labels(strong.equilibria("R"))
    assert ["north.posture=alert"] in strong.labels(strong.equilibria("R"))


def test_far_sighted_concepts_by_name(problem):
    view, values = problem.at_chance_status_quo(), {"weak_guard": True}
    moves, rank = view.moves(values), view.stability_ranks(values)
    result = solve(problem, ["NM", "L3", "R", "L2C"])
    assert result.concepts == ("NM", "L3", "R", "L2C")
    np.testing.assert_array_equal(result.stable["NM"], non_myopic_stable(moves, rank))
    np.testing.assert_array_equal(result.stable["L3"], limited_move_stable(moves, rank, 3))
    np.testing.assert_array_equal(
        result.stable["L2C"], limited_move_stable(moves, rank, 2, conservative=True)
    )
    for wrong in ("L0", "L", "NMX"):
        with pytest.raises(UsageError, match="no stability concept"):
            solve(problem, [wrong])


@pytest.mark.parametrize(
    ("concepts", "hypotheses", "message"),
    [
        (["SEQU"], None, "no stability concept 'SEQU' here; did you mean"),
        (["R"], {"weak_gard": True}, "no hypothesis 'weak_gard'; did you mean 'weak_guard'"),
    ],
)
def test_unknown_names(problem, concepts, hypotheses, message):
    with pytest.raises(UsageError, match=message):
        solve(problem, concepts, hypotheses)


def test_limit(problem):
    with pytest.raises(LimitReached, match="SIM needs more than 0 joint moves"):
        solve(problem, limit=0)


def test_result_refuses_what_it_does_not_have(problem):
    result = solve(problem, ["R"])
    with pytest.raises(UsageError, match="SEQ was not computed; computed: R"):
        result.equilibria("SEQ")
    with pytest.raises(UsageError, match="no actor 'east'; actors: north, south"):
        result.stable_for("R", "east")


def test_tables(problem):
    result = solve(problem, ["R", "SEQ"])
    assert isinstance(result, StabilityResult)
    frame = result.to_pandas()
    assert list(frame.columns) == [
        "state", "R", "R.north", "R.south", "SEQ", "SEQ.north", "SEQ.south",
    ]  # fmt: skip
    assert frame["R"].sum() == len(result.equilibria("R"))
    assert frame.loc[result.equilibria("R")[0], "state"] == " ".join(
        result.space.label(result.equilibria("R")[0])
    )
    assert result.to_polars().rows() == [tuple(row) for row in frame.itertuples(index=False)]
