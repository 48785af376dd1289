"""Every fault of a single value, once; all faults at once; none that is only a consequence."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.crisis.build import build
from standoff.errors import CrisisError, StandoffError
from standoff.files.read import parse_yaml, read_text
from tests.crisis.example import EXAMPLE, edited
from tests.strategies import crises, crisis_data

FAULTS = [
    # keys
    ("standoff: 1\n", "", "'standoff' is missing", "title: A strait"),
    ("title: A strait\n", "", "'title' is missing", "standoff: 1"),
    ("    name: North\n", "", "'name' is missing", "north:"),
    ("prior: 0.4", "note: why", "'prior' is missing", "ally_ready: {claim"),
    ("id: call\n    ", "", "'id' is missing", "date: 2026-01-10"),
    ("horizon:", "horizont:", "unknown key 'horizont'; did you mean 'horizon'?", "horizont:"),
    ("tempo:", "temp:", "unknown key 'temp'; did you mean 'tempo'?", "temp:"),
    ("effort: 1}", "cost: 1}", "unknown key 'cost'; known: against, direction, effort", "cost: 1}"),
    ("to: south, ", "too: south, ", "unknown key 'too'; did you mean 'to'?", "too: south"),
    (
        "{prefer: north.blockade, ",
        "{prefer: at_least(1, north.blockade), ",
        "unknown key 'north.blockade)': quote the expression, for a comma inside { } ends it",
        "north.blockade), ",
    ),
    (
        "blockade: {label",
        "block-ade: {label",
        "'block-ade' cannot be a name: use letters",
        "block-ade",
    ),
    (
        "blockade: {label",
        "never: {label",
        "'never' is a word of the expression language",
        "never: {",
    ),
    ("convoy: {label", "AND: {label", "'AND' is a word of the expression language", "AND: {"),
    ("convoy: {label", f"{'x' * 61}: {{label", "is too long for a name: 60 characters", "xxx"),
    ("[normal, alert, ready]", "[normal, 2, ready]", "'2' cannot be a name", "2, ready"),
    # shapes
    ("actors:\n", "actors: 3\nties2:\n", "'actors' should be a mapping of keys to values", "3"),
    (
        "blockade: {label: Close the strait, against: [south], effort: 1}",
        "blockade: yes",
        "'blockade' should be a mapping",
        "yes",
    ),
    ("against: [south]", "against: south", "'against' should be a list: [..., ...]", "south,"),
    (
        "status_quo: [north.posture: alert]",
        "status_quo: {north.posture: alert}",
        "'status_quo' should be a list",
        "{north.posture: alert",
    ),
    ("title: A strait", "title: 1984", "'title' should be text; put it in quotes", "1984"),
    (
        "title: A strait",
        "title:",
        "'title' has no value: write one, or leave the key out",
        "title:",
    ),
    ("title: A strait", "title: ''", "'title' is empty", "'"),
    ("title: A strait", f"title: {'x' * 4001}", "'title' is longer than 4000 characters", "xxx"),
    ("[normal, alert, ready]", "[normal]", "'levels' should hold 2 entries or more", "[normal]"),
    (
        "against: [south]",
        f"against: [{', '.join(['south'] * 61)}]",
        "'against' holds 61 entries; at most 60",
        "[south, south",
    ),
    ("set: [north.blockade]", "set: []", "'set' is empty", "[]"),
    (
        "  - {date: 2026-01-12, set: [north.blockade], source: wire}",
        "  - seen",
        "'observed[0]' should be a mapping",
        "seen",
    ),
    # words
    ("standoff: 1", "standoff: 2", "this file says format 2; this program reads format 1", "2"),
    (
        "kind: state",
        "kind: staet",
        "'staet' will not do for 'kind'; did you mean 'state'?",
        "staet",
    ),
    (
        "yardstick: icd203",
        "yardstick: icd",
        "'icd' will not do for 'yardstick'; did you mean 'icd203'?",
        "icd",
    ),
    ("direction: on_only", "direction: once", "'once' will not do for 'direction'", "once"),
    ("case: worst", "case: wurst", "did you mean 'worst'?", "wurst"),
    ("happened: false", "happened: maybe", "'happened' should be true or false", "maybe"),
    # numbers
    ("weight: major", "weight: mayor", "'mayor' is no weight; did you mean 'major'?", "mayor"),
    ("weight: major", "weight: -1", "-1 is outside the valid range of a weight, 0 to 1000", "-1"),
    ("weight: major", "weight: 4..2", "the range 4..2 runs backwards; write 2..4", "4..2"),
    ("weight: major", "weight: [4]", "a weight should be a number", "[4]"),
    ("precision: ordinary", "precision: keen", "'keen' is no precision; known: deliberate", "keen"),
    ("precision: ordinary", "precision: 1001", "outside the valid range of a precision", "1001"),
    (
        "tempo: 1 per month",
        "tempo: 1 per moth",
        "'moth' is no unit of time; did you mean 'months'?",
        "1 per moth",
    ),
    (
        "tempo: 1 per month",
        "tempo: 3",
        "'3' is not a tempo: write for instance `1 per month`",
        "3\n",
    ),
    (
        "tempo: 1 per month",
        "tempo: 500 per day",
        "500 per day is more often than 1000 times a month",
        "500",
    ),
    (
        "patience: 4 months",
        "patience: 4",
        "'4' is not a length of time: write a number and a unit",
        "4\n",
    ),
    ("horizon: 6 months", "horizon: 6 km", "'km' is no unit of time", "6 km"),
    ("horizon: 6 months", "horizon: 101 years", "101 years is longer than 100 years", "101"),
    (
        "horizon: 6 months",
        "horizon: 0 days",
        "outside the valid range of a length of time, above 0",
        "0 days",
    ),
    (
        "foresight: equilibrium",
        "foresight: wise",
        "'wise' is no foresight: write myopic, a level",
        "wise",
    ),
    ("foresight: equilibrium", "foresight: -1", "'-1' is no foresight", "-1"),
    ("effort: 1}", "effort: -2}", "-2 is outside the valid range of an effort", "-2}"),
    ("regard: -0.1", "regard: 11", "11 is outside the valid range of a regard, -10 to 10", "11}"),
    ("prior: 0.4", "prior: 1.4", "1.4 is outside the valid range of a probability, 0 to 1", "1.4"),
    ("prior: 0.4", "prior: 140%", "outside the valid range of a percentage, 0 to 100", "140%"),
    (
        "prior: 0.4",
        "prior: probably",
        "'probably' is no word of likelihood of the yardstick icd203; did you mean 'probable'?",
        "probably",
    ),
    (
        "moderate for",
        "very for",
        "'very for' is no strength of evidence: write strong, moderate or",
        "very for",
    ),
    ("moderate for", "0", "0 is outside the valid range of a likelihood ratio", "0}"),
    ("reliability: B2}", "reliability: H9}", "'H9' is no Admiralty code", "H9}"),
    ("severity: 9", "severity: 11", "'severity' should be 10 or less", "11}"),
    ("severity: 9", "severity: -1", "'severity' should be 0 or more", "-1}"),
    ("severity: 9", "severity: bad", "'severity' should be a number", "bad}"),
    ("of: 6, source", "of: 0, source", "'of' should be 1 or more", "0, source"),
    ("of: 6, source", "of: 2.5, source", "'of' should be a whole number", "2.5, source"),
    ("of: 6, source", "of: six, source", "'of' should be a whole number", "six, source"),
    ("of: 6, source", "of: 10000000, source", "'of' should be 1,000,000 or less", "10000000"),
    ("of: 6, source", "of: true, source", "'of' should be a number", "true, source"),
    ("severity: 9", "severity: true", "'severity' should be a number", "true}"),
    ("standoff: 1", "standoff: true", "this file says format True", "true"),
    ("standoff: 1", "standoff: '1'", "without quotes: `standoff: 1`", "1'"),
    ("standoff: 1", "standoff: 2", "this file says format 2; this program reads format 1", "2"),
    # dates
    (
        "as_of: 2026-01-15",
        "as_of: 15.1.2026",
        "'15.1.2026' is not a date: write year-month-day",
        "15.1",
    ),
    ("as_of: 2026-01-15", "as_of: 2026-02-30", "there is no day 2026-02-30", "2026-02-30"),
    ("as_of: 2026-01-15", "as_of: 20260115", "'20260115' is not a date", "20260115"),
    ("as_of: 2026-01-15", "as_of: 2026-01-15 12:00", "is not a date", "2026-01-15 12"),
    # expressions and settings
    (
        "prefer: north.blockade,",
        "prefer: north.blockade &,",
        "'&' cannot stand here; write and",
        "&,",
    ),
    ("prefer: north.blockade,", "prefer: 3,", "an expression should be text, for instance", "3,"),
    (
        "when: ever(south.strike), case",
        "when: ever(south.strike and), case",
        "')' cannot stand here: a condition is missing",
        "), case",
    ),
    (
        "status_quo: [north.posture: alert]",
        "status_quo: [3]",
        "write `actor.option`, or `actor.option: level`",
        "3]",
    ),
    (
        "status_quo: [north.posture: alert]",
        "status_quo: [{north.posture: }]",
        "a level is missing after 'north.posture:'",
        "{north.posture: }]",
    ),
    (
        "    preferences:\n      - {prefer: not north.blockade}\n      - {prefer: not south.strike}\n",
        "    ranking: [x]\n",
        "a state in a ranking is the list of what is on; [] is nothing on",
        "x]",
    ),
    (
        "    preferences:\n      - {prefer: not north.blockade}\n      - {prefer: not south.strike}\n",
        "    ranking: [[[], x]]\n",
        "a tie in a ranking is a list of states, each of them a list",
        "[[], x]",
    ),
]


@pytest.mark.parametrize(("old", "new", "words", "passage"), FAULTS, ids=range(len(FAULTS)))
def test_faults(old, new, words, passage):
    text = edited(old, new)
    with pytest.raises(CrisisError) as caught:
        read_text(text, "f.yaml")
    matching = [fault for fault in caught.value.faults if words in fault.message]
    assert matching, str(caught.value)
    lines = text.splitlines()
    pointed = [f"{lines[fault.line - 1][fault.column - 1 :]}\n" for fault in matching]
    assert any(line.startswith(passage) for line in pointed), pointed


def test_all_faults_are_told_at_once_in_the_order_of_the_file():
    text = EXAMPLE
    for old, new in [
        ("horizon: 6 months", "horizon: 6"),
        ("weight: major", "weight: mayor"),
        ("prefer: not convoy", "prefer: not convoi"),
        ("echoes: call", "echoes: cal"),
        ("severity: 9", "severity: 99"),
    ]:
        text = text.replace(old, new)
    with pytest.raises(CrisisError) as caught:
        read_text(text, "f.yaml")
    said = str(caught.value).splitlines()
    assert len(said) == 5
    for line, words in zip(
        said, ["'6'", "'mayor'", "'convoi'", "'cal'", "'severity'"], strict=True
    ):
        assert words in line


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("options:\n      blockade", "optons:\n      blockade", ["unknown key 'optons'"]),
        ("hypotheses:\n", "hypothesis:\n", ["unknown key 'hypothesis'"]),
        ("blockade: {label", "block-ade: {label", ["'block-ade' cannot be a name"]),
        ("north:\n    name: North\n", "north:\n    nme: North\n", ["'name' is missing", "'nme'"]),
        ("[normal, alert, ready]", "[normal, 2, ready]", ["'2' cannot be a name"]),
        ("[normal, alert, ready]", "[normal, 2]", ["'2' cannot be a name"]),
        ("[normal, alert, ready]", "[]", ["'levels' is empty"]),
        ("as_of: 2026-01-15", "as_of: soon", ["'soon' is not a date"]),
        ("begins: 2025-12-01", "begins: soon", ["'soon' is not a date"]),
        ("yardstick: icd203", "yardstick: icd2o3", ["'icd2o3' will not do"]),
        (
            "  south:\n    name: South",
            "  south: 3\n  other:\n    name: South",
            ["'south' should be"],
        ),
        ("id: call\n", "id: 'a b'\n", ["'a b' cannot be a name"]),
        ("when: ever(south.strike), case", "when: ever(, case", ["ends too early"]),
        ("rate: 1 per 8 months", "rate: 1", ["'1' is not a rate"]),
        ("when: north.blockade, off", "when: 5, off", ["an expression should be text"]),
    ],
)
def test_what_only_follows_from_a_fault_is_not_told(old, new, faults):
    with pytest.raises(CrisisError) as caught:
        read_text(edited(old, new))
    messages = sorted(fault.message for fault in caught.value.faults)
    assert len(messages) == len(faults), messages
    assert all(words in text for words, text in zip(sorted(faults), messages, strict=True))


def test_a_mapping_that_is_too_long_says_how_long_it_is():
    data = parse_yaml(EXAMPLE)[0]
    data["actors"]["north"]["options"] |= {f"option{k}": {} for k in range(50)}
    with pytest.raises(CrisisError, match="'options' holds 52 entries; at most 40 are read"):
        build(data)


def test_half_a_character_is_told_in_plain_words():
    data = parse_yaml(EXAMPLE)[0] | {"title": "\ud800"}
    with pytest.raises(CrisisError, match="'title' holds half a character"):
        build(data)


def test_a_crisis_from_python_names_paths_instead_of_lines():
    data = parse_yaml(EXAMPLE)[0]
    data["actors"]["north"]["preferences"][1]["weight"] = "much"
    with pytest.raises(CrisisError) as caught:
        build(data)
    assert str(caught.value).startswith("crisis: actors.north.preferences[1].weight: 'much' is no")


@given(crises())
def test_a_crisis_written_back_as_data_is_the_same_crisis(crisis):
    again = build(copy.deepcopy(crisis.to_data()))
    assert again.hash == crisis.hash
    assert again.to_data() == crisis.to_data()


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.none(), max_size=2),
)


def _containers(data):
    yield data
    for part in data.values() if isinstance(data, dict) else data:
        if isinstance(part, dict | list) and part:
            yield from _containers(part)


@given(crisis_data(), st.data())
def test_any_junk_anywhere_is_a_crisis_or_an_error_with_words(data, junk):
    data = copy.deepcopy(data)
    for _ in range(junk.draw(st.integers(1, 3))):
        place = junk.draw(st.sampled_from(list(_containers(data))))
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if isinstance(place, dict):
            keys.append(junk.draw(st.text(max_size=4)))
        place[junk.draw(st.sampled_from(keys))] = junk.draw(JUNK)
    try:
        crisis = build(data)
    except StandoffError as error:
        words = str(error)
    else:
        words = crisis.title
    assert words
