"""Starting the server: where it listens, who may come in, and what the user is told."""

import os
import secrets
import socket
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from standoff.analysis import Run
from standoff.errors import StandoffError, UsageError
from standoff.web import pages
from standoff.web.analyses import Opens
from standoff.web.bench import Bench
from standoff.web.desk import Desk
from standoff.web.guard import Guard, Lock, TooLarge, is_loopback
from standoff.web.respond import defect, gone, not_found, standoff_error, too_large
from standoff.web.rest import Rest
from standoff.web.waiting import Gone

if TYPE_CHECKING:
    from standoff.web.draft_review import Review
    from standoff.web.draft_source import Drafting

PORT = 8137
"""The first port that is tried. One port keeps what a browser has stored for the page."""

TRIES = 20
"""Ports that are tried after it."""


@dataclass(frozen=True)
class Address:
    """Where a server listens.

    Attributes
    ----------
    socket : socket
        Listening: who comes early waits.
    lock : Lock
        Who may come in.
    """

    socket: socket.socket
    lock: Lock

    @property
    def url(self) -> str:
        """The start address, with the token."""
        host = self.lock.host
        if host in ("0.0.0.0", "::"):
            host = socket.gethostname()
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.lock.port}/?token={self.lock.token}"


def application(bench: Bench, lock: Lock) -> ASGIApp:
    """Return the server as an ASGI application."""
    app = Starlette(
        routes=[
            *pages.routes(bench),
            Mount("/", app=Rest(bench)),
        ],
        exception_handlers={
            StandoffError: standoff_error,
            Gone: gone,
            TooLarge: too_large,
            404: not_found,
            Exception: defect,
        },
    )
    return Guard(_told_once(app), lock)


def _told_once(app: ASGIApp) -> ASGIApp:
    """Keep tracebacks of defects, which the page has been told of, to those who ask for them."""

    async def quiet(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except Exception as error:
            if os.environ.get("STANDOFF_DEBUG"):
                raise
            what = f"{type(error).__name__}: {error}"
            print(f"standoff failed, and the fault is not yours: {what}", file=sys.stderr)

    return quiet


def bind(host: str, port: int | None) -> Address:
    """Take a port.

    Parameters
    ----------
    host : str
        The address to listen on.
    port : int or None
        None for the usual one, or the next that is free; 0 for any.

    Raises
    ------
    UsageError
        If it cannot be had.
    """
    wanted = range(PORT, PORT + TRIES) if port is None else [port]
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    problem: OSError | None = None
    for number in wanted:
        made = socket.socket(family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((host, number))
            made.listen()
        except OSError as error:
            made.close()
            problem = error
            continue
        lock = Lock(secrets.token_urlsafe(24), host, made.getsockname()[1])
        return Address(made, lock)
    said = problem.strerror if problem else "no port"
    raise UsageError(f"cannot listen on {host}:{wanted[0]}: {said}; choose another with --port")


def beyond(host: str) -> str:
    """Return what listening on an address means; empty for loopback."""
    if is_loopback(host):
        return ""
    return (
        f"Listening on {host}: everybody on the network who has the address below, token included,"
        " can read and change this crisis file. Nothing is encrypted on the way: use it in a"
        " network that you trust, or reach this machine through an SSH tunnel instead."
    )


def serve(
    desk: Desk,
    run: Run,
    address: Address,
    opens: Opens | None = None,
    drafting: "Drafting | None" = None,
) -> None:
    """Serve a crisis until interrupted.

    Parameters
    ----------
    desk : Desk
        The crisis file.
    run : Run
        How the ensemble is run.
    address : Address
        Where to listen.
    opens : callable, optional
        Opens what keeps solved draws on disk, as other commands keep them.
    drafting : Drafting, optional
        The article that the crisis is drafted from; then the file need not be there yet.
    """
    bench = Bench(desk, run, opens, _review(drafting, desk))
    config = uvicorn.Config(
        application(bench, address.lock),
        log_level="error",
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
        http="h11",
        ws="none",
        loop="asyncio",
        timeout_graceful_shutdown=1,
    )
    uvicorn.Server(config).run(sockets=[address.socket])


def _review(drafting: "Drafting | None", desk: Desk) -> "Review | None":
    if drafting is None:
        return None
    from standoff.web.draft_review import Review

    return Review(drafting, desk)
