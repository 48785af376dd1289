"""Answers to a browser: what went wrong in plain words, and data that no page can be tricked with."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from standoff.errors import CrisisError, StandoffError, UsageError
from standoff.web import render
from standoff.web.calculation import Level
from standoff.web.desk import ConflictError, UnknownDraftError, Version
from standoff.web.guard import TOO_LARGE
from standoff.web.waiting import Gone

_STATUS = {ConflictError: 409, UnknownDraftError: 410}


class Data(Response):
    """One JSON document; no character of it can end a script or begin a tag."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Return the document as bytes."""
        return safe_json(content).encode()


def safe_json(content: Any) -> str:
    """Return data as JSON that may stand inside a page."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def faults_data(version: Version) -> list[dict[str, Any]]:
    """Return what is wrong with a text as plain data."""
    return [
        {"line": fault.line or 1, "column": fault.column or 1, "message": fault.message}
        for fault in version.faults
    ]


def level_of(request: Request) -> Level:
    """Read which level of answer is asked for."""
    level = request.query_params.get("level", "quick")
    if level == "quick":
        return "quick"
    if level == "full":
        return "full"
    raise UsageError(f"level={level[:20]} is neither quick nor full")


async def standoff_error(request: Request, error: Exception) -> Response:
    """Say what the user can mend."""
    assert isinstance(error, StandoffError)
    status = _STATUS.get(type(error), 422)
    message = str(error)
    if "." not in request.url.path and request.method == "GET":
        shown = render.page("error.html.j2", title="That cannot be shown", message=message)
        return HTMLResponse(shown, status)
    found: dict[str, Any] = {"error": message}
    if isinstance(error, ConflictError):
        found["theirs"] = error.theirs
    if isinstance(error, CrisisError):
        found["faults"] = [
            {"line": f.line or 1, "column": f.column or 1, "message": f.message}
            for f in error.faults
        ]
    return Data(found, status)


async def gone(request: Request, error: Exception) -> Response:
    """Answer nobody: the reader left."""
    assert isinstance(error, Gone)
    return Response(status_code=499)


async def too_large(request: Request, error: Exception) -> Response:
    """Refuse a body that goes on and on."""
    return PlainTextResponse(f"{TOO_LARGE}\n", 413)


async def defect(request: Request, error: Exception) -> Response:
    """Say that the fault is ours; what it was stands where the server was started."""
    told = f"standoff failed, and the fault is not yours: {type(error).__name__}: {error}"
    return Data({"error": told}, 500)


async def not_found(request: Request, error: Exception) -> Response:
    """Say that there is no such page."""
    message = "There is no such page."
    return HTMLResponse(render.page("error.html.j2", title="Not here", message=message), 404)
