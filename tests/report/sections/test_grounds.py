import pytest
from tests.evidence.made import watched
from tests.evidence.test_weighing import EVERYTHING, POINT, STRONG, one_number

from standoff.report.blocks import Bullets, Callout, Table
from standoff.report.outlook import Outlook
from standoff.report.prose import plain
from standoff.report.sections import grounds, method, signals
from standoff.workbench import Analysis, Run

SCENARIOS = {
    "both": {"title": "Both", "when": "ever(a.y)"},
    "calm": {"title": "Calm", "when": "never(a.y)"},
}


COUNTED = {"base_rates": [{"about": "ever(a.x)", "happened": 2, "of": 3}]}


@pytest.fixture(scope="module")
def weighed() -> Analysis:
    return Analysis(watched(**EVERYTHING | COUNTED, scenarios=SCENARIOS), POINT)


def test_each_piece_that_tells_is_listed_with_the_forecast_without_it(weighed: Analysis) -> None:
    table = grounds.blocks(weighed)[0]
    assert isinstance(table, Table)
    leading = Outlook(weighed).leading
    pieces = {plain(grounds.told(weighed, piece)): piece for piece in weighed.evidence.pieces}
    changes = [row.cells[3] for row in table.rows]
    assert changes == sorted(changes, key=lambda change: -abs(change))
    for row in table.rows:
        piece = pieces[plain(row.cells[0])]
        without = piece.without.scenarios[leading.scenario]
        assert row.cells[2] == without
        assert row.cells[3] == pytest.approx(leading.probability - without)


def test_every_kind_of_evidence_is_told_in_words(weighed: Analysis) -> None:
    told = [plain(grounds.told(weighed, piece)) for piece in weighed.evidence.pieces]
    assert "Judgement on “Both”: unlikely, says B" in told
    assert "Base rate of ever(a.x): 2 of 3" in told
    assert "Seen: “x” on" in told
    assert "Seen: “z” mid" in told
    assert "That nothing else was seen to change" in told
    assert "s" in told


def test_what_rests_on_one_place_is_said(weighed: Analysis) -> None:
    found = [b for b in grounds.blocks(weighed) if isinstance(b, Bullets)]
    text = " ".join(plain(item) for b in found for item in b.items)
    assert "one source, X (2 pieces of evidence)" in text
    assert "one unnamed voice (s)" in text


def test_the_section_is_there_for_judgements_alone_and_says_when_there_is_nothing() -> None:
    more = {name: EVERYTHING[name] for name in ("judgements", "sources")}
    only = Analysis(watched(**more, scenarios=SCENARIOS), POINT)
    assert signals.fits(only)
    assert "judgements and base rates" in plain(signals.section(only).lead)
    assert not signals.fits(Analysis(watched(), POINT))


def test_few_draws_are_warned_of_and_more_of_them_told() -> None:
    crisis = one_number(**STRONG)
    few = Analysis(crisis, Run(draws=32, seed=2, sampler="never"))
    warned = grounds.few_draws(few)
    assert isinstance(warned, Callout)
    more = Analysis(crisis, Run(draws=32, seed=2))
    facts = {name: plain(text) for name, text in method.facts(more)}
    assert "32 at first, of which" in facts["Draws"]
    assert f"solved {more.sampling.solved} in all" in facts["Draws"]
