"""Changing single values leaves every other character as it was."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import crisis_data

from standoff.catalog import open_text
from standoff.errors import UsageError
from standoff.files.read import parse_yaml
from standoff.files.rewrite import REMOVE, rewrite
from standoff.files.template import template
from standoff.files.write import dump

TEXT = """\
# head
standoff: 1   # format
title: 'A "strait"'  # quoted

actors:
  # who
  north:
    name: North  # the north
    options:
      blockade: {label: Close it, effort: 1}   # flow
      talk:
    preferences:
      - {prefer: north.blockade, weight: 2..4}  # wanted
      - prefer: >-
          not south.strike and
          not north.talk
        weight: major

      # last
  south: {name: South}
ties: []
tail: |
  one
  two

# end
"""


def changed(path, value, old, new):
    """The text with one replacement is what `rewrite` gives."""
    assert TEXT.count(old) == 1, old
    assert rewrite(TEXT, {path: value}) == TEXT.replace(old, new)


NORTH = ("actors", "north")


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("standoff",), 2, "standoff: 1 ", "standoff: 2 "),
        (("title",), "A gulf", "'A \"strait\"'", "A gulf"),
        (("title",), "A gulf: calm", "'A \"strait\"'", "'A gulf: calm'"),
        ((*NORTH, "name"), "Nord", "name: North ", "name: Nord "),
        ((*NORTH, "options", "blockade", "effort"), "0..2", "effort: 1}", "effort: 0..2}"),
        ((*NORTH, "options", "blockade", "label"), "Close, all", "Close it", "'Close, all'"),
        ((*NORTH, "options", "talk"), {"effort": 2}, "talk:\n", "talk: {effort: 2}\n"),
        ((*NORTH, "options", "talk", "effort"), 2, "talk:\n", "talk: {effort: 2}\n"),
        ((*NORTH, "preferences", 0, "weight"), "minor", "weight: 2..4", "weight: minor"),
        (
            (*NORTH, "preferences", 1, "prefer"),
            "not south.strike",
            ">-\n          not south.strike and\n          not north.talk\n",
            "not south.strike\n",
        ),
        ((*NORTH, "preferences", 1, "weight"), 3, "weight: major", "weight: 3"),
        (
            (*NORTH, "preferences", 0, "note"),
            "why",
            "weight: 2..4}",
            "weight: 2..4, note: why}",
        ),
        (
            (*NORTH, "preferences", 1, "note"),
            "why",
            "weight: major\n",
            "weight: major\n        note: why\n",
        ),
        (
            (*NORTH, "preferences", 2),
            {"prefer": "true", "weight": 1},
            "weight: major\n",
            "weight: major\n      - {prefer: 'true', weight: 1}\n",
        ),
        ((*NORTH, "options", "wait"), None, "talk:\n", "talk:\n      wait: null\n"),
        (("ties", 0), {"from": "a"}, "ties: []", "ties: [{from: a}]"),
        (("horizon",), "6 months", "  two\n", "  two\nhorizon: 6 months\n"),
        (("actors", "south", "kind"), "state", "South}", "South, kind: state}"),
        (
            ("actors", "west", "name"),
            "West",
            "south: {name: South}\n",
            "south: {name: South}\n  west: {name: West}\n",
        ),
        (("tail",), "short", "|\n  one\n  two\n", "short\n"),
        (("tail",), REMOVE, "tail: |\n  one\n  two\n", ""),
        (("ties",), REMOVE, "ties: []\n", ""),
        (("standoff",), REMOVE, "standoff: 1   # format\n", ""),
        ((*NORTH, "options", "talk"), REMOVE, "      talk:\n", ""),
        ((*NORTH, "options", "blockade", "effort"), REMOVE, ", effort: 1", ""),
        ((*NORTH, "options", "blockade", "label"), REMOVE, "label: Close it, ", ""),
        (("actors", "south", "name"), REMOVE, "{name: South}", "{}"),
        (
            (*NORTH, "preferences", 0),
            REMOVE,
            "      - {prefer: north.blockade, weight: 2..4}  # wanted\n",
            "",
        ),
        (
            (*NORTH, "preferences", 1, "prefer"),
            REMOVE,
            "prefer: >-\n          not south.strike and\n          not north.talk\n        ",
            "",
        ),
        ((*NORTH, "preferences", 1, "weight"), REMOVE, "        weight: major\n", ""),
    ],
)
def test_only_what_is_asked_for_changes(path, value, old, new):
    changed(path, value, old, new)


def test_a_collection_is_replaced_whole_and_what_follows_it_stays():
    text = rewrite(TEXT, {(*NORTH, "preferences"): []})
    assert "    preferences: []\n\n      # last\n  south:" in text
    long = [{"prefer": f"north.blockade and not south.strike_{k}", "weight": 1} for k in range(3)]
    text = rewrite(TEXT, {(*NORTH, "preferences"): long})
    assert (
        "    preferences:\n      - {prefer: north.blockade and not south.strike_0, weight: 1}\n"
        in text
    )


def test_several_changes_and_windows_line_ends():
    text = rewrite(
        TEXT.replace("\n", "\r\n"),
        {("title",): "T", ("as_of",): "2023-01-06", ("ties",): REMOVE},
    )
    expected = TEXT.replace("'A \"strait\"'", "T").replace("ties: []\n", "")
    expected = expected.replace("  two\n", "  two\nas_of: 2023-01-06\n")
    assert text == expected.replace("\n", "\r\n")


def test_the_last_entry_leaves_brackets():
    assert rewrite("a:\n  - b  # c\nd: 1\n", {("a", 0): REMOVE}) == "a: []  # c\nd: 1\n"
    assert rewrite("a:\n  b: c\nd: 1\n", {("a", "b"): REMOVE}) == "a: {}\nd: 1\n"
    assert rewrite("a: [b]\n", {("a", 0): REMOVE}) == "a: []\n"


@pytest.mark.parametrize(
    ("text", "path", "value", "words"),
    [
        (TEXT, ("ties", 3), {}, "there is no place ties[3] in the file"),
        (TEXT, ("nothing",), REMOVE, "there is no place nothing"),
        (TEXT, ("title", "x"), 1, "there is no place title.x"),
        (TEXT, (*NORTH, "options", 0), 1, "there is no place actors.north.options[0]"),
        ("a: &x [1]\nb: *x\n", ("a", 0), 2, "a[0] cannot be changed alone"),
    ],
)
def test_what_cannot_be_changed(text, path, value, words):
    with pytest.raises(UsageError) as caught:
        rewrite(text, {path: value})
    assert words in str(caught.value)


def _places(data, path=()):
    yield path
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _places(value, (*path, key))
    elif isinstance(data, list):
        for k, value in enumerate(data):
            yield from _places(value, (*path, k))


VALUES = st.one_of(
    st.integers(-5, 5),
    st.booleans(),
    st.none(),
    st.text(max_size=12),
    st.sampled_from(["2..4", "not a.b", "a: b", "x # y", "- z", "", "null", "it's", "[", "o, p"]),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.sampled_from(["p", "q r"]), st.text(max_size=5), max_size=2),
)


@pytest.mark.parametrize(
    "text",
    [open_text("syria-iraq-1975"), open_text("stag-hunt"), template(), TEXT],
    ids=["catalogue", "small", "template", "mixed"],
)
@settings(max_examples=25)
@given(data=st.data())
def test_any_value_of_any_file_can_be_set_or_taken_out(text, data):
    plain = parse_yaml(text)[0]
    path = data.draw(st.sampled_from([path for path in _places(plain) if path]))
    value = data.draw(VALUES | st.just(REMOVE))
    expected = copy.deepcopy(plain)
    place = expected
    for step in path[:-1]:
        place = place[step]
    if value is REMOVE:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    changed = rewrite(text, {path: value})
    assert parse_yaml(changed)[0] == expected
    kept = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in changed.splitlines() if line.startswith("#")] == kept


@settings(max_examples=25)
@given(st.data())
def test_a_file_with_aliases_is_changed_as_asked_or_not_at_all(data):
    text = open_text("elmira")
    plain = parse_yaml(text)[0]
    path = data.draw(st.sampled_from([path for path in _places(plain) if path]))
    try:
        changed = rewrite(text, {path: "other"})
    except UsageError:
        return
    assert _at(parse_yaml(changed)[0], path) == "other"


@settings(max_examples=25)
@given(crisis_data(), st.data())
def test_setting_a_value_and_setting_it_back_gives_the_same_text(plain, data):
    text = dump(plain)
    scalars = [
        path
        for path in _places(plain)
        if not isinstance(_at(plain, path), dict | list) and len(str(_at(plain, path))) < 60
    ]
    path = data.draw(st.sampled_from(scalars))
    old = _at(plain, path)
    assert rewrite(rewrite(text, {path: "other"}), {path: old}) == text


def _at(plain, path):
    for step in path:
        plain = plain[step]
    return plain


def test_many_changes_are_made_in_few_passes_and_as_one_by_one(monkeypatch):
    import standoff.files.rewrite as module

    text = open_text("durand-line")
    data, _ = parse_yaml(text)
    changes = {}
    for actor, record in data["actors"].items():
        changes["actors", actor, "tempo"] = "2 per month"
        changes["actors", actor, "precision"] = 3
        for option in record.get("options", {}):
            changes["actors", actor, "options", option, "effort"] = 1.25
    few = dict(list(changes.items())[:6])
    one_by_one = text
    for path, value in few.items():
        one_by_one = rewrite(one_by_one, {path: value})
    assert rewrite(text, few) == one_by_one
    passes = []
    asked = module._is_as_asked
    monkeypatch.setattr(module, "_is_as_asked", lambda *a: passes.append(1) or asked(*a))
    found, _ = parse_yaml(rewrite(text, changes))
    for (_, actor, *rest), value in changes.items():
        place = found["actors"][actor]
        for step in rest:
            place = place[step]
        assert place == value
    assert len(changes) > 20
    assert len(passes) <= 4


def test_changes_that_build_on_one_another_are_made_in_turn():
    changes = {("ties", 0): {"from": "a"}, ("ties", 1): {"from": "b"}, ("title",): "A gulf"}
    changes[*NORTH, "options", "talk", "effort"] = 2
    changes[*NORTH, "options", "talk", "label"] = "Talk"
    text = rewrite(TEXT, changes)
    data, _ = parse_yaml(text)
    assert data["ties"] == [{"from": "a"}, {"from": "b"}]
    assert data["title"] == "A gulf"
    assert data["actors"]["north"]["options"]["talk"] == {"effort": 2, "label": "Talk"}


def test_one_change_that_cannot_be_made_is_said():
    with pytest.raises(UsageError, match="title"):
        rewrite(TEXT, {("standoff",): 2, ("title", "words"): 1, ("tail",): "short"})
