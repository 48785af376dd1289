"""Two crises, or one crisis on two days, side by side; and one crisis from day to day."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from standoff import workbench
from standoff.crisis.model import Crisis
from standoff.errors import UsageError
from standoff.report import html
from standoff.report.blocks import Column, Interval, Row, Section, Table, bullets
from standoff.report.naming import Names
from standoff.report.outlook import Outlook
from standoff.report.prose import Wording, prose, strong
from standoff.report.words import day, points, short_day
from standoff.web.analyses import changed
from standoff.web.answers import as_form
from standoff.web.bench import Bench
from standoff.web.pages import others
from standoff.web.respond import Data, level_of
from standoff.web.view import View, read_view
from standoff.web.waiting import answer
from standoff.workbench import Analysis

if TYPE_CHECKING:
    from standoff.web.telling import Part

MOVED = 0.005
"""Change of a probability that is told."""


def routes(bench: Bench) -> list[Route]:
    """Return the addresses of comparisons."""

    async def beside(request: Request) -> Response:
        view, level = read_view(request.query_params), level_of(request)
        other = request.query_params.get("with", "")
        when = request.query_params.get("with_as_of", "")

        def work(analysis: Analysis) -> "Part":
            from standoff.web.telling import Part

            twin = _twin(bench, view, other, when)
            second = Analysis(twin, analysis.run)
            section = side_by_side(analysis, second, _titles(analysis.crisis, twin, other))
            return Part("side-by-side", section, html.section(section, "c"))

        stamp = _stamp(bench, other)
        found = await answer(
            request,
            bench.calculations,
            lambda: bench.ask(("beside", other, when, stamp), view, level, work),
        )
        return as_form(found, request.path_params["form"])

    async def replayed(request: Request) -> Response:
        view, level = read_view(request.query_params), level_of(request)
        found = await answer(
            request, bench.calculations, lambda: bench.ask(("replay",), view, level, days)
        )
        return Data(found)

    return [Route("/beside.{form}", beside), Route("/replay.json", replayed)]


def _stamp(bench: Bench, other: str) -> object:
    """Return what changes when the other file does."""
    path = bench.desk.folder / other
    return path.stat().st_mtime_ns if other and path.is_file() else 0


def _twin(bench: Bench, view: View, other: str, when: str) -> Crisis:
    """Return the crisis to compare with: of those offered, or the same on another day."""
    try:
        as_of = dt.date.fromisoformat(when) if when else None
    except ValueError:
        raise UsageError(f"with_as_of={when[:20]} is no day: write YYYY-MM-DD") from None
    if not other:
        _, _, crisis = bench.shown(view)
        return changed(crisis, replace(view, as_of=as_of))
    if other not in others(bench.desk.folder):
        raise UsageError(f"{other[:80]} is neither beside this file nor a shipped case")
    is_case = other.startswith("cases/")
    crisis = workbench.load(other if is_case else bench.desk.folder / other)
    return changed(crisis, View(as_of=as_of))


def _titles(first: Crisis, second: Crisis, other: str) -> tuple[str, str]:
    if other:
        return first.title, second.title
    one, two = first.as_of, second.as_of
    return (f"On {day(one)}" if one else "Here", f"On {day(two)}" if two else "There")


def side_by_side(first: Analysis, second: Analysis, titles: tuple[str, str]) -> Section:
    """Return the scenarios of two analyses in one table; those of one name share a row."""
    one, two = Outlook(first), Outlook(second)
    shared = [name for name in one.estimates if name in two.estimates]
    columns = (
        Column("Scenario"),
        Column(titles[0], "probability"),
        Column(titles[1], "probability"),
        Column("Points", "points"),
    )
    rows = []
    for name in dict.fromkeys([*one.estimates, *two.estimates]):
        here, there = one.estimates.get(name), two.estimates.get(name)
        told = here or there
        assert told is not None
        change = there.probability - here.probability if here and there else None
        cells = [Interval(e.probability, e.low, e.high) if e else None for e in (here, there)]
        rows.append(Row((told.title, *cells, change)))
    lead: Wording = f"{titles[0]} beside {titles[1]}."
    if shared:
        most = max(shared, key=lambda s: _change(one, two, s, absolute=True))
        moved = _change(one, two, most)
        title = strong(one.estimates[most].title, one.estimates[most].tone)
        lead = prose("What differs most: ", title, f", {points(moved)}.")
    beliefs = _beliefs(first, second)
    blocks = (Table(columns, tuple(rows)), *((bullets(*beliefs),) if beliefs else ()))
    return Section("side-by-side", "Side by side", blocks, prose(lead))


def _change(one: Outlook, two: Outlook, name: str, *, absolute: bool = False) -> float:
    change = two.estimates[name].probability - one.estimates[name].probability
    return abs(change) if absolute else change


def _beliefs(first: Analysis, second: Analysis) -> list[str]:
    told = []
    others_belief = second.evidence.hypotheses
    for name, belief in first.evidence.hypotheses.items():
        other = others_belief.get(name)
        if other is not None and abs(other.posterior - belief.posterior) >= MOVED:
            claim = first.crisis.hypotheses[name].claim
            told.append(f"Belief that “{claim}”: {points(other.posterior - belief.posterior)}.")
    return told


def days(analysis: Analysis) -> dict[str, Any]:
    """Return the forecast as it stood after every signal and move, as plain data."""
    names = Names(analysis.crisis)
    summaries = {signal.id: signal.summary for signal in analysis.crisis.signals}
    steps = [
        {
            "date": step.date.isoformat() if step.date else None,
            "day": short_day(step.date) if step.date else "before anything was known",
            "kind": step.kind,
            "id": step.id,
            "told": summaries.get(step.id, "" if step.date is None else f"seen: {step.id}"),
            "scenarios": dict(step.scenarios),
            "change": dict(step.change),
        }
        for step in analysis.replay.steps
    ]
    titles = {name: names.scenario(name) for name in analysis.crisis.scenarios}
    tones = {name: names.scenario_tone(name) for name in titles}
    return {"steps": steps, "titles": titles, "tones": tones}
