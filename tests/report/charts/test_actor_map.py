import itertools

import pytest
from tests.report.svg_texts import parsed, placed_texts

from standoff.report.charts import NARROW, WIDE, actor_map
from standoff.report.figures import ActorMap, ActorNode, Tie
from standoff.report.palette import actor_tone


def ring(count: int, ties: int) -> ActorMap:
    names = [f"actor{i}" for i in range(count)]
    actors = tuple(ActorNode(n, f"Actor number {i}", actor_tone(i)) for i, n in enumerate(names))
    pairs = list(itertools.permutations(names, 2))[::3][:ties]
    senses = ("support", "hostile", "other")
    return ActorMap(
        "t",
        actors,
        tuple(Tie(a, b, f"tie {i}", senses[i % 3]) for i, (a, b) in enumerate(pairs)),
    )


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize(("count", "ties"), [(1, 0), (2, 1), (3, 3), (5, 8), (8, 14), (12, 16)])
def test_labels_keep_apart_in_maps_of_any_size(width: float, count: int, ties: int) -> None:
    drawn = actor_map.draw(ring(count, ties), width)
    root = parsed(f'<svg xmlns="http://www.w3.org/2000/svg">{drawn.body}</svg>')
    texts = placed_texts(root)
    assert not [(a.words, b.words) for a, b in itertools.combinations(texts, 2) if a.overlaps(b)]
    assert all(t.left >= -1 and t.right <= width + 1 for t in texts)
    assert all(t.top >= -1 and t.bottom <= drawn.height + 1 for t in texts)


def test_every_tie_is_told_in_words() -> None:
    chart = ring(5, 8)
    said = actor_map.describe(chart)
    assert all(tie.kind in said for tie in chart.ties)
    assert len(actor_map.data(chart).rows) == len(chart.ties) == 7


def test_an_actor_without_ties_is_named() -> None:
    chart = ActorMap("t", ring(3, 0).actors, (Tie("actor0", "actor1", "kin"),))
    assert "Without a tie: Actor number 2." in actor_map.describe(chart)


def test_a_tie_to_an_unknown_actor_is_not_drawn() -> None:
    chart = ActorMap("t", ring(2, 0).actors, (Tie("actor0", "nobody", "kin"),))
    assert "kin" not in actor_map.draw(chart, WIDE).body


def test_no_actors_is_said() -> None:
    assert "No actors." in actor_map.draw(ActorMap("t", (), ()), WIDE).body
