"""Reading a GMCR+ file: every fault in plain words and at its place."""

import copy
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.errors import CrisisError
from standoff.files.interchange.gmcr_format import write_gmcr
from standoff.files.interchange.gmcr_read import read_gmcr
from tests.interchange.gmcr_models import documents

SMALL = {
    "program": "gmcr-py",
    "version": "0.3.12",
    "useManualPreferenceRanking": False,
    "options": [
        {"name": "Divert the river", "permittedDirection": "fwd"},
        {"name": "Pay", "permittedDirection": "both"},
        {"name": "Sue", "permittedDirection": "back"},
    ],
    "decisionMakers": [
        {"name": "Upstream", "options": [0, 1], "preferences": [[[0, "Y"]], [[1, "N"], [2, "N"]]]},
        {
            "name": "Downstream",
            "options": [2],
            "preferences": [{"compound": True, "members": [[[0, "N"]], [[2, "Y"]]]}],
        },
    ],
    "infeasibles": [[[0, "Y"], [1, "Y"]]],
    "coalitions": [0, 1],
}


def changed(*path, to):
    """The small document with one value changed."""
    document = copy.deepcopy(SMALL)
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return document


def test_a_file_is_read_into_records():
    model = read_gmcr(json.dumps(SMALL))
    assert [o.direction for o in model.options] == ["fwd", "both", "back"]
    up, down = model.decision_makers
    assert up.options == (0, 1)
    assert up.statements == ((((0, True),),), (((1, False), (2, False)),))
    assert down.statements == ((((0, False),), ((2, True),)),)
    assert model.infeasibles == ((((0, True), (1, True)),),)
    assert model.coalitions == ()
    assert model.unknown == ()


def test_options_may_be_named_and_old_keys_are_known():
    document = changed("decisionMakers", 0, "options", to=["Divert the river", "Pay"])
    document["useManualPreferenceVectors"] = document.pop("useManualPreferenceRanking")
    document["decisionMakers"][0]["preferenceVector"] = [1, [2, 3]]
    model = read_gmcr(json.dumps(document))
    assert model.decision_makers[0].options == (0, 1)
    assert model.decision_makers[0].ranking == ((1,), (2, 3))
    assert model.manual is False


def test_unknown_keys_are_listed_with_their_place():
    document = changed("decisionMakers", 1, "mood", to="sour")
    document["colour"] = "red"
    assert read_gmcr(json.dumps(document)).unknown == ("colour", "decisionMakers[1].mood")


@given(documents())
def test_writing_what_was_read_changes_nothing(document):
    model = read_gmcr(json.dumps(document))
    again = read_gmcr(write_gmcr(model, "1"))
    assert again.infeasibles == model.infeasibles
    assert again.options == model.options
    assert [m.statements for m in again.decision_makers] == [
        m.statements for m in model.decision_makers
    ]
    if model.manual:
        assert again == model


@pytest.mark.parametrize(
    ("document", "where", "what"),
    [
        ([], "", "a GMCR+ file is a JSON object"),
        ({}, "", "'options' is missing"),
        ({"options": [], "decisionMakers": []}, "decisionMakers", "no decision maker"),
        (changed("options", to={}), "options", "should be a list"),
        (changed("options", 1, to=3), "options[1]", "should be an object"),
        (changed("options", 1, "name", to=None), "options[1]", "'name' should be text"),
        (changed("options", 1, "name", to="x" * 2001), "options[1].name", "longer than"),
        (
            changed("options", 1, "permittedDirection", to="up"),
            "options[1].permittedDirection",
            '"up" is no direction',
        ),
        (
            changed("options", 1, "permittedDirection", to=[]),
            "options[1].permittedDirection",
            "is no direction",
        ),
        (
            changed("decisionMakers", 0, "options", to=[0, 7]),
            "decisionMakers[0].options[1]",
            "7 is no option",
        ),
        (
            changed("decisionMakers", 0, "options", to=[0, -1]),
            "decisionMakers[0].options[1]",
            "-1 is no option",
        ),
        (
            changed("decisionMakers", 0, "options", to=[True]),
            "decisionMakers[0].options[0]",
            "true is no option",
        ),
        (
            changed("decisionMakers", 0, "preferences", 1, to=[[1, "N"], [2]]),
            "decisionMakers[0].preferences[1][1]",
            "should be [option",
        ),
        (
            changed("decisionMakers", 0, "preferences", 1, to=[[1, "N"], [1, "Y"]]),
            "decisionMakers[0].preferences[1][1]",
            "both taken and not taken",
        ),
        (
            changed("decisionMakers", 1, "preferences", 0, "members", 1, 0, 1, to="maybe"),
            "decisionMakers[1].preferences[0].members[1][0]",
            'should be "Y" or "N"',
        ),
        (
            changed("decisionMakers", 1, "preferences", 0, to={"compound": True}),
            "decisionMakers[1].preferences[0]",
            "has 'members'",
        ),
        (changed("infeasibles", to="none"), "infeasibles", "should be a list"),
        (changed("coalitions", to=[[0, 2]]), "coalitions[0]", "numbers of decision makers"),
        (
            changed("useManualPreferenceRanking", to="yes"),
            "useManualPreferenceRanking",
            "true or false",
        ),
        (
            changed("decisionMakers", 0, "preferenceRanking", to=[1, []]),
            "decisionMakers[0].preferenceRanking[1]",
            "number of a state",
        ),
    ],
)
def test_a_fault_is_told_at_its_place(document, where, what):
    with pytest.raises(CrisisError) as caught:
        read_gmcr(json.dumps(document), "x.gmcr")
    assert f"x.gmcr: {where}: " in str(caught.value) if where else "x.gmcr: " in str(caught.value)
    assert what in str(caught.value)


def test_all_faults_are_told_at_once():
    document = changed("options", 0, "name", to=1)
    document["infeasibles"] = [[[9, "Y"]]]
    with pytest.raises(CrisisError) as caught:
        read_gmcr(json.dumps(document))
    assert len(caught.value.faults) == 2


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (json.dumps(SMALL, indent=1)[:-40], "is the file cut off?"),
        ('{"options": [}', "this is not JSON"),
        ('{"options": [], "options": []}', "stands twice"),
        ('{"options": NaN}', "NaN is no number"),
        ("[" * 100_000, "nested too deeply"),
        ('{"options": ' + "9" * 5000 + "}", "cannot be read"),
        ("standoff: 1", "this is not JSON"),
        (json.dumps(SMALL).replace("Pay", "\\ud83d"), "half a character"),
    ],
)
def test_what_is_not_json_is_refused(text, what):
    with pytest.raises(CrisisError, match=r"x\.gmcr:\d+:\d+: ") as caught:
        read_gmcr(text, "x.gmcr")
    assert what in str(caught.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("Y"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["options", "name", "decisionMakers", "members", "infeasibles"]), inner
        )
    ),
)


@given(st.data())
def test_any_damage_ends_in_an_answer_or_a_clear_error(data):
    document = copy.deepcopy(data.draw(documents()))
    place, key = document, data.draw(st.sampled_from(sorted(document)))
    while isinstance(place[key], list | dict) and place[key] and data.draw(st.booleans()):
        place = place[key]
        key = data.draw(
            st.sampled_from(sorted(place))
            if isinstance(place, dict)
            else st.integers(0, len(place) - 1)
        )
    place[key] = data.draw(JSON)
    with suppress(CrisisError):
        read_gmcr(json.dumps(document))
