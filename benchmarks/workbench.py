"""How quick the page is, in a real browser: start, first answers, a slider, a claim, memory.

Run with ``python benchmarks/workbench.py [crisis] [draws]``; the default is the flagship with 32 draws.
Each start is a new process. The first one compiles the engine and keeps what is solved, and is not
counted. Chromium is driven by Playwright. Memory is that of the server after all parts are shown,
beside that of a process that computed the same parts without a server.

A page is usable when it shows the title, the question and its scenarios, the ledger and the what-if
panel, and its scripts have taken hold of them: what is clicked then is answered. The time runs from
the start of the process. Numbers come later; when, is told too.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
PORT = "8199"
MOVES = 40
PATIENCE = 900.0

USABLE = "document.body?.dataset.wired === 'yes'"
DRAWN = "document.querySelector('[data-part=scenarios]:not(.stale) svg.wide .series') !== null"
ANY = "document.querySelector('[data-part=scenarios] svg.wide .series') !== null"
READY = "document.body.dataset.ready === 'yes'"
FOLLOW = """async ([name, moves]) => {
  const control = document.querySelector(`[data-name="${name}"]`);
  const slider = control.querySelector('input');
  const times = [];
  for (let i = 0; i < moves; i += 1) {
    slider.value = Number(slider.min) + (Number(slider.max) - Number(slider.min)) * (i % 20) / 20;
    const began = performance.now();
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise(painted => requestAnimationFrame(() => setTimeout(painted)));
    times.push(performance.now() - began);
  }
  return times;
}"""

ALONE = """
import sys
from standoff.report.assembly import assemble
from standoff.workbench import Analysis, Run, load
crisis = load(sys.argv[1])
assemble(Analysis(crisis, Run(point=True)))
assemble(Analysis(crisis, Run(draws=int(sys.argv[2]))))
print(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")))
"""


class Server:
    """``standoff serve`` as a process of its own."""

    def __init__(self, crisis: str, draws: str, folder: Path) -> None:
        self.began = time.monotonic()
        command = [sys.executable, "-m", "standoff", "serve", crisis, "--draws", draws]
        self.process = subprocess.Popen(
            [*command, "--no-open", "--port", PORT],
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
        )
        assert self.process.stderr is not None
        said = self.process.stderr.readline()
        found = re.search(r"http://\S+", said)
        assert found, said
        self.url = found.group().replace("/?", "/workbench?")

    def resident(self) -> float:
        """Memory in MB."""
        return _megabytes(Path(f"/proc/{self.process.pid}/status").read_text())

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()


def _megabytes(status: str) -> float:
    found = re.search(r"VmRSS:\s+(\d+)", status)
    assert found
    return int(found[1]) / 1024


def until(page: Page, told: str) -> None:
    end = time.monotonic() + PATIENCE
    while not page.evaluate(told):
        assert time.monotonic() < end, told
        page.wait_for_timeout(5)


def visit(server: Server, page: Page, what: str) -> None:
    """Open the page and print when it could be used and what it showed when."""
    page.goto(server.url)
    until(page, USABLE)
    print(f"{what}, page usable: {time.monotonic() - server.began:.2f} s")
    until(page, ANY)
    print(f"{what}, a forecast is shown: {time.monotonic() - server.began:.2f} s")
    until(page, DRAWN)
    print(f"{what}, central values computed: {time.monotonic() - server.began:.2f} s")


def sliders(page: Page) -> None:
    """Print how soon the curves follow a slider, and how soon a claim turned off is answered."""
    name = page.evaluate("document.querySelector('#whatif .slider').dataset.name")
    page.evaluate("document.querySelectorAll('#whatif .group').forEach(g => { g.open = true; })")
    began = time.monotonic()
    page.locator("#whatif .slider input").first.focus()
    until(page, f"document.querySelector('[data-name={json.dumps(name)}]').dataset.ahead === 'yes'")
    print(f"five places of a slider computed ahead: {time.monotonic() - began:.2f} s")
    times = sorted(page.evaluate(FOLLOW, [name, MOVES]))
    worst = times[int(0.95 * len(times))]
    print(f"slider to chart: median {median(times):.0f} ms, 95 % within {worst:.0f} ms")
    began = time.monotonic()
    page.locator('#whatif .switch label:has(input[value="false"])').first.click()
    until(page, "document.querySelector('[data-part=scenarios]:not(.stale) svg .before') !== null")
    print(f"a claim turned off, exact central values: {time.monotonic() - began:.2f} s")


def main(crisis: str = "cases/durand-line", draws: str = "32") -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        with Server(crisis, draws, folder) as first:
            page.goto(first.url)
            until(page, READY)
        with Server(crisis, draws, folder) as again:
            visit(again, page, "started again")
            until(page, READY)
            print(f"everything computed: {time.monotonic() - again.began:.2f} s")
            served = again.resident()
            sliders(page)
        browser.close()
    told = subprocess.run(
        [sys.executable, "-c", ALONE, crisis, draws], capture_output=True, text=True, check=True
    )
    alone = _megabytes(told.stdout)
    print(
        f"memory: server {served:.0f} MB, engine alone {alone:.0f} MB, beside it {served - alone:.0f} MB"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
