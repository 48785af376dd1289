"""From a GMCR+ file to a crisis: the same states, moves and preferences; the rest is listed."""

import json

import numpy as np
import pytest
from hypothesis import given

from standoff.encode.problem import encode
from standoff.errors import CrisisError, LimitReached
from standoff.files.interchange.gmcr import draft_gmcr
from standoff.files.interchange.gmcr_read import read_gmcr
from standoff.files.read import read_text
from tests.interchange.gmcr_models import documents, feasible, order, worth
from tests.interchange.test_gmcr_read import SMALL, changed

DIRECTION = {"fwd": "on_only", "back": "off_only", "both": "both"}


def imported(document):
    """The crisis and the notes."""
    draft = draft_gmcr(read_gmcr(json.dumps(document)), "A river", "x.gmcr")
    return read_text(draft.text("x.gmcr")), draft.notes


def noted(notes, *words):
    return any(all(word in note for word in words) for note in notes)


@given(documents())
def test_states_directions_and_preferences_are_those_of_the_file(document):
    crisis, _ = imported(document)
    problem = encode(crisis)
    states = feasible(document)
    on = [["Y" if level else "N" for level in row] for row in problem.space.levels]
    assert on == states
    options = [o for actor in crisis.actors.values() for o in actor.options.values()]
    assert [o.label for o in options] == [o["name"] for o in document["options"]]
    assert [o.direction for o in options] == [
        DIRECTION[o["permittedDirection"]] for o in document["options"]
    ]
    ranks = problem.stability_ranks({})
    for a, maker in enumerate(document["decisionMakers"]):
        assert order(ranks[a].tolist()) == order(worth(document, maker, states))


def test_names_are_kept_beside_their_identifiers():
    crisis, notes = imported(SMALL)
    assert crisis.actors["upstream"].name == "Upstream"
    assert crisis.actors["upstream"].options["divert_the_river"].label == "Divert the river"
    statement = crisis.actors["downstream"].preferences[0]
    assert statement.prefer.text == "upstream.divert_the_river implies downstream.sue"
    assert statement.weight is None
    assert [rule.text for rule in crisis.impossible] == [
        "upstream.divert_the_river and upstream.pay"
    ]
    assert noted(notes, "no status quo", "nothing is taken")


def test_options_out_of_order_keep_their_states():
    document = changed("decisionMakers", 0, "options", to=[2])
    document["decisionMakers"][1]["options"] = [1, 0]
    document["useManualPreferenceRanking"] = True
    for maker in document["decisionMakers"]:
        maker["preferenceRanking"] = [6, 5, 4, 3, 2, 1]
    crisis, _ = imported(document)
    # Numbered with option 2 fastest, then 1, then 0: the sixth state is 0 and 2 taken.
    best = crisis.actors["upstream"].ranking[0][0]
    assert {setting.name for setting in best} == {"upstream.sue", "downstream.divert_the_river"}


def test_more_than_64_statements_keep_their_order():
    statements = [[[k % 3, "Y" if k % 2 else "N"]] for k in range(65)]
    document = changed("decisionMakers", 0, "preferences", to=statements)
    crisis, _ = imported(document)
    assert len(crisis.actors["upstream"].preferences) == 65
    ranks = encode(crisis).stability_ranks({})[0]
    wanted = worth(document, document["decisionMakers"][0], feasible(document))
    assert order(ranks.tolist()) == order(wanted)


def test_what_cannot_be_carried_over_is_listed():
    document = changed("coalitions", to=[[0, 1]])
    document["decisionMakers"][0]["misperceptions"] = [[[2, "Y"]]]
    document["decisionMakers"][1]["preferenceRanking"] = [1, 2, 3, 4, 5, 6]
    document["decisionMakers"][1]["preferences"] = []
    document["theme"] = "dark"
    _, notes = imported(document)
    assert noted(notes, "coalition", "'Upstream' and 'Downstream'")
    assert noted(notes, "'Upstream' does not perceive", "downstream.sue")
    assert noted(notes, "ranking of 'Downstream'")
    assert noted(notes, "'Downstream' has no preferences")
    assert noted(notes, "theme")


def test_statements_beside_rankings_that_count_are_listed():
    document = changed("useManualPreferenceRanking", to=True)
    for maker in document["decisionMakers"]:
        maker["preferenceRanking"] = [[1, 2, 3], 4, 5, 6]
    crisis, notes = imported(document)
    assert len(crisis.actors["upstream"].ranking) == 4
    assert not crisis.actors["upstream"].preferences
    assert noted(notes, "statements of 'Upstream'", "upstream.divert_the_river;")


def test_an_option_of_two_stays_with_the_first():
    crisis, notes = imported(changed("decisionMakers", 1, "options", to=[2, 1]))
    assert "pay" not in crisis.actors["downstream"].options
    assert noted(notes, "'Pay'", "only to 'Upstream'")


def test_an_option_of_nobody_can_never_move():
    crisis, notes = imported(changed("decisionMakers", 1, "options", to=[]))
    problem = encode(crisis)
    moves = problem.moves({})
    assert crisis.actors["nobody"].options["sue"].label == "Sue"
    a = problem.actors.index("nobody")
    assert moves.up_only[a]
    assert not (moves.satisfied[a] & np.uint64(1)).any()
    assert problem.space.states == 6
    assert noted(notes, "'Sue'", "never")


def test_a_status_quo_that_is_feasible_is_chosen():
    crisis, notes = imported(changed("infeasibles", to=[[[0, "N"], [1, "N"]]]))
    assert [setting.text for setting in crisis.status_quo] == ["upstream.divert_the_river"]
    assert noted(notes, "first state, upstream.divert_the_river")


@pytest.mark.parametrize(
    ("ranking", "what"),
    [
        ([1, 2, 3, 4, 5], "leaves out state 6"),
        ([1, 2, 3, 4, 5, 6, 6], "state 6 is ranked twice"),
        ([1, 2, 3, 4, 5, 6, 7], "there is no state 7; the file has 6"),
        ([0, 1, 2, 3, 4, 5, 6], "there is no state 0"),
        (None, "the ranking is missing"),
    ],
)
def test_a_ranking_names_every_state_once(ranking, what):
    document = changed("useManualPreferenceRanking", to=True)
    document["decisionMakers"][1]["preferenceRanking"] = [1, 2, 3, 4, 5, 6]
    if ranking is not None:
        document["decisionMakers"][0]["preferenceRanking"] = ranking
    with pytest.raises(CrisisError, match=r"x\.gmcr: decisionMakers\[0\]") as caught:
        imported(document)
    assert what in str(caught.value)


def test_patterns_that_leave_no_state_are_refused():
    with pytest.raises(CrisisError, match=r"infeasibles\[0\].*every state"):
        imported(changed("infeasibles", to=[[]]))
    with pytest.raises(CrisisError, match="leave no state"):
        imported(changed("infeasibles", to=[[[0, "Y"]], [[0, "N"]]]))


def test_a_statement_too_long_to_write_is_refused():
    names = "abcdefgh"
    options = [{"name": c * 39, "permittedDirection": "both"} for c in names]
    members = [
        [[k, "Y"], [(k + 1) % 8, "N"], [(k + j) % 8, "Y"]] for k in range(8) for j in range(2, 8)
    ]
    document = changed("options", to=options)
    document["infeasibles"] = []
    document["decisionMakers"][0]["options"] = [0, 1, 2, 3, 4, 5, 6, 7]
    document["decisionMakers"][1] = {"name": "Downstream", "options": []}
    document["decisionMakers"][0]["preferences"] = [{"compound": True, "members": members}]
    with pytest.raises(CrisisError, match=r"preferences\[0\].*longer than 4000"):
        imported(document)


def test_states_too_many_to_number_are_refused_early():
    options = [{"name": f"o{k}", "permittedDirection": "both"} for k in range(60)]
    document = changed("options", to=options)
    document["decisionMakers"] = [
        {"name": "A", "options": list(range(60)), "preferences": [], "preferenceRanking": [1]}
    ]
    document["coalitions"] = [0]
    document["useManualPreferenceRanking"] = True
    with pytest.raises(LimitReached, match="60 options"):
        imported(document)


def test_directions_and_moves_are_one():
    crisis, _ = imported(SMALL)
    moves = encode(crisis).moves({})
    assert np.array_equal(moves.up_only != 0, [True, False])
    assert np.array_equal(moves.down_only != 0, [False, True])
