"""The questions of `standoff stability`: contracts, words, and what is refused."""

import json

import pytest

from standoff.cli import run
from tests.stability.crises import TRAP, UNSEEN

CHICKEN = "cases/chicken"
ELMIRA = "cases/elmira"


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")


def output(capsys, *arguments):
    assert run(["stability", *arguments]) == 0
    return capsys.readouterr().out


def data(capsys, *arguments):
    return json.loads(output(capsys, *arguments, "--json"))


def flat(text):
    return " ".join(text.split())


def test_far_sighted_concepts_for_two_actors(capsys):
    found = data(capsys, "cases/prisoners-dilemma", "--concept", "r,l1,l3,nm,l2c,nmc")
    assert list(found["equilibria"]) == ["R", "L1", "L3", "NM", "L2C", "NMC"]
    assert found["equilibria"]["L1"] == found["equilibria"]["R"]
    assert [] in found["equilibria"]["R"]


def test_explain_tells_what_the_solver_finds(capsys):
    found = data(capsys, ELMIRA, "--explain", "status-quo")
    everything = data(capsys, ELMIRA, "--by-actor")
    assert found["state"] == ["uniroyal.delay"]
    for verdict in found["verdicts"]:
        stable = everything["stable"][verdict["concept"]][verdict["actor"]]
        assert verdict["stable"] == (found["state"] in stable)
    for concept, stable in found["stable"].items():
        assert stable == (found["state"] in everything["equilibria"][concept])


def test_explain_in_words_for_one_actor(capsys):
    text = flat(output(capsys, ELMIRA, "--explain", "uniroyal.delay", "--actor", "local"))
    assert "It would pay Local governments to begin “Insist that the original order" in text
    assert "Uniroyal Chemical could begin “Abandon the Elmira plant”" in text
    assert "Ontario Ministry of the Environment: stable" not in text


def test_a_state_with_nothing_on_and_its_other_names(capsys):
    named = data(capsys, CHICKEN, "--explain", "nothing", "--concepts", "R")
    assert named["state"] == []
    assert named == data(capsys, CHICKEN, "--explain", "status-quo", "--concepts", "R")
    assert named == data(capsys, CHICKEN, "--explain", "", "--concepts", "R")


def test_evolution_adds_the_ways_to_the_equilibria(capsys):
    found = data(capsys, CHICKEN, "--evolution")
    assert found["from"] == []
    states = [target["state"] for target in found["targets"]]
    assert sorted(states) == sorted(
        {tuple(s): s for states in found["equilibria"].values() for s in states}.values()
    )
    swerve = next(t for t in found["targets"] if t["state"] == ["column.swerve", "row.swerve"])
    assert swerve["improvements"]["shortest"] == -1
    assert swerve["moves"]["shortest"] == 2
    assert len(swerve["moves"]["sequences"]) == 2
    assert len(swerve["obstacles"]) == 1


def test_evolution_in_words_says_whose_move_is_missing(capsys):
    text = flat(output(capsys, ELMIRA, "--evolution", "--concepts", "R", "--ways", "1"))
    assert "Of 6 equilibria, 1 can be reached by moves that pay those who make them" in text
    assert "begin “Abandon the Elmira plant” and end “Lengthen the appeal” (against its" in text
    assert "there are more ways than the 1 told" in text


def test_options_of_one_name_are_told_with_their_actors(capsys):
    text = flat(output(capsys, CHICKEN, "--evolution"))
    assert "To the state with + Row: Give way:" in text
    assert "To the state with + Column: Give way and + Row: Give way:" in text


def test_far_sighted_concepts_say_what_they_mean(capsys):
    text = flat(output(capsys, CHICKEN, "--concepts", "L2,NMC"))
    assert "nobody would move, all looking 2 moves ahead" in text
    assert "however far all look ahead, each expecting the worst next mover" in text


def test_coalitions_all_and_named(capsys):
    every = data(capsys, ELMIRA, "--coalitions", "all")
    assert len(every["coalitions"]) == 7
    assert list(every["stable_for_all"]) == ["R", "GMR", "SMR", "SEQ"]
    named = data(capsys, ELMIRA, "--coalitions", "local+moe, uniroyal", "--concepts", "R")
    assert [c["members"] for c in named["coalitions"]] == [["moe", "local"], ["uniroyal"]]
    for coalition in named["coalitions"]:
        same = next(c for c in every["coalitions"] if c["members"] == coalition["members"])
        assert coalition["stable"]["R"] == same["stable"]["R"]


def test_coalitions_in_words(capsys):
    text = flat(output(capsys, ELMIRA, "--coalitions", "all"))
    assert "Of 4 coalitions of two or more, those that would leave the status quo: 1 by R" in text
    assert "The status quo would be left, by R: Local governments; Ontario Ministry" in text


def test_what_would_make_a_state_stable(capsys):
    found = data(capsys, CHICKEN, "--make-stable", "nothing")
    assert found["concept"] == "R"
    assert found["works"] is True
    assert {change["actor"] for change in found["changes"]} == {"row", "column"}
    text = flat(output(capsys, CHICKEN, "--make-stable", "nothing"))
    assert "becomes an equilibrium by R if the wants of Row and Column change" in text
    assert "No smaller changes would do" in text


def test_nothing_need_change_for_an_equilibrium(capsys):
    text = output(capsys, CHICKEN, "--make-stable", "row.swerve", "--concept", "SEQ")
    assert "The state is an equilibrium by SEQ as it is" in text


RAID = """\
standoff: 1
title: A raid
actors:
  north:
    name: North
    options: {raid: {label: Raid the border}}
    preferences: [{prefer: north.raid, weight: 0..4}, {prefer: not north.raid, weight: 1}]
  south: {name: South}
"""


@pytest.fixture
def raid(tmp_path):
    path = tmp_path / "raid.yaml"
    path.write_text(RAID)
    return str(path)


def test_robust_stability_gives_shares_and_who_decides(capsys, raid):
    found = data(capsys, raid, "--robust", "--concepts", "R,SEQ", "--draws", "64")
    assert found["draws"] == 64
    first = found["equilibria"]["SEQ"][0]
    assert first["state"] == ["north.raid"]
    assert first["share"] == pytest.approx(0.75, abs=0.03)
    assert first["standard_error"] == pytest.approx(0.054, abs=0.01)
    assert first["decided_by"]["input"] == "north.weight[1]"
    assert first["decided_by"]["separation"] == pytest.approx(1)
    assert found != data(capsys, raid, "--robust", "--concepts", "R,SEQ", "--seed", "1")
    text = flat(output(capsys, raid, "--robust", "--concepts", "R", "--draws", "64"))
    assert "the status quo is an equilibrium in about 25% by R" in text
    assert "mostly where the weight of `north.raid` for North is above" in text


def test_robust_stability_at_central_values(capsys, raid):
    found = data(capsys, raid, "--robust", "--concepts", "R", "--point")
    assert found["equilibria"]["R"] == [
        {"state": ["north.raid"], "share": 1.0, "standard_error": 0.0, "decided_by": None}
    ]


def test_hypergame_in_json_and_words(capsys, tmp_path):
    path = tmp_path / "trap.yaml"
    path.write_text(TRAP + UNSEEN)
    found = data(capsys, str(path), "--hypergame", "--concept", "SEQ")
    assert found["equilibria"]["SEQ"] == []
    assert found["hidden"]["SEQ"] == [["north.raid", "south.ambush"]]
    assert found["expected"]["SEQ"]["north"] == [["north.raid"]]
    text = flat(output(capsys, str(path), "--hypergame", "--concept", "SEQ"))
    assert "the status quo is no equilibrium; if all saw the crisis as it is, by SEQ." in text
    assert "North does not see 1 of 3 states." in text
    assert "North expects in vain: + Raid the border." in text


def test_hypergame_without_perceptions_is_the_plain_answer(capsys):
    found = data(capsys, CHICKEN, "--hypergame", "--concept", "R,SEQ")
    plain = data(capsys, CHICKEN, "--concept", "R,SEQ")
    assert found["equilibria"] == plain["equilibria"] == found["clear_sighted"]
    assert "names no" in output(capsys, CHICKEN, "--hypergame")


def test_unknown_preferences_by_attitude(capsys, raid):
    found = data(capsys, raid, "--unknown", "--concept", "R", "--draws", "64")
    held = {a: by["R"] for a, by in found["equilibria"].items()}
    both = [[], ["north.raid"]]
    assert held == {"a": [], "b": both, "c": [], "d": both}
    text = flat(output(capsys, raid, "--unknown", "--concept", "R", "--draws", "64"))
    assert "100% for North and 0% for South" in text
    assert "The status quo b d" in text


@pytest.mark.parametrize("question", ["--robust", "--unknown"])
def test_draws_are_judged_alike_by_any_number_of_threads(capsys, raid, question):
    one, many = (output(capsys, raid, question, "--jobs", jobs, "--json") for jobs in ("1", "3"))
    assert one == many


def test_strength_of_preference(capsys, raid):
    found = data(capsys, raid, "--strength", "2", "--concepts", "R,SEQ")
    assert (
        found["strong"] == found["equilibria"] == {"R": [["north.raid"]], "SEQ": [["north.raid"]]}
    )
    text = flat(output(capsys, raid, "--strength", "2", "--concepts", "R,SEQ"))
    assert "1 of 1 by R and 1 of 1 by SEQ" in text
    assert "+ Raid the border strong strong" in text


def test_attitudes_by_the_sign_of_regard(capsys, tmp_path):
    path = tmp_path / "feud.yaml"
    path.write_text(RAID + "ties: [{from: north, to: south, kind: kin, regard: -0.01}]\n")
    found = data(capsys, str(path), "--attitudes", "--concept", "R")
    assert found["attitudes"]["north"] == {"north": 1, "south": -1}
    # South minds nothing, so no move of North can make it fare worse: North never moves.
    assert found["equilibria"]["R"] == [[], ["north.raid"]]
    text = flat(output(capsys, str(path), "--attitudes", "--concept", "R"))
    assert "North wishes ill: South." in text
    assert "an equilibrium by relational R" in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--attitudes"], "nobody in this crisis has regard for another"),
        (["--explain", "row.swerv"], "did you mean 'row.swerve'?"),
        (["--explain", "nothing", "--actor", "colum"], "did you mean 'column'"),
        (["--explain", "nothing", "--concepts", "L3"], "no stability concept 'L3'"),
        (["--explain", "nothing", "--evolution"], "ask one question at a time"),
        (["--actor", "row"], "--actor belongs to --explain"),
        (["--evolution", "--by-actor"], "--by-actor stands alone"),
        (["--coalitions", "row+colum"], "did you mean 'column'?"),
        (["--coalitions", ","], "say all"),
        (["--coalitions", "all", "--concepts", "SIM"], "no stability concept 'SIM'"),
        (["--make-stable", "nothing", "--concepts", "R,SEQ"], "needs one concept"),
        (["--concepts", "NASH"], "NASH"),
        (
            ["--concepts", "L0"],
            "there is no stability concept 'L0' here; far-sighted are L1 to L99",
        ),
        (["--draws", "5"], "--draws belongs to --robust and --unknown"),
        (["--jobs", "2"], "--jobs belongs to --robust and --unknown"),
        (["--explain", "nothing", "--ways", "5"], "--ways belongs to --evolution"),
    ],
)
def test_wrong_questions_exit_2_and_say_what_to_do(capsys, arguments, words):
    assert run(["stability", CHICKEN, *arguments]) == 2
    assert words in capsys.readouterr().err


def test_chance_is_not_asked_about(capsys):
    case = "cases/durand-line"
    from standoff.workbench import load

    chance = next(iter(load(case).chance))
    assert run(["stability", case, "--explain", chance]) == 2
    assert "chance events stay as in the status quo" in capsys.readouterr().err
