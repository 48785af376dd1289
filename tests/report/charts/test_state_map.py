import itertools
from dataclasses import replace
from typing import Any

import pytest
from tests.report.charts import example
from tests.report.svg_texts import parsed, placed_texts

from standoff.report.charts import NARROW, WIDE, state_map
from standoff.report.figures import StateLine, StateMap, StateMove, StateNode


def fan(across: int, rungs: int) -> StateMap:
    states = [StateNode("0-0", 0, status_quo=True)]
    moves = []
    for rung in range(1, rungs + 1):
        for place in range(across):
            lines = tuple(StateLine(f"Actor {k}: a thing that is on") for k in range(rung))
            resting = ("R",) if rung == rungs else ()
            states.append(StateNode(f"{rung}-{place}", rung, lines, resting))
            source = "0-0" if rung == 1 else f"{rung - 1}-{(place + 1) % across}"
            moves.append(StateMove(source, f"{rung}-{place}", "Actor", "blue", "does a thing"))
    return StateMap("t", tuple(states), tuple(moves))


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize(("across", "rungs"), [(1, 0), (1, 3), (3, 2), (5, 3), (7, 2)])
def test_labels_keep_apart_in_maps_of_any_size(width: float, across: int, rungs: int) -> None:
    drawn = state_map.draw(fan(across, rungs), width)
    texts = placed_texts(parsed(f'<svg xmlns="http://www.w3.org/2000/svg">{drawn.body}</svg>'))
    assert not [(a.words, b.words) for a, b in itertools.combinations(texts, 2) if a.overlaps(b)]
    assert all(t.left >= -1 and t.right <= width + 1 for t in texts)


def test_states_are_numbered_rung_by_rung() -> None:
    number = state_map.numbers(example.state_map())
    assert number["q"] == 1
    assert number["f"] == 7


def test_description_tells_status_quo_equilibria_and_moves() -> None:
    said = state_map.describe(example.state_map())
    assert "Status quo: state 1 (Red Harbour Front: raids on toll stations)." in said
    assert "6 (Valdoria: talks on the toll: R, SEQ, GMR)" in said
    assert "5 to 7 by Northern Compact (sends its fleet)" in said


def test_a_move_that_is_no_improvement_is_explained() -> None:
    explained = "a move that is no improvement"
    assert explained in state_map.draw(example.state_map(), WIDE).body
    assert explained not in state_map.draw(fan(2, 2), WIDE).body


def test_the_narrow_map_says_how_each_state_is_reached() -> None:
    assert (
        "from 4, Red Harbour Front: stops raids" in state_map.draw(example.state_map(), NARROW).body
    )


def test_states_with_much_on_point_to_the_table() -> None:
    lines = tuple(StateLine(f"thing {i} that is on") for i in range(12))
    chart = StateMap("t", (StateNode("a", 0, lines),), ())
    assert "and more: see the table" in state_map.draw(chart, WIDE).body
    assert "thing 11 that is on" in str(state_map.data(chart).rows[0].cells[1])


def on_the_way(chart: StateMap, shares: dict[str, float]) -> StateMap:
    states = tuple(replace(state, likely=shares.get(state.id)) for state in chart.states)
    moves = tuple(
        replace(move, likely=move.source in shares and move.target in shares)
        for move in chart.moves
    )
    return StateMap(chart.title, states, moves)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_likeliest_way_is_marked_apart_from_the_equilibria(width: float) -> None:
    plain = example.state_map()
    drawn = state_map.draw(on_the_way(plain, {"q": 1.0, "a": 0.4, "d": 0.004}), width)
    tree = parsed(f'<svg xmlns="http://www.w3.org/2000/svg">{drawn.body}</svg>')
    marked = [g.get("data-key") for g in tree.iter() if g.get("class") == "state" and way_in(g)]
    assert sorted(marked) == ["a", "d", "q"]
    words = [t.words for t in placed_texts(tree)]
    assert words.count("likeliest way: begins here") == 1
    assert "likeliest way: 40%" in words
    assert "likeliest way: <1%" in words
    assert any(word.startswith("the likeliest way on") for word in words)
    assert "likeliest way" not in state_map.draw(plain, width).body


def way_in(group: Any) -> bool:
    return any("likely" in (part.get("class") or "") for part in group)


def test_only_moves_on_the_way_are_marked() -> None:
    drawn = state_map.draw(on_the_way(example.state_map(), {"q": 1.0, "b": 0.3, "d": 0.2}), WIDE)
    tree = parsed(f'<svg xmlns="http://www.w3.org/2000/svg">{drawn.body}</svg>')
    ends = [g.get("data-ends") for g in tree.iter() if g.get("class") == "move likely"]
    assert ends == ["q b", "b d"]


def test_the_likeliest_way_is_told_in_words_and_in_the_table() -> None:
    chart = on_the_way(example.state_map(), {"q": 1.0, "a": 0.4, "d": 0.15})
    said = state_map.describe(chart)
    assert "The likeliest way on leads from state 1 to state 2 (40%) and 5 (15%)." in said
    table = state_map.data(chart)
    assert table.columns[-1].title == "On the likeliest way"
    assert [row.cells[-1] for row in table.rows] == [1.0, 0.4, None, None, 0.15, None, None]
    assert "likeliest" not in state_map.describe(example.state_map())
    stays = on_the_way(example.state_map(), {"q": 1.0})
    assert "The likeliest way on is to stay in state 1." in state_map.describe(stays)
