from standoff.report.blocks import Table
from standoff.report.sections import together
from standoff.workbench import Analysis, load


def test_elmira_keeps_the_equilibria_that_no_coalition_leaves() -> None:
    analysis = Analysis(load("cases/elmira"))
    section = together.section(analysis)
    table = next(b for b in section.blocks if isinstance(b, Table))
    marks = {"".join(s.text for s in row.cells[0]): row.cells[1:] for row in table.rows}
    # The ministry and Uniroyal leave delay and insistence for the softened order.
    insisted = "+ Insist that the original order is carried out"
    assert marks[insisted][0] is False
    agreed = next(told for told in marks if "Accept the current order" in told and insisted in told)
    assert marks[agreed][0] is True


def test_blank_where_it_is_no_equilibrium() -> None:
    analysis = Analysis(load("cases/elmira"))
    table = next(b for b in together.section(analysis).blocks if isinstance(b, Table))
    quo = next(row for row in table.rows if row.stressed)
    assert quo.cells[1] is None


def test_no_coalition_where_one_actor_moves(bare: Analysis) -> None:
    assert not together.section(bare).blocks


def test_too_many_states_for_a_report(monkeypatch) -> None:
    monkeypatch.setattr(together, "PAIRS", 10)
    assert not together.section(Analysis(load("cases/elmira"))).blocks
