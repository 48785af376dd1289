"""Everybody can read it: axe finds nothing, at any width, in the dark, on paper, without motion."""

from typing import Any

import pytest
from tests.web.browsing import ARTEFACTS, Served, Visit, visiting

pytestmark = pytest.mark.browser

PAGES = ("brief", "workbench", "file", "compare")
TEXTS = """() => [...document.querySelectorAll('svg.chart')]
  .filter(s => s.getBoundingClientRect().width)
  .flatMap(s => [...s.querySelectorAll('text')].map(t => parseFloat(t.getAttribute('font-size'))
    * s.getBoundingClientRect().width / s.viewBox.baseVal.width)).filter(size => size < 11)"""


def seriously_wrong(page: Any) -> list[str]:
    """Return what axe-core finds serious or critical, each with the first place."""
    axe = pytest.importorskip("axe_playwright_python.base", reason="axe-core is not installed")
    page.evaluate(axe.AXE_FILE_PATH.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:160]} ({len(one['nodes'])})"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("look", "width", "scheme"),
    [("desktop", 1500, "light"), ("dark", 1200, "dark"), ("phone", 380, "light")],
)
def test_a_page_is_whole_and_open_to_all(
    browser: Any, served: Served, name: str, look: str, width: int, scheme: str
) -> None:
    ARTEFACTS.mkdir(exist_ok=True)
    options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    with visiting(browser, served, **options, reduced_motion="reduce") as visit:
        page = visit.open(f"/{name}?off=bold")
        page.wait_for_timeout(100)
        page.screenshot(path=ARTEFACTS / f"{name}-{look}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(TEXTS) == []
        assert seriously_wrong(page) == []


def test_what_is_wrong_is_found(visit: Visit) -> None:
    page = visit.open("/brief")
    page.evaluate("document.body.append(document.createElement('img'))")
    assert any(one.startswith("image-alt") for one in seriously_wrong(page))


def test_folded_parts_are_open_to_all_too(visit: Visit) -> None:
    page = visit.open("/workbench")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert seriously_wrong(page) == []
    page.locator("#add-signal").click()
    assert seriously_wrong(page) == []


def test_the_page_is_walked_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit.open("/workbench")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator("#whatif-find").focus()
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.closest('.control')?.dataset.name"))
    assert "bold" in reached
    page.locator('[data-name="bold"] input').first.focus()
    page.keyboard.press("ArrowRight")
    visit.settle()
    assert "set=bold" in page.url


def test_what_is_printed_is_the_answer_and_not_the_controls(visit: Visit) -> None:
    page = visit.open("/workbench")
    page.emulate_media(media="print")
    for hidden in (".bar", ".whatif", ".figure-tools", ".legend"):
        assert page.locator(hidden).first.is_hidden()
    assert page.locator("#scenarios").is_visible()
    page.pdf(path=ARTEFACTS / "workbench.pdf", format="A4")
    assert (ARTEFACTS / "workbench.pdf").stat().st_size > 20_000
