"""Who may ask: a token, the right host, the right origin, and no more than fits.

The start address carries a token; the first answer puts it into a cookie and drops it from the
address. The host of every request is checked, against pages elsewhere that point a name of their
own at this machine; the origin of every request that changes something, against forms and scripts
of other pages. Nothing is allowed to other origins, and the page may load and run only its own.
"""

import hmac
import ipaddress
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from standoff.settings import MAX_FILE_BYTES

MAX_BODY = 2 * MAX_FILE_BYTES
"""Bytes of a request's body: a text of the largest size, in the worst case of its JSON."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What the page may do: run and load its own files, and nothing else."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

TOO_LARGE = "that is more than a crisis file can hold"

_SAFE = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Lock:
    """Who may ask.

    Attributes
    ----------
    token : str
        What the start address carries.
    host : str
        The address that is listened on.
    port : int
    """

    token: str
    host: str
    port: int

    @property
    def cookie(self) -> str:
        """Name of the cookie; one a port, since cookies do not tell ports apart."""
        return f"standoff-{self.port}"

    @property
    def local(self) -> bool:
        """Whether only this machine can reach it."""
        return is_loopback(self.host)

    def admits_host(self, host: str) -> bool:
        """Tell whether a request is addressed to us.

        On loopback by one of its names; beyond it by the given host or any plain address, which no
        page elsewhere can point at this machine.
        """
        name, port = _split(host)
        if port != str(self.port):
            return False
        if name in ("localhost", "127.0.0.1", "::1"):
            return True
        return name == self.host or (not self.local and _is_address(name))

    def fits(self, token: str) -> bool:
        """Compare a token, in a time that says nothing of where it differs."""
        return hmac.compare_digest(token.encode(), self.token.encode())


def is_loopback(host: str) -> bool:
    """Tell whether an address is reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _split(host: str) -> tuple[str, str]:
    name, _, port = host.rpartition(":")
    if not name or "]" in port:
        return host.strip("[]").lower(), "80"
    return name.strip("[]").lower(), port


class Guard:
    """Turns away what is not ours to answer, before anything is read of it."""

    def __init__(self, app: ASGIApp, lock: Lock) -> None:
        self.app = app
        self.lock = lock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            return
        refused = self._refused(scope)
        if refused is not None:
            await refused(scope, receive, _with_headers(send))
            return
        await self.app(scope, _bounded(receive), _with_headers(send))

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not self.lock.admits_host(headers.get("host", "")):
            return _plain(421, "this server answers only to its own address")
        given = dict(parse_qsl(scope["query_string"].decode("latin-1"))).get("token")
        if given is not None and scope["method"] == "GET" and self.lock.fits(given):
            return self._welcome(scope)
        if not self.lock.fits(_cookie(headers, self.lock.cookie)):
            return _plain(
                403,
                "open the address that `standoff serve` or `standoff draft` printed: it carries the"
                " token",
            )
        if scope["method"] not in _SAFE:
            origin = headers.get("origin", "")
            if origin != f"{scope['scheme']}://{headers.get('host', '')}":
                return _plain(403, "a change has to come from the page itself")
            length = headers.get("content-length", "0")
            if not length.isdigit() or int(length) > MAX_BODY:
                return _plain(413, TOO_LARGE)
        return None

    def _welcome(self, scope: Scope) -> Response:
        """Keep the token in a cookie and lead on to the address without it."""
        pairs = parse_qsl(scope["query_string"].decode("latin-1"))
        rest = urlencode([(key, value) for key, value in pairs if key != "token"])
        path = scope["path"] if scope["path"].startswith("/") else "/"
        target = f"/{path.lstrip('/')}" + (f"?{rest}" if rest else "")
        response = RedirectResponse(target, status_code=303)
        response.set_cookie(self.lock.cookie, self.lock.token, httponly=True, samesite="strict")
        return response


class TooLarge(Exception):  # noqa: N818 - ends the reading of a body
    """The body is larger than is allowed."""


def _bounded(receive: Receive) -> Receive:
    seen = 0

    async def bounded() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MAX_BODY:
            raise TooLarge
        return message

    return bounded


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return sent


def _cookie(headers: Headers, name: str) -> str:
    try:
        jar = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return jar[name].value if name in jar else ""


def _plain(status: int, message: str) -> Response:
    return PlainTextResponse(f"{message}\n", status)
