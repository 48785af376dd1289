"""How scenarios come about, as results: sequences, histories, first movers, turning points."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from standoff.engines.forecast.wording import Step, percent
from standoff.tables import Tabular


@dataclass(frozen=True, slots=True)
class Storyline:
    """A loop-free sequence of moves from the start to the scenario.

    Attributes
    ----------
    steps : tuple of Step
        Empty where the scenario asks for nothing to happen.
    share : float
        Share of all paths on which the scenario comes about.
    error : float
        Standard error of `share`, from sampling paths.
    paths : int
        Simulated paths that took it.
    months : float
        Median time at which the scenario has come about on them.
    """

    steps: tuple[Step, ...]
    share: float
    error: float
    paths: int
    months: float

    @property
    def sentence(self) -> str:
        """The sequence in plain words."""
        if not self.steps:
            return "No move is needed for it."
        return " ".join(step.sentence for step in self.steps)

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "steps": [step.to_json() for step in self.steps],
            "share": self.share,
            "error": self.error,
            "paths": self.paths,
            "months": self.months,
            "sentence": self.sentence,
        }


@dataclass(frozen=True, slots=True)
class History:
    """One simulated path that is typical of those on which the scenario comes about.

    Attributes
    ----------
    steps : tuple of Step
        Every move, with its time, until the scenario has come about; to the end where it asks for
        nothing to happen.
    months : float
        When it has come about; 0 where it asks for nothing to happen.
    storyline : int
        Which of the storylines it took, counted from 0; -1 for another one.
    """

    steps: tuple[Step, ...]
    months: float
    storyline: int

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        steps = [step.to_json() for step in self.steps]
        return {"steps": steps, "months": self.months, "storyline": self.storyline}


@dataclass(frozen=True, slots=True)
class Sign:
    """A change that the scenario does not speak of, and that is more frequent where it comes about.

    Attributes
    ----------
    name : str
        ``actor.option`` or the name of a chance variable.
    label : str
    level : str
        Name of the level that it has come to.
    along : float
        Share of the paths to the scenario on which it has that level when the scenario is settled.
    otherwise : float
        The same for paths on which the scenario does not come about, after as long a time.
    """

    name: str
    label: str
    level: str
    along: float
    otherwise: float

    @property
    def sentence(self) -> str:
        """The sign in plain words."""
        return (
            f"“{self.label}” is {self.level} in {percent(self.along)} of the ways to it, against"
            f" {percent(self.otherwise)} otherwise."
        )


@dataclass(frozen=True, slots=True)
class FirstMover:
    """Who makes the first move.

    Attributes
    ----------
    mover : str
        Id of the actor or chance variable.
    by_chance : bool
    share : float
        Share of the paths on which the scenario comes about.
    overall : float
        Share of all paths.
    """

    mover: str
    by_chance: bool
    share: float
    overall: float


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A move after which the scenario's chance jumps.

    Attributes
    ----------
    step : Step
    before, after : float
        Mean chance that the scenario comes about within the horizon from the state before and from
        the state after it, what came earlier being forgotten.
    share : float
        Share of the paths to the scenario on which it is made, the last move apart.
    """

    step: Step
    before: float
    after: float
    share: float

    @property
    def sentence(self) -> str:
        """The move and its effect in plain words."""
        said = f"the chance goes from {percent(self.before)} to {percent(self.after)}"
        return f"{self.step.sentence[:-1]}: {said}."


@dataclass(frozen=True, slots=True)
class Story:
    """How one scenario comes about.

    Attributes
    ----------
    probability, error : float
        Share of simulated paths on which it comes about, and the standard error.
    paths, successes : int
        Simulated paths, and those on which it comes about.
    about : tuple of str
        Options and chance variables whose moves the storylines tell: those that the scenario and
        its prerequisites speak of, and its strongest signs.
    storylines : tuple of Storyline
        Most probable sequences of moves of `about`, all other moves left out.
    sequences : tuple of Storyline
        Most probable sequences with every move told.
    histories : tuple of History
    signs : tuple of Sign
        Strongest first.
    first_movers : tuple of FirstMover
        Most frequent first.
    turning_points : tuple of TurningPoint
        Greatest jump first.
    """

    probability: float
    error: float
    paths: int
    successes: int
    about: tuple[str, ...]
    storylines: tuple[Storyline, ...]
    sequences: tuple[Storyline, ...]
    histories: tuple[History, ...]
    signs: tuple[Sign, ...]
    first_movers: tuple[FirstMover, ...]
    turning_points: tuple[TurningPoint, ...]

    @property
    def sentences(self) -> list[str]:
        """What is to be said of it, most important first."""
        if not self.successes:
            return [f"It came about on none of {self.paths:,} simulated paths."]
        said = [
            f"{percent(line.share)} of the ways to it: {line.sentence}" for line in self.storylines
        ]
        said += [sign.sentence for sign in self.signs]
        return said + [point.sentence for point in self.turning_points]

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "probability": self.probability,
            "error": self.error,
            "paths": self.paths,
            "successes": self.successes,
            "about": list(self.about),
            "storylines": [line.to_json() for line in self.storylines],
            "sequences": [line.to_json() for line in self.sequences],
            "histories": [history.to_json() for history in self.histories],
            "signs": [asdict(sign) | {"sentence": sign.sentence} for sign in self.signs],
            "first_movers": [asdict(mover) for mover in self.first_movers],
            "turning_points": [
                asdict(point) | {"step": point.step.to_json(), "sentence": point.sentence}
                for point in self.turning_points
            ],
            "sentences": self.sentences,
        }


@dataclass(frozen=True)
class StoriesResult(Tabular):
    """How each scenario comes about.

    Shares rest on simulated paths of a few draws, so they carry the errors that stand beside them
    and do not show how much the draws differ.

    Attributes
    ----------
    stories : mapping of str to Story
        By scenario.
    draws : int
        Draws that were simulated.
    months : float
        How far ahead.
    seed : int
    """

    stories: Mapping[str, Story]
    draws: int
    months: float
    seed: int

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "scenarios": {name: story.to_json() for name, story in self.stories.items()},
            "draws": self.draws,
            "months": self.months,
            "seed": self.seed,
        }

    def to_rows(self) -> list[dict[str, Any]]:
        """One row for each storyline."""
        return [
            {
                "scenario": name,
                "rank": rank,
                "share": line.share,
                "error": line.error,
                "months": line.months,
                "sentence": line.sentence,
            }
            for name, story in self.stories.items()
            for rank, line in enumerate(story.storylines, start=1)
        ]
