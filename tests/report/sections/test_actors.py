import pytest

from standoff.crisis.model import Tie
from standoff.report.blocks import Details, Table
from standoff.report.figures import ActorMap
from standoff.report.sections import actors
from standoff.workbench import Analysis


def test_the_map_holds_every_actor_and_tie(analysis: Analysis) -> None:
    chart = actors.section(analysis).blocks[0]
    assert isinstance(chart, ActorMap)
    assert [node.id for node in chart.actors] == list(analysis.crisis.actors)
    assert [tie.sense for tie in chart.ties] == ["support", "hostile", "support", "hostile"]


@pytest.mark.parametrize(
    ("kind", "regard", "sense"),
    [
        ("patron", "0", "support"),
        ("rival", "0.2", "hostile"),
        ("trade", "0.2", "support"),
        ("trade", "0", "other"),
        ("trade", "-0.1..0", "hostile"),
        ("disputed border", "0", "hostile"),
    ],
)
def test_the_sense_of_a_tie(kind: str, regard: str, sense: str) -> None:
    tie = Tie.model_validate({"from": "a", "to": "b", "kind": kind, "regard": regard})
    assert actors.sense(tie) == sense


def test_options_are_listed_with_their_needs(analysis: Analysis) -> None:
    folded = actors.section(analysis).blocks[1]
    assert isinstance(folded, Details)
    table = folded.blocks[0]
    assert isinstance(table, Table)
    assert len(table.rows) == 5
    assert table.rows[1].cells[1] == "Readiness of the fleet (port, alert, at_sea)"
    assert table.rows[2].cells[2] == "Kesh Republic and Red Harbour Front"


def test_no_ties_no_map(bare: Analysis) -> None:
    assert not [b for b in actors.section(bare).blocks if isinstance(b, ActorMap)]
