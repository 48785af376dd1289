"""What the page asks for while it is open: parts, numbers, progress, stories of states."""

from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from standoff.errors import UsageError
from standoff.report import charts, sheets
from standoff.report.data import section_data
from standoff.report.figures import Matrix
from standoff.web import panel
from standoff.web.analyses import changed
from standoff.web.bench import Bench
from standoff.web.ledger import ledger
from standoff.web.patch import as_yaml
from standoff.web.respond import Data, level_of
from standoff.web.view import View, read_view
from standoff.web.waiting import answer

if TYPE_CHECKING:
    from standoff.web.telling import Part


def routes(bench: Bench) -> list[Route]:
    """Return the addresses of the answers."""

    async def parts(request: Request) -> Response:
        view, level = read_view(request.query_params), level_of(request)
        return Data({"parts": bench.names(view, level)})

    async def part(request: Request) -> Response:
        view, level = read_view(request.query_params), level_of(request)
        name, form = request.path_params["name"], request.path_params["form"]
        found = await answer(request, bench.calculations, lambda: bench.part(view, level, name))
        return as_form(found, form)

    async def figure(request: Request) -> Response:
        view, level = read_view(request.query_params), level_of(request)
        name, number = request.path_params["name"], request.path_params["number"]
        found = await answer(request, bench.calculations, lambda: bench.part(view, level, name))
        drawn = list(sheets.charts(found.section.blocks))
        if not 1 <= number <= len(drawn) or isinstance(drawn[number - 1], Matrix):
            raise UsageError(f"part {name} has no drawing number {number}")
        return Response(charts.standalone(drawn[number - 1]), media_type="image/svg+xml")

    async def outlook(request: Request) -> Response:
        view, level = read_view(request.query_params), level_of(request)
        found = await answer(request, bench.calculations, lambda: bench.outlook(view, level))
        return Data(found)

    async def curves(request: Request) -> Response:
        view, level = read_view(request.query_params), level_of(request)
        found = await answer(request, bench.calculations, lambda: bench.curves(view, level))
        return Data(found)

    async def progress(request: Request) -> Response:
        return Data({"running": [_running(c) for c in bench.calculations.open() if c.begun]})

    async def state(request: Request) -> Response:
        view, number = read_view(request.query_params), request.path_params["number"]
        found = await answer(request, bench.calculations, lambda: bench.state(view, number))
        return HTMLResponse(found.html)

    async def signals(request: Request) -> Response:
        view, level = read_view(request.query_params), level_of(request)
        _, _, crisis = bench.shown(view)
        found = await answer(
            request,
            bench.calculations,
            lambda: bench.ask(("ledger",), view, level, lambda a: ledger(crisis, a)),
        )
        return Data(found)

    async def sliders(request: Request) -> Response:
        """Answer which views to compute ahead for a slider."""
        view = read_view(request.query_params)
        name = request.query_params.get("name", "")
        _, _, crisis = bench.shown(view)
        slider = panel.find(crisis, name, view.changes)
        if slider is None:
            raise UsageError(f"there is no slider called {name[:60]!r}")
        places = [[place, slider.change(place)] for place in slider.positions]
        return Data({"places": places})

    async def patch(request: Request) -> Response:
        view = read_view(request.query_params)
        return PlainTextResponse(view_patch(bench, view))

    return [
        Route("/parts.json", parts),
        Route("/part/{name}/figure-{number:int}.svg", figure),
        Route("/part/{name}.{form}", part),
        Route("/outlook.json", outlook),
        Route("/curves.json", curves),
        Route("/progress.json", progress),
        Route("/state-{number:int}.html", state),
        Route("/signals.json", signals),
        Route("/slider.json", sliders),
        Route("/patch.yaml", patch),
    ]


def view_patch(bench: Bench, view: View) -> str:
    """Return the changes of a view as YAML."""
    _, _, crisis = bench.shown(view)
    return as_yaml(crisis, changed(crisis, view), view.changes)


def as_form(found: "Part", form: str) -> Response:
    """Return a part in one of its forms.

    Raises
    ------
    UsageError
        If there is no such form.
    """
    if form == "html":
        return HTMLResponse(found.html)
    if form == "json":
        return Data(section_data(found.section))
    if form == "csv":
        headers = {"content-disposition": f'attachment; filename="{found.name}.csv"'}
        text = sheets.sheets(found.section)
        return Response(text, media_type="text/csv; charset=utf-8", headers=headers)
    raise UsageError(f"there is no form {form[:20]!r}; use html, json or csv")


def _running(calculation: Any) -> dict[str, Any]:
    return {
        "level": calculation.level,
        "done": calculation.done,
        "total": calculation.total,
        "waiting": calculation.waiting,
    }
