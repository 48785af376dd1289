"""The crisis file, field by field.

Every model is frozen and refuses unknown keys. What a field means is its description, which also
feeds the JSON Schema and the reference page.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr

from standoff.crisis.entry import Concept, Entry, Format, Labels, Number, Text, YardstickName
from standoff.crisis.fields import read_precision, read_tempo
from standoff.crisis.model_evidence import (
    BaseRate,
    Hypothesis,
    Indicator,
    Judgement,
    Observation,
    Outcome,
    Partly,
    Published,
    Signal,
    Source,
)
from standoff.crisis.origin import Origin
from standoff.crisis.typed import (
    Day,
    Duration,
    Effort,
    Foresight,
    FormulaField,
    Identifier,
    Passages,
    Precision,
    Probability,
    RankedField,
    Rate,
    Regard,
    SettingField,
    Tempo,
    Weight,
)
from standoff.language.quantity import Quantity, exact, parse_duration

__all__ = [
    "Actor",
    "BaseRate",
    "Belief",
    "ChanceEvent",
    "Concept",
    "Consequence",
    "Crisis",
    "Entry",
    "Hypothesis",
    "Indicator",
    "Judgement",
    "Labels",
    "Observation",
    "Option",
    "Outcome",
    "Partly",
    "Perception",
    "Published",
    "Scenario",
    "Signal",
    "Source",
    "Statement",
    "Tie",
    "YardstickName",
]


class Option(Entry):
    """Something that an actor can do."""

    label: Text | None = Field(default=None, description="What doing it means, in plain words.")
    against: tuple[str, ...] = Field(
        max_length=60,
        default=(),
        description="Actors whom it hurts; for the dilemma index and the pictures.",
    )
    effort: Effort = Field(
        default=exact(1.0, "1"),
        description="Cost of switching, in units of utility, each way, per level.",
    )
    needs: FormulaField | None = Field(
        default=None, description="What must hold in the state that raising the option leads to."
    )
    direction: Literal["both", "on_only", "off_only"] = Field(
        default="both", description="Whether it can be undone (on_only) or begun (off_only)."
    )
    levels: tuple[Identifier, ...] = Field(
        default=("off", "on"),
        min_length=2,
        max_length=16,
        description="Levels from lowest to highest.",
    )
    passages: Passages = Field(
        default=(), alias="from", description="Words of a source that it was read from."
    )

    @property
    def ordered(self) -> bool:
        """Whether it has levels of its own rather than off and on."""
        return self.levels != ("off", "on")


class Statement(Entry):
    """Something that an actor wants."""

    prefer: FormulaField = Field(description="What the actor wants to hold.")
    weight: Weight | None = Field(
        default=None,
        description="How much: minor 1, moderate 2, major 4, vital 8, a number, range or normal."
        " If no statement of the actor has one, the order alone counts.",
    )
    motive: Literal["declared", "ulterior"] = Field(
        default="declared", description="Whether the actor admits to it."
    )
    given: FormulaField | None = Field(
        default=None, description="Counts only where these hypotheses hold."
    )
    source: Text | None = Field(default=None, description="Who says so.")
    note: Text | None = Field(default=None, description="A remark, shown in the report.")
    passages: Passages = Field(
        default=(), alias="from", description="Words of a source that it was read from."
    )


class Actor(Entry):
    """Someone who decides, or whose wants matter."""

    name: Text = Field(description="Name for the reader.")
    kind: Literal["state", "armed_group", "government", "bloc", "public", "other"] = Field(
        default="other", description="Kind of actor."
    )
    tempo: Tempo = Field(
        default_factory=lambda: read_tempo("1 per month"),
        description="How often it gets to decide.",
    )
    precision: Precision = Field(
        default_factory=lambda: read_precision("ordinary"),
        description="How closely choices follow wants: erratic 1, ordinary 2, deliberate 4,"
        " machine 16, or a number.",
    )
    foresight: Foresight = Field(
        default=-1, description="myopic, a level of reasoning 1, 2, ..., or equilibrium."
    )
    patience: Duration = Field(
        default_factory=lambda: parse_duration("4 months"),
        description="Mean time ahead that it cares about.",
    )
    options: Mapping[Identifier, Option] = Field(
        max_length=40, default_factory=dict, description="What it can do."
    )
    preferences: tuple[Statement, ...] = Field(
        max_length=200, default=(), description="What it wants, most important first."
    )
    ranking: tuple[RankedField, ...] | None = Field(
        default=None,
        description="Instead of preferences: every feasible state, best first; a list of states"
        " is a tie.",
    )
    passages: Passages = Field(
        default=(), alias="from", description="Words of a source that it was read from."
    )


class Tie(Entry):
    """A relation between two actors."""

    from_: str = Field(alias="from", description="Actor.")
    to: str = Field(description="Actor.")
    kind: Annotated[str, Field(min_length=1, max_length=60)] = Field(
        description="Patron, proxy, sanctuary, ally, rival, kin, dispute, ..."
    )
    regard: Regard = Field(
        default=exact(0.0, "0"),
        description="How much of the other's utility enters the utility of `from`.",
    )
    source: Text | None = Field(default=None, description="Who says so.")
    note: Text | None = Field(default=None, description="A remark, shown in the report.")
    passages: Passages = Field(
        default=(), description="Words of a source that it was read from (`from` elsewhere)."
    )


class Belief(Entry):
    """What one actor takes another to want."""

    preferences: tuple[Statement, ...] = Field(
        max_length=200, description="What it takes the other to want, most important first."
    )


class Perception(Entry):
    """How one actor sees the crisis where it is mistaken; for `standoff stability --hypergame`."""

    unaware_of: tuple[FormulaField, ...] = Field(
        max_length=60,
        default=(),
        description="Options that it does not see, or state expressions: for it, states where one"
        " of them holds do not exist.",
    )
    believes: Mapping[Identifier, Belief] = Field(
        max_length=40, default_factory=dict, description="What it wrongly takes others to want."
    )


class ChanceEvent(Entry):
    """An event that nobody chooses."""

    label: Text | None = Field(default=None, description="What happens, in plain words.")
    rate: Rate = Field(description="How often it happens while `when` holds.")
    when: FormulaField | None = Field(
        default=None, description="When it can happen (default: always)."
    )
    off_rate: Rate = Field(
        default=exact(0.0, "0 per month"), description="How often it ends again (default: never)."
    )


class Scenario(Entry):
    """An outcome that the reader cares about."""

    title: Text = Field(description="Title for the reader.")
    when: FormulaField = Field(description="A time expression that says when it has come about.")
    case: Literal["best", "worst"] | None = Field(
        default=None, description="Whether an author calls it the best or the worst case."
    )
    author_says: Probability | None = Field(
        default=None, description="How likely an author calls it: word, number or range."
    )
    note: Text | None = Field(default=None, description="A remark, shown in the report.")
    passages: Passages = Field(
        default=(), alias="from", description="Words of a source that it was read from."
    )


class Consequence(Entry):
    """A side effect, scored."""

    label: Text | None = Field(default=None, description="What it is, in plain words.")
    when: FormulaField = Field(description="A time expression.")
    severity: Number = Field(ge=0, le=10, description="How bad, 0 to 10.")
    passages: Passages = Field(
        default=(), alias="from", description="Words of a source that it was read from."
    )


class Crisis(Entry):
    """A crisis, as written down once by an analyst."""

    standoff: Format = Field(description="Version of the format.")
    title: Text = Field(description="Title for the reader.")
    begins: Day | None = Field(
        default=None, description="The status quo holds from here (default: as_of)."
    )
    as_of: Day | None = Field(
        default=None,
        description="What is known is known up to here; needed when anything is dated.",
    )
    horizon: Duration = Field(
        default_factory=lambda: parse_duration("12 months"), description="How far to look ahead."
    )
    yardstick: YardstickName = Field(
        default="icd203", description="Scale that gives words of likelihood their ranges."
    )
    observation: Literal["partial", "complete"] = Field(
        default="partial",
        description="Whether options never mentioned in `observed` are known not to have changed.",
    )
    sources: Mapping[Identifier, Source] = Field(
        max_length=1000, default_factory=dict, description="Register of sources."
    )
    actors: Mapping[Identifier, Actor] = Field(
        min_length=1, max_length=40, description="Who matters."
    )
    ties: tuple[Tie, ...] = Field(
        max_length=500, default=(), description="How the actors are bound."
    )
    perceptions: Mapping[Identifier, Perception] = Field(
        max_length=40,
        default_factory=dict,
        description="How actors see the crisis where they are mistaken; the forecast takes no"
        " account of it.",
    )
    chance: Mapping[Identifier, ChanceEvent] = Field(
        max_length=20, default_factory=dict, description="Events that nobody chooses."
    )
    impossible: tuple[FormulaField, ...] = Field(
        max_length=500, default=(), description="States that cannot exist."
    )
    status_quo: tuple[SettingField, ...] = Field(
        max_length=500,
        default=(),
        description="What is on at `begins`; everything else is at its lowest level.",
    )
    hypotheses: Mapping[Identifier, Hypothesis] = Field(
        max_length=60, default_factory=dict, description="What is true or false and not known."
    )
    signals: tuple[Signal, ...] = Field(max_length=2000, default=(), description="Dated evidence.")
    observed: tuple[Observation, ...] = Field(
        max_length=2000, default=(), description="Moves that were seen."
    )
    judgements: tuple[Judgement, ...] = Field(
        max_length=200, default=(), description="What experts say."
    )
    base_rates: tuple[BaseRate, ...] = Field(
        max_length=200, default=(), description="What happened before."
    )
    scenarios: Mapping[Identifier, Scenario] = Field(
        max_length=60, default_factory=dict, description="What the reader cares about."
    )
    consequences: Mapping[Identifier, Consequence] = Field(
        max_length=60, default_factory=dict, description="Scored side effects."
    )
    indicators: Mapping[Identifier, Indicator] = Field(
        max_length=60,
        default_factory=dict,
        description="What may yet be seen, for `standoff watch`; it moves no number.",
    )
    outcomes: tuple[Outcome, ...] = Field(
        max_length=500, default=(), description="What came to pass."
    )
    published: tuple[Published, ...] = Field(
        max_length=60,
        default=(),
        description="Stability as published, for `standoff cases --verify`.",
    )
    citation: Text | None = Field(default=None, description="Where the model comes from.")

    _origin: Origin = PrivateAttr(default_factory=Origin)

    def __repr__(self) -> str:
        held = {
            "actor": len(self.actors),
            "option": sum(len(actor.options) for actor in self.actors.values()),
            "scenario": len(self.scenarios),
        }
        parts = (f"{count} {what}{'' if count == 1 else 's'}" for what, count in held.items())
        return f"Crisis({self.title!r}: {', '.join(parts)})"

    __str__ = __repr__

    @property
    def origin(self) -> Origin:
        """Which file it was read from, and where each value stands in it."""
        return self._origin

    @property
    def start(self) -> dt.date | None:
        """The day from which the status quo holds."""
        return self.begins or self.as_of

    def to_data(self) -> dict[str, Any]:
        """Return the crisis as plain data in the file's own format; defaults are left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True) | {"standoff": 1}

    @property
    def hash(self) -> str:
        """First 16 hex digits of the SHA-256 of what the file means (comments do not count)."""
        text = json.dumps(self.model_dump(mode="json", by_alias=True), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def prior(self, hypothesis: str) -> Quantity:
        """Return the prior of a hypothesis."""
        return self.hypotheses[hypothesis].prior

    def reliability(self, said: Signal | Judgement) -> str:
        """Return the Admiralty code that counts for a signal or a judgement."""
        register = self.sources.get(said.source or "")
        return said.reliability or (register.reliability if register else None) or "C3"
