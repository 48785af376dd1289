"""The page of an article: its text with every passage marked, and what was read from it."""

import asyncio
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from standoff import __version__
from standoff.errors import UsageError
from standoff.report.words import day
from standoff.web import draft_cards, draft_form, draft_text, render
from standoff.web.bench import Bench
from standoff.web.desk import ConflictError
from standoff.web.draft_items import items
from standoff.web.draft_review import Review, State
from standoff.web.editing import body, difference
from standoff.web.respond import Data
from standoff.web.view import read_view

SORTS = {
    "repeat": "says again what stands above; counted once",
    "foreign": "another voice than the author's; left out",
}
"""What is said beside a paragraph that nothing was read from."""

KEYS = (
    ("y", "accept"),
    ("n", "reject"),
    ("e", "edit"),
    ("s", "later: on to the next"),
    ("b", "back to the one before"),
    ("a", "accept all of this kind that are open"),
    ("w", "show the next of its passages"),
    ("u", "undo, one step at a time"),
    ("q", "leave the list"),
    ("?", "show these keys"),
    ("↓ ↑", "through the list"),
    ("← →", "in the text, from passage to passage; Enter leads to what was read from it"),
)
"""What the keys do; the letters are those of the review in the terminal."""


def routes(bench: Bench) -> list[Route]:
    """Return the addresses of the article; none where there is no article."""
    review = bench.review
    if review is None:
        return []

    async def show(request: Request) -> Response:
        view = read_view(request.query_params)
        given = await asyncio.to_thread(context, bench, review)
        given |= {"query": view.query}
        return HTMLResponse(render.page("drafting.html.j2", **given))

    async def data(request: Request) -> Response:
        return Data(await asyncio.to_thread(_whole, review))

    async def form(request: Request) -> Response:
        key = request.query_params.get("id", "")

        def made() -> str:
            fields = draft_form.form(review, review.state(), key)
            words = review.proposal(key).evidence[0].words
            return render.page("drafting_form.html.j2", fields=fields, words=words)

        return HTMLResponse(await asyncio.to_thread(made))

    async def decide(request: Request) -> Response:
        given = await body(request, "verdict")
        return await _after(review, lambda: _decided(review, given))

    async def edit(request: Request) -> Response:
        given = await body(request, "id", "fields")
        typed = {str(name): str(value) for name, value in given["fields"].items()}
        return await _after(review, lambda: review.edit(given["id"], typed))

    async def undo(request: Request) -> Response:
        await body(request)
        return await _after(review, review.undo)

    async def write(request: Request) -> Response:
        given = await body(request, "base")
        return await asyncio.to_thread(_written, review, given["base"])

    return [
        Route("/drafting", show),
        Route("/drafting.json", data),
        Route("/drafting/form.html", form),
        Route("/drafting/decide", decide, methods=["POST"]),
        Route("/drafting/edit", edit, methods=["POST"]),
        Route("/drafting/undo", undo, methods=["POST"]),
        Route("/drafting/write", write, methods=["POST"]),
    ]


def context(bench: Bench, review: Review) -> dict[str, Any]:
    """Return what the page shows."""
    state, draft = review.state(), review.draft
    there = bench.desk.disk() if review.written else None
    held = items(there.crisis, draft.article) if there and there.crisis else ()
    shown = draft_cards.groups(review, state, held)
    blocks = draft_text.blocks(review.reading, draft_cards.passages(shown))
    read = f"read by {draft.backend} {draft.version}"
    as_of = f"as of {day(draft.as_of)}" if draft.as_of else "day of publication not known (--as-of)"
    title = _title(blocks)
    return {
        "page": "drafting",
        "views": bench.views,
        "title": title or draft.article.name,
        "file": bench.desk.name,
        "saved_as": bench.desk.path.name,
        "version_told": __version__,
        "mark": there.mark if there else "",
        "faults": [],
        "problem": "",
        "crisis": None,
        "facts": [*([draft.article.name] if title else []), as_of, read],
        "notes": _notes(review),
        "blocks": blocks,
        "sorts": SORTS,
        "keys": KEYS,
        "groups": shown,
        "told": draft_cards.told(review, state, shown),
    }


def _title(blocks: tuple[draft_text.Block, ...]) -> str:
    first = blocks[0] if blocks else None
    if first is None or first.sort != "heading":
        return ""
    return "".join(piece.text for piece in first.pieces).strip("#* \t")


def _notes(review: Review) -> list[str]:
    """Say how it was read, but for what stands beside the paragraphs."""
    draft, beside = review.draft, review.reading.notes()
    notes = [note for note in draft.notes if note not in beside]
    dropped = f"{draft.dropped} claims dropped: their words do not stand in the text"
    return [*notes, *([dropped] if draft.dropped else [])]


def _whole(review: Review) -> dict[str, Any]:
    """Return the proposals with what was decided about them, as plain data."""
    state = review.state()
    told = draft_cards.told(review, state, draft_cards.groups(review, state))
    return review.draft.to_json() | {"verdicts": state.verdicts, "left_out": state.left_out} | told


def _decided(review: Review, given: dict[str, Any]) -> State:
    """Decide about one proposal, or all of a kind that are open."""
    if "kind" not in given:
        return review.decide((str(given.get("id", "")),), given["verdict"])
    known = review.state().verdicts
    same = (key for key, p in review.by_id.items() if p.kind == given["kind"] and key not in known)
    return review.decide(tuple(same), given["verdict"])


async def _after(review: Review, step: Callable[[], State]) -> Response:
    """Take a step and tell how far the review then is."""

    def taken() -> dict[str, Any]:
        state = step()
        return draft_cards.told(review, state, draft_cards.groups(review, state))

    return Data(await asyncio.to_thread(taken))


def _written(review: Review, base: str) -> Response:
    """Write the draft, or show what it would replace and ask."""
    text = review.text()
    there = review.desk.disk() if review.written else None
    if there is not None and there.text == text:
        return Data({"next": "/workbench", "told": f"{review.desk.path.name} says this already."})
    try:
        if there is None or there.mark == base:
            review.write(base)
            return Data({"next": "/workbench", "told": f"Wrote {review.desk.path.name}."})
    except ConflictError:
        there = review.desk.disk()
    if there is None:
        raise UsageError(f"{review.desk.path.name} is there already: load the page again")
    rows = difference(there.text, text)
    return Data({"error": "the file is there already", "rows": rows, "mark": there.mark}, 409)
