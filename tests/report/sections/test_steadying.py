from standoff.report.blocks import Bullets
from standoff.report.sections import steadying
from standoff.workbench import Analysis, load, stability, whatif


def words(section):
    return "".join(span.text for span in section.lead)


def test_the_changes_told_let_the_status_quo_rest(analysis: Analysis) -> None:
    section = steadying.section(analysis)
    assert "Only fear of answers holds the status quo now" in words(section)
    spans = [s for b in section.blocks if isinstance(b, Bullets) for i in b.items for s in i]
    told = [s.text.removeprefix("--set ") for s in spans if s.text.startswith("--set ")]
    assert told
    view = analysis.problem.at_chance_status_quo()
    quo = view.space.label(view.status_quo)
    assert quo not in analysis.stability.labels(analysis.stability.equilibria("R"))
    changed = stability(whatif(analysis.crisis, *told), ["R"], analysis.hypotheses)
    assert quo in changed.labels(changed.equilibria("R"))


def test_what_rests_already_needs_no_change() -> None:
    assert not steadying.section(Analysis(load("cases/korea-2017"))).blocks


def test_a_ranking_too_long_to_change_leaves_the_section_out(monkeypatch) -> None:
    from standoff.engines.stability import rerank

    elmira = Analysis(load("cases/elmira"))
    assert steadying.section(elmira).blocks
    monkeypatch.setattr(rerank, "MOST_RANKED", 3)
    assert not steadying.section(elmira).blocks
