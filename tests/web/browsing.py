"""A real browser on a real server: the page as somebody uses it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn

from standoff.web.bench import Bench
from standoff.web.desk import Desk
from standoff.web.draft_review import Review
from standoff.web.server import Address, application, bind
from standoff.workbench import Run

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

CHROMIUM = "/usr/bin/chromium"
ARTEFACTS = Path(__file__).parents[2] / "artefacts"
DRAWS = 16
SOON = 60.0


class Served:
    """A server in a thread of its own.

    Parameters
    ----------
    file : Path
        The crisis.
    port : int
        0 for any.
    draws : int
        Size of the ensemble.
    review : Review, optional
        The article that the crisis is drafted from.
    """

    def __init__(
        self, file: Path, port: int = 0, draws: int = DRAWS, review: Review | None = None
    ) -> None:
        self.address: Address = bind("127.0.0.1", port)
        desk = review.desk if review else Desk(str(file), 10_000)
        self.bench = Bench(desk, Run(draws=draws, max_states=10_000), None, review)
        config = uvicorn.Config(
            application(self.bench, self.address.lock), log_level="error", lifespan="off", ws="none"
        )
        self.server = uvicorn.Server(config)
        sockets = [self.address.socket]
        self.thread = threading.Thread(target=self.server.run, args=(sockets,), daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)

    @property
    def root(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.address.lock.port}"

    def at(self, path: str) -> str:
        """Return an address that opens the door."""
        joint = "&" if "?" in path else "?"
        return f"{self.root}{path}{joint}token={self.address.lock.token}"

    def stop(self) -> None:
        """Stop, as when the user presses Ctrl-C."""
        self.server.should_exit = True
        self.thread.join(SOON)
        self.address.socket.close()


class Visit:
    """One page with all that it said, asked for and was refused."""

    def __init__(self, context: "BrowserContext", served: Served) -> None:
        self.page: Page = context.new_page()
        self.served = served
        self.heard: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.heard.append(message.text))
        self.page.on("pageerror", lambda error: self.heard.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def open(self, path: str) -> "Page":
        """Open a page and wait until it is computed."""
        self.page.goto(self.served.at(path))
        self.settle()
        return self.page

    def until(self, told: str, seconds: float = SOON) -> None:
        """Wait until a JavaScript expression is true."""
        end = time.monotonic() + seconds
        while not self.page.evaluate(told):
            assert time.monotonic() < end, f"not within {seconds} s: {told}\n{self.heard}"
            self.page.wait_for_timeout(30)

    def settle(self) -> None:
        """Wait until nothing is awaited any more."""
        self.until(
            "!document.querySelector('.slot[aria-busy=true]') && (document.body.dataset.page !=="
            " 'workbench' || document.body.dataset.ready === 'yes'"
            " || !document.querySelector('.slot[data-part]'))"
        )

    def number(self, title: str) -> float:
        """Return a scenario's number at the end of its curve, in per cent; `<1%` is a half."""
        svg = "[data-part=scenarios] svg.wide .label, [data-part=brief] svg.wide .label"
        texts: list[list[str]] = self.page.evaluate(
            f"[...document.querySelectorAll('{svg}')].map("
            "l => [l.querySelector('.value').textContent, l.textContent])"
        )
        value = next(value for value, text in texts if title in text)
        return {"<1%": 0.5, ">99%": 99.5}.get(value) or float(value.strip("%"))


@contextmanager
def visiting(browser: Any, served: Served, **options: Any) -> Iterator[Visit]:
    """Open a window of its own; nothing may have complained or gone elsewhere when it closes."""
    options = {"viewport": {"width": 1440, "height": 900}, "accept_downloads": True} | options
    context = browser.new_context(**options)
    visit = Visit(context, served)
    try:
        yield visit
        assert visit.heard == []
        elsewhere = [u for u in visit.asked if not u.startswith((served.root, "blob:", "data:"))]
        assert elsewhere == []
    finally:
        context.close()
