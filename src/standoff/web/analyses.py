"""The analyses behind the pages: one for each view and level, made once and kept while in use."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from standoff.analysis import Run
from standoff.crisis.model import Crisis
from standoff.store import Store
from standoff.web.calculation import Level, Tell
from standoff.web.desk import Version
from standoff.web.view import View

if TYPE_CHECKING:
    from standoff.analysis import Analysis

Opens = Callable[[], Store | None]

KEPT: dict[Level, int] = {"quick": 5, "full": 2}
"""Analyses that are kept in each lane, with the solutions that further questions need."""

FEW_DRAWS = 32
"""Draws of a quick answer where there are too many combinations of hypotheses to go through."""


@dataclass
class Analyses:
    """The analyses of one lane each; a lane's are touched by its thread alone.

    Attributes
    ----------
    run : Run
        How the ensemble is run.
    opens : callable or None
        Opens what keeps solved draws on disk, once for each lane, as one thread alone may use it.
    """

    run: Run
    opens: Opens | None = None
    _kept: dict[Level, "OrderedDict[object, Analysis]"] = field(
        default_factory=lambda: {"quick": OrderedDict(), "full": OrderedDict()}
    )
    _tell: dict[Level, Tell] = field(default_factory=dict)
    _stores: dict[Level, Store | None] = field(default_factory=dict)

    def of(
        self, version: Version, view: View, level: Level, tell: Tell, *, passing: bool = False
    ) -> "Analysis":
        """Return the analysis of a view.

        Parameters
        ----------
        version : Version
            The text, which has a crisis.
        view : View
            Under which changes.
        level : str
            ``quick`` for central values, ``full`` for the ensemble.
        tell : callable
            Told how far the engines are.
        passing : bool
            Whether no more than one question will be asked of it, so that it need not be kept.

        Raises
        ------
        UsageError, CrisisError
            If a change cannot be made.
        """
        from standoff.analysis import Analysis

        self._tell[level] = tell
        kept = self._kept[level]
        key = (version.mark, view.changes, view.as_of)
        if key not in kept:
            assert version.crisis is not None
            crisis = changed(version.crisis, view)
            made = Analysis(crisis, self._settings(crisis, level))
            if passing:
                return made
            kept[key] = made
            while len(kept) > KEPT[level]:
                kept.popitem(last=False)
        kept.move_to_end(key)
        return kept[key]

    def _settings(self, crisis: Crisis, level: Level) -> Run:
        from standoff.analysis import Analysis
        from standoff.encode.draws import MAX_EXACT_HYPOTHESES

        def forward(done: int, total: int) -> None:
            self._tell[level](done, total)

        run = replace(self.run, progress=forward, store=self._store(level))
        if level == "full":
            return run
        live = Analysis(crisis, run).problem.hypotheses
        if len(live) > MAX_EXACT_HYPOTHESES - 6:
            return replace(run, draws=min(FEW_DRAWS, run.draws))
        return replace(run, point=True)

    def _store(self, level: Level) -> Store | None:
        """Return the store of a lane, opened by the lane's own thread."""
        if self.opens is None:
            return None
        if level not in self._stores:
            self._stores[level] = self.opens()
        return self._stores[level]


def changed(crisis: Crisis, view: View) -> Crisis:
    """Return the crisis as known on the day of the view, with its changes made."""
    if view.as_of is None and not view.changes:
        return crisis
    from standoff import workbench

    if view.as_of is not None:
        crisis = workbench.as_of(crisis, view.as_of)
    return workbench.whatif(crisis, *view.changes) if view.changes else crisis
