"""The page as one file that opens offline: every part as shown, and a few sliders.

Nothing is computed for it that the page has shown: parts and curves are asked for as the page asks for
them, so that answers which are there are taken. `/export.json` says what belongs to it, so that the
page can wait for it piece by piece, and show how far it is.
"""

import base64
import hashlib
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from standoff.crisis.model import Crisis
from standoff.report.appearance import style
from standoff.web import panel, render
from standoff.web.analyses import changed
from standoff.web.bench import Bench
from standoff.web.calculation import Level
from standoff.web.respond import Data, level_of, safe_json
from standoff.web.view import View, read_view
from standoff.web.waiting import answer
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.web.dials import Dial, Missing
    from standoff.web.telling import Part


def routes(bench: Bench) -> list[Route]:
    """Return the addresses of the export."""

    async def plan(request: Request) -> Response:
        """Answer what belongs to the file, and which sliders would take long."""
        view, level = read_view(request.query_params), level_of(request)
        dials, missing = await _dials(bench, request, view, level)
        more = [{"label": one.label, "views": [v.query for v in one.views]} for one in missing]
        parts = list(part_names(bench, view, level))
        return Data({"parts": parts, "sliders": len(dials), "more": more})

    async def export(request: Request) -> Response:
        view, level = read_view(request.query_params), level_of(request)
        parts = [
            await answer(request, bench.calculations, partial(bench.part, view, level, name))
            for name in part_names(bench, view, level)
        ]
        dials, _ = await _dials(bench, request, view, level)
        meta = await answer(
            request,
            bench.calculations,
            lambda: bench.ask(("meta",), view, level, _meta),
        )
        _, _, crisis = bench.shown(view)
        data = [dial.data() for dial in dials]
        text = page(changed(crisis, view), view, parts, meta, data)
        name = re.sub(r"\W+", "-", bench.desk.path.stem).strip("-") or "crisis"
        headers = {"content-disposition": f'attachment; filename="{name}.html"'}
        if "inline" in request.query_params:
            headers = {}
        return HTMLResponse(text, headers=headers)

    return [Route("/export.json", plan), Route("/export.html", export)]


def part_names(bench: Bench, view: View, level: Level) -> tuple[str, ...]:
    """Return the parts that belong to the file, in reading order."""
    return tuple(n for n in bench.names(view, level) if n != "comparison" or view.changes)


async def _dials(
    bench: Bench, request: Request, view: View, level: Level
) -> "tuple[tuple[Dial, ...], tuple[Missing, ...]]":
    """Return the sliders that can be had without solving anything, and those that cannot."""
    from standoff.web import dials

    ranked = await answer(
        request, bench.calculations, lambda: bench.ask(("ranks",), view, level, dials.ranks)
    )
    claims = await answer(
        request, bench.calculations, lambda: bench.ask(("claims",), view, "quick", dials.claims)
    )
    _, _, crisis = bench.shown(view)
    sliders = [s for group in panel.groups(crisis, view.changes) for s in group.sliders]
    made, missing = dials.numbers(sliders, ranked, view, bench.known_curves)
    return (*claims, *made), missing


def _meta(analysis: Analysis) -> tuple[tuple[str, str], ...]:
    from standoff.report.assembly import meta

    return meta(analysis)


def page(
    crisis: Crisis,
    view: View,
    parts: "list[Part]",
    meta: tuple[tuple[str, str], ...],
    dials: list[dict[str, Any]],
) -> str:
    """Return the page as one HTML document that loads nothing."""
    css = f"{style()}\n{render.source('web.css')}"
    script = _script()
    return render.page(
        "export.html.j2",
        crisis=crisis,
        view=view,
        parts=[part for part in parts if part.section.blocks],
        meta=meta,
        dials=dials,
        data=Markup(safe_json(dials)),
        css=Markup(css),
        style_hash=_hash(css),
        script=Markup(script),
        script_hash=_hash(script),
    )


def _script() -> str:
    """Join what the offline page runs; its parts are modules that import one another."""
    joined = "\n".join(render.source(name) for name in ("curves.js", "offline.js"))
    return re.sub(r"^(import .*\n)|^export ", "", joined, flags=re.M)


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
