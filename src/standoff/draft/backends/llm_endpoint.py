"""Where the text is sent, on whose word, and how much of it at most.

An endpoint is named by the environment alone: ``STANDOFF_LLM_URL``, ``STANDOFF_LLM_MODEL`` and
``STANDOFF_LLM_KEY``. The key is kept out of every message, representation and log.
"""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from urllib.parse import SplitResult, urlsplit, urlunsplit

from standoff.errors import UsageError

URL, MODEL, KEY = "STANDOFF_LLM_URL", "STANDOFF_LLM_MODEL", "STANDOFF_LLM_KEY"
_PATH = "/chat/completions"
BYTES_PER_TOKEN = 3.0
"""English prose has four to five; the fewer, the more cautious the estimate."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a draft may take.

    Attributes
    ----------
    seconds : float
        For all requests together, waits between them included.
    tokens : int
        Sent and received in all, repeats included, by our own cautious count or the server's,
        whichever is higher.
    answer_tokens : int
        The longest answer to one request.
    """

    seconds: float = 300.0
    tokens: int = 200_000
    answer_tokens: int = 8_000

    def __post_init__(self) -> None:
        if not (self.seconds > 0 and self.tokens > 0 and self.answer_tokens > 0):
            raise UsageError("limits on seconds and tokens are larger than 0")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible chat completions endpoint.

    Attributes
    ----------
    url : str
        Of the completions themselves.
    model : str
    key : str or None
        Sent as a bearer token; None for a server that asks for none.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Endpoint":
        """Read the endpoint from the environment.

        Parameters
        ----------
        environment : mapping, optional
            In place of the process's own.

        Raises
        ------
        UsageError
            If a variable is missing or makes no sense; its value is not repeated.
        """
        given = os.environ if environment is None else environment
        missing = [name for name in (URL, MODEL) if not given.get(name, "").strip()]
        if missing:
            raise UsageError(
                f"the llm back end needs {' and '.join(missing)} in the environment: {URL} is the base"
                f" of an OpenAI-compatible API (such as http://localhost:11434/v1), {MODEL} the name of"
                f" a model there, {KEY} its key if it asks for one"
            )
        model = given[MODEL].strip()
        if not re.fullmatch(r"[\w.:/@+ -]{1,120}", model):
            raise UsageError(f"{MODEL} is not the name of a model: letters, digits and . : / @ + -")
        key = given.get(KEY, "").strip() or None
        if key is not None and not re.fullmatch(r"[!-~]+", key):
            raise UsageError(f"{KEY} holds a blank or a character that no key has (not shown here)")
        endpoint = cls(_completions(given[URL].strip()), model, key)
        if key is not None and not (endpoint.encrypted or endpoint.here):
            raise UsageError(
                f"{URL} is http to another machine, where the key could be read on the way: use https,"
                f" or leave {KEY} empty if the server asks for none"
            )
        return endpoint

    @property
    def host(self) -> str:
        """Host, and port where one is given."""
        parts = urlsplit(self.url)
        name = parts.hostname or ""
        name = f"[{name}]" if ":" in name else name
        return f"{name}:{parts.port}" if parts.port else name

    @property
    def here(self) -> bool:
        """Whether it is a program on this machine."""
        name = urlsplit(self.url).hostname or ""
        if name == "localhost":
            return True
        try:
            return ipaddress.ip_address(name).is_loopback
        except ValueError:
            return False

    @property
    def encrypted(self) -> bool:
        """Whether nobody on the way can read what is sent."""
        return self.url.startswith("https:")

    def notice(self, name: str, characters: int, parts: int, tokens: int, limits: Limits) -> str:
        """Say what goes where, and how much of it, before anything is sent.

        Parameters
        ----------
        name : str
            Of the article.
        characters : int
            Of its text that are sent.
        parts : int
            Requests, if none has to be repeated.
        tokens : int
            Upper estimate of what they send.
        limits : Limits
        """
        if self.here:
            where = f"is handed to a program on this machine ({self.host})"
        else:
            where = f"LEAVES THIS MACHINE: it is sent to {self.host}"
            where += "" if self.encrypted else ", NOT ENCRYPTED"
        requests = "1 request" if parts == 1 else f"{parts} requests"
        return (
            f"the text of {name} ({characters:,} characters) {where}, model {self.model}; {requests},"
            f" at most about {tokens:,} tokens sent; stops at {limits.seconds:g} s or"
            f" {limits.tokens:,} tokens in all"
        )


def _completions(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise UsageError(f"{URL} is not a web address") from None
    if parts.scheme not in ("http", "https") or not host or re.search(r"\s", url):
        raise UsageError(f"{URL} is not a web address that begins with https:// or http://")
    if parts.username or parts.password:
        raise UsageError(f"{URL} holds a name or password: the key goes into {KEY}")
    path = parts.path.rstrip("/")
    path = path if path.endswith(_PATH) else path + _PATH
    return urlunsplit(SplitResult(parts.scheme, parts.netloc, path, parts.query, ""))


def tokens_of(text: str) -> int:
    """Return an upper estimate of the tokens of a text."""
    return ceil(len(text.encode("utf-8", "replace")) / BYTES_PER_TOKEN)
