"""The page as one file that opens offline: every part as shown, and a few sliders computed ahead."""

import base64
import hashlib
import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from standoff.crisis.model import Crisis
from standoff.errors import Path, write_path
from standoff.report import html
from standoff.report.outlook import Outlook
from standoff.web import panel, render
from standoff.web.analyses import changed
from standoff.web.bench import Bench
from standoff.web.respond import level_of, safe_json
from standoff.web.view import View, read_view
from standoff.web.waiting import answer
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.web.telling import Part

CLAIMS, NUMBERS = 3, 2
"""Claims and numbers that get a slider."""


@dataclass(frozen=True)
class Dial:
    """A slider of the offline page.

    Attributes
    ----------
    label, ends : str
        What it is, and what its two ends are.
    places : tuple of float
        Where the answer is computed; in between it is interpolated.
    changes : tuple of str
        The change that each place stands for.
    start : float
        The place of the page as exported.
    """

    label: str
    ends: tuple[str, str]
    places: tuple[float, ...]
    changes: tuple[str, ...]
    start: float


def routes(bench: Bench) -> list[Route]:
    """Return the address of the export."""

    async def export(request: Request) -> Response:
        view, level = read_view(request.query_params), level_of(request)
        names = [n for n in bench.names(view, level) if n != "comparison" or view.changes]
        parts = [
            await answer(request, bench.calculations, partial(bench.part, view, level, name))
            for name in names
        ]
        dials = await answer(
            request,
            bench.calculations,
            lambda: bench.ask(("dials",), view, level, lambda a: chosen(a, view)),
        )
        data = []
        for dial in dials:
            curves = [
                await answer(
                    request, bench.calculations, partial(bench.curves, with_change(view, change))
                )
                for change in dial.changes
            ]
            data.append(_dial_data(dial, curves))
        meta = await answer(
            request,
            bench.calculations,
            lambda: bench.ask(("meta",), view, level, _meta),
        )
        _, _, crisis = bench.shown(view)
        text = page(changed(crisis, view), view, parts, meta, data)
        name = re.sub(r"\W+", "-", bench.desk.path.stem).strip("-") or "crisis"
        headers = {"content-disposition": f'attachment; filename="{name}.html"'}
        if "inline" in request.query_params:
            headers = {}
        return HTMLResponse(text, headers=headers)

    return [Route("/export.html", export)]


def _meta(analysis: Analysis) -> tuple[tuple[str, str], ...]:
    from standoff.report.assembly import meta

    return meta(analysis)


def with_change(view: View, change: str) -> View:
    """Return the view with one more change."""
    name = change.partition("=")[0]
    kept = tuple(c for c in view.changes if c.partition("=")[0] != name)
    return replace(view, changes=(*kept, change))


def chosen(analysis: Analysis, view: View) -> tuple[Dial, ...]:
    """Return the sliders that are worth having: of what moves the leading scenario most."""
    crisis = analysis.crisis
    if not crisis.scenarios:
        return ()
    ranked = _ranked(analysis)
    live = [name for name in analysis.problem.hypotheses if _open(analysis, name)]
    claims = sorted(live, key=lambda n: ranked.get(n, len(ranked)))
    dials = [_claim(analysis, name) for name in claims[:CLAIMS]]
    sliders = {slider.name: slider for group in panel.groups(crisis) for slider in group.sliders}
    numbers = sorted((s for s in sliders.values() if s.key in ranked), key=lambda s: ranked[s.key])
    return (*dials, *(_number(slider) for slider in numbers[:NUMBERS]))


def _open(analysis: Analysis, name: str) -> bool:
    return 0 < analysis.evidence.hypotheses[name].posterior < 1


def _ranked(analysis: Analysis) -> dict[str, int]:
    """Return the rank of each input of the leading scenario, by name and by place in the file."""
    if analysis.run.point:
        return {}
    drivers = analysis.drivers.scenarios[Outlook(analysis).leading.scenario]
    found: dict[str, int] = {}
    for rank, driver in enumerate(drivers):
        path: Path = driver.path
        found.setdefault(driver.input, rank)
        found.setdefault(write_path(path), rank)
    return found


def _claim(analysis: Analysis, name: str) -> Dial:
    belief = analysis.evidence.hypotheses[name].posterior
    label = f"How sure one is: “{analysis.crisis.hypotheses[name].claim}”"
    return Dial(label, ("false", "true"), (0.0, 1.0), (f"{name}=false", f"{name}=true"), belief)


def _number(slider: panel.Slider) -> Dial:
    places = slider.positions
    changes = tuple(slider.change(place) for place in places)
    ends = (changes[0].partition("=")[2], changes[-1].partition("=")[2])
    return Dial(slider.label, ends, places, changes, slider.place)


def _dial_data(dial: Dial, curves: list[dict[str, list[float]]]) -> dict[str, Any]:
    rounded = [{s: [round(v, 4) for v in values] for s, values in one.items()} for one in curves]
    return {
        "label": dial.label,
        "ends": list(dial.ends),
        "places": list(dial.places),
        "start": dial.start,
        "curves": rounded,
    }


def page(
    crisis: Crisis,
    view: View,
    parts: "list[Part]",
    meta: tuple[tuple[str, str], ...],
    dials: list[dict[str, Any]],
) -> str:
    """Return the page as one HTML document that loads nothing."""
    css = f"{html.style()}\n{render.source('web.css')}"
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
