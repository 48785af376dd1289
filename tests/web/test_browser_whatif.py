"""Asking what if: turning things on and off, moving numbers, comparing, taking the view along."""

import re

import pytest
from tests.web.browsing import Visit

pytestmark = pytest.mark.browser


def choose(visit: Visit, name: str, value: str) -> None:
    visit.page.locator(f'[data-name="{name}"] label:has(input[value="{value}"])').click()
    visit.settle()


def test_a_claim_turned_off_changes_the_forecast_and_can_be_taken_back(visit: Visit) -> None:
    page = visit.open("/workbench")
    before = visit.number("A raid")
    assert before > 1
    choose(visit, "bold", "false")
    assert page.url.endswith("/workbench?set=bold%3Dfalse")
    assert visit.number("A raid") < 1
    assert page.locator("[data-part=scenarios] svg.wide .before").count() == 3
    assert "−" in page.locator("[data-part=scenarios] svg.wide .change").all_text_contents()[1]
    assert "moves most" in page.locator("[data-part=comparison]").inner_text()
    page.locator("#changes button").click()
    visit.settle()
    assert visit.number("A raid") == before
    page.go_back()
    visit.settle()
    assert visit.number("A raid") < 1
    assert page.locator('[data-name="bold"] input[value="false"]').is_checked()


def test_an_option_can_be_held(visit: Visit) -> None:
    visit.open("/workbench")
    visit.page.locator('[data-group="upper"] > summary').click()
    choose(visit, "upper.dam", "off")
    assert "off=upper.dam" in visit.page.url
    assert visit.number("The dam") < 1


def test_curves_follow_a_slider_and_the_exact_answer_comes_when_it_rests(visit: Visit) -> None:
    page = visit.open("/workbench")
    page.locator('[data-group="upper"] > summary').click()
    control = page.locator('[data-name="upper.weight[1]"]')
    slider = control.locator("input")
    slider.focus()
    visit.until("document.querySelector('[data-name=\"upper.weight[1]\"]').dataset.ahead === 'yes'")
    before = visit.number("The dam")
    moved: float = page.evaluate(
        """() => {
          const slider = document.querySelector('[data-name="upper.weight[1]"] input');
          slider.value = 0.25;
          slider.dispatchEvent(new Event('input', { bubbles: true }));
          const label = document.querySelector('[data-part=scenarios] svg.wide .label .value');
          return parseFloat(label.textContent.replace(/[<>%]/g, ''));
        }"""
    )
    assert moved < before
    page.evaluate(
        """document.querySelector('[data-name="upper.weight[1]"] input')
          .dispatchEvent(new Event('change', { bubbles: true }))"""
    )
    visit.until("location.search.includes('upper.weight')")
    visit.settle()
    assert visit.number("The dam") < before
    assert control.locator("output").inner_text() == "0.25"
    control.locator(".reset").click()
    visit.settle()
    assert visit.number("The dam") == before


def test_a_pinned_baseline_is_kept_in_the_address(visit: Visit) -> None:
    page = visit.open("/workbench?off=bold")
    page.locator("#pin").click()
    visit.settle()
    assert "pin=bold" in page.url
    assert page.locator("[data-part=scenarios] svg.wide .before").count() == 0
    choose(visit, "angry", "false")
    assert page.locator("[data-part=scenarios] svg.wide .before").count() == 3


def test_controls_are_found_by_a_word(visit: Visit) -> None:
    page = visit.open("/workbench")
    page.locator("#whatif-find").fill("dares")
    visit.until("document.querySelectorAll('#whatif .control:not([hidden])').length === 1")
    assert (
        page.locator("#whatif .control:visible legend").inner_text() == "Lower Lun dares to fight"
    )


def test_a_change_is_written_into_the_text_and_comments_survive(author: Visit) -> None:
    page = author.open("/workbench?set=upper.weight[1]=2.5")
    page.locator("#write-in").click()
    page.locator("#unsaved").wait_for()
    author.settle()
    assert "draft=" in page.url
    assert "set=" not in page.url
    page.locator("#show-diff").click()
    page.locator("#dialog table").wait_for()
    shown = page.locator("#dialog").inner_text()
    assert "weight: 2.5" in shown
    assert "what the harvest is worth" in shown
    page.keyboard.press("Escape")
    page.locator("#save").click()
    page.locator("#unsaved").wait_for(state="hidden")
    saved = author.served.bench.desk.disk().text
    assert "{prefer: upper.dam, weight: 2.5}  # what the harvest is worth" in saved
    assert "must survive" in saved


def test_the_view_is_taken_along_as_link_and_as_yaml(visit: Visit) -> None:
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.open("/workbench?off=bold")
    page.locator("#copy-patch").click()
    visit.until("document.querySelector('#status').textContent.includes('copied')")
    copied: str = page.evaluate("navigator.clipboard.readText()")
    assert "# what if: bold=off" in copied
    page.locator("#copy-link").click()
    visit.until("document.querySelector('#status').textContent.includes('link')")
    link: str = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/workbench\?off=bold", link)


def test_changes_that_cannot_be_made_leave_the_last_answer_greyed(visit: Visit) -> None:
    page = visit.open("/workbench")
    page.evaluate(
        "history.pushState(null, '', '?set=upper.weight[1]=huge');"
        "dispatchEvent(new PopStateEvent('popstate'))"
    )
    visit.until("document.querySelector('#status').textContent.includes('huge')")
    assert page.locator(".slot.stale[data-part=scenarios] svg.wide .series").count() > 0
    refused = "Failed to load resource: the server responded with a status of 422"
    visit.heard[:] = [told for told in visit.heard if refused not in told]
