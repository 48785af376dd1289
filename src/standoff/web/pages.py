"""The pages: brief, workbench, file, compare; each also as data."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from standoff import __version__, catalog
from standoff.crisis.model import Crisis
from standoff.errors import CrisisError, StandoffError
from standoff.report.naming import Names
from standoff.report.words import counted, day
from standoff.web import forms, ledger, panel, render
from standoff.web.analyses import changed
from standoff.web.bench import Bench
from standoff.web.respond import Data, faults_data, level_of
from standoff.web.view import View, read_view
from standoff.web.waiting import answer

MAX_OTHERS = 200
"""Crises that are offered for comparison."""


def routes(bench: Bench) -> list[Route]:
    """Return the addresses of the pages."""

    async def start(request: Request) -> Response:
        if bench.unwritten:
            return RedirectResponse("/drafting", 303)
        query = request.url.query
        return RedirectResponse(f"/brief?{query}" if query else "/brief", 303)

    def page(name: str) -> Any:
        async def show(request: Request) -> Response:
            if bench.unwritten:
                return RedirectResponse("/drafting", 303)
            view = read_view(request.query_params)
            given = await asyncio.to_thread(context, bench, view, name)
            return HTMLResponse(render.page(f"{name}.html.j2", **given))

        return show

    async def brief_data(request: Request) -> Response:
        return await _data(bench, request, ("brief",))

    async def workbench_data(request: Request) -> Response:
        view, level = read_view(request.query_params), level_of(request)
        return await _data(bench, request, bench.names(view, level))

    async def static(request: Request) -> Response:
        found = render.static(request.path_params["name"])
        if found is None:
            return PlainTextResponse("there is no such file\n", 404)
        fresh = request.path_params.get("version", "") == render.static_version()
        kept = "private, max-age=31536000, immutable" if fresh else "no-cache"
        headers = {"cache-control": kept}
        return Response(found[0], media_type=found[1], headers=headers)

    return [
        Route("/", start),
        Route("/brief", page("brief")),
        Route("/workbench", page("workbench")),
        Route("/file", page("file")),
        Route("/compare", page("compare")),
        Route("/brief.{form}", brief_data),
        Route("/workbench.{form}", workbench_data),
        Route("/static/{version}/{name}", static),
        Route("/static/{name}", static),
    ]


async def _data(bench: Bench, request: Request, names: tuple[str, ...]) -> Response:
    """Answer with the parts of a page as data."""
    from standoff.report import sheets
    from standoff.report.data import section_data

    view, level = read_view(request.query_params), level_of(request)
    form = request.path_params["form"]
    found = [
        await answer(request, bench.calculations, partial(bench.part, view, level, name))
        for name in names
    ]
    if form == "json":
        told = await answer(request, bench.calculations, lambda: bench.outlook(view, level))
        return Data(told | {"sections": [section_data(part.section) for part in found]})
    if form == "csv":
        text = "\r\n".join(sheets.sheets(part.section) for part in found)
        name = request.url.path.strip("/")
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(text, media_type="text/csv; charset=utf-8", headers=headers)
    return PlainTextResponse("use .json or .csv\n", 404)


def context(bench: Bench, view: View, name: str) -> dict[str, Any]:
    """Return what a page shows before anything is computed."""
    version = bench.desk.wanted(view.draft, proven=False)
    given: dict[str, Any] = {
        "page": name,
        "views": bench.views,
        "file": bench.desk.name,
        "shipped": bool(bench.desk.slug),
        "saved_as": bench.desk.path.name,
        "version_told": __version__,
        "mark": version.mark,
        "faults": faults_data(version),
        "query": view.query,
        "view": view,
        "crisis": None,
        "asked": None,
        "problem": "",
    }
    try:
        _, _, crisis = bench.shown(view, proven=False)
    except CrisisError:
        return given | {"title": bench.desk.name}
    given |= {"crisis": crisis, "title": crisis.title, "facts": _facts(crisis)}
    given |= {"asked": _asked(crisis)}
    try:
        changed(crisis, view)
    except StandoffError as error:
        given |= {"problem": str(error)}
    more = {"workbench": _workbench, "file": _file, "compare": _compare}
    return given | (more[name](bench, view, crisis) if name in more else {})


def _facts(crisis: Crisis) -> list[str]:
    held = {
        "actor": len(crisis.actors),
        "option": sum(len(actor.options) for actor in crisis.actors.values()),
        "signal": len(crisis.signals),
        "scenario": len(crisis.scenarios),
    }
    told = [counted(count, what) for what, count in held.items()]
    as_of = [f"as of {day(crisis.as_of)}"] if crisis.as_of else []
    return [*as_of, f"looks {Names(crisis).horizon} ahead", *told]


def _asked(crisis: Crisis) -> dict[str, Any]:
    """Return what is asked of the forecast, to be read until its numbers are there."""
    names = Names(crisis)
    titles = [(names.scenario(name), names.scenario_tone(name)) for name in crisis.scenarios]
    if not titles:
        return {"lead": "Where can it come to rest?", "scenarios": []}
    return {
        "lead": f"How likely is it {names.until}? The numbers are being computed.",
        "scenarios": titles,
    }


def _workbench(bench: Bench, view: View, crisis: Crisis) -> dict[str, Any]:
    off = frozenset(
        change.removeprefix("signal.").removesuffix("=off")
        for change in view.changes
        if change.startswith("signal.")
    )
    return {
        "groups": panel.groups(crisis, view.changes),
        "signals": ledger.rows(crisis, off),
        "forms": [form for form in forms.forms(crisis) if form.kind == "signal"],
        "actors": _actors(crisis),
    }


def _actors(crisis: Crisis) -> list[dict[str, str]]:
    names = Names(crisis)
    return [
        {"id": actor, "name": names.actor(actor), "tone": names.actor_tone(actor)}
        for actor in crisis.actors
    ]


def _file(bench: Bench, view: View, crisis: Crisis) -> dict[str, Any]:
    return {"forms": forms.forms(crisis)}


def _compare(bench: Bench, view: View, crisis: Crisis) -> dict[str, Any]:
    dates = sorted({signal.date for signal in crisis.signals} | {o.date for o in crisis.observed})
    days = [d for d in dates if crisis.as_of is None or d <= crisis.as_of]
    return {"others": others(bench.desk.folder), "days": days}


def others(folder: Path) -> list[str]:
    """Return the crises to compare with: the files beside this one, and the shipped ones."""
    beside = sorted(path.name for path in folder.glob("*.yaml") if path.is_file())
    return [*beside[:MAX_OTHERS], *(f"cases/{slug}" for slug in catalog.slugs())]
