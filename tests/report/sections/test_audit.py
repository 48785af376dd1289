import pytest
from tests.audit.crises import assessment, unjudged

from standoff.report.blocks import Bullets, Table
from standoff.report.sections import audit
from standoff.workbench import Analysis, Run


def words(prose):
    return "".join(span.text for span in prose)


@pytest.fixture(scope="module")
def judged():
    analysis = Analysis(assessment(), Run(point=True))
    return analysis, analysis.audit()


def test_claims_with_words_ranges_and_lines(judged) -> None:
    section = audit.section(*judged)
    table = next(b for b in section.blocks if isinstance(b, Table))
    march, _, friend = table.rows
    assert words(march.cells[0]) == "North marches"
    assert march.cells[1] == "likely: 55–80%"
    assert march.cells[3].startswith("too high a word")
    assert march.cells[4].startswith("march.yaml:")
    assert march.stressed
    assert words(friend.cells[0]) == "at some time “Raid” (A friend)"
    assert "“North marches” cannot, by the prerequisites alone" in words(section.lead)


def test_why_it_does_not_follow_and_what_would_reconcile_it(judged) -> None:
    section = audit.section(*judged)
    lists = [b for b in section.blocks if isinstance(b, Bullets)]
    told = words(lists[0].items[0])
    assert told.startswith("North marches: called likely, comes to ")
    assert "It needs “The army is ready”, which is believed at" in told
    assert "“March” would pay North at once in" in told
    both = " ".join(words(item) for part in lists for item in part.items)
    assert "tanks and tanks_again share" in both
    assert "“North is angry”: 1 want or option hangs on it and no signal bears on it" in both
    assert "north.weight[4] is called ulterior without a source" in both


def test_a_file_that_says_nothing_of_likelihoods_has_no_audit(bare: Analysis) -> None:
    assert not audit.fits(bare)
    assert audit.fits(Analysis(unjudged()))


def test_remedies_are_told_as_changes_to_the_file(judged) -> None:
    analysis, result = judged
    text = " ".join(
        words(item)
        for part in audit.section(analysis, result).blocks
        if isinstance(part, Bullets)
        for item in part.items
    )
    told = [f for f in result.apart if f.remedies]
    for finding in told:
        assert f"--set {finding.remedies[0].changes[0].sets[0]}" in text
