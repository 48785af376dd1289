import pytest
from tests.web.crisis import TEXT

from standoff.files.read import parse_yaml, read_text
from standoff.files.rewrite import REMOVE
from standoff.web.patch import as_yaml, difference, written
from standoff.workbench import whatif

CRISIS = read_text(TEXT, "ford.yaml")

CHANGES = (
    ("upper.weight[1]=3.5",),
    ("bold=true",),
    ("signal.denial=off",),
    ("signal.speech=off", "signal.denial=off"),
    ("upper.dam=on",),
    ("upper.tempo=2 per month", "lower.precision=4"),
    ("horizon=6 months",),
)


def test_a_difference_is_as_small_as_can_be() -> None:
    assert difference(CRISIS, CRISIS) == {}
    changed = whatif(CRISIS, "upper.weight[1]=3.5")
    assert difference(CRISIS, changed) == {("actors", "upper", "preferences", 0, "weight"): 3.5}
    assert difference(CRISIS, whatif(CRISIS, "signal.speech=off")) == {("signals", 0): REMOVE}


@pytest.mark.parametrize("changes", CHANGES, ids=" ".join)
def test_a_text_with_changes_written_in_says_the_changed_crisis(changes: tuple[str, ...]) -> None:
    changed = whatif(CRISIS, *changes)
    text = written(TEXT, CRISIS, changed)
    assert read_text(text, "ford.yaml").hash == changed.hash
    assert text.startswith("# The ford of Lun: a comment that must survive every edit.\n")
    assert "# what the harvest is worth" in text


@pytest.mark.parametrize("changes", CHANGES, ids=" ".join)
def test_changes_as_yaml_are_yaml(changes: tuple[str, ...]) -> None:
    text = as_yaml(CRISIS, whatif(CRISIS, *changes), changes)
    assert [line for line in text.split("\n") if line.startswith("#")] == [
        f"# what if: {change}" for change in changes
    ]
    assert parse_yaml(text)[0]


def test_no_change_is_no_yaml() -> None:
    assert as_yaml(CRISIS, CRISIS, ()) == "\n"
