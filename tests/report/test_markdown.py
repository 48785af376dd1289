import re

import markdown_it
import pytest
from tests.report import example
from tests.report.hostile import POISON, poisoned

from standoff.report import markdown
from standoff.report.blocks import Callout, Details, Report, Section, bullets, paragraph, table
from standoff.report.prose import code, emphasis, link, prose, strong


def as_html(text: str) -> str:
    return markdown_it.MarkdownIt("commonmark").enable("table").render(text)


@pytest.fixture(scope="module")
def text() -> str:
    return markdown.render(example.report())


def test_headings_and_order(text: str) -> None:
    heads = re.findall(r"^(#+) (.*)$", text, re.MULTILINE)
    assert heads[0] == ("#", "Tolls, convoys and the Orrin Strait")
    assert [title for level, title in heads if level == "##"][:2] == [
        "In short",
        "Scenarios over time",
    ]


def test_charts_become_words_and_tables(text: str) -> None:
    assert "**Figure: The Front depends on one patron and one harbour**" in text
    assert "Northern Compact to Valdoria: patron" in text
    assert "| Northern Compact | Valdoria | patron | supports |" in text
    assert "<svg" not in text


def test_every_row_of_a_table_has_its_columns(text: str) -> None:
    for found in re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE):
        widths = {
            len(re.split(r"(?<!\\)\|", line.strip().strip("|")))
            for line in found.split("\n")
            if line
        }
        assert len(widths) == 1, found


def test_links_lead_to_sections(text: str) -> None:
    for target in re.findall(r"\]\(#([\w-]+)\)", text):
        assert f'<a id="{target}"></a>' in text


def test_markup_in_the_data_stays_text() -> None:
    page = as_html(markdown.render(poisoned(example.report())))
    tags = set(re.findall(r"<(\w+)", page))
    assert not tags & {"script", "b", "img"}
    assert 'href="y"' not in page
    assert "<em>[" not in page


@pytest.mark.parametrize(
    "words",
    [
        "# not a heading",
        "1. not a list",
        "- not a list",
        "a *b* _c_ `d` [e](f) <g> | & ~h~ \\",
        "> not a quote",
        "~~~",
        POISON.replace("\x1b", ""),
    ],
)
def test_text_comes_back_as_it_was(words: str) -> None:
    page = as_html(markdown.escaped(words))
    shown = re.sub(r"<!--.*?-->", "", page)
    inside = re.fullmatch(r"<p>(.*)</p>\n", shown, re.DOTALL)
    assert inside
    plain = inside[1]
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        plain = plain.replace(entity, char)
    assert plain == words


def test_prose() -> None:
    text = prose("a ", strong("b "), emphasis("c"), code("d`e"), link("f", "g"))
    assert markdown.written(text) == "a **b** *c*`` d`e ``[f](#g)"


def test_blocks() -> None:
    assert markdown.block(bullets("a", "b", ordered=True)) == "1. a\n2. b"
    said = Callout("limits", "Limits", (prose("x"), prose("y")))
    assert markdown.block(said) == "> [!IMPORTANT]\n> **Limits**\n>\n> x\n>\n> y"
    folded = markdown.block(Details("More", (paragraph("z"),)))
    assert folded == "<details>\n<summary>More</summary>\n\nz\n\n</details>"
    assert "| a\\|b |" in markdown.block(table("h", rows=[("a|b",)]))
    with pytest.raises(TypeError, match="no Markdown for int"):
        markdown.block(3)


def test_a_bare_report_renders() -> None:
    assert markdown.render(Report("T", sections=(Section("a", "A"),))) == (
        '# T\n\n<a id="a"></a>\n\n## A\n'
    )
