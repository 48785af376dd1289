"""A crisis as a GMCR+ file: there and back nothing that the format can hold is changed."""

import json

import numpy as np
import pytest
from hypothesis import given

from standoff.catalog import slugs
from standoff.crisis.build import build
from standoff.encode.problem import encode
from standoff.errors import LimitReached
from standoff.exchange.gmcr import export_gmcr
from standoff.files.interchange.gmcr import draft_gmcr
from standoff.files.interchange.gmcr_read import read_gmcr
from standoff.files.read import read_text
from standoff.workbench import Analysis, load
from tests.interchange.gmcr_models import feasible, order, worth
from tests.strategies import crisis_data

CONCEPTS = ("R", "GMR", "SMR", "SEQ", "SSEQ", "SIM")


def exported(crisis):
    text, notes = export_gmcr(Analysis(crisis))
    return json.loads(text), " ".join(notes)


def returned(crisis):
    """The crisis after a journey through GMCR+."""
    text, _ = export_gmcr(Analysis(crisis))
    return read_text(draft_gmcr(read_gmcr(text), "Back", "x.gmcr").text("x.gmcr"))


def crisis_of(actors, **more):
    return build({"standoff": 1, "title": "Made for this", "actors": actors, **more})


def without_needs(data):
    """Leave out what the format cannot hold and would change the moves."""
    for actor in data["actors"].values():
        for option in actor["options"].values():
            option.pop("needs", None)
    return build(data)


@pytest.mark.parametrize("slug", [slug for slug in slugs() if slug != "durand-line"])
def test_the_catalogue_comes_back_with_the_same_stability(slug):
    crisis = load(f"cases/{slug}")
    before, after = Analysis(crisis).stability, Analysis(returned(crisis)).stability
    assert before.states == after.states
    for concept in CONCEPTS:
        assert np.array_equal(before.stable[concept], after.stable[concept]), concept
    assert any(len(before.equilibria(concept)) for concept in CONCEPTS)


@given(crisis_data(max_states=24).map(without_needs))
def test_any_crisis_comes_back_with_the_same_stability(crisis):
    before, after = Analysis(crisis).stability, Analysis(returned(crisis)).stability
    assert before.states == after.states
    for concept in CONCEPTS:
        assert np.array_equal(before.stable[concept], after.stable[concept]), concept


@given(crisis_data(max_states=24))
def test_the_file_says_what_the_crisis_says(crisis):
    analysis = Analysis(build(crisis))
    document, _ = exported(analysis.crisis)
    view = analysis.problem.at_chance_status_quo()
    states = feasible(document)
    assert len(states) == view.space.states
    ranks = view.stability_ranks(analysis.hypotheses)
    for rank, maker in zip(ranks, document["decisionMakers"], strict=True):
        assert order(rank.tolist()) == order(worth(document, maker, states))


def test_statements_without_weights_stay_statements():
    a = {"name": "A", "options": {"go": {"label": "Go there"}}}
    b = {"name": "B", "options": {"stay": {"direction": "on_only"}}}
    a["preferences"] = [{"prefer": "a.go iff b.stay"}, {"prefer": "not b.stay"}]
    document, notes = exported(crisis_of({"a": a, "b": b}))
    assert document["useManualPreferenceRanking"] is False
    assert document["options"] == [
        {"name": "Go there", "permittedDirection": "both"},
        {"name": "stay", "permittedDirection": "fwd"},
    ]
    first, second = document["decisionMakers"][0]["preferences"]
    assert sorted(first["members"]) == [[[0, "N"], [1, "N"]], [[0, "Y"], [1, "Y"]]]
    assert second == [[1, "N"]]
    assert "preferenceRanking" not in document["decisionMakers"][0]
    assert "ranking" not in notes


def test_weights_become_rankings_and_that_is_said():
    a = {"name": "A", "options": {"go": {}}}
    b = {"name": "B", "options": {"stay": {}}, "preferences": [{"prefer": "a.go"}]}
    a["preferences"] = [{"prefer": "a.go", "weight": 3}, {"prefer": "b.stay", "weight": 3}]
    document, notes = exported(crisis_of({"a": a, "b": b}))
    assert document["useManualPreferenceRanking"] is True
    assert document["decisionMakers"][0]["preferenceRanking"] == [4, [2, 3], 1]
    assert document["decisionMakers"][1]["preferenceRanking"] == [[2, 4], [1, 3]]
    assert "a by weights" in notes
    assert "b by" not in notes


def test_levels_become_options_in_a_ladder():
    levels = ["calm", "alert", "war"]
    a = {"name": "A", "options": {"posture": {"levels": levels, "direction": "on_only"}}}
    a["preferences"] = [{"prefer": "a.posture <= alert"}, {"prefer": "a.posture = alert"}]
    document, notes = exported(crisis_of({"a": a}))
    assert [option["name"] for option in document["options"]] == [
        "posture: at least alert",
        "posture: at least war",
    ]
    assert {option["permittedDirection"] for option in document["options"]} == {"fwd"}
    assert document["infeasibles"] == [[[0, "N"], [1, "Y"]]]
    assert feasible(document) == [["N", "N"], ["Y", "N"], ["Y", "Y"]]
    assert document["decisionMakers"][0]["preferences"] == [[[1, "N"]], [[0, "Y"], [1, "N"]]]
    assert "levels of 'posture' are 2 options" in notes


def test_two_levels_of_ones_own_are_one_option():
    a = {"name": "A", "options": {"posture": {"levels": ["calm", "war"]}}}
    document, _ = exported(crisis_of({"a": a}))
    assert [option["name"] for option in document["options"]] == ["posture: war"]


def test_what_the_format_cannot_hold_is_listed():
    _, notes = exported(load("cases/durand-line"))
    for words in (
        "needs `pakistan.talks`: GMCR+ will allow it",
        "Chance variables stay at their status quo: us_role_exposed off",
        "Hypotheses are taken as: ",
        "The status quo: ttp.attacks",
        "ties between actors",
        "tempo",
        " signals, ",
        " scenarios, ",
        "Label of 'talks', too long",
        "citation",
    ):
        assert words in notes, words


def test_needs_that_never_fail_are_not_listed():
    a = {"name": "A", "options": {"go": {}, "stay": {"needs": "a.go"}}}
    _, notes = exported(crisis_of({"a": a}, impossible=["a.stay and not a.go"]))
    assert "needs" not in notes
    _, notes = exported(crisis_of({"a": a}))
    assert "a.stay needs `a.go`" in notes


def test_statements_that_say_nothing_are_listed():
    a = {"name": "A", "options": {"go": {}}}
    a["preferences"] = [
        {"prefer": "a.go or not a.go"},
        {"prefer": "a.go", "given": "bluff"},
        {"prefer": "not a.go"},
    ]
    hypotheses = {"bluff": {"claim": "It is a bluff", "prior": 0.1}}
    document, notes = exported(crisis_of({"a": a}, hypotheses=hypotheses))
    assert document["decisionMakers"][0]["preferences"] == [[[0, "N"]]]
    assert "`a.go or not a.go`: it always holds" in notes
    assert "`a.go`: its `given` does not hold" in notes


def test_a_statement_about_very_many_options_becomes_a_ranking():
    options = {f"o{k}": {} for k in range(15)}
    names = [f"a.{name}" for name in options]
    a = {"name": "A", "options": options, "preferences": [{"prefer": " and ".join(names)}]}
    rules = [f"{one} and not {two}" for one, two in zip(names[1:], names, strict=False)]
    document, notes = exported(crisis_of({"a": a}, impossible=rules))
    assert document["decisionMakers"][0]["preferenceRanking"] == [16, list(range(1, 16))]
    assert "very many options" in notes


def test_a_rule_about_too_many_options_is_a_limit():
    options = {f"o{k}": {} for k in range(15)}
    names = [f"a.{name}" for name in options]
    crisis = crisis_of(
        {"a": {"name": "A", "options": options}}, impossible=[f"at_least(2, {', '.join(names)})"]
    )
    assert encode(crisis).space.states == 16
    with pytest.raises(LimitReached, match="too many options"):
        export_gmcr(Analysis(crisis))
