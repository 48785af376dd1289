"""Since last time: what moved since a browser last saw the crisis, and which signals came with it.

A browser keeps what it saw; here it is set beside the crisis as it is now.
"""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from standoff.crisis.model import Crisis
from standoff.report import html
from standoff.report.naming import Names
from standoff.report.outlook import Outlook
from standoff.report.prose import Prose, code, prose, strong
from standoff.report.words import percent, points
from standoff.web.bench import Bench
from standoff.web.editing import body
from standoff.web.ledger import ledger
from standoff.web.respond import Data, level_of
from standoff.web.view import read_view
from standoff.web.waiting import answer
from standoff.workbench import Analysis

MOVED = 0.005
"""Change of a probability that is told."""

SCENARIOS, SIGNALS = 4, 3
"""Scenarios and signals that are told at most."""


def routes(bench: Bench) -> list[Route]:
    """Return the addresses of what a browser keeps, and of what moved since."""

    async def seen(request: Request) -> Response:
        view, level = read_view(request.query_params), level_of(request)
        found = await answer(
            request, bench.calculations, lambda: bench.ask(("seen",), view, level, kept)
        )
        return Data(found)

    async def since(request: Request) -> Response:
        before = await body(request)
        view, level = read_view(request.query_params), level_of(request)
        now = await answer(
            request, bench.calculations, lambda: bench.ask(("seen",), view, level, kept)
        )
        _, _, crisis = bench.shown(view)
        pushes = await answer(
            request,
            bench.calculations,
            lambda: bench.ask(("ledger",), view, level, lambda a: ledger(crisis, a)),
        )
        return Data({"told": str(told(crisis, before, now, pushes["pushes"]))})

    return [Route("/seen.json", seen), Route("/since", since, methods=["POST"])]


def kept(analysis: Analysis) -> dict[str, Any]:
    """Return what a browser keeps of a crisis, as plain data."""
    estimates = Outlook(analysis).estimates
    return {
        "hash": analysis.crisis.hash,
        "scenarios": {name: estimate.probability for name, estimate in estimates.items()},
        "signals": [signal.id for signal in analysis.crisis.signals],
    }


def told(
    crisis: Crisis, before: Mapping[str, Any], now: Mapping[str, Any], pushes: Mapping[str, Any]
) -> Markup:
    """Return as HTML what moved and which signals are new.

    Parameters
    ----------
    crisis : Crisis
        As it is now.
    before, now : mapping
        As `kept` gives them; `before` comes from the browser and may be anything.
    pushes : mapping
        How far each signal pushed the leading scenario, as the ledger gives it.
    """
    items = [*_scenarios(crisis, before, now), *_signals(before, pushes)]
    if not items:
        return Markup("<p>The file changed; no scenario moved by half a point.</p>")
    listed = (Markup("<li>{}</li>").format(html.prose_html(item)) for item in items)
    return Markup("<ul>{}</ul>").format(Markup("").join(listed))


def _scenarios(crisis: Crisis, before: Mapping[str, Any], now: Mapping[str, Any]) -> list[Prose]:
    old = before.get("scenarios")
    old = old if isinstance(old, dict) else {}
    known = {name: old[name] for name in now["scenarios"] if isinstance(old.get(name), float | int)}
    moved = {name: now["scenarios"][name] - was for name, was in known.items()}
    order = sorted((n for n in moved if abs(moved[n]) >= MOVED), key=lambda n: -abs(moved[n]))
    names = Names(crisis)
    return [
        prose(
            strong(names.scenario(name), names.scenario_tone(name)),
            f": from {percent(known[name])} to {percent(now['scenarios'][name])}"
            f" ({points(moved[name])})",
        )
        for name in order[:SCENARIOS]
    ]


def _signals(before: Mapping[str, Any], pushes: Mapping[str, Any]) -> list[Prose]:
    old = before.get("signals")
    old = old if isinstance(old, list) else []
    fresh = sorted((n for n in pushes if n not in old), key=lambda n: -abs(pushes[n]["change"]))
    return [
        prose("New signal ", code(n), f": {points(pushes[n]['change'])} on the leading scenario")
        for n in fresh[:SIGNALS]
    ]
