"""Everything but the pages themselves: what needs the engines, and is loaded when first asked for.

A page is there before the engines, which take a second to load.
"""

import asyncio
import threading

from starlette.routing import Router
from starlette.types import Receive, Scope, Send

from standoff.web.bench import Bench


class Rest:
    """The addresses that the page asks while it is open, as one application."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._lock = threading.Lock()
        self._router: Router | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        router = self._router
        if router is None:
            router = await asyncio.to_thread(self._load)
        await router(scope, receive, send)

    def _load(self) -> Router:
        with self._lock:
            if self._router is None:
                from standoff.web import answers, comparing, draft_pages, editing, export, since

                modules = (answers, editing, comparing, export, since, draft_pages)
                self._router = Router(
                    [route for one in modules for route in one.routes(self._bench)]
                )
            return self._router
