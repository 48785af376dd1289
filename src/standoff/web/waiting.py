"""Waiting for a calculation without holding up anybody else, and no longer than the reader does."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

from starlette.requests import Request

from standoff.web.calculation import Calculation, Calculations

PATIENCE = 0.1
"""Seconds between looks at whether the reader is still there."""


class Gone(Exception):  # noqa: N818 - the reader left; there is nobody to tell
    """The reader has left."""


async def answer(
    request: Request, calculations: Calculations, ask: Callable[[], Calculation]
) -> Any:
    """Wait for an answer while the reader waits for it.

    Parameters
    ----------
    request : Request
        Whose reader waits.
    calculations : Calculations
    ask : callable
        Asks the question; asked again if the calculation was given up just as this one joined.

    Raises
    ------
    Gone
        If the reader left first.
    """
    calculation = await asyncio.to_thread(ask)
    loop, finished = asyncio.get_running_loop(), asyncio.Event()

    def wake(_: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: the server stops
            loop.call_soon_threadsafe(finished.set)

    calculation.future.add_done_callback(wake)
    try:
        while not calculation.future.done():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(finished.wait(), PATIENCE)
            if not calculation.future.done() and await request.is_disconnected():
                raise Gone
    finally:
        calculations.leave(calculation)
    if calculation.future.cancelled():
        return await answer(request, calculations, ask)
    return calculation.future.result()
