"""The parts of the page as one uses them: chart, ledger, states, actors, reasons, days, export."""

import re
from pathlib import Path
from typing import Any

import pytest
from tests.web.browsing import ARTEFACTS, Served, Visit, visiting

pytestmark = pytest.mark.browser

WIDE = "[data-part=scenarios] svg.wide"


def test_one_band_at_a_time_by_keyboard(visit: Visit) -> None:
    page = visit.open("/workbench")
    seen = (
        f"[...document.querySelectorAll('{WIDE} .plot .band')]"
        ".filter(b => getComputedStyle(b).visibility === 'visible').length"
    )
    assert page.evaluate(seen) == 1
    series = page.locator(f"{WIDE} .plot > .series")
    for i in range(series.count()):
        series.nth(i).focus()
        assert page.evaluate(seen) == 1
    series.nth(0).focus()
    page.keyboard.press("Enter")
    assert series.nth(0).get_attribute("aria-pressed") == "true"
    assert page.evaluate(seen) == 1


def test_a_chart_and_a_table_can_be_taken_along(visit: Visit) -> None:
    page = visit.open("/workbench")
    tools = page.locator("[data-part=scenarios] figure").first.locator(".figure-tools")
    for name, start in (("SVG", b"<svg"), ("PNG", b"\x89PNG"), ("CSV", b"")):
        with page.expect_download() as caught:
            tools.get_by_text(name, exact=True).click()
        path = caught.value.path()
        content = Path(path).read_bytes()
        assert content.startswith(start)
        assert len(content) > 200


def test_a_signal_is_left_out_marked_sorted_and_found(visit: Visit) -> None:
    page = visit.open("/workbench")
    rows = page.locator("#ledger-table tbody tr")
    visit.until("![...document.querySelectorAll('.push')].some(c => c.textContent === '…')")
    pushes = rows.locator(".push").all_text_contents()
    assert pushes[0].startswith(("+", "−"))
    rows.first.hover()
    assert page.locator('.tick.marked[data-key="speech"]').count() > 0
    page.locator('[data-sort="date"]').click()
    assert rows.first.get_attribute("data-id") == "denial"
    page.locator("#ledger-find").fill("swears")
    visit.until("document.querySelectorAll('#ledger-table tbody tr:not([hidden])').length === 1")
    page.locator("#ledger-table tbody tr:visible input").click()
    visit.settle()
    assert "off=signal.speech" in page.url
    assert page.locator('tr.off[data-id="speech"]').count() == 1


def test_a_signal_is_added_by_form_and_saved(author: Visit) -> None:
    page = author.open("/workbench")
    page.locator("#add-signal").click()
    form = page.locator("#dialog form.edit-form")
    form.locator("textarea").fill("Boats are seen on the river")
    form.locator("input[type=date]").fill("2031-02-25")
    form.locator("select").first.select_option("bold")
    form.locator("button").click()
    page.locator("#unsaved").wait_for()
    author.settle()
    page.locator("#save").click()
    page.locator("#unsaved").wait_for(state="hidden")
    text = author.served.bench.desk.disk().text
    assert "Boats are seen on the river" in text
    assert "must survive" in text
    page.reload()
    author.settle()
    assert page.locator("#ledger-table tbody tr").count() == 3
    author.until("!document.getElementById('since').hidden")
    assert "New signal" in page.locator("#since").inner_text()


def test_states_are_walked_with_arrows_and_tell_their_story(visit: Visit) -> None:
    page = visit.open("/workbench")
    states = page.locator("[data-part=equilibria] svg.wide .state")
    assert states.count() > 1
    states.first.focus()
    page.keyboard.press("ArrowDown")
    reached = page.evaluate("document.activeElement.dataset.key")
    assert reached != states.first.get_attribute("data-key")
    assert page.locator("svg.wide .state[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    story = page.locator(".story-of-state")
    story.wait_for()
    assert "The state:" in story.inner_text()
    story.get_by_role("button", name="Close").click()
    assert page.evaluate("document.activeElement.dataset.key") == reached


def test_an_actor_alone_dims_the_others(visit: Visit) -> None:
    page = visit.open("/workbench")
    chip = page.locator('.chip[data-actor="upper"]')
    chip.click()
    assert chip.get_attribute("aria-pressed") == "true"
    assert page.locator("#whatif .group.dimmed").count() == 1
    chip.click()
    assert page.locator(".dimmed").count() == 0
    page.locator("[data-part=actors] svg.wide .actor").first.focus()
    page.keyboard.press("Enter")
    assert page.locator('.chip[aria-pressed="true"]').count() == 1


def test_a_bar_opens_its_control_and_its_line(browser: Any, file: Path) -> None:
    served = Served(file, draws=128)
    with visiting(browser, served) as visit:
        page = visit.open("/workbench")
        page.locator("[data-part=drivers] svg.wide .swing").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("#whatif .control.found").count() == 1
        link = page.locator("[data-part=drivers] .bar-line a").get_attribute("href")
        assert re.search(r"/file\?line=\d+$", link or "")
        visit.settle()
    served.stop()


def test_days_are_slid_through(visit: Visit) -> None:
    page = visit.open("/workbench")
    page.locator(".replay input").wait_for()
    page.locator(".replay input").focus()
    page.keyboard.press("Home")
    assert "before anything was known" in page.locator(".replay-told").inner_text()
    page.keyboard.press("ArrowRight")
    assert "swears" in page.locator(".replay-told").inner_text()
    assert page.locator('.tick.marked[data-key="speech"]').count() > 0
    assert "as_of=2031-01-20" in page.locator(".replay a").get_attribute("href")  # type: ignore[operator]


def test_two_days_are_compared(visit: Visit) -> None:
    page = visit.open("/compare")
    page.locator("#with-day").fill("2031-02-01")
    page.locator("#compare-form button").click()
    visit.until("document.getElementById('beside').dataset.level === 'full'")
    assert "On 1 February 2031" in page.locator("#beside").inner_text()
    assert page.locator("#replay-box input").count() == 1


def test_the_exported_page_works_offline_and_asks_for_nothing(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("/workbench?off=signal.denial")
    with page.expect_download() as caught:
        page.locator("#export").click()
    path = tmp_path / "ford.html"
    caught.value.save_as(path)
    assert path.stat().st_size < 1_000_000
    alone = page.context.browser.new_context(offline=True)  # type: ignore[union-attr]
    there = alone.new_page()
    heard: list[str] = []
    there.on("console", lambda message: heard.append(message.text))
    there.on("request", lambda request: heard.append(request.url))
    there.goto(path.as_uri())
    slider = there.locator("[data-dial] input").first
    label = there.locator("#scenarios svg.wide .label .value").nth(1)
    slider.focus()
    there.keyboard.press("Home")
    lowest = label.text_content()
    there.keyboard.press("End")
    assert label.text_content() != lowest
    assert "A raid on the ford" in there.locator(".dial-numbers").inner_text()
    assert heard == [path.as_uri()]
    there.screenshot(path=ARTEFACTS / "exported.png")
    there.pdf(path=ARTEFACTS / "exported.pdf", format="A4")
    alone.close()


def test_what_is_shown_last_time_is_there_at_once(visit: Visit) -> None:
    page = visit.open("/workbench")
    page.route("**/part/**", lambda route: route.abort())
    page.reload()
    page.locator("[data-part=scenarios] svg.wide .series").first.wait_for()
    assert page.locator(".slot.stale[data-part=scenarios]").count() == 1
    visit.heard.clear()
