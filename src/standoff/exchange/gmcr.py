"""A crisis as a GMCR+ file.

Statements without weights keep their order. Where anything else enters what an actor wants
(weights, a ranking, the utility of others), all actors get rankings of the states, computed from
utilities, because the format has one switch for all.
"""

from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from standoff.crisis.model import Option, Statement
from standoff.encode.preferences import counts
from standoff.encode.problem import Problem
from standoff.errors import LimitReached
from standoff.exchange.left_out import left_out
from standoff.exchange.patterns import Patterns
from standoff.files.interchange.conditions import Condition
from standoff.files.interchange.gmcr_format import (
    DecisionMaker,
    GmcrModel,
    GmcrOption,
    write_gmcr,
)
from standoff.workbench import Analysis

LONGEST_LABEL = 40
"""Characters of a label that still serves as the name of an option."""

_DIRECTIONS = {"both": "both", "on_only": "fwd", "off_only": "back"}


def export_gmcr(analysis: Analysis) -> tuple[str, tuple[str, ...]]:
    """Write a crisis as a GMCR+ file, chance variables at their status quo.

    Parameters
    ----------
    analysis : Analysis

    Returns
    -------
    text : str
    notes : tuple of str
        What was not carried over, or was carried over as something else.

    Raises
    ------
    LimitReached
        If there are too many states, or a rule under `impossible` speaks of too many options.
    """
    making = _Making(analysis)
    return write_gmcr(making.model(), version("standoff")), tuple(making.notes)


class _Making:
    def __init__(self, analysis: Analysis) -> None:
        self.problem: Problem = analysis.problem.at_chance_status_quo()
        self.crisis = self.problem.crisis
        self.hypotheses = analysis.hypotheses
        self.patterns = Patterns(self.problem, self.hypotheses)
        self.notes: list[str] = []

    def model(self) -> GmcrModel:
        reasons = {actor: self._why_ranked(actor) for actor in self.problem.actors}
        manual = any(reasons.values())
        options = tuple(
            option for k in range(len(self.problem.space.variables)) for option in self._options(k)
        )
        makers = tuple(self._maker(a, actor, manual) for a, actor in enumerate(self.problem.actors))
        infeasibles = (*self._ladders(), *self._impossible())
        if manual:
            self._note_rankings(reasons)
        self.notes += left_out(self.problem, self.hypotheses)
        return GmcrModel(options, makers, infeasibles, manual)

    def _why_ranked(self, actor: str) -> str:
        record = self.crisis.actors[actor]
        if record.ranking is not None:
            return "a ranking"
        if any(tie.from_ == actor and tie.regard.centre for tie in self.crisis.ties):
            return "the utility of others"
        if any(statement.weight is not None for statement in record.preferences):
            return "weights"
        if any(self.patterns.condition(s.prefer.tree) is None for s in record.preferences):
            return "a statement about very many options"
        return ""

    def _note_rankings(self, reasons: dict[str, str]) -> None:
        why = "; ".join(f"{actor} by {reason}" for actor, reason in reasons.items() if reason)
        self.notes.append(
            f"All actors have rankings of the states in place of what they want ({why}): weights"
            " and distances between states are not carried, their order is."
        )

    def _option(self, k: int) -> tuple[Option, str]:
        """The option of a variable, and what to call it."""
        name = self.problem.space.variables[k].name
        option = self.problem.symbols.options[name]
        plain = name.partition(".")[2].replace("_", " ")
        if option.label is None:
            return option, plain
        label = " ".join(option.label.split())
        if len(label) <= LONGEST_LABEL:
            return option, label
        self.notes.append(f"Label of '{plain}', too long for a name: {label}.")
        return option, plain

    def _options(self, k: int) -> list[GmcrOption]:
        bits = self.patterns.bits(k)
        if not bits:
            return []
        option, name = self._option(k)
        direction = _DIRECTIONS[option.direction]
        if not option.ordered:
            return [GmcrOption(name, direction)]
        steps = [f"{name}: {option.levels[1]}"] if len(bits) == 1 else []
        steps = steps or [f"{name}: at least {level}" for level in option.levels[1:]]
        if len(bits) > 1:
            self.notes.append(
                f"The levels of '{name}' are {len(bits)} options, each *at least* one level."
            )
        return [GmcrOption(step, direction) for step in steps]

    def _ladders(self) -> list[Condition]:
        """No level is reached without those below it."""
        return [
            (((low, False), (low + 1, True)),)
            for k in range(len(self.problem.space.variables))
            for low in self.patterns.bits(k)[:-1]
        ]

    def _impossible(self) -> list[Condition]:
        rules: list[Condition] = []
        for rule in self.crisis.impossible:
            condition = self.patterns.condition(rule.tree)
            if condition is None:
                raise LimitReached(
                    f"the rule `{rule.text[:200]}` speaks of too many options to be written as"
                    " patterns; split it"
                )
            rules += [(cube,) for cube in condition]
        return list(dict.fromkeys(rules))

    def _maker(self, a: int, actor: str, manual: bool) -> DecisionMaker:
        record = self.crisis.actors[actor]
        own = tuple(
            bit
            for k, variable in enumerate(self.problem.space.variables)
            if variable.actor == a
            for bit in self.patterns.bits(k)
        )
        name = " ".join(record.name.split())
        if manual:
            return DecisionMaker(name, own, ranking=self._ranking(a))
        statements = [
            condition
            for k, statement in enumerate(record.preferences)
            if (condition := self._statement(actor, k, statement)) is not None
        ]
        return DecisionMaker(name, own, tuple(statements))

    def _statement(self, actor: str, k: int, statement: Statement) -> Condition | None:
        if not counts(self.problem, actor, k, self.hypotheses):
            self.notes.append(
                f"Statement {k + 1} of {actor}, `{statement.prefer.text[:200]}`: its `given` does"
                " not hold."
            )
            return None
        condition = self.patterns.condition(statement.prefer.tree)
        assert condition is not None
        if condition in ((), ((),)):
            always = "always" if condition else "never"
            self.notes.append(
                f"Statement {k + 1} of {actor}, `{statement.prefer.text[:200]}`: it {always} holds."
            )
            return None
        return condition

    def _ranking(self, a: int) -> tuple[tuple[int, ...], ...]:
        """Numbers of the states from 1, which have the same order in both programs."""
        rank: NDArray[np.int32] = self.problem.stability_ranks(self.hypotheses)[a]
        order = np.argsort(-rank, kind="stable")
        steps = np.flatnonzero(np.diff(rank[order])) + 1
        return tuple(tuple((tied + 1).tolist()) for tied in np.split(order, steps))
