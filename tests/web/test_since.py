"""What moved since a browser last saw the crisis."""

import pytest
from tests.web.crisis import TEXT
from tests.web.reader import Reader

from standoff.files.read import read_text
from standoff.web.since import told

CRISIS = read_text(TEXT)
NOW = {"hash": "new", "scenarios": {"closed": 0.5, "war": 0.02, "quiet": 0.3}, "signals": ["a"]}
PUSHES = {"speech": {"change": 0.04}, "denial": {"change": -0.01}}


def test_what_moved_most_comes_first_with_its_numbers() -> None:
    before = {"scenarios": {"closed": 0.45, "war": 0.22, "quiet": 0.301}, "signals": ["speech"]}
    said = told(CRISIS, before, NOW, PUSHES)
    assert said.index("A raid on the ford") < said.index("The dam is closed")
    assert "from 22% to 2% (\N{MINUS SIGN}20 points)" in said
    assert "Nothing happens" not in said
    assert "denial" in said
    assert "speech" not in said


def test_a_file_that_changed_without_moving_anything_says_so() -> None:
    before = {"scenarios": NOW["scenarios"], "signals": list(PUSHES)}
    assert "no scenario moved" in told(CRISIS, before, NOW, PUSHES)


@pytest.mark.parametrize(
    "before", [{}, {"scenarios": 3, "signals": "x"}, {"scenarios": {"war": "<b>", "closed": None}}]
)
def test_what_a_browser_kept_may_be_anything(before: dict[str, object]) -> None:
    said = told(CRISIS, before, NOW, PUSHES)
    assert "<b>" not in said
    assert "New signal" in said


def test_the_page_keeps_what_it_saw_and_is_told_what_moved(client: Reader) -> None:
    seen = client.get("/seen.json").json()
    assert set(seen["scenarios"]) == {"closed", "war", "quiet"}
    assert seen["signals"] == ["speech", "denial"]
    before = seen | {"signals": ["denial"]}
    before["scenarios"] = seen["scenarios"] | {"war": 0.9}
    answer = client.post("/since", json=before).json()["told"]
    assert "A raid on the ford" in answer
    assert "<code>speech</code>" in answer
