"""Somebody who reads the page without a browser: one request at a time, straight to the server."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
from starlette.types import ASGIApp

HOST = "http://127.0.0.1:8137"


class Reader:
    """Keeps cookies and sends headers as a browser does.

    Parameters
    ----------
    app : ASGI application
    headers, cookies : dict
        Sent with every request.
    """

    def __init__(
        self,
        app: ASGIApp,
        headers: dict[str, str] | None = None,
        cookies: dict[str, str] | None = None,
    ) -> None:
        self.app, self.headers = app, headers or {}
        self.cookies = httpx.Cookies(cookies or {})

    def get(self, path: str, **given: Any) -> httpx.Response:
        return self._sent("GET", path, **given)

    def post(self, path: str, **given: Any) -> httpx.Response:
        return self._sent("POST", path, **given)

    def _sent(self, method: str, path: str, **given: Any) -> httpx.Response:
        headers = self.headers | given.pop("headers", {})

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(
                transport=transport, base_url=HOST, cookies=self.cookies
            ) as client:
                response = await client.request(method, path, headers=headers, **given)
                self.cookies.update(client.cookies)
                return response

        # A thread of its own: the one of the tests may have a loop already, that of the browser.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(lambda: asyncio.run(send())).result()
