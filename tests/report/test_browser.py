"""The page as a browser shows it: nothing loaded, nothing cut off, no texts on one another."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.report import example

from standoff.report import html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = "/usr/bin/chromium"
ARTEFACTS = Path(__file__).parents[2] / "artefacts"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which(CHROMIUM), reason="Debian's chromium is not installed"),
]

OVERLAPS = """() => {
  const found = [];
  for (const svg of document.querySelectorAll('svg.chart')) {
    const frame = svg.getBoundingClientRect();
    if (!frame.width) continue;
    const boxes = [...svg.querySelectorAll('text')].map(t => [t, t.getBoundingClientRect()]);
    boxes.forEach(([t, a], i) => {
      const cut = a.left < frame.left - 2 || a.right > frame.right + 2;
      if (cut) found.push('outside: ' + t.textContent);
      boxes.slice(i + 1).forEach(([u, b]) => {
        const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (x > 1 && y > 4) found.push(t.textContent + ' / ' + u.textContent);
      });
    });
  }
  return found;
}"""

SMALLEST = """() => Math.min(...[...document.querySelectorAll('svg.chart')]
  .filter(s => s.getBoundingClientRect().width)
  .flatMap(s => [...s.querySelectorAll('text')].map(
    t => parseFloat(t.getAttribute('font-size')) * s.getBoundingClientRect().width
      / s.viewBox.baseVal.width)))"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(html.render(example.report()), encoding="utf-8")
    ARTEFACTS.mkdir(exist_ok=True)
    return path


def opened(browser: "Browser", file: Path, width: int, **options: Any) -> tuple["Page", list[str]]:
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url))
    page.goto(file.as_uri())
    assert heard.pop(0) == file.as_uri()
    return page, heard


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        ("light", 1440, "light"),
        ("dark", 1000, "dark"),
        ("tablet", 700, "light"),
        ("phone", 380, "light"),
        ("phone-dark", 360, "dark"),
    ],
)
def test_the_page_is_silent_whole_and_readable(
    browser: "Browser", file: Path, name: str, width: int, scheme: str
) -> None:
    page, heard = opened(browser, file, width, color_scheme=scheme)
    page.screenshot(path=ARTEFACTS / f"report-{name}.png", full_page=True)
    assert heard == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(SMALLEST) >= 11
    page.context.close()


def test_one_drawing_of_each_figure_is_seen(browser: "Browser", file: Path) -> None:
    for width, css in ((1440, "wide"), (380, "narrow")):
        page, _ = opened(browser, file, width)
        seen = page.evaluate(
            "[...document.querySelectorAll('svg.chart')]"
            ".filter(s => s.getBoundingClientRect().width).map(s => s.classList[1])"
        )
        assert set(seen) == {css}
        page.context.close()


def test_dark_and_light_differ(browser: "Browser", file: Path) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        page, _ = opened(browser, file, 900, color_scheme=scheme)
        grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        page.context.close()
    assert grounds == ["rgb(255, 255, 255)", "rgb(20, 24, 28)"]


def test_only_the_leading_band_is_seen_until_another_is_pointed_at(
    browser: "Browser", file: Path
) -> None:
    page, _ = opened(browser, file, 1440)
    seen = (
        "[...document.querySelectorAll('#scenarios svg.wide .band')]"
        ".filter(b => getComputedStyle(b).visibility === 'visible').length"
    )
    assert page.evaluate(seen) == 1
    page.locator("#scenarios svg.wide .series:not(.leading) circle").first.hover()
    assert page.evaluate(seen) == 1
    leading = page.locator("#scenarios svg.wide .leading .band")
    assert leading.evaluate("band => getComputedStyle(band).visibility") == "hidden"
    page.context.close()


def test_the_skip_link_is_the_first_stop(browser: "Browser", file: Path) -> None:
    page, _ = opened(browser, file, 900)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.context.close()


def test_on_paper_folded_parts_are_open_and_charts_whole(browser: "Browser", file: Path) -> None:
    page, _ = opened(browser, file, 1000, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("details.appendix:not([open]) p").first.bounding_box()["height"] > 0  # type: ignore[index]
    assert page.locator("nav.contents").is_hidden()
    assert page.evaluate(
        "[...document.querySelectorAll('figure')]"
        ".every(f => getComputedStyle(f).breakInside === 'avoid')"
    )
    page.pdf(path=ARTEFACTS / "report.pdf", format="A4")
    assert (ARTEFACTS / "report.pdf").stat().st_size > 20_000
    page.context.close()
