from standoff.report.sections.answer import sentence
from standoff.workbench import Analysis


def test_an_answer_is_one_sentence(analysis: Analysis) -> None:
    answer = analysis.query("ever(valdoria.convoys)", "3 months")
    text = sentence(analysis, "ever(valdoria.convoys)", "3 months", answer)
    assert text.startswith("ever(valdoria.convoys), within 3 months: ")
    assert " in " in text
    assert text.endswith(").")


def test_a_scenario_is_told_by_its_title_and_the_horizon(analysis: Analysis) -> None:
    text = sentence(analysis, "landing", None, analysis.query("landing"))
    assert text.startswith("Troops land on the islands, within 6 months: almost no chance (")
