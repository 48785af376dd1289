"""The what-if panel: what of a crisis can be turned on or off, and what can be moved, and how far."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from standoff.crisis.model import Crisis
from standoff.errors import Path, write_path
from standoff.language.quantity import Quantity
from standoff.report.naming import Names
from standoff.report.palette import Tone
from standoff.report.phrases import input_label
from standoff.report.words import percent

POSITIONS = 5
"""Places of a slider at which the answer is computed ahead; between them it is interpolated."""

REACH = 4.0
"""How far a tempo or a precision can be moved, as a factor each way."""


@dataclass(frozen=True)
class Choice:
    """One setting of a switch: its value in a change, empty for the file's own, and its name."""

    value: str
    label: str


@dataclass(frozen=True)
class Switch:
    """Something with a few settings.

    Attributes
    ----------
    name : str
        What a change calls it.
    key : str
        Its place in the file, as the charts know it.
    line : int or None
        Where it stands in the file.
    chosen : str
        The value under the changes at hand; empty for the file's own.
    """

    name: str
    key: str
    label: str
    choices: tuple[Choice, ...]
    line: int | None = None
    note: str = ""
    chosen: str = ""


@dataclass(frozen=True)
class Slider:
    """A number that can be moved.

    Attributes
    ----------
    own : float
        The file's own value; `written` is how the file writes it.
    low, high, step : float
        Of the slider's axis: the value, or where `ratio`, log2 of its ratio to `own`.
    start, place : float
        On that axis, the file's own place, and the one under the changes at hand.
    unit : str
        Stands after the number in a change.
    moved : bool
        Whether a change moves it.
    """

    name: str
    key: str
    label: str
    own: float
    written: str
    low: float
    high: float
    step: float
    start: float
    place: float
    unit: str = ""
    ratio: bool = False
    line: int | None = None
    moved: bool = False

    @property
    def positions(self) -> tuple[float, ...]:
        """Places on the axis at which the answer is computed ahead."""
        width = (self.high - self.low) / (POSITIONS - 1)
        return tuple(round(self.low + i * width, 6) for i in range(POSITIONS))

    @property
    def told(self) -> str:
        """The value at hand for the reader."""
        return self.change(self.place).partition("=")[2] if self.moved else self.written

    def change(self, place: float) -> str:
        """Return the change that moves it to a place on its axis."""
        value = self.own * 2.0**place if self.ratio else place
        return f"{self.name}={value:.4g} {self.unit}".rstrip()


@dataclass(frozen=True)
class Group:
    """Controls that belong together, such as those of an actor."""

    id: str
    title: str
    tone: Tone
    switches: tuple[Switch, ...] = ()
    sliders: tuple[Slider, ...] = ()

    @property
    def touched(self) -> int:
        """How many of its controls are moved."""
        return sum(bool(s.chosen) for s in self.switches) + sum(s.moved for s in self.sliders)


def groups(crisis: Crisis, changes: tuple[str, ...] = ()) -> tuple[Group, ...]:
    """Return the controls of a crisis, as they stand under some changes.

    Parameters
    ----------
    crisis : Crisis
        As its file says.
    changes : tuple of str
        Each ``NAME=VALUE``.
    """
    set_to = dict(change.split("=", 1) for change in changes)
    names = Names(crisis)
    found = []
    if crisis.hypotheses:
        claims = tuple(_hypotheses(crisis, names, set_to))
        found.append(Group("hypotheses", "What is not known", "ink", claims))
    if crisis.chance:
        events = tuple(
            _held(names, name, ("chance", name), set_to, ("off", "on")) for name in crisis.chance
        )
        found.append(Group("chance", "Events nobody chooses", "muted", events))
    for actor, record in crisis.actors.items():
        switches = tuple(
            _held(names, f"{actor}.{o}", ("actors", actor, "options", o), set_to, option.levels)
            for o, option in record.options.items()
        )
        sliders = tuple(_sliders(crisis, names, actor, set_to))
        found.append(Group(actor, names.actor(actor), names.actor_tone(actor), switches, sliders))
    return tuple(found)


def find(crisis: Crisis, name: str, changes: tuple[str, ...] = ()) -> Slider | None:
    """Return the slider of a name, if there is one."""
    for group in groups(crisis, changes):
        for slider in group.sliders:
            if slider.name == name:
                return slider
    return None


def _hypotheses(crisis: Crisis, names: Names, set_to: Mapping[str, str]) -> Iterator[Switch]:
    for name, record in crisis.hypotheses.items():
        prior = f"as the signals say (prior {percent(record.prior.centre)})"
        choices = (Choice("", prior), Choice("true", "true"), Choice("false", "false"))
        chosen = {"on": "true", "off": "false"}.get(set_to.get(name, ""), set_to.get(name, ""))
        path: Path = ("hypotheses", name)
        yield Switch(
            name,
            write_path(path),
            record.claim,
            _with(choices, chosen),
            line_of(crisis, path),
            record.note or "",
            chosen,
        )


def _held(
    names: Names, name: str, path: Path, set_to: Mapping[str, str], levels: tuple[str, ...]
) -> Switch:
    choices = (Choice("", "open"), *(Choice(level, f"held {level}") for level in levels))
    chosen = set_to.get(name, "")
    label = names.thing(name)
    return Switch(
        name,
        write_path(path),
        label[:1].upper() + label[1:],
        _with(choices, chosen),
        line_of(names.crisis, path),
        "",
        chosen,
    )


def _with(choices: tuple[Choice, ...], chosen: str) -> tuple[Choice, ...]:
    """Add a value that an address asks for and that is not among the usual ones."""
    if any(choice.value == chosen for choice in choices):
        return choices
    return (*choices, Choice(chosen, chosen))


def _sliders(
    crisis: Crisis, names: Names, actor: str, set_to: Mapping[str, str]
) -> Iterator[Slider]:
    record = crisis.actors[actor]
    for k, statement in enumerate(record.preferences):
        if statement.weight is not None:
            path: Path = ("actors", actor, "preferences", k, "weight")
            yield _linear(names, f"{actor}.weight[{k + 1}]", path, statement.weight, set_to)
    path = ("actors", actor, "tempo")
    yield _ratio(names, f"{actor}.tempo", path, record.tempo, set_to, "per month")
    path = ("actors", actor, "precision")
    yield _ratio(names, f"{actor}.precision", path, record.precision, set_to)


def _linear(
    names: Names, name: str, path: Path, quantity: Quantity, set_to: Mapping[str, str]
) -> Slider:
    own = quantity.centre
    high = float(math.ceil(max(2 * own, 0.0 if math.isinf(quantity.high) else quantity.high, 1.0)))
    place = min(max(_number(set_to.get(name), own), 0.0), high)
    return Slider(
        name,
        write_path(path),
        input_label(path, names, name),
        own,
        quantity.text,
        low=0.0,
        high=high,
        step=0.05 if high <= 4 else 0.1,
        start=own,
        place=place,
        line=line_of(names.crisis, path),
        moved=name in set_to,
    )


def _ratio(
    names: Names,
    name: str,
    path: Path,
    quantity: Quantity,
    set_to: Mapping[str, str],
    unit: str = "",
) -> Slider:
    reach, own = math.log2(REACH), quantity.centre
    value = _number(set_to.get(name), own)
    place = math.log2(value / own) if value > 0 < own else 0.0
    return Slider(
        name,
        write_path(path),
        input_label(path, names, name),
        own,
        quantity.text,
        low=-reach,
        high=reach,
        step=0.05,
        start=0.0,
        place=min(max(place, -reach), reach),
        unit=unit,
        ratio=True,
        line=line_of(names.crisis, path),
        moved=name in set_to,
    )


def _number(text: str | None, otherwise: float) -> float:
    """Return the number that a change begins with."""
    try:
        return float((text or "").split()[0])
    except (ValueError, IndexError):
        return otherwise


def line_of(crisis: Crisis, path: Path) -> int | None:
    """Return the line of a place in the file, or of the nearest thing around it."""
    origin = crisis.origin
    for length in range(len(path), 0, -1):
        for places in (origin.keys, origin.places):
            if path[:length] in places:
                return places[path[:length]][0]
    return None
