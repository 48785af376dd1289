"""Where the crisis can come to rest."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from standoff.analysis.belief import Belief
from standoff.analysis.reading import read_rest
from standoff.analysis.run import CONCEPTS

if TYPE_CHECKING:
    from standoff.engines.stability import (
        AttitudesResult,
        CoalitionResult,
        Evolution,
        Explanation,
        HypergameResult,
        InverseResult,
        RobustResult,
        StabilityResult,
        StrengthResult,
        UnknownResult,
    )


class Rest(Belief):
    """Where the crisis can come to rest."""

    @cached_property
    def stability(self) -> "StabilityResult":
        """Where the crisis can come to rest."""
        from standoff.engines.stability import solve

        return solve(self.problem, self.concepts, self.hypotheses)

    @cached_property
    def evolution(self) -> "Evolution":
        """The ways from the status quo to every equilibrium by any of the concepts."""
        from standoff.engines.stability import evolve

        held = [rows.all(axis=0) for rows in self.stability.stable.values()]
        targets = np.flatnonzero(np.any(held, axis=0))
        return evolve(self.problem, targets, self.stability.hypotheses)

    def explain(self, state: str, actors: Sequence[str] | None = None) -> "Explanation":
        """Say why a state, as `read_rest` reads it, is stable or not, by the concepts asked for."""
        from standoff.engines.stability import explain_state

        place = read_rest(self.problem, state)
        return explain_state(self.problem, place, actors, self.concepts, self.hypotheses)

    def coalitions(self, named: Sequence[Sequence[str]] | None = None) -> "CoalitionResult":
        """Find what coalitions would not leave; default every coalition, by R, GMR, SMR and SEQ."""
        from standoff.engines.stability import solve_coalitions
        from standoff.engines.stability.coalition import CONCEPTS as DEFINED

        concepts = DEFINED if self.concepts == CONCEPTS else self.concepts
        return solve_coalitions(self.problem, named, concepts, self.hypotheses)

    @cached_property
    def hypergame(self) -> "HypergameResult":
        """What is stable for each actor in the game as it sees it."""
        from standoff.engines.stability import solve_hypergame

        return solve_hypergame(self.problem, self.concepts, self.hypotheses)

    def make_stable(
        self, state: str, concept: str | None = None, seconds: float | None = None
    ) -> "InverseResult":
        """Find the smallest changes of preference that make a state an equilibrium.

        Parameters
        ----------
        state : str
            As `read_rest` reads it.
        concept : str, optional
            Default the first of those that the analysis is about.
        seconds : float, optional
            Limit on the time for each actor; default that of the engine.
        """
        from standoff.engines.stability import make_equilibrium
        from standoff.engines.stability.inverse import SECONDS

        return make_equilibrium(
            self.problem,
            read_rest(self.problem, state),
            concept or self.concepts[0],
            self.hypotheses,
            seconds=SECONDS if seconds is None else seconds,
        )

    @cached_property
    def robust(self) -> "RobustResult":
        """In what share of the draws each state is an equilibrium."""
        from standoff.engines.stability import solve_robust

        draws, weights = self.draws, self.weights
        self.run.at("judging draws by what is stable")
        return solve_robust(
            self.problem,
            draws,
            weights,
            self.concepts,
            exact=self.run.point,
            jobs=self.run.jobs,
            progress=self.run.progress,
        )

    @cached_property
    def unknown(self) -> "UnknownResult":
        """What is stable by each attitude to preferences that the draws leave open."""
        from standoff.engines.stability import solve_unknown

        return solve_unknown(
            self.problem,
            self.draws,
            self.weights,
            self.concepts,
            self.hypotheses,
            jobs=self.run.jobs,
            progress=self.run.progress,
        )

    def strength(self, units: float) -> "StrengthResult":
        """Find how firmly states are stable; a preference is strong above so many units."""
        from standoff.engines.stability import solve_strength

        return solve_strength(self.problem, units, self.concepts, self.hypotheses)

    @cached_property
    def attitudes(self) -> "AttitudesResult":
        """What is stable for actors who wish others well or ill, as their `regard` says."""
        from standoff.engines.stability import solve_attitudes

        return solve_attitudes(self.problem, self.concepts, self.hypotheses)
