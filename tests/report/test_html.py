import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from tests.report import example
from tests.report.hostile import poisoned

from standoff.report import html
from standoff.report.blocks import Report, Section, paragraph
from standoff.report.prose import Span, code, link, strong

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Outline(HTMLParser):
    """Checks nesting, and collects what the tests ask about."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.extend((tag, name, value or "") for name, value in attrs)
        self.ids.extend(value or "" for name, value in attrs if name == "id")
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> closes <{self.open[-1]}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text.append(data)


@pytest.fixture(scope="module")
def page() -> str:
    return html.render(example.report())


@pytest.fixture(scope="module")
def outline(page: str) -> Outline:
    return Outline(page)


def test_the_page_is_one_small_file_that_loads_nothing(page: str, outline: Outline) -> None:
    assert len(page.encode()) < 400_000
    assert not {"script", "img", "iframe", "object", "embed"} & outline.tags
    loads = [
        value
        for tag, name, value in outline.attributes
        if name in {"src", "srcset", "href", "xlink:href", "data", "action"}
    ]
    assert all(value.startswith("#") or value == "data:," for value in loads)
    assert "@import" not in page
    assert "url(" not in page
    addresses = set(re.findall(r"https?://[^\s\"'<]+", page))
    assert addresses == {"http://www.w3.org/2000/svg"}


def test_the_policy_allows_only_the_page_s_own_style(page: str) -> None:
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src &#39;sha256-{digest}&#39;" in page or f"'sha256-{digest}'" in page
    assert "default-src 'none'" in page
    assert page.count("<style") == 1


def test_no_inline_style_or_handler(outline: Outline) -> None:
    names = {name for _, name, _ in outline.attributes}
    assert "style" not in names
    assert not [name for name in names if name.startswith("on")]


def test_headings_are_in_order(outline: Outline) -> None:
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    for before, after in zip(outline.headings, outline.headings[1:], strict=False):
        assert after <= before + 1


def test_ids_are_unique_and_links_lead_somewhere(outline: Outline) -> None:
    assert len(set(outline.ids)) == len(outline.ids)
    for _, name, value in outline.attributes:
        if name == "href" and value.startswith("#"):
            assert value[1:] in outline.ids
        if name in {"aria-labelledby", "aria-describedby"}:
            assert set(value.split()) <= set(outline.ids)


def test_the_page_has_language_skip_link_and_landmarks(page: str, outline: Outline) -> None:
    assert ("html", "lang", "en") in outline.attributes
    assert {"header", "main", "nav", "footer"} <= outline.tags
    assert page.index('class="skip"') < page.index("<header")
    assert "width=device-width" in page


def test_every_figure_is_drawn_for_both_widths_and_told_in_words(page: str) -> None:
    drawn = sum(1 for block in example.every_block() if type(block).__name__.endswith("Map"))
    assert drawn == 2
    assert page.count('class="chart wide"') == page.count('class="chart narrow"') == 8
    assert page.count("in words and numbers</summary>") == 8


def test_every_string_is_escaped() -> None:
    page = html.render(poisoned(example.report()))
    outline = Outline(page)
    assert "script" not in outline.tags
    assert "b" not in outline.tags
    assert not [name for _, name, _ in outline.attributes if name.startswith("on")]
    text = "".join(outline.text)
    assert text.count("<script>alert(1)</script>") > 200
    assert "{{7*7}}" in text
    assert "49" not in text.replace("49%", "")


def test_everything_is_rendered(outline: Outline) -> None:
    text = " ".join("".join(outline.text).split())
    for words in (
        "Remember the harbour.",
        "Its residual is 2e-4.",
        "The most usual way, 31% of paths",
        "month 5",
        "It needs a toll that neither side calls by that name.",
        "Folded away.",
        "9f2c41d07be8",
        "ever(kesh.boards)",
        "Range 33–61%",
        "46% 33–61%",
        "Ranges hold 90% of the draws.",
        "Convoys lead from the first month on",
    ):
        assert words in text, words


def test_prose_is_marked_up_by_kind() -> None:
    spans = (strong("a", "blue"), code("b"), link("c", "d"), Span("e", "emphasis"), Span("<f>"))
    assert html.prose_html(spans) == (
        '<strong class="t-blue">a</strong><code>b</code><a href="#d">c</a><em>e</em>&lt;f&gt;'
    )


def test_rendering_twice_gives_the_same_page(page: str) -> None:
    assert html.render(example.report()) == page


def test_a_bare_report_renders() -> None:
    Outline(html.render(Report("Nothing yet")))
    page = html.render(Report("One", sections=(Section("a", "A", (paragraph("b"),)),)))
    assert "<p>b</p>" in page


def test_a_fragment_has_sections_and_no_frame() -> None:
    part = html.fragment(example.report())
    assert "<html" not in part
    assert 'id="signals"' in part
    assert ".masthead" in html.style()
