"""One question to a chat completions endpoint: retried, limited, and read with suspicion.

A busy or failing server (429, 5xx, a time-out, a broken connection) is asked again after 1, 2 and
4 seconds, or after as long as it says; a server that does not know structured output is asked for
plain JSON. Nothing that the server sends is trusted to be what it should be.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from standoff.draft.backends.llm_endpoint import KEY, MODEL, URL, Endpoint, Limits, tokens_of
from standoff.errors import LimitReached, StandoffError, UsageError

ATTEMPTS = 4
MAX_ANSWER_BYTES = 4_000_000
MAX_WAIT = 30.0
"""Seconds that a server may make us wait before it is asked again."""
REQUEST_SECONDS = 120.0
"""The longest that one request may take."""

_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_FORMATS = ("json_schema", "json_object", "")
"""Ways to ask for structure, the strictest first; the last asks in words only."""

Message = Mapping[str, str]


class EndpointError(StandoffError):
    """The endpoint could not be reached, or did not answer as such an endpoint does."""


class BusyError(EndpointError):
    """The endpoint failed in a way that may pass."""

    wait: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said.

    Attributes
    ----------
    text : str
    refused : bool
        The server says that it is a refusal.
    cut : bool
        It ended at the limit of tokens, so that something is missing.
    """

    text: str
    refused: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    kind: str
    body: bytes
    wait: float | None


class Chat:
    """A conversation with an endpoint, within limits; a context manager.

    Parameters
    ----------
    endpoint : Endpoint
    limits : Limits
    sleep : callable
        Waits for a number of seconds.

    Attributes
    ----------
    sent, received : int
        Tokens so far, by our own count or the server's, whichever is higher.
    requests : int
    """

    def __init__(
        self, endpoint: Endpoint, limits: Limits, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        try:
            import httpx
        except ImportError:
            raise UsageError("the llm back end needs httpx: pip install 'standoff[llm]'") from None
        self._httpx = httpx
        self.endpoint, self.limits, self._sleep = endpoint, limits, sleep
        # a proxy of the environment is for the world outside, not for a program on this machine
        self._client = httpx.Client(trust_env=not endpoint.here, follow_redirects=False)
        self._ends = time.monotonic() + limits.seconds
        self._format = 0
        self._most = "max_tokens"
        self._temperature = True
        self.sent = self.received = self.requests = 0

    def __enter__(self) -> "Chat":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def ask(self, messages: Sequence[Message], schema: Mapping[str, Any]) -> Answer:
        """Ask for an answer that keeps to a schema; whether it does is for the caller to check.

        Raises
        ------
        EndpointError
            If the endpoint cannot be reached, refuses the key, or does not speak the protocol.
        LimitReached
            If the limits leave no room for the request.
        """
        failed = 0
        while True:
            try:
                reply = self._post(self._body(messages, schema))
                if reply.status in (400, 422, 501) and self._adapt(reply):
                    continue
                return self._read(reply)
            except BusyError as busy:
                failed += 1
                if failed >= ATTEMPTS:
                    raise EndpointError(f"{busy}; tried {ATTEMPTS} times") from None
                self._pause(busy.wait if busy.wait is not None else 2.0 ** (failed - 1), busy)

    def _body(self, messages: Sequence[Message], schema: Mapping[str, Any]) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self.endpoint.model,
            "messages": [dict(message) for message in messages],
            self._most: self.limits.answer_tokens,
            "stream": False,
        }
        if self._temperature:
            body["temperature"] = 0
        if _FORMATS[self._format] == "json_schema":
            named = {"name": "findings", "strict": True, "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        elif _FORMATS[self._format]:
            body["response_format"] = {"type": _FORMATS[self._format]}
        return body

    def _adapt(self, reply: _Reply) -> bool:
        """Leave out what the server does not take; tell whether there is anything left to change."""
        said = reply.body[:20_000].decode("utf-8", "replace").lower()
        if "max_completion_tokens" in said and self._most == "max_tokens":
            self._most = "max_completion_tokens"
            return True
        if "temperature" in said and self._temperature:
            self._temperature = False
            return True
        if self._format < len(_FORMATS) - 1:
            self._format += 1
            return True
        return False

    def _post(self, body: Mapping[str, Any]) -> _Reply:
        httpx = self._httpx
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        cost = tokens_of(content.decode("utf-8"))
        self._allow(cost)
        self.sent += cost
        self.requests += 1
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.endpoint.key:
            headers["Authorization"] = f"Bearer {self.endpoint.key}"
        ends = min(self._ends, time.monotonic() + REQUEST_SECONDS)
        try:
            with self._client.stream(
                "POST",
                self.endpoint.url,
                content=content,
                headers=headers,
                timeout=max(ends - time.monotonic(), 0.01),
            ) as response:
                reply = _Reply(
                    response.status_code,
                    response.headers.get("content-type", "").partition(";")[0].strip().lower(),
                    self._drain(response, ends),
                    _seconds(response.headers.get("retry-after", "")),
                )
        except httpx.TimeoutException:
            self.received += self.limits.answer_tokens
            raise BusyError(f"{self.endpoint.host} did not answer in time") from None
        except httpx.ConnectError as error:
            raise EndpointError(
                f"{self.endpoint.host} cannot be reached ({_plain(error)}): is {URL} right, and does"
                " the server run?"
            ) from None
        except httpx.TransportError as error:
            raise BusyError(
                f"the connection to {self.endpoint.host} broke ({_plain(error)})"
            ) from None
        except (httpx.HTTPError, httpx.InvalidURL):
            raise EndpointError(
                f"{self.endpoint.host} could not be asked: is {URL} right?"
            ) from None
        return reply

    def _drain(self, response: Any, ends: float) -> bytes:
        """Read the body, but not for ever and not without end."""
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > MAX_ANSWER_BYTES:
                raise EndpointError(
                    f"{self.endpoint.host} sends more than {MAX_ANSWER_BYTES // 1_000_000} MB: not"
                    " read any further"
                )
            if time.monotonic() > ends:
                raise self._httpx.ReadTimeout("too slow")
        return bytes(body)

    def _read(self, reply: _Reply) -> Answer:
        host = self.endpoint.host
        if reply.status in (401, 403):
            raise EndpointError(f"{host} does not accept the key ({reply.status}): check {KEY}")
        if reply.status == 404:
            raise EndpointError(
                f"{host} knows no such address or model (404): check {URL} and {MODEL}"
            )
        if reply.status in _AGAIN:
            busy = BusyError(f"{host} is busy or failing ({reply.status})")
            busy.wait = reply.wait
            raise busy
        if 300 <= reply.status < 400:
            raise EndpointError(
                f"{host} points elsewhere ({reply.status}), and the text is not sent on: set {URL} to"
                " the address itself"
            )
        if reply.status != 200:
            raise EndpointError(f"{host} refuses the request ({reply.status}){self._quote(reply)}")
        if reply.kind != "application/json":
            raise EndpointError(
                f"{host} answers with {reply.kind[:40] or 'no type of content'}, not JSON: is {URL} the"
                " base of an OpenAI-compatible API? It mostly ends in /v1"
            )
        return self._answer(reply.body)

    def _answer(self, body: bytes) -> Answer:
        try:
            data = json.loads(body)
            choice = data["choices"][0]
            message = choice["message"]
            text, refusal = _text(message.get("content")), message.get("refusal")
            reason = choice.get("finish_reason")
        except (ValueError, RecursionError, KeyError, IndexError, TypeError, AttributeError):
            raise EndpointError(
                f"{self.endpoint.host} answers with JSON that is no chat completion: is {URL} right?"
            ) from None
        self._count(data.get("usage"), text)
        if isinstance(refusal, str) and refusal.strip():
            return Answer(refusal, refused=True)
        if reason == "content_filter":
            return Answer(text or "its content filter stopped it", refused=True)
        return Answer(text, cut=reason == "length")

    def _count(self, usage: Any, text: str) -> None:
        """Add what the answer took, reasoning that is not shown included where the server says so."""
        told = usage.get("completion_tokens") if isinstance(usage, dict) else None
        known = isinstance(told, int) and not isinstance(told, bool) and 0 <= told < 10**9
        self.received += max(tokens_of(text), told if known and told is not None else 0)

    def _allow(self, cost: int) -> None:
        if time.monotonic() >= self._ends:
            raise LimitReached(f"the limit of {self.limits.seconds:g} s is reached")
        spent = self.sent + self.received
        if spent + cost + self.limits.answer_tokens > self.limits.tokens:
            raise LimitReached(
                f"the limit of {self.limits.tokens:,} tokens leaves no room for another request:"
                f" {spent:,} are used, the next may take {cost + self.limits.answer_tokens:,}"
            )

    def _pause(self, seconds: float, why: BusyError) -> None:
        seconds = min(max(seconds, 0.0), MAX_WAIT)
        if time.monotonic() + seconds >= self._ends:
            raise LimitReached(f"{why}; the limit of {self.limits.seconds:g} s is reached")
        self._sleep(seconds)

    def _quote(self, reply: _Reply) -> str:
        """What the server says, as far as it can be shown: one line, without the key."""
        try:
            said = json.loads(reply.body)["error"]
            said = said["message"] if isinstance(said, dict) else said
        except (ValueError, RecursionError, KeyError, TypeError):
            return ""
        if not isinstance(said, str) or not said.strip():
            return ""
        if self.endpoint.key:
            said = said.replace(self.endpoint.key, "(key)")
        return f": {shown(said)}"


def shown(words: str, most: int = 160) -> str:
    """Return words that came from outside as one short line that cannot steer a terminal."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return plain if len(plain) <= most else plain[:most].rsplit(" ", 1)[0] + " ..."


def _text(content: Any) -> str:
    """The words of a message, which some servers send in pieces."""
    if isinstance(content, list):
        pieces = [piece.get("text") for piece in content if isinstance(piece, dict)]
        return "".join(piece for piece in pieces if isinstance(piece, str))
    return content if isinstance(content, str) else ""


def _seconds(header: str) -> float | None:
    try:
        value = float(header)
    except ValueError:
        return None
    return value if 0 <= value < 1e6 else None


def _plain(error: BaseException) -> str:
    """Which kind of failure it is; the library's own words may hold more than they should."""
    return type(error).__name__ if not str(error) else shown(str(error), 60)
