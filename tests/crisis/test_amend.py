"""What-ifs: every kind of change, and every way to get one wrong."""

import pytest

from standoff.crisis.amend import amend
from standoff.crisis.build import build
from standoff.encode import encode
from standoff.errors import UsageError


@pytest.fixture
def crisis():
    return build(
        {
            "standoff": 1,
            "title": "t",
            "as_of": "2023-01-06",
            "begins": "2022-12-01",
            "actors": {
                "a": {
                    "name": "A",
                    "options": {"x": {}, "p": {"levels": ["low", "mid", "high"]}},
                    "preferences": [{"prefer": "a.x", "weight": "major"}],
                },
                "b": {"name": "B", "options": {"y": {}}, "preferences": [{"prefer": "not b.y"}]},
            },
            "chance": {"storm": {"rate": "1 per year"}},
            "hypotheses": {"h": {"claim": "H", "prior": 0.3}},
            "signals": [
                {"id": "s", "date": "2023-01-01", "summary": "s", "bears_on": {"h": 3}},
                {
                    "id": "e",
                    "date": "2023-01-02",
                    "summary": "s",
                    "bears_on": {"h": 3},
                    "echoes": "s",
                },
            ],
            "observed": [{"date": "2022-12-05", "set": ["a.x", "b.y"]}],
            "status_quo": [{"a.p": "mid"}],
        }
    )


def start(crisis):
    problem = encode(crisis)
    return problem.space.label(problem.start), problem.space.states


@pytest.mark.parametrize(
    ("change", "labels", "states"),
    [
        ("a.x=off", ["a.p=mid", "b.y"], 12),
        ("a.x=on", ["a.p=mid", "a.x", "b.y"], 12),
        ("a.p=high", ["a.p=high", "a.x", "b.y"], 8),
        ("a.p=low", ["a.x", "b.y"], 8),
        ("storm=on", ["a.p=mid", "a.x", "b.y", "storm"], 12),
    ],
)
def test_an_option_or_event_is_held(crisis, change, labels, states):
    assert start(amend(crisis, [change])) == (labels, states)


def test_numbers_are_replaced(crisis):
    changes = ["a.tempo=2 per month", "a.weight[1]=minor", "storm.rate=1 per month", "a.x.effort=3"]
    changed = amend(crisis, [*changes, "b.foresight=2", "horizon=6 months", "h.prior=0.5..0.7"])
    inputs = encode(changed).inputs
    value = dict(zip((row.name for row in inputs.rows), inputs.point(), strict=True))
    assert value["a.tempo"] == 2
    assert value["a.weight[1]"] == 1
    assert value["storm.rate"] == 1
    assert value["a.x.effort"] == 3
    assert changed.actors["b"].foresight == 2
    assert changed.horizon.centre == 6
    assert value["h.prior"] == pytest.approx(0.6)


@pytest.mark.parametrize(("value", "prior"), [("true", 1.0), ("false", 0.0), ("likely", 0.675)])
def test_a_hypothesis_is_fixed_or_given_a_prior(crisis, value, prior):
    changed = amend(crisis, [f"h={value}"])
    assert changed.prior("h").centre == pytest.approx(prior)
    silenced = not changed.signals[0].bears_on
    assert silenced == (value != "likely")


def test_a_signal_is_left_out_and_its_echo_stands_alone(crisis):
    changed = amend(crisis, ["signal.s=off"])
    assert [signal.id for signal in changed.signals] == ["e"]
    assert changed.signals[0].echoes is None


def test_a_chain_of_echoes_is_left_out_link_by_link(crisis):
    data = crisis.to_data()
    third = {"id": "t", "date": "2023-01-03", "summary": "s", "bears_on": {"h": 3}, "echoes": "e"}
    longer = build(data | {"signals": [*data["signals"], third]})
    changed = amend(longer, ["signal.s=off", "signal.e=off", "signal.e=off"])
    assert [(signal.id, signal.echoes) for signal in changed.signals] == [("t", None)]


def test_the_crisis_itself_stays_as_it_was(crisis):
    before = crisis.hash
    assert amend(crisis, ["a.x=off"]).hash != before
    assert crisis.hash == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("a.z=on", "did you mean 'a.x'?"),
        ("a.p=hihg", "did you mean 'high'?"),
        ("signal.q=off", "there is no signal 'q'"),
        ("signal.s=on", "write signal.s=off"),
        ("a.weight[7]=1", "there is nothing called"),
        ("a.weight[0]=1", "there is nothing called"),
        ("horizon=6 moths", "did you mean 'months'?"),
        ("h=maybe so", "no word of likelihood"),
        ("nonsense", "write NAME=VALUE"),
        ("a.tempo=fast", "is not a tempo"),
        ("actors=1", "should be a mapping"),
        ("a.x..y=1", "is no name to set"),
        ("title.a=1", "there is nothing called 'title.a' to set"),
        ("standoff.x=1", "there is nothing called 'standoff.x' to set"),
        ("h.prior.x=1", "there is nothing called 'h.prior.x' to set"),
        ("actors.a.name.first=1", "there is nothing called"),
        ("a.weight[1]=²", "'²' is not a weight"),
        ("a.weight[²]=1", "is no name to set"),
        ("a.weight[1]=" + "9" * 5000, "is too long for a weight"),
        (f"a.weight[{'9' * 5000}]=1", "is no name to set"),
    ],
)
def test_wrong_changes_say_what_to_do(crisis, change, words):
    with pytest.raises(UsageError) as error:
        amend(crisis, [change])
    assert words in str(error.value)


def test_a_ranking_keeps_the_states_that_are_left():
    ranked = build(
        {
            "standoff": 1,
            "title": "t",
            "actors": {
                "a": {
                    "name": "A",
                    "options": {"x": {}, "y": {}},
                    "ranking": [["a.x", "a.y"], [["a.x"], ["a.y"]], []],
                }
            },
        }
    )
    problem = encode(amend(ranked, ["a.x=on"]))
    assert problem.space.states == 2
    assert problem.utility(problem.inputs.point(), {}).tolist() == [[0.0, 8.0]]
