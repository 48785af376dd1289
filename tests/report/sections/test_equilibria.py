from standoff.report.blocks import Table
from standoff.report.figures import StateMap
from standoff.report.prose import plain
from standoff.report.rests import Rests
from standoff.report.sections import equilibria
from standoff.workbench import Analysis


def test_counts_are_those_of_the_engine(analysis: Analysis) -> None:
    table = equilibria.counts(Rests(analysis))
    for row, concept in zip(table.rows, analysis.stability.concepts, strict=True):
        assert row.cells[0] == concept
        assert row.cells[1] == len(analysis.stability.equilibria(concept))


def test_the_strongest_come_first_and_among_them_the_nearest(analysis: Analysis) -> None:
    rests = Rests(analysis)
    strength = [len(rests.by(state)) for state in rests.ranked]
    assert strength == sorted(strength, reverse=True)
    best = [s for s in rests.ranked if len(rests.by(s)) == strength[0]]
    near = [int(rests.evolution.distance(improving=True)[s]) for s in best]
    reached = [d for d in near if d >= 0]
    assert near[: len(reached)] == sorted(reached)


def test_differences_lead_from_the_status_quo_to_the_state(analysis: Analysis) -> None:
    rests = Rests(analysis)
    for state in rests.ranked:
        lines = rests.difference(state)
        begun = {line.text for line in lines if line.sign == "+"}
        assert len(begun) == len(
            [x for x in rests.labels(state) if x not in rests.labels(rests.status_quo)]
        )


def test_every_move_of_the_map_changes_one_actor(analysis: Analysis) -> None:
    chart = equilibria.state_map(Rests(analysis))
    assert isinstance(chart, StateMap)
    known = {state.id for state in chart.states}
    assert {m.source for m in chart.moves} | {m.target for m in chart.moves} <= known
    assert sum(state.status_quo for state in chart.states) == 1
    rung = {state.id: state.rung for state in chart.states}
    assert all(rung[m.target] > rung[m.source] for m in chart.moves)


def test_a_state_that_interest_does_not_reach_names_who_stands_in_the_way(
    analysis: Analysis,
) -> None:
    rests = Rests(analysis)
    resisted = [
        s
        for s in rests.ranked[: equilibria.DRAWN]
        if s != rests.status_quo and rests.evolution.shortest(s, improving=True) is None
    ]
    text = " ".join(
        plain(item) for b in equilibria.section(analysis).blocks for item in getattr(b, "items", ())
    )
    assert text.count("against its interest") == len(resisted)


def test_stable_for_each_actor_only_if_asked(analysis: Analysis) -> None:
    captions = [b.caption for b in equilibria.section(analysis).blocks if isinstance(b, Table)]
    assert "Stable for each actor" not in captions
    asked = equilibria.section(analysis, by_actor=True).blocks
    table = next(b for b in asked if isinstance(b, Table) and b.caption == "Stable for each actor")
    assert len(table.rows) == 6 * 5
    first = analysis.stability.stable_for("R", "valdoria")
    assert table.rows[0].cells[2] == len(first)
