"""The flagship holds what the assessment holds, and its numbers imply defensible frequencies."""

import datetime as dt

import pytest

from standoff import catalog
from standoff.crisis.model import Crisis
from standoff.encode import Problem, encode
from standoff.files.read import read
from standoff.language.tree import And, names
from standoff.workbench import Analysis, Run, analyse, whatif


@pytest.fixture(scope="module")
def crisis() -> Crisis:
    return read(catalog.path("durand-line"))


@pytest.fixture(scope="module")
def problem(crisis: Crisis) -> Problem:
    return encode(crisis)


def test_a_few_thousand_states(problem: Problem) -> None:
    assert 1_500 <= problem.space.states < 5_000


def test_options_and_horizon(crisis: Crisis) -> None:
    assert crisis.as_of == dt.date(2023, 1, 6)
    assert crisis.horizon.centre == pytest.approx(12)
    options = {f"{a}.{o}" for a, actor in crisis.actors.items() for o in actor.options}
    assert 12 <= len(options) <= 18
    assert options >= {
        "pakistan.talks",
        "pakistan.ultimatum",
        "pakistan.airstrikes",
        "pakistan.nationwide_operation",
        "pakistan.border_hardening",
        "pakistan.buffer_zone",
        "pakistan.march_on_kabul",
        "taliban.border_clashes",
        "taliban.haven",
        "ttp.attacks",
        "ttp.targets_leaders",
        "ttp.returns",
        "us.quiet_support",
        "us.drone_strikes",
        "us.lasting_backing",
        "tajikistan.backs_alternative",
    }
    assert any(
        option.ordered for actor in crisis.actors.values() for option in actor.options.values()
    )


def test_every_actor_and_both_publics(crisis: Crisis) -> None:
    wanted = {"pakistan", "taliban", "ttp", "us", "west", "tajikistan"}
    assert set(crisis.actors) == wanted | {"afghan_public", "pakistani_public"}
    publics = [a for a, actor in crisis.actors.items() if actor.kind == "public"]
    assert publics == ["afghan_public", "pakistani_public"]
    assert all(actor.preferences for actor in crisis.actors.values())


def test_ties(crisis: Crisis) -> None:
    kinds = {(tie.from_, tie.to): tie.kind for tie in crisis.ties}
    assert kinds["us", "pakistan"] == "patron"
    assert kinds["taliban", "ttp"] == "sanctuary"
    assert kinds["pakistan", "taliban"] == "disputed border"
    assert kinds["tajikistan", "afghan_public"] == "kin"
    assert {tie.from_ for tie in crisis.ties} | {tie.to for tie in crisis.ties} == set(
        crisis.actors
    )


def test_motives_declared_and_ulterior(crisis: Crisis) -> None:
    motives = {
        (actor, statement.motive)
        for actor, record in crisis.actors.items()
        for statement in record.preferences
    }
    assert motives >= {
        ("us", "declared"),
        ("us", "ulterior"),
        ("pakistan", "declared"),
        ("pakistan", "ulterior"),
    }


def test_few_hypotheses_are_live_and_each_can_be_doubted(crisis: Crisis, problem: Problem) -> None:
    assert set(problem.hypotheses) == {
        "political_will",
        "deception",
        "us_gains_from_division",
        "government_in_waiting",
        "quick_exit_plan",
    }
    for hypothesis in crisis.hypotheses.values():
        assert 0 < hypothesis.prior.low <= hypothesis.prior.high < 1


def test_the_march_needs_every_prerequisite_of_the_assessment(crisis: Crisis) -> None:
    needs = crisis.actors["pakistan"].options["march_on_kabul"].needs
    assert needs is not None
    assert isinstance(needs.tree, And)
    assert names(needs.tree) == {
        "political_will",
        "government_in_waiting",
        "quick_exit_plan",
        "tajikistan.backs_alternative",
        "us.lasting_backing",
    }


def test_signals_are_dated_sourced_and_in_order(crisis: Crisis) -> None:
    dates = [signal.date for signal in crisis.signals]
    assert dates == sorted(dates)
    assert crisis.as_of is not None
    assert dates[-1] <= crisis.as_of
    for signal in crisis.signals:
        assert signal.source in crisis.sources, signal.id
        assert signal.bears_on, signal.id
    assert {"pakistan", "taliban", "ttp", "us"} <= {s.speaker for s in crisis.signals}
    assert any(signal.date_inferred for signal in crisis.signals)
    assert any(signal.echoes for signal in crisis.signals)
    swayed = {name for signal in crisis.signals for name in signal.bears_on}
    assert swayed >= {"political_will", "deception", "us_gains_from_division"}


def test_the_mixed_messages_pull_both_ways(crisis: Crisis) -> None:
    ratios = [
        s.bears_on["political_will"].centre
        for s in crisis.signals
        if "political_will" in s.bears_on
    ]
    assert min(ratios) < 1 < max(ratios)


def test_the_first_of_january_is_not_after_the_fact(crisis: Crisis) -> None:
    for dated in (*crisis.signals, *crisis.observed):
        assert dated.date <= dt.date(2023, 1, 6)
    for source in crisis.sources.values():
        assert source.date is None or source.date <= dt.date(2023, 1, 6)
    assert all(outcome.date > dt.date(2023, 1, 6) for outcome in crisis.outcomes)


def test_best_and_worst_case_with_the_author_s_words(crisis: Crisis) -> None:
    cases = {
        name: (s.case, s.author_says and s.author_says.text) for name, s in crisis.scenarios.items()
    }
    assert cases["strikes_only"] == ("best", "likely")
    assert cases["ground_operation"] == ("worst", "unlikely")
    assert cases["march_on_kabul"] == (None, "unlikely")


def test_consequences(crisis: Crisis) -> None:
    severities = {name: c.severity for name, c in crisis.consequences.items()}
    assert set(severities) >= {
        "regional_war",
        "blowback",
        "rally",
        "role_exposed",
        "afghan_opinion_lost",
    }
    assert severities["regional_war"] == max(severities.values())


@pytest.mark.parametrize(
    "option", ["pakistan.buffer_zone", "pakistan.march_on_kabul", "ttp.returns"]
)
def test_what_has_needs_can_be_begun_if_they_are_met(problem: Problem, option: str) -> None:
    actor, name = option.split(".")
    needs = problem.crisis.actors[actor].options[name].needs
    assert needs is not None
    on = problem.space.column(option) > 0
    hopes = dict.fromkeys(problem.crisis.hypotheses, True)
    assert (problem.truth(needs.tree, hopes) & on).any()


def test_no_march_without_a_government_in_waiting(problem: Problem) -> None:
    needs = problem.crisis.actors["pakistan"].options["march_on_kabul"].needs
    assert needs is not None
    doubts = dict.fromkeys(problem.crisis.hypotheses, True) | {"government_in_waiting": False}
    assert not problem.truth(needs.tree, doubts).any()


@pytest.fixture(scope="module")
def analysis(crisis: Crisis) -> Analysis:
    return analyse(crisis, Run(draws=16))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("event", "low", "high", "why"),
    [
        ("ever(pakistan.airstrikes)", 0.15, 0.55, "1 year of 6 before; the author: likely"),
        ("ever(pakistan.buffer_zone)", 0.0, 0.03, "0 years of 75; the author: least likely"),
        ("ever(pakistan.march_on_kabul)", 0.0, 0.005, "never; five doubtful prerequisites"),
        ("ever(pakistan.nationwide_operation)", 0.08, 0.40, "3 years of 14"),
        ("ever(pakistan.talks)", 0.05, 0.40, "3 years of 10, and a decision against"),
        ("ever(taliban.border_clashes)", 0.80, 1.0, "every year with the Taliban in power"),
        ("at_end(ttp.attacks)", 0.80, 0.99, "7 Decembers of 8"),
        ("ever(us.drone_strikes)", 0.0, 0.15, "none since the withdrawal"),
        ("ever(ttp.returns or taliban.haven >= expulsion)", 0.0, 0.15, "never"),
    ],
)
def test_implied_frequencies_are_defensible(
    analysis: Analysis, event: str, low: float, high: float, why: str
) -> None:
    assert low <= analysis.query(event).probability <= high, why


@pytest.mark.slow
def test_the_forecast_turns_on_whether_the_leadership_is_agreed(crisis: Crisis) -> None:
    agreed, divided = (
        analyse(whatif(crisis, f"political_will={value}"), Run(point=True))
        for value in ("true", "false")
    )
    event = "ever(pakistan.airstrikes)"
    assert agreed.query(event).probability > 1.5 * divided.query(event).probability


@pytest.mark.slow
def test_the_statements_of_the_turn_of_the_year_push_both_ways(crisis: Crisis) -> None:
    found = analyse(crisis, Run(point=True))
    pushes = {step.id: step.change["no_strike"] for step in found.replay.steps}
    assert pushes["interior_warning"] < -0.02 < 0.02 < pushes["foreign_office_denial"]
    idle = {step.id for step in found.replay.steps if step.kind == "signal" and step.still}
    assert {"airspace_denial", "khar_red_line", "mixed_messages", "ttp_threat"} <= idle
    without = {piece.id: piece.without.scenarios["no_strike"] for piece in found.evidence.pieces}
    now = found.forecast.probability("no_strike")
    assert without["base rate 1"] < now - 0.05
    assert without["judgement 1"] > now + 0.05
    most = max(found.evidence.reliance, key=lambda r: abs(r.change["no_strike"]))
    assert (most.kind, most.name) == ("source", "record")
