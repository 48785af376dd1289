"""Claims of motive that no evidence in the file supports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from standoff.crisis.model import Crisis
from standoff.engines.audit.repeats import Added
from standoff.errors import Path
from standoff.language.tree import names


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Something that the assessment takes on trust.

    Attributes
    ----------
    kind : str
        ``hypothesis``, a claim on which wants or options hang and that no signal supports;
        ``motive``, an ulterior want without a source and without a claim that could be tested.
    name : str
        The hypothesis; ``actor.weight[k]`` of the want.
    path : Path
        Where it stands.
    used : tuple of Path
        Wants and options that hang on it.
    against : bool
        Whether there are signals and all speak against it.
    believed : float or None
        Probability of the hypothesis.
    swing : mapping of str to float
        For each scenario, its probability where the hypothesis is true less that where it is false.
    """

    kind: str
    name: str
    path: Path
    used: tuple[Path, ...]
    against: bool
    believed: float | None
    swing: Mapping[str, float]


def unsupported(
    crisis: Crisis,
    added: Added,
    beliefs: Mapping[str, float],
    swings: Mapping[str, Mapping[str, float]],
) -> Iterator[Unsupported]:
    """Yield what wants and options hang on without any signal that speaks for it.

    Parameters
    ----------
    crisis : Crisis
    added : mapping of (str, str) to float
        What each signal adds to each hypothesis.
    beliefs : mapping of str to float
        Probability of each hypothesis.
    swings : mapping of str to mapping of str to float
        For each hypothesis what it does to each scenario.
    """
    for name in crisis.hypotheses:
        used = tuple(_used(crisis, name))
        moved = [value for (_, h), value in added.items() if h == name and value]
        if used and not any(value > 0 for value in moved):
            yield Unsupported(
                "hypothesis",
                name,
                ("hypotheses", name),
                used,
                bool(moved),
                beliefs[name],
                swings.get(name, {}),
            )
    for actor, record in crisis.actors.items():
        for k, statement in enumerate(record.preferences):
            if statement.motive == "ulterior" and not statement.source and statement.given is None:
                path = ("actors", actor, "preferences", k)
                yield Unsupported("motive", f"{actor}.weight[{k + 1}]", path, (), False, None, {})


def _used(crisis: Crisis, hypothesis: str) -> Iterator[Path]:
    """Yield the wants and options that hang on a hypothesis."""
    for actor, record in crisis.actors.items():
        for k, statement in enumerate(record.preferences):
            if statement.given is not None and hypothesis in names(statement.given.tree):
                yield ("actors", actor, "preferences", k)
        for option, value in record.options.items():
            if value.needs is not None and hypothesis in names(value.needs.tree):
                yield ("actors", actor, "options", option)
