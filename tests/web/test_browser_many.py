"""Many readers, and a reader who leaves."""

import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.web.browsing import SOON, Served, visiting
from tests.web.crisis import TEXT


def test_twenty_readers_at_once_share_one_computation(own: Served) -> None:
    cookies = {own.address.lock.cookie: own.address.lock.token}
    answers: list[str] = []

    def read() -> None:
        told = httpx.get(
            f"{own.root}/part/scenarios.html?level=full", cookies=cookies, timeout=SOON
        )
        answers.append(told.text)

    readers = [threading.Thread(target=read) for _ in range(20)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(SOON)
    assert len(answers) == 20
    assert len(set(answers)) == 1
    assert own.bench.calculations.runs == 1


def test_a_reader_who_leaves_stops_the_run(file: Path) -> None:
    served = Served(file)
    served.bench.analyses.run = served.bench.run.__class__(draws=20_000)
    cookies = {served.address.lock.cookie: served.address.lock.token}
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{served.root}/outlook.json?level=full", cookies=cookies, timeout=1.5)
    end = time.monotonic() + SOON
    while served.bench.calculations.open():
        assert time.monotonic() < end
        time.sleep(0.05)
    served.stop()


@pytest.mark.browser
def test_a_long_run_is_shown_does_not_block_and_can_be_cancelled(browser: Any, file: Path) -> None:
    served = Served(file)
    served.bench.analyses.run = served.bench.run.__class__(draws=20_000)
    with visiting(browser, served) as visit:
        page = visit.page
        page.goto(served.at("/workbench"))
        visit.until("!document.getElementById('work').hidden")
        visit.until("document.getElementById('work-told').textContent.includes('draws')")
        page.locator('[data-name="bold"] label:has(input[value="false"])').click()
        visit.until("document.querySelector('[data-part=scenarios] svg .before') !== null")
        page.locator("#cancel").click()
        visit.until("document.getElementById('status').textContent.includes('Stopped')")
        end = time.monotonic() + SOON
        while any(one.level == "full" for one in served.bench.calculations.open()):
            assert time.monotonic() < end
            time.sleep(0.05)
    served.stop()


@pytest.mark.browser
def test_the_page_lives_through_a_broken_file_on_disk(
    browser: Any, own: Served, file: Path
) -> None:
    with visiting(browser, own) as visit:
        page = visit.open("/workbench")
        file.write_text(TEXT.replace("upper.dam", "upper.dum"), encoding="utf-8")
        page.reload()
        visit.settle()
        assert "did you mean" in page.locator("#broken").inner_text()
        assert page.locator("[data-part=scenarios] svg.wide .series").count() == 3
