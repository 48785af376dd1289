import pytest
from tests.web.crisis import TEXT
from tests.web.test_cursor import MARK

from standoff.files.read import read_text
from standoff.web.completion import offer

CRISIS = read_text(TEXT, "ford.yaml")


def labels(text: str, *, known: bool = True) -> list[str]:
    before, _, after = text.partition(MARK)
    line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
    found = offer(before + after, line, column, CRISIS if known else None)
    return [suggestion.label for suggestion in found.suggestions]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("act|", ["actors"]),
        ("signals:\n  - da|", ["date", "date_inferred"]),
        ("yardstick: |", ["icd203", "phia", "nato", "kent", "readers"]),
        ("actors:\n  x:\n    kind: arm|", ["armed_group"]),
        ("scenarios:\n  x: {ca|", ["case"]),
        ("scenarios:\n  x: {case: |", ["best", "worst"]),
        ("signals:\n  - {speaker: up|", ["upper"]),
        ("signals:\n  - {source: w|", ["wire"]),
        ("signals:\n  - {bears_on: {bo|", ["bold"]),
        ("signals:\n  - {bears_on: {bold: str|", ["strong for", "strong against"]),
        ("signals:\n  - {echoes: sp|", ["speech"]),
        ("status_quo: [lower.r|", ["lower.raid"]),
        ("status_quo:\n  - lower.r|", ["lower.raid"]),
        ("scenarios:\n  x: {when: ev|", ["ever("]),
        ("actors:\n  x:\n    preferences:\n      - {prefer: not dro|", ["drought"]),
    ],
)
def test_what_may_be_written(text: str, first: list[str]) -> None:
    assert labels(text)[: len(first)] == first


def test_a_suggestion_says_what_it_means() -> None:
    found = offer("signals:\n  - rel", 1, 7, None)
    assert found.begun == "rel"
    assert found.suggestions[0].text == "reliability: "
    assert "Admiralty" in found.suggestions[0].note


def test_a_word_that_is_whole_is_not_offered() -> None:
    assert "title" not in labels("title|")


def test_without_a_crisis_the_schema_still_helps() -> None:
    assert labels("actors:\n  x:\n    te|", known=False)[0] == "tempo"
    assert labels("status_quo: [lower.r|", known=False) == []
