from standoff.crisis.build import build
from standoff.report.sections.answer import sentence
from standoff.workbench import Analysis, Run, whatif


def test_an_answer_is_one_sentence(analysis: Analysis) -> None:
    answer = analysis.query("ever(valdoria.convoys)", "3 months")
    text = sentence(analysis, "ever(valdoria.convoys)", "3 months", answer)
    assert text.startswith("ever(valdoria.convoys), within 3 months: ")
    assert " in " in text
    assert text.endswith(").")


def test_a_scenario_is_told_by_its_title_and_the_horizon(analysis: Analysis) -> None:
    text = sentence(analysis, "landing", None, analysis.query("landing"))
    assert text.startswith("Troops land on the islands, within 6 months: almost no chance (")


def test_what_no_draw_shows_is_not_told_as_impossible(bare: Analysis) -> None:
    data = bare.crisis.to_data()
    data["actors"]["two"]["options"] = {"join": {"needs": "willing"}}
    data["hypotheses"] = {"willing": {"claim": "Two is willing", "prior": 0.0001}}
    crisis = build(data)
    never = Analysis(crisis, Run(draws=4))
    answer = never.query("ever(two.join)")
    assert answer.probability == 0
    assert "<1%" in sentence(never, "ever(two.join)", None, answer)
    settled = Analysis(whatif(crisis, "willing=false"), Run(draws=4))
    assert "0%" in sentence(settled, "ever(two.join)", None, settled.query("ever(two.join)"))


def test_a_title_cannot_command_the_terminal(bare: Analysis) -> None:
    data = bare.crisis.to_data()
    data["scenarios"] = {"both": {"title": "Both\x1b]0;owned\x07", "when": "ever(one.talk)"}}
    analysis = Analysis(build(data), Run(point=True))
    told = sentence(analysis, "both", None, analysis.query("both"))
    assert told.startswith("Both]0;owned, within ")
    assert "\x1b" not in told
