"""Editing: faults as one types, completion, undo, forms, saving, and never losing a text."""

from typing import Any

import pytest
from tests.web.browsing import Served, Visit, visiting
from tests.web.crisis import TEXT

pytestmark = pytest.mark.browser

VALUE = "document.getElementById('text').value"


def at(visit: Visit, words: str) -> None:
    """Put the cursor after the first place where words stand."""
    visit.page.evaluate(
        """words => { const text = document.getElementById('text');
        const place = text.value.indexOf(words) + words.length;
        text.focus(); text.setSelectionRange(place, place); }""",
        words,
    )


def editor(visit: Visit, path: str = "/file") -> Any:
    page = visit.open(path)
    visit.until(f"{VALUE}.length > 0")
    visit.until("!document.querySelector('#answer.stale') && document.querySelector('#answer li')")
    return page


def test_a_fault_is_told_at_its_line_as_one_types_and_undo_takes_it_back(author: Visit) -> None:
    page = editor(author)
    at(author, "prefer: upper.dam")
    page.keyboard.type("s")
    page.locator("#problems .problem").wait_for()
    assert "did you mean 'upper.dam'" in page.locator("#problems .problem").first.inner_text()
    assert page.locator(".gutter .wrong").first.inner_text() == "16"
    assert page.locator("#broken").is_visible()
    assert page.locator("#answer.stale li").count() == 3
    page.keyboard.press("Escape")
    page.locator("#undo").click()
    author.until("document.querySelectorAll('#problems .problem').length === 0")
    assert page.evaluate(VALUE) == TEXT
    author.until("document.getElementById('unsaved').hidden")


def test_completion_offers_what_fits_and_the_keyboard_takes_it(author: Visit) -> None:
    page = editor(author)
    at(author, "claim: Lower Lun dares to fight, prior: 0.4")
    page.keyboard.type(", no")
    page.locator("#offers li").first.wait_for()
    assert page.locator("#offers li strong").first.inner_text() == "note"
    page.keyboard.press("Enter")
    assert "prior: 0.4, note: " in page.evaluate(VALUE)
    at(author, "lower.raid, weight: major}")
    page.keyboard.press("Enter")
    page.keyboard.type("- {prefer: not up")
    page.locator("#offers li").first.wait_for()
    assert page.locator("#offers li strong").first.inner_text() == "upper.dam"
    page.keyboard.press("Escape")
    assert page.locator("#offers").is_hidden()


def test_the_forecast_of_a_text_is_there_before_it_is_saved(author: Visit) -> None:
    page = editor(author)
    before = page.locator("#answer").inner_text()
    at(author, "prior: 0.4")
    page.keyboard.press("Backspace")
    page.keyboard.type("9")
    author.until(f"document.getElementById('answer').innerText !== {before!r}")
    assert page.locator("#unsaved").is_visible()
    assert author.served.bench.desk.disk().text == TEXT


def test_a_restart_of_the_server_loses_no_unsaved_text(browser: Any, file: Any) -> None:
    served = Served(file)
    with visiting(browser, served) as visit:
        page = editor(visit)
        at(visit, "prior: 0.4")
        page.keyboard.type("5")
        visit.until("location.search.includes('draft')")
        port = served.address.lock.port
        served.stop()
        again = Served(file, port)
        visit.served = again
        page.goto(again.at("/workbench"))
        visit.settle()
        assert page.locator("#unsaved").is_visible()
        assert "draft=" in page.url
        page.goto(again.at("/file"))
        visit.until(f"{VALUE}.includes('prior: 0.45')")
        again.stop()
        visit.heard.clear()


def test_two_tabs_do_not_write_over_one_another(browser: Any, author: Visit, own: Served) -> None:
    page = editor(author)
    other = author.page.context.new_page()
    other.goto(own.at("/file"))
    for one, words in ((page, "# first\n"), (other, "# second\n")):
        one.locator("#text").click()
        one.keyboard.press("Control+Home")
        one.keyboard.type(words)
        one.locator("#unsaved").wait_for()
    other.locator("#save").click()
    other.locator("#unsaved").wait_for(state="hidden")
    page.locator("#save").click()
    page.locator("#dialog .panes").wait_for()
    shown = page.locator("#dialog textarea")
    texts = [shown.nth(i).input_value() for i in range(2)]
    assert texts == [f"# second\n{TEXT}", f"# first\n{TEXT}"]
    assert own.bench.desk.disk().text == f"# second\n{TEXT}"
    page.get_by_role("button", name="Take what is on disk").click()
    author.until(f"{VALUE}.startsWith('# second')")
    author.heard[:] = [told for told in author.heard if "409" not in told]


def test_a_form_edits_without_yaml(author: Visit) -> None:
    page = editor(author)
    page.locator('[data-form="prior"] > summary').click()
    form = page.locator('form[data-kind="prior"]')
    form.locator("select").select_option("bold")
    form.locator("input").fill("nonsense")
    form.locator("button").click()
    author.until("document.querySelector('form[data-kind=prior] .form-error').textContent !== ''")
    form.locator("input").fill("0.9")
    form.locator("button").click()
    author.until(f"{VALUE}.includes('prior: 0.9')")
    assert "must survive" in page.evaluate(VALUE)
    author.heard[:] = [told for told in author.heard if "422" not in told]


def test_a_link_leads_to_its_line(visit: Visit) -> None:
    page = visit.open("/file?line=16")
    visit.until(f"{VALUE}.length > 0")
    visit.until("document.activeElement.id === 'text'")
    chosen = page.evaluate(
        "(() => { const t = document.getElementById('text');"
        " return t.value.slice(t.selectionStart, t.selectionEnd); })()"
    )
    assert chosen.strip().startswith("- {prefer: upper.dam")
