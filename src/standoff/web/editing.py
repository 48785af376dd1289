"""Editing the file from the page: reading, checking, completing, filling in, comparing, saving."""

import asyncio
import difflib
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from standoff.errors import UsageError
from standoff.web import forms
from standoff.web.analyses import changed
from standoff.web.bench import Bench
from standoff.web.completion import offer
from standoff.web.desk import Version
from standoff.web.patch import written
from standoff.web.respond import Data, faults_data
from standoff.web.view import read_view

CONTEXT = 3
"""Lines that are shown around a difference."""


def routes(bench: Bench) -> list[Route]:
    """Return the addresses of editing."""
    desk = bench.desk

    async def text(request: Request) -> Response:
        version = await asyncio.to_thread(desk.disk)
        return Data(_told(version) | {"text": version.text, "name": desk.name})

    async def check(request: Request) -> Response:
        given = await body(request, "text")
        version = await asyncio.to_thread(desk.check, given["text"])
        return Data(_told(version))

    async def save(request: Request) -> Response:
        given = await body(request, "text", "base")
        version = await asyncio.to_thread(desk.save, given["text"], given["base"])
        return Data(_told(version) | {"name": desk.name})

    async def complete(request: Request) -> Response:
        given = await body(request, "text")
        line, column = int(given.get("line", 0)), int(given.get("column", 0))
        _, valid = desk.shown("")
        crisis = valid.crisis if valid else None
        found = await asyncio.to_thread(offer, given["text"], line, column, crisis)
        listed = [{"text": s.text, "label": s.label, "note": s.note} for s in found.suggestions]
        return Data({"begun": found.begun, "suggestions": listed})

    async def fill(request: Request) -> Response:
        """Fill in a form, in a text that need not be saved yet."""
        given = await body(request, "text", "kind", "fields")
        before = await asyncio.to_thread(desk.check, given["text"])
        if before.crisis is None:
            raise UsageError("mend the text first: a form can only change a file without faults")
        filled = forms.fill(given["text"], before.crisis, given["kind"], given["fields"])
        after = await asyncio.to_thread(desk.check, filled)
        if after.crisis is None:
            raise UsageError("; ".join(fault.message for fault in after.faults))
        return Data(
            _told(after) | {"text": filled, "line": first_difference(given["text"], filled)}
        )

    async def write_in(request: Request) -> Response:
        """Write the changes of a view into the text."""
        given = await body(request, "text")
        view = read_view(request.query_params)
        before = await asyncio.to_thread(desk.check, given["text"])
        if before.crisis is None:
            raise UsageError("mend the text first: changes can only be written into a whole file")
        new = written(given["text"], before.crisis, changed(before.crisis, view))
        after = await asyncio.to_thread(desk.check, new)
        return Data(_told(after) | {"text": new, "line": first_difference(given["text"], new)})

    async def diff(request: Request) -> Response:
        given = await body(request, "text")
        version = await asyncio.to_thread(desk.disk)
        return Data({"rows": difference(version.text, given["text"])})

    return [
        Route("/text.json", text),
        Route("/check", check, methods=["POST"]),
        Route("/save", save, methods=["POST"]),
        Route("/complete", complete, methods=["POST"]),
        Route("/fill", fill, methods=["POST"]),
        Route("/write-in", write_in, methods=["POST"]),
        Route("/diff", diff, methods=["POST"]),
    ]


async def body(request: Request, *wanted: str) -> dict[str, Any]:
    """Read the body of a request, one JSON object with the keys that are wanted.

    Raises
    ------
    UsageError
        If it is anything else.
    """
    try:
        given = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise UsageError("the page sent what is no JSON") from None
    if not isinstance(given, dict):
        raise UsageError("the page sent no JSON object")
    for key in wanted:
        kind = dict if key == "fields" else str
        if not isinstance(given.get(key), kind):
            raise UsageError(f"the page sent no {key}")
    return given


def _told(version: Version) -> dict[str, Any]:
    return {
        "mark": version.mark,
        "valid": version.crisis is not None,
        "faults": faults_data(version),
    }


def difference(old: str, new: str) -> list[dict[str, Any]]:
    """Return the lines that differ, with a few around them.

    Each is plain data with its `kind`, one of same, out, in, gap; its `text`; and the number of the
    line in the new text, None for a line that is no longer there.
    """
    before, after = old.splitlines(), new.splitlines()
    rows: list[dict[str, Any]] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for group in matcher.get_grouped_opcodes(CONTEXT):
        if rows:
            rows.append({"kind": "gap", "text": "", "line": None})
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                same = enumerate(after[j1:j2], j1 + 1)
                rows += [{"kind": "same", "text": t, "line": n} for n, t in same]
                continue
            rows += [{"kind": "out", "text": t, "line": None} for t in before[i1:i2]]
            added = enumerate(after[j1:j2], j1 + 1)
            rows += [{"kind": "in", "text": t, "line": n} for n, t in added]
    return rows


def first_difference(old: str, new: str) -> int:
    """Return the first line of the new text that differs, counted from 1."""
    before, after = old.split("\n"), new.split("\n")
    for place, (one, two) in enumerate(zip(before, after, strict=False), 1):
        if one != two:
            return place
    return min(len(before), len(after)) + (len(after) > len(before))
