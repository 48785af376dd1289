"""Every name that an expression of a crisis can use."""

from collections.abc import Mapping
from dataclasses import dataclass

from standoff.crisis.fields import Setting
from standoff.crisis.model import Crisis, Option
from standoff.errors import nearest

ON_OFF = ("off", "on")


@dataclass(frozen=True, slots=True)
class Symbols:
    """The names of a crisis by kind.

    Attributes
    ----------
    options : mapping of str to Option
        By full name ``actor.option``, in file order.
    chance, hypotheses, actors : tuple of str
        In file order.
    """

    options: Mapping[str, Option]
    chance: tuple[str, ...]
    hypotheses: tuple[str, ...]
    actors: tuple[str, ...]

    def levels(self, name: str) -> tuple[str, ...] | None:
        """Return the levels of an option or chance variable, None for any other name."""
        if name in self.options:
            return self.options[name].levels
        return ON_OFF if name in self.chance else None

    def unknown(self, name: str) -> str | None:
        """Say what is wrong with a name, or None when it exists."""
        if name in self.options or name in self.chance or name in self.hypotheses:
            return None
        known = [*self.options, *self.chance, *self.hypotheses]
        return f"unknown name '{name}'{nearest(name, known)}"

    def misset(self, setting: Setting) -> str | None:
        """Say what is wrong with a setting, or None when it can be made."""
        levels = self.levels(setting.name)
        if levels is None:
            known = [*self.options, *self.chance]
            return (
                f"unknown option or chance variable '{setting.name}'{nearest(setting.name, known)}"
            )
        if setting.level is not None and setting.level not in levels:
            hint = nearest(setting.level, list(levels))
            return f"'{setting.name}' has no level '{setting.level}'{hint}"
        return None

    def level_of(self, setting: Setting) -> int:
        """Return the number of the level that a valid setting names; on is the second."""
        levels = self.levels(setting.name)
        assert levels is not None
        return 1 if setting.level is None else levels.index(setting.level)


def symbols(crisis: Crisis) -> Symbols:
    """Collect the names of a crisis."""
    return Symbols(
        {
            f"{actor}.{option}": value
            for actor, record in crisis.actors.items()
            for option, value in record.options.items()
        },
        tuple(crisis.chance),
        tuple(crisis.hypotheses),
        tuple(crisis.actors),
    )
