"""What a page can ask of a crisis, each answer computed once for all who ask."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, TypeVar

from standoff.crisis.model import Crisis
from standoff.errors import CrisisError, Fault, UsageError
from standoff.report import assembly, html
from standoff.report.blocks import Section
from standoff.report.outlook import Outlook
from standoff.report.sections import comparison, explanation, scenarios
from standoff.report.words import odds
from standoff.web import brief
from standoff.web.analyses import Analyses, Opens, changed
from standoff.web.calculation import Calculation, Calculations, Level, Tell
from standoff.web.desk import Desk, Version
from standoff.web.view import View
from standoff.workbench import Analysis, Run

T = TypeVar("T")

OWN = ("brief", "comparison")
"""Parts of the page that the report does not have."""


@dataclass(frozen=True)
class Part:
    """A section of the page, ready to be shown."""

    name: str
    section: Section
    html: str


@dataclass
class Bench:
    """A crisis on the desk and all that is asked of it.

    Attributes
    ----------
    desk : Desk
        The texts.
    run : Run
        How the ensemble is run.
    opens : callable or None
        Opens what keeps solved draws on disk.
    """

    desk: Desk
    run: Run = field(default_factory=Run)
    opens: Opens | None = None
    calculations: Calculations = field(default_factory=Calculations)

    def __post_init__(self) -> None:
        """Make room for the analyses."""
        self.analyses = Analyses(self.run, self.opens)

    def shown(self, view: View) -> tuple[Version, Version, Crisis]:
        """Return the version asked for, the one that is computed, and its crisis unchanged.

        Raises
        ------
        CrisisError
            If the text is broken and none before it was whole.
        """
        asked, valid = self.desk.shown(view.draft)
        if valid is None or valid.crisis is None:
            raise CrisisError(asked.faults or [Fault("the file is empty")], self.desk.name)
        return asked, valid, valid.crisis

    def names(self, view: View, level: Level) -> tuple[str, ...]:
        """Return the parts of the page in reading order."""
        own = ["comparison"] if view.changes != view.pinned else []
        listed = [assembly.part_name(part) for part in self._modules(view, level)]
        return (*listed[:1], *own, *listed[1:])

    def _modules(self, view: View, level: Level) -> list[ModuleType]:
        _, _, crisis = self.shown(view)
        run = Run(point=level == "quick", max_states=self.run.max_states)
        return assembly.parts(Analysis(changed(crisis, view), run))

    def part(self, view: View, level: Level, name: str) -> Calculation:
        """Ask for a part of the page; the answer is a `Part`.

        Raises
        ------
        UsageError
            If there is no such part.
        """
        modules = {assembly.part_name(part): part for part in self._modules(view, level)}
        if name not in modules and name not in OWN:
            raise UsageError(f"there is no part called {name[:40]!r}")
        number = f"{[*modules, *OWN].index(name)}-" if name != "brief" else ""

        def work(analysis: Analysis, before: Callable[[], Analysis]) -> Part:
            section = _section(analysis, before, name, modules, view)
            return Part(name, section, html.section(section, number))

        pinned = view.pinned if name in ("scenarios", *OWN) else ()
        return self._ask((name, pinned), view, level, work)

    def outlook(self, view: View, level: Level) -> Calculation:
        """Ask for the numbers of every scenario; the answer is plain data."""

        def work(analysis: Analysis, before: Callable[[], Analysis]) -> dict[str, Any]:
            return numbers(analysis, before(), view)

        return self._ask(("outlook", view.pinned), view, level, work)

    def curves(self, view: View, level: Level = "quick") -> Calculation:
        """Ask for the curves of every scenario; the answer is plain data."""

        def work(analysis: Analysis, _: Callable[[], Analysis]) -> dict[str, list[float]]:
            return {
                name: [
                    float(point["probability"] or 0.0) for point in analysis.forecast.curve(name)
                ]
                for name in analysis.crisis.scenarios
            }

        return self._ask(("curves",), view, level, work)

    def state(self, view: View, state: int) -> Calculation:
        """Ask why a state of the map is stable or not; the answer is a `Part`."""

        def work(analysis: Analysis, _: Callable[[], Analysis]) -> Part:
            section = explained(analysis, state)
            return Part("state", section, html.section(section, f"s{state}-"))

        return self._ask(("state", state), view, "quick", work)

    def ask(
        self, what: tuple[object, ...], view: View, level: Level, work: Callable[[Analysis], T]
    ) -> Calculation:
        """Ask for anything else of an analysis."""
        return self._ask(what, view, level, lambda analysis, _: work(analysis))

    def _ask(
        self,
        what: tuple[object, ...],
        view: View,
        level: Level,
        work: Callable[[Analysis, Callable[[], Analysis]], T],
    ) -> Calculation:
        _, valid, _ = self.shown(view)
        key = (valid.mark, view.changes, view.as_of, level, *what)

        def run(tell: Tell) -> T:
            def before() -> Analysis:
                return self.analyses.of(valid, view.baseline, level, tell)

            return work(self.analyses.of(valid, view, level, tell), before)

        return self.calculations.ask(key, level, run)


def _section(
    analysis: Analysis,
    before: Callable[[], Analysis],
    name: str,
    modules: dict[str, ModuleType],
    view: View,
) -> Section:
    if name == "brief":
        return brief.section(analysis, before() if view.changes != view.pinned else None, modules)
    if name == "comparison":
        return comparison.section(before(), analysis, view.changes or ("the file as it is",))
    if name == "scenarios" and view.changes != view.pinned:
        return scenarios.section(analysis, before())
    section: Section = modules[name].section(analysis)
    return section


def numbers(analysis: Analysis, before: Analysis, view: View) -> dict[str, Any]:
    """Return every scenario's probability in numbers, words and odds, as plain data."""
    now, then = Outlook(analysis), Outlook(before)
    told = {}
    for name, estimate in now.estimates.items():
        known = then.estimates.get(name)
        told[name] = {
            "title": estimate.title,
            "tone": estimate.tone,
            "probability": estimate.probability,
            "low": estimate.low,
            "high": estimate.high,
            "words": estimate.words,
            "odds": odds(estimate.probability),
            "change": estimate.probability - known.probability if known else None,
        }
    return {
        "crisis": analysis.crisis.title,
        "as_of": analysis.crisis.as_of.isoformat() if analysis.crisis.as_of else None,
        "horizon_months": analysis.crisis.horizon.centre,
        "changes": list(view.changes),
        "compared_with": list(view.pinned),
        "draws": "central values" if analysis.run.point else analysis.run.draws,
        "seed": None if analysis.run.point else analysis.run.seed,
        "hash": analysis.crisis.hash,
        "leading": now.leading.scenario if told else None,
        "scenarios": told,
    }


def explained(analysis: Analysis, state: int) -> Section:
    """Return the story of a state of the map, given by its number there.

    Raises
    ------
    UsageError
        If there is no such state.
    """
    rest = analysis.problem.at_chance_status_quo()
    if not 0 <= state < rest.space.states:
        raise UsageError(f"there is no state {state}")
    labels = _without(rest.space.label(state), analysis.crisis.chance)
    return explanation.section(analysis, analysis.explain(", ".join(labels) or "nothing"))


def _without(labels: list[str], names: Iterable[str]) -> list[str]:
    left_out = set(names)
    return [label for label in labels if label.partition("=")[0] not in left_out]
