"""What a page can ask of a crisis, each answer computed once for all who ask."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from standoff.analysis import Run
from standoff.crisis.model import Crisis
from standoff.errors import CrisisError, Fault
from standoff.web.analyses import Analyses, Opens, changed
from standoff.web.calculation import Calculation, Calculations, Level, Tell
from standoff.web.desk import Desk, Version
from standoff.web.view import View

if TYPE_CHECKING:
    from standoff.analysis import Analysis
    from standoff.web.draft_review import Review

T = TypeVar("T")

VIEWS = (
    ("brief", "Brief"),
    ("workbench", "Workbench"),
    ("file", "File"),
    ("compare", "Compare"),
)
"""Pages of a crisis, each with what its link says."""


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
    review : Review or None
        The article that the crisis is drafted from, if it is at hand.
    """

    desk: Desk
    run: Run = field(default_factory=Run)
    opens: Opens | None = None
    review: "Review | None" = None
    calculations: Calculations = field(default_factory=Calculations)

    def __post_init__(self) -> None:
        """Make room for the analyses."""
        self.analyses = Analyses(self.run, self.opens)

    @property
    def views(self) -> tuple[tuple[str, str], ...]:
        """The pages that there are, each with what its link says."""
        article = (("drafting", "Article"),) if self.review else ()
        return article if self.unwritten else (*VIEWS, *article)

    @property
    def unwritten(self) -> bool:
        """Whether the crisis is still to be drafted from the article."""
        return self.review is not None and not self.review.written

    def shown(self, view: View, *, proven: bool = True) -> tuple[Version, Version, Crisis]:
        """Return the version asked for, the one that is computed, and its crisis unchanged.

        Parameters
        ----------
        view : View
        proven : bool
            Whether it must be known that the crisis can be computed, for which the engines load.

        Raises
        ------
        CrisisError
            If the text is broken and none before it was whole.
        """
        asked, valid = self.desk.shown(view.draft, proven=proven)
        if valid is None or valid.crisis is None:
            raise CrisisError(asked.faults or [Fault("the file is empty")], self.desk.name)
        return asked, valid, valid.crisis

    def names(self, view: View, level: Level) -> tuple[str, ...]:
        """Return the parts of the page in reading order."""
        from standoff.web import telling

        return telling.names(*self._outline(view, level))

    def _outline(self, view: View, level: Level) -> "tuple[View, Analysis]":
        """Return a view with its crisis, nothing of which is computed."""
        from standoff.analysis import Analysis

        _, _, crisis = self.shown(view)
        run = Run(point=level == "quick", max_states=self.run.max_states)
        return view, Analysis(changed(crisis, view), run)

    def part(self, view: View, level: Level, name: str) -> Calculation:
        """Ask for a part of the page; the answer is a `telling.Part`.

        Raises
        ------
        UsageError
            If there is no such part.
        """
        from standoff.web import telling

        work = telling.part(*self._outline(view, level), name)
        pinned = view.pinned if name in telling.COMPARED else ()
        return self._ask((name, pinned), view, level, work)

    def outlook(self, view: View, level: Level) -> Calculation:
        """Ask for the numbers of every scenario; the answer is plain data."""

        def work(analysis: "Analysis", before: "Callable[[], Analysis]") -> dict[str, Any]:
            from standoff.web.telling import numbers

            return numbers(analysis, before(), view)

        return self._ask(("outlook", view.pinned), view, level, work)

    def curves(self, view: View, level: Level = "quick") -> Calculation:
        """Ask for the curves of every scenario; the answer is plain data."""

        def work(analysis: "Analysis", _: "Callable[[], Analysis]") -> dict[str, list[float]]:
            return {
                name: [
                    float(point["probability"] or 0.0) for point in analysis.forecast.curve(name)
                ]
                for name in analysis.crisis.scenarios
            }

        return self._ask(("curves",), view, level, work, passing=True)

    def known_curves(self, view: View) -> dict[str, list[float]] | None:
        """Return the curves of a view at central values if they were asked for before."""
        _, valid, _ = self.shown(view)
        found: dict[str, list[float]] | None = self.calculations.known(
            _key(valid, view, "quick", ("curves",))
        )
        return found

    def state(self, view: View, state: int) -> Calculation:
        """Ask why a state of the map is stable or not; the answer is a `telling.Part`."""
        from standoff.web import telling

        def work(analysis: "Analysis", _: "Callable[[], Analysis]") -> telling.Part:
            return telling.story(analysis, state)

        return self._ask(("state", state), view, "quick", work)

    def ask(
        self, what: tuple[object, ...], view: View, level: Level, work: "Callable[[Analysis], T]"
    ) -> Calculation:
        """Ask for anything else of an analysis."""
        return self._ask(what, view, level, lambda analysis, _: work(analysis))

    def _ask(
        self,
        what: tuple[object, ...],
        view: View,
        level: Level,
        work: "Callable[[Analysis, Callable[[], Analysis]], T]",
        *,
        passing: bool = False,
    ) -> Calculation:
        _, valid, _ = self.shown(view)
        key = _key(valid, view, level, what)

        def run(tell: Tell) -> T:
            def before() -> "Analysis":
                return self.analyses.of(valid, view.baseline, level, tell)

            return work(self.analyses.of(valid, view, level, tell, passing=passing), before)

        return self.calculations.ask(key, level, run)


def _key(valid: Version, view: View, level: Level, what: tuple[object, ...]) -> tuple[object, ...]:
    """Return what tells one question from another."""
    return (valid.mark, view.changes, view.as_of, level, *what)
