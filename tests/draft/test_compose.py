"""The drafted file: read, checked and forecast; every guess marked; nothing unsure smuggled in."""

import datetime as dt

import pytest

from standoff.crisis.notes import notes
from standoff.draft.backends import propose
from standoff.draft.compose import compose
from standoff.draft.compose_outcomes import _rate
from standoff.draft.locate import Span
from standoff.draft.proposal import CONTENTS, Draft, Proposal, evidence_at
from standoff.draft.text import Article, read_article
from standoff.errors import CrisisError
from standoff.files.read import parse_yaml, read_text
from tests.draft.scenes import DAY, draft
from tests.draft.test_articles import ARTICLES

# ruff: noqa: E501 - a paragraph stands on one line, as in articles
TEXT = """Chad and Sudan on the brink

Chad warned on 3 January that “every camp in Sudan is within reach”. Sudan denied that rebels were there.

The Best Case

Chad could bomb camps in Sudan. Observers call this scenario likely. Air strikes by Chad could lead to a regional war.

The Worst Case

Chad would invade Sudan only if France paid for it. This scenario is unlikely. Sudan would retaliate in response to any invasion by Chad.

Border clashes between Chad and Sudan continue. France hopes to exploit the quarrel. A dry spring is very likely."""


@pytest.fixture(scope="module")
def made():
    return compose(draft(TEXT))


def test_the_file_reads_and_says_what_the_text_says(made):
    crisis = read_text(made.text)
    assert {"chad", "sudan", "france"} <= set(crisis.actors)
    assert {"airstrikes", "ground_operation", "border_clashes"} <= set(
        crisis.actors["chad"].options
    )
    assert crisis.actors["chad"].options["ground_operation"].needs.text == "ground_operation_needs"
    assert crisis.scenarios["chad_airstrikes"].author_says.text == "likely"
    assert crisis.scenarios["chad_airstrikes"].when.text == (
        "ever(chad.airstrikes) and never(chad.ground_operation)"
    )
    assert {s.text for s in crisis.status_quo} == {"chad.border_clashes", "sudan.border_clashes"}
    assert next(iter(crisis.consequences.values())).when.text == "ever(chad.airstrikes)"
    assert crisis.as_of == DAY
    assert "chance" in made.data


def test_every_drafted_item_points_to_its_words(made):
    _, origin = parse_yaml(made.text)
    crisis = read_text(made.text)
    items = [
        *crisis.actors.values(),
        *(o for a in crisis.actors.values() for o in a.options.values()),
        *crisis.ties,
        *crisis.signals,
        *crisis.scenarios.values(),
        *crisis.consequences.values(),
    ]
    assert items
    for item in items:
        assert item.passages
        for passage in item.passages:
            assert passage.source == "article"
            assert TEXT[passage.start : passage.end].strip()
    assert crisis.sources["article"].sha256 is not None
    assert origin.places


def test_signals_move_a_hypothesis_of_their_own_making_that_is_marked(made):
    crisis = read_text(made.text)
    signal = crisis.signals[0]
    assert signal.date == dt.date(2023, 1, 3)
    assert signal.bears_on["chad_resolved"].centre == 3
    lines = made.text.splitlines()
    at = next(k for k, line in enumerate(lines) if line.strip().startswith("chad_resolved:"))
    assert "guess: made so that its signals can count" in lines[at - 1]


def test_neutral_defaults_are_the_same_for_all_and_said(made):
    crisis = read_text(made.text)
    for key, actor in crisis.actors.items():
        wanted = {s.prefer.text: s.weight.text for s in actor.preferences}
        for name, option in actor.options.items():
            if f"not {key}.{name}" in wanted:
                assert wanted[f"not {key}.{name}"] == "minor"
            for other in option.against:
                theirs = {s.prefer.text: s.weight.text for s in crisis.actors[other].preferences}
                assert theirs[f"not {key}.{name}"] == "moderate"
    assert made.text.count("# neutral: ") > 3


def test_what_the_yardsticks_disagree_on_is_shown(made):
    assert '"unlikely": icd203 20-45 %' in made.text.replace("\n  #   ", " ")
    assert "readers 5-30 %" in made.text.replace("\n  #   ", " ")


def test_what_is_open_is_asked(made):
    assert any("exploit the quarrel" in question for question in made.questions)
    assert "# Questions for you:" in made.text


def test_a_word_that_the_yardstick_lacks_is_asked_and_gives_no_number():
    made = compose(
        draft(TEXT.replace("call this scenario likely", "call this scenario improbable")), "kent"
    )
    assert "author_says" not in made.data["scenarios"]["chad_airstrikes"]
    assert any('kent has no "improbable"' in question for question in made.questions)


def test_without_a_day_the_day_of_drafting_stands_in_and_is_asked_about():
    made = compose(draft(TEXT, day=None), today=dt.date(2024, 2, 1))
    assert made.data["as_of"] == "2024-02-01"
    assert any("--as-of" in question for question in made.questions)
    assert all(signal["date_inferred"] for signal in made.data["signals"])


def test_no_actor_is_no_crisis():
    article = Article(
        "empty.txt", "It rained for a while and then it stopped raining again.", "0" * 64
    )
    with pytest.raises(CrisisError, match="no actor was found"):
        compose(Draft(article, DAY, "rules", "1", ()))


def test_comments_stay_comments_whatever_a_text_holds():
    text = "Chad: \u2028}{ # said\u0085- {a: b} that “*x &y !!python/none : it # is” war with Sudan.\nChad could bomb Sudan."
    made = compose(draft(text))
    assert read_text(made.text).actors["chad"].options["airstrikes"]


@pytest.mark.parametrize(
    ("span", "rate"), [((0.5, 0.5), "0.0578 per month"), (None, "1 per 12 months")]
)
def test_the_rate_of_an_event_gives_the_authors_probability_in_a_year(span, rate):
    assert _rate(span) == rate


def test_a_vague_word_gives_way_to_what_it_covers(made):
    why = {proposal.id: reason for proposal, reason in made.left_out}
    assert why["option:sudan.retaliation"] == "a wide word for sudan.border_clashes"
    sudan = [s["prefer"] for s in made.data["actors"]["sudan"]["preferences"]]
    assert "chad.ground_operation implies sudan.border_clashes" in sudan


@pytest.mark.parametrize("path", sorted((ARTICLES / "develop").glob("*.txt")), ids=lambda p: p.stem)
def test_every_article_drafts_to_a_file_without_faults(path):
    made = compose(propose("rules", read_article(path), DAY))
    crisis = read_text(made.text)
    assert crisis.scenarios
    notes(crisis)


def test_a_drafted_file_forecasts(made):
    import standoff as so
    from standoff.workbench import Run

    forecast = so.forecast(read_text(made.text), Run(point=True, jobs=1))
    likely = [s["probability"] for s in forecast.to_json()["scenarios"].values()]
    assert likely
    assert all(0 < p < 1 for p in likely)


def test_every_kind_of_content_survives_json():
    article = Article("t.txt", TEXT, "0" * 64)
    for proposal in draft(TEXT).proposals:
        data = proposal.to_json()
        again = Proposal(
            CONTENTS[data["kind"]].model_validate(data["content"]),
            evidence_at(article, *(Span(e["start"], e["end"]) for e in data["evidence"])),
            data["backend"],
            data["version"],
            data["confidence"],
            data["rule"],
        )
        assert again.to_json() == data
        assert all(TEXT[e["start"] : e["end"]] == e["words"] for e in data["evidence"])


def test_an_event_of_which_too_little_is_said_is_left_out():
    text = TEXT + " A flood is not unlikely. A flood of the northern camps is not unlikely."
    left = [p.content.title for p, why in compose(draft(text)).left_out if "too little" in why]
    assert left == ["A flood"]


def test_what_is_said_of_an_act_goes_to_the_one_actor_who_has_it():
    text = TEXT.replace("Air strikes by Chad", "Air strikes by France")
    found = draft(text)
    stray = next(p for p in found.of_kind("consequence") if "regional war" in p.content.label)
    assert stray.content.of == "france.airstrikes"
    rest = [p for p in found.proposals if p.id != "option:france.airstrikes"]
    consequences = compose(found.with_proposals(rest)).data["consequences"]
    assert [c["when"] for c in consequences.values()] == ["ever(chad.airstrikes)"]


def test_who_means_it_does_what_the_author_calls_likely_first():
    made = compose(draft(TEXT)).data
    meant = [p for p in made["actors"]["chad"]["preferences"] if p.get("given") == "chad_resolved"]
    assert [p["prefer"] for p in meant] == ["chad.airstrikes"]
