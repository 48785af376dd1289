from standoff.report.blocks import Bullets, KeyFigures
from standoff.report.outlook import Outlook
from standoff.report.prose import plain
from standoff.report.sections import headline
from standoff.report.words import percent
from standoff.workbench import Analysis


def test_the_lead_names_the_likeliest_and_the_worst(analysis: Analysis) -> None:
    part = headline.section(analysis)
    text = plain(part.lead)
    leading = Outlook(analysis).leading
    assert f"“{leading.title}” is {leading.words} ({percent(leading.probability)}" in text
    assert "the worst case, “Troops land on the islands”" in text
    assert part.role == "headline"


def test_every_scenario_has_its_figure(analysis: Analysis) -> None:
    figures = next(
        b for b in headline.section(analysis).blocks if isinstance(b, KeyFigures)
    ).figures
    assert [f.label for f in figures] == [r.title for r in analysis.crisis.scenarios.values()]
    for figure, scenario in zip(figures, analysis.crisis.scenarios, strict=True):
        assert figure.probability == analysis.forecast.probability(scenario)
        assert (figure.low, figure.high) == analysis.forecast.band(scenario)
    assert "worst case, author: very unlikely" in {f.note for f in figures}


def test_points_link_to_their_sections(analysis: Analysis) -> None:
    bullets = next(b for b in headline.section(analysis).blocks if isinstance(b, Bullets))
    targets = [span.target for item in bullets.items for span in item if span.kind == "link"]
    assert targets[0] == "stable"
    assert "signals" in targets


def test_many_scenarios_are_cut_to_the_cases_and_the_likeliest(analysis: Analysis) -> None:
    outlook = Outlook(analysis)
    shown = headline.chosen(outlook, most=2)
    assert [e.scenario for e in shown] == ["landing", "lifted"]


def test_without_scenarios_stability_is_the_headline(bare: Analysis) -> None:
    part = headline.section(bare)
    assert "no scenarios" in plain(part.lead)
    assert any("status quo" in plain(item) for item in part.blocks[0].items)  # type: ignore[union-attr]
