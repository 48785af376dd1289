"""The parts of a crisis file that say what was said, seen, believed and published."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from standoff.crisis.entry import Concept, Entry, Labels, Text, Whole
from standoff.crisis.typed import (
    Day,
    Duration,
    FormulaField,
    Identifier,
    Kind,
    Passages,
    Probability,
    Reliability,
    SettingField,
    Strength,
)
from standoff.language.quantity import exact

Hash = Annotated[str, Kind("64 hexadecimal digits"), StringConstraints(pattern=r"^[0-9a-f]{64}$")]

MAX_PERIODS = 1_000_000
"""Most periods of a base rate: beyond it numbers are mistakes."""


class Source(Entry):
    """Where a statement comes from."""

    name: Text = Field(description="What the source is, as a reader would cite it.")
    kind: Literal["official", "media", "anonymous", "expert", "data", "other"] = Field(
        default="other", description="Kind of source."
    )
    date: Day | None = Field(default=None, description="Date of publication.")
    reliability: Reliability | None = Field(
        default=None, description="Admiralty code of its signals unless a signal says its own."
    )
    file: Text | None = Field(
        default=None,
        description="File that `from` counts characters in, as `standoff draft` read it.",
    )
    sha256: Hash | None = Field(default=None, description="SHA-256 of that file.")


class Hypothesis(Entry):
    """A fact of the world that is true or false and not known."""

    claim: Text = Field(description="The claim, as a sentence.")
    prior: Probability = Field(description="Probability before the signals.")
    source: Text | None = Field(default=None, description="Who claims it.")
    note: Text | None = Field(default=None, description="A remark, shown in the report.")
    passages: Passages = Field(
        default=(), alias="from", description="Words of a source that it was read from."
    )


class Signal(Entry):
    """A dated statement or sighting that bears on the hypotheses."""

    id: Identifier = Field(description="Name of the signal.")
    date: Day = Field(description="When it was said or seen.")
    date_inferred: bool = Field(
        default=False, description="The source gives no date; this is the best-supported one."
    )
    speaker: Text | None = Field(default=None, description="Actor, or a name in plain words.")
    source: Text | None = Field(
        default=None, description="A source of the register, or a citation."
    )
    reliability: Reliability | None = Field(
        default=None, description="Admiralty code; default that of the source, then C3."
    )
    summary: Text = Field(description="What was said or seen, in own words.")
    bears_on: Mapping[str, Strength] = Field(
        max_length=60,
        default_factory=dict,
        description="How telling it is for each hypothesis: strong 10, moderate 3, slight 1.5,"
        " for or against; or a likelihood ratio.",
    )
    echoes: str | None = Field(
        default=None, description="The signal that it repeats: no independent weight."
    )
    passages: Passages = Field(
        default=(), alias="from", description="Words of a source that it was read from."
    )


class Observation(Entry):
    """Moves that were seen."""

    date: Day = Field(description="When.")
    set: tuple[SettingField, ...] = Field(
        min_length=1, max_length=60, description="What was seen to change, and to what."
    )
    source: Text | None = Field(default=None, description="Who saw it.")


class Judgement(Entry):
    """What an expert says about an outcome."""

    about: FormulaField = Field(description="A time expression, or the name of a scenario.")
    within: Duration | None = Field(default=None, description="Time from `as_of`; default horizon.")
    says: Probability = Field(description="Word of likelihood, number or range.")
    by: Text | None = Field(default=None, description="Who judges.")
    source: Text | None = Field(
        default=None, description="A source of the register, or a citation."
    )
    reliability: Reliability | None = Field(
        default=None, description="Admiralty code; default that of the source, then C3."
    )


class BaseRate(Entry):
    """How often the like happened before."""

    about: FormulaField = Field(description="A time expression, or the name of a scenario.")
    within: Duration | None = Field(default=None, description="Time from `as_of`; default horizon.")
    happened: Whole = Field(ge=0, description="Periods in which it happened.")
    of: Whole = Field(
        ge=1, le=MAX_PERIODS, description="Periods looked at, each as long as `within`."
    )
    source: Text | None = Field(default=None, description="Where the count comes from.")


class Indicator(Entry):
    """Something that may yet be seen, and what it would tell; it moves no number until it is."""

    sign: Text = Field(description="What would be seen, in plain words.")
    if_: FormulaField = Field(
        alias="if",
        description="What it would be a sign of: hypotheses, or what happens as a time expression.",
    )
    telling: Strength = Field(
        default=exact(3.0, "moderate for"),
        description="How telling it would be: strong 10, moderate 3, slight 1.5, for or against;"
        " or a likelihood ratio.",
    )
    visible: Probability = Field(
        default=exact(0.5),
        description="How likely it is to be seen within a month if that is so (for a sign against:"
        " if it is not).",
    )
    source: Text | None = Field(default=None, description="Who would see it, or says so.")
    note: Text | None = Field(default=None, description="A remark, shown in the report.")


class Outcome(Entry):
    """What came to pass, filled in later for scoring."""

    about: Text = Field(description="A scenario or a time expression.")
    date: Day = Field(description="When it was settled.")
    happened: bool = Field(description="Whether it happened.")
    source: Text | None = Field(default=None, description="Who says so.")


class Partly(Entry):
    """States of which a source says whether they are equilibria, the rest not being known."""

    are: tuple[Labels, ...] = Field(default=(), description="Equilibria.")
    are_not: tuple[Labels, ...] = Field(default=(), description="States that are not.")


class Published(Entry):
    """Stability as some source has it, to be recomputed by `standoff cases --verify`."""

    citation: Text = Field(description="Author, year, title, place.")
    status: Literal["seen", "recalled"] = Field(
        description="Whether it was read in the source or is from memory of it."
    )
    equilibria: Mapping[Concept, tuple[Labels, ...]] = Field(
        default_factory=dict, description="All equilibria by concept."
    )
    stable: Mapping[Concept, Mapping[str, tuple[Labels, ...]]] = Field(
        default_factory=dict, description="All stable states by concept and actor."
    )
    partly: Mapping[Concept, Partly] = Field(
        default_factory=dict, description="Some states of which the source speaks."
    )
    together: tuple[tuple[str, ...], ...] = Field(
        default=(),
        description="Coalitions that act as one in these results, each as its actors; the others act"
        " alone.",
    )
    notes: str = Field(default="", description="Remarks.")
