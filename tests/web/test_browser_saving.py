"""The page as one file, as one saves it: with progress, a way out, and nothing computed twice."""

from pathlib import Path
from typing import Any

import pytest
from tests.web.browsing import Served, Visit, visiting

pytestmark = pytest.mark.browser


def questions(served: Served) -> set[Any]:
    return set(served.bench.calculations._kept)


def test_what_the_page_shows_is_saved_without_solving_anything_again(visit: Visit) -> None:
    page = visit.open("/workbench")
    name = page.evaluate("document.querySelector('#whatif .slider').dataset.name")
    page.evaluate("document.querySelectorAll('#whatif .group').forEach(g => { g.open = true; })")
    page.locator("#whatif .slider input").first.focus()
    visit.until(f"document.querySelector('[data-name=\"{name}\"]').dataset.ahead === 'yes'")
    before = questions(visit.served)
    with page.expect_download() as caught:
        page.locator("#export").click()
    assert caught.value.suggested_filename == "ford.html"
    text = Path(caught.value.path()).read_text(encoding="utf-8")
    assert "The ford of Lun" in text
    new = {key[4] for key in questions(visit.served) - before}
    assert new <= {"ranks", "claims", "meta"}
    visit.until("document.getElementById('status').textContent !== ''")
    assert "Saved as ford.html" in page.locator("#status").inner_text()
    for part in page.evaluate(
        "[...document.querySelectorAll('.slot section')].map(s => s.id)"
        ".filter(id => id && id !== 'ledger')"
    ):
        assert f'id="{part}"' in text


def test_saving_a_page_that_is_still_computed_shows_how_far_it_is_and_can_be_given_up(
    browser: Any, file: Path
) -> None:
    served = Served(file)
    served.bench.analyses.run = served.bench.run.__class__(draws=20_000)
    with visiting(browser, served) as visit:
        page = visit.page
        page.goto(served.at("/workbench"))
        visit.until("document.querySelector('[data-part=scenarios] svg .series') !== null")
        page.locator("#export").click()
        visit.until("!document.getElementById('saving').hidden")
        assert "Saving the page" in page.locator("#saving-told").inner_text()
        page.locator("#saving-cancel").click()
        visit.until("document.getElementById('saving').hidden")
        assert "Nothing was saved" in page.locator("#status").inner_text()
        page.locator("#cancel").click()
        visit.until("document.getElementById('status').textContent.includes('Stopped')")
    served.stop()


def test_sliders_that_are_not_computed_are_offered_and_then_in_the_file(
    browser: Any, file: Path
) -> None:
    served = Served(file, draws=128)
    with visiting(browser, served) as visit:
        page = visit.page
        page.route("**/slider.json*", lambda route: route.abort())
        page.goto(served.at("/workbench"))
        visit.settle()
        with page.expect_download() as without:
            page.locator("#export").click()
        page.locator("#saving-more").wait_for()
        assert "not computed yet" in page.locator("#saving-told").inner_text()
        with page.expect_download() as with_them:
            page.locator("#saving-more").click()
        visit.until("document.getElementById('saving').hidden")
        few, many = (
            Path(one.value.path()).read_text(encoding="utf-8").count("data-dial=")
            for one in (without, with_them)
        )
        assert many > few > 0
        visit.heard[:] = [told for told in visit.heard if "ERR_FAILED" not in told]
    served.stop()
