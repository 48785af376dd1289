"""The sliders of an exported page: which are worth having, and the curves at their places.

A claim costs nothing: a forecast under a claim that holds is that of the solved draws in which it holds,
each with the weight that the evidence gives it. A number has to be solved anew at each of its places, so
a page takes along those that were computed while it was open, and more only if it is asked to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from standoff.errors import Path, write_path
from standoff.report.outlook import Outlook
from standoff.web import panel
from standoff.web.view import View
from standoff.workbench import Analysis

CLAIMS, NUMBERS = 3, 2
"""Claims and numbers that get a slider."""

SEEN = 0.005
"""Change of a probability from which on a slider is worth having."""

LEAST = 3
"""Places of a number from which on it makes a slider."""

Curves = dict[str, list[float]]
"""Probability of each scenario over time."""

Known = Callable[[View], Curves | None]
"""Gives the curves of a view if they were computed before."""


@dataclass(frozen=True)
class Dial:
    """A slider of the offline page.

    Attributes
    ----------
    label, ends : str
        What it is, and what its two ends are.
    places : tuple of float
        Where the answer is known; in between it is interpolated.
    curves : tuple of dict
        The answer at each place.
    start : float
        The place of the page as exported.
    """

    label: str
    ends: tuple[str, str]
    places: tuple[float, ...]
    curves: tuple[Curves, ...]
    start: float

    def data(self) -> dict[str, Any]:
        """Return plain data, rounded to what can be seen."""
        rounded = [{s: [round(v, 4) for v in c] for s, c in one.items()} for one in self.curves]
        return {
            "label": self.label,
            "ends": list(self.ends),
            "places": list(self.places),
            "start": self.start,
            "curves": rounded,
        }


@dataclass(frozen=True)
class Missing:
    """A slider that would be worth having and is not computed yet.

    Attributes
    ----------
    label : str
    views : tuple of View
        What has to be computed for it.
    """

    label: str
    views: tuple[View, ...]


def ranks(analysis: Analysis) -> dict[str, int]:
    """Return the rank of each input of the leading scenario, by name and by place in the file."""
    if analysis.run.point or not analysis.crisis.scenarios:
        return {}
    drivers = analysis.drivers.scenarios[Outlook(analysis).leading.scenario]
    found: dict[str, int] = {}
    for rank, driver in enumerate(drivers):
        path: Path = driver.path
        found.setdefault(driver.input, rank)
        found.setdefault(write_path(path), rank)
    return found


def claims(analysis: Analysis) -> tuple[Dial, ...]:
    """Return a slider for each of the claims that move a scenario most, from draws that are solved.

    Parameters
    ----------
    analysis : Analysis
        Its draws hold every combination of open claims, or a sample of them.
    """
    if not analysis.crisis.scenarios:
        return ()
    found = (_claim(analysis, name) for name in analysis.problem.hypotheses)
    moving = [dial for dial in found if dial is not None and swing(dial) >= SEEN]
    return tuple(sorted(moving, key=swing, reverse=True)[:CLAIMS])


def swing(dial: Dial) -> float:
    """Return how far a slider moves that scenario, at the horizon, which it moves most."""
    first, last = dial.curves[0], dial.curves[-1]
    return max(abs(last[name][-1] - first[name][-1]) for name in first)


def _claim(analysis: Analysis, name: str) -> Dial | None:
    """Return the slider of a claim; None where it is settled."""
    forecast = analysis.forecast
    holds = np.array([draw.hypotheses[name] for draw in analysis.draws])
    belief = float(forecast.weights @ holds)
    if not 0 < belief < 1:
        return None
    curves = []
    for among in (~holds, holds):
        weights = np.where(among, forecast.weights, 0.0)
        mean = np.tensordot(weights / weights.sum(), forecast.curves, axes=1)
        curves.append({s: mean[:, k].tolist() for k, s in enumerate(forecast.scenarios)})
    label = f"How sure one is: “{analysis.crisis.hypotheses[name].claim}”"
    return Dial(label, ("false", "true"), (0.0, 1.0), tuple(curves), belief)


def numbers(
    sliders: list[panel.Slider], ranked: Mapping[str, int], view: View, known: Known
) -> tuple[tuple[Dial, ...], tuple[Missing, ...]]:
    """Return the sliders of numbers that can be made of what is known, and those that lack something.

    Parameters
    ----------
    sliders : list of Slider
        Of the what-if panel.
    ranked : mapping of str to int
        As `ranks` gives it.
    view : View
        Of the page.
    known : callable
    """
    order = sorted((s for s in sliders if s.key in ranked), key=lambda s: ranked[s.key])
    made: list[Dial] = []
    lacking: list[Missing] = []
    for slider in order:
        dial = _number(slider, view, known)
        if dial is not None:
            made.append(dial)
        elif len(lacking) < NUMBERS:
            lacking.append(Missing(slider.label, tuple(_views(slider, view).values())))
    return tuple(made[:NUMBERS]), tuple(lacking[: max(0, NUMBERS - len(made))])


def _views(slider: panel.Slider, view: View) -> dict[float, View]:
    return {place: with_change(view, slider.change(place)) for place in slider.positions}


def _number(slider: panel.Slider, view: View, known: Known) -> Dial | None:
    curves = {place: known(asked) for place, asked in _views(slider, view).items()}
    found = {place: curve for place, curve in curves.items() if curve is not None}
    if len(found) < LEAST or not min(found) <= slider.place <= max(found):
        return None
    ends = tuple(slider.change(place).partition("=")[2] for place in (min(found), max(found)))
    return Dial(slider.label, (ends[0], ends[1]), tuple(found), tuple(found.values()), slider.place)


def with_change(view: View, change: str) -> View:
    """Return the view with one more change."""
    name = change.partition("=")[0]
    kept = tuple(c for c in view.changes if c.partition("=")[0] != name)
    return replace(view, changes=(*kept, change))
