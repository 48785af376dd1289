"""The watch list, as sections and as text for a brief."""

import pytest
from tests.watch.crises import gate

from standoff.report import markdown
from standoff.report.blocks import Bullets, Report, Table
from standoff.report.prose import plain
from standoff.report.sections import watch
from standoff.workbench import Analysis, Run, analyse


@pytest.fixture(scope="module")
def watched() -> Analysis:
    return analyse(gate(), Run(point=True))


def texts(watched: Analysis) -> str:
    made = watch.section(watched, watched.watch(paths=0))
    return markdown.render(Report("t", sections=(made,)))


def test_the_list_is_ranked_and_told_in_words(watched: Analysis) -> None:
    made = watch.section(watched, watched.watch(paths=0))
    first = next(block for block in made.blocks if isinstance(block, Bullets))
    assert first.ordered
    assert plain(first.items[0]).startswith("The hinges are oiled (about 54% to be seen")
    assert all("if not, to" in plain(item) for item in first.items)
    watchable, claims = (block for block in made.blocks if isinstance(block, Table))
    assert [row.cells[0] for row in claims.rows] == ["The keeper has the key"]
    assert "Moaning at night" not in [row.cells[0] for row in watchable.rows]


def test_labels_say_what_begins_ends_and_rises(watched: Analysis) -> None:
    names = watch.Names(watched.crisis)
    labels = {sign.name: watch.label(sign, names) for sign in watched.watch(paths=0).signs}
    assert labels["not keeper.bar"] == "Keeper: bar ends"
    assert labels["guest.voice >= loud"] == "Guest: voice: “loud” or more"
    assert labels["storm"] == "storm"
    assert labels["dust"] == "The lock is dusty"


def test_it_can_be_pasted_into_a_brief(watched: Analysis) -> None:
    text = texts(watched)
    assert "\n1. **The hinges are oiled** (about 54%" in text
    assert "A sign that this is not so: “The keeper has the key”." in text


def test_without_scenarios_there_is_nothing_to_tell(bare: Analysis) -> None:
    assert "there are none" in str(watch.section(bare).blocks)
