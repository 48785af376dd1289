"""What is marked on the drawings: signals before the curves, the likeliest way, where one is."""

from typing import Any

import pytest
from tests.web.browsing import Served, Visit, visiting

pytestmark = pytest.mark.browser

SCENARIOS = "[data-part=scenarios] svg.wide"
STATES = "[data-part=equilibria] svg.wide"


def test_a_row_of_the_ledger_marks_its_tick_before_the_curves(visit: Visit) -> None:
    page = visit.open("/workbench")
    ticks = page.locator(f"{SCENARIOS} .tick")
    assert ticks.evaluate_all("all => all.map(t => t.dataset.key)") == ["speech", "denial"]
    assert "The lower king swears to cross" in (ticks.first.locator("title").text_content() or "")
    marked = page.locator(f"{SCENARIOS} .tick.marked")
    assert marked.count() == 0
    page.locator('#ledger-table tr[data-id="denial"]').hover()
    assert marked.evaluate_all("all => all.map(t => t.dataset.key)") == ["denial"]
    rule = marked.locator(".rule")
    assert rule.evaluate("one => getComputedStyle(one).opacity") == "1"
    page.locator('#ledger-table tr[data-id="speech"] input').focus()
    assert page.locator(f'{SCENARIOS} .tick.marked[data-key="speech"]').count() == 1


def test_a_tick_lies_before_the_curves_begin(visit: Visit) -> None:
    page = visit.open("/workbench")
    at: list[float] = page.locator(f"{SCENARIOS} .tick path:not(.rule)").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().x)"
    )
    begins = page.locator(f"{SCENARIOS} .series .curve").first.evaluate(
        "one => one.getBoundingClientRect().x"
    )
    assert at == sorted(at)
    assert all(x < begins + 2 for x in at)


def test_curves_still_follow_a_slider_beside_the_ticks(visit: Visit) -> None:
    page = visit.open("/workbench")
    start = f"document.querySelector('{SCENARIOS} .series .curve').getAttribute('d').split('L')[0]"
    before = page.evaluate(start)
    page.locator('[data-group="upper"] > summary').click()
    page.locator('[data-name="upper.weight[1]"] input').focus()
    visit.until("document.querySelector('[data-name=\"upper.weight[1]\"]').dataset.ahead === 'yes'")
    page.keyboard.press("ArrowLeft")
    after = page.evaluate(start)
    assert float(after.split(" ")[0][1:]) == pytest.approx(float(before.split(" ")[0][1:]), abs=0.1)
    visit.settle()


def test_the_likeliest_way_is_marked_told_and_read_aloud(visit: Visit) -> None:
    page = visit.open("/workbench")
    drawing = page.locator(STATES)
    on_the_way = drawing.locator(".state:has(path.likely)")
    assert on_the_way.count() >= 1
    assert "likeliest way: begins here" in (on_the_way.first.text_content() or "")
    assert drawing.locator(".move.likely").count() == on_the_way.count() - 1
    assert "the likeliest way on" in (drawing.text_content() or "")
    assert "likeliest way on" in (drawing.locator("desc").text_content() or "")
    assert "The likeliest way on" in page.locator("[data-part=equilibria]").inner_text()
    label = on_the_way.first.get_attribute("aria-label") or ""
    assert "likeliest way" in label


def test_an_equilibrium_and_the_way_look_different(visit: Visit) -> None:
    page = visit.open("/workbench")
    widths = page.evaluate(
        f"""[...document.querySelectorAll('{STATES} .state')].map(state => [
          state.textContent.includes('equilibrium'),
          Number(state.querySelector('rect').getAttribute('stroke-width')) > 2,
          Boolean(state.querySelector('path.likely')) === state.textContent.includes('likeliest')])"""
    )
    assert all(rests == thick and told for rests, thick, told in widths)


def test_the_contents_unfold_lead_on_and_fold_again(browser: Any, served: Served) -> None:
    with visiting(browser, served, viewport={"width": 1100, "height": 800}) as visit:
        page = visit.open("/workbench")
        fold = page.locator("#contents-fold")
        assert fold.get_attribute("open") is None
        fold.locator("summary").focus()
        page.keyboard.press("Enter")
        link = fold.get_by_role("link", name="Where it can come to rest")
        link.click()
        visit.until("location.hash === '#stable'")
        assert fold.get_attribute("open") is None
        visit.until("document.querySelector('#stable h2').getBoundingClientRect().top < 400")
        top = page.locator("#stable h2").evaluate("one => one.getBoundingClientRect().top")
        bottom = page.locator("nav.contents").evaluate("one => one.getBoundingClientRect().bottom")
        assert 0 <= top < 400
        assert top >= bottom - 1
