"""An article in a real browser: read, decided, taken back, written, with mouse and keys."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.web.browsing import ARTEFACTS, Served, Visit, visiting
from tests.web.drafting import HOSTILE_ARTICLE, review_in
from tests.web.test_browser_looks import seriously_wrong

from standoff.web.bench import Bench
from standoff.web.draft_review import Review

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

CARD = ".proposal.now"
IN_SIGHT = """(() => { const box = document.getElementById('article').getBoundingClientRect();
  return [...document.querySelectorAll('#article .m.now')].some(one => {
    const at = one.getBoundingClientRect(); return at.top >= box.top && at.bottom <= box.bottom; }); })()"""


CARD_IN_SIGHT = """(() => { const box = document.getElementById('cards').getBoundingClientRect();
  const at = document.querySelector('.proposal.now').getBoundingClientRect();
  return at.top >= box.top - 1 && at.bottom <= box.bottom + 1; })()"""


def serving(review: Review) -> Served:
    """Serve a review as `standoff draft --open` does."""
    return Served(review.desk.path, review=review)


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return review_in(tmp_path)


@pytest.fixture
def reading(browser: "Browser", review: Review) -> Iterator[Visit]:
    served = serving(review)
    with visiting(browser, served, reduced_motion="reduce") as made:
        yield made
    served.stop()


def begin(visit: Visit, path: str = "/") -> "Page":
    page = visit.open(path)
    visit.until("document.body.dataset.ready === 'yes'")
    return page


def decisions(review: Review) -> dict[str, Any]:
    path = review.drafting.file.with_name("chad.txt.review.json")
    return json.loads(path.read_text("utf-8"))["decisions"] if path.exists() else {}


def now(page: "Page") -> str | None:
    return page.locator(CARD).get_attribute("data-id")


def test_a_proposal_leads_to_its_words_and_back(reading: Visit) -> None:
    page = begin(reading)
    scenario = page.locator(".proposal.k-scenario").first
    scenario.click()
    marked = page.evaluate(
        "[...document.querySelectorAll('#article .m.now')].map(m => m.textContent).join('')"
    )
    assert "bomb the camps" in marked
    assert page.evaluate(IN_SIGHT)
    page.locator("#article a.m", has_text="N'Djamena").first.click()
    assert now(page) == "actor:chad"
    assert page.evaluate("document.activeElement.matches('.proposal.now')")
    assert page.evaluate(CARD_IN_SIGHT)
    at = page.locator(f"{CARD} .at").inner_text()
    assert int(at) > 1
    page.keyboard.press("w")
    assert page.locator(f"{CARD} .at").inner_text() != at
    assert page.evaluate(IN_SIGHT)


def test_what_is_far_is_in_sight_with_motion_too(browser: "Browser", review: Review) -> None:
    served = serving(review)
    with visiting(browser, served, viewport={"width": 1280, "height": 600}) as visit:
        page = begin(visit)
        page.locator("#article a.m.k-hypothesis").last.click()
        assert page.evaluate(CARD_IN_SIGHT)
        page.locator(".proposal.k-signal").first.click()
        visit.until(IN_SIGHT, 5)
    served.stop()


def test_one_click_after_another_leads_to_all_passages_over_the_same_words(reading: Visit) -> None:
    page = begin(reading)
    word = page.locator("#article a.m.k-likelihood", has_text="could").first
    seen = []
    for _ in range(3):
        word.click()
        seen.append(page.locator(CARD).get_attribute("data-kind"))
    assert seen == ["scenario", "likelihood", "actor"]


def test_the_keys_are_those_of_the_terminal(reading: Visit, review: Review) -> None:
    page = begin(reading)
    order = list(review.by_id)
    assert now(page) == order[0]
    page.keyboard.press("y")
    assert now(page) == order[1]
    page.keyboard.press("n")
    page.keyboard.press("s")
    assert now(page) == order[3]
    page.keyboard.press("b")
    assert now(page) == order[2]
    reading.until("document.getElementById('decided').textContent === '2'")
    assert decisions(review) == {
        order[0]: {"verdict": "accepted"},
        order[1]: {"verdict": "rejected"},
    }
    page.keyboard.press("u")
    reading.until("document.getElementById('decided').textContent === '1'")
    assert now(page) == order[1]
    page.keyboard.press("Control+z")
    reading.until("document.getElementById('undo').disabled")
    assert decisions(review) == {}
    page.keyboard.press("a")
    actors = [key for key in order if key.startswith("actor:")]
    reading.until(f"document.getElementById('decided').textContent === '{len(actors)}'")
    assert set(decisions(review)) == set(actors)
    page.keyboard.press("?")
    assert page.locator("#dialog kbd").first.is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("q")
    assert page.evaluate("document.activeElement.id") == "write"


def test_whoever_is_quick_loses_no_decision(reading: Visit, review: Review) -> None:
    page = begin(reading)
    for key in "ynyynyyn":
        page.keyboard.press(key)
    reading.until("document.getElementById('decided').textContent === '8'")
    verdicts = [decisions(review)[key]["verdict"][0] for key in list(review.by_id)[:8]]
    assert "".join(verdicts) == "araaraar"
    shown = page.locator(".proposal[data-verdict=rejected] .verdict").all_inner_texts()
    assert shown == ["✕ rejected"] * 3 or shown == ["rejected"] * 3


def test_an_edit_says_what_does_not_fit_and_is_taken_over(reading: Visit, review: Review) -> None:
    page = begin(reading)
    page.locator('[data-id="actor:chad"] .says').click()
    page.locator('[data-id="actor:chad"] button', has_text="Edit").click()
    form = page.locator("#proposal-form")
    form.wait_for()
    assert page.evaluate("document.activeElement.name") == "key"
    form.locator("[name=key]").fill("Great Chad")
    form.locator("[name=name]").fill("Republic of Chad")
    form.locator("button", has_text="Take this over").click()
    reading.until("document.querySelector('.form-error').textContent.startsWith('key: small')")
    assert decisions(review) == {}
    form.locator("[name=key]").fill("chad")
    page.keyboard.press("Enter")
    form.wait_for(state="hidden")
    assert "Republic of Chad" in page.locator('[data-id="actor:chad"]').inner_text()
    assert decisions(review)["actor:chad"]["content"]["name"] == "Republic of Chad"
    reading.heard[:] = [told for told in reading.heard if "422" not in told]


def test_a_reload_and_the_terminal_ask_nothing_again(reading: Visit, review: Review) -> None:
    page = begin(reading)
    first, second = list(review.by_id)[:2]
    page.keyboard.press("y")
    reading.until("document.getElementById('decided').textContent === '1'")
    begin(reading)
    assert page.locator(f'[data-id="{first}"]').get_attribute("data-verdict") == "accepted"
    assert now(page) == second
    page.locator("#undo").click()
    reading.until("document.getElementById('decided').textContent === '0'")


def test_the_draft_is_written_and_opens_in_the_workbench(
    reading: Visit, review: Review, tmp_path: Path
) -> None:
    page = begin(reading)
    page.locator('[data-id="actor:france"] .says').click()
    page.keyboard.press("n")
    reading.until("document.getElementById('decided').textContent === '1'")
    page.locator("#write").click()
    page.wait_for_url("**/workbench")
    assert "a draft" in page.locator("h1").inner_text()
    assert "france:" not in (tmp_path / "chad.yaml").read_text("utf-8")
    page.get_by_role("link", name="Article").click()
    reading.until("document.body.dataset.ready === 'yes'")
    line = page.locator('[data-id="actor:chad"] a.line')
    assert line.inner_text().startswith("line ")
    line.click()
    reading.until("document.getElementById('text').value.length > 0")
    chosen = page.evaluate(
        "(() => { const t = document.getElementById('text');"
        " return t.value.slice(t.selectionStart, t.selectionEnd); })()"
    )
    assert chosen.strip() == "chad:"


def test_it_shows_what_it_would_replace_and_asks(
    reading: Visit, review: Review, tmp_path: Path
) -> None:
    target = tmp_path / "chad.yaml"
    page = begin(reading)
    target.write_text("mine\n", "utf-8")
    page.locator("#write").click()
    page.locator("#dialog .diff").wait_for()
    assert page.locator("#dialog .diff-out").inner_text().strip().endswith("mine")
    page.get_by_role("button", name="Leave it as it is").click()
    assert target.read_text("utf-8") == "mine\n"
    page.locator("#write").click()
    page.get_by_role("button", name="Replace the file").click()
    page.wait_for_url("**/workbench")
    assert target.read_text("utf-8") == review.text()
    reading.heard[:] = [told for told in reading.heard if "409" not in told]


def test_a_server_that_is_gone_is_said_and_nothing_looks_decided(
    reading: Visit, review: Review
) -> None:
    page = begin(reading)
    reading.served.stop()
    page.keyboard.press("y")
    page.locator("#status", has_text="does not answer").wait_for()
    first = page.locator(f'[data-id="{next(iter(review.by_id))}"]')
    assert first.get_attribute("data-verdict") == ""
    assert decisions(review) == {}
    reading.heard.clear()


def test_passages_are_walked_with_the_keyboard_alone(reading: Visit) -> None:
    page = begin(reading)
    page.locator("#article").focus()
    words = []
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        words.append(page.evaluate("document.activeElement.textContent"))
    assert words[0] == "Chad's patience"
    assert len(set(words)) == 3
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.proposal.now')")
    assert page.evaluate("document.querySelectorAll('#article .m.now').length") > 0


def test_kinds_of_marks_can_be_put_away(reading: Visit) -> None:
    page = begin(reading)
    line = "getComputedStyle(document.querySelector('#article a.m.k-actor')).textDecorationLine"
    assert page.evaluate(line) == "underline"
    page.get_by_role("button", name="Names").click()
    assert page.evaluate(line) == "none"
    page.get_by_role("button", name="Names").click()
    assert page.evaluate(line) == "underline"


def test_kinds_differ_by_more_than_their_colour(reading: Visit) -> None:
    page = begin(reading)
    looks = page.evaluate(
        """[...new Set([...document.querySelectorAll('.proposal')].map(one => {
          const style = getComputedStyle(one);
          return one.dataset.kind + ' ' + style.getPropertyValue('--letter')
            + style.getPropertyValue('--line'); }))]"""
    )
    kinds, signs = zip(*(look.split(" ", 1) for look in looks), strict=True)
    assert len(set(kinds)) == len(set(signs)) > 8


@pytest.mark.parametrize(
    ("look", "width", "scheme"),
    [
        ("desktop", 1280, "light"),
        ("dark", 1280, "dark"),
        ("phone", 380, "light"),
        ("night", 380, "dark"),
    ],
)
def test_the_page_is_whole_and_open_to_all(
    browser: "Browser", review: Review, look: str, width: int, scheme: str
) -> None:
    ARTEFACTS.mkdir(exist_ok=True)
    served = serving(review)
    options = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    with visiting(browser, served, **options, reduced_motion="reduce") as visit:
        page = begin(visit)
        page.screenshot(path=ARTEFACTS / f"drafting-{look}.png")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("y")
        page.keyboard.press("n")
        visit.until("document.getElementById('decided').textContent === '2'")
        page.locator(".proposal.k-scenario").first.click()
        assert page.evaluate(IN_SIGHT)
        page.wait_for_timeout(200)
        page.screenshot(path=ARTEFACTS / f"drafting-{look}-chosen.png")
        assert seriously_wrong(page) == []
        page.keyboard.press("e")
        page.locator("#proposal-form").wait_for()
        assert seriously_wrong(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    served.stop()


def test_markup_in_the_article_runs_nothing(browser: "Browser", tmp_path: Path) -> None:
    review = review_in(tmp_path, HOSTILE_ARTICLE)
    served = serving(review)
    with visiting(browser, served) as visit:
        visit.page.on("dialog", lambda _: visit.heard.append("a script ran"))
        page = begin(visit)
        assert page.locator("#article img, #article b, #article script, #cards b").count() == 0
        assert "<img src=x onerror=alert(1)>" in page.locator("#article").inner_text()
        review.edit("actor:chad", {"name": "<img src=x onerror=alert(1)>"})
        page.keyboard.press("y")
        visit.until("document.getElementById('decided').textContent !== '0'")
        page.wait_for_timeout(100)
    served.stop()


def test_a_drafted_crisis_is_served_with_its_article(
    browser: "Browser", review: Review, tmp_path: Path
) -> None:
    from standoff.web.desk import Desk
    from standoff.web.draft_source import drafting_of

    review.decide(("actor:chad",), "accepted")
    review.write()
    desk = Desk(str(tmp_path / "chad.yaml"), 10_000)
    drafting = drafting_of(desk, None)
    assert drafting is not None
    served = serving(Review(drafting, desk))
    assert isinstance(served.bench, Bench)
    with visiting(browser, served) as visit:
        page = begin(visit, "/drafting")
        assert page.locator("#decided").inner_text() == "1"
        assert page.locator("a.line").count() > 5
    served.stop()
