"""The names of a crisis as a reader meets them: short, in words, each in its one colour."""

from dataclasses import dataclass
from functools import cached_property

from standoff.crisis.model import Crisis
from standoff.crisis.symbols import Symbols, symbols
from standoff.errors import Path
from standoff.language.likelihood import word_for
from standoff.language.quantity import Quantity
from standoff.report.figures import Said
from standoff.report.palette import BEST, SCENARIO_TONES, WORST, Tone, actor_tone
from standoff.report.prose import Prose, Span, prose, strong
from standoff.report.words import after, band_beside, day, months, percent

NINETY = 1.645
"""Standard deviations on each side that hold 90 % of a normal distribution."""


@dataclass(frozen=True)
class Names:
    """Names, words and colours for what a crisis holds.

    Attributes
    ----------
    crisis : Crisis
        The crisis that is reported on.
    """

    crisis: Crisis

    @cached_property
    def symbols(self) -> Symbols:
        """The names that expressions use."""
        return symbols(self.crisis)

    @cached_property
    def _actor_tones(self) -> dict[str, Tone]:
        return {actor: actor_tone(i) for i, actor in enumerate(self.crisis.actors)}

    @cached_property
    def scenario_tones(self) -> dict[str, Tone]:
        """The colour of each scenario: one for the best, one for the worst, others in order."""
        free = [*SCENARIO_TONES, BEST, WORST]
        tones: dict[str, Tone] = {}
        for case, tone in (("best", BEST), ("worst", WORST)):
            first = next(
                (s for s, record in self.crisis.scenarios.items() if record.case == case), None
            )
            if first is not None:
                tones[first] = tone
                free.remove(tone)
        for scenario in self.crisis.scenarios:
            if scenario not in tones:
                tones[scenario] = free.pop(0) if free else "muted"
        return tones

    def actor(self, actor: str) -> str:
        """Return an actor's name, without what it says in brackets; a plain name as it is."""
        record = self.crisis.actors.get(actor)
        return record.name.split(" (")[0] if record else actor

    def actor_tone(self, actor: str) -> Tone:
        """Return the colour of an actor; that of anyone else is grey."""
        return self._actor_tones.get(actor, "muted")

    def owner(self, name: str) -> str:
        """Return the actor whose option it is; empty for a chance variable or a hypothesis."""
        return name.partition(".")[0] if name in self.symbols.options else ""

    def tone(self, name: str) -> Tone:
        """Return the colour of an option, that of its actor; grey for chance."""
        return self.actor_tone(self.owner(name))

    def thing(self, name: str) -> str:
        """Return an option, chance event or hypothesis in words."""
        if name in self.symbols.options:
            return self.symbols.options[name].label or name.partition(".")[2].replace("_", " ")
        if name in self.crisis.chance:
            return self.crisis.chance[name].label or name.replace("_", " ")
        if name in self.crisis.hypotheses:
            return self.crisis.hypotheses[name].claim
        return name

    def setting(self, label: str) -> str:
        """Return a label of a state, `actor.option` or `actor.option=level`, in words."""
        name, equals, level = label.partition("=")
        words = f"{self.thing(name)}: {level}" if equals else self.thing(name)
        owner = self.owner(name)
        return f"{self.actor(owner)}: {words}" if owner else words

    def state(self, labels: list[str]) -> str:
        """Return what is on in a state, in words."""
        return "; ".join(self.setting(label) for label in labels) or "nothing is on"

    def scenario(self, scenario: str) -> str:
        """Return the title of a scenario."""
        record = self.crisis.scenarios.get(scenario)
        return record.title if record else scenario

    def scenario_tone(self, scenario: str) -> Tone:
        """Return the colour of a scenario."""
        return self.scenario_tones.get(scenario, "muted")

    def consequence(self, consequence: str) -> str:
        """Return a consequence in words."""
        record = self.crisis.consequences[consequence]
        return record.label or consequence.replace("_", " ")

    def source(self, source: str | None) -> str:
        """Return a source of the register by its name, any other as it is written."""
        register = self.crisis.sources.get(source or "")
        return register.name if register else source or ""

    def word(self, probability: float) -> str:
        """Return the word for a probability on the yardstick of the crisis."""
        return word_for(probability, self.crisis.yardstick)

    def likelihood(self, probability: float, low: float | None, high: float | None) -> Prose:
        """Return a probability as an analyst says it: word, number, band."""
        within = band_beside(probability, low, high)
        numbers = f"{percent(probability)}, range {within}" if within else percent(probability)
        return prose(strong(self.word(probability)), f" ({numbers})")

    def place(self, path: Path) -> str:
        """Return where a value stands in its file, `crisis.yaml:12`; empty if that is not known."""
        return self.crisis.origin.place(path)

    @property
    def horizon(self) -> str:
        """How far the forecast looks, in words."""
        return months(self.crisis.horizon.centre)

    @property
    def until(self) -> str:
        """The last day of the forecast, or how far it looks if the crisis has no date."""
        if self.crisis.as_of is None:
            return f"within {self.horizon}"
        return f"by {day(after(self.crisis.as_of, self.crisis.horizon.centre))}"

    def spoken(self, actor: str) -> Span:
        """Return an actor's name in its colour."""
        return strong(self.actor(actor), self.actor_tone(actor))


def said(quantity: Quantity) -> Said:
    """Return what somebody said of a probability as words and a range (90 % of a normal)."""
    low, high = quantity.low, quantity.high
    if quantity.shape == "normal":
        reach = NINETY * quantity.spread
        low, high = max(low, quantity.centre - reach), min(high, quantity.centre + reach)
    return Said(quantity.text, low, high)
