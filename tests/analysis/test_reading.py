"""What a user names when asking: expressions, spans of time, states."""

import pytest

import standoff as so
from standoff.analysis.reading import read_query, read_rest, read_span, read_state
from standoff.crisis.build import build
from standoff.encode import encode
from standoff.errors import UsageError

CRISIS = {
    "standoff": 1,
    "title": "t",
    "actors": {
        "a": {
            "name": "A",
            "options": {"x": {}, "posture": {"levels": ["low", "high"]}},
            "preferences": [{"prefer": "a.x"}],
        }
    },
    "chance": {"storm": {"rate": "1 per year"}},
    "status_quo": ["a.x", "storm"],
    "hypotheses": {
        "told": {"claim": "c", "prior": 0.3},
        "idle": {"claim": "c", "prior": 0.3},
    },
    "scenarios": {"s": {"title": "S", "when": "told and ever(a.x)"}},
}


@pytest.fixture(scope="module")
def problem():
    return encode(build(CRISIS))


@pytest.mark.parametrize("asked", ["idle", "not idle and ever(a.x)", "told or idle"])
def test_a_hypothesis_on_which_nothing_depends_cannot_be_asked_about(problem, asked):
    with pytest.raises(UsageError, match="leave out 'idle', on which nothing in the crisis"):
        read_query(problem, asked)


def test_a_hypothesis_that_a_scenario_names_can_be_asked_about(problem):
    assert read_query(problem, "not told").text == "not told"
    assert so.query(build(CRISIS), "not told", run=so.Run(point=True)).probability == 0.7


def test_a_span_is_as_long_as_one_in_a_file_may_be():
    assert read_span("100 years", "--within") == 1200
    with pytest.raises(UsageError, match="--within: 101 years is longer than 100 years"):
        read_span("101 years", "--within")
    with pytest.raises(UsageError, match="reaches past the horizon of 12 months"):
        read_span("2 years", "--within", 12)


@pytest.mark.parametrize(
    ("written", "on"),
    [
        (["a.x", "a.posture=high"], ["a.posture=high", "a.x"]),
        ("a.x, a.posture=high", ["a.posture=high", "a.x"]),
        (("a.x",), ["a.x"]),
        ("a.x", ["a.x"]),
        ("storm", ["storm"]),
        ([], []),
        ("Nothing", []),
        (["nothing"], []),
        ("status quo", ["a.x", "storm"]),
        (["status-quo"], ["a.x", "storm"]),
    ],
)
def test_states(problem, written, on):
    assert problem.space.label(read_state(problem, written)) == on


@pytest.mark.parametrize("written", ["a.y", ["nothing", "a.x"], [1], "a.posture=mid"])
def test_what_is_no_state(problem, written):
    with pytest.raises(UsageError):
        read_state(problem, written)


def test_where_it_can_rest_chance_stays_as_it_is(problem):
    view = problem.at_chance_status_quo()
    assert view.space.label(read_rest(problem, "nothing")) == ["storm"]
    assert view.space.label(read_rest(problem, "status-quo")) == ["a.x", "storm"]
    with pytest.raises(UsageError, match="leave out 'storm'"):
        read_rest(problem, "a.x, storm")
