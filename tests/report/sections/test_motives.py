from standoff.report.blocks import Bullets, Cards, Details, Table
from standoff.report.prose import plain
from standoff.report.sections import motives
from standoff.workbench import Analysis


def test_wants_are_told_heaviest_first(analysis: Analysis) -> None:
    cards = motives.section(analysis).blocks[0]
    assert isinstance(cards, Cards)
    assert [card.title for card in cards.cards] == [
        "Valdoria",
        "Kesh Republic",
        "Northern Compact",
    ]
    wants = cards.cards[0].blocks[0]
    assert isinstance(wants, Bullets)
    told = [plain(item) for item in wants.items]
    assert told[0] == "no “Land troops on the islands” (vital)"
    assert told[2].endswith("(moderate)")
    assert len(told) == motives.SHOWN


def test_what_would_pay_now_is_what_the_explanation_says(analysis: Analysis) -> None:
    from standoff.engines.stability import explain_state

    view = analysis.problem.at_chance_status_quo()
    found = explain_state(analysis.problem, view.start, ["kesh"], ("SEQ",), analysis.hypotheses)
    cards = motives.section(analysis).blocks[0]
    assert isinstance(cards, Cards)
    text = " ".join(plain(b.text) for b in cards.cards[1].blocks if hasattr(b, "text"))
    assert ("it can do nothing" in text) == (not found.verdicts[0].improvements)


def test_onlookers_and_every_want(analysis: Analysis) -> None:
    part = motives.section(analysis)
    onlookers = part.blocks[1]
    assert isinstance(onlookers, Bullets)
    assert plain(onlookers.items[1]) == "Red Harbour Front has neither options nor wants."
    folded = part.blocks[2]
    assert isinstance(folded, Details)
    table = folded.blocks[0]
    assert isinstance(table, Table)
    assert len(table.rows) == sum(len(a.preferences) for a in analysis.crisis.actors.values())
    assert table.rows[4].cells[3:5] == ("ulterior", "wants_glory")
    assert str(table.rows[0].cells[6]).startswith("strait.yaml:")
    assert "1 want is ulterior" in plain(part.lead)
