"""What a scenario requires, as results: options, their needs, and the conditions of these."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from standoff.encode.spoken import listed
from standoff.engines.forecast.wording import percent
from standoff.tables import Tabular

Kind = Literal["hypothesis", "own option", "others' option", "chance", "mixed"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must be in place for an option.

    Attributes
    ----------
    text, phrase : str
        As an expression, and in plain words.
    kind : str
        What it is up to: a hypothesis, an option of the actor itself or of others, chance, or
        several of these.
    by : tuple of str
        Names of the actors whose options it speaks of.
    now : float
        Probability that it holds at the start; 0 or 1 where no hypothesis is involved.
    holds : float
        Share of the forecast time in which it holds.
    missing_alone : float
        Share of the forecast time in which everything else that the option needs is there.
    change : str or None
        What would meet it from now on, as `standoff whatif --set` takes it.
    if_met : float or None
        Probability of the scenario in that case; None where it was not asked for or cannot be.
    """

    text: str
    phrase: str
    kind: Kind
    by: tuple[str, ...]
    now: float
    holds: float
    missing_alone: float
    change: str | None
    if_met: float | None

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self) | {"by": list(self.by)}


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """What one option needs.

    Attributes
    ----------
    option, label : str
    actor : str
        Name of the actor whose option it is.
    text : str
        The need as written.
    conditions : tuple of Condition
        In the order of the file.
    now, holds : float
        As in `Condition`, for all conditions together.
    if_all_met : float or None
        Probability of the scenario if all of them are met from now on.
    """

    option: str
    label: str
    actor: str
    text: str
    conditions: tuple[Condition, ...]
    now: float
    holds: float
    if_all_met: float | None

    @property
    def blocking(self) -> Condition | None:
        """The condition that is most often the only one missing, None if none ever is."""
        first = max(self.conditions, key=lambda condition: condition.missing_alone)
        return first if first.missing_alone > 0 else None

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "option": self.option,
            "label": self.label,
            "actor": self.actor,
            "needs": self.text,
            "now": self.now,
            "holds": self.holds,
            "blocking": self.blocking.text if self.blocking else None,
            "if_all_met": self.if_all_met,
            "conditions": [condition.to_json() for condition in self.conditions],
        }


@dataclass(frozen=True, slots=True)
class Requirements:
    """What one scenario requires.

    Attributes
    ----------
    prerequisites : tuple of Prerequisite
        Those nearest to the scenario first.
    probability : float or None
        Probability of the scenario as things are, with which `if_met` compares.
    """

    prerequisites: tuple[Prerequisite, ...]
    probability: float | None

    @property
    def sentences(self) -> list[str]:
        """What is to be said of it: for every option its need, then its conditions."""
        if not self.prerequisites:
            return ["It needs nothing to be in place first."]
        said = []
        for need in self.prerequisites:
            said.append(
                f"{need.actor} can begin “{need.label}” only if"
                f" {_counted(len(need.conditions))}; that is so {percent(need.holds)} of the time."
            )
            said += [self._condition(condition) for condition in need.conditions]
            if need.if_all_met is not None and len(need.conditions) > 1:
                said.append(f"With all of it in place, {self._then(need.if_all_met)}.")
        return said

    def _condition(self, condition: Condition) -> str:
        if condition.kind == "hypothesis":
            state = f"taken to be {percent(condition.now)} likely"
        else:
            now = {0.0: "not so now", 1.0: "so now"}
            state = now.get(condition.now, f"so now with {percent(condition.now)} probability")
            state += f", and {percent(condition.holds)} of the time"
        if condition.kind == "own option":
            state = f"in its own hands; {state}"
        elif condition.by:
            state = f"up to {listed(list(condition.by))}; {state}"
        alone = "never the only thing missing"
        if condition.missing_alone > 0:
            alone = f"the only thing missing {percent(condition.missing_alone)} of the time"
        text = f"{condition.phrase}: {state}; {alone}"
        if condition.if_met is not None and condition.holds < 1:
            text += f"; if it were met, {self._then(condition.if_met)}"
        return f"{text}."

    def _then(self, probability: float) -> str:
        instead = "" if self.probability is None else f" instead of {percent(self.probability)}"
        return f"the scenario's probability would be {percent(probability)}{instead}"

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "probability": self.probability,
            "prerequisites": [need.to_json() for need in self.prerequisites],
            "sentences": self.sentences,
        }


@dataclass(frozen=True)
class PrerequisitesResult(Tabular):
    """What each scenario requires."""

    scenarios: Mapping[str, Requirements]

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {name: required.to_json() for name, required in self.scenarios.items()}

    def to_rows(self) -> list[dict[str, Any]]:
        """One row for each scenario, option and condition."""
        return [
            {"scenario": name, "option": need.option} | condition.to_json()
            for name, required in self.scenarios.items()
            for need in required.prerequisites
            for condition in need.conditions
        ]


def _counted(n: int) -> str:
    return "one condition is met" if n == 1 else f"{n} conditions are met"
