import json

import pytest
from tests.report.test_html import Outline

from standoff.report import write
from standoff.report.assembly import assemble
from standoff.report.blocks import Details, Section, Table
from standoff.workbench import Analysis


def sections(analysis: Analysis) -> dict[str, Section]:
    return {part.id: part for part in assemble(analysis).sections}


def test_the_report_answers_every_question(analysis: Analysis) -> None:
    assert list(sections(analysis)) == [
        "headline",
        "scenarios",
        "cases",
        "stories",
        "why",
        "actors",
        "stable",
        "robust",
        "status-quo",
        "steadying",
        "together",
        "signals",
        "needs",
        "consequences",
        "audit",
        "dilemma",
        "drivers",
        "tipping",
        "watch",
        "unknown",
        "method",
    ]


def test_a_bare_crisis_has_a_report_too(bare: Analysis) -> None:
    found = sections(bare)
    assert "scenarios" not in found
    assert "signals" not in found
    assert found["headline"].blocks
    Outline(write(bare, "html"))


def test_the_page_is_whole(analysis: Analysis) -> None:
    page = write(analysis, "html")
    outline = Outline(page)
    assert len(page) < 500_000
    assert len(set(outline.ids)) == len(outline.ids)
    for _, name, value in outline.attributes:
        if name == "href" and value.startswith("#"):
            assert value[1:] in outline.ids


def test_markdown_and_json_hold_the_same_sections(analysis: Analysis) -> None:
    text = write(analysis, "md")
    data = json.loads(write(analysis, "json"))
    for section in data["sections"]:
        assert f'<a id="{section["id"]}"></a>' in text
    assert data["title"] == analysis.crisis.title


def test_an_unknown_format_is_refused(analysis: Analysis) -> None:
    with pytest.raises(ValueError, match="there is no format 'pdf'"):
        write(analysis, "pdf")


def test_no_cell_is_left_without_words(analysis: Analysis) -> None:
    page = write(analysis, "html")
    for leaked in ("None", "nan", "Quantity(", "&lt;standoff", "array("):
        assert leaked not in page


def test_appendices_are_folded(analysis: Analysis) -> None:
    folded = [
        b for part in assemble(analysis).sections for b in part.blocks if isinstance(b, Details)
    ]
    assert len(folded) >= 4


def test_the_status_quo_is_explained_actor_by_actor(analysis: Analysis) -> None:
    found = sections(analysis)["status-quo"]
    verdicts = next(block for block in found.blocks if isinstance(block, Table))
    assert [column.title for column in verdicts.columns[1:]] == list(analysis.concepts)
    assert len(verdicts.rows) == len(analysis.problem.actors)
